import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE_GROUPS, EXAMPLE_UNITS, EXAMPLES } from '../catalogue/query/testing/examples.ts';
import { insertGroups, insertUnits, type SampleUnit, sampleId } from '../catalogue/query/testing/sample.ts';
import { computedRules, heldRules } from '../catalogue/rules/index.ts';
import { type Answer, openService, type TestService } from '../http/testing/open-service.ts';
import { ADMINISTRATION_TENANT, type TenantId } from '../platform/index.ts';

/**
 * The query language as an application meets it (spec dsl.md): its grammar and refusals, names, types, pages, and what
 * answers say. Its algebra is compared with a model (search-model), its operators with the examples of the
 * specification (catalogue/query/examples), hostile bodies have their own suite (hostile-queries).
 */

const ACCESS = '/access-external/v1';
const ADMINISTRATION = '/admin-external/v1';
const CONTRACT = 'CA-OUVERT';
/** Tenants with the examples of the specification, with fields of every type, with more than a window. */
const EXAMPLE = 0 as TenantId;
const TYPED = 2 as TenantId;
const MANY = ADMINISTRATION_TENANT;
const MOST = 20_100;
const MANY_IDS = Array.from({ length: MOST }, (_, at) => sampleId(at)).sort();
/** Halves, each larger than the window. */
const FIRST_LATE = MOST / 2;

const { u1, u2, u3, u4, g2 } = EXAMPLES;
const NAMES = new Map<string, string>(Object.entries(EXAMPLES).map(([name, id]) => [id, name]));
const [one, two] = [sampleId(21), sampleId(22)];
NAMES.set(one, 'one').set(two, 'two');

/** Extensions of the vocabulary; `Number` is a keyword where it stands alone. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  ...{
    Cote: 'KEYWORD',
    Montant: 'DOUBLE',
    Nombre: 'LONG',
    Actif: 'BOOLEAN',
    Quand: 'DATE',
    Number: 'KEYWORD',
  },
};
const VOCABULARY = {
  get: (name: string) => (EXTENSIONS[name] === undefined ? undefined : { type: EXTENSIONS[name] }),
};

const UNITS_OF_TYPES: readonly SampleUnit[] = [
  {
    id: one,
    content: {
      ...{
        DescriptionLevel: 'Item',
        Title: 'Relevés_écluse.visite2019',
        Title_: { fr: 'Zèbre', en: 'Apple' },
      },
      ...{ Tag: ['AB 12', 'b'], StartDate: '2020-05-05', Gps: { GpsAltitude: 12 } },
      ...{ Cote: 'AB 12', Montant: 12.5, Nombre: 7, Actif: true, Quand: '2020-01-01T10:00:00' },
      ...{ Notes: ['rouge vert', 'bleu gris'], Libre: 7, Invoice: { Number: 'F 1' } },
      Keyword: [
        { KeywordContent: 'pont', KeywordType: 'subject' },
        { KeywordContent: 'Béthune', KeywordType: 'geogname' },
      ],
    },
    management: { AccessRule: { Rules: [{ Rule: 'ACC-1' }], Inheritance: { PreventInheritance: true } } },
  },
  {
    id: two,
    content: {
      ...{ DescriptionLevel: 'File', Title: 'de la les', StartDate: '1999-05-05', Gps: { GpsAltitude: -3 } },
      ...{ Cote: 'B', Montant: 3, Nombre: -2, Actif: false, Quand: '1999-12-31' },
      Title_: { fr: 'Abeille' },
    },
  },
];

/** The first unit is computed, the other is not. */
function withComputed(unit: SampleUnit): SampleUnit {
  const { id, management = {} } = unit;
  if (id !== one) return unit;
  const held = heldRules(id, new Map([[id, { id, parents: [], agency: 'MAIRIE', management }]]));
  return { ...unit, computedRules: computedRules(id, held, '2026-01-01') };
}

let service: TestService;
beforeAll(async () => {
  service = await openService({
    settings: { authorizeTrackTotalHits: true, inheritedRulesAPIOutput: [TYPED] },
  });
  const { database } = service.house;
  await database.inTenant(ADMINISTRATION_TENANT, async (tx) => {
    for (const [Identifier, Type] of Object.entries(EXTENSIONS))
      await tx.query(
        `insert into referential (tenant, kind, identifier, id, version, doc) values ($1, 'ontology', $2, $2, 0, $3)`,
        [ADMINISTRATION_TENANT, Identifier, JSON.stringify({ Identifier, Type, Origin: 'EXTERNAL' })],
      );
  });
  for (const tenant of [EXAMPLE, TYPED, MANY])
    await database.inTenant(tenant, async (tx) => {
      const contract = { Identifier: CONTRACT, Status: 'ACTIVE', EveryOriginatingAgency: true };
      await tx.query(
        `insert into referential (tenant, kind, identifier, id, version, doc) values ($1, 'access-contract', $2, $2, 0, $3)`,
        [tenant, CONTRACT, JSON.stringify({ ...contract, EveryDataObjectVersion: true })],
      );
      if (tenant === EXAMPLE) {
        await insertUnits(tx, tenant, EXAMPLE_UNITS);
        await insertGroups(tx, tenant, EXAMPLE_GROUPS);
      }
      if (tenant === TYPED) await insertUnits(tx, tenant, UNITS_OF_TYPES.map(withComputed), VOCABULARY);
      if (tenant === MANY)
        await insertUnits(
          tx,
          tenant,
          MANY_IDS.map((id, at) => ({
            id,
            content: { DescriptionLevel: 'Item', Type: at < FIRST_LATE ? 'early' : 'late' },
          })),
        );
    });
});
afterAll(() => service?.close());

