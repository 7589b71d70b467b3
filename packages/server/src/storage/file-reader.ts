import type { FileSystem } from './file-system.ts';
import type { CopyReader } from './offer.ts';
import { StorageError, type StoragePlace, storageError } from './storage-error.ts';

/** Opens a file for reading whole pieces. @throws StorageError, with the place */
export async function openReader(files: FileSystem, path: string, place: StoragePlace): Promise<CopyReader> {
  const guarded = async <T>(work: () => Promise<T>) => {
    try {
      return await work();
    } catch (error) {
      throw storageError(error, place);
    }
  };
  const file = await guarded(() => files.open(path));
  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    await file.close().catch(() => undefined);
  };
  const fill = async (into: Uint8Array, position: number) => {
    for (let done = 0; done < into.length; ) {
      const came = await file.read(done === 0 ? into : into.subarray(done), position + done);
      if (came === 0) throw new StorageError('SIZE_MISMATCH', 'the file ends too early', place);
      done += came;
    }
  };
  try {
    const { size } = await guarded(() => file.stat());
    return { size, read: (into, position) => guarded(() => fill(into, position)), close };
  } catch (error) {
    await close();
    throw error;
  }
}
