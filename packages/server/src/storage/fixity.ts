import { createHash } from 'node:crypto';
import { BUFFER, giveBuffer, takeBuffer } from './buffers.ts';
import { all } from './copies.ts';
import { hashInThread } from './hash-threads.ts';
import { checkContainer } from './names.ts';
import type { CopyReader, Offer } from './offer.ts';
import type { StoredAt } from './reading.ts';
import { StorageError } from './storage-error.ts';

export interface Expected {
  readonly size: number;
  /** SHA-512. */
  readonly digest: Buffer;
}

/**
 * Reads one copy whole and compares it with what was recorded.
 * @throws StorageError MISSING, SIZE_MISMATCH, DIGEST_MISMATCH, IO, NOT_PERMITTED
 */
export async function verifyCopy(offer: Offer, container: string, expected: Expected): Promise<void> {
  const place = { offer: offer.id, container };
  const copy = await offer.open(container);
  try {
    if (copy.size !== expected.size)
      throw new StorageError(
        'SIZE_MISMATCH',
        `the copy has ${copy.size} bytes where ${expected.size} were recorded; restore it from another offer`,
        place,
      );
    if (!(await digestOf(copy)).equals(expected.digest))
      throw new StorageError(
        'DIGEST_MISMATCH',
        'the copy is not what was recorded; keep it aside and restore it from another offer',
        place,
      );
  } finally {
    await copy.close();
  }
}

/** Every copy, whatever the others say; @returns the failures, in the order of the offers */
export async function verifyCopies(
  offers: readonly Offer[],
  container: string,
  expected: Expected,
): Promise<StorageError[]> {
  const failures = await all(
    offers.map((offer) =>
      verifyCopy(offer, container, expected).then(
        () => undefined,
        (error: StorageError) => error,
      ),
    ),
  );
  return failures.filter((failure) => failure !== undefined);
}

/** SHA-512 of what lies there on one offer; undefined: it has no such copy, or a shorter one. @throws StorageError */
export async function digestOnOffer(offer: Offer, at: StoredAt): Promise<Buffer | undefined> {
  let copy: CopyReader | undefined;
  try {
    copy = await offer.open(checkContainer(at.container));
    const { read, size } = copy;
    const { offset } = at;
    const isAlone = offset === undefined || offset === null;
    return await digestOf(
      isAlone ? { size, read } : { size: at.size, read: (into, position) => read(into, offset + position) },
    );
  } catch (error) {
    if (error instanceof StorageError && ['MISSING', 'SIZE_MISMATCH'].includes(error.code)) return undefined;
    throw error;
  } finally {
    await copy?.close();
  }
}

/** From this size on a copy is hashed in a thread of its own: below, the messages cost more than they gain. Bytes. */
const LARGE = 16 * BUFFER;

/** SHA-512 of a copy; the next piece is read while one is hashed. */
export async function digestOf(copy: Pick<CopyReader, 'size' | 'read'>): Promise<Buffer> {
  if (copy.size >= LARGE) return hashInThread(copy.size, copy.read);
  const hash = createHash('sha512');
  let current = takeBuffer();
  let next = takeBuffer();
  const pieceAt = (position: number) => Math.min(BUFFER, copy.size - position);
  let reading = copy.read(current.subarray(0, pieceAt(0)), 0);
  for (let position = 0; position < copy.size; ) {
    await reading;
    const read = current.subarray(0, pieceAt(position));
    position += read.length;
    reading = copy.read(next.subarray(0, pieceAt(position)), position);
    // Thrown by the next round's `await`; after the last piece it reads nothing.
    reading.catch(() => undefined);
    hash.update(read);
    [current, next] = [next, current];
  }
  await reading;
  giveBuffer(current);
  giveBuffer(next);
  return hash.digest();
}

/** Bytes of the copy of a container on an offer; undefined: it has none. */
export async function heldSize(offer: Offer, container: string): Promise<number | undefined> {
  try {
    const copy = await offer.open(container);
    await copy.close();
    return copy.size;
  } catch (error) {
    if (error instanceof StorageError && error.code === 'MISSING') return undefined;
    throw error;
  }
}