// biome-ignore lint/suspicious/noExplicitAny: documents of the API
type Document = any;

const ask = (path: string, body: unknown, tenant: number = EXAMPLE): Promise<Answer> =>
  service.asApplication('GET', `${path.startsWith('/a') ? '' : ACCESS}${path}`, {
    tenant,
    body,
    headers: { 'X-Access-Contract-Id': CONTRACT, Accept: 'application/json' },
  });
const select = (query: object, more: object = {}) => ({
  $roots: [],
  $query: [query],
  $projection: {},
  ...more,
});
const single = (query: object, more: object = {}) => ({ $query: query, $projection: {}, ...more });
const everything = { $exists: '#id' };

async function found(body: object, path = '/units', tenant: TenantId = EXAMPLE): Promise<string> {
  const { status, json, text } = await ask(path, body, tenant);
  expect(status, text.slice(0, 500)).toBe(200);
  return json.$results.map((each: Document) => NAMES.get(each['#id']) ?? '?').join(' ');
}

describe('the grammar', () => {
  it.each<[string, object, string]>([
    ['no query', { $projection: {} }, 'MANDATORY ~ found json: null ~ path: [$query]'],
    ['no projection', { $query: [] }, 'MANDATORY ~ found json: null ~ path: [$projection]'],
    ['another key', select(everything, { $hint: [] }), 'INVALID_JSON_FIELD'],
    ['a query that is no list', { $query: everything, $projection: {} }, 'WRONG_JSON_TYPE: OBJECT'],
    ['a query that is no object', { $query: ['x'], $projection: {} }, 'WRONG_JSON_TYPE: STRING'],
    ['an empty condition', select({}), 'NO_VIABLE_ALTERNATIVE'],
    ['an unknown operator', select({ $near: { Title: 'x' } }), 'NO_VIABLE_ALTERNATIVE'],
    [
      // The first operator in the order of the grammar is taken, whichever is written first.
      'a second operator',
      select({ $eq: { Title: 'x' }, $match: { Title: 'y' } }),
      'Validating $eq: no such key ~ INVALID_JSON_FIELD ~ found json: {"Title":"x"} ~ path: [$query, 0, $eq]',
    ],
    ['a list of no conditions', select({ $and: [] }), 'ELEMENT_TOO_SHORT: 0 < 1'],
    ['a condition of no field', select({ $eq: {} }), 'ELEMENT_TOO_SHORT: 0 < 1'],
    ['a value that is an object', select({ $eq: { Title: {} } }), 'INVALID_VALUE: OBJECT'],
    ['a value that is a list', select({ $gte: { '#max': [1] } }), 'INVALID_VALUE: ARRAY'],
    ['words that are a number', select({ $match: { Title: 7 } }), 'INVALID_VALUE: NUMBER'],
    ['a list that is a value', select({ $in: { Tag: 'x' } }), 'WRONG_JSON_TYPE: STRING'],
    ['a list of objects', select({ $nin: { Tag: [{}] } }), 'INVALID_VALUE: OBJECT'],
    ['a field that is no name', select({ $exists: { Title: 1 } }), 'INVALID_VALUE: OBJECT'],
    ['a range of one bound', select({ $range: { StartDate: { $gt: 'x' } } }), 'ELEMENT_TOO_SHORT: 1 < 2'],
    [
      'a range of three bounds',
      select({ $range: { '#max': { $gt: 1, $gte: 1, $lt: 3 } } }),
      'ELEMENT_TOO_LONG: 3 > 2',
    ],
    ['a range of other bounds', select({ $range: { '#max': { $gt: 1, $eq: 3 } } }), 'INVALID_JSON_FIELD'],
    [
      'a $subobject within another',
      select({ $subobject: { '#qualifiers.versions': { $subobject: { x: everything } } } }),
      'NO_VIABLE_ALTERNATIVE',
    ],
    [
      'a limit in words',
      select(everything, { $filter: { $limit: 'ten' } }),
      'Validating $limit: posinteger ~ INVALID_VALUE: STRING ~ found json: "ten" ~ path: [$filter, $limit]',
    ],
    ['a quoted limit', select(everything, { $filter: { $limit: '10' } }), 'INVALID_VALUE: STRING'],
    ['a negative offset', select(everything, { $filter: { $offset: -1 } }), 'INVALID_VALUE: NUMBER'],
    ['a limit of more than 32 bits', select(everything, { $filter: { $limit: 2 ** 31 } }), 'INVALID_VALUE'],
    ['a sense of 2', select(everything, { $filter: { $orderby: { Title: 2 } } }), 'INVALID_VALUE'],
    ['an order that is a list', select(everything, { $filter: { $orderby: ['Title'] } }), 'WRONG_JSON_TYPE'],
    ['a total in words', select(everything, { $filter: { $track_total_hits: 'yes' } }), 'INVALID_VALUE'],
    ['a scroll', select(everything, { $filter: { $scrollId: 'START' } }), 'INVALID_JSON_FIELD'],
    ['a sign of 0', select(everything, { $projection: { $fields: { Title: 0 } } }), 'INVALID_VALUE'],
    ['another projection', select(everything, { $projection: { $usage: 'x' } }), 'INVALID_JSON_FIELD'],
    [
      'a root that is no identifier',
      select({ ...everything, $depth: 1 }, { $roots: ['x'] }),
      'INVALID_VALUE',
    ],
    ['a depth in words', select({ ...everything, $depth: '1' }, { $roots: [u1] }), 'INVALID_VALUE: STRING'],
    ['a fractional depth', select({ ...everything, $depth: 1.5 }, { $roots: [u1] }), 'INVALID_VALUE: NUMBER'],
    ['a negative threshold', select(everything, { $threshold: -1 }), 'INVALID_VALUE: NUMBER'],
  ])('refuses %s', async (_, body, said) => {
    for (const path of ['/units', '/objects', '/unitsWithInheritedRules']) {
      const { status, json } = await ask(path, body);
      expect({ status, code: json.code, message: json.message }).toEqual({
        ...{ status: 400, code: '000601', message: 'Dsl query is not valid.' },
      });
      expect(json.description).toContain(said);
    }
  });

  it('tells every fault of a request, each on its line', async () => {
    const { json } = await ask('/units', { $query: [{ $eq: {} }, { $near: {} }], $filter: { $limit: 'x' } });
    const faults = json.description.trimEnd().split('\n');
    expect(faults.map((line: string) => / ~ ([A-Z_]+)/.exec(line)?.[1])).toEqual([
      ...['MANDATORY', 'ELEMENT_TOO_SHORT', 'NO_VIABLE_ALTERNATIVE', 'INVALID_JSON_FIELD', 'INVALID_VALUE'],
    ]);
  });

  it.each([
    ...['$exactdepth', '$path', '$isNull', '$size', '$term', '$flt', '$mlt', '$geometry', '$box', '$polygon'],
    ...['$center', '$geoIntersects', '$geoWithin', '$near', '$max_expansions', '$nop', '$nested_search'],
  ])('knows %s from no other place', async (token) => {
    for (const body of [select({ [token]: { Title: 'x' } }), select({ ...everything, [token]: 1 })]) {
      const { status, json } = await ask('/units', body);
      expect({ status, code: json.code }).toEqual({ status: 400, code: '000601' });
      expect(json.description).toContain('INVALID_JSON_FIELD');
    }
  });

  it.each(['$rules', '$data', '$mult', '$action'])('has no %s at its root', async (key) => {
    expect((await ask('/units', select(everything, { [key]: {} }))).json.description).toContain(
      'INVALID_JSON_FIELD',
    );
  });

  it('wants $depth where there is something to start from, and only there', async () => {
    const depthless = 'the query should contain a field $depth or $exactdepth';
    const rootless = 'the first query should not contain a field $depth or $exactdepth when no root is set';
    for (const [body, said] of [
      [select({ ...everything, $depth: 1 }), rootless],
      [select(everything, { $roots: [u1] }), depthless],
      [select(everything, { $query: [everything, everything] }), depthless],
    ] as const) {
      const { status, json } = await ask('/units', body);
      expect(status).toBe(400);
      expect(json).toMatchObject({
        code: '000601',
        description: expect.stringContaining('DSL Graph validation'),
      });
      expect(json.description).toContain(said);
    }
  });

  it('of a read by identifier is a projection and nothing else', async () => {
    for (const path of [`/units/${u2}`, `/units/${u2}/objects`])
      for (const body of [{}, { $projection: {}, $filter: {} }, { $query: [], $projection: {} }])
        expect(await ask(path, body)).toMatchObject({ status: 400, json: { code: '000601' } });
    const { json } = await ask(`/units/${u2}`, { $projection: { $fields: { Title: 1 } } });
    expect(json.$results).toEqual([{ Title: 'Bridge inspection report' }]);
  });

  it('of one collection has one query, everything when it is empty, and none of the graph', async () => {
    for (const path of ['/logbookoperations', `${ADMINISTRATION}/accesscontracts`]) {
      expect((await ask(path, single({}))).status, path).toBe(200);
      for (const [body, said] of [
        [{ $query: [], $projection: {} }, 'WRONG_JSON_TYPE'],
        [single({}, { $roots: [] }), 'INVALID_JSON_FIELD'],
        [single({}, { $facets: [] }), 'INVALID_JSON_FIELD'],
        [single({ ...everything, $depth: 1 }), 'INVALID_JSON_FIELD'],
        [single({}, { $filter: { $track_total_hits: true } }), 'INVALID_JSON_FIELD'],
        [single({ $missing: 'Name' }), 'NO_VIABLE_ALTERNATIVE'],
        [single({ $and: [{ $or: [{ $missing: 'Name' }] }] }), 'NO_VIABLE_ALTERNATIVE'],
        [single({ $not: [{ $missing: 'Name' }] }), 'NO_VIABLE_ALTERNATIVE'],
      ] as const) {
        const { status, json } = await ask(path, body);
        expect({ status, code: json.code }, JSON.stringify(body)).toEqual({ status: 400, code: '000601' });
        expect(json.description).toContain(said);
      }
      // Allowed there by the grammar, and no nested array to the collection.
      const nested = await ask(path, single({ $subobject: { x: { $missing: 'x.y' } } }));
      expect(nested.json.code).not.toBe('000601');
      expect(nested.status).toBe(400);
    }
  });
});

