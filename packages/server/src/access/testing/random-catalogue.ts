import fc from 'fast-check';
import { type SampleUnit, sampleId } from '../../catalogue/query/testing/sample.ts';
import {
  type Contract,
  type Distances,
  type Document,
  type ModelRequest,
  type Query,
  STEMS,
} from './naive-search.ts';

/** Small catalogues, contracts and requests drawn at random, of few values so that they meet. */

export const AGENCIES = ['MAIRIE', 'mairie', 'PORT'] as const;
const LEVELS = ['RecordGrp', 'File', 'Item'] as const;
const TAGS = ['pont', 'Pont', 'canal', 'Écluse', 'a*b', '100%', "l'eau"] as const;
const DAYS = [
  '2015-06-01',
  '2015-06-15',
  '2015-06-15T10:00:00',
  '2019-11-04',
  '2019-11-04T23:59:59',
  '0998-04-02',
];
const RULES = ['APP-1', 'APP-2', 'app-1'] as const;

const text = fc
  .array(fc.constantFrom(...Object.keys(STEMS)), { minLength: 1, maxLength: 5 })
  .map((words) => words.join(' '));
const oneOrMany = <T>(one: fc.Arbitrary<T>) => fc.oneof(one, fc.array(one, { maxLength: 3 }));
const sometimes = { freq: 1, nil: undefined } as const;

const content = fc.record(
  {
    DescriptionLevel: fc.constantFrom(...LEVELS),
    Title: text,
    Description: text,
    Tag: fc.array(fc.constantFrom(...TAGS), { maxLength: 3 }),
    StartDate: fc.constantFrom(...DAYS),
    SentDate: fc.constantFrom(...DAYS),
    Writer: fc.array(
      fc.record({ FirstName: text, Identifier: fc.array(fc.constantFrom(...TAGS), { maxLength: 2 }) }),
      { maxLength: 2 },
    ),
    Gps: fc.record({ GpsAltitude: fc.integer({ min: -2, max: 2 }) }),
    // Not described anywhere: analysed text, of one value or several.
    Notes: oneOrMany(text),
  },
  { requiredKeys: ['DescriptionLevel'] },
);

