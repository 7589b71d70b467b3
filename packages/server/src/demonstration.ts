import { Worker } from 'node:worker_threads';
import type { ClientConfig } from 'pg';
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

/**
 * Enters the archives through the API, in a thread of its own. A failure is told and leaves the service as it is; the
 * next start goes on.
 * @returns how to break it off
 */
export function loadDemonstration({ url, dataFolder, connection, say }: Loading): () => Promise<void> {
  let thread: Worker | undefined;
  let isOver = false;
  const fail = (reason: string) => {
    if (!isOver)
      say(`Démonstration : arrêtée (${reason}). Le service répond ; le prochain démarrage reprendra.`);
    isOver = true;
  };
  const begun = readCredentialsFile(dataFolder).then((credentials) => {
    if (isOver) return;
    if (!credentials) return fail(`credentials.json n’est pas dans ${dataFolder}`);
    const data: DemonstrationData = { url, apiKey: credentials.apiKey };
    thread = new Worker(new URL('../../../demo/thread.ts', import.meta.url), { workerData: data });
    thread.on('error', (error) => fail(error.message));
    thread.on('message', (message: FromDemonstration) => {
      if (message.kind === 'line') say(message.line);
      else if (message.kind === 'failed') fail(message.message);
      else {
        for (const surprise of message.surprises) say(`Démonstration : ${surprise}`);
        noteLoaded(connection).then(
          () => say('Démonstration : tout est là, dans le coffre 3.'),
          (error: Error) => fail(error.message),
        );
      }
    });
  });
  begun.catch((error: Error) => fail(error.message));
  return async () => {
    isOver = true;
    await thread?.terminate();
  };
}

async function noteLoaded(connection: ClientConfig): Promise<void> {
  const database = openDatabase(connection, () => undefined);
  try {
    await noteDemonstrationLoaded({ database, clock: systemClock });
  } finally {
    await database.close();
  }
}