describe('what is well-formed and cannot be carried out', () => {
  const long = 'x'.repeat(1_001);
  it.each<[string, object]>([
    ['a stored name', select({ $eq: { _id: 'x' } })],
    ['a stored name at the head of a path', select({ $eq: { '_mgt.AccessRule': 'x' } })],
    ['an unknown technical name', select({ $eq: { '#secret': 'x' } })],
    ['several fields of one operator', select({ $eq: { Title: 'x', Tag: 'y' } })],
    ['null', select({ $eq: { Title: null } })],
    ['a list with null', select({ $in: { Title: [null] } })],
    ['a name of more than 1,000 characters', select({ $eq: { [long]: 'x' } })],
    ['more than 1,000 roots', select({ ...everything, $depth: 1 }, { $roots: Array(1_001).fill(u1) })],
    [
      'an order of more than 10 fields',
      select(everything, {
        $filter: { $orderby: Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`Tag.${at}`, 1])) },
      }),
    ],
    [
      'more than 1,000 fields',
      select(everything, {
        $projection: { $fields: Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`F${at}`, 1])) },
      }),
    ],
    ['a stored name in the order', select(everything, { $filter: { $orderby: { _id: 1 } } })],
    ['a stored name in the projection', select(everything, { $projection: { $fields: { _id: 1 } } })],
    ['a window beyond 10,000', select(everything, { $filter: { $offset: 9_000, $limit: 1_001 } })],
    [
      'a $subobject that is no nested array',
      select({ $subobject: { Writer: { $exists: 'Writer.FirstName' } } }),
    ],
    ['a bad regular expression', select({ $regex: { '#opi': '(' } })],
  ])('%s is refused by each service in its manner', async (_, body) => {
    const units = await ask('/units', body);
    expect({ status: units.status, ...units.json }).toEqual({
      ...{ status: 400, httpCode: 400, code: 'BAD_REQUEST', context: 'ACCESS', state: 'code_vitam' },
      ...{ message: units.json.description, description: expect.stringMatching(/./) },
    });
    expect(await ask('/objects', body)).toMatchObject({ status: 412, json: { code: '020149' } });
    expect(await ask('/unitsWithInheritedRules', body)).toMatchObject({
      status: 412,
      json: { code: '020138' },
    });
  });

  it('neither query nor root is refused, by the code of each service', async () => {
    for (const [path, code] of [
      ['/units', '020100'],
      ['/objects', '020149'],
      ['/unitsWithInheritedRules', '020138'],
    ] as const)
      expect(await ask(path, { $query: [], $projection: {} })).toMatchObject({ status: 400, json: { code } });
  });

  it('$rules in the projection is told by name', async () => {
    const { json } = await ask('/units', select(everything, { $projection: { $fields: { $rules: 1 } } }));
    expect(json.description).toBe('Projection field $rules is no longer supported.');
    const byId = await ask(`/units/${u1}`, { $projection: { $fields: { $rules: 1 } } });
    expect(byId).toMatchObject({ status: 400, json: { description: json.description } });
    const ruled = { $projection: { $fields: { $rules: 1 } } };
    expect(await ask('/unitsWithInheritedRules', select(everything, ruled))).toMatchObject({
      status: 400,
      json: { code: '020138', description: 'Invalid $rules projection' },
    });
  });
});

