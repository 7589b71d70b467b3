import { BUFFER, giveShared, takeShared } from './buffers.ts';
import { beginCopies, type CopiesHash, hashHere, type StoredContainer, type Strategy } from './copies.ts';
import { beginThreadHash, type ThreadHash } from './hash-threads.ts';
import { containerOf, type Place } from './names.ts';
import { orAbort } from './pack-writer.ts';
import { StorageError } from './storage-error.ts';
import { inTurns } from './turns.ts';

/** Streams one large object to a file of its own on every offer. Calls are done in their order. */
export interface FileWriter {
  /**
   * Appends. Returns when the bytes are gathered and every offer has taken all but the last of them (that is the
   * back-pressure); they must not change until then. A failure may come with a later call.
   * @throws StorageError NO_SPACE, NOT_PERMITTED, IO, CLOSED; the object is given up
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

/**
 * What comes is gathered in one piece of memory while the one before it is hashed in a thread of its own and written on
 * every offer: hashing takes longest, and nothing waits for anything else.
 */
export async function openFileWriter(strategy: Strategy, at: FilePlace): Promise<FileWriter> {
  const copies = await beginCopies(strategy, containerOf(at, at.name), hashBeside());
  const turn = inTurns();
  let filling = takeShared();
  let filled = 0;
  let leaving = takeShared();
  let left: Promise<void> = Promise.resolve();
  let open = true;

  const leave = async () => {
    await left;
    [leaving, filling] = [filling, leaving];
    left = copies.write(new Uint8Array(leaving, 0, filled));
    // Thrown by the next call's `await`.
    left.catch(() => undefined);
    filled = 0;
  };
  const gather = async (bytes: Uint8Array) => {
    for (let done = 0; done < bytes.length; ) {
      const taken = bytes.subarray(done, done + BUFFER - filled);
      new Uint8Array(filling).set(taken, filled);
      done += taken.length;
      filled += taken.length;
      if (filled === BUFFER) await leave();
    }
  };
  const finish = async () => {
    if (filled > 0) await leave();
    await left;
    const stored = await copies.finish();
    open = false;
    giveShared(filling);
    giveShared(leaving);
    return stored;
  };
  // The memory is let go: a call under way may still use it.
  const abort = async () => {
    open = false;
    await left.catch(() => undefined);
    await copies.abort();
  };
  return {
    write: (bytes) =>
      turn(async () => {
        if (!open)
          throw new StorageError('CLOSED', 'the writer is closed; begin again', {
            container: copies.container,
          });
        await orAbort(() => gather(bytes), abort);
      }),
    finish: () => turn(() => orAbort(finish, abort)),
    abort,
  };
}

const inThread = (hash: ThreadHash): CopiesHash => ({
  ...hash,
  update: ({ buffer, length }) => hash.update(buffer as SharedArrayBuffer, length),
});

/** In a thread, but for objects that do not fill the memory once: the messages would cost more than they gain. */
function hashBeside(): CopiesHash {
  let hash: CopiesHash | undefined;
  return {
    update(bytes) {
      hash ??= bytes.length === BUFFER ? inThread(beginThreadHash()) : hashHere();
      return hash.update(bytes);
    },
    digest() {
      hash ??= hashHere();
      return hash.digest();
    },
    abandon: () => hash?.abandon(),
  };
}
