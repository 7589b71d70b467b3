import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client, type ClientConfig } from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './index.ts';
import { isAlive } from './processes.ts';
import { databaseUser, isUsableBy } from './system-user.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const SETTINGS = { fsync: 'off', shared_buffers: '16MB' };
const FIXTURE = join(import.meta.dirname, 'service.fixture.ts');
const isRoot = process.getuid?.() === 0;
const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 };
const nobodyCanRun = isRoot && isUsableBy(nobody, FIXTURE) && isUsableBy(nobody, process.execPath);

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perenne-supervisor-'));
  await chmod(folder, 0o711);
  endings.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(dataFolder: string, lines: string[] = []): Promise<EmbeddedPostgres> {
  const log = (line: string) => lines.push(line);
  const database = await startEmbeddedPostgres({ dataFolder, log, settings: SETTINGS, patienceMs: 0 });
  endings.push(() => database.stop());
  return database;
}

async function ask(connection: ClientConfig, statement: string): Promise<unknown[]> {
  const client = new Client(connection);
  await client.connect();
  try {
    return (await client.query({ text: statement, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

interface Service {
  readonly child: ChildProcess;
  readonly said: { readonly connection: ClientConfig; readonly code?: string; readonly message?: string };
}

/** The same in a process of its own, which can be killed. */
async function startService(dataFolder: string, ids: { uid?: number; gid?: number } = {}): Promise<Service> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', FIXTURE, dataFolder], {
    ...ids,
    cwd: '/',
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  endings.push(async () => {
    child.stdin?.end();
    await ended;
  });
  const [line] = await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line');
  return { child, said: JSON.parse(line as string) };
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function postmasterOf(dataFolder: string): Promise<number> {
  const file = await readFile(join(dataFolder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8');
  return Number(file.split('\n')[0]);
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

describe('the embedded PostgreSQL', () => {
  it('starts on an empty folder, stops, and starts again with its data', async () => {
    const dataFolder = await emptyFolder();
    const first = await start(dataFolder);
    await ask(first.connection, 'create table kept as select 1 as value');
    expect(await modeOf(first.connection.host)).toBe('700');
    expect(await modeOf(join(dataFolder, 'postgres', 'password'))).toBe('600');
    await first.stop();
    await expect(stat(first.connection.host)).rejects.toMatchObject({ code: 'ENOENT' });
    const second = await start(dataFolder);
    expect(await ask(second.connection, 'select value from kept')).toEqual([1]);
  });

  it('is in UTF-8, in French order, with checksums, without a port, and wants its password', async () => {
    const { connection } = await start(await emptyFolder());
    expect(await ask(connection, 'show server_encoding')).toEqual(['UTF8']);
    expect(await ask(connection, 'show data_checksums')).toEqual(['on']);
    expect(await ask(connection, 'show listen_addresses')).toEqual(['']);
    expect(
      await ask(connection, `select * from unnest(array['Zoé','côte','cote','élan']) w order by w`),
    ).toEqual(['cote', 'côte', 'élan', 'Zoé']);
    await expect(ask({ ...connection, password: 'guess' }, 'select 1')).rejects.toMatchObject({
      code: '28P01',
    });
  });

  it('mends what a killed service left: the orphan is ended, and committed data are there', async () => {
    const dataFolder = await emptyFolder();
    const { child, said } = await startService(dataFolder);
    await ask(said.connection, 'create table kept as select 1 as value');
    const orphan = await postmasterOf(dataFolder);
    await kill(child);
    expect(isAlive(orphan)).toBe(true);
    const lines: string[] = [];
    const { connection } = await start(dataFolder, lines);
    expect(await ask(connection, 'select value from kept')).toEqual([1]);
    expect(lines).toEqual([
      `a database of an interrupted run is still there (process ${orphan}); it is stopped first`,
    ]);
    await expect(stat(said.connection.host as string)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('recovers when service and server were both killed', async () => {
    const dataFolder = await emptyFolder();
    const { child, said } = await startService(dataFolder);
    await ask(said.connection, 'create table kept as select 1 as value');
    const orphan = await postmasterOf(dataFolder);
    await kill(child);
    process.kill(orphan, 'SIGKILL');
    const { connection } = await start(dataFolder);
    expect(await ask(connection, 'select value from kept')).toEqual([1]);
  });

  it('starts its server again when that ends by itself', async () => {
    const dataFolder = await emptyFolder();
    const again = Promise.withResolvers<void>();
    const log = (line: string) => line === 'the database runs again' && again.resolve();
    const database = await startEmbeddedPostgres({ dataFolder, log, settings: SETTINGS });
    endings.push(() => database.stop());
    const first = await postmasterOf(dataFolder);
    process.kill(first, 'SIGKILL');
    await again.promise;
    expect(await ask(database.connection, 'select 1')).toEqual([1]);
    expect(await postmasterOf(dataFolder)).not.toBe(first);
  });

  it('is patient with a server that cannot start, until it can', async () => {
    const dataFolder = await emptyFolder();
    const refused = Promise.withResolvers<void>();
    const again = Promise.withResolvers<void>();
    const log = (line: string) => {
      if (/it is tried again in/.test(line)) refused.resolve();
      if (line === 'the database runs again') again.resolve();
    };
    const database = await startEmbeddedPostgres({ dataFolder, log, settings: SETTINGS });
    endings.push(() => database.stop());
    const settings = join(dataFolder, 'postgres', 'cluster', 'postgresql.conf');
    await rename(settings, `${settings}.away`);
    process.kill(await postmasterOf(dataFolder), 'SIGKILL');
    await refused.promise;
    await rename(`${settings}.away`, settings);
    await again.promise;
    expect(await ask(database.connection, 'select 1')).toEqual([1]);
  });

  it('leaves alone a process that got the number of a former server', async () => {
    const dataFolder = await emptyFolder();
    await (await start(dataFolder)).stop();
    const pidFile = join(dataFolder, 'postgres', 'cluster', 'postmaster.pid');
    const { uid, gid } = databaseUser(await stat(dirname(pidFile)));
    const bystander = spawn('sleep', ['300'], uid === undefined || gid === undefined ? {} : { uid, gid });
    endings.push(async () => bystander.kill());
    await writeFile(pidFile, `${bystander.pid}\n${dirname(pidFile)}\n1\n5432\n\n\n\nready\n`);
    if (uid !== undefined && gid !== undefined) await chown(pidFile, uid, gid);
    const { connection } = await start(dataFolder);
    expect(await ask(connection, 'select 1')).toEqual([1]);
    expect(bystander.exitCode).toBeNull();
    expect(isAlive(bystander.pid as number)).toBe(true);
  });

  it('refuses a second service on the same folder, and lets it in after the first', async () => {
    const dataFolder = await emptyFolder();
    const database = await start(dataFolder);
    await expect(start(dataFolder)).rejects.toMatchObject({ code: 'PERENNE_DATA_IN_USE' });
    const refused = await startService(dataFolder);
    expect(refused.said.code).toBe('PERENNE_DATA_IN_USE');
    expect(refused.said.message).toContain(`process ${process.pid}`);
    expect(await ask(database.connection, 'select 1')).toEqual([1]);
    await database.stop();
    expect((await startService(dataFolder)).said.connection.database).toBe('perenne');
  });

  it('says what is wrong with a cluster of another version, and with one that is gone', async () => {
    const dataFolder = await emptyFolder();
    const cluster = join(dataFolder, 'postgres', 'cluster');
    await mkdir(cluster, { recursive: true });
    await writeFile(join(cluster, 'PG_VERSION'), '9.6\n');
    await chmod(join(dataFolder, 'postgres'), 0o711);
    await expect(start(dataFolder)).rejects.toMatchObject({ code: 'PERENNE_DATABASE_VERSION' });
    await writeFile(join(dataFolder, 'postgres', 'cluster-folder'), '/nowhere/cluster\n');
    await expect(start(dataFolder)).rejects.toMatchObject({ code: 'PERENNE_DATABASE_MISSING' });
  });

  it.skipIf(!isRoot)('keeps the database elsewhere when its user may not enter the data folder', async () => {
    const closed = await emptyFolder();
    await chmod(closed, 0o700);
    const dataFolder = join(closed, 'data');
    const lines: string[] = [];
    const first = await start(dataFolder, lines);
    const cluster = (await readFile(join(dataFolder, 'postgres', 'cluster-folder'), 'utf8')).trim();
    endings.unshift(() => rm(dirname(cluster), { recursive: true }));
    expect(lines.join()).toContain(`the database is kept in ${cluster}`);
    await ask(first.connection, 'create table kept as select 1 as value');
    await first.stop();
    const second = await start(dataFolder);
    expect(await ask(second.connection, 'select value from kept')).toEqual([1]);
    expect(await readdir(join(dataFolder, 'postgres'))).not.toContain('cluster');
  });

  it.skipIf(!isRoot)('runs as an unprivileged user where root starts it', async () => {
    const dataFolder = await emptyFolder();
    await start(dataFolder);
    const { uid } = await stat(join(dataFolder, 'postgres', 'cluster'));
    expect(uid).not.toBe(0);
    const status = await readFile(`/proc/${await postmasterOf(dataFolder)}/status`, 'utf8');
    expect(status).toMatch(new RegExp(`^Uid:\\s+${uid}\\s+${uid}\\s`, 'm'));
    expect(status).toMatch(/^Groups:\s*$/m);
  });

  it.skipIf(!nobodyCanRun)('runs as it is for a plain user', async () => {
    const dataFolder = await emptyFolder();
    await chown(dataFolder, nobody.uid, nobody.gid);
    const { said } = await startService(dataFolder, nobody);
    expect(await ask(said.connection, 'select 1')).toEqual([1]);
    expect((await stat(join(dataFolder, 'postgres', 'cluster'))).uid).toBe(nobody.uid);
  });
});
