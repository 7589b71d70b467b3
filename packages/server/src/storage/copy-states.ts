import { hash } from 'node:crypto';
import { BUFFER, giveBuffer, takeBuffer } from './buffers.ts';
import { digestOf } from './fixity.ts';
import { checkContainer } from './names.ts';
import type { CopyReader, Offer } from './offer.ts';
import type { StoredAt } from './reading.ts';
import { StorageError } from './storage-error.ts';

/** What one offer has of a stored thing. */
export type CopyState =
  | { readonly kind: 'there' }
  | { readonly kind: 'read'; readonly digest: Buffer }
  | { readonly kind: 'faulty'; readonly fault: CopyFault };

/** No file; one too short, or of another length than the thing that it should be alone; one that cannot be read. */
export type CopyFault = 'MISSING' | 'SIZE_MISMATCH' | 'UNREADABLE';

/** How a copy is looked at: found in its length, or read whole and hashed. */
export type Look = 'existence' | 'integrity';

export interface LookOptions {
  readonly look: Look;
  /** Aborted: the look is given up between two pieces. */
  readonly signal: AbortSignal;
  /** An offer that takes longer for one piece does not answer. Milliseconds. */
  readonly patience: number;
}

type Place = Pick<StoredAt, 'offset' | 'size'>;

/**
 * Looks at things that lie in one container on one offer; what cannot be read there is a state, not an error. Entries of
 * a pack that lie side by side are read at once, so that a pack of small objects costs one reading of its bytes.
 * @returns the states, in the order of the places
 * @throws StorageError IO when the offer does not answer in time, BAD_NAME; the signal's reason
 */
export async function lookAtCopies(
  offer: Offer,
  container: string,
  places: readonly Place[],
  options: LookOptions,
): Promise<CopyState[]> {
  const answered = waiter(offer, container, options);
  const opening = offer.open(checkContainer(container));
  let copy: CopyReader;
  try {
    copy = await answered(opening);
  } catch (error) {
    // An answer that comes too late is not left open.
    opening.then((late) => late.close()).catch(() => undefined);
    const state = faultOf(error);
    return places.map(() => state);
  }
  const { size } = copy;
  const read: CopyReader['read'] = (into, position) => answered(copy.read(into, position));
  const states = new Map<Place, CopyState>();
  const hasher = entryHasher({ size, read });
  try {
    for (const place of places.toSorted((a, b) => (a.offset ?? 0) - (b.offset ?? 0)))
      states.set(
        place,
        isThere(place, size) ? await stateOf(place, options.look, hasher.digest) : faulty('SIZE_MISMATCH'),
      );
    hasher.close();
  } finally {
    // Not waited for: an offer that does not answer does not close either.
    copy.close();
  }
  return places.map((place) => states.get(place) as CopyState);
}

const faulty = (fault: CopyFault): CopyState => ({ kind: 'faulty', fault });

const isThere = ({ offset, size }: Place, whole: number) =>
  offset === undefined || offset === null ? whole === size : whole >= offset + size;

async function stateOf(
  place: Place,
  look: Look,
  digest: (place: Place) => Promise<Buffer>,
): Promise<CopyState> {
  if (look === 'existence') return { kind: 'there' };
  try {
    return { kind: 'read', digest: await digest(place) };
  } catch (error) {
    return faultOf(error);
  }
}

/** The state of a copy that cannot be read. @throws what is not about the copy */
function faultOf(error: unknown): CopyState {
  if (!(error instanceof StorageError) || error instanceof NoAnswer) throw error;
  if (error.code === 'MISSING' || error.code === 'SIZE_MISMATCH') return faulty(error.code);
  if (error.code === 'IO' || error.code === 'NOT_PERMITTED') return faulty('UNREADABLE');
  throw error;
}

/** The offer, and not one of its files, fails. */
class NoAnswer extends StorageError {}

/** Waits for an answer of the offer as long as patience has it. */
function waiter(offer: Offer, container: string, { signal, patience }: LookOptions) {
  return async <T>(work: Promise<T>): Promise<T> => {
    const given = Promise.withResolvers<never>();
    const timer = setTimeout(
      () =>
        given.reject(
          new NoAnswer('IO', `no answer within ${patience / 1000} s; check that the offer is reachable`, {
            offer: offer.id,
            container,
          }),
        ),
      patience,
    );
    try {
      const answer = await Promise.race([work, given.promise]);
      signal.throwIfAborted();
      return answer;
    } finally {
      clearTimeout(timer);
    }
  };
}

/** SHA-512 of places in one copy, asked for in their order. One call at a time. */
function entryHasher(copy: Pick<CopyReader, 'size' | 'read'>) {
  let window: Buffer<ArrayBuffer> | undefined;
  let first = 0;
  let length = 0;
  const holds = (start: number, size: number) =>
    window !== undefined && start >= first && start + size <= first + length;

  /** Fills the window from here on. A failure says nothing yet: what spoils it may lie beside. */
  async function move(start: number): Promise<void> {
    const filling = window ?? takeBuffer();
    // A buffer whose reading failed may still be written by the system: it is let go.
    window = undefined;
    const wanted = Math.min(BUFFER, copy.size - start);
    await copy.read(filling.subarray(0, wanted), start);
    window = filling;
    first = start;
    length = wanted;
  }

  return {
    async digest({ offset, size }: Place): Promise<Buffer> {
      const start = offset ?? 0;
      const isAlone = offset === undefined || offset === null;
      if (!isAlone && size <= BUFFER) {
        if (!holds(start, size)) await move(start).catch(onlyIfOfCopy);
        if (window !== undefined && holds(start, size))
          return hash('sha512', window.subarray(start - first, start - first + size), 'buffer');
      }
      return digestOf({ size, read: (into, position) => copy.read(into, start + position) });
    },
    close() {
      if (window !== undefined) giveBuffer(window);
      window = undefined;
    },
  };
}

function onlyIfOfCopy(error: unknown): void {
  faultOf(error);
}
