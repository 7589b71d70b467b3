import { sql } from 'kysely';
import { technicalDate } from '../../../platform/index.ts';
import {
  all,
  CONTENT_FIELDS,
  describedType,
  fieldType,
  MANAGEMENT_FIELDS,
  type Members,
  type Vocabulary,
} from '../../field-types.ts';
import { MANAGEMENT, memberKey } from '../../member-words.ts';
import { type ComputedRules, endColumn, RULE_CATEGORIES, shownRules } from '../../rules/index.ts';
import { CONTENT } from '../content-search.ts';
import { QueryRefused } from '../query-refused.ts';
import {
  type Beside,
  type Collection,
  column,
  type DocumentField,
  type Field,
  INVISIBLE,
  own,
  rowOf,
  segmentsOf,
  unknownName,
} from './collection.ts';

/** Units by the names of spec model.md 2 and 3.1. */

const COLUMNS: Readonly<Record<string, Field>> = {
  '#id': column('unit.id'),
  '#tenant': column('unit.tenant', 'long'),
  '#version': column('unit.version', 'long'),
  '#atomic_version': column('unit.atomic_version', 'long'),
  '#unitups': column('unit.up', 'keyword', { many: true }),
  '#allunitups': column('unit.us', 'keyword', { many: true }),
  '#operations': column('unit.ops', 'keyword', { many: true }),
  '#opts': column('unit.opts', 'keyword', { many: true }),
  '#originating_agency': column('unit.sp'),
  '#originating_agencies': column('unit.sps', 'keyword', { many: true }),
  '#opi': column('unit.opi'),
  '#object': column('unit.og'),
  '#unitType': column('unit.unit_type'),
  '#min': column('unit.min_depth', 'long'),
  '#max': column('unit.max_depth', 'long'),
  '#sedaVersion': column('unit.seda_version'),
  '#implementationVersion': column('unit.implementation_version'),
  '#approximate_creation_date': column('unit.created_at', 'date'),
  '#approximate_update_date': column('unit.updated_at', 'date'),
  '#storage': column('unit.strategy'),
  '#storage.strategyId': column('unit.strategy'),
};

/** What was computed of the rules of units: a row is there once it was asked for (spec rules.md 6.2). */
const COMPUTED = { table: 'computed_rules', of: 'unit' } as const;

const VALID: Field = {
  ...{ source: 'column', type: 'boolean', many: false, beside: COMPUTED },
  column: sql`(computed_rules.rules is not null)`,
};

/** Ends by the name of the category: what has ended is looked for most, and found by an index. */
const ENDS: Readonly<Record<string, Field>> = Object.fromEntries(
  RULE_CATEGORIES.map((category) => [
    `#computedInheritedRules.${category}.MaxEndDate`,
    { ...column(`computed_rules.${endColumn(category)}`, 'date'), beside: COMPUTED },
  ]),
);

const COMPUTED_RULES: Members = {
  '*': {
    MaxEndDate: 'date',
    ...all('keyword', 'InheritanceOrigin', 'InheritedRuleIds', 'FinalAction'),
    Rules: { Rule: 'keyword', EndDate: 'date' },
  },
  NeedAuthorization: 'boolean',
  indexationDate: 'date',
};

const ELIMINATION: Members = {
  ...all('keyword', 'OperationId', 'GlobalStatus', 'DestroyableOriginatingAgencies'),
  ...all('keyword', 'NonDestroyableOriginatingAgencies'),
  ExtendedInfo: { ExtendedInfoType: 'keyword', ExtendedInfoDetails: { '*': 'keyword' } },
};

const HISTORY: Members = { ud: 'date', data: { _v: 'long', _mgt: MANAGEMENT_FIELDS } };

interface Technical {
  readonly column: string;
  readonly members: Members;
  readonly beside?: Beside;
  readonly contained?: true;
  readonly lexemes?: string;
}

/** Technical objects: their column and members. */
const DOCUMENTS: Readonly<Record<string, Technical>> = {
  [MANAGEMENT]: {
    ...{ column: 'unit.management', members: MANAGEMENT_FIELDS },
    ...{ contained: true, lexemes: 'unit.text' },
  },
  '#computedInheritedRules': {
    ...{ column: 'computed_rules.rules', members: COMPUTED_RULES },
    ...{ beside: COMPUTED, contained: true },
  },
  '#elimination': { column: 'unit.elimination', members: ELIMINATION },
  '#history': { column: 'unit.history', members: HISTORY },
  '#uds': { column: 'unit.uds', members: { '*': 'keyword' } },
};

/** Known names that units do not have, or that are not indexed. */
const INVISIBLE_NAMES = new Set(
  ['#graph', '#nbunits', '#nbobjects', '#qualifiers', '#size', '#format', '#type', '#usage', '#score'].concat(
    '#all',
  ),
);

const NOT_INDEXED = new Set(['inheritedRulesAPIOutput', 'EndDates']);

