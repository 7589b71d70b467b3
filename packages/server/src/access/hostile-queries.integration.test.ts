import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertUnits, sampleId } from '../catalogue/query/testing/sample.ts';
import { type Answer, openService, type TestService } from '../http/testing/open-service.ts';
import type { TenantId } from '../platform/index.ts';
import { request } from './testing/random-catalogue.ts';

/** What comes in must be a query, a refusal in the API's own shape, or nothing: never a statement, never a crash. */

const TENANT = 0 as TenantId;
const CONTRACT = 'CA-OUVERT';
const MULTIPLE = ['/access-external/v1/units', '/access-external/v1/objects'] as const;
const SINGLE = [
  '/access-external/v1/logbookoperations',
  '/admin-external/v1/accessionregisters',
  '/admin-external/v1/accessionregisterdetails',
  '/admin-external/v1/accessionregisterssymbolic',
  '/admin-external/v1/accesscontracts',
  '/admin-external/v1/agencies',
  '/admin-external/v1/formats',
  '/admin-external/v1/contexts',
] as const;

let service: TestService;
beforeAll(async () => {
  service = await openService();
  await service.house.database.inTenant(TENANT, async (tx) => {
    await insertUnits(tx, TENANT, [
      { id: sampleId(1), content: { DescriptionLevel: 'Item', Title: 'Seule unité', Tag: ["l'eau"] } },
    ]);
    await tx.query(
      `insert into referential (tenant, kind, identifier, id, version, doc)
       values ($1, 'access-contract', $2, $2, 0, $3)`,
      [
        TENANT,
        CONTRACT,
        JSON.stringify({
          Identifier: CONTRACT,
          Status: 'ACTIVE',
          EveryOriginatingAgency: true,
          EveryDataObjectVersion: true,
        }),
      ],
    );
  });
});
afterAll(() => service?.close());

const ask = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  service.asApplication('GET', path, {
    // Contexts are read on the administration tenant alone.
    tenant: path.endsWith('/contexts') ? 1 : 0,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {
      'X-Access-Contract-Id': CONTRACT,
      'Content-Type': 'application/json',
      Accept: 'application/json',
      ...headers,
    },
  });

/** A success envelope, or an error that says so in its status, its body and its code. */
function expectAnswered(
  { status, json, text }: Answer,
  about: unknown,
  allowed = [200, 400, 404, 412],
): void {
  const said = `${JSON.stringify(about)?.slice(0, 400)} → ${status} ${text.slice(0, 400)}`;
  expect(allowed, said).toContain(status);
  if (status === 200)
    expect(json, said).toMatchObject({ httpCode: 200, $hits: {}, $results: expect.any(Array) });
  else
    expect(json, said).toMatchObject({
      httpCode: status,
      code: expect.any(String),
      description: expect.any(String),
    });
}

async function expectUnharmed(): Promise<void> {
  const [row] = await service.house.database.inTenant(TENANT, (tx) =>
    tx.query<{ units: number; contracts: number }>(
      `select (select count(*)::integer from unit where tenant = $1) as units,
        (select count(*)::integer from referential where tenant = $1 and kind = 'access-contract') as contracts`,
      [TENANT],
    ),
  );
  expect(row).toEqual({ units: 1, contracts: 1 });
}

const multiple = (query: object, more: object = {}) => ({
  $roots: [],
  $query: [query],
  $projection: {},
  ...more,
});
const single = (query: object, more: object = {}) => ({
  $query: query,
  $filter: {},
  $projection: {},
  ...more,
});

describe('what is no query', () => {
  it.each([...MULTIPLE, ...SINGLE])('%s refuses unknown operators, and markup', async (path) => {
    const made = path.startsWith('/access-external/v1/') && path !== SINGLE[0] ? multiple : single;
    const grammar = await ask(path, made({ $inconnu: { Name: 'x' } }));
    expect(grammar.status, grammar.text).toBe(400);
    const markup = await ask(path, made({ $eq: { Name: '<b>x</b>' } }));
    expect(markup.status, markup.text).toBe(412);
  });
});

