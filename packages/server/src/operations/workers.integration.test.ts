import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { appendEvents, type EventKey, readJournal } from '../logbook/index.ts';
import { createTestDatabase, fillMisjudged } from '../platform/embedded-postgres/testing.ts';
import { migrate, type OperationId, openDatabase, type TenantId } from '../platform/index.ts';
import { runOperation } from './engine.ts';
import { createOperation } from './moves.ts';
import { acquire, handBack, LEASE_MS, LeaseLost, MOST_PER_TENANT, release, renew } from './queue.ts';
import { openScriptedHouse, type ScriptedHouse } from './testing/scripted-house.ts';
import { startWorker, type Worker } from './worker.ts';
import type { Workflow } from './workflow.ts';

let house: ScriptedHouse;
beforeAll(async () => {
  house = await openScriptedHouse();
});
afterAll(() => house.close());

const workflow = (run: Workflow['publish'], tidy: Workflow['tidy'] = async () => undefined): Workflow => ({
  id: 'SHORT',
  identifier: 'SHORT' as EventKey,
  processType: 'TEST',
  comment: '',
  steps: [],
  publish: run,
  tidy,
});

async function create(tenant: number): Promise<OperationId> {
  const id = house.platform.guids.make('operation', tenant as TenantId) as OperationId;
  const what = { id, workflow: workflow(async () => undefined), stepByStep: false, context: 'CT-TEST' };
  await createOperation(house.platform, tenant as TenantId, { ...what, parameters: {}, agent: '{}' });
  return id;
}

let holders = 0;
const take = () => acquire(house.platform.database, `holder ${++holders}`, house.clock.now());

describe('the queue', () => {
  afterEach(async () => {
    // Leases of the test before run out, and what it left is taken away.
    for (;;) {
      house.clock.move(LEASE_MS + 1);
      const lease = await take();
      if (!lease) return;
      await house.platform.database.outsideTenants((tx) => release(tx, lease));
    }
  });

  test('gives a tenant its share and no more, to however many ask at once', async () => {
    for (let each = 0; each < 5; each++) await create(1);
    const leases = await Promise.all(Array.from({ length: 10 }, take));
    expect(leases.filter((lease) => lease !== undefined)).toHaveLength(MOST_PER_TENANT);
  });

  test('lets others pass a tenant that has its fill', async () => {
    for (let each = 0; each < 5; each++) await create(1);
    const other = await create(2);
    const leases = [await take(), await take(), await take()];
    expect(leases[2]?.operation).toBe(other);
    expect(await take()).toBeUndefined();
  });

  test('gives the operation of a dead worker to another, whose fence tells the late one apart', async () => {
    const { database } = house.platform;
    await create(1);
    const dead = await take();
    if (!dead) throw new Error('nothing was taken');
    expect(await take()).toBeUndefined();
    house.clock.move(LEASE_MS - 1);
    await renew(database, dead, house.clock.now());
    house.clock.move(LEASE_MS);
    expect(await take()).toBeUndefined();
    house.clock.move(1);
    const heir = await take();
    expect(heir).toMatchObject({ operation: dead.operation, fence: dead.fence + 1 });
    await expect(renew(database, dead, house.clock.now())).rejects.toThrow(LeaseLost);
    await expect(database.outsideTenants((tx) => release(tx, dead))).rejects.toThrow(LeaseLost);
  });

  test('gives what is handed back at once', async () => {
    const id = await create(1);
    const lease = await take();
    if (!lease) throw new Error('nothing was taken');
    await handBack(house.platform.database, lease);
    expect((await take())?.operation).toBe(id);
  });
});

test('one operation is taken at a time also where the planner misjudges the queue', async () => {
  const { connection, drop } = await createTestDatabase(migrate);
  const now = house.clock.now();
  const rows = `(tenant, operation, queued_at)
    select n, 'operation ' || n, '${now.toISOString()}'::timestamptz from generate_series($1::integer, $2) n`;
  await fillMisjudged(connection, 'work_queue', rows, 40);
  const database = openDatabase(connection, () => undefined);
  expect(await acquire(database, 'w', now)).toBeDefined();
  const held = await database.outsideTenants((tx) =>
    tx.query('select 1 from work_queue where holder = $1', ['w']),
  );
  expect(held).toHaveLength(1);
  await database.close();
  await drop();
});

describe('several workers', () => {
  test('run each operation once, and of one tenant no more than its share at once', async () => {
    const { database } = house.platform;
    const published = new Map<string, number>();
    const atWork = new Map<number, number>();
    let most = 0;
    let left = 24;
    let allDone: () => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      allDone = resolve;
    });
    const counted = workflow(
      async ({ id, tenant }, tx) => {
        const together = (atWork.get(tenant) ?? 0) + 1;
        atWork.set(tenant, together);
        most = Math.max(most, together);
        for (let each = 0; each < 5; each++) await tx.query('select 1');
        published.set(id, (published.get(id) ?? 0) + 1);
        atWork.set(tenant, (atWork.get(tenant) ?? 0) - 1);
      },
      async () => {
        if (--left === 0) allDone();
      },
    );
    const workers: Worker[] = [];
    for (const node of [1, 2, 3]) workers.push(await startWorker(house.platform, [counted], node));
    await Promise.all(Array.from({ length: 24 }, (_, at) => create(10 + (at % 3))));
    await done;
    await Promise.all(workers.map((worker) => worker.stop()));
    expect([...published.values()]).toEqual(Array(24).fill(1));
    expect(most).toBeLessThanOrEqual(MOST_PER_TENANT);
    const queued = await database.outsideTenants((tx) => tx.query('select operation from work_queue'));
    expect(queued).toEqual([]);
  });
});

describe('the journal of an operation', () => {
  test('has what the last action of a step says; a member that a later step says anew keeps its place', async () => {
    const said = [[{ second: 0 }, { first: 1, second: [1] }], [{ second: [2], third: 3 }], [{ first: 4 }]];
    const steps: Workflow['steps'] = said.map((details, at) => ({
      ...{ name: `STEP_${at}` as EventKey, kind: 'single', behavior: 'BLOCKING' },
      actions: details.map((masterDetail) => ({
        ...{ key: `ACTION_${at}` as EventKey, behavior: 'BLOCKING' },
        run: async () => ({ status: 'OK' as const, masterDetail }),
      })),
    }));
    const told = { ...workflow(async () => undefined), steps };
    const id = await create(30);
    const lease = await take();
    if (lease?.operation !== id) throw new Error('another operation was taken');
    await runOperation(house.platform, () => told, lease, new AbortController().signal, 1);
    const journal = await house.platform.database.inTenant(lease.tenant, (tx) =>
      readJournal(tx, lease.tenant, id),
    );
    expect(journal?.evDetData).toBe('{\n  "first" : 4,\n  "second" : [ 2 ],\n  "third" : 3\n}');
  });

  test('must be there: nothing is done that nothing tells of', async () => {
    const { database, guids, clock } = house.platform;
    const [tenant, other] = [31 as TenantId, 32 as TenantId];
    const id = await create(other);
    for (const unknown of [id, guids.make('operation', tenant) as OperationId]) {
      const done = database.inTenant(tenant, async (tx) => {
        await tx.query('insert into scripted_effect values ($1, $2)', [unknown, 'untold']);
        await appendEvents(tx, tenant, unknown, [], {}, clock.now());
      });
      await expect(done).rejects.toThrow(`no journal of the operation ${unknown}`);
    }
    const effects = await database.outsideTenants((tx) =>
      tx.query(`select 1 from scripted_effect where key = 'untold'`),
    );
    expect(effects).toEqual([]);
  });
});
