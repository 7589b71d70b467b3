import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertUnits, type SampleUnit, sampleId } from '../catalogue/query/testing/sample.ts';
import { type ComputedRules, RULE_CATEGORIES } from '../catalogue/rules/index.ts';
import { openService, type TestService } from '../http/testing/open-service.ts';
import type { TenantId } from '../platform/index.ts';
import { personOf } from '../service/testing/persons.ts';

/** Criteria on any field and on rules, pages of many results, counts and exports, through the own door. */

const TENANT = 0 as TenantId;

let service: TestService;
let ask: Awaited<ReturnType<typeof personOf>>;
beforeAll(async () => {
  service = await openService();
  ask = await personOf(service, 'camille', [{ tenant: TENANT, role: 'R3' }]);
});
afterAll(() => service?.close());

async function place(units: readonly SampleUnit[]): Promise<void> {
  await service.house.database.inTenant(TENANT, async (tx) => {
    await tx.query('delete from unit where tenant = $1', [TENANT]);
    await insertUnits(tx, TENANT, units);
  });
}

const address = (path: string, query: Record<string, string | number>) =>
  `/tenants/${TENANT}/units${path}?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)] as [string, string]))}`;

/** Titles of what criteria find. */
async function found(...criteria: object[]): Promise<string[]> {
  const answer = await ask(address('', { criteria: JSON.stringify(criteria), order: 'title' }));
  expect(answer.status, answer.text).toBe(200);
  return answer.json.hits.map(({ title }: { title: string }) => title);
}

describe('criteria on fields', () => {
  beforeAll(() =>
    place([
      {
        id: sampleId(1),
        content: {
          Title: 'A',
          Description: 'Réfection de la toiture',
          Tag: ['toiture', 'école'],
          StartDate: '1952-03-15',
          PersistentIdentifier: [{ PersistentIdentifierContent: '33*1' }],
        },
      },
      { id: sampleId(2), content: { Title: 'B', Description: 'La toiture neuve', StartDate: '1960-01-01' } },
      { id: sampleId(3), content: { Title: 'C', Tag: ['école'], Gps: { GpsAltitude: 120 } } },
    ]),
  );

  it.each([
    [{ field: 'Description', is: 'words', values: ['toitures'] }, ['A', 'B']],
    [{ field: 'Description', is: 'words', values: ['refection', 'neuves'] }, ['A', 'B']],
    [{ field: 'Description', is: 'phrase', values: ['toiture neuve'] }, ['B']],
    [{ field: 'Tag', is: 'is', values: ['toiture', 'autre'] }, ['A']],
    [{ field: 'Tag', is: 'isNot', values: ['toiture'] }, ['B', 'C']],
    [{ field: 'Tag', is: 'begins', values: ['éc'] }, ['A', 'C']],
    [{ field: 'Tag', is: 'absent' }, ['B']],
    [{ field: 'StartDate', is: 'between', from: '1952-03-15', to: '1952' }, ['A']],
    [{ field: 'StartDate', is: 'between', from: '1953' }, ['B']],
    [{ field: 'StartDate', is: 'present' }, ['A', 'B']],
    [{ field: 'Gps.GpsAltitude', is: 'between', from: '100', to: '120' }, ['C']],
    [{ field: 'Gps.GpsAltitude', is: 'is', values: ['120'] }, ['C']],
    // A star of the value is a star.
    [
      {
        field: 'PersistentIdentifier.PersistentIdentifierContent',
        is: 'begins',
        values: ['33*'],
      },
      ['A'],
    ],
    [
      {
        field: 'PersistentIdentifier.PersistentIdentifierContent',
        is: 'begins',
        values: ['*1'],
      },
      [],
    ],
  ])('%j', async (criterion, titles) => {
    expect(await found(criterion)).toEqual(titles);
  });

  it('and identifiers, technical or persistent, several at once', async () => {
    const by = async (id: string) => {
      const { status, json } = await ask(address('', { id, order: 'title' }));
      expect(status).toBe(200);
      return json.hits.map(({ title }: { title: string }) => title);
    };
    expect(await by(sampleId(3))).toEqual(['C']);
    expect(await by(`${sampleId(3)}, ${sampleId(2)};inconnu`)).toEqual(['B', 'C']);
    expect(await by('33*1')).toEqual(['A']);
    expect(await by(`33*1 ${sampleId(2)}`)).toEqual(['A', 'B']);
    expect(await by(' , ')).toEqual([]);
    const without = { field: '#id', is: 'isNot', values: [sampleId(1), sampleId(3)] };
    expect(await found(without)).toEqual(['B']);
  });

  it('all hold together', async () => {
    const on = (field: string, ...values: string[]) => ({ field, is: 'is', values });
    expect(await found(on('Tag', 'école'), on('Tag', 'toiture'))).toEqual(['A']);
  });

  it.each([
    ['[', /JSON/],
    ['{}', /forme/],
    ['[{"field":"Tag","is":"contains","values":["a"]}]', /forme/],
    ['[{"field":"Tag","is":"words","values":["a"]}]', /Tag \(keyword\) ne se cherche pas ainsi/],
    ['[{"field":"Tag","is":"is"}]', /n’a pas de valeur/],
    ['[{"field":"StartDate","is":"between"}]', /ni début ni fin/],
    ['[{"field":"StartDate","is":"between","from":"hier"}]', /not a date/],
    ['[{"field":"_id","is":"present"}]', /_id/],
    ['[{"field":"#qualifiers","is":"present"}]', /ne se cherche pas ainsi/],
    ['[{"category":"AccessRule"}]', /ne dit rien/],
    ['[{"category":"AutreRule","origins":["local"]}]', /forme/],
    [JSON.stringify(Array(21).fill({ field: 'Tag', is: 'present' })), /20 critères/],
  ])('%s is refused in words', async (criteria, words) => {
    const answer = await ask(address('', { criteria }));
    expect(answer).toMatchObject({ status: 400, json: { httpCode: 400 } });
    expect(answer.json.description).toMatch(words);
  });

  it('can be about every field that is offered, in each of its manners', async () => {
    const answer = await ask(`/tenants/${TENANT}/units/fields`);
    expect(answer.status, answer.text).toBe(200);
    const { fields } = answer.json;
    expect(fields).toContainEqual({
      field: 'Keyword.KeywordContent',
      name: null,
      type: 'keyword',
      manners: ['is', 'isNot', 'begins', 'present', 'absent'],
    });
    expect(fields.length).toBeGreaterThan(150);
    const value = { date: '1952', boolean: 'true', long: '1', double: '1' } as Record<string, string>;
    const criteria = fields.flatMap(({ field, type, manners }: (typeof fields)[number]) =>
      manners.map((is: string) => {
        if (is === 'present' || is === 'absent') return { field, is };
        const one = value[type] ?? 'mot';
        return is === 'between' ? { field, is, from: one, to: one } : { field, is, values: [one] };
      }),
    );
    for (let first = 0; first < criteria.length; first += 20)
      await found(...criteria.slice(first, first + 20));
  });
});