const INJECTIONS = [
  "'; delete from unit; --",
  "' or '1'='1",
  "l'eau') or true --",
  '"; drop table unit cascade; --',
  '\\"; delete from unit; --',
  '$1; delete from unit',
  '$$; delete from unit; $$',
  "E'\\'' || (select current_user)",
  '$."a" ? (true)',
  '") || true || ("',
  '{"a": "b"}',
  'unit.tenant',
  '%_\\%',
  "a' & 'b | !c:*",
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
] as const;

describe('a text that would be a statement', () => {
  it.each(INJECTIONS)('%s is a value like any other, or refused', async (hostile) => {
    const fields = ['Title', 'Tag', 'StartDate', '#id', '#unitups', '#max'];
    const operators = ['$eq', '$gt', '$match', '$match_phrase_prefix'];
    const places: object[] = [
      ...fields.flatMap((field) => [
        ...[...operators, '$search', '$wildcard', '$regex'].map((operator) => ({
          [operator]: { [field]: hostile },
        })),
        { $in: { [field]: ['x', hostile] } },
        { $nin: { [field]: [hostile] } },
        { $range: { [field]: { $gte: hostile, $lt: hostile } } },
      ]),
      ...[
        hostile,
        `Title.${hostile}`,
        `#management.${hostile}`,
        `#qualifiers.${hostile}`,
        `#${hostile}`,
      ].flatMap((name) => [
        ...operators.map((operator) => ({ [operator]: { [name]: 'x' } })),
        { $exists: name },
        { $missing: name },
        { $subobject: { [name]: { $eq: { [name]: 'x' } } } },
        { $subobject: { '#qualifiers.versions': { $eq: { [`#qualifiers.versions.${name}`]: 'x' } } } },
      ]),
    ];
    const doors = [
      (place: object) => ask(MULTIPLE[0], multiple(place)),
      (place: object) => ask(MULTIPLE[1], multiple(place)),
      (place: object) => ask(SINGLE[0], single(place)),
    ];
    // Each place through one of the doors: every door sees every kind of place.
    for (const [at, place] of places.entries())
      expectAnswered(await (doors[at % doors.length] as (typeof doors)[number])(place), place);
    for (const more of [
      { $filter: { $orderby: { [hostile]: 1 } } },
      { $projection: { $fields: { [hostile]: 1, '#id': 1 } } },
      { $roots: [hostile] },
    ])
      for (const path of MULTIPLE) expectAnswered(await ask(path, multiple({ $exists: '#id' }, more)), more);
    for (const path of SINGLE)
      for (const name of [hostile, `Name.${hostile}`]) {
        expectAnswered(await ask(path, single({ $eq: { [name]: hostile } })), [path, name]);
        expectAnswered(await ask(path, single({}, { $filter: { $orderby: { [name]: -1 } } })), [path, name]);
      }
    await expectUnharmed();
  });

  it('finds what it says when it is a value', async () => {
    const { json } = await ask(MULTIPLE[0], multiple({ $eq: { Tag: "l'eau" } }));
    expect(json.$hits.total).toBe(1);
  });

  it('is no identifier, no header and no parameter', async () => {
    for (const hostile of INJECTIONS) {
      const encoded = encodeURIComponent(hostile);
      for (const path of [`units/${encoded}`, `units/${encoded}/objects`, `logbookoperations/${encoded}`])
        expectAnswered(await ask(`/access-external/v1/${path}`, { $projection: {} }), path, [404, 412]);
      const life = await ask(`/access-external/v1/logbookunitlifecycles/${encoded}`, { $projection: {} });
      expectAnswered(life, hostile, [401, 404, 412]);
      const contract = await ask(MULTIPLE[0], multiple({ $exists: '#id' }), {
        'X-Access-Contract-Id': hostile,
      });
      expectAnswered(contract, hostile, [401, 412]);
    }
    await expectUnharmed();
  });
});

