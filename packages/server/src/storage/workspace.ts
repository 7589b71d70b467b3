import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { OperationId, TenantId } from '../platform/index.ts';
import { beginDraft, isDraftName } from './draft.ts';
import { type DurableFolders, durableFolders } from './durable-folders.ts';
import { openReader } from './file-reader.ts';
import { type FileSystem, localFileSystem } from './file-system.ts';
import { type GrowingFile, growFile } from './growing-file.ts';
import { hashInThread } from './hash-threads.ts';
import { checkName, checkOperation, checkTenant } from './names.ts';
import type { ByteRange } from './reading.ts';
import { isSystemError, storageError } from './storage-error.ts';
import { inTurns } from './turns.ts';

/**
 * Where operations keep what they work on (the package received, parts between steps): one folder for each
 * operation, flat. Another node may go on with an operation, so what is written whole is durable by default.
 * Failures are StorageErrors of offer 'workspace'.
 */
export interface Workspace {
  /** The folder of an operation; it is made by the first write. @throws StorageError BAD_NAME */
  folder(tenant: TenantId, operation: string): WorkFolder;
  /** Operations that have a folder. */
  list(): Promise<{ tenant: TenantId; operation: OperationId }[]>;
  /** Bytes that can still be written. @throws StorageError */
  usableSpace(): Promise<number>;
}

export interface WriteOptions {
  /**
   * False: do not wait for the disk. For what can be made again; after a power cut (not a crash of the service)
   * the file may be there and empty. Default true.
   */
  readonly durable?: boolean;
}

/** Names are those of names.ts `checkName` (BAD_NAME); a file is visible under its name only when it is whole. */
export interface WorkFolder {
  /** Writes a file whole, over an earlier one. @throws StorageError NO_SPACE, IO; what the source throws */
  write(name: string, source: WorkSource, options?: WriteOptions): Promise<{ size: number }>;
  /** Begins a file that is written piece by piece. @throws StorageError NO_SPACE, NOT_PERMITTED, IO */
  create(name: string, options?: WriteOptions): Promise<WorkWriter>;
  /**
   * Goes on with a file that is made in several sittings, cut to its first `size` bytes. It is visible while it grows:
   * whoever makes it knows when it is whole. With 0 it begins, and its name is durable on return.
   * @throws StorageError MISSING, SIZE_MISMATCH (it holds less), NO_SPACE, NOT_PERMITTED, IO
   */
  grow(name: string, size: number): Promise<GrowingFile>;
  /** Opens a file for reading. @throws StorageError MISSING, IO */
  open(name: string): Promise<WorkFile>;
  /** Path for tools that want a file (the antivirus); says nothing of its existence. */
  path(name: string): string;
  exists(name: string): Promise<boolean>;
  /** Removes a file; idempotent. */
  remove(name: string): Promise<void>;
  /** Removes the folder with all in it, finished or not; idempotent. */
  removeAll(): Promise<void>;
  /** Names of the finished files, sorted; none when there is no folder. */
  list(): Promise<string[]>;
}

export type WorkSource = AsyncIterable<Uint8Array> | Uint8Array | string;

/** A file being written. Calls are done one after another, in their order; after an error only `abort`. */
export interface WorkWriter {
  /** Appends. Returns when the system has taken the bytes; they must not change until then. */
  write(bytes: Uint8Array): Promise<void>;
  /** The file is whole under its name on return, and durable unless asked otherwise. */
  finish(): Promise<{ size: number }>;
  /** Gives the file up. Never fails; idempotent; after `finish` it does nothing. */
  abort(): Promise<void>;
}

/** A finished file, open for reading. Reads may overlap. */
export interface WorkFile {
  readonly size: number;
  /** Bytes from `offset`, `length` of them or as many as there are before the end. */
  read(offset: number, length: number): Promise<Buffer>;
  /** A stream of the file or of a range (both ends included); the file stays open after it. */
  stream(range?: Partial<ByteRange>): Readable;
  /** SHA-512 of the whole file, made in a thread of its own. */
  digest(): Promise<Buffer>;
  /** Never fails; idempotent. */
  close(): Promise<void>;
}

const PIECE = 256 * 1024;

