import type { FileSystem, OpenFile } from '../file-system.ts';
import { systemError } from './memory-file-system.ts';

/**
 * What happens at the n-th call, counted from 1 over all files:
 * - `error`: that call fails with EIO, and does nothing;
 * - `late error`: that call is done and fails all the same;
 * - `short`: that call, when it reads or writes, takes half of the bytes;
 * - `full`: that call and all that follow fail with ENOSPC, but reading and removing;
 * - `crash`: that call and all that follow fail, as if the process had ended.
 */
export interface Fault {
  readonly kind: FaultKind;
  readonly call: number;
}

export const FAULT_KINDS = ['error', 'late error', 'short', 'full', 'crash'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultyFileSystem extends FileSystem {
  /** Calls so far. */
  readonly calls: number;
  /** Files whose sync failed and was called again: what a careful writer never does. */
  readonly syncsRetried: number;
  /** Files open at the moment. */
  readonly filesOpen: number;
}

type Call = 'write' | 'read' | 'sync' | 'remove' | 'look' | 'change';

/** A twin of a file system that fails as planned, and only so. */
export function faultyFileSystem(inner: FileSystem, fault?: Fault): FaultyFileSystem {
  let calls = 0;
  let syncsRetried = 0;
  let filesOpen = 0;
  const guarded = async <T>(call: Call, path: string, work: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (fault === undefined || calls < fault.call) return await work();
    const { kind } = fault;
    if (kind === 'crash') throw systemError('CRASHED', path);
    if (kind === 'full' && ['write', 'sync', 'change'].includes(call)) throw systemError('ENOSPC', path);
    if (calls > fault.call || kind === 'short' || kind === 'full') return await work();
    if (kind === 'late error') await work();
    throw systemError('EIO', path);
  };
  const isShort = () => fault?.kind === 'short' && calls + 1 === fault.call;

  const wrap = (file: OpenFile, path: string): OpenFile => {
    filesOpen += 1;
    let syncFailed = false;
    return {
      write: (bytes, position) => {
        const taken = isShort() ? bytes.subarray(0, Math.ceil(bytes.length / 2)) : bytes;
        return guarded('write', path, () => file.write(taken, position));
      },
      read: (into, position) => {
        const wanted = isShort() ? into.subarray(0, Math.ceil(into.length / 2)) : into;
        return guarded('read', path, () => file.read(wanted, position));
      },
      async sync() {
        if (syncFailed) syncsRetried += 1;
        try {
          await guarded('sync', path, () => file.sync());
        } catch (error) {
          syncFailed = true;
          throw error;
        }
      },
      truncate: (size) => guarded('change', path, () => file.truncate(size)),
      stat: () => guarded('look', path, () => file.stat()),
      close: () => {
        filesOpen -= 1;
        return guarded('remove', path, () => file.close());
      },
    };
  };
  return {
    get calls() {
      return calls;
    },
    get syncsRetried() {
      return syncsRetried;
    },
    get filesOpen() {
      return filesOpen;
    },
    create: async (path) => wrap(await guarded('change', path, () => inner.create(path)), path),
    open: async (path) => wrap(await guarded('look', path, () => inner.open(path)), path),
    reopen: async (path) => wrap(await guarded('change', path, () => inner.reopen(path)), path),
    makeFolder: (path) => guarded('change', path, () => inner.makeFolder(path)),
    rename: (from, to) => guarded('change', to, () => inner.rename(from, to)),
    remove: (path) => guarded('remove', path, () => inner.remove(path)),
    removeFolder: (path) => guarded('remove', path, () => inner.removeFolder(path)),
    list: (path) => guarded('look', path, () => inner.list(path)),
    stat: (path) => guarded('look', path, () => inner.stat(path)),
    syncFolder: (path) => guarded('sync', path, () => inner.syncFolder(path)),
    usableSpace: (path) => guarded('look', path, () => inner.usableSpace(path)),
    capacity: (path) => guarded('look', path, () => inner.capacity(path)),
  };
}