const management = fc.record(
  {
    AppraisalRule: fc.record(
      {
        Rules: fc.array(
          fc.record(
            { Rule: fc.constantFrom(...RULES), EndDate: fc.constantFrom(...DAYS) },
            { requiredKeys: ['Rule'] },
          ),
          { maxLength: 2 },
        ),
        Inheritance: fc.record({ PreventInheritance: fc.boolean() }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const node = fc.record({
  content,
  management,
  agencies: fc.uniqueArray(fc.constantFrom(...AGENCIES), { minLength: 1, maxLength: 2 }),
  type: fc.constantFrom('INGEST', 'INGEST', 'INGEST', 'HOLDING_UNIT'),
  hasObjects: fc.boolean(),
  /** Parents among those that came before. */
  parents: fc.uniqueArray(fc.nat({ max: 20 }), { maxLength: 2 }),
});

export interface Catalogue {
  readonly units: readonly SampleUnit[];
  /** The same, in the names of the API. */
  readonly documents: readonly Document[];
  readonly distances: Distances;
}

export const catalogue: fc.Arbitrary<Catalogue> = fc
  .array(node, { minLength: 1, maxLength: 12 })
  .map((nodes) => {
    const distances = new Map<string, Map<string, number>>();
    const units = nodes.map((drawn, index): SampleUnit => {
      const up = [...new Set(drawn.parents.filter((parent) => parent < index).map(sampleId))];
      const ancestors = new Map<string, number>();
      for (const parent of up) {
        ancestors.set(parent, 1);
        for (const [id, distance] of distances.get(parent) ?? [])
          ancestors.set(id, Math.min(ancestors.get(id) ?? Number.POSITIVE_INFINITY, distance + 1));
      }
      distances.set(sampleId(index), ancestors);
      const uds: Record<string, string[]> = {};
      for (const [id, distance] of ancestors) uds[distance] = [...(uds[distance] ?? []), id];
      return {
        id: sampleId(index),
        content: drawn.content,
        management: drawn.management,
        agencies: drawn.agencies,
        type: drawn.type,
        up,
        uds,
        ...(drawn.hasObjects ? { og: sampleId(100 + index) } : {}),
      };
    });
    const documents = units.map(
      (unit): Document => ({
        ...unit.content,
        '#id': unit.id,
        '#unitups': unit.up,
        '#allunitups': [...(distances.get(unit.id)?.keys() ?? [])],
        '#originating_agency': unit.agencies?.[0],
        '#originating_agencies': unit.agencies,
        '#unitType': unit.type,
        '#max': Object.keys(unit.uds ?? {}).length + 1,
        '#management': unit.management,
        ...(unit.og === undefined ? {} : { '#object': unit.og }),
      }),
    );
    return { units, documents, distances };
  });

const ids = fc.nat({ max: 13 }).map(sampleId);

export const contract: fc.Arbitrary<Contract> = fc.record(
  {
    agencies: fc.subarray([...AGENCIES]),
    roots: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(ids, { maxLength: 2 }) },
    ),
    excludedRoots: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(ids, { maxLength: 2 }) },
    ),
  },
  { requiredKeys: ['roots', 'excludedRoots'] },
);

/** Fields by kind, with operands that suit them. */
const KEYWORDS: readonly [field: string, operand: fc.Arbitrary<unknown>][] = [
  ['#id', ids],
  ['#unitups', ids],
  ['#allunitups', ids],
  ['#originating_agency', fc.constantFrom(...AGENCIES)],
  ['#originating_agencies', fc.constantFrom(...AGENCIES)],
  // Some units have none.
  ['#object', fc.nat({ max: 13 }).map((number) => sampleId(100 + number))],
  ['#unitType', fc.constantFrom('INGEST', 'HOLDING_UNIT', 'ingest')],
  ['DescriptionLevel', fc.constantFrom(...LEVELS, 'item')],
  ['Tag', fc.constantFrom(...TAGS)],
  ['Writer.Identifier', fc.constantFrom(...TAGS)],
  ['#management.AppraisalRule.Rules.Rule', fc.constantFrom(...RULES)],
];
const DATES: typeof KEYWORDS = ['StartDate', 'SentDate', '#management.AppraisalRule.Rules.EndDate'].map(
  (field) => [field, fc.constantFrom(...DAYS)],
);
const NUMBERS: typeof KEYWORDS = [
  ['#max', fc.integer({ min: 1, max: 4 }).chain((number) => fc.constantFrom(number, String(number)))],
  [
    'Gps.GpsAltitude',
    fc.integer({ min: -2, max: 2 }).chain((number) => fc.constantFrom(number, String(number))),
  ],
];
const BOOLEANS: typeof KEYWORDS = [
  [
    '#management.AppraisalRule.Inheritance.PreventInheritance',
    fc.constantFrom<unknown>(true, false, 'true', 'false'),
  ],
];
/** One in five looks for stop words alone, which nothing has. */
const looked = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: fc.constantFrom('de', 'Des le') },
);
const TEXTS: typeof KEYWORDS = ['Title', 'Description', 'Writer.FirstName', 'Notes'].map((field) => [
  field,
  looked,
]);
const OBJECTS = ['#management', 'Writer'];

const on = (fields: typeof KEYWORDS) =>
  fc.constantFrom(...fields).chain(([field, operand]) => fc.tuple(fc.constant(field), operand));
const any = [...KEYWORDS, ...DATES, ...NUMBERS, ...BOOLEANS, ...TEXTS];
const ordered = [...KEYWORDS, ...DATES, ...NUMBERS];

const equality = fc
  .tuple(fc.constantFrom('$eq', '$ne'), on(any))
  .map(([operator, [field, operand]]): Query => ({ [operator]: { [field]: operand } }));
const membership = fc
  .tuple(
    fc.constantFrom('$in', '$nin'),
    fc
      .constantFrom(...any)
      .chain(([field, operand]) => fc.tuple(fc.constant(field), fc.array(operand, { maxLength: 3 }))),
  )
  .map(([operator, [field, operands]]): Query => ({ [operator]: { [field]: operands } }));
