import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openService, type TestService } from '../http/testing/open-service.ts';
import { createTestDatabase, fillMisjudged } from '../platform/embedded-postgres/testing.ts';
import { migrate, openDatabase, type TenantId } from '../platform/index.ts';
import { handBack, LEASE_MS, postpone, take } from './queue.ts';

/** The queue of documents: each is taken once at a time, and none is lost. */

const TENANT = 0 as TenantId;
const NOW = new Date('2026-01-15T09:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

let service: TestService;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service?.close());

beforeEach(() =>
  service.house.database.outsideTenants(async (tx) => {
    await tx.query('delete from content_queue');
    await tx.query(
      `insert into content_queue (tenant, object, object_group, usage, format, due_at)
       select $1, 'object ' || n, 'group', 'BinaryMaster', 'x-fmt/111', $2 from generate_series(1, 40) n`,
      [TENANT, NOW],
    );
  }),
);

it('workers that take at once take different documents, and all of them', async () => {
  const { database } = service.house;
  const taken = await Promise.all(Array.from({ length: 41 }, (_, at) => take(database, `w${at}`, NOW)));
  expect(new Set(taken.map((job) => job?.object)).size).toBe(41);
  expect(taken.filter((job) => job === undefined).length).toBe(1);
});

it('one document is taken at a time also where the planner misjudges the queue', async () => {
  const { connection, drop } = await createTestDatabase(migrate);
  const rows = `(tenant, object, object_group, usage, format, due_at)
    select 0, 'object ' || n, 'group', 'BinaryMaster', 'x-fmt/111', '${NOW.toISOString()}'::timestamptz
    from generate_series($1::integer, $2) n`;
  await fillMisjudged(connection, 'content_queue', rows, 40);
  const database = openDatabase(connection, () => undefined);
  expect(await take(database, 'w', NOW)).toBeDefined();
  const held = await database.outsideTenants((tx) =>
    tx.query('select 1 from content_queue where holder = $1', ['w']),
  );
  expect(held).toHaveLength(1);
  await database.close();
  await drop();
});

it('what a dead worker held is due again after its lease; what failed, after a pause that grows', async () => {
  const { database } = service.house;
  for (let at = 0; at < 40; at++) await take(database, `dead ${at}`, NOW);
  expect(await take(database, 'early', later(LEASE_MS - 1))).toBeUndefined();
  const job = await take(database, 'next', later(LEASE_MS));
  expect(job).toMatchObject({ taken: 2 });
  if (!job) return;
  await postpone(database, job, later(LEASE_MS));
  const [row] = await database.outsideTenants((tx) =>
    tx.query('select due_at, failed, taken, holder from content_queue where object = $1', [job.object]),
  );
  expect(row).toEqual({ due_at: later(LEASE_MS + 30_000), failed: 1, taken: 1, holder: null });
});

it('what is given back is taken at once, as if it had not been', async () => {
  const { database } = service.house;
  const first = await take(database, 'first', NOW);
  if (first) await handBack(database, first, NOW);
  const taken = await Promise.all(Array.from({ length: 40 }, (_, at) => take(database, `w${at}`, NOW)));
  expect(taken.every((job) => job?.taken === 1)).toBe(true);
});
