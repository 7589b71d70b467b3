import { type FileSystem, localFileSystem, type OpenFile } from '../file-system.ts';

/** The files of this machine without waiting for its disk: for tests that are not about power cuts. */
export const unsyncedFileSystem: FileSystem = {
  ...localFileSystem,
  create: async (path) => unsynced(await localFileSystem.create(path)),
  reopen: async (path) => unsynced(await localFileSystem.reopen(path)),
  syncFolder: async () => undefined,
};

function unsynced(file: OpenFile): OpenFile {
  return { ...file, sync: async () => undefined };
}