describe('a chain of queries', () => {
  it('goes from what each finds to the next, and answers for the last alone', async () => {
    const body = {
      $query: [{ $eq: { DescriptionLevel: 'RecordGrp' } }, { $exists: 'Title', $depth: 2 }],
      $filter: { $orderby: { '#max': -1, '#id': -1 }, $limit: 3 },
      $projection: { $fields: { '#id': 1 } },
      $facets: [{ $name: 'levels', $terms: { $field: 'DescriptionLevel', $size: 5, $order: 'ASC' } }],
    };
    const { json } = await ask('/units', body);
    expect(json.$results.map((each: Document) => NAMES.get(each['#id']))).toEqual(['u5', 'u4', 'u3']);
    expect(json.$hits).toEqual({ total: 4, offset: 0, limit: 3, size: 3 });
    expect(json.$facetResults).toEqual([
      {
        name: 'levels',
        buckets: [
          { value: 'Item', count: 3 },
          { value: 'File', count: 1 },
        ],
      },
    ]);
  });

  it('hands on 10,000 units at most', async () => {
    const body = (queries: object[]) => ({
      ...{ $query: queries, $filter: { $limit: 1, $track_total_hits: true }, $projection: {} },
    });
    const level = { $eq: { DescriptionLevel: 'Item' } };
    expect((await ask('/units', body([level]), MANY)).json.$hits.total).toBe(MOST);
    expect((await ask('/units', body([level, { ...level, $depth: 0 }]), MANY)).json.$hits.total).toBe(10_000);
  });

  it('of no query is the roots themselves', async () => {
    expect(await found({ $roots: [u1, u4], $query: [], $projection: {} })).toBe('u1 u4');
    expect(await found({ $roots: [u1, sampleId(999)], $query: [], $projection: {} })).toBe('u1');
  });

  it('walks no tree on groups: their roots are groups', async () => {
    for (const $depth of [0, 1, 5, -3])
      expect(
        await found({ $roots: [g2], $query: [{ ...everything, $depth }], $projection: {} }, '/objects'),
      ).toBe('g2');
    expect(
      await found({ $roots: [u2], $query: [{ ...everything, $depth: 1 }], $projection: {} }, '/objects'),
    ).toBe('');
  });
});

