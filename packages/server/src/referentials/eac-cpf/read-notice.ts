import { ArchiveError } from '../../platform/index.ts';
import type { AgencyRelation } from '../agency-family.ts';
import type { Document } from '../store.ts';
import {
  EAC_CPF,
  EAC_CPF_2,
  ENTITY_TYPES,
  MAINTENANCE_STATUSES,
  RELATION_TYPES,
  TERM_LISTS,
  USUAL_ENTITY,
  USUAL_STATUSES,
} from './elements.ts';
import { elementsOf, inside, lineOf, linesOf, type XmlElement } from './xml-tree.ts';

/** What an EAC-CPF document says of an agency. */
export interface Notice {
  /** Members that it says; what it is silent about is absent. */
  readonly members: Document;
  /** Identifiers of those that it says to be under it. */
  readonly subordinates: readonly string[];
  /** Elements that say something for which the referential has no place. */
  readonly unkept: readonly string[];
}

/** @throws ArchiveError adminBadRequest: the document is no EAC-CPF of 2010 */
export function readNotice(root: XmlElement, called: string): Notice {
  if (root.namespace === EAC_CPF_2)
    throw new ArchiveError(
      'adminBadRequest',
      `${called} is refused: it is EAC-CPF 2.0; its form of 2010 (${EAC_CPF}) is read.`,
    );
  if (root.name !== 'eac-cpf' || root.namespace !== EAC_CPF)
    throw new ArchiveError(
      'adminBadRequest',
      `${called} is refused: it is ${root.name.slice(0, 100)}, not eac-cpf of the namespace ${EAC_CPF}.`,
    );
  const [control] = inside(root, 'control');
  const [body] = inside(root, 'cpfDescription');
  const [description] = inside(body, 'description');
  const [identity] = inside(body, 'identity');
  const dates = existence(description);
  const relations = relationsOf(body);
  return {
    members: nonEmpty({
      ...ofControl(control),
      ...ofIdentity(identity, description),
      ...dates.members,
      ...ofDescription(description),
      ...relations.members,
    }),
    subordinates: relations.subordinates,
    unkept: [...strangers(root, body, identity, description), ...dates.unkept, ...relations.unkept],
  };
}

/** Without what says nothing. */
function nonEmpty(members: Readonly<Record<string, string | readonly string[] | undefined>>): Document {
  const said = Object.entries(members).flatMap(([name, value]) => {
    const kept = Array.isArray(value) ? value.filter((each) => each.trim() !== '') : value;
    return kept === undefined || kept.length === 0 ? [] : [[name, kept]];
  });
  return Object.fromEntries(said);
}

const first = (elements: readonly XmlElement[]) =>
  elements[0] === undefined ? undefined : lineOf(elements[0]);
const lines = (elements: readonly XmlElement[]) => elements.map(lineOf);
const ofType = (elements: readonly XmlElement[], type: string) =>
  elements.filter(({ attributes }) => attributes.localType === type);

/** What stands in a closed list, unless it is there for want of anything else. */
const listed = (text: string | undefined, list: readonly string[], usual: readonly string[]) =>
  text !== undefined && list.includes(text) && !usual.includes(text) ? text : undefined;

function ofControl(control: XmlElement | undefined) {
  const local = (type: string) =>
    first(ofType(inside(control, 'localControl'), type).flatMap((each) => inside(each, 'term')));
  const status = first(inside(control, 'maintenanceStatus'))?.trim();
  return {
    Identifier:
      first(ofType(inside(control, 'otherRecordId'), 'Identifier')) ?? first(inside(control, 'recordId')),
    MaintenanceStatus: local('MaintenanceStatus') ?? listed(status, MAINTENANCE_STATUSES, USUAL_STATUSES),
    LocalStatus: local('LocalStatus'),
    Sources: inside(control, 'sources', 'source').map((source) => lineOf(source)),
    EventDescription: lines(
      inside(control, 'maintenanceHistory', 'maintenanceEvent', 'eventDescription'),
    ).join('\n'),
  };
}

function ofIdentity(identity: XmlElement | undefined, description: XmlElement | undefined) {
  const entries = inside(identity, 'nameEntry');
  const parallel = inside(identity, 'nameEntryParallel', 'nameEntry').map(nameOf);
  const having = (form: string) => entries.filter((entry) => inside(entry, form).length > 0);
  const plain = entries.filter(
    (entry) => inside(entry, 'authorizedForm').length + inside(entry, 'alternativeForm').length === 0,
  );
  const [own, ...others] = plain.map(nameOf);
  const Name = own ?? [...having('authorizedForm'), ...entries].map(nameOf)[0] ?? parallel[0];
  const type = first(inside(identity, 'entityType'))?.trim();
  const localType = ofType(inside(description, 'localDescription'), 'EntityType');
  return {
    Name,
    EntityId: first(inside(identity, 'entityId')),
    EntityType:
      first(localType.flatMap((each) => inside(each, 'term'))) ?? listed(type, ENTITY_TYPES, [USUAL_ENTITY]),
    AuthorizedForm: having('authorizedForm').map(nameOf),
    AlternativeForm: [...having('alternativeForm').map(nameOf), ...others],
    NameEntryParallel: parallel[0] === Name ? parallel.slice(1) : parallel,
  };
}