const bound = fc
  .tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), on(ordered))
  .map(([operator, [field, operand]]): Query => ({ [operator]: { [field]: operand } }));
const range = fc
  .tuple(
    fc.constantFrom(...ordered).chain(([field, operand]) => fc.tuple(fc.constant(field), operand, operand)),
    fc.uniqueArray(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), { minLength: 2, maxLength: 2 }),
  )
  .map(
    ([[field, one, other], [first, second]]): Query => ({
      $range: { [field]: { [String(first)]: one, [String(second)]: other } },
    }),
  );
const existence = fc
  .tuple(fc.constantFrom('$exists', '$missing'), fc.constantFrom(...any.map(([field]) => field), ...OBJECTS))
  .map(([operator, field]): Query => ({ [operator]: field }));
const words = fc
  .tuple(
    fc.constantFrom('$match', '$match_all', '$match_phrase', '$match_phrase_prefix'),
    fc.constantFrom(...TEXTS.map(([field]) => field), 'Tag', 'DescriptionLevel', '#originating_agency'),
    looked,
  )
  .map(([operator, field, operand]): Query => ({ [operator]: { [field]: operand } }));
const wildcard = fc
  .tuple(
    fc.constantFrom(
      'DescriptionLevel',
      'Tag',
      '#originating_agency',
      '#originating_agencies',
      'Writer.Identifier',
    ),
    fc.constantFrom('*', '?ont', '*e*', 'File', '*%', '1_0%', 'M*', "?'*"),
  )
  .map(([field, pattern]): Query => ({ $wildcard: { [field]: pattern } }));

export const query: fc.Arbitrary<Query> = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 3, arbitrary: equality },
    { weight: 2, arbitrary: membership },
    { weight: 2, arbitrary: bound },
    { weight: 2, arbitrary: range },
    { weight: 2, arbitrary: existence },
    { weight: 3, arbitrary: words },
    { weight: 1, arbitrary: wildcard },
    {
      weight: 5,
      arbitrary: fc
        .tuple(fc.constantFrom('$and', '$or', '$not'), fc.array(tie('query'), { minLength: 1, maxLength: 3 }))
        .map(([operator, queries]): Query => ({ [operator]: queries })),
    },
  ),
})).query;

const depth = fc.constantFrom(-2, -1, 0, 1, 2, 3);
const sortable = [
  'Tag',
  'DescriptionLevel',
  'StartDate',
  '#max',
  '#id',
  '#unitups',
  'Gps.GpsAltitude',
  '#originating_agency',
];

export const request: fc.Arbitrary<ModelRequest & { $projection: object }> = fc
  .record({
    roots: fc.oneof(fc.constant([]), fc.array(ids, { maxLength: 3 })),
    queries: fc.array(fc.tuple(query, depth), { maxLength: 3 }),
    offset: fc.option(fc.nat({ max: 4 }), sometimes),
    limit: fc.option(fc.nat({ max: 6 }), sometimes),
    order: fc.uniqueArray(fc.tuple(fc.constantFrom(...sortable), fc.constantFrom(1 as const, -1 as const)), {
      selector: ([field]) => field,
      maxLength: 3,
    }),
    hasFilter: fc.boolean(),
  })
  .filter(({ roots, queries }) => roots.length + queries.length > 0)
  // Without an order the best answers of a `$match` come first, and the model does not tell which are.
  .map((drawn) =>
    JSON.stringify(drawn.queries).includes('"$match"')
      ? { ...drawn, hasFilter: true, order: [...drawn.order, ['#version', 1] as const] }
      : drawn,
  )
  .map(({ roots, queries, offset, limit, order, hasFilter }) => ({
    $roots: roots,
    // The first query of a request without roots starts everywhere, and says no depth.
    $query: queries.map(([each, steps], index) =>
      index === 0 && roots.length === 0 ? each : { ...each, $depth: steps },
    ),
    ...(hasFilter
      ? {
          $filter: {
            ...(offset === undefined ? {} : { $offset: offset }),
            ...(limit === undefined ? {} : { $limit: limit }),
            $orderby: Object.fromEntries(order),
          },
        }
      : {}),
    $projection: {},
  }));