export async function openWorkspace(
  configuration: { readonly dataFolder: string },
  options: { readonly files?: FileSystem } = {},
): Promise<Workspace> {
  const files = options.files ?? localFileSystem;
  const root = join(configuration.dataFolder, 'workspace');
  await guarded('', async () => {
    await files.makeFolder(root);
    await files.syncFolder(configuration.dataFolder);
  });
  const folders = durableFolders(files, root);
  return {
    folder: (tenant, operation) =>
      workFolder(files, folders, join(root, checkTenant(tenant), checkOperation(operation))),
    async list() {
      const found: { tenant: TenantId; operation: OperationId }[] = [];
      for (const tenant of await namesIn(files, root))
        for (const operation of await namesIn(files, join(root, tenant)))
          found.push({ tenant: Number(tenant) as TenantId, operation: operation as OperationId });
      return found;
    },
    usableSpace: () => guarded('', () => files.usableSpace(root)),
  };
}

function workFolder(files: FileSystem, folders: DurableFolders, folder: string): WorkFolder {
  const pathOf = (name: string) => join(folder, checkName(name));
  const create = (name: string, durable: boolean) =>
    guarded(name, () => folders.within(folder, () => beginWork(files, pathOf(name), name, durable)));
  return {
    create: (name, options) => create(name, options?.durable ?? true),
    async write(name, source, options) {
      const writer = await create(name, options?.durable ?? true);
      try {
        if (typeof source === 'string') await writer.write(Buffer.from(source));
        else if (source instanceof Uint8Array) await writer.write(source);
        else for await (const bytes of source) await writer.write(bytes);
        return await writer.finish();
      } catch (error) {
        await writer.abort();
        throw error;
      }
    },
    grow: (name, size) =>
      guarded(name, () =>
        folders.within(folder, () =>
          growFile(files, pathOf(name), size, { offer: 'workspace', container: name }),
        ),
      ),
    open: async (name) => openWork(files, pathOf(name), name),
    path: pathOf,
    exists: (name) =>
      guarded(name, () =>
        files.stat(pathOf(name)).then(
          () => true,
          (error) => missing(error, false),
        ),
      ),
    remove: (name) =>
      guarded(name, () => files.remove(pathOf(name)).catch((error) => missing(error, undefined))),
    removeAll: () => guarded('', () => files.removeFolder(folder)),
    list: async () => (await namesIn(files, folder)).filter((name) => !isDraftName(name)).sort(),
  };
}

async function beginWork(
  files: FileSystem,
  path: string,
  name: string,
  durable: boolean,
): Promise<WorkWriter> {
  const draft = await beginDraft(files, path);
  const turn = inTurns();
  const inTurn = <T>(work: () => Promise<T>) => turn(() => guarded(name, work));
  let size = 0;
  return {
    write: (bytes) =>
      inTurn(async () => {
        await draft.write(bytes);
        size += bytes.length;
      }),
    finish: () =>
      inTurn(async () => {
        if (durable) await draft.sync();
        await draft.publish();
        if (durable) await files.syncFolder(dirname(path));
        return { size };
      }),
    abort: () => draft.discard(),
  };
}

async function openWork(files: FileSystem, path: string, name: string): Promise<WorkFile> {
  const file = await openReader(files, path, { offer: 'workspace', container: name });
  const { size } = file;
  const read = async (offset: number, length: number) => {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
    await file.read(bytes, offset);
    return bytes;
  };
  const stream = (range: Partial<ByteRange> = {}) => {
    let at = range.start ?? 0;
    const end = Math.min(range.end ?? size - 1, size - 1);
    return new Readable({
      highWaterMark: PIECE,
      read() {
        if (at > end) {
          this.push(null);
          return;
        }
        read(at, Math.min(PIECE, end - at + 1)).then(
          (bytes) => {
            at += bytes.length;
            this.push(bytes);
          },
          (error) => this.destroy(error),
        );
      },
    });
  };
  return { size, read, stream, digest: () => hashInThread(size, file.read), close: file.close };
}

async function namesIn(files: FileSystem, folder: string): Promise<string[]> {
  return await guarded('', () => files.list(folder).catch((error) => missing(error, [])));
}

function missing<T>(error: unknown, instead: T): T {
  if (isSystemError(error, 'ENOENT')) return instead;
  throw error;
}

async function guarded<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error, { offer: 'workspace', ...(name === '' ? {} : { container: name }) });
  }
}