describe('an expression that would take for ever', () => {
  /** Such that whoever tries one way after the other through it never ends; too complex ones may be refused. */
  const EXPRESSIONS = [
    ...['(a+)+b', '(a|aa)+b', '(a|a)*b', '(a*)*b', '(.*a){20}b', '(x+x+)+y', '(a?){200}a{200}'],
    ...[
      '.*'.repeat(300),
      `${'('.repeat(400)}a${')'.repeat(400)}`,
      '((a{1,200}){1,200}){1,200}',
      '(.*a.{100})+b',
    ],
  ];
  const PATTERNS = ['*a'.repeat(400), `${'*'.repeat(500)}b`, '*a*a*a*a*a*a*a*a*a*a*b', '?'.repeat(900)];

  it.each([
    ...EXPRESSIONS.map((text) => ['$regex', text] as const),
    ...PATTERNS.map((text) => ['$wildcard', text] as const),
  ])('%s %s is answered, or refused', async (operator, text) => {
    const tags = JSON.stringify(["l'eau", 'a'.repeat(5_000), 'ab'.repeat(2_000)]);
    const setTags = (value: string) =>
      service.house.database.inTenant(TENANT, (tx) =>
        tx.query(
          `update unit set content = content || jsonb_build_object('Tag', $2::jsonb) where tenant = $1`,
          [TENANT, value],
        ),
      );
    await setTags(tags);
    try {
      expectAnswered(await ask(MULTIPLE[0], multiple({ [operator]: { Tag: text } })), text, [200, 400]);
    } finally {
      await setTags(`["l'eau"]`);
    }
  });
});

