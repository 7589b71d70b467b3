import { existsSync, readdirSync } from 'node:fs';
import { request as open } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { insertGroups, insertUnits, sampleId } from '../catalogue/query/testing/sample.ts';
import { openService, type TestService } from '../http/testing/open-service.ts';
import type { TenantId } from '../platform/index.ts';
import { request } from './testing/random-catalogue.ts';

/** All that a select finds, line by line (spec api.md 1.15, 1.16, A2, A7; dsl.md 11, 15.1). */

const TENANT = 0 as TenantId;
const ACCESS = '/access-external/v1';
/** More than are read at once. */
const MANY = 2_345;
const MOST = 3_000;

let service: TestService;
let now = new Date('2026-03-02T10:00:00Z');

beforeAll(async () => {
  service = await openService({
    clock: { now: () => now },
    settings: {
      limits: {
        ...{ packageBytes: 1, unpackedBytes: 1, packageEntries: 1, manifestElements: 1, unitDepth: 1 },
        ...{ selectedUnits: 1, computedUnits: 1, securedLifeCycles: 1, deliveryBytes: 1 },
        ...{ streamedDocuments: MOST, streamsByDay: 3 },
      },
    },
  });
  await service.house.database.inTenant(TENANT, async (tx) => {
    const units = Array.from({ length: MANY }, (_, at) => ({
      id: sampleId(at),
      content: {
        ...{ DescriptionLevel: at % 3 === 0 ? 'File' : 'Item', Title: `Pièce ${(at * 7_919) % MANY}` },
        ...{ Description: '« é »\n', StartDate: `20${String(at % 30).padStart(2, '0')}-01-01` },
        ...{ Tag: ['pont', 'canal'].slice(at % 2) },
      },
      agencies: [at % 10 === 0 ? 'PORT' : 'MAIRIE'],
      og: sampleId(MANY + at),
    }));
    await insertUnits(tx, TENANT, units);
    await insertGroups(
      tx,
      TENANT,
      Array.from({ length: 20 }, (_, at) => ({
        id: sampleId(MANY + at),
        ...{ up: [sampleId(at)], us: [sampleId(at)], agencies: [at % 10 === 0 ? 'PORT' : 'MAIRIE'] },
        qualifiers: [{ qualifier: 'BinaryMaster', _nbc: 1, versions: [{ _id: `o${at}`, Size: at }] }],
      })),
    );
    const contract = (Identifier: string, more: object) =>
      tx.query(
        `insert into referential (tenant, kind, identifier, id, version, doc) values ($1, 'access-contract', $2, $2, 0, $3)`,
        [
          TENANT,
          Identifier,
          JSON.stringify({ Identifier, Status: 'ACTIVE', EveryDataObjectVersion: true, ...more }),
        ],
      );
    await contract('CA-OUVERT', { EveryOriginatingAgency: true });
    await contract('CA-PORT', { OriginatingAgencies: ['PORT'] });
    await contract('CA-RACINE', { EveryOriginatingAgency: true, RootUnits: [sampleId(3)] });
    await contract('CA-ECHUS', { EveryOriginatingAgency: true, RuleCategoryToFilter: ['AccessRule'] });
    await contract('CA-INACTIF', { EveryOriginatingAgency: true, Status: 'INACTIVE' });
  });
});
afterAll(() => service?.close());
/** Each test has its streams of the day. */
beforeEach(() => {
  now = new Date(now.getTime() + 86_400_000);
});

// biome-ignore lint/suspicious/noExplicitAny: documents of the API
type Document = any;

const ask = (path: string, body: unknown, contract = 'CA-OUVERT') =>
  service.asApplication('GET', `${ACCESS}${path}`, { body, headers: { 'X-Access-Contract-Id': contract } });
