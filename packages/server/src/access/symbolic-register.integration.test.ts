import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openService, type TestService } from '../http/testing/open-service.ts';
import type { TenantId, Tx } from '../platform/index.ts';
import { recordSymbolicRegister } from './symbolic-register.ts';

const TENANT = 0 as TenantId;
const DAY_MS = 24 * 3_600_000;

let service: TestService;
/** Noon of a day; each record is of a day of its own. */
let now = new Date('2026-01-01T12:00:00Z');
beforeAll(async () => {
  service = await openService({ clock: { now: () => now } });
  await service.asApplication('POST', '/admin-external/v1/accesscontracts', {
    body: [
      { Identifier: 'OF-A', Name: 'A', Status: 'ACTIVE', OriginatingAgencies: [] },
      { Identifier: 'OF-ALL', Name: 'Tous', Status: 'ACTIVE', EveryOriginatingAgency: true },
    ],
  });
});
afterAll(() => service?.close());

interface Held {
  readonly own: string;
  readonly others: readonly string[];
  /** Sizes of the objects of a group; absent: a unit. */
  readonly sizes?: readonly number[] | undefined;
}

const AGENCIES = ['A', 'B', 'C'];
const held: fc.Arbitrary<Held> = fc.record({
  own: fc.constantFrom(...AGENCIES),
  others: fc.uniqueArray(fc.constantFrom(...AGENCIES)),
  sizes: fc.option(fc.array(fc.nat(), { maxLength: 3 }), { nil: undefined }),
});

/** In place of all that the tenant holds. */
async function hold(all: readonly Held[]): Promise<void> {
  await service.house.database.inTenant(TENANT, async (tx) => {
    await tx.query('delete from unit where tenant = $1', [TENANT]);
    await tx.query('delete from object_group where tenant = $1', [TENANT]);
    for (const [at, each] of all.entries()) await insert(tx, `e${at}`, each);
  });
}

async function insert(tx: Tx, id: string, { own, others, sizes }: Held): Promise<void> {
  const sps = [...new Set([own, ...others])];
  const common = [TENANT, id, own, sps, now];
  if (sizes === undefined)
    await tx.query(
      `insert into unit (tenant, id, opi, unit_type, sp, sps, up, us, uds, ops, min_depth, max_depth, seda_version,
                         implementation_version, strategy, graph_at, created_at, updated_at, management, content, text)
       values ($1, $2, 'op', 'INGEST', $3, $4, '{}', '{}', '{}', '{}', 1, 1, '2.2', '1', 'default', $5, $5, $5, '{}', '{}', '')`,
      common,
    );
  else {
    const versions = sizes.map((Size) => ({ Size }));
    await tx.query(
      `insert into object_group (tenant, id, opi, sp, sps, up, us, ops, nb_objects, seda_version, implementation_version,
                                 strategy, graph_at, created_at, updated_at, doc)
       values ($1, $2, 'op', $3, $4, '{}', '{}', '{}', $6, '2.2', '1', 'default', $5, $5, $5, $7)`,
      [...common, sizes.length, JSON.stringify({ qualifiers: [{ versions }] })],
    );
  }
}

/** What each agency sees of the others. */
function expected(all: readonly Held[]) {
  return AGENCIES.flatMap((agency) => {
    const seen = all.filter(({ own, others }) => own !== agency && others.includes(agency));
    const groups = seen.flatMap(({ sizes }) => (sizes === undefined ? [] : [sizes]));
    const sizes = groups.flat();
    return seen.length === 0
      ? []
      : [
          {
            OriginatingAgency: agency,
            ArchiveUnit: seen.length - groups.length,
            ObjectGroup: groups.length,
            BinaryObject: sizes.length,
            BinaryObjectSize: sizes.reduce((sum, size) => sum + size, 0),
          },
        ];
  });
}

const ask = (query: object, contract?: string, filter: object = { $orderby: { OriginatingAgency: 1 } }) =>
  service.asApplication('GET', '/admin-external/v1/accessionregisterssymbolic', {
    headers: contract === undefined ? {} : { 'X-Access-Contract-Id': contract },
    body: { $query: query, $filter: filter, $projection: {} },
  });

/** Who saw something the day before, and no longer does, is told to see nothing. */
function told(all: readonly Held[], before: readonly Held[]) {
  const nothing = { ArchiveUnit: 0, ObjectGroup: 0, BinaryObject: 0, BinaryObjectSize: 0 };
  const seen = expected(all);
  const lost = expected(before)
    .filter(({ OriginatingAgency }) => !seen.some((each) => each.OriginatingAgency === OriginatingAgency))
    .map(({ OriginatingAgency }) => ({ OriginatingAgency, ...nothing }));
  return [...seen, ...lost].sort((one, other) => (one.OriginatingAgency < other.OriginatingAgency ? -1 : 1));
}

it('tells day by day what each agency sees by attachment, once that it sees nothing more, and is found by date', async () => {
  let before: readonly Held[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(held, { maxLength: 8 }), async (all) => {
      now = new Date(now.getTime() + DAY_MS);
      await hold(all);
      const wanted = told(all, before);
      before = all;
      expect(await recordSymbolicRegister(service.house)).toBe(wanted.length);
      // The day has its records: what changes later is told by the next.
      await hold([]);
      now = new Date(now.getTime() + 3_600_000);
      expect(await recordSymbolicRegister(service.house)).toBe(0);
      const day = now.toISOString().slice(0, 10);
      const { json } = await ask({ $gte: { CreationDate: day } });
      expect(json.$results).toMatchObject(wanted.map((each) => ({ '#tenant': 0, '#version': 0, ...each })));
      expect(json.$results).toHaveLength(wanted.length);
      now = new Date(now.getTime() - 3_600_000);
    }),
    { numRuns: 25 },
  );
});

it('is limited to the agencies of a contract that is named, and refuses what is no query', async () => {
  now = new Date(now.getTime() + DAY_MS);
  await hold([{ own: 'A', others: ['B'] }]);
  expect(await recordSymbolicRegister(service.house)).toBeGreaterThan(0);
  const all = { $eq: { OriginatingAgency: 'B' } };
  expect((await ask(all, 'OF-ALL')).json.$results.length).toBeGreaterThan(0);
  expect((await ask(all, 'OF-A')).json.$results).toEqual([]);
  expect((await ask(all, 'NONE')).status).toBe(401);
  expect(await ask({ $eq: { '#unknown': 'x' } })).toMatchObject({ status: 400, json: { code: '020166' } });
  const asked = await service.asApplication('GET', '/admin-external/v1/accessionregisterssymbolic', {
    tenant: 2,
    body: { $query: {}, $projection: {} },
  });
  expect(asked.json.$results).toEqual([]);
});

it('is kept on the offers as well', async () => {
  const kept = await service.house.database.inTenant(TENANT, (tx) =>
    tx.query('select 1 from placement where tenant = $1 and name like $2', [
      TENANT,
      '0_AccessionRegisterSymbolic_%',
    ]),
  );
  expect(kept.length).toBeGreaterThan(0);
});
