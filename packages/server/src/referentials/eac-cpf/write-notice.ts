import { attributeText, element, escaped, wrapped } from '@perenne/seda';
import type { Family } from '../agency-family.ts';
import type { Agency } from '../documents.ts';
import {
  EAC_CPF,
  ENTITY_TYPES,
  MAINTENANCE_STATUSES,
  RELATION_TYPES,
  TERM_LISTS,
  USUAL_ENTITY,
  USUAL_STATUSES,
} from './elements.ts';

/** What a notice says beside its agency. */
export interface NoticeSetting {
  /** Who keeps the record. */
  readonly holder: string;
  /** ISO 8601: instead of the dates that an agency has not. */
  readonly now: string;
  /** Those that stand in a relation to it; only those right above it are told. */
  readonly family: Family;
  /** Undefined: no agency bears the identifier. */
  readonly nameOf: (identifier: string) => string | undefined;
}

/** Elements that hold no text, one a line. */
function group(name: string, parts: readonly string[], attributes = ''): string {
  const inside = parts.filter((part) => part !== '');
  return inside.length === 0 ? '' : wrapped(name, `\n${inside.join('\n')}\n`, attributes);
}

const optional = (name: string, value: string | undefined) =>
  value === undefined ? '' : element(name, value);
const paragraphs = (text: string | undefined) =>
  text === undefined ? [] : text.split('\n').map((line) => element('p', line));

/** An agency as an EAC-CPF document: valid under the schema of 2010, read by `readNotice`. */
export function writeNotice(agency: Agency, setting: NoticeSetting): string {
  const body = [
    control(agency, setting),
    group('cpfDescription', [identity(agency), description(agency), relations(agency, setting)]),
  ];
  const attributes =
    attributeText('xmlns', EAC_CPF) + attributeText('xmlns:xlink', 'http://www.w3.org/1999/xlink');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${group('eac-cpf', body, attributes)}\n`;
}

/** Rules that a name follows are known by a name token. */
const CONVENTION = 'ISAAR_CPF';
const SIMPLE = attributeText('xlink:type', 'simple');

function control(agency: Agency, { holder, now }: NoticeSetting): string {
  const { Identifier, MaintenanceStatus, LocalStatus, Sources = [], EventDescription } = agency;
  const { CreationDate = now, UpdateDate = CreationDate } = agency;
  const isChanged = UpdateDate !== CreationDate;
  const token = asToken(Identifier);
  const usual = isChanged ? 'revised' : 'new';
  const events = [
    maintenance('created', CreationDate, isChanged ? undefined : EventDescription),
    isChanged ? maintenance('revised', UpdateDate, EventDescription) : '',
  ];
  return group('control', [
    element('recordId', token),
    token === Identifier
      ? ''
      : `<otherRecordId localType="Identifier">${escaped(Identifier)}</otherRecordId>`,
    element('maintenanceStatus', listed(MaintenanceStatus, MAINTENANCE_STATUSES) ?? usual),
    group('maintenanceAgency', [element('agencyName', holder)]),
    group('languageDeclaration', [
      '<language languageCode="fre">français</language>',
      '<script scriptCode="Latn">latin</script>',
    ]),
    group('conventionDeclaration', [
      element('abbreviation', CONVENTION),
      wrapped('citation', 'ISAAR (CPF)', SIMPLE),
    ]),
    localControl('MaintenanceStatus', told(MaintenanceStatus, MAINTENANCE_STATUSES, USUAL_STATUSES)),
    localControl('LocalStatus', LocalStatus),
    group('maintenanceHistory', events),
    group(
      'sources',
      Sources.map((source) => group('source', [element('sourceEntry', source)], SIMPLE)),
    ),
  ]);
}

/** Identifiers of records are name tokens in EAC-CPF. */
const asToken = (identifier: string) => identifier.replace(/[^\p{L}\p{Nd}._:-]/gu, '_');

/** A text that stands in the closed list. */
const listed = (text: string | undefined, list: readonly string[]) =>
  text !== undefined && list.includes(text) ? text : undefined;

/** A text that the closed list does not say by itself. */
const told = (text: string | undefined, list: readonly string[], usual: readonly string[]) =>
  text === undefined || (list.includes(text) && !usual.includes(text)) ? undefined : text;

const localControl = (type: string, term: string | undefined) =>
  group('localControl', [optional('term', term)], attributeText('localType', type));

function maintenance(type: string, at: string, description: string | undefined): string {
  return group('maintenanceEvent', [
    element('eventType', type),
    wrapped('eventDateTime', escaped(at), attributeText('standardDateTime', at)),
    element('agentType', 'machine'),
    element('agent', 'Pérenne'),
    optional('eventDescription', description),
  ]);
}

function identity(agency: Agency): string {
  const { Name, EntityId, EntityType, NameEntryParallel = [] } = agency;
  const entry = (name: string, form?: string) =>
    group('nameEntry', [element('part', name), form === undefined ? '' : element(form, CONVENTION)]);
  return group('identity', [
    optional('entityId', EntityId),
    element('entityType', listed(EntityType, ENTITY_TYPES) ?? USUAL_ENTITY),
    entry(Name),
    ...(agency.AuthorizedForm ?? []).map((name) => entry(name, 'authorizedForm')),
    ...(agency.AlternativeForm ?? []).map((name) => entry(name, 'alternativeForm')),
    // Parallel names are so to the name itself, which comes first.
    NameEntryParallel.length === 0
      ? ''
      : group(
          'nameEntryParallel',
          [Name, ...NameEntryParallel].map((name) => entry(name)),
        ),
  ]);
}

function description(agency: Agency): string {
  const { EntityType, FromDate, ToDate, StructureOrGenealogy, GeneralContext, Description, BiogHist } =
    agency;
  const date = (name: string, day: string | undefined) =>
    day === undefined ? '' : wrapped(name, escaped(day), attributeText('standardDate', day));
  const entityType = told(EntityType, ENTITY_TYPES, [USUAL_ENTITY]);
  return group('description', [
    group('existDates', [group('dateRange', [date('fromDate', FromDate), date('toDate', ToDate)])]),
    ...TERM_LISTS.map(([member, list, item, holder]) =>
      group(
        list,
        (agency[member] ?? []).map((term) => group(item, [element(holder, term)])),
      ),
    ),
    group('localDescription', [optional('term', entityType)], attributeText('localType', 'EntityType')),
    group('structureOrGenealogy', paragraphs(StructureOrGenealogy)),
    group('generalContext', paragraphs(GeneralContext)),
    group('biogHist', [optional('abstract', Description), ...paragraphs(BiogHist)]),
  ]);
}

function relations({ SuperiorAgencies = [] }: Agency, { family, nameOf }: NoticeSetting): string {
  const relation = (type: string) => (identifier: string) =>
    group(
      'cpfRelation',
      [element('relationEntry', nameOf(identifier) ?? identifier)],
      attributeText('cpfRelationType', type) +
        SIMPLE +
        attributeText('xlink:href', encodeURIComponent(identifier)),
    );
  return group('relations', [
    ...SuperiorAgencies.map(relation(RELATION_TYPES.SuperiorAgencies)),
    ...family.subordinates.map(relation('hierarchical-child')),
    ...family.earlier.map(relation(RELATION_TYPES.EarlierAgencies)),
    ...family.later.map(relation(RELATION_TYPES.LaterAgencies)),
    ...family.associated.map(relation(RELATION_TYPES.AssociatedAgencies)),
  ]);
}
