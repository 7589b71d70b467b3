import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { TenantId } from '../platform/index.ts';
import { all, type Strategy } from './copies.ts';
import { type FileSystem, localFileSystem } from './file-system.ts';
import { type FilePlace, type FileWriter, openFileWriter } from './file-writer.ts';
import { openFilesystemOffer } from './filesystem-offer.ts';
import { digestOnOffer, type Expected, verifyCopies } from './fixity.ts';
import { type LinesWriter, openLinesWriter } from './lines-writer.ts';
import { type Entry, type Mended, restoreCopy, restoreEntry } from './mending.ts';
import { checkContainer } from './names.ts';
import type { Offer } from './offer.ts';
import { indexOf } from './pack-index.ts';
import { type ChunkPlace, openPackWriter, type PackWriter } from './pack-writer.ts';
import { type ByteRange, type FaultReport, readStored, type StoredAt } from './reading.ts';
import { removeOperation } from './removal.ts';
import type { StorageError } from './storage-error.ts';
import type { WriteLog } from './write-log.ts';

/**
 * OAIS Archival Storage: what is written lies on every offer of the strategy, or is not written. Failures are
 * StorageErrors. A writer replaces an earlier container of the same place (a chunk written again after a crash);
 * one writer at a time per place, which the lease of the operation gives.
 */
export interface Storage {
  readonly strategy: 'default';
  readonly offers: readonly Offer[];
  /** A pack of objects, TAR: `<chunk>.tar`. @throws StorageError BAD_NAME, NO_SPACE, NOT_PERMITTED, IO */
  openPack(at: ChunkPlace): Promise<PackWriter>;
  /** A pack of documents, gzipped JSON lines: `<chunk>.jsonl.gz`. @throws as `openPack` */
  openLines(at: ChunkPlace): Promise<LinesWriter>;
  /** One large object, a file of its own: `<name>`. @throws as `openPack` */
  openFile(at: FilePlace): Promise<FileWriter>;
  /**
   * Reads every copy of a container again and compares size and SHA-512; every faulty copy goes to the report,
   * the first is thrown. What the system still has in memory is not read from the disk again.
   * @throws StorageError MISSING, SIZE_MISMATCH, DIGEST_MISMATCH, NOT_PERMITTED, IO, with offer and container
   */
  verify(container: string, expected: Expected): Promise<void>;
  /** Bytes of a container or of an entry of a pack (reading.ts `readStored`); the caller consumes or destroys. */
  read(at: StoredAt, range?: ByteRange): Promise<Readable>;
  /** Makes the copy of a container on one offer what was recorded, from another (mending.ts `restoreCopy`). */
  restore(container: string, expected: Expected, offer: string): Promise<Mended | undefined>;
  /** Makes one part of a pack on one offer what was recorded (mending.ts `restoreEntry`). */
  restoreEntry(entry: Entry, offer: string): Promise<Mended | undefined>;
  /** The index beside a pack (pack-index.ts); undefined when no offer has one, or it is no pack. */
  index(container: string): Promise<Buffer | undefined>;
  /** Removes all that an operation wrote, on every offer; idempotent. @throws StorageError after all were tried */
  discard(tenant: TenantId, operation: string): Promise<void>;
  /** Operations that have written something in a tenant, on any offer. @throws StorageError */
  operations(tenant: TenantId): Promise<readonly string[]>;
  /**
   * SHA-512 of what lies there, as each offer's copy gives it now; undefined: the offer has no such copy, or a shorter
   * one. @throws StorageError NOT_PERMITTED, IO
   */
  digests(at: StoredAt): Promise<readonly { readonly offer: string; readonly digest: Buffer | undefined }[]>;
  /** Bytes that can still be written, by offer. @throws StorageError when an offer is not there */
  usableSpace(): Promise<ReadonlyMap<string, number>>;
  /** Free share of the fullest offer, from 0 to 1. @throws as usableSpace */
  freeShare(): Promise<number>;
}

export interface StorageOptions {
  /** Told of copies that could not be read or are not what was recorded. Default: a warning of the process. */
  readonly report?: FaultReport;
  readonly files?: FileSystem;
  /** Told of all that is written and removed. Default: nobody is. */
  readonly log?: WriteLog;
}

/**
 * Opens the default strategy: two offers in folders under the data folder, made when they do not exist.
 * @throws StorageError WRONG_OFFER, NOT_PERMITTED, NO_SPACE, IO
 */
export async function openStorage(
  configuration: { readonly dataFolder: string },
  options: StorageOptions = {},
): Promise<Storage> {
  const files = options.files ?? localFileSystem;
  const folder = join(configuration.dataFolder, 'offers');
  return storageOn(
    await all([1, 2].map((n) => openFilesystemOffer(`offer-fs-${n}`, join(folder, `offer-${n}`), files))),
    options,
  );
}

/** Storage on given offers, written in this order of preference for reading. */
export function storageOn(
  offers: readonly Offer[],
  { report = warn, log }: Pick<StorageOptions, 'report' | 'log'> = {},
): Storage {
  const strategy: Strategy = { offers, log };
  return {
    strategy: 'default',
    offers,
    openPack: (at) => openPackWriter(strategy, at),
    openLines: (at) => openLinesWriter(strategy, at),
    openFile: (at) => openFileWriter(strategy, at),
    async verify(container, expected) {
      const faults = await verifyCopies(offers, checkContainer(container), expected);
      for (const fault of faults) report(fault);
      if (faults[0] !== undefined) throw faults[0];
    },
    read: (at, range) => readStored(offers, at, range, report),
    restore: (container, expected, offer) => restoreCopy(strategy, container, expected, offer),
    restoreEntry: (entry, offer) => restoreEntry(strategy, entry, offer),
    index: (container) => indexOf(offers, checkContainer(container)),
    discard: (tenant, operation) => removeOperation(strategy, tenant, operation),
    async operations(tenant) {
      return [...new Set((await all(offers.map((offer) => offer.operations(tenant)))).flat())];
    },
    digests: (at) =>
      all(offers.map(async (offer) => ({ offer: offer.id, digest: await digestOnOffer(offer, at) }))),
    async usableSpace() {
      return new Map(await all(offers.map(async (offer) => [offer.id, await offer.usableSpace()] as const)));
    },
    async freeShare() {
      const shares = offers.map(async (offer) => (await offer.usableSpace()) / (await offer.capacity()));
      return Math.min(...(await all(shares)));
    },
  };
}

function warn(fault: StorageError): void {
  process.emitWarning(fault);
}
