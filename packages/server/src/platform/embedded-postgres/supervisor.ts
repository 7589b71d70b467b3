import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { prepareBinaries } from './binaries.ts';
import { checkVersion, createCluster, DATABASE_USER } from './cluster.ts';
import { lockDataFolder } from './data-lock.ts';
import { keepRotating, rotateLog } from './log-rotation.ts';
import { databasePassword, findPlace, type Place } from './place.ts';
import { endChild, endOrphan, type PostmasterOptions, send, startPostmaster } from './postmaster.ts';
import { PORT, serverSettings } from './settings.ts';
import { forgetSocketFolder, makeSocketFolder } from './socket-folder.ts';

export interface EmbeddedPostgres {
  readonly connection: {
    /** Folder of the unix socket. */
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: string;
    readonly password: string;
  };
  /** Ends the server and lets go of the data folder. May be called again. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** PERENNE_DATA. */
  readonly dataFolder: string;
  /** Told what a person may want to know, a line each. */
  readonly log: (line: string) => void;
  /** Parameters of PostgreSQL, over those of `serverSettings`. */
  readonly settings?: Record<string, string>;
  /** How long another service is given to let go of the folder. */
  readonly patienceMs?: number;
}

const DATABASE = 'perenne';

/**
 * Starts the archive's own PostgreSQL on a data folder, made on the first start. The server listens on a
 * unix socket alone, in a folder of mode 700, and wants a password that lies in the data folder (mode 600).
 * What a killed service left is ended and recovered first.
 * @throws EmbeddedPostgresError
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataFolder = resolve(options.dataFolder);
  const { log } = options;
  const unlock = await lockDataFolder(dataFolder, options);
  try {
    return await start(await findPlace(dataFolder, log), options, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function start(
  place: Place,
  { log, settings }: EmbeddedPostgresOptions,
  unlock: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const { user, cluster, logFile, socketMemo } = place;
  const binaries = await prepareBinaries(user, place.copies, log);
  if (place.made) {
    await checkVersion(cluster, binaries.major);
    await endOrphan(cluster, log);
  }
  await rotateLog(logFile);
  const socketFolder = await makeSocketFolder(user, socketMemo);
  try {
    const password = await databasePassword(place);
    if (!place.made) await createCluster({ binaries, user, cluster, password, socketFolder });
    const connection = { host: socketFolder, port: PORT, user: DATABASE_USER, database: DATABASE, password };
    const server = await supervise({
      ...{ binaries, user, cluster, logFile, log },
      settings: serverSettings(socketFolder, settings),
    });
    let stopped: Promise<void> | undefined;
    const stop = async () => {
      await server.end();
      await forgetSocketFolder(socketMemo);
      await unlock();
    };
    try {
      await ensureDatabase(connection);
    } catch (error) {
      await server.end();
      throw error;
    }
    return {
      connection,
      stop: () => {
        stopped ??= stop();
        return stopped;
      },
    };
  } catch (error) {
    await forgetSocketFolder(socketMemo);
    throw error;
  }
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** A server that has run this long is started again at once when it ends. */
const STEADY_MS = 60_000;

/**
 * Starts the server and starts it again if it ends by itself; it ends with this process at the latest. One that ends
 * soon or cannot start (a full disk) is tried again after pauses that grow, until there is room.
 */
async function supervise(options: PostmasterOptions): Promise<{ end(): Promise<void> }> {
  const { log } = options;
  const ending = new AbortController();
  let current: ChildProcess;
  let pause = 0;
  let restarting: Promise<void> = Promise.resolve();

  function watch(child: ChildProcess): ChildProcess {
    const startedAt = Date.now();
    child.once('exit', (code, signal) => {
      if (ending.signal.aborted) return;
      log(`the database ended by itself (${signal ?? `code ${code}`}); its log is ${options.logFile}`);
      pause = Date.now() - startedAt >= STEADY_MS ? 0 : longer(pause);
      restarting = restart();
    });
    return child;
  }

  async function restart(): Promise<void> {
    for (;;) {
      await delay(pause, undefined, { signal: ending.signal }).catch(() => undefined);
      if (ending.signal.aborted) return;
      try {
        current = watch(await startPostmaster(options));
        return log('the database runs again');
      } catch (error) {
        pause = longer(pause);
        log(`${(error as Error).message}; it is tried again in ${pause / 1000} s`);
      }
    }
  }

  current = watch(await startPostmaster(options));
  const stopRotating = keepRotating(options.logFile, log);
  const lastCall = () => {
    if (current.pid !== undefined && current.exitCode === null) send(current.pid, 'SIGINT');
  };
  process.once('exit', lastCall);
  return {
    async end() {
      ending.abort();
      await restarting;
      await endChild(current, log);
      stopRotating();
      process.removeListener('exit', lastCall);
    },
  };
}

const longer = (pause: number) => Math.min(Math.max(pause * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);

async function ensureDatabase(connection: ClientConfig & { database: string }): Promise<void> {
  try {
    await once(connection, 'select 1');
  } catch (error) {
    // invalid_catalog_name: the first start, or one that was killed before this point.
    if ((error as { code?: string }).code !== '3D000') throw error;
    await once({ ...connection, database: 'postgres' }, `create database ${connection.database}`);
  }
}

async function once(connection: ClientConfig, statement: string): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
