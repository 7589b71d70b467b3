import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { birthOf, isAlive, isZombie } from './processes.ts';

interface Holder {
  readonly pid: number;
  readonly birth: string;
  readonly token: string;
}

const NAME = 'service.lock';
/** A service that was just told to stop may need this long to let go. */
const PATIENCE_MS = 5_000;
const POLL_MS = 100;
const CLAIM_POLL_MS = 5;

/**
 * Takes a data folder for this process. The lock is a file with the id of its holder: one left by a process
 * that is gone is taken over.
 * @returns how to let go
 * @throws EmbeddedPostgresError PERENNE_DATA_IN_USE when a living process holds it; PERENNE_DATA_ACCESS when
 *   the folder cannot be made or written
 */
export async function lockDataFolder(
  dataFolder: string,
  options: { readonly patienceMs?: number } = {},
): Promise<() => Promise<void>> {
  const path = join(dataFolder, NAME);
  const token = randomUUID();
  const own: Holder = { pid: process.pid, birth: await birthOf(process.pid), token };
  const draft = `${path}.draft-${token}`;
  try {
    // Others may pass (for root, the database's user must) and not list.
    await mkdir(dataFolder, { recursive: true, mode: 0o711 });
    await writeFile(draft, `${JSON.stringify(own)}\n`, { mode: 0o644 });
  } catch (cause) {
    throw noAccess(dataFolder, cause as Error);
  }
  const deadline = Date.now() + (options.patienceMs ?? PATIENCE_MS);
  try {
    for (;;) {
      const holder = await take(path, draft);
      if (holder === undefined) break;
      if (Date.now() >= deadline || holder.pid === process.pid) throw inUse(dataFolder, path, holder);
      await delay(POLL_MS);
    }
  } finally {
    await unlink(draft).catch(() => undefined);
  }
  return async () => {
    const holder = await read(path);
    if (holder !== 'absent' && holder.token === token) await unlink(path);
  };
}

/**
 * Takes a lock, or tells who holds it. A stale one is removed by whoever holds a second lock, named after
 * it: of two starts that saw it, the slower would else remove what the faster has put in its place.
 */
async function take(path: string, draft: string): Promise<Holder | undefined> {
  for (;;) {
    if (await placed(draft, path)) return undefined;
    const holder = await read(path);
    if (holder === 'absent') continue;
    if (await lives(holder)) return holder;
    const claim = `${path}.claim-${holder.token}`;
    if ((await take(claim, draft)) !== undefined) {
      await delay(CLAIM_POLL_MS);
      continue;
    }
    try {
      const still = await read(path);
      if (still !== 'absent' && still.token === holder.token) await unlink(path);
    } finally {
      await unlink(claim);
    }
  }
}

/** A hard link appears whole or not at all, and never over another. */
async function placed(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** What is no lock (a power cut may leave an empty file) has no holder that could live. */
const NOBODY: Holder = { pid: 0, birth: '', token: 'unreadable' };

async function read(path: string): Promise<Holder | 'absent'> {
  try {
    const { pid, birth, token } = JSON.parse(await readFile(path, 'utf8')) as Holder;
    // The token becomes part of a file's name.
    const isLock =
      Number.isSafeInteger(pid) && pid > 0 && typeof birth === 'string' && /^[\w-]{1,64}$/.test(token);
    return isLock ? { pid, birth, token } : NOBODY;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : NOBODY;
  }
}

async function lives(holder: Holder): Promise<boolean> {
  if (holder === NOBODY || !isAlive(holder.pid) || (await isZombie(holder.pid))) return false;
  const birth = await birthOf(holder.pid);
  // Where births cannot be read, a living process of that id is taken for the holder.
  return birth === '' || holder.birth === '' || birth === holder.birth;
}

function inUse(dataFolder: string, path: string, holder: Holder): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'PERENNE_DATA_IN_USE',
    `the data folder ${dataFolder} is used by the service of process ${holder.pid}: ` +
      `stop that one, or start this one with another PERENNE_DATA (the lock is ${path})`,
  );
}

function noAccess(dataFolder: string, cause: Error): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'PERENNE_DATA_ACCESS',
    `the data folder ${dataFolder} cannot be written (${cause.message}): ` +
      'give it to the user who starts the service, or name another in PERENNE_DATA',
    { cause },
  );
}
