import { createHash } from 'node:crypto';
import type { CopyWriter, Offer } from './offer.ts';
import { StorageError } from './storage-error.ts';
import type { Agents, WriteLog } from './write-log.ts';

/** What is known of a container once it lies on every offer. */
export interface StoredContainer {
  /** Its name: path on every offer, `<tenant>/<category>/<operation>/<name>`. */
  readonly container: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-512 of the bytes. */
  readonly digest: Buffer;
  /** Identifiers of the offers that hold a copy. */
  readonly offers: readonly string[];
}

/** Where copies go, and where it is told. */
export interface Strategy {
  readonly offers: readonly Offer[];
  /** Absent: nothing is told. */
  readonly log?: WriteLog | undefined;
}

/**
 * The copies of one container, written to all offers at once from the same bytes, hashed on the way.
 * The first failure on any offer gives all copies up: a container is on every offer or is not stored.
 */
export interface Copies {
  readonly container: string;
  /** Bytes so far. */
  readonly size: number;
  /**
   * Appends to every copy. One call at a time; `bytes` must not change until it returns.
   * @throws StorageError of the first offer that failed (in the order of the offers); CLOSED
   */
  write(bytes: Uint8Array): Promise<void>;
  /** Durable and visible on every offer, with the index beside it. @throws StorageError */
  finish(index?: (stored: StoredContainer) => Uint8Array | undefined): Promise<StoredContainer>;
  /** Gives all copies up. Never fails; idempotent. */
  abort(): Promise<void>;
}

/** SHA-512 of the bytes of the copies, in their order. */
export interface CopiesHash {
  /** May go on after its return when it gives a promise; `bytes` do not change before that is settled. */
  update(bytes: Uint8Array): Promise<void> | void;
  digest(): Promise<Buffer> | Buffer;
  /** The copies are given up. Idempotent; also called after `digest`. */
  abandon(): Promise<void> | void;
}

/** On this thread, while the system's threads write. */
export function hashHere(): CopiesHash {
  const hash = createHash('sha512');
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest(),
    abandon: () => undefined,
  };
}

/** @throws StorageError when an offer refuses; then nothing stays on the others */
export async function beginCopies(
  { offers, log }: Strategy,
  container: string,
  hash: CopiesHash = hashHere(),
): Promise<Copies> {
  const copies: { readonly offer: string; readonly writer: CopyWriter }[] = [];
  const finished = new Set<string>();
  let open = true;
  const agents = (): Agents =>
    Object.fromEntries(offers.map(({ id }) => [id, finished.has(id) ? 'OK' : 'KO'] as const));
  // Beside the writing: it is waited for when the copies are to be seen.
  const begun = log?.begin({ event: 'CREATE', container });
  begun?.catch(() => undefined);
  let told = begun === undefined;

  const abort = async () => {
    open = false;
    await Promise.all([hash.abandon(), ...copies.map(({ writer }) => writer.abort())]);
    if (told) return;
    told = true;
    // What is not said now is found when the log is backed up.
    await begun?.then((end) => end({ agents: agents() })).catch(() => undefined);
  };
  const orAbort = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      await abort();
      throw error;
    }
  };
  const checkOpen = () => {
    if (!open) throw new StorageError('CLOSED', 'the writer is closed; begin again', { container });
  };

  await orAbort(() =>
    all(
      offers.map(
        async (offer) => void copies.push({ offer: offer.id, writer: await offer.begin(container) }),
      ),
    ),
  );
  let size = 0;
  return {
    container,
    get size() {
      return size;
    },
    async write(bytes) {
      checkOpen();
      size += bytes.length;
      await orAbort(() => all([...copies.map(({ writer }) => writer.write(bytes)), hash.update(bytes)]));
    },
    async finish(index) {
      checkOpen();
      open = false;
      const digest = await hash.digest();
      const stored = { container, size, digest, offers: offers.map(({ id }) => id) };
      const beside = index?.(stored);
      const end = await orAbort(async () => {
        const end = await begun;
        await all(
          copies.map(async ({ offer, writer }) => {
            await writer.finish(beside);
            finished.add(offer);
          }),
        );
        return end;
      });
      told = true;
      await end?.({ agents: agents(), stored: { size, digest, packed: beside !== undefined } });
      return stored;
    },
    abort,
  };
}

/** Waits for all, even when one fails, so that none goes on unseen; then throws the first failure. */
export async function all<T>(works: readonly (Promise<T> | T)[]): Promise<T[]> {
  const results: T[] = [];
  for (const result of await Promise.allSettled(works)) {
    if (result.status === 'rejected') throw result.reason;
    results.push(result.value);
  }
  return results;
}