const all = (more: object = {}) => ({ $roots: [], $query: [{ $exists: '#id' }], $projection: {}, ...more });
const linesOf = (text: string): Document[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

/** What requests have left in the workspace: nothing, once they are over. */
function leftInWorkspace(): string[] {
  const folder = join(service.house.configuration.dataFolder, 'workspace', String(TENANT));
  return existsSync(folder) ? readdirSync(folder) : [];
}
const expectNothingLeft = () => vi.waitFor(() => expect(leftInWorkspace()).toEqual([]), { interval: 5 });

describe('a stream', () => {
  it('gives every match, as a search shows it, and says how many and how large', async () => {
    const answer = await ask('/units/stream', all());
    expect(answer.status, answer.text.slice(0, 300)).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-units-count': String(MANY),
      'x-content-length': String(answer.bytes.length),
      'content-length': String(answer.bytes.length),
    });
    expect(answer.rawNames).toEqual(expect.arrayContaining(['X-Units-Count', 'X-Content-Length']));
    const page = await ask('/units', all());
    expect(linesOf(answer.text)).toEqual(page.json.$results);
    await expectNothingLeft();
  });

  it('of groups as well', async () => {
    const projection = { $projection: { $fields: { '#id': 1, '#qualifiers.versions.Size': 1 } } };
    const answer = await ask('/objects/stream', all(projection));
    expect(answer.headers).toMatchObject({ 'x-objects-count': '20' });
    expect(answer.headers['x-units-count']).toBeUndefined();
    expect(linesOf(answer.text)).toEqual((await ask('/objects', all(projection))).json.$results);
    expect(linesOf(answer.text)).toContainEqual({
      '#id': sampleId(MANY + 3),
      '#qualifiers': [{ versions: [{ Size: 3 }] }],
    });
  });

  it('is in the order that is asked, over all its pages', async () => {
    const order = { $filter: { $orderby: { StartDate: -1, Title: 1 } } };
    const answer = await ask('/units/stream', all({ ...order, $projection: { $fields: { '#id': 1 } } }));
    const page = await ask('/units', all({ ...order, $projection: { $fields: { '#id': 1 } } }));
    expect(linesOf(answer.text)).toEqual(page.json.$results);
  });

  it('of nothing is empty, also where a chain ends early', async () => {
    for (const $query of [
      [{ $eq: { Tag: 'rien' } }],
      [{ $eq: { Tag: 'rien' } }, { $exists: '#id', $depth: 1 }],
    ]) {
      const answer = await ask('/units/stream', all({ $query }));
      expect({ status: answer.status, text: answer.text }).toEqual({ status: 200, text: '' });
      expect(answer.headers).toMatchObject({ 'x-units-count': '0', 'x-content-length': '0' });
    }
    await expectNothingLeft();
  });

  it.each([
    ['CA-OUVERT', MANY, 20],
    ['CA-PORT', 235, 2],
    ['CA-RACINE', 1, 1],
    ['CA-ECHUS', 0, 0],
  ])('under %s has %i units and %i groups', async (contract, units, groups) => {
    const ofUnits = await ask('/units/stream', all(), contract);
    expect(ofUnits.headers['x-units-count']).toBe(String(units));
    expect(linesOf(ofUnits.text)).toHaveLength(units);
    const ofGroups = await ask('/objects/stream', all(), contract);
    expect(ofGroups.headers['x-objects-count']).toBe(String(groups));
    expect(linesOf(ofGroups.text)).toHaveLength(groups);
  });

  it('of any query is what the search of it finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        request,
        fc.constantFrom('CA-OUVERT', 'CA-PORT', 'CA-RACINE'),
        async (drawn, contract) => {
          now = new Date(now.getTime() + 86_400_000);
          const { $orderby } = drawn.$filter ?? {};
          const body = { ...drawn, ...(drawn.$filter ? { $filter: { $orderby } } : {}) };
          const page = await ask('/units', body, contract);
          const answer = await ask('/units/stream', body, contract);
          expect({ status: answer.status, lines: linesOf(answer.text) }).toEqual({
            status: page.status,
            lines: page.json.$results,
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a stream is refused', () => {
  it.each<[string, object, number, string]>([
    ['with an offset', all({ $filter: { $offset: 0 } }), 401, 'Cannot use $offset in this query'],
    ['with a limit', all({ $filter: { $limit: 10 } }), 401, 'Cannot use $limit in this query'],
    ['with facets', all({ $facets: [] }), 401, 'Cannot use $facets in this query'],
    ['that counts all', all({ $filter: { $track_total_hits: true } }), 401, '$track_total_hits'],
    ['against the grammar', all({ $filter: { $limit: 'ten' } }), 400, 'INVALID_VALUE'],
    ['without query', { $query: [], $projection: {} }, 412, 'No search query'],
    ['of a name that is none', all({ $query: [{ $eq: { '#secret': 'x' } }] }), 412, 'not known'],
    ['of a stored name', all({ $query: [{ $eq: { _id: 'x' } }] }), 412, 'Illegal variable name'],
    ['of a bad expression', all({ $query: [{ $regex: { '#opi': '[b-a]' } }] }), 412, 'regular expression'],
    ['in an order of words', all({ $filter: { $orderby: { FileInfo: 1, Description: 1 } } }), 412, 'sorted'],
    [
      'of a projection that is none',
      all({ $projection: { $fields: { _id: 1 } } }),
      412,
      'Illegal variable name',
    ],
  ])('%s', async (_, body, status, said) => {
    for (const [path, code] of [
      ['/units/stream', '020100'],
      ['/objects/stream', '020149'],
    ] as const) {
      const answer = await ask(path, body);
      expect({ status: answer.status, code: answer.json?.code }, answer.text).toEqual({
        status,
        code: status === 400 ? '000601' : code,
      });
      expect(answer.json.description).toContain(said);
    }
    await expectNothingLeft();
  });

  it('without an active contract', async () => {
    for (const contract of ['CA-INACTIF', 'CA-INCONNU'])
      for (const path of ['/units/stream', '/objects/stream'])
        expect((await ask(path, all(), contract)).status).toBe(401);
  });

  it('beyond the threshold of the platform, or its own, without using up a turn', async () => {
    for (let tries = 0; tries < 5; tries++) {
      const own = await ask('/units/stream', all({ $threshold: MANY - 1 }));
      expect({ status: own.status, code: own.json.code }).toEqual({ status: 417, code: '020100' });
    }
    expect((await ask('/units/stream', all({ $threshold: MANY }))).status).toBe(200);
    await service.house.database.inTenant(TENANT, (tx) =>
      insertUnits(
        tx,
        TENANT,
        Array.from({ length: MOST - MANY + 1 }, (_, at) => ({
          id: sampleId(10_000 + at),
          content: { DescriptionLevel: 'Item', Title: 'De trop' },
        })),
      ),
    );
    try {
      // A larger threshold of its own raises none.
      expect((await ask('/units/stream', all({ $threshold: 10 * MOST }))).status).toBe(417);
      const narrowed = await ask('/units/stream', all({ $query: [{ $exists: 'Tag' }] }));
      expect(narrowed.headers['x-units-count']).toBe(String(MANY));
    } finally {
      await service.house.database.inTenant(TENANT, (tx) =>
        tx.query('delete from unit where tenant = $1 and id >= $2', [TENANT, sampleId(10_000)]),
      );
    }
    await expectNothingLeft();
  });

  it('once those of the day are used up, of units and of groups apart, until tomorrow', async () => {
    const some = all({ $query: [{ $eq: { '#id': sampleId(1) } }] });
    const statuses = async (path: string, times: number) => {
      const answers = await Promise.all(Array.from({ length: times }, () => ask(path, some)));
      return answers.map(({ status }) => status).sort();
    };
    expect(await statuses('/units/stream', 5)).toEqual([200, 200, 200, 401, 401]);
    expect(await statuses('/objects/stream', 4)).toEqual([200, 200, 200, 401]);
    now = new Date(now.getTime() + 86_400_000);
    expect(await statuses('/units/stream', 3)).toEqual([200, 200, 200]);
    await expectNothingLeft();
  });
});

it('ends when the client leaves, and leaves nothing', async () => {
  const { port } = service.app.server.address() as AddressInfo;
  const { database } = service.house;
  const blocked = (statement: string) =>
    database.outsideTenants(async (tx) => {
      // The statements of others are the owner's to see.
      await tx.query('reset role');
      const rows = await tx.query(
        `select 1 from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and starts_with(query, $1)`,
        [statement],
      );
      return rows.length;
    });
  const untilBlocked = (statement: string, by: number) =>
    vi.waitFor(async () => expect(await blocked(statement)).toBe(by), { timeout: 20_000 });
  /** @returns how to free it */
  const lock = async (table: string) => {
    const [taken, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const over = database.inTenant(TENANT, async (tx) => {
      await tx.query('reset role');
      await tx.query(`lock table ${table} in access exclusive mode`);
      taken.resolve();
      await free.promise;
    });
    await taken.promise;
    return () => {
      free.resolve();
      return over;
    };
  };
  const freeTurns = await lock('counter');
  const asked = open({
    ...{ port, host: '127.0.0.1', method: 'POST', path: `${ACCESS}/units/stream` },
    headers: {
      Authorization: `Bearer ${service.credentials.apiKey}`,
      'X-Tenant-Id': String(TENANT),
      'X-Access-Contract-Id': 'CA-OUVERT',
      'X-Http-Method-Override': 'GET',
      'Content-Type': 'application/json',
    },
  });
  asked.on('error', () => undefined);
  asked.end(JSON.stringify(all()));
  await untilBlocked('delete from counter', 1);
  // Counted and granted: what is read now waits, as a million units would take their time.
  const freeUnits = await lock('unit');
  await freeTurns();
  await untilBlocked('declare matches', 1);
  asked.destroy();
  await untilBlocked('declare matches', 0);
  await freeUnits();
  await expectNothingLeft();
});
