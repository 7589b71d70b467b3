import { basename, dirname, join } from 'node:path';
import { type FileSystem, writeWhole } from './file-system.ts';
import { isSystemError, StorageError } from './storage-error.ts';

/**
 * A file being written: under a hidden name beside its own until it is whole and synced.
 *
 * The hidden name is the same for every attempt, so that a new attempt sweeps what a dead one left. A writer
 * that was overtaken that way (a process thought dead that wakes up) finds that the hidden file is no longer
 * its own, and fails instead of giving the other's half to the world.
 *
 * Errors are those of the system, or StorageError SUPERSEDED. After any error: `discard`.
 */
export interface Draft {
  /** Appends. Returns when the system has taken all bytes; `bytes` must not change until then. */
  write(bytes: Uint8Array): Promise<void>;
  /** Makes what was written durable; at most once. */
  sync(): Promise<void>;
  /** Gives the file its own name, over an earlier one. Durable once the caller syncs the folder. */
  publish(): Promise<void>;
  /** Closes and removes what was not published. Never fails; idempotent; after `publish` it does nothing. */
  discard(): Promise<void>;
}

const DRAFT_SUFFIX = '.part';

/** True for the name of a draft, which no finished file can have. */
export function isDraftName(name: string): boolean {
  return name.startsWith('.') && name.endsWith(DRAFT_SUFFIX);
}

/**
 * Begins a file that will be at `path`; its folder must exist (ENOENT).
 * @param attempt tells apart writers that may not take over from each other
 */
export async function beginDraft(files: FileSystem, path: string, attempt = ''): Promise<Draft> {
  const hidden = join(dirname(path), `.${basename(path)}${attempt}${DRAFT_SUFFIX}`);
  const file = await createOver(files, hidden);
  let inode: bigint | undefined;
  let size = 0;
  let open = true;

  const close = async () => {
    if (!open) return;
    open = false;
    await file.close();
  };
  // Asked while the file is open: its inode number cannot go to another file before it is closed.
  const isOwn = async () => {
    try {
      return (await files.stat(hidden)).inode === inode;
    } catch (error) {
      if (isSystemError(error, 'ENOENT')) return false;
      throw error;
    }
  };
  const discard = async () => {
    if (!open) return;
    try {
      if (await isOwn()) await files.remove(hidden);
    } catch {
      // The next attempt, or the discarding of the operation, sweeps it.
    }
    await close().catch(() => undefined);
  };

  try {
    inode = (await file.stat()).inode;
  } catch (error) {
    // If it is another's by now, that one is told at its end, and begins again.
    await files.remove(hidden).catch(() => undefined);
    await file.close().catch(() => undefined);
    throw error;
  }
  return {
    async write(bytes) {
      await writeWhole(file, bytes, size);
      size += bytes.length;
    },
    sync: () => file.sync(),
    async publish() {
      if (!(await isOwn()))
        throw new StorageError('SUPERSEDED', 'another writer took over; leave the container to it');
      await files.rename(hidden, path);
      await close();
    },
    discard,
  };
}

async function createOver(files: FileSystem, path: string) {
  try {
    return await files.create(path);
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  }
  await files.remove(path);
  return await files.create(path);
}
