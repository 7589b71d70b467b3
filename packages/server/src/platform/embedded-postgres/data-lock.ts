import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
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
  const draft = `${path}.${token}`;
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
      if (await placed(draft, path)) break;
      const holder = await read(path);
      if (holder !== undefined && (await lives(holder))) {
        if (Date.now() >= deadline || holder.pid === process.pid) throw inUse(dataFolder, path, holder);
        await delay(POLL_MS);
      } else await removeStale(path, holder?.token);
    }
  } finally {
    await unlink(draft).catch(() => undefined);
  }
  return async () => {
    const holder = await read(path);
    if (holder?.token === token) await unlink(path);
  };
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

async function read(path: string): Promise<Holder | undefined> {
  try {
    const { pid, birth, token } = JSON.parse(await readFile(path, 'utf8')) as Holder;
    return Number.isSafeInteger(pid) && pid > 0 ? { pid, birth, token } : undefined;
  } catch {
    return undefined;
  }
}

async function lives(holder: Holder): Promise<boolean> {
  if (!isAlive(holder.pid) || (await isZombie(holder.pid))) return false;
  return (await birthOf(holder.pid)) === holder.birth;
}

/** Moves the file away first: of two starts that saw the same stale lock, the slower may find the faster one's. */
async function removeStale(path: string, seen: string | undefined): Promise<void> {
  const aside = `${path}.stale-${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const moved = await read(aside);
  if (moved !== undefined && moved.token !== seen) await placed(aside, path);
  await unlink(aside);
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
