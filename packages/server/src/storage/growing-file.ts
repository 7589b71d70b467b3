import { dirname } from 'node:path';
import { type FileSystem, type OpenFile, writeWhole } from './file-system.ts';
import { isSystemError, StorageError, type StoragePlace, storageError } from './storage-error.ts';
import { inTurns } from './turns.ts';

/** A file in one of the sittings that make it. Calls are done one after another; after an error only `close`. */
export interface GrowingFile {
  /** Appends. Returns when the system has taken the bytes; they must not change until then. */
  write(bytes: Uint8Array): Promise<void>;
  /** Makes durable what was written. */
  sync(): Promise<void>;
  /** Never fails; idempotent. */
  close(): Promise<void>;
}

/**
 * Opens the file at its first `size` bytes; what it holds beyond them is cut off, for it may not be what was written.
 * With 0 the file begins, and its name is durable on return.
 * @throws StorageError SIZE_MISMATCH (it holds less), NO_SPACE, NOT_PERMITTED, IO; of the system: ENOENT
 */
export async function growFile(
  files: FileSystem,
  path: string,
  size: number,
  place: StoragePlace,
): Promise<GrowingFile> {
  const file = size === 0 ? await begin(files, path) : await files.reopen(path);
  const turn = inTurns();
  const inTurn = (work: () => Promise<void>) =>
    turn(() =>
      work().catch((error) => {
        throw storageError(error, place);
      }),
    );
  let end = size;
  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    await file.close().catch(() => undefined);
  };
  try {
    const { size: held } = await file.stat();
    if (held < size)
      throw new StorageError(
        'SIZE_MISMATCH',
        `the file holds ${held} bytes where ${size} were durable`,
        place,
      );
    if (held > size) await file.truncate(size);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    write: (bytes) =>
      inTurn(async () => {
        await writeWhole(file, bytes, end);
        end += bytes.length;
      }),
    sync: () => inTurn(() => file.sync()),
    close,
  };
}

/** What an earlier beginning left is taken over. */
async function begin(files: FileSystem, path: string): Promise<OpenFile> {
  const file = await files.create(path).catch((error) => {
    if (isSystemError(error, 'EEXIST')) return files.reopen(path);
    throw error;
  });
  try {
    await files.syncFolder(dirname(path));
    return file;
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
}
