import { checkDocument, unitSchemaFault } from '../catalogue/controls/index.ts';
import type { Ontology, UnitProfile } from '../referentials/index.ts';
import { isObject, type UnitContent } from './unit-update/unit-actions.ts';

/** Why a unit cannot be as it is wanted: codes of spec model.md 3.10. */
export interface UnitFault {
  readonly code: string;
  readonly text: string;
}

/** The unit in the types of the vocabulary, when its description and management are what a unit may have. */
export function checkedUnit(
  { content, management }: UnitContent,
  ontology: Ontology,
): UnitContent | UnitFault {
  const { doc, fault } = checkDocument({ ...content, '#management': management }, ontology);
  if (fault)
    return {
      code: fault.kind === 'ontology' ? 'ONTOLOGY_VALIDATION_FAILURE' : 'SCHEMA_VALIDATION_FAILURE',
      text: fault.text,
    };
  const { StartDate, EndDate } = doc;
  if (typeof StartDate === 'string' && typeof EndDate === 'string' && EndDate < StartDate)
    return { code: 'INVALID_START_END_DATE', text: `EndDate ${EndDate} is before StartDate ${StartDate}` };
  const refusal = unitSchemaFault(doc);
  if (refusal !== undefined) return { code: 'SCHEMA_VALIDATION_FAILURE', text: refusal };
  const { '#management': stored, ...described } = doc;
  return { content: described, management: isObject(stored) ? stored : {} };
}

/** What the archive unit profile that a unit names has against it. */
export function profileFault(
  { content, management }: UnitContent,
  profileOf: (identifier: string) => UnitProfile | undefined,
): UnitFault | undefined {
  const identifier = content.ArchiveUnitProfile;
  if (typeof identifier !== 'string') return undefined;
  const profile = profileOf(identifier);
  if (!profile)
    return {
      code: 'UNKNOWN_ARCHIVE_UNIT_PROFILE',
      text: `The profile ${identifier} is not in the referential`,
    };
  if (!profile.active)
    return {
      code: 'ARCHIVE_UNIT_PROFILE_SCHEMA_INACTIVE',
      text: `The profile ${identifier} is not active`,
    };
  if (!profile.control)
    return {
      code: 'EMPTY_ARCHIVE_UNIT_PROFILE_SCHEMA',
      text: `The profile ${identifier} controls nothing`,
    };
  const fault = profile.control({ ...content, '#management': management });
  return fault === undefined
    ? undefined
    : { code: 'ARCHIVE_UNIT_PROFILE_SCHEMA_VALIDATION_FAILURE', text: fault };
}
