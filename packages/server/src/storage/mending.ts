import { createHash } from 'node:crypto';
import { BUFFER } from './buffers.ts';
import { beginCopies, type Strategy } from './copies.ts';
import { digestOnOffer, type Expected, verifyCopy } from './fixity.ts';
import { checkContainer, INDEX_SUFFIX } from './names.ts';
import type { CopyReader, Offer } from './offer.ts';
import { readIndex } from './pack-index.ts';
import { StorageError } from './storage-error.ts';

/**
 * A bad copy is written anew from a good one. What is written is compared with what was recorded before anybody can see
 * it: a source that is not what it should be, or turns bad while it is read, replaces nothing.
 */

/** What came of it: nothing had to be done, a copy was made, or no offer has what would be right. */
export type Mended = { readonly kind: 'right' } | { readonly kind: 'restored'; readonly from: string };

/** A part of a pack. */
export interface Entry {
  readonly container: string;
  readonly offset: number;
  readonly size: number;
  /** SHA-512 of these bytes. */
  readonly digest: Buffer;
}

/**
 * Makes the copy of a container on one offer what was recorded, from an offer that has it so.
 * @returns undefined when no other offer has it so: the copy stays as it is
 * @throws StorageError when an offer is not there, or cannot be read or written
 */
export async function restoreCopy(
  strategy: Strategy,
  container: string,
  expected: Expected,
  offer: string,
): Promise<Mended | undefined> {
  const to = offerOf(strategy, offer);
  checkContainer(container);
  // Where an offer should be mounted and is not, nothing is written.
  await to.present();
  if (await isSound(to, container, expected)) return { kind: 'right' };
  for (const from of strategy.offers) {
    if (from === to || !(await isSound(from, container, expected))) continue;
    const source = await from.open(container);
    try {
      const index = await indexOfPack(from, container, expected);
      await replace(strategy, to, container, piecesOf(source, 0, expected.size), (stored) => {
        if (!stored.equals(expected.digest)) throw changed(from, container);
        return index;
      });
    } finally {
      await source.close();
    }
    await verifyCopy(to, container, expected);
    return { kind: 'restored', from: from.id };
  }
  return undefined;
}

/**
 * Makes one part of a pack on one offer what was recorded, where no offer has the whole pack so any more: all other bytes
 * of that copy stay as they are.
 * @returns undefined when no other offer has the part, or this copy is too short to be mended: it stays as it is
 * @throws as restoreCopy
 */
export async function restoreEntry(
  strategy: Strategy,
  entry: Entry,
  offer: string,
): Promise<Mended | undefined> {
  const { container, offset, size, digest } = entry;
  const to = offerOf(strategy, offer);
  const isThere = async (each: Offer) => (await digestOnOffer(each, entry))?.equals(digest) === true;
  await to.present();
  if (await isThere(to)) return { kind: 'right' };
  const own = await to.open(container).catch(missing);
  try {
    if (own === undefined || own.size < offset + size) return undefined;
    for (const from of strategy.offers) {
      if (from === to || !(await isThere(from))) continue;
      const source = await from.open(container);
      try {
        const hash = createHash('sha512');
        const pieces = spliced(own, source, entry, (bytes) => hash.update(bytes));
        await replace(strategy, to, container, pieces, () => {
          if (!hash.digest().equals(digest)) throw changed(from, container);
          return undefined;
        });
      } finally {
        await source.close();
      }
      if (!(await isThere(to))) throw changed(to, container);
      return { kind: 'restored', from: from.id };
    }
    return undefined;
  } finally {
    await own?.close();
  }
}

function offerOf({ offers }: Strategy, id: string): Offer {
  const offer = offers.find((each) => each.id === id);
  if (offer === undefined) throw new StorageError('WRONG_OFFER', `${id} is no offer of the strategy`);
  return offer;
}

async function isSound(offer: Offer, container: string, expected: Expected): Promise<boolean> {
  try {
    await verifyCopy(offer, container, expected);
    return true;
  } catch (error) {
    if (error instanceof StorageError && NOT_SOUND.has(error.code)) return false;
    throw error;
  }
}

/** A copy that the device cannot read is bad as well. */
const NOT_SOUND: ReadonlySet<string> = new Set(['MISSING', 'SIZE_MISMATCH', 'DIGEST_MISMATCH', 'IO']);

function missing(error: unknown): undefined {
  if (error instanceof StorageError && error.code === 'MISSING') return undefined;
  throw error;
}

const changed = (offer: Offer, container: string) =>
  new StorageError('DIGEST_MISMATCH', 'the copy is no more what it was a moment ago; nothing was replaced', {
    ...{ offer: offer.id, container },
  });

/** @param check of the digest of all that was written, before it can be seen; gives the index beside it */
async function replace(
  { log }: Strategy,
  to: Offer,
  container: string,
  pieces: AsyncIterable<Uint8Array>,
  check: (digest: Buffer) => Uint8Array | undefined,
): Promise<void> {
  const copies = await beginCopies({ offers: [to], log }, container);
  try {
    for await (const piece of pieces) await copies.write(piece);
    await copies.finish(({ digest }) => check(digest));
  } catch (error) {
    await copies.abort();
    throw error;
  }
}

async function* piecesOf(copy: CopyReader, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += BUFFER) {
    const piece = Buffer.allocUnsafe(Math.min(BUFFER, end - at));
    await copy.read(piece, at);
    yield piece;
  }
}

async function* spliced(
  own: CopyReader,
  source: CopyReader,
  { offset, size }: Entry,
  taken: (bytes: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  yield* piecesOf(own, 0, offset);
  for await (const piece of piecesOf(source, offset, offset + size)) {
    taken(piece);
    yield piece;
  }
  yield* piecesOf(own, offset + size, own.size);
}

/** The index beside a pack, when it is that pack's. */
async function indexOfPack(
  offer: Offer,
  container: string,
  { digest }: Expected,
): Promise<Uint8Array | undefined> {
  const copy = await offer.open(container + INDEX_SUFFIX).catch(missing);
  if (copy === undefined) return undefined;
  try {
    const bytes = Buffer.allocUnsafe(copy.size);
    await copy.read(bytes, 0);
    return readIndex(bytes).digest.equals(digest) ? bytes : undefined;
  } catch (error) {
    // One that cannot be read as an index is none.
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  } finally {
    await copy.close();
  }
}