describe('criteria on rules', () => {
  const computed = (AppraisalRule: ComputedRules['AppraisalRule']) => ({
    ...(Object.fromEntries(RULE_CATEGORIES.map((category) => [category, {}])) as ComputedRules),
    AppraisalRule,
    indexationDate: '2026-01-01',
  });
  beforeAll(async () => {
    await place([
      {
        id: sampleId(1),
        content: { Title: 'Porte' },
        management: {
          AppraisalRule: { Rules: [{ Rule: 'APP-1', EndDate: '2020-01-01' }], FinalAction: 'Destroy' },
        },
        computedRules: computed({
          ...{ MaxEndDate: '2020-01-01', InheritanceOrigin: 'Local', FinalAction: ['Destroy'] },
          Rules: [{ Rule: 'APP-1', EndDate: '2020-01-01' }],
        }),
      },
      {
        id: sampleId(2),
        content: { Title: 'Hérite' },
        computedRules: computed({
          ...{ MaxEndDate: '2030-01-01', InheritanceOrigin: 'Inherited', InheritedRuleIds: ['APP-2'] },
          FinalAction: ['Keep', 'Destroy'],
        }),
      },
      { id: sampleId(3), content: { Title: 'Rien' }, computedRules: computed({}) },
      {
        id: sampleId(4),
        content: { Title: 'Attend' },
        management: { AppraisalRule: { Rules: [{ Rule: 'APP-1' }] } },
      },
    ]);
  });

  it.each([
    [{ rules: ['APP-1'] }, ['Attend', 'Porte']],
    [{ rules: ['APP-2'] }, ['Hérite']],
    [{ rules: ['APP-1', 'APP-2'], to: '2029-12-31' }, ['Porte']],
    [{ from: '2020-01-02' }, ['Hérite']],
    [{ to: '2020-01-01' }, ['Porte']],
    [{ origins: ['local'] }, ['Attend', 'Porte']],
    [{ origins: ['inherited'] }, ['Hérite']],
    [{ origins: ['none'] }, ['Rien']],
    [{ origins: ['waiting'] }, ['Attend']],
    [{ origins: ['none', 'waiting'] }, ['Attend', 'Rien']],
    [{ finalActions: ['Destroy'] }, ['Hérite', 'Porte']],
    [{ finalActions: ['Conflict'] }, ['Hérite']],
  ])('%j', async (criterion, titles) => {
    expect(await found({ category: 'AppraisalRule', ...criterion })).toEqual(titles);
    expect(await found({ category: 'AccessRule', ...criterion })).toEqual(
      'origins' in criterion && criterion.origins.includes('waiting')
        ? ['Attend', ...(criterion.origins.includes('none') ? ['Hérite', 'Porte', 'Rien'] : [])]
        : 'origins' in criterion && criterion.origins.includes('none')
          ? ['Hérite', 'Porte', 'Rien']
          : [],
    );
  });

  it('count beforehand what each of them finds', async () => {
    for (const category of RULE_CATEGORIES)
      for (const at of ['2019-12-31', '2020-01-01', '2029-12-31', '2030-01-01']) {
        const { status, json } = await ask(address('/facets/rules', { category, at }));
        expect(status).toBe(200);
        const counted = async (criterion: object) => (await found({ category, ...criterion })).length;
        const after = new Date(Date.parse(at) + 86_400_000).toISOString().slice(0, 10);
        expect(json).toMatchObject({
          ruled: await counted({ origins: ['local', 'inherited'] }),
          unruled: await counted({ origins: ['none'] }),
          waiting: await counted({ origins: ['waiting'] }),
          past: await counted({ to: at }),
          coming: await counted({ from: after }),
          ...{ at, counted: 4, isWhole: true, computed: 3 },
        });
        for (const { value, count } of json.rules) expect(await counted({ rules: [value] })).toBe(count);
        for (const { value, count } of json.finalActions)
          expect(await counted({ finalActions: [value] })).toBe(count);
        const isAppraisal = category === 'AppraisalRule';
        expect(json.rules.map(({ value }: { value: string }) => value)).toEqual(
          isAppraisal ? ['APP-1', 'APP-2'] : [],
        );
        expect(json.finalActions).toHaveLength(isAppraisal ? 3 : 0);
      }
    const narrowed = await ask(address('/facets/rules', { category: 'AppraisalRule', q: 'porte' }));
    expect(narrowed.json).toMatchObject({ counted: 1, computed: 1, waiting: 0, ruled: 1 });
    expect((await ask(address('/facets/rules', { category: 'Autre' }))).status).toBe(400);
    expect((await ask(address('/facets/rules', { category: 'HoldRule', at: 'demain' }))).status).toBe(400);
  });
});

