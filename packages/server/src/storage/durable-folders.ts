import { dirname } from 'node:path';
import type { FileSystem } from './file-system.ts';
import { isSystemError } from './storage-error.ts';

/** Folders under a root whose names are known to survive a power cut. */
export interface DurableFolders {
  /** Does `work` in the folder, which is made, with a durable name, when it is not known or has been removed. */
  within<T>(folder: string, work: () => Promise<T>): Promise<T>;
}

/** Folders remembered; beyond, all are forgotten and synced again, which costs milliseconds. */
const REMEMBERED = 10_000;

/** @param root the folder that all others are in; it exists and its own name is durable */
export function durableFolders(files: FileSystem, root: string): DurableFolders {
  // What an earlier process made it may not have synced: existence alone says nothing.
  const known = new Set<string>();
  const make = async (folder: string) => {
    await files.makeFolder(folder);
    for (let above = folder; above !== root && above.startsWith(root); ) {
      above = dirname(above);
      await files.syncFolder(above);
    }
    if (known.size >= REMEMBERED) known.clear();
    known.add(folder);
  };
  return {
    async within(folder, work) {
      if (known.has(folder)) {
        try {
          return await work();
        } catch (error) {
          if (!isSystemError(error, 'ENOENT')) throw error;
        }
      }
      await make(folder);
      return await work();
    },
  };
}