const nameOf = (entry: XmlElement) => lines(inside(entry, 'part')).join(' ');

function ofDescription(description: XmlElement | undefined) {
  const text = (name: string) => inside(description, name).flatMap(linesOf).join('\n');
  const history = inside(description, 'biogHist').flatMap(elementsOf);
  const abstracts = history.filter(({ name }) => name === 'abstract');
  const terms = TERM_LISTS.map(([member, list, item, holder]) => [
    member,
    [...inside(description, list, item), ...inside(description, item)].map(
      (each) => first(inside(each, holder)) ?? lineOf(each),
    ),
  ]);
  return {
    ...(Object.fromEntries(terms) as Record<(typeof TERM_LISTS)[number][0], string[]>),
    StructureOrGenealogy: text('structureOrGenealogy'),
    GeneralContext: text('generalContext'),
    Description: lines(abstracts).join('\n'),
    BiogHist: history
      .filter(({ name }) => name !== 'abstract')
      .flatMap(linesOf)
      .join('\n'),
  };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^(\d{4})(?:-(\d{2}))?$/;

/** A day as the referential keeps it: of a year or a month alone, the first or the last; undefined: it is none. */
function dayOf(element: XmlElement, isLast: boolean): string | undefined {
  const text = (element.attributes.standardDate ?? lineOf(element)).trim();
  if (DAY.test(text)) return text;
  const [, year, month] = MONTH.exec(text) ?? [];
  if (year === undefined) return undefined;
  if (!isLast) return `${year}-${month ?? '01'}-01`;
  const last = month === undefined ? 31 : new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return `${year}-${month ?? '12'}-${String(last).padStart(2, '0')}`;
}

function existence(description: XmlElement | undefined) {
  const unkept: string[] = [];
  const take = (name: string, isLast: boolean) => {
    const [element] = inside(description, 'existDates', 'dateRange', name);
    if (element === undefined || (lineOf(element).trim() === '' && !element.attributes.standardDate))
      return undefined;
    const day = dayOf(element, isLast);
    if (day === undefined) unkept.push(`existDates/${name}: ${lineOf(element).trim().slice(0, 100)}`);
    return day;
  };
  const members = { FromDate: take('fromDate', false), ToDate: take('toDate', true) };
  for (const name of ['date', 'dateSet'])
    for (const element of inside(description, 'existDates', name))
      unkept.push(`existDates/${name}: ${lineOf(element).trim().slice(0, 100)}`);
  return { members, unkept };
}

const RELATIONS = new Map<string | undefined, AgencyRelation | 'child'>([
  ...(Object.entries(RELATION_TYPES) as [AgencyRelation, string][]).map(
    ([member, type]) => [type, member] as const,
  ),
  ['hierarchical-child', 'child'],
]);

/** Agencies are named by `xlink:href`, which holds their identifier; an address elsewhere names none. */
function relationsOf(body: XmlElement | undefined) {
  const named: Record<AgencyRelation | 'child', string[]> = {
    ...{ SuperiorAgencies: [], EarlierAgencies: [], LaterAgencies: [], AssociatedAgencies: [], child: [] },
  };
  const unkept: string[] = [];
  for (const relation of inside(body, 'relations', 'cpfRelation')) {
    const { cpfRelationType: type, href = '' } = relation.attributes;
    const list = RELATIONS.get(type);
    const identifier = decoded(href.trim());
    if (list !== undefined && identifier !== '' && !href.includes('//')) named[list].push(identifier);
    else
      unkept.push(`cpfRelation${type === undefined ? '' : `[${type}]`}: ${lineOf(relation).slice(0, 100)}`);
  }
  const { child: subordinates, ...members } = named;
  return { members, subordinates, unkept };
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

const KEPT = {
  cpfDescription: ['identity', 'description', 'relations'],
  identity: ['entityId', 'entityType', 'nameEntry', 'nameEntryParallel'],
  description: [
    ...['existDates', 'biogHist', 'structureOrGenealogy', 'generalContext', 'localDescription'],
    ...TERM_LISTS.flatMap(([, list, item]) => [list, item]),
  ],
  relations: ['cpfRelation'],
};

/** Elements that nothing is made of. */
function strangers(
  root: XmlElement,
  body: XmlElement | undefined,
  identity: XmlElement | undefined,
  description: XmlElement | undefined,
): string[] {
  const others = (element: XmlElement | undefined, kept: readonly string[]) =>
    element === undefined
      ? []
      : elementsOf(element)
          .filter(({ name }) => !kept.includes(name))
          .map(({ name }) => `${element.name}/${name}`);
  const locals = inside(description, 'localDescription').filter(
    ({ attributes }) => attributes.localType !== 'EntityType',
  );
  return [
    ...new Set([
      ...others(root, ['control', 'cpfDescription']),
      ...others(body, KEPT.cpfDescription),
      ...others(identity, KEPT.identity),
      ...others(description, KEPT.description),
      ...inside(body, 'relations').flatMap((relations) => others(relations, KEPT.relations)),
      ...locals.map(() => 'description/localDescription'),
      ...inside(identity, 'entityId')
        .slice(1)
        .map(() => 'identity/entityId'),
    ]),
  ];
}
