import { beginCopies, type StoredContainer } from './copies.ts';
import { containerOf, type Place } from './names.ts';
import type { Offer } from './offer.ts';
import { orAbort } from './pack-writer.ts';
import { inTurns } from './turns.ts';

/** Streams one large object to a file of its own on every offer. Calls are done in their order. */
export interface FileWriter {
  /**
   * Appends. Returns when every offer has taken the bytes (that is the back-pressure); they must not change
   * until then. @throws StorageError NO_SPACE, NOT_PERMITTED, IO, CLOSED; the object is given up
   */
  write(bytes: Uint8Array): Promise<void>;
  /** Durable on every offer on return. @throws StorageError as `write`, SUPERSEDED */
  finish(): Promise<StoredContainer>;
  /** Gives the object up. Never fails; idempotent; after `finish` it does nothing. */
  abort(): Promise<void>;
}

export interface FilePlace extends Place {
  /** Name of the object (names.ts `checkName`). */
  readonly name: string;
}

export async function openFileWriter(offers: readonly Offer[], at: FilePlace): Promise<FileWriter> {
  const copies = await beginCopies(offers, containerOf(at, at.name));
  const turn = inTurns();
  const abort = () => copies.abort();
  return {
    write: (bytes) => turn(() => copies.write(bytes)),
    finish: () => turn(() => orAbort(() => copies.finish(), abort)),
    abort,
  };
}