it('the rules of a category are offered under their names', async () => {
  const rule = (RuleId: string, RuleType: string) => ({ RuleId, RuleType, RuleValue: `Règle ${RuleId}` });
  await service.house.database.inTenant(TENANT, async (tx) => {
    for (const doc of [
      rule('APP-2', 'AppraisalRule'),
      rule('APP-1', 'AppraisalRule'),
      rule('ACC-1', 'AccessRule'),
    ])
      await tx.query(
        `insert into referential (tenant, kind, identifier, id, version, doc) values ($1, 'rule', $2, $2, 0, $3)`,
        [TENANT, doc.RuleId, JSON.stringify(doc)],
      );
  });
  const { json } = await ask(address('/rules', { category: 'AppraisalRule' }));
  expect(json.rules).toEqual([
    { rule: 'APP-1', name: 'Règle APP-1' },
    { rule: 'APP-2', name: 'Règle APP-2' },
  ]);
  expect((await ask(address('/rules', { category: 'Other' }))).status).toBe(400);
});

describe('pages of results', () => {
  const TITLES = ['b', 'a', 'é', 'c', 'a', undefined, 'd', 'B', undefined, 'zoo'];
  beforeAll(() =>
    place(
      TITLES.map((title, at) => ({
        id: sampleId(at),
        agencies: [`SERVICE-${at % 3}`],
        content: {
          ...(title === undefined ? {} : { Title: title }),
          Description: `commun ${'commun '.repeat(at % 4)}`,
          ...(at % 3 === 0 ? {} : { StartDate: `19${50 + (at % 4)}-01-01` }),
        },
      })),
    ),
  );

  const questions = ['title', '-title', 'date', '-date', 'agency', '-agency', 'relevance'].flatMap(
    (order) => [{ order }, { order, q: 'commun' }],
  );

  it.each(questions)('%j are the whole in its order, whichever way they are read', async (question) => {
    const page = async (place: Record<string, string | number>) =>
      (await ask(address('', { ...question, ...place }))).json;
    const idsOf = ({ hits }: { hits: { id: string }[] }) => hits.map(({ id }) => id);
    const whole = await page({ limit: 100 });
    expect(whole.total).toBe(TITLES.length);
    const all = idsOf(whole);
    expect(new Set(all).size).toBe(TITLES.length);

    for (const limit of [1, 3, 4]) {
      const down: string[] = [];
      for (let place: Record<string, string> = {}; ; ) {
        const next = await page({ limit, ...place });
        down.push(...idsOf(next));
        if (next.hits.length < limit) break;
        place = { after: next.last };
      }
      expect(down).toEqual(all);
      const up: string[] = [];
      for (let before = 'end'; ; ) {
        const next = await page({ limit, before });
        up.unshift(...idsOf(next));
        if (next.hits.length < limit) break;
        before = next.first;
      }
      expect(up).toEqual(all);
    }

    // From any hit on, any number further, either way.
    for (let from = 0; from < all.length; from += 3) {
      const { last: mark } = await page({ limit: 1, offset: from });
      for (const offset of [0, 2, 5]) {
        expect(idsOf(await page({ limit: 2, offset, after: mark }))).toEqual(
          all.slice(from + 1 + offset, from + 3 + offset),
        );
        const end = Math.max(0, from - offset);
        expect(idsOf(await page({ limit: 2, offset, before: mark }))).toEqual(
          all.slice(Math.max(0, end - 2), end),
        );
      }
    }
  });

  it('are sorted by producing service, either way', async () => {
    for (const [order, first] of [
      ['agency', 'SERVICE-0'],
      ['-agency', 'SERVICE-2'],
    ] as const)
      expect((await ask(address('', { order }))).json.hits[0].originatingAgency).toBe(first);
  });

  it('are counted apart', async () => {
    expect((await ask(address('', { limit: 3 }))).json.total).toBeNull();
    expect((await ask(address('/count', {}))).json).toEqual({ total: TITLES.length });
    expect((await ask(address('/count', { title: 'zoo' }))).json).toEqual({ total: 1 });
  });

  it.each([
    'x',
    'null',
    '["a"]',
    '["text",1,"a"]',
    '["other","a","b"]',
    '["real","a","b"]',
    '["real","1e99","b"]',
    '["real","1e-60","b"]',
    '["real","0x1","b"]',
    '["real","0.5","b"]',
  ])('behind %s are refused: it is no place', async (place) => {
    const after = Buffer.from(place).toString('base64url');
    expect((await ask(address('', { after, order: 'title' }))).status).toBe(400);
    expect((await ask(address('', { after: place, order: 'title' }))).status).toBe(400);
    if (place !== '["real","0.5","b"]')
      expect((await ask(address('', { after, q: 'commun' }))).status).toBe(400);
  });
});