describe('a body', () => {
  it.each([
    ['nothing', '', 412, 'PRECONDITION_FAILED'],
    ['a word', 'select', 412, 'PRECONDITION_FAILED'],
    ['JSON that is cut', '{"$query":[', 412, 'PRECONDITION_FAILED'],
    ['a U+0000', JSON.stringify(multiple({ $eq: { Title: 'a\0b' } })), 412, 'PRECONDITION_FAILED'],
    ['a U+0000 in a name', JSON.stringify(multiple({ $eq: { 'a\0b': 'c' } })), 412, 'PRECONDITION_FAILED'],
    [
      'a script',
      JSON.stringify(multiple({ $eq: { Title: '<script>alert(1)</script>' } })),
      412,
      'PRECONDITION_FAILED',
    ],
    ['markup', JSON.stringify(multiple({ $eq: { Title: '<b>gras</b>' } })), 412, 'PRECONDITION_FAILED'],
    ['an entity', JSON.stringify(multiple({ $eq: { Title: 'a &eacute; b' } })), 412, 'PRECONDITION_FAILED'],
    [
      'a prototype',
      '{"$query":[],"$projection":{},"__proto__":{"$roots":["x"]}}',
      412,
      'PRECONDITION_FAILED',
    ],
    ['100,000 brackets', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 412, 'PRECONDITION_FAILED'],
    ['a list', '[]', 400, '000601'],
    ['a number', '7', 400, '000601'],
    ['null', 'null', 400, '000601'],
    ['an unknown member', '{"$query":[],"$projection":{},"$nop":1}', 400, '000601'],
    ['an unknown operator', JSON.stringify(multiple({ $near: { Title: 'x' } })), 400, '000601'],
    ['two operators', JSON.stringify(multiple({ $eq: { Title: 'x' }, $ne: { Title: 'y' } })), 400, '000601'],
    [
      'a fractional limit',
      JSON.stringify(multiple({ $exists: 'Title' }, { $filter: { $limit: 1.5 } })),
      400,
      '000601',
    ],
    [
      'a negative offset',
      JSON.stringify(multiple({ $exists: 'Title' }, { $filter: { $offset: -1 } })),
      400,
      '000601',
    ],
    ['a depth without root', JSON.stringify(multiple({ $exists: 'Title', $depth: 1 })), 400, '000601'],
    [
      'a root without depth',
      JSON.stringify(multiple({ $exists: 'Title' }, { $roots: [sampleId(1)] })),
      400,
      '000601',
    ],
    ['an exact depth', JSON.stringify(multiple({ $exists: 'Title', $exactdepth: 1 })), 400, '000601'],
    [
      'a root that is no identifier',
      JSON.stringify(multiple({ $exists: 'Title', $depth: 1 }, { $roots: ['x'] })),
      400,
      '000601',
    ],
    [
      'a range of one bound',
      JSON.stringify(multiple({ $range: { StartDate: { $gt: '2015' } } })),
      400,
      '000601',
    ],
    ['neither query nor root', '{"$query":[],"$projection":{}}', 400, '020100'],
    [
      'a window beyond the results',
      JSON.stringify(multiple({ $exists: 'Title' }, { $filter: { $offset: 9_999, $limit: 2 } })),
      400,
      'BAD_REQUEST',
    ],
    [
      'a date that is none',
      JSON.stringify(multiple({ $eq: { StartDate: '2015-02-30' } })),
      400,
      'BAD_REQUEST',
    ],
    ['a number that is none', JSON.stringify(multiple({ $eq: { '#max': 'many' } })), 400, 'BAD_REQUEST'],
    ['a stored name', JSON.stringify(multiple({ $eq: { _id: 'x' } })), 400, 'BAD_REQUEST'],
    ['an unknown technical name', JSON.stringify(multiple({ $eq: { '#secret': 'x' } })), 400, 'BAD_REQUEST'],
    [
      'a sort on analysed text',
      JSON.stringify(multiple({ $exists: 'Title' }, { $filter: { $orderby: { Description: 1 } } })),
      400,
      'BAD_REQUEST',
    ],
    ['a bad regular expression', JSON.stringify(multiple({ $regex: { Tag: '(' } })), 400, 'BAD_REQUEST'],
    ['conditions within conditions, 60 deep', JSON.stringify(multiple(nested(60))), 400, 'BAD_REQUEST'],
    [
      '$rules in the projection',
      JSON.stringify({ ...multiple({ $exists: 'Title' }), $projection: { $fields: { $rules: 1 } } }),
      400,
      'BAD_REQUEST',
    ],
  ])('of %s is refused', async (_, body, status, code) => {
    const answer = await ask(MULTIPLE[0], body);
    expect({ status: answer.status, code: answer.json?.code }, answer.text).toEqual({ status, code });
    expect(answer.json).toMatchObject({ httpCode: status, description: expect.stringMatching(/./) });
  });

  it('that is too large is refused before it is read', async () => {
    const answer = await ask(MULTIPLE[0], `"${'x'.repeat(16_000_001)}"`);
    expectAnswered(answer, 'too large', [413]);
  });

  it('of another type is refused', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
    ])
      expectAnswered(await ask(MULTIPLE[0], '{}', { 'Content-Type': type }), type, [415]);
  });

  it('whatever its JSON, is answered', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...MULTIPLE, ...SINGLE),
        fc.jsonValue({ maxDepth: 6 }),
        async (path, body) => expectAnswered(await ask(path, body), body),
      ),
      { numRuns: 100 },
    );
  });

  it('that is a good query with something else in it, is answered', async () => {
    const spoiled = fc
      .tuple(request, fc.nat(), fc.jsonValue({ maxDepth: 2 }))
      .map(([good, at, odd]) => replaced(good, at, odd));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...MULTIPLE), spoiled, async (path, body) =>
        expectAnswered(await ask(path, body), body),
      ),
      { numRuns: 300 },
    );
  });
});

function nested(levels: number): object {
  return levels === 0 ? { $exists: 'Title' } : { $and: [nested(levels - 1)] };
}

/** The document with one of its values, counted as they come, exchanged for another. */
function replaced(document: unknown, at: number, odd: unknown): unknown {
  const count = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? 1 + Object.values(value).reduce((sum: number, each) => sum + count(each), 0)
      : 1;
  let left = at % count(document);
  const walk = (value: unknown): unknown => {
    if (left-- === 0) return odd;
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each)]));
  };
  return walk(document);
}
