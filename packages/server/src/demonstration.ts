import { Worker } from 'node:worker_threads';
import { Client, type ClientConfig } from 'pg';
import type { DemonstrationData, FromDemonstration } from '../../../demo/messages.ts';
import {
  addDemonstration,
  demonstrationState,
  noteDemonstrationLoaded,
  readCredentialsFile,
  writeCredentialsFile,
} from './installation/index.ts';
import { type Configuration, openDatabase, type Platform, systemClock } from './platform/index.ts';

/** The demonstration organisation: asked for by a variable or a first start, loaded beside the service at work. */

/**
 * Adds tenant and accounts where they are asked for and not there yet.
 * @returns whether archives of the demonstration are still to be entered
 */
export async function installedWithDemonstration(
  platform: Pick<Platform, 'database' | 'guids' | 'clock'>,
  { demonstration, dataFolder }: Configuration,
  say: (line: string) => void,
): Promise<boolean> {
  if (demonstration === false) return false;
  const state = await demonstrationState(platform);
  if (state !== 'absent' || demonstration !== true) return state === 'begun';
  const credentials = await readCredentialsFile(dataFolder);
  if (!credentials) {
    say(`perenne: la démonstration demande credentials.json, qui n’est pas dans ${dataFolder}.`);
    return false;
  }
  const added = await addDemonstration(platform, (accounts) =>
    writeCredentialsFile(dataFolder, { ...credentials, accounts: [...credentials.accounts, ...accounts] }),
  );
  if (!added) say('perenne: la démonstration va dans le coffre 3, qui est déjà pris.');
  return added;
}

interface Loading {
  readonly url: string;
  readonly dataFolder: string;
  readonly connection: ClientConfig;
  readonly say: (line: string) => void;
}

/** Key of the advisory lock under which one process loads; others of the platform leave it to that one. */
const LOCK = 7_291_004;

/**
 * Enters the archives through the API, in a thread of its own. A failure is told and leaves the service as it is; the
 * next start goes on.
 * @returns how to break it off
 */
export function loadDemonstration({ url, dataFolder, connection, say }: Loading): () => Promise<void> {
  let isOver = false;
  let thread: Worker | undefined;
  const work = async () => {
    const credentials = await readCredentialsFile(dataFolder);
    if (!credentials) throw new Error(`credentials.json n’est pas dans ${dataFolder}`);
    if (isOver) return;
    const data: DemonstrationData = { url, apiKey: credentials.apiKey };
    thread = new Worker(new URL('../../../demo/thread.ts', import.meta.url), { workerData: data });
    const surprises = await endOf(thread, say);
    if (surprises === undefined) return;
    for (const surprise of surprises) say(`Démonstration : ${surprise}`);
    await noteLoaded(connection);
    say('Démonstration : tout est là, dans le coffre 3.');
  };
  const loading = underLock(connection, work).catch((error: Error) => {
    if (isOver) return;
    say(`Démonstration : arrêtée (${error.message}). Le service répond ; le prochain démarrage reprendra.`);
  });
  return async () => {
    isOver = true;
    await thread?.terminate();
    await loading;
  };
}

/**
 * What the thread comes to.
 * @returns transfers that ended otherwise than they should; undefined when the thread was broken off
 * @throws Error of the thread
 */
function endOf(thread: Worker, say: Loading['say']): Promise<readonly string[] | undefined> {
  return new Promise((resolve, reject) => {
    thread.on('message', (message: FromDemonstration) => {
      if (message.kind === 'line') say(message.line);
      else if (message.kind === 'loaded') resolve(message.surprises);
      else reject(new Error(message.message));
    });
    thread.on('error', reject);
    thread.on('exit', () => resolve(undefined));
  });
}

/** The lock ends with its connection, and so with the process at the latest. */
async function underLock(connection: ClientConfig, work: () => Promise<void>): Promise<void> {
  const client = new Client(connection);
  // A connection that breaks frees the lock; the work meets the same fault by itself.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK]);
    if (rows[0]?.mine) await work();
  } finally {
    await client.end();
  }
}

async function noteLoaded(connection: ClientConfig): Promise<void> {
  const database = openDatabase(connection, () => undefined);
  try {
    await noteDemonstrationLoaded({ database, clock: systemClock });
  } finally {
    await database.close();
  }
}
