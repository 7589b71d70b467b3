/** What can go wrong in storage; stable, for callers to decide on and for logs to count. */
export type StorageErrorCode =
  /** No room left on the device, or the quota is used up. */
  | 'NO_SPACE'
  /** The container is not on the offer. */
  | 'MISSING'
  /** The copy is shorter or longer than what was recorded. */
  | 'SIZE_MISMATCH'
  /** The copy's bytes are not those that were recorded. */
  | 'DIGEST_MISMATCH'
  /** The system refuses: rights, or a device mounted read-only. */
  | 'NOT_PERMITTED'
  /** The device or the system failed. */
  | 'IO'
  /** Another writer took over the same container. */
  | 'SUPERSEDED'
  /** The folder belongs to another offer, or is written in a form of a later version. */
  | 'WRONG_OFFER'
  /** The caller's fault: a name that is no safe name, a name given twice, a range outside, a closed writer. */
  | 'BAD_NAME'
  | 'DUPLICATE_NAME'
  | 'BAD_RANGE'
  | 'BAD_LINE'
  | 'CLOSED';

export interface StoragePlace {
  /** Identifier of the offer; 'workspace' for the workspace. */
  readonly offer?: string | undefined;
  readonly container?: string | undefined;
}

/** A failure of storage: what happened, where, and (in its message) what to do. */
export class StorageError extends Error {
  readonly code: StorageErrorCode;
  readonly offer: string | undefined;
  readonly container: string | undefined;

  constructor(code: StorageErrorCode, what: string, place: StoragePlace = {}, cause?: unknown) {
    const where = [place.offer, place.container].filter((part) => part !== undefined).join(': ');
    super(where === '' ? what : `${where}: ${what}`, cause === undefined ? undefined : { cause });
    this.name = 'StorageError';
    this.code = code;
    this.offer = place.offer;
    this.container = place.container;
  }
}

const OF_SYSTEM: Readonly<Record<string, readonly [StorageErrorCode, string]>> = {
  ENOSPC: [
    'NO_SPACE',
    'no space left on the device; free some or enlarge it, then start the operation again',
  ],
  EDQUOT: ['NO_SPACE', 'the disk quota is used up; raise it or free space, then start the operation again'],
  ENOENT: ['MISSING', 'not found; if the folder should be a mounted device, check that it is mounted'],
  EACCES: ['NOT_PERMITTED', 'access refused; give the account of the service the right to read and write'],
  EPERM: ['NOT_PERMITTED', 'refused by the system; check attributes and rights of the folder'],
  EROFS: ['NOT_PERMITTED', 'the device is read-only; a file system turns so after errors: check the disk'],
  EMFILE: ['IO', 'too many open files; raise the limit of the service (ulimit -n)'],
  EEXIST: ['SUPERSEDED', 'another writer is at work on this container; one writer at a time may be'],
};

/** The storage error for whatever a file operation threw; a storage error stays what it is. */
export function storageError(error: unknown, place: StoragePlace): StorageError {
  if (error instanceof StorageError) return error;
  const system = (error as NodeJS.ErrnoException | undefined)?.code;
  const [code, words] = (system === undefined ? undefined : OF_SYSTEM[system]) ?? [
    'IO',
    `input or output failed (${system ?? String(error)}); check the device, nothing was kept of this write`,
  ];
  return new StorageError(code, words, place, error);
}

/** True for the system error of that name. */
export function isSystemError(error: unknown, name: string): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === name;
}
