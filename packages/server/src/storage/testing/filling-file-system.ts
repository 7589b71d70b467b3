import type { FileSystem, OpenFile } from '../file-system.ts';
import { systemError } from './memory-file-system.ts';

/** A file system whose devices fill up when a test says so, and on which room is made again. */
export interface FillingFileSystem extends FileSystem {
  /** After so many more writes below a folder of that name it is full: ENOSPC. */
  fill(folder: string, after: number): void;
  /** So many bytes are said to be left below a folder of that name. */
  leave(folder: string, bytes: number): void;
  makeRoom(): void;
}

export function fillingFileSystem(inner: FileSystem): FillingFileSystem {
  let full: { folder: string; left: number } | undefined;
  let said: { folder: string; bytes: number } | undefined;
  const take = (path: string) => {
    if (full === undefined || !path.includes(`/${full.folder}/`)) return;
    full.left -= 1;
    if (full.left < 0) throw systemError('ENOSPC', path);
  };
  const wrap = (file: OpenFile, path: string): OpenFile => ({
    ...file,
    write: async (bytes, position) => {
      take(path);
      return file.write(bytes, position);
    },
  });
  return {
    ...inner,
    create: async (path) => {
      take(path);
      return wrap(await inner.create(path), path);
    },
    fill: (folder, after) => {
      full = { folder, left: after };
    },
    leave: (folder, bytes) => {
      said = { folder, bytes };
    },
    usableSpace: async (path) =>
      said !== undefined && path.includes(`/${said.folder}/`) ? said.bytes : inner.usableSpace(path),
    makeRoom: () => {
      full = undefined;
      said = undefined;
    },
  };
}