describe('operators on fields of each type', () => {
  const REFUSED = 'refused';
  const typed = async (query: object): Promise<string> => {
    const { status, json } = await ask('/units', select(query), TYPED);
    if (status === 400) return REFUSED;
    return json.$results.map((each: Document) => NAMES.get(each['#id'])).join(' ');
  };

  it.each<[object, string]>([
    // Keywords: exact, by code point.
    [{ $eq: { Cote: 'AB 12' } }, 'one'],
    [{ $eq: { Cote: 'ab 12' } }, ''],
    [{ $eq: { Cote: 'AB' } }, ''],
    [{ $ne: { Cote: 'AB 12' } }, 'two'],
    [{ $gt: { Cote: 'AB 12' } }, 'two'],
    [{ $lt: { Cote: 'B' } }, 'one'],
    [{ $in: { Cote: ['B', 'B', 7, true] } }, 'two'],
    [{ $match: { Cote: 'AB 12' } }, ''],
    [{ $match_all: { Cote: 'B' } }, ''],
    [{ $match_phrase: { Cote: 'B' } }, ''],
    [{ $match_phrase_prefix: { Cote: 'B' } }, ''],
    [{ $search: { Cote: 'B' } }, 'two'],
    [{ $search: { Cote: 'AB' } }, ''],
    [{ $search: { Cote: '"AB 12"' } }, 'one'],
    [{ $search: { Cote: 'A*' } }, 'one'],
    [{ $wildcard: { Cote: '*1?' } }, 'one'],
    [{ $wildcard: { Cote: 'a*' } }, ''],
    [{ $regex: { Cote: '[A-Z]+ [0-9]{2}' } }, 'one'],
    [{ $regex: { Cote: 'AB' } }, ''],
    // Numbers, quoted or not.
    [{ $eq: { Nombre: '7' } }, 'one'],
    [{ $eq: { Montant: '12.5' } }, 'one'],
    [{ $eq: { Montant: 3 } }, 'two'],
    [{ $in: { Nombre: [7, '-2'] } }, 'one two'],
    [{ $gt: { Montant: 3 } }, 'one'],
    [{ $range: { Nombre: { $gte: -2, $lt: 7 } } }, 'two'],
    [{ $gte: { 'Gps.GpsAltitude': '12' } }, 'one'],
    [{ $match: { Nombre: '7 8' } }, 'one'],
    [{ $match: { Montant: '12.5' } }, 'one'],
    [{ $eq: { Nombre: 'seven' } }, REFUSED],
    [{ $lt: { Montant: 'much' } }, REFUSED],
    [{ $wildcard: { Nombre: '7*' } }, REFUSED],
    [{ $regex: { Montant: '1.*' } }, REFUSED],
    // Dates, as wide as they are written.
    [{ $eq: { Quand: '2020-01-01' } }, 'one'],
    [{ $eq: { Quand: '2020-01-01T10:00:00' } }, 'one'],
    [{ $eq: { Quand: '2020-01-01T11:00:00' } }, ''],
    [{ $lte: { Quand: '2020-01-01' } }, 'one two'],
    [{ $gt: { Quand: '2020-01-01' } }, ''],
    [{ $lt: { Quand: '2000' } }, 'two'],
    [{ $eq: { Quand: 'hier' } }, REFUSED],
    [{ $gte: { StartDate: 'hier' } }, REFUSED],
    [{ $eq: { StartDate: 2020 } }, REFUSED],
    [{ $match: { Quand: '2020-01-01' } }, ''],
    [{ $wildcard: { StartDate: '2020*' } }, REFUSED],
    [{ $regex: { StartDate: '2020.*' } }, REFUSED],
    // True and false.
    [{ $eq: { Actif: true } }, 'one'],
    [{ $eq: { Actif: 'false' } }, 'two'],
    [{ $ne: { Actif: 'true' } }, 'two'],
    [{ $eq: { Actif: 'oui' } }, REFUSED],
    [{ $eq: { '#management.AccessRule.Inheritance.PreventInheritance': 'true' } }, 'one'],
    [{ $wildcard: { Actif: 't*' } }, REFUSED],
    // Analysed texts: stems of French words, letters and digits apart, dots and underscores as blanks.
    [{ $eq: { Title: '2019 visites' } }, 'one'],
    [{ $eq: { Title: 'releve ECLUSES' } }, 'one'],
    [{ $eq: { Title: 'relevés pont' } }, ''],
    [{ $in: { Title: ['relevés pont'] } }, 'one'],
    [{ $nin: { Title: ['relevés pont'] } }, 'two'],
    [{ $match: { Title: 'de la' } }, ''],
    [{ $match_phrase: { Title: 'écluse visite 2019' } }, 'one'],
    [{ $match_phrase: { Notes: 'rouge vert' } }, 'one'],
    // A phrase does not reach into the next value; words may.
    [{ $match_phrase: { Notes: 'vert bleu' } }, ''],
    [{ $match_all: { Notes: 'vert bleu' } }, 'one'],
    [{ $wildcard: { Notes: 'roug*' } }, 'one'],
    [{ $regex: { Title: '.*' } }, ''],
    [{ $exists: 'Title_.fr' }, 'one two'],
    [{ $match: { 'Title_.en': 'apples' } }, 'one'],
    // What is not described is analysed text; a name of the vocabulary types the whole path alone.
    [{ $eq: { Libre: 7 } }, 'one'],
    [{ $exists: 'Libre' }, 'one'],
    [{ $eq: { 'Invoice.Number': 'f' } }, 'one'],
    [{ $match: { 'Invoice.Number': 'F' } }, 'one'],
    // An object has no value of its own, and exists by what is in it.
    [{ $eq: { Gps: 12 } }, ''],
    [{ $exists: 'Gps' }, 'one two'],
    [{ $exists: 'Invoice' }, 'one'],
    [{ $missing: '#management.AccessRule' }, 'two'],
    // Arrays are transparent: two conditions may be met by two elements.
    [
      {
        $and: [{ $eq: { 'Keyword.KeywordContent': 'pont' } }, { $eq: { 'Keyword.KeywordType': 'geogname' } }],
      },
      'one',
    ],
    [{ $eq: { '#dua': 'x' } }, ''],
    [{ $eq: { '#unittype': 'INGEST' } }, 'one two'],
    // On identifiers an expression is a list of them.
    [{ $regex: { '#id': `${one} ${two}` } }, 'one two'],
    [{ $regex: { '#id': '.*' } }, ''],
    // Never indexed.
    [{ $exists: '#graph' }, ''],
    [{ $exists: '#computedInheritedRules.inheritedRulesAPIOutput' }, ''],
    [{ $missing: '#computedInheritedRules.AccessRule.EndDates' }, 'one two'],
  ])('%j finds %s', async (query, expected) => {
    expect(await typed(query)).toBe(expected);
  });

  it.each([
    ['"Bridge', 'u2'],
    ['bridge +report', 'u2'],
    ['canal | (bridge + report)', 'u1 u2'],
    ['écluse + -relevés', 'u3'],
    // By itself a word that must not be there adds whatever lacks it.
    ['bridge -inspection', 'u1 u2 u4 u5'],
    ['insp*', 'u2 u3'],
    ['bridge~1 "inspection report"~2', 'u2'],
    ['\\"bridge\\"', 'u2'],
    [') + | (', ''],
    ['', ''],
  ])('$search %s finds %s', async (text, expected) => {
    expect((await found(select({ $search: { Title: text } }))).split(' ').sort().join(' ')).toBe(expected);
  });
});

