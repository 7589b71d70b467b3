import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { NODE_FLAGS } from './node-flags.mjs';

/** A service of our own for benchmarks and long tests: the real one, on a free port, with its own data folder. */
export interface Service {
  readonly url: string;
  readonly apiKey: string;
  readonly pid: number;
  readonly dataFolder: string;
  /** The end of what it has said to the terminal. */
  said(): string;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
  /** As a power cut would, for the service alone. */
  kill(): Promise<void>;
}

const MAIN = new URL('../packages/server/src/main.ts', import.meta.url).pathname;
/** It only ends what hangs: a machine with other work takes long. */
const READY_MS = 180_000;

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function newDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perenne-'));
  // Where root runs this, the database's own user must pass; otherwise the cluster goes elsewhere and stays there.
  await chmod(folder, 0o711);
  return join(folder, 'data');
}

export async function removeDataFolder(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, '..'), { recursive: true, force: true });
}

/** A process of the service that answers nobody. */
export interface WorkerProcess {
  kill(): Promise<void>;
}

/** Starts a process with the role `worker` alone on a database that others share, and does not wait for it. */
export function startWorkerProcess(
  dataFolder: string,
  environment: Record<string, string | undefined>,
): WorkerProcess {
  const child = spawnService(dataFolder, { ...environment, PERENNE_ROLES: 'worker' });
  child.stderr.resume();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function spawnService(dataFolder: string, environment: Record<string, string | undefined>) {
  const env = { ...process.env, PERENNE_DATA: dataFolder, PERENNE_DEMO: '0', ...environment };
  return spawn(process.execPath, [...NODE_FLAGS, MAIN], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/**
 * Starts the service on a data folder, without the demonstration, and waits until it is ready.
 * @param environment variables in place of the usual ones; undefined takes one away
 */
export async function startService(
  dataFolder: string,
  environment: Record<string, string | undefined> = {},
): Promise<Service> {
  const port = Number(environment.PERENNE_PORT ?? (await freePort()));
  const child = spawnService(dataFolder, { PERENNE_PORT: String(port), ...environment });
  let said = '';
  child.stderr.on('data', (bytes) => {
    said = (said + bytes).slice(-4_000);
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  await ready(url, child, () => said);
  const { apiKey } = JSON.parse(await readFile(join(dataFolder, 'credentials.json'), 'utf8'));
  return {
    url,
    apiKey,
    pid: child.pid as number,
    dataFolder,
    said: () => said,
    ended,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function ready(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const end = Date.now() + READY_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the service ended at its start:\n${said()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(50);
  }
  child.kill('SIGKILL');
  throw new Error(`the service is not ready:\n${said()}`);
}
