import { createHash } from 'node:crypto';
import { readGuid } from '../platform/index.ts';
import { BUFFER, giveBuffer, takeBuffer } from './buffers.ts';
import { beginCopies, type Copies, type StoredContainer, type Strategy } from './copies.ts';
import { checkName, chunkName, containerOf, type Place } from './names.ts';
import { indexFile } from './pack-index.ts';
import { StorageError } from './storage-error.ts';
import { END_OF_ARCHIVE, MAX_SIZE, padding, tarHeaders } from './tar.ts';
import { inTurns } from './turns.ts';

/** Where a pack of an operation lies. */
export interface ChunkPlace extends Place {
  /** Number of the chunk within the operation; one pack per category and chunk. */
  readonly chunk: number;
}

/** One object in a pack. */
export interface PackEntry {
  readonly name: string;
  /** First byte of the content in the pack. */
  readonly offset: number;
  /** Bytes of the content. */
  readonly size: number;
  /** SHA-512 of the content. */
  readonly digest: Buffer;
}

export interface StoredPack extends StoredContainer {
  readonly category: string;
  readonly operation: string;
  readonly entries: number;
}

/** Writes small objects into one TAR on every offer. Calls are done one after another, in their order. */
export interface PackWriter {
  /**
   * Appends an object. The bytes are copied before it returns.
   * @param name of the object, unique in the pack (names.ts `checkName`)
   * @param digest SHA-512 of the bytes when the caller has it already; trusted
   * @throws StorageError BAD_NAME, DUPLICATE_NAME, NO_SPACE, NOT_PERMITTED, IO, CLOSED; the pack is given up
   */
  add(name: string, bytes: Uint8Array, digest?: Buffer): Promise<PackEntry>;
  /**
   * Durable on every offer on return, with its index beside it. Same entries in the same order make the same
   * bytes. @throws StorageError as `add`, SUPERSEDED
   */
  finish(): Promise<StoredPack>;
  /** Gives the pack up. Never fails; idempotent; after `finish` it does nothing. */
  abort(): Promise<void>;
}

export async function openPackWriter(strategy: Strategy, at: ChunkPlace): Promise<PackWriter> {
  const copies = await beginCopies(strategy, containerOf(at, chunkName(at.chunk, '.tar')));
  const stream = bufferedWriter(copies);
  // Not the time of writing: a chunk written again after a crash gives the same bytes.
  const headerOf = tarHeaders(Math.floor((readGuid(at.operation)?.instant.getTime() ?? 0) / 1000));
  const names = new Set<string>();
  const index: string[] = [];
  const turn = inTurns();

  const abort = () => copies.abort();
  const add = async (name: string, bytes: Uint8Array, given: Buffer | undefined): Promise<PackEntry> => {
    const { container } = copies;
    if (names.has(checkName(name)))
      throw new StorageError('DUPLICATE_NAME', `${name} is in the pack already`, { container });
    if (bytes.length > MAX_SIZE)
      throw new StorageError('BAD_RANGE', `${name} is too large for a pack; store it as a file`, {
        container,
      });
    names.add(name);
    await stream.put(headerOf(name, bytes.length));
    const digest = given ?? createHash('sha512').update(bytes).digest();
    const entry = { name, offset: stream.position(), size: bytes.length, digest };
    await stream.put(bytes);
    await stream.putZeros(padding(bytes.length));
    index.push(entryLine(entry));
    return entry;
  };
  return {
    add: (name, bytes, digest) => turn(() => orAbort(() => add(name, bytes, digest), abort)),
    finish: () =>
      turn(() =>
        orAbort(async () => {
          await stream.putZeros(END_OF_ARCHIVE);
          await stream.end();
          const stored = await copies.finish((pack) => indexFile(pack, index));
          return { ...stored, category: at.category, operation: at.operation, entries: names.size };
        }, abort),
      ),
    abort,
  };
}

// Names are safe as they are in JSON: names.ts lets no other characters through.
function entryLine({ name, offset, size, digest }: PackEntry): string {
  return `{"name":"${name}","offset":${offset},"size":${size},"sha512":"${digest.toString('hex')}"}\n`;
}

export async function orAbort<T>(work: () => Promise<T>, abort: () => Promise<void>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await abort();
    throw error;
  }
}

/** Gathers small pieces into large writes; one buffer is filled while the other is written. */
function bufferedWriter(copies: Copies) {
  let filling = takeBuffer();
  let other = takeBuffer();
  let filled = 0;
  let position = 0;
  let writing: Promise<void> = Promise.resolve();
  let ended = false;

  const checkOpen = () => {
    // Once given back, the buffers may be another pack's.
    if (ended) throw new StorageError('CLOSED', 'the pack is finished', { container: copies.container });
  };
  const send = async () => {
    await writing;
    writing = copies.write(filling.subarray(0, filled));
    // Its failure is thrown by the next `send` or `end`.
    writing.catch(() => undefined);
    [filling, other] = [other, filling];
    filled = 0;
  };
  return {
    position: () => position,
    async put(bytes: Uint8Array) {
      checkOpen();
      position += bytes.length;
      for (let done = 0; done < bytes.length; ) {
        const piece = Math.min(bytes.length - done, BUFFER - filled);
        filling.set(piece === bytes.length ? bytes : bytes.subarray(done, done + piece), filled);
        done += piece;
        filled += piece;
        if (filled === BUFFER) await send();
      }
    },
    async putZeros(count: number) {
      checkOpen();
      position += count;
      for (let left = count; left > 0; ) {
        const piece = Math.min(left, BUFFER - filled);
        filling.fill(0, filled, filled + piece);
        left -= piece;
        filled += piece;
        if (filled === BUFFER) await send();
      }
    },
    /** Writes what is left; the last call. */
    async end() {
      if (filled > 0) await send();
      await writing;
      ended = true;
      giveBuffer(filling);
      giveBuffer(other);
    },
  };
}
