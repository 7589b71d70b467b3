import { mkdir, open, readdir, rename, rm, stat, statfs, unlink } from 'node:fs/promises';

/**
 * The file operations that storage makes, and no other: small enough to have a twin that fails on purpose.
 * Paths are absolute. Errors are those of the system, with their `code` (ENOENT, EIO, ENOSPC…).
 */
export interface FileSystem {
  /** Makes a file that must not exist yet (EEXIST) in a folder that must (ENOENT); open for writing. */
  create(path: string): Promise<OpenFile>;
  /** Opens an existing file (ENOENT) for reading. */
  open(path: string): Promise<OpenFile>;
  /** Opens an existing file (ENOENT) for writing, with what it holds. */
  reopen(path: string): Promise<OpenFile>;
  /** Makes the folder and those above it; existing ones are left as they are. Durable only once synced. */
  makeFolder(path: string): Promise<void>;
  /** Puts the file at its new name at once, over what was there. Durable once the folder is synced. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file (ENOENT). */
  remove(path: string): Promise<void>;
  /** Removes a folder and all in it; a missing one is no error. May stop half-way when it fails. */
  removeFolder(path: string): Promise<void>;
  /** Names in a folder (ENOENT), in no order. */
  list(path: string): Promise<string[]>;
  stat(path: string): Promise<FileFacts>;
  /** Makes names that appeared in or left the folder durable. */
  syncFolder(path: string): Promise<void>;
  /** Bytes that the service may still write on the device of that path. */
  usableSpace(path: string): Promise<number>;
  /** Bytes of the device of that path, used or not. */
  capacity(path: string): Promise<number>;
}

export interface OpenFile {
  /** Writes at a position; returns how many bytes were taken, which may be fewer than given. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  /** Reads at a position into `into`; returns how many bytes came, 0 at the end of the file. */
  read(into: Uint8Array, position: number): Promise<number>;
  /** Makes the bytes durable. After a failure their state is unknown: never call it again on this file. */
  sync(): Promise<void>;
  /** Cuts the file to its first bytes. */
  truncate(size: number): Promise<void>;
  stat(): Promise<FileFacts>;
  close(): Promise<void>;
}

export interface FileFacts {
  readonly size: number;
  /** Tells two files apart that had the same name one after the other. */
  readonly inode: bigint;
}

/** Writes all of `bytes` at a position, in as many calls as the system wants. */
export async function writeWhole(file: OpenFile, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const taken = await file.write(done === 0 ? bytes : bytes.subarray(done), position + done);
    if (taken === 0) throw new Error('the system takes no more bytes');
    done += taken;
  }
}

/** The files of this machine. */
export const localFileSystem: FileSystem = {
  create: (path) => openLocal(path, 'wx'),
  open: (path) => openLocal(path, 'r'),
  reopen: (path) => openLocal(path, 'r+'),
  async makeFolder(path) {
    await mkdir(path, { recursive: true });
  },
  rename,
  remove: unlink,
  removeFolder: (path) => rm(path, { recursive: true, force: true }),
  list: (path) => readdir(path),
  async stat(path) {
    const { size, ino } = await stat(path, { bigint: true });
    return { size: Number(size), inode: ino };
  },
  async syncFolder(path) {
    await using folder = await open(path, 'r');
    await folder.sync();
  },
  async usableSpace(path) {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  },
  async capacity(path) {
    const { blocks, bsize } = await statfs(path);
    return blocks * bsize;
  },
};

async function openLocal(path: string, flags: 'r' | 'r+' | 'wx'): Promise<OpenFile> {
  const handle = await open(path, flags, 0o640);
  return {
    write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
    read: async (into, position) => (await handle.read(into, 0, into.length, position)).bytesRead,
    sync: () => handle.sync(),
    truncate: (size) => handle.truncate(size),
    async stat() {
      const { size, ino } = await handle.stat({ bigint: true });
      return { size: Number(size), inode: ino };
    },
    close: () => handle.close(),
  };
}
