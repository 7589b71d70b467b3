import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readdir, readFile, readlink, realpath, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { isAlive, isZombie } from './processes.ts';
import { idsOf, type SystemUser } from './system-user.ts';

export interface PostmasterOptions {
  readonly binaries: Binaries;
  readonly user: SystemUser;
  readonly cluster: string;
  readonly logFile: string;
  readonly settings: Record<string, string>;
  readonly log: (line: string) => void;
}

const POLL_MS = 10;
/** How long a start is tried again while a killed server's remains are in the way. */
const LEFTOVERS_MS = 15_000;
const FAST_SHUTDOWN_MS = 20_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;
const RECOVERY_NOTICE_MS = 5_000;
/** What a start says when the former server's lock file or memory is still there. */
const LEFTOVERS = /lock file "postmaster\.pid" already exists|pre-existing shared memory block/;

/** A server that answers. Detached: a Ctrl-C in the terminal reaches the service alone, which then stops it. */
export async function startPostmaster(options: PostmasterOptions): Promise<ChildProcess> {
  const deadline = Date.now() + LEFTOVERS_MS;
  for (;;) {
    const from = await sizeOf(options.logFile);
    const child = spawnPostmaster(options);
    if (await isReady(child, options)) return child;
    const said = (await readFile(options.logFile, 'utf8').catch(() => '')).slice(from).trim();
    if (!LEFTOVERS.test(said) || Date.now() > deadline)
      throw new EmbeddedPostgresError(
        'PERENNE_DATABASE_START',
        `PostgreSQL does not start; its log ${options.logFile} ends with:\n${lastLines(said)}`,
      );
    await delay(200);
  }
}

function spawnPostmaster({ binaries, user, cluster, logFile, settings }: PostmasterOptions): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  try {
    const child = spawn(
      binaries.postgres,
      ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...idsOf(user), cwd: cluster, env: PROGRAM_ENVIRONMENT, detached: true, stdio: ['ignore', log, log] },
    );
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** Nothing of the service's environment (secrets in it) reaches the server. */
export const PROGRAM_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Waits for the eighth line of postmaster.pid, as pg_ctl does; redo after a crash may take its time. */
async function isReady(child: ChildProcess, { cluster, log }: PostmasterOptions): Promise<boolean> {
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  const started = Date.now();
  let told = false;
  while (child.exitCode === null && child.signalCode === null) {
    if (failure !== undefined)
      throw new EmbeddedPostgresError(
        'PERENNE_DATABASE_START',
        `PostgreSQL cannot be run: ${failure.message}`,
        {
          cause: failure,
        },
      );
    const lines = await pidFile(cluster);
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    if (!told && Date.now() - started > RECOVERY_NOTICE_MS) {
      told = true;
      log('the database recovers from an interrupted run; this may take some minutes');
    }
    await delay(POLL_MS);
  }
  return false;
}

/**
 * Ends the server that a killed service left on this cluster. A pid file whose process is gone is
 * PostgreSQL's own to judge; one whose number went to another program of the same user would stop it.
 */
export async function endOrphan(cluster: string, log: (line: string) => void): Promise<void> {
  const pid = Number((await pidFile(cluster))[0]);
  if (!Number.isSafeInteger(pid) || pid <= 1) return;
  if (await isServerOf(pid, cluster)) {
    log(`a database of an interrupted run is still there (process ${pid}); it is stopped first`);
    await endServer(pid, () => isServerOf(pid, cluster), log);
  } else if (isAlive(pid) && !(await isWorkedIn(cluster)))
    await rm(join(cluster, 'postmaster.pid'), { force: true });
}

/** Whether any process works in the cluster: a server's children may outlive it for a moment. */
async function isWorkedIn(cluster: string): Promise<boolean> {
  const folder = await realpath(cluster);
  const processes = await readdir('/proc').catch(() => []);
  for (const name of processes)
    if (/^\d+$/.test(name) && (await readlink(`/proc/${name}/cwd`).catch(() => '')) === folder) return true;
  return false;
}

export async function endChild(child: ChildProcess, log: (line: string) => void): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  await endServer(pid, async () => child.exitCode === null && child.signalCode === null, log);
}

/** Fast shutdown, then immediate, then none: each leaves the data whole, the later ones leave redo to the next start. */
async function endServer(
  pid: number,
  runs: () => Promise<boolean>,
  log: (line: string) => void,
): Promise<void> {
  const moves: [NodeJS.Signals, number][] = [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
    ['SIGKILL', IMMEDIATE_SHUTDOWN_MS],
  ];
  for (const [signal, patience] of moves) {
    if (signal !== 'SIGINT') log(`the database does not stop: ${signal} is sent to process ${pid}`);
    send(pid, signal);
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      if (!(await runs())) return;
      await delay(POLL_MS);
    }
  }
  throw new EmbeddedPostgresError(
    'PERENNE_DATABASE_START',
    `the database (process ${pid}) cannot be stopped`,
  );
}

/** Sends a signal to a process that may have ended meanwhile. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A server works in the folder of its cluster: that tells it from a process that got its number later. */
async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid) || (await isZombie(pid))) return false;
  if (process.platform !== 'linux') return true;
  try {
    const command = (await readFile(`/proc/${pid}/comm`, 'utf8')).trim();
    const folder = await readlink(`/proc/${pid}/cwd`);
    return basename(command) === 'postgres' && folder === (await realpath(cluster));
  } catch {
    return false;
  }
}

async function pidFile(cluster: string): Promise<string[]> {
  return readFile(join(cluster, 'postmaster.pid'), 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  );
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function lastLines(text: string): string {
  return text.split('\n').slice(-12).join('\n');
}
