import type { Shape } from './kinds/shape.ts';
import { oneOf, TEXT, TEXTS } from './kinds/shape.ts';
import type { OntologyEntry, OntologyType } from './ontology.ts';
import type { ReadDocument } from './read-documents.ts';
import { COLLECTION_CODES } from './vocabulary.data.ts';

/** What a new vocabulary may be, and may change of the one in force (spec model.md 14.2; api.md 6.3.10). */

const TYPES = ['TEXT', 'KEYWORD', 'DATE', 'LONG', 'DOUBLE', 'BOOLEAN', 'GEO_POINT', 'ENUM'] as const;

/** Collections that no entry of the installed vocabulary names. */
const OTHER_COLLECTIONS = [
  'LogbookLifeCycleObjectGroupInProcess',
  'LogbookLifeCycleUnitInProcess',
  'EliminationActionObjectGroup',
  'EliminationActionUnit',
  'PreservationReport',
  'Schema',
];

export const ONTOLOGY_FIELDS: Shape = {
  Identifier: TEXT,
  SedaField: TEXT,
  ApiField: TEXT,
  ShortName: TEXT,
  Description: TEXT,
  Type: oneOf(TYPES),
  TypeDetail: oneOf(['STRING', 'ENUM', 'DATETIME', 'LONG', 'DOUBLE', 'BOOLEAN']),
  StringSize: oneOf(['SHORT', 'MEDIUM', 'LARGE']),
  Origin: oneOf(['INTERNAL', 'EXTERNAL']),
  Collections: {
    ...TEXTS,
    values: [...new Set([...Object.values(COLLECTION_CODES), ...OTHER_COLLECTIONS])],
  },
  CreationDate: { type: 'date' },
  LastUpdate: { type: 'date' },
};

/** A reason to refuse a vocabulary, of one entry. */
export interface OntologyFault {
  /** Key of the report: `STP_IMPORT_ONTOLOGIES_…` without its head. */
  readonly code: string;
  readonly text: string;
  readonly field: string;
}
/** By identifier, the first fault first. */
export type OntologyFaults = Map<string, OntologyFault[]>;

/** Types that values of a type can be read as, without force. */
const CHANGES: Readonly<Partial<Record<OntologyType, readonly OntologyType[]>>> = {
  TEXT: ['KEYWORD'],
  KEYWORD: ['TEXT'],
  DATE: ['KEYWORD', 'TEXT'],
  GEO_POINT: ['KEYWORD', 'TEXT'],
  ENUM: ['KEYWORD', 'TEXT'],
};

/** Names that no other entry may have, in small letters. */
export function takenNames(entries: readonly OntologyEntry[]): string[] {
  return entries.flatMap(({ Identifier, SedaField }) =>
    [Identifier, SedaField].flatMap((name) => name?.toLowerCase() ?? []),
  );
}

/**
 * Faults that the list has by itself.
 * @param others names that are taken besides, in small letters
 */
export function listFaults(read: readonly ReadDocument[], others: readonly string[] = []): OntologyFaults {
  const faults: OntologyFaults = new Map();
  const taken = new Set(others);
  for (const { document, carriesId, badDates } of read) {
    const entry = document as Partial<OntologyEntry>;
    const found: OntologyFault[] = [];
    if (carriesId) found.push({ code: 'ID_NOT_ALLOWED_IN_CREATE', text: 'Invalid field #id', field: '#id' });
    for (const field of ['Identifier', 'Type', 'Origin'] as const)
      if (entry[field] === undefined || entry[field].trim() === '')
        found.push({ code: 'MISSING_INFORMATION', text: `The field ${field} is mandatory`, field });
    const identifier = entry.Identifier ?? '';
    if (entry.Origin === 'EXTERNAL' && /^[_#]|\s/.test(identifier))
      found.push({ code: 'INVALID_PARAMETER', text: 'Invalid field Identifier', field: 'Identifier' });
    for (const field of badDates)
      found.push({ code: 'INVALID_PARAMETER', text: `Invalid field ${field}`, field });
    if (identifier !== '' && taken.has(identifier.toLowerCase()))
      found.push({
        code: 'IDENTIFIER_ALREADY_IN_ONTOLOGY',
        text: `Ontology identifier ${identifier} already exists in the json file`,
        field: 'Identifier',
      });
    taken.add(identifier.toLowerCase());
    if (entry.SedaField !== undefined) taken.add(entry.SedaField.toLowerCase());
    if (found.length > 0) faults.set(identifier, [...(faults.get(identifier) ?? []), ...found]);
  }
  return faults;
}

/** A profile that names an identifier among its fields. */
export interface FieldUse {
  readonly identifier: string;
  readonly profile: string;
  readonly tenant: number;
}

/** Faults of what a list would change, unless it is forced. */
export function changeFaults(
  changed: readonly { readonly before: OntologyEntry; readonly after: OntologyEntry }[],
  removed: readonly OntologyEntry[],
  uses: readonly FieldUse[],
): OntologyFaults {
  const faults: OntologyFaults = new Map();
  for (const { before, after } of changed)
    if (before.Type !== after.Type && !CHANGES[before.Type]?.includes(after.Type))
      faults.set(before.Identifier, [
        {
          code: 'UPDATE_INVALID_TYPE',
          text: `Change of type from ${before.Type} to ${after.Type} is not possible`,
          field: 'Type',
        },
      ]);
  for (const { Identifier, Origin } of removed) {
    const found = uses
      .filter(({ identifier }) => identifier === Identifier)
      .map(({ profile, tenant }) => ({
        code: 'DELETE_USED_ONTOLOGY',
        text: `Field Identifier used by ArchiveUnitProfile ${profile} of tenant ${tenant}`,
        field: 'Identifier',
      }));
    if (Origin === 'INTERNAL')
      found.push({
        code: 'DELETE_NOT_AUTHORIZED',
        text: 'header "Force-Update" must be true',
        field: 'Force-Update',
      });
    if (found.length > 0) faults.set(Identifier, found);
  }
  return faults;
}

/** An entry with what its type implies. */
export function completed(entry: OntologyEntry): OntologyEntry {
  const isText = entry.Type === 'TEXT' || entry.Type === 'KEYWORD' || entry.Type === 'GEO_POINT';
  const detail = entry.TypeDetail ?? (isText ? 'STRING' : entry.Type === 'DATE' ? 'DATETIME' : entry.Type);
  const { StringSize, ...rest } = entry;
  return {
    ...rest,
    TypeDetail: detail,
    ...(detail === 'STRING' ? { StringSize: StringSize ?? 'MEDIUM' } : {}),
  };
}
