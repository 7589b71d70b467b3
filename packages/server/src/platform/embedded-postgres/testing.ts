import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientConfig, escapeLiteral } from 'pg';
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
  /** Where preparations leave files; gone after the run. */
  readonly folder: string;
}

export interface TestDatabase<Prepared = unknown> {
  readonly connection: ClientConfig & { readonly database: string };
  /** What the preparation has returned, as JSON has it. */
  readonly prepared: Prepared;
  /** What the preparation has written into its folder, to be copied and not to be changed. */
  readonly preparedFolder: string;
  /** Ends the sessions that are left and removes the database. */
  drop(): Promise<void>;
}

/**
 * Fills an empty database, and a folder for the files that belong to its rows. It asks for no test database itself: it
 * would wait for its own end.
 */
export type Preparation<Prepared = unknown> = (connection: ClientConfig, folder: string) => Promise<Prepared>;

/**
 * A database of the caller's own, a copy of a template which `prepare` fills once in the whole run (for
 * instance `migrate`). Without `prepare` it is empty.
 * @param key tells templates made by different functions of one name apart
 */
export async function createTestDatabase<Prepared = unknown>(
  prepare?: Preparation<Prepared>,
  key: string = prepare?.name ?? '',
): Promise<TestDatabase<Prepared>> {
  const server = testServer();
  const database = `${server.run}_${randomBytes(6).toString('hex')}`;
  const template = prepare === undefined ? 'template1' : await templateOf(server, prepare, key);
  const prepared = await administer(server, async (client) => {
    // The other way writes every page to the journal too: it is as slow to make and several times slower to drop.
    await client.query(`create database ${database} template ${template} strategy file_copy`);
    return prepare === undefined ? undefined : preparedIn(client, template);
  });
  return {
    connection: { ...server.connection, database },
    prepared: prepared as Prepared,
    preparedFolder: join(server.folder, template),
    async drop() {
      await administer(server, (client) => client.query(`drop database ${database} with (force)`));
    },
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

async function templateOf(server: TestServer, prepare: Preparation, key: string): Promise<string> {
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
    const folder = join(server.folder, template);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    const prepared = (await prepare({ ...server.connection, database: template }, folder)) ?? null;
    // A template with a session is not copied.
    await client.query('select pg_terminate_backend(pid, 60000) from pg_stat_activity where datname = $1', [
      template,
    ]);
    await client.query(`comment on database ${template} is ${escapeLiteral(JSON.stringify(prepared))}`);
    await client.query(`alter database ${template} is_template true`);
  });
  return template;
}

async function preparedIn(client: Client, template: string): Promise<unknown> {
  const { rows } = await client.query<{ prepared: string }>(
    `select shobj_description(oid, 'pg_database') as prepared from pg_database where datname = $1`,
    [template],
  );
  return JSON.parse(rows[0]?.prepared ?? 'null');
}

async function administer<T>(server: TestServer, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(server.connection);
  await client.connect();
  try {
    return await work(client);
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
  const folder = await mkdtemp(join(tmpdir(), 'perenne-test-'));
  const url = process.env.PERENNE_TEST_DATABASE_URL;
  if (url !== undefined && url !== '') {
    const server = { run, connection: partsOf(url), folder };
    return announce(server, () => dropDatabases(server));
  }
  // Where root runs the tests, the database's own user must pass.
  await chmod(folder, 0o711);
  // The data of a test need not survive a power cut.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  };
  const embedded = await startEmbeddedPostgres({ dataFolder: folder, log: console.error, settings });
  return announce({ run, connection: { ...embedded.connection }, folder }, () => embedded.stop());
}

/** Tells the test files, whose processes start after this. @returns how to end everything */
function announce(server: TestServer, end: () => Promise<void>): () => Promise<void> {
  process.env[VARIABLE] = JSON.stringify(server);
  return async () => {
    await end();
    await rm(server.folder, { recursive: true, force: true });
  };
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
