import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { manyUnits, randomFrom, sampleReferentials } from '@perenne/sample';
import { Client, type ClientConfig } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Archive, faultsOf, stateOfEntry } from '../../../../scripts/archive-state.ts';
import { type Client as ApiClient, clientOf } from '../../../../scripts/client.ts';
import { type Boundary, buildGate, type Gate } from '../../../../scripts/gate.ts';
import {
  newDataFolder,
  removeDataFolder,
  type Service,
  startService,
  startWorkerProcess,
  type WorkerProcess,
} from '../../../../scripts/service.ts';
import { createTestDatabase, type TestDatabase } from '../platform/embedded-postgres/testing.ts';
import { WORKFLOWS } from './workflows.ts';

/**
 * A real entry whose worker process is killed (SIGKILL) again and again, each time followed by another: it ends as one
 * that nobody disturbed, and nothing is doubled, lost or left over.
 */

const TENANT = 0;
const INSTANTS = 6;
const STEPS = WORKFLOWS.find(({ id }) => id === 'DEFAULT_WORKFLOW')?.steps.length as number;
/** Two chunks, so that a kill finds one done and another not. */
const deposited = () => manyUnits({ units: 1_100, objectSize: 200, seed: 5 });

let database: TestDatabase;
let environment: Record<string, string>;
let archive: Archive;
let gate: Gate;
let api: Service;
let client: ApiClient;
let undisturbed: string[];
/** From the moment when its worker had it, ms. */
let span: number;
let worker: WorkerProcess | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  environment = { PERENNE_DATABASE_URL: urlOf(database.connection), PERENNE_LOG: 'silent' };
  const dataFolder = await newDataFolder();
  api = await startService(dataFolder, { ...environment, PERENNE_ROLES: 'api' });
  archive = { database: new Client(database.connection), dataFolder };
  await archive.database.connect();
  gate = await buildGate(archive.database);
  client = clientOf(api.url, api.apiKey);
  await client.import('agencies', TENANT, sampleReferentials.agencies, 'agencies.csv');
  await client.import('rules', TENANT, sampleReferentials.rules, 'rules.csv');
  await client.import('ingestcontracts', TENANT, JSON.stringify(sampleReferentials.ingestContracts));
  const operation = await client.deposit(deposited(), TENANT);
  startWorker();
  await isAtWork(operation);
  const started = Date.now();
  expect(await client.follow(operation, TENANT)).toEqual({ state: 'COMPLETED', status: 'OK' });
  span = Date.now() - started;
  undisturbed = await stateOfEntry(archive, TENANT, operation);
  await killWorker();
}, 240_000);

afterEach(killWorker);
afterAll(async () => {
  await killWorker();
  await api?.stop();
  await archive?.database.end();
  await database?.drop();
  if (archive) await removeDataFolder(archive.dataFolder);
});

function urlOf({ host, port, user, password, database: name }: ClientConfig): string {
  const parts = [user, password, name, host].map((part) => encodeURIComponent(String(part ?? '')));
  return `postgresql://${parts[0]}:${parts[1]}@/${parts[2]}?host=${parts[3]}&port=${port}`;
}

function startWorker(): void {
  worker = startWorkerProcess(archive.dataFolder, environment);
}

async function killWorker(): Promise<void> {
  await worker?.kill();
  worker = undefined;
}

/** The lease of the dead is over at once, instead of in some seconds. */
async function endLease(): Promise<void> {
  await archive.database.query(
    'update work_queue set lease_until = to_timestamp(0) where holder is not null',
  );
}

/** Waits until a living worker holds the operation, or it is completed. */
async function isAtWork(operation: string): Promise<boolean> {
  for (;;) {
    const { rows } = await archive.database.query<{ held: boolean | null }>(
      `select (select lease_until > now() from work_queue q where q.tenant = o.tenant and q.operation = o.id) as held
       from operation o where id = $1 and state <> 'COMPLETED'`,
      [operation],
    );
    if (!rows[0]) return false;
    if (rows[0].held) return true;
    await pause(10);
  }
}

async function isUndisturbed(operation: string): Promise<void> {
  expect(await client.follow(operation, TENANT)).toEqual({ state: 'COMPLETED', status: 'OK' });
  const state = await stateOfEntry(archive, TENANT, operation);
  // Thousands of lines: the first difference says enough.
  const at = state.findIndex((line, index) => line !== undisturbed[index]);
  expect(state[at]).toBe(undisturbed[at]);
  expect(state.length).toBe(undisturbed.length);
}

describe('an entry whose worker is killed', () => {
  test('at every boundary of a step goes on and ends as one that nobody disturbed', async () => {
    const operation = await client.deposit(deposited(), TENANT);
    const boundaries: Boundary[] = [...Array.from({ length: STEPS }, (_, at) => at + 1), 'completion'];
    for (const boundary of boundaries) {
      await gate.close(boundary);
      startWorker();
      await gate.someoneWaits();
      await killWorker();
      await gate.open();
      await endLease();
    }
    startWorker();
    await isUndisturbed(operation);
  }, 600_000);

  test('at instants drawn by a seed likewise', async () => {
    const seed = randomInt(2 ** 31);
    console.log(`instants drawn by seed ${seed}`);
    const random = randomFrom(seed);
    const operations: string[] = [];
    for (let kills = 0; kills < INSTANTS; ) {
      const operation = operations.at(-1) ?? '';
      startWorker();
      if (!(await isAtWork(operation))) {
        operations.push(await client.deposit(deposited(), TENANT));
        await isAtWork(operations.at(-1) as string);
      }
      await pause(random.below(span));
      await killWorker();
      await endLease();
      kills += 1;
    }
    startWorker();
    for (const operation of operations) await isUndisturbed(operation);
  }, 600_000);

  test('leaves nothing over, once the service has started again', async () => {
    await api.kill();
    api = await startService(archive.dataFolder, environment);
    expect(await faultsOf(archive)).toEqual([]);
  }, 240_000);
});
