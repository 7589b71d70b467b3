import { UNIT_SCHEMA } from './controls/index.ts';
import type { FieldType, Members } from './field-types.ts';
import { GROUP_FIELDS, REGISTER_FIELDS } from './query/index.ts';
import { RULE_CATEGORIES } from './rules/index.ts';

/**
 * What searches and readings answer, as JSON Schemas for the documentation, made of the tables by which members are
 * checked and searched. A projection shows some members only: none is required.
 */

type Schema = Readonly<Record<string, unknown>>;

const OF_TYPE = {
  keyword: { type: 'string' },
  text: { type: 'string' },
  date: { type: 'string', description: 'ISO 8601: a day, or a day and time.' },
  long: { type: 'integer' },
  double: { type: 'number' },
  boolean: { type: 'boolean' },
  object: { type: 'object' },
} as const satisfies Readonly<Record<FieldType, Schema>>;
const { keyword: text, date, long: whole, boolean: flag } = OF_TYPE;
const list = (items: Schema) => ({ type: 'array', items });
const texts = list(text);

/** @param many names of members that are lists */
function shown(members: Members, many: ReadonlySet<string>, rename = (name: string) => name): Schema {
  const { '*': others, ...named } = members;
  const schemaOf = (name: string, member: FieldType | Members) => {
    const one = typeof member === 'object' ? shown(member, many, rename) : OF_TYPE[member];
    return many.has(name) ? list(one) : one;
  };
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(named).map(([name, member]) => [rename(name), schemaOf(name, member)]),
    ),
    ...(others === undefined ? {} : { additionalProperties: schemaOf('*', others) }),
  };
}

/** Types of a control's schema, without what a document must have or its values must be: other members are free. */
function typesOf(schema: Schema): Schema {
  const { type, properties, items, additionalProperties } = schema as {
    readonly type?: string;
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly items?: Schema;
    readonly additionalProperties?: boolean | Schema;
  };
  if (type === 'array') return list(typesOf(items ?? {}));
  if (type !== 'object') return type === undefined ? text : { type };
  return {
    type,
    properties: Object.fromEntries(
      Object.entries(properties ?? {}).map(([name, each]) => [name, typesOf(each)]),
    ),
    additionalProperties: typeof additionalProperties === 'object' ? typesOf(additionalProperties) : true,
  };
}

/** What units and groups have alike. */
const COMMON = {
  '#id': text,
  '#tenant': whole,
  '#version': whole,
  '#unitups': texts,
  '#allunitups': texts,
  '#originating_agency': text,
  '#originating_agencies': texts,
  '#opi': text,
  '#operations': texts,
  '#opts': texts,
  '#storage': { type: 'object', properties: { strategyId: text } },
  '#sedaVersion': text,
  '#implementationVersion': text,
  '#approximate_creation_date': date,
  '#approximate_update_date': date,
} as const;

const COMPUTED_CATEGORY = {
  type: 'object',
  properties: {
    MaxEndDate: date,
    InheritanceOrigin: text,
    InheritedRuleIds: texts,
    FinalAction: texts,
    Rules: list({ type: 'object', properties: { Rule: text, EndDate: date }, additionalProperties: true }),
  },
  additionalProperties: true,
} as const;

const { properties: DESCRIPTION } = typesOf(UNIT_SCHEMA) as { readonly properties: Record<string, Schema> };

export const UNIT_RESULT = {
  title: 'Unit',
  type: 'object',
  properties: {
    ...DESCRIPTION,
    ...COMMON,
    '#unitType': { enum: ['INGEST', 'FILING_UNIT', 'HOLDING_UNIT'] },
    '#min': whole,
    '#max': whole,
    '#object': text,
    '#managementContractId': text,
    '#validComputedInheritedRules': flag,
    '#computedInheritedRules': {
      type: 'object',
      properties: {
        ...Object.fromEntries(RULE_CATEGORIES.map((category) => [category, COMPUTED_CATEGORY])),
        NeedAuthorization: list(flag),
        indexationDate: date,
        inheritedRulesAPIOutput: { type: 'object', additionalProperties: true },
      },
    },
    '#elimination': list({ type: 'object', additionalProperties: true }),
    '#history': list({
      type: 'object',
      properties: { ud: date, data: { type: 'object', additionalProperties: true } },
    }),
  },
  additionalProperties: true,
} as const;

/** Beside the unit, what it has of rules: own and inherited, by category, with the ways of each. */
export const UNIT_WITH_RULES_RESULT = {
  ...UNIT_RESULT,
  title: 'UnitWithInheritedRules',
  properties: {
    ...UNIT_RESULT.properties,
    InheritedRules: { type: 'object', additionalProperties: true },
  },
} as const;

const LISTS_OF_GROUPS = new Set(['_qualifiers', 'versions', 'PersistentIdentifier', 'offerIds']);

export const GROUP_RESULT = {
  title: 'ObjectGroup',
  type: 'object',
  properties: {
    ...COMMON,
    '#type': text,
    '#nbobjects': whole,
    ...(shown(GROUP_FIELDS, LISTS_OF_GROUPS, (name) => name.replace(/^_/, '#')).properties as object),
  },
} as const;

const LISTS_OF_REGISTERS = new Set(['Events', 'OperationIds', 'Comment']);

const register = (title: string, members: Members) => ({
  title,
  type: 'object',
  properties: {
    ...{ '#id': text, '#tenant': whole, '#version': whole },
    ...(shown(members, LISTS_OF_REGISTERS).properties as object),
  },
});

export const REGISTER_RESULTS = {
  summary: register('RegisterSummary', REGISTER_FIELDS.summary),
  detail: register('RegisterDetail', REGISTER_FIELDS.detail),
  symbolic: register('RegisterSymbolic', REGISTER_FIELDS.symbolic),
} as const;