describe('objects within groups', () => {
  const VERSIONS = '#qualifiers.versions';
  it.each<[object, string]>([
    [{ $subobject: { [VERSIONS]: { $missing: `${VERSIONS}.FileInfo.Filename` } } }, ''],
    [{ $subobject: { [VERSIONS]: { $eq: { '#size': 9_000 } } } }, 'g2'],
    [{ $subobject: { [VERSIONS]: { $range: { [`${VERSIONS}.Size`]: { $gt: 9_000, $lt: 50_000 } } } } }, 'g2'],
    [{ $subobject: { [VERSIONS]: { $in: { [`${VERSIONS}._id`]: ['o-releves_cuinchy.pdf'] } } } }, 'g4'],
    [{ $not: [{ $subobject: { [VERSIONS]: { $eq: { '#format': 'fmt/291' } } } }] }, 'g4'],
    // Nothing of an object is seen from outside, not even that it is missing.
    [{ $exists: `${VERSIONS}.Size` }, ''],
    [{ $missing: `${VERSIONS}.Size` }, 'g2 g4'],
    [{ $gt: { '#size': 0 } }, ''],
    [{ $eq: { '#type': 'Document' } }, 'g2 g4'],
    [{ $eq: { '#nbobjects': 1 } }, 'g2 g4'],
  ])('%j finds %s', async (query, expected) => {
    expect(await found(select(query), '/objects')).toBe(expected);
  });
});

describe('the order', () => {
  const ordered = (order: object, tenant: TenantId = TYPED) =>
    found(select(everything, { $filter: { $orderby: order } }), '/units', tenant);

  it.each<[object, string]>([
    [{ Cote: 1 }, 'one two'],
    [{ Montant: 1 }, 'two one'],
    [{ Nombre: -1 }, 'one two'],
    [{ Quand: 1 }, 'two one'],
    [{ Actif: 1 }, 'two one'],
    [{ 'Title_.fr': 1 }, 'two one'],
    // Missing values are last, either way.
    [{ 'Title_.en': 1 }, 'one two'],
    [{ 'Title_.en': -1 }, 'one two'],
    [{ Tag: -1 }, 'one two'],
  ])('by %j is %s', async (order, expected) => {
    expect(await ordered(order)).toBe(expected);
  });

  it('goes by the fields as they are written, then by identifier', async () => {
    expect(await ordered({ DescriptionLevel: 1, '#max': -1 }, EXAMPLE)).toBe('u3 u4 u5 u2 u1');
    expect(await ordered({ '#max': -1, DescriptionLevel: -1 }, EXAMPLE)).toBe('u4 u5 u2 u3 u1');
    expect(await found(select(everything))).toBe('u1 u2 u3 u4 u5');
  });

  it.each([
    ...[
      'Description',
      'Notes',
      'Gps',
      '#management',
      '#qualifiers.versions.Size',
      '#graph',
      'Writer.FirstName',
    ],
  ])('is none by %s', async (field) => {
    const { status, json } = await ask(
      '/units',
      select(everything, { $filter: { $orderby: { [field]: 1 } } }),
    );
    expect({ status, code: json.code }).toEqual({ status: 400, code: 'BAD_REQUEST' });
  });
});