describe('the export', () => {
  it('is a table that no spreadsheet runs, of all that is found, in the order that is seen', async () => {
    await place(
      Array.from({ length: 1_003 }, (_, at) => ({
        id: sampleId(at),
        content: { Title: `Pièce ${String(at).padStart(4, '0')}`, Description: '=1+1;"citée"' },
      })),
    );
    const { status, text, headers } = await ask(address('/export', { order: '-title' }));
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe('attachment; filename="recherche-0.csv"');
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(1_004);
    expect(lines[0]).toMatch(/^\uFEFF?Identifiant technique;Type;Service producteur;/);
    expect(lines[1]).toContain(';Pièce 1002;');
    expect(lines[1]).toContain(`;"'=1+1;""citée"""`);
    expect(lines.at(-1)).toContain(';Pièce 0000;');
    expect((await ask(address('/export', { title: 'rien' }))).text.trimEnd().split('\n')).toHaveLength(1);
  });

  it('has no ceiling, and is refused before its first line', async () => {
    await service.house.database.inTenant(TENANT, (tx) =>
      tx.query(
        `insert into unit (tenant, id, opi, unit_type, sp, sps, up, us, uds, ops, min_depth, max_depth, seda_version,
           implementation_version, strategy, graph_at, created_at, updated_at, management, content, title, text)
         select tenant, id || number, opi, unit_type, sp, sps, up, us, uds, ops, min_depth, max_depth, seda_version,
           implementation_version, strategy, graph_at, created_at, updated_at, management, content, title, '''commun'':1'
         from unit, generate_series(1, 100) number where tenant = $1`,
        [TENANT],
      ),
    );
    expect((await ask(address('/export', {}))).text.trimEnd().split('\n')).toHaveLength(101 * 1_003 + 1);
    const refused = await ask(address('/export', { criteria: '[{"field":"#absent","is":"present"}]' }));
    expect(refused.status).toBe(400);
  });
});

describe('more results than can be ranked', () => {
  it('are in the order of their titles, from page to page', async () => {
    const page = async (place: object) => (await ask(address('', { q: 'commun', limit: 2, ...place }))).json;
    const titles = ({ hits }: { hits: { title: string }[] }) => hits.map(({ title }) => title);
    const first = await page({});
    expect(first).toMatchObject({ isRanked: false, total: null });
    expect(titles(first)).toEqual(['Pièce 0000', 'Pièce 0000']);
    expect(titles(await page({ after: first.last, offset: 97 }))).toEqual(['Pièce 0000', 'Pièce 0001']);
    expect(titles(await page({ before: 'end' }))).toEqual(['Pièce 1002', 'Pièce 1002']);
    expect(await page({ title: '0007' })).toMatchObject({ isRanked: true });
  });
});