function field(name: string, vocabulary: Vocabulary): Field {
  const known = own(COLUMNS, name) ?? own(ENDS, name);
  if (known !== undefined) return known;
  if (name === '#validComputedInheritedRules') return VALID;
  if (name === CONTENT)
    throw new QueryRefused(
      `${CONTENT} is searched with $match, $match_all, $match_phrase, $match_phrase_prefix or $search, and is nothing else`,
    );
  const [first = '', ...path] = segmentsOf(name);
  if (name === '#dua') return managementField(['AppraisalRule', 'Rules', 'Rule']);
  if (!first.startsWith('#')) return contentField([first, ...path], vocabulary);
  const document = own(DOCUMENTS, first);
  if (document !== undefined) {
    if (path.some((segment) => NOT_INDEXED.has(segment))) return INVISIBLE;
    return documentField(document, path);
  }
  if (INVISIBLE_NAMES.has(first) || own(COLUMNS, first) !== undefined) return INVISIBLE;
  throw unknownName(name);
}

function contentField(path: readonly string[], vocabulary: Vocabulary): DocumentField {
  return {
    source: 'document',
    column: 'unit.content',
    path,
    type: fieldType(CONTENT_FIELDS, path, vocabulary),
    contained: true,
    lexemes: 'unit.text',
    days: 'unit.text',
    ...placeInIndex(path),
  };
}

/** Titles and descriptions without language have labels in the index, other members words of their own. */
function placeInIndex(path: readonly string[]): Pick<DocumentField, 'label' | 'member'> {
  switch (path.join('.')) {
    case 'Title':
      return { label: 'A' };
    case 'Description':
      return { label: 'B' };
    default:
      return { member: memberKey(path) };
  }
}

function managementField(path: readonly string[]): DocumentField {
  return documentField(DOCUMENTS[MANAGEMENT] as Technical, path);
}

function documentField(document: Technical, path: readonly string[]): DocumentField {
  return {
    source: 'document',
    column: document.column,
    path,
    type: path.length === 0 ? 'object' : (describedType(document.members, path) ?? 'text'),
    contained: document.contained ?? false,
    ...(document.beside === undefined ? {} : { beside: document.beside }),
    ...(document.lexemes === undefined
      ? {}
      : { lexemes: document.lexemes, member: memberKey([MANAGEMENT, ...path]) }),
  };
}

/** Units: `unit` rows, whose descriptive members are in `content`. */
export const UNITS: Collection = {
  table: 'unit',
  columns: [
    ...['tenant', 'id', 'opi', 'unit_type', 'og', 'sp', 'sps', 'up', 'us', 'ops', 'opts', 'min_depth'],
    ...['max_depth', 'seda_version', 'implementation_version', 'strategy', 'management_contract', 'version'],
    ...['created_at', 'updated_at', 'elimination', 'history'],
    ...['management', 'content'],
  ],
  // Null without a row.
  shown: { computed: sql`(select jsonb_build_object('rules', computed_rules.rules) ${rowOf(COMPUTED)})` },
  field,
  sortsText: (name) => name === 'Title' || name.startsWith('Title_.'),
  sortColumns: { Title: 'unit.title_words' },
  parts: { table: 'unit_part', index: 'unit_search' },
  present: presentUnit,
};

/** A unit in the names of the compatible API; members without value are absent. */
export function presentUnit(row: Record<string, unknown>): Record<string, unknown> {
  return withoutNulls({
    '#id': row.id,
    '#tenant': row.tenant,
    '#version': row.version,
    '#unitType': row.unit_type,
    '#unitups': row.up,
    '#allunitups': row.us,
    '#min': row.min_depth,
    '#max': row.max_depth,
    '#originating_agency': row.sp,
    '#originating_agencies': row.sps,
    '#opi': row.opi,
    '#operations': row.ops,
    '#opts': (row.opts as string[]).length > 0 ? row.opts : null,
    '#object': row.og,
    '#storage': { strategyId: row.strategy },
    '#sedaVersion': row.seda_version,
    '#implementationVersion': row.implementation_version,
    '#approximate_creation_date': technicalDate(row.created_at as Date),
    '#approximate_update_date': technicalDate(row.updated_at as Date),
    '#managementContractId': row.management_contract,
    ...presentComputed(row.computed as Computed | null | undefined),
    '#elimination': row.elimination,
    '#history': row.history,
    '#management': row.management,
    ...(row.content as Record<string, unknown>),
  });
}

interface Computed {
  readonly rules: ComputedRules | null;
  /** Added to the row where it is wanted (rules-output.ts). */
  readonly output?: unknown;
}

function presentComputed(computed: Computed | null | undefined): Record<string, unknown> {
  if (!computed) return {};
  const { rules, output } = computed;
  return {
    '#validComputedInheritedRules': rules !== null,
    '#computedInheritedRules': rules && {
      ...shownRules(rules),
      ...(output === undefined ? {} : { inheritedRulesAPIOutput: output }),
    },
  };
}

export function withoutNulls(document: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== null));
}