describe('a page', () => {
  const hits = async (more: object, tenant: TenantId = EXAMPLE) =>
    (await ask('/units', select(everything, more), tenant)).json.$hits;

  it('tells the request back: total, offset, limit, size', async () => {
    expect(await hits({})).toEqual({ total: 5, offset: 0, limit: 0, size: 5 });
    expect(await hits({ $filter: {} })).toEqual({ total: 5, offset: 0, limit: 10_000, size: 5 });
    expect(await hits({ $filter: { $limit: 0 } })).toEqual({ total: 5, offset: 0, limit: 10_000, size: 5 });
    expect(await hits({ $filter: { $limit: 2, $offset: 1 } })).toEqual({
      total: 5,
      offset: 1,
      limit: 2,
      size: 2,
    });
    expect(await hits({ $filter: { $offset: 4 } })).toEqual({ total: 5, offset: 4, limit: 10_000, size: 1 });
  });

  it('beyond the last is empty, and no error', async () => {
    expect(await hits({ $filter: { $offset: 9_999, $limit: 1 } })).toEqual({
      ...{ total: 5, offset: 9_999, limit: 1, size: 0 },
    });
  });

  it('ends with the window, and counts to its end unless all are tracked', async () => {
    expect(await hits({ $filter: { $offset: 9_999, $limit: 1 } }, MANY)).toMatchObject({
      total: 10_000,
      size: 1,
    });
    expect(await hits({ $filter: { $limit: 1, $track_total_hits: false } }, MANY)).toMatchObject({
      total: 10_000,
    });
    expect(await hits({ $filter: { $limit: 1, $track_total_hits: true } }, MANY)).toMatchObject({
      total: MOST,
    });
  });

  it.each([
    ['early', 0],
    ['late', FIRST_LATE],
  ])(
    'of more matches than the window begins with the first by identifier, entered %s',
    async (Type, first) => {
      for (const $offset of [0, 40]) {
        const $filter = { $offset, $limit: 3 };
        const { json } = await ask('/units', select({ $eq: { Type } }, { $filter }), MANY);
        expect(json.$hits.total).toBe(10_000);
        expect(json.$results.map((each: Document) => each['#id'])).toEqual(
          MANY_IDS.slice(first + $offset, first + $offset + 3),
        );
      }
    },
  );

  it('echoes the request as it was received, on units and groups', async () => {
    const body = { ...select(everything, { $filter: { $limit: 2 }, $threshold: 12 }), $facets: [] };
    for (const path of ['/units', '/objects', '/unitsWithInheritedRules'])
      expect((await ask(path, body)).json.$context).toEqual(body);
  });

  it('of nothing is 200 with no results and no facets; by identifier it is unknown', async () => {
    const $facets = [{ $name: 'x', $terms: { $field: 'Tag', $size: 1, $order: 'DESC' } }];
    const { status, json } = await ask('/units', select({ $eq: { Tag: 'rien' } }, { $facets }));
    expect(status).toBe(200);
    expect(json).toMatchObject({ $hits: { total: 0, size: 0 }, $results: [], $facetResults: [] });
    for (const id of [sampleId(999), 'x'])
      expect(await ask(`/units/${id}`, { $projection: {} })).toMatchObject({
        status: 404,
        json: { code: '020101' },
      });
  });
});

describe('a projection', () => {
  const shown = async (
    fields: object | undefined,
    path = '/units',
    query: object = { $eq: { '#id': u2 } },
  ) => {
    const $projection = fields === undefined ? {} : { $fields: fields };
    return (await ask(path, select(query, { $projection }))).json.$results[0];
  };

  it('of nothing, of no fields, or of all is the whole document', async () => {
    const whole = await shown(undefined);
    expect(whole).toMatchObject({ '#id': u2, Title: 'Bridge inspection report', '#unitups': [u1] });
    expect(await shown({})).toEqual(whole);
    expect(await shown({ '#all': 1 })).toEqual(whole);
    expect(await shown({ Title: 1, '#all': 1 })).toEqual(whole);
  });

  it('of some is these, the identifier too only when it is named', async () => {
    expect(await shown({ Title: 1 })).toEqual({ Title: 'Bridge inspection report' });
    expect(await shown({ '#id': 1, 'Writer.Identifier': 1, Absent: 1 })).toEqual({
      '#id': u2,
      Writer: [{ Identifier: ['ENG-77'] }],
    });
    expect(await shown({ Absent: 1 })).toEqual({});
    expect(await shown({ '#unittype': 1 })).toEqual({ '#unitType': 'INGEST' });
  });

  it('of a member and of what is in it is the member', async () => {
    const writer = { Writer: [{ FirstName: 'Odile', Identifier: ['ENG-77'] }] };
    expect(await shown({ Writer: 1, 'Writer.Identifier': 1 })).toEqual(writer);
    expect(await shown({ 'Writer.Identifier': 1, Writer: 1 })).toEqual(writer);
  });

  it('of a group follows the same rule', async () => {
    const ofGroup = (fields: object) => shown(fields, '/objects', { $eq: { '#id': g2 } });
    const { '#qualifiers': qualifiers } = await ofGroup({ '#qualifiers': 1 });
    expect(qualifiers.map(({ qualifier }: Document) => qualifier)).toEqual(['BinaryMaster', 'Dissemination']);
    expect(await ofGroup({ '#qualifiers.versions._id': 1, '#qualifiers.qualifier': 1 })).toEqual({
      '#qualifiers': [
        { qualifier: 'BinaryMaster', versions: [{ '#id': 'o-visit-2019.odt' }] },
        { qualifier: 'Dissemination', versions: [{ '#id': 'o-visit-2019.pdf' }] },
      ],
    });
  });
});

