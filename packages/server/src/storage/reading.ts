import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { checkContainer } from './names.ts';
import type { CopyReader, Offer } from './offer.ts';
import { StorageError, storageError } from './storage-error.ts';

/** Where bytes lie, as recorded. */
export interface StoredAt {
  readonly container: string;
  /** First byte within the container; null or absent: the container is the thing. */
  readonly offset?: number | null | undefined;
  readonly size: number;
  /** SHA-512 of these bytes; when given, and no range is asked, they are compared before or at the end. */
  readonly digest?: Buffer | undefined;
}

/** First and last byte, both included, counted from the first byte of the thing (as in HTTP, RFC 9110 14.1.2). */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Told of every copy that could not be read, when another was tried or none was left. */
export type FaultReport = (fault: StorageError) => void;

/** Up to this size bytes are read before the first is given, so that a damaged copy is never given at all. */
const AT_ONCE = 1024 * 1024;
const PIECE = 256 * 1024;

/**
 * A stream of the bytes, from the first offer that has them; when it fails on the way, the next goes on where it
 * stopped. Up to 1 MB a wrong digest counts as a failure of the copy; beyond, the stream ends with DIGEST_MISMATCH.
 * @throws StorageError BAD_RANGE; of the first offer when no offer can give the bytes. Later failures come as
 * 'error' of the stream.
 */
export async function readStored(
  offers: readonly Offer[],
  at: StoredAt,
  range: ByteRange | undefined,
  report: FaultReport,
): Promise<Readable> {
  const wanted = wantedBytes(at, range);
  const sources = sourcesOf(offers, at, report);
  if (wanted.length <= AT_ONCE)
    return Readable.from(await readAtOnce(sources, wanted), { objectMode: false });
  return streamFrom(sources, await sources.next(), wanted);
}

interface Wanted {
  readonly container: string;
  readonly first: number;
  readonly length: number;
  readonly digest: Buffer | undefined;
}

function wantedBytes(at: StoredAt, range: ByteRange | undefined): Wanted {
  const container = checkContainer(at.container);
  const base = at.offset ?? 0;
  if (range === undefined) return { container, first: base, length: at.size, digest: at.digest };
  const { start, end } = range;
  const sound = Number.isSafeInteger(start) && Number.isSafeInteger(end);
  if (!sound || start < 0 || end < start || end >= at.size)
    throw new StorageError('BAD_RANGE', `bytes ${start} to ${end} are not within ${at.size}`, { container });
  return { container, first: base + start, length: end - start + 1, digest: undefined };
}

interface Source {
  readonly offer: string;
  readonly copy: CopyReader;
}

interface Sources {
  /** The next offer's copy, open and of the size that it should have. @throws when no offer is left */
  next(): Promise<Source>;
  /** Closes a copy that failed and reports it. */
  failed(source: Source, error: unknown): Promise<void>;
}

function sourcesOf(offers: readonly Offer[], at: StoredAt, report: FaultReport): Sources {
  const left = [...offers];
  let first: StorageError | undefined;
  const note = (offer: string, error: unknown) => {
    const fault = storageError(error, { offer, container: at.container });
    first ??= fault;
    report(fault);
  };
  return {
    async next() {
      for (let offer = left.shift(); offer !== undefined; offer = left.shift()) {
        try {
          return { offer: offer.id, copy: await openSized(offer, at) };
        } catch (error) {
          note(offer.id, error);
        }
      }
      throw (
        first ?? new StorageError('MISSING', 'there is no offer to read from', { container: at.container })
      );
    },
    async failed(source, error) {
      await source.copy.close();
      note(source.offer, error);
    },
  };
}

async function openSized(offer: Offer, at: StoredAt): Promise<CopyReader> {
  const copy = await offer.open(at.container);
  const alone = at.offset === undefined || at.offset === null;
  if (alone ? copy.size === at.size : copy.size >= (at.offset ?? 0) + at.size) return copy;
  await copy.close();
  throw new StorageError('SIZE_MISMATCH', `the copy has ${copy.size} bytes, not those recorded`, {
    offer: offer.id,
    container: at.container,
  });
}

async function readAtOnce(sources: Sources, { first, length, digest, container }: Wanted): Promise<Buffer> {
  for (;;) {
    const source = await sources.next();
    const bytes = Buffer.allocUnsafe(length);
    try {
      await source.copy.read(bytes, first);
      if (digest !== undefined)
        checkDigest(createHash('sha512').update(bytes).digest(), digest, source.offer, container);
    } catch (error) {
      await sources.failed(source, error);
      continue;
    }
    await source.copy.close();
    return bytes;
  }
}

function streamFrom(
  sources: Sources,
  opened: Source,
  { first, length, digest, container }: Wanted,
): Readable {
  let source = opened;
  let done = 0;
  /** The reader has gone: nothing may be opened any more. */
  let left = false;
  const hash = digest === undefined ? undefined : createHash('sha512');

  const piece = async (): Promise<Buffer> => {
    const bytes = Buffer.allocUnsafe(Math.min(PIECE, length - done));
    for (;;) {
      try {
        await source.copy.read(bytes, first + done);
        break;
      } catch (error) {
        if (left) throw error;
        await sources.failed(source, error);
        source = await sources.next();
        if (left) await source.copy.close();
      }
    }
    done += bytes.length;
    hash?.update(bytes);
    if (done === length && hash !== undefined && digest !== undefined)
      checkDigest(hash.digest(), digest, source.offer, container);
    return bytes;
  };
  return new Readable({
    highWaterMark: PIECE,
    read() {
      if (done === length) {
        this.push(null);
        return;
      }
      piece().then(
        (bytes) => this.push(bytes),
        (error) => this.destroy(error),
      );
    },
    destroy(error, callback) {
      left = true;
      source.copy.close().then(() => callback(error));
    },
  });
}

function checkDigest(found: Buffer, expected: Buffer, offer: string, container: string): void {
  if (!found.equals(expected))
    throw new StorageError('DIGEST_MISMATCH', 'the bytes are not those recorded; verify the copies', {
      offer,
      container,
    });
}
