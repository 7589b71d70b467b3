import type { TenantId } from '../platform/index.ts';

/**
 * A place that keeps a full copy of the archive. Whatever stands behind it (folders, an object store), every
 * offer keeps these promises; storage relies on nothing else.
 *
 * Containers are named `<tenant>/<category>/<operation>/<name>` (names.ts); a name that is not of that form is
 * refused with BAD_NAME before anything is touched. Errors are StorageErrors that carry the offer's id and the
 * container. No method retries: whoever called knows whether to.
 */
export interface Offer {
  /** Stable identifier, recorded with everything that the offer keeps. */
  readonly id: string;

  /**
   * Begins a copy of a container. Nothing can be read under its name before `finish`; a container that exists
   * already stays as it is until then and is replaced by it. One writer at a time: a later `begin` for the same
   * container takes over from an earlier one, whose `finish` then fails with SUPERSEDED. What a dead process
   * left of an earlier attempt is removed.
   * @throws NO_SPACE, NOT_PERMITTED, IO
   */
  begin(container: string): Promise<CopyWriter>;

  /**
   * Opens a finished copy for reading; whoever opens closes. A copy that is discarded or replaced meanwhile may
   * go on giving its old bytes or fail, but never mixes the two.
   * @throws MISSING when no finished copy has that name; NOT_PERMITTED, IO
   */
  open(container: string): Promise<CopyReader>;

  /**
   * Removes all that an operation wrote in a tenant, finished or not, in every category. Idempotent: an
   * operation that wrote nothing is no error, and after a failure the same call goes on. Durable on return.
   * @throws NOT_PERMITTED, IO; some may be removed and some not
   */
  discard(tenant: TenantId, operation: string): Promise<void>;

  /** Finished containers of an operation in a tenant, in every category. @throws NOT_PERMITTED, IO */
  containers(tenant: TenantId, operation: string): Promise<readonly string[]>;

  /** Operations that have written something in a tenant, finished or not. @throws NOT_PERMITTED, IO */
  operations(tenant: TenantId): Promise<readonly string[]>;

  /**
   * Looks whether the offer is there and is the one that it should be: what it has not can then be believed.
   * @throws MISSING, WRONG_OFFER, NOT_PERMITTED, IO
   */
  present(): Promise<void>;

  /**
   * Bytes that can still be written; an estimate that others may use up at the same time.
   * @throws MISSING when the offer is not there, IO
   */
  usableSpace(): Promise<number>;

  /** Bytes that the offer has in all. @throws MISSING, IO */
  capacity(): Promise<number>;
}

/** One copy being written. Calls one after another; after an error only `abort`. */
export interface CopyWriter {
  /**
   * Appends. Returns when the bytes are taken, not when they are durable; the buffer may change after that.
   * @throws NO_SPACE, NOT_PERMITTED, IO; nothing of the copy will be kept
   */
  write(bytes: Uint8Array): Promise<void>;

  /**
   * Makes the copy durable and then visible under its name, together with its index when one is given (as
   * `<container>.index.jsonl`). On return both survive a power cut. When it fails, the name shows either what it
   * showed before or the new copy whole, never a part; bytes whose sync failed are given up, not synced again.
   * @throws NO_SPACE, NOT_PERMITTED, IO, SUPERSEDED
   */
  finish(index?: Uint8Array): Promise<void>;

  /** Gives the copy up: nothing of it stays. Never fails; idempotent; after a `finish` that held it does nothing. */
  abort(): Promise<void>;
}

/** One finished copy, open for reading. */
export interface CopyReader {
  /** Bytes of the copy. */
  readonly size: number;

  /**
   * Fills `into` with the bytes from `position` on. Calls may overlap.
   * @throws SIZE_MISMATCH when the copy ends before, IO
   */
  read(into: Uint8Array, position: number): Promise<void>;

  /** Never fails; idempotent. */
  close(): Promise<void>;
}
