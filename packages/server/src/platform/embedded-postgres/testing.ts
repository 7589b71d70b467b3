import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { startEmbeddedPostgres } from './index.ts';

/**
 * PostgreSQL for tests. One server serves a whole run: the embedded one, or the one whose superuser's URL is
 * in PERENNE_TEST_DATABASE_URL. The run's Vitest `globalSetup` is the default export of this file.
 */

/** Variable by which a run's test files learn of its server. */
const VARIABLE = 'PERENNE_TEST_DATABASE';

interface TestServer {
  /** Begins the name of every database of this run. */
  readonly run: string;
  readonly connection: ClientConfig;
}

export interface TestDatabase {
  readonly connection: ClientConfig & { readonly database: string };
  /** Ends the sessions that are left and removes the database. */
  drop(): Promise<void>;
}

/**
 * A database of the caller's own, a copy of a template which `prepare` fills once in the whole run (for
 * instance `migrate`). Without `prepare` it is empty.
 * @param key tells templates made by different functions of one name apart
 */
export async function createTestDatabase(
  prepare?: (connection: ClientConfig) => Promise<unknown>,
  key: string = prepare?.name ?? '',
): Promise<TestDatabase> {
  const server = testServer();
  const database = `${server.run}_${randomBytes(6).toString('hex')}`;
  const template = prepare === undefined ? 'template1' : await templateOf(server, prepare, key);
  await administer(server, (client) => client.query(`create database ${database} template ${template}`));
  return {
    connection: { ...server.connection, database },
    drop: () => administer(server, (client) => client.query(`drop database ${database} with (force)`)),
  };
}

/** Server of this run. @throws Error when the file is run outside the project that starts one */
function testServer(): TestServer {
  const text = process.env[VARIABLE];
  if (text === undefined)
    throw new Error('no test database: tests that need PostgreSQL are named *.integration.test.ts');
  return JSON.parse(text) as TestServer;
}

/** Key of the advisory lock under which one test file prepares a template while others wait. */
const TEMPLATE_LOCK = 7_291_002;

async function templateOf(
  server: TestServer,
  prepare: (connection: ClientConfig) => Promise<unknown>,
  key: string,
): Promise<string> {
  const template = `${server.run}_template_${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;
  await administer(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rows } = await client.query<{ datistemplate: boolean }>(
      'select datistemplate from pg_database where datname = $1',
      [template],
    );
    if (rows[0]?.datistemplate) return;
    // One that is not marked was left by a preparation that failed.
    await client.query(`drop database if exists ${template} with (force)`);
    await client.query(`create database ${template}`);
    await prepare({ ...server.connection, database: template });
    await client.query(`alter database ${template} is_template true`);
  });
  return template;
}

async function administer(server: TestServer, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client(server.connection);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Fills an empty table of which the planner then thinks that it holds one row, since it held one when it was looked at.
 * A statement that takes what its own subquery chooses may be run so that it chooses anew for each row of the table: that
 * it takes one all the same is shown on such a table.
 * @param rows a query for the rows whose numbers are from `$1` to `$2`
 */
export async function fillMisjudged(
  connection: ClientConfig,
  table: string,
  rows: string,
  count: number,
): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  try {
    await client.query(`insert into ${table} ${rows}`, [1, 1]);
    await client.query(`analyze ${table}`);
    await client.query(`insert into ${table} ${rows}`, [2, count]);
  } finally {
    await client.end();
  }
}

/** Vitest `globalSetup`: starts the run's server and returns how to end it. */
export default async function startTestServer(): Promise<() => Promise<void>> {
  const run = `perenne_test_${randomBytes(4).toString('hex')}`;
  const url = process.env.PERENNE_TEST_DATABASE_URL;
  if (url !== undefined && url !== '') {
    const server = { run, connection: partsOf(url) };
    return announce(server, () => dropDatabases(server));
  }
  const dataFolder = await mkdtemp(join(tmpdir(), 'perenne-test-'));
  // Where root runs the tests, the database's own user must pass.
  await chmod(dataFolder, 0o711);
  // The data of a test need not survive a power cut.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  };
  const embedded = await startEmbeddedPostgres({ dataFolder, log: console.error, settings });
  return announce({ run, connection: { ...embedded.connection } }, async () => {
    await embedded.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });
}

/** Tells the test files, whose processes start after this, and passes the end on. */
function announce(server: TestServer, end: () => Promise<void>): () => Promise<void> {
  process.env[VARIABLE] = JSON.stringify(server);
  return end;
}

/** In parts, so that another database of the same server can be named: in `pg` a URL goes before them. */
function partsOf(url: string): ClientConfig {
  const { host, port, user, password, database } = new Client(url);
  return { host, port, ...definedOnly({ user, password, database }) };
}

function definedOnly(values: Record<string, unknown>): ClientConfig {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value != null));
}

async function dropDatabases(server: TestServer): Promise<void> {
  await administer(server, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [`${server.run}_`],
    );
    for (const { datname } of rows) {
      await client.query(`alter database ${datname} is_template false`);
      await client.query(`drop database ${datname} with (force)`);
    }
  });
}
