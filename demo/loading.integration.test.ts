import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestDatabase,
  type TestDatabase,
} from '../packages/server/src/platform/embedded-postgres/testing.ts';
import { migrate } from '../packages/server/src/platform/index.ts';
import { clientOf } from '../scripts/client.ts';
import { newDataFolder, removeDataFolder, type Service, startService } from '../scripts/service.ts';
import { TRANSFERS, UNITS } from './holdings/index.ts';
import { DEMONSTRATION_TENANT } from './load.ts';

/** The whole way: a service that starts, is killed while it loads, goes on, and then leaves the archives alone. */

// A first start loads it by itself with the embedded database, and when it is asked to with any other.
const isElsewhere = (process.env.PERENNE_TEST_DATABASE_URL ?? '') !== '';
/** It only ends what hangs: a machine with other work takes long. */
const LONG_MS = 600_000;

let dataFolder: string;
let database: TestDatabase | undefined;
let service: Service | undefined;

const start = async (demonstration: string | undefined) => {
  service = await startService(dataFolder, {
    PERENNE_DEMO: demonstration,
    ...(database === undefined ? {} : { PERENNE_DATABASE_URL: urlOf(database.connection) }),
  });
  return service;
};

beforeAll(async () => {
  dataFolder = await newDataFolder();
  if (isElsewhere) database = await createTestDatabase(migrate);
});
afterAll(async () => {
  await service?.stop();
  await database?.drop();
  await removeDataFolder(dataFolder);
});

describe('the demonstration', () => {
  it('goes on after a kill and a failure, and ends with what was announced, nothing twice', {
    timeout: LONG_MS,
  }, async () => {
    const first = await start(isElsewhere ? '1' : undefined);
    await until(async () => (await transfersOf(first)).filter(isOver).length >= 3);
    await first.kill();
    await expectToldFailure();
    const second = await start(undefined);
    await until(async () => second.said().includes('tout est là'));
    await expectWhole(second);
  });

  it('is not touched by the starts that follow', { timeout: LONG_MS }, async () => {
    await service?.stop();
    const third = await start(undefined);
    expect(third.said()).not.toContain('Démonstration');
    await expectWhole(third);
  });

  it.each(['R1', 'R2', 'R3', 'R4', 'R5'])('%s signs in and works in its tenant', async (role) => {
    const { accounts } = JSON.parse(await readFile(join(dataFolder, 'credentials.json'), 'utf8'));
    const { email, password } = accounts.find((account: { role: string }) => account.role === role);
    const answer = await fetch(`${service?.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'perenne' },
      body: JSON.stringify({ email, password }),
    });
    expect(answer.status).toBe(200);
    const { rights } = (await answer.json()) as { rights: { tenant: number; role: string }[] };
    expect(rights.find(({ tenant }) => tenant === DEMONSTRATION_TENANT)?.role).toBe(role);
    expect(rights).toHaveLength(role === 'R5' ? 4 : 1);
  });
});

/** With a key that opens nothing: the service says so, and answers. */
async function expectToldFailure(): Promise<void> {
  const path = join(dataFolder, 'credentials.json');
  const good = await readFile(path, 'utf8');
  await writeFile(path, JSON.stringify({ ...JSON.parse(good), apiKey: 'perenne_unknown' }));
  const failing = await start(undefined);
  await until(async () => failing.said().includes('Démonstration : arrêtée'));
  expect((await fetch(`${failing.url}/readyz`)).status).toBe(200);
  await failing.stop();
  await writeFile(path, good);
}

interface Operation {
  readonly obIdIn: string | null;
  readonly events: readonly {
    readonly evType: string;
    readonly outcome: string;
    readonly outDetail: string;
  }[];
}

async function ask(running: Service, path: string, body: unknown) {
  const client = clientOf(running.url, running.apiKey, 'CA_ARCHIVES');
  const { status, text } = await client.get(path, DEMONSTRATION_TENANT, body);
  expect(status, text).toBe(200);
  return JSON.parse(text);
}

async function transfersOf(running: Service): Promise<Operation[]> {
  const { $results } = await ask(running, 'access-external/v1/logbookoperations', {
    $query: { $eq: { evTypeProc: 'INGEST' } },
    $filter: { $limit: 100 },
    $projection: {},
  });
  return $results;
}

const outcomeOf = ({ events }: Operation) => events.at(-1)?.outDetail.split('.').at(-1) ?? '';
const isOver = (operation: Operation) => operation.events.at(-1)?.evType === 'PROCESS_SIP_UNITARY';

async function expectWhole(running: Service): Promise<void> {
  const { $hits } = await ask(running, 'access-external/v1/units', {
    $roots: [],
    $query: [{ $exists: '#id' }],
    $filter: { $limit: 1 },
    $projection: { $fields: { '#id': 1 } },
  });
  expect($hits.total).toBe(UNITS);
  const operations = (await transfersOf(running)).filter(isOver);
  expect(operations.map(({ obIdIn }) => obIdIn).sort()).toEqual(
    TRANSFERS.map((make) => make().identifier).sort(),
  );
  const many = (outcome: string) => operations.filter((each) => outcomeOf(each) === outcome).length;
  expect([many('OK'), many('WARNING'), many('KO')]).toEqual([TRANSFERS.length - 3, 1, 2]);
}

/** Waits for a state of the service; the test's own time limit ends the wait. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(100);
}

function urlOf({ host, port, user, password, database: name }: ClientConfig): string {
  const secret = typeof password === 'string' ? `:${encodeURIComponent(password)}` : '';
  return `postgresql://${user}${secret}@/${name}?host=${encodeURIComponent(String(host))}&port=${port}`;
}