describe('inheritedRulesAPIOutput', () => {
  const OUTPUT = '#computedInheritedRules.inheritedRulesAPIOutput';

  it('is shown with what is computed, where the tenant has it so, as unitsWithInheritedRules tells it', async () => {
    const ruled = await ask('/unitsWithInheritedRules', select(everything), TYPED);
    const [{ InheritedRules }] = ruled.json.$results;
    expect(InheritedRules.AccessRule.Rules).toMatchObject([{ UnitId: one, Rule: 'ACC-1', Paths: [[one]] }]);
    const [searched, other] = (await ask('/units', select(everything), TYPED)).json.$results;
    expect(searched['#computedInheritedRules']).toMatchObject({
      ...{ inheritedRulesAPIOutput: InheritedRules, indexationDate: '2026-01-01' },
    });
    expect(other['#computedInheritedRules']).toBeUndefined();
    const [read] = (await ask(`/units/${one}`, { $projection: {} }, TYPED)).json.$results;
    expect(read).toEqual(searched);
    const stream = await service.asApplication('GET', `${ACCESS}/units/stream`, {
      tenant: TYPED,
      body: select(everything),
      headers: { 'X-Access-Contract-Id': CONTRACT },
    });
    expect(
      stream.text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    ).toEqual([searched, other]);
  });

  it('is there when it is named, alone, and not when other members are', async () => {
    const shown = async (name: string) =>
      (
        await ask(
          '/units',
          select({ $eq: { '#id': one } }, { $projection: { $fields: { [name]: 1 } } }),
          TYPED,
        )
      ).json.$results[0];
    expect(Object.keys((await shown(OUTPUT))['#computedInheritedRules'])).toEqual([
      'inheritedRulesAPIOutput',
    ]);
    expect(await shown('#computedInheritedRules.indexationDate')).toEqual({
      '#computedInheritedRules': { indexationDate: '2026-01-01' },
    });
    expect(await shown('Cote')).toEqual({ Cote: 'AB 12' });
  });
});

describe('a facet', () => {
  const facet = async (
    $facets: object[],
    query: object = everything,
    tenant: TenantId = EXAMPLE,
    path = '/units',
  ) => {
    const { status, json, text } = await ask(
      path,
      select(query, { $facets, $filter: { $limit: 1 } }),
      tenant,
    );
    expect(status, text.slice(0, 300)).toBe(200);
    return json.$facetResults;
  };
  const terms = ($field: string, more: object = {}) => ({
    $name: $field,
    $terms: { $field, $size: 10, $order: 'ASC', ...more },
  });

  it('counts all that is found, the most frequent first, whatever the order that is asked', async () => {
    for (const $order of ['ASC', 'DESC'])
      expect(await facet([terms('DescriptionLevel', { $order, $size: 2 })])).toEqual([
        {
          name: 'DescriptionLevel',
          buckets: [
            { value: 'Item', count: 3 },
            { value: 'File', count: 1 },
          ],
        },
      ]);
  });

  it('tells true and false as such, and makes no buckets of what is no whole number', async () => {
    expect(await facet([terms('Actif'), terms('Nombre'), terms('Montant')], everything, TYPED)).toEqual([
      {
        name: 'Actif',
        buckets: [
          { value: 'false', count: 1 },
          { value: 'true', count: 1 },
        ],
      },
      {
        name: 'Nombre',
        buckets: [
          { value: '-2', count: 1 },
          { value: '7', count: 1 },
        ],
      },
      { name: 'Montant' },
    ]);
  });

  it('by queries asks within objects too', async () => {
    const path = '#qualifiers.versions';
    const heavy = { $subobject: { [path]: { $gt: { [`${path}.Size`]: 50_000 } } } };
    const $filters = {
      $query_filters: [
        { $name: 'b', $query: heavy },
        { $name: 'a', $query: { $missing: '#id' } },
      ],
    };
    expect(await facet([{ $name: 'sets', $filters }], everything, EXAMPLE, '/objects')).toEqual([
      {
        name: 'sets',
        buckets: [
          { value: 'a', count: 0 },
          { value: 'b', count: 1 },
        ],
      },
    ]);
  });

  it('is under the contract, as the search is', async () => {
    const { database } = service.house;
    const doc = { Identifier: 'CA-BRANCHE', Status: 'ACTIVE', EveryOriginatingAgency: true, RootUnits: [u3] };
    await database.inTenant(EXAMPLE, (tx) =>
      tx.query(
        `insert into referential (tenant, kind, identifier, id, version, doc) values ($1, 'access-contract', $2, $2, 0, $3)`,
        [EXAMPLE, doc.Identifier, JSON.stringify(doc)],
      ),
    );
    const answer = await service.asApplication('GET', `${ACCESS}/units`, {
      body: select(everything, { $facets: [terms('DescriptionLevel')] }),
      headers: { 'X-Access-Contract-Id': doc.Identifier },
    });
    expect(answer.json.$facetResults).toEqual([
      {
        name: 'DescriptionLevel',
        buckets: [
          { value: 'Item', count: 2 },
          { value: 'File', count: 1 },
        ],
      },
    ]);
  });

  it.each(['Description', 'Notes', 'Invoice.Number'])('of the words of %s is refused', async (field) => {
    expect(await ask('/units', select(everything, { $facets: [terms(field)] }))).toMatchObject({
      status: 400,
      json: { code: 'BAD_REQUEST' },
    });
  });
});
