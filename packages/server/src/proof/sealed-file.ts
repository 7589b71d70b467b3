import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { type Hash, type SealedEntry, sealJournal } from '@perenne/proof';
import { ZipFile } from 'yazl';
import { type OperationId, type TenantId, technicalDate } from '../platform/index.ts';
import type { ProofHouse } from './house.ts';
import { timeStamper } from './time-stamp-key.ts';
import type { Links, LogType, SecuringType, TraceabilityEvent } from './traceability-event.ts';

/** A journal that is secured: what it is called, and where it lies. */
export interface SecuredKind {
  readonly type: SecuringType;
  readonly logType: LogType;
  /** In the name of its files. */
  readonly prefix: string;
  /** Container of its files on the offers. */
  readonly category: 'logbooks' | 'storagetraceability';
}

/** What is to be secured: from the first instant to before the last. */
export interface Collected {
  readonly start: Date;
  readonly end: Date;
  /** Canonical JSON, each line ended by a line feed. */
  readonly data: Uint8Array;
  readonly elements: number;
  readonly maxEntriesReached: boolean;
  readonly statistics?: TraceabilityEvent['Statistics'];
}

export interface SealedFile {
  readonly event: TraceabilityEvent;
  /** The ZIP. */
  readonly bytes: Buffer;
}

export const sha512: Hash = (...parts) => {
  const hash = createHash('sha512');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Seals what was collected (at least one line) and links it to what was sealed before. */
export async function sealFile(
  house: Pick<ProofHouse, 'configuration' | 'clock'>,
  { tenant, operation }: { readonly tenant: TenantId; readonly operation: OperationId },
  { logType, prefix }: SecuredKind,
  collected: Collected,
  { previous, month, year }: Links,
): Promise<SealedFile> {
  const { start, end, data, elements, maxEntriesReached, statistics } = collected;
  const interval = { start: technicalDate(start), end: technicalDate(end) };
  const chain = {
    previous: previous?.event.TimeStampToken ?? null,
    minusOneMonth: month?.event.TimeStampToken ?? null,
    minusOneYear: year?.event.TimeStampToken ?? null,
  };
  const { root, token, entries } = await sealJournal(data, interval, chain, await timeStamper(house), sha512);
  const bytes = await zipOf(entries, house.clock.now());
  const event: TraceabilityEvent = {
    LogType: logType,
    StartDate: interval.start,
    EndDate: interval.end,
    Hash: root,
    TimeStampToken: token,
    ...(previous && { PreviousLogbookTraceabilityDate: previous.event.StartDate }),
    ...(month && { MinusOneMonthLogbookTraceabilityDate: month.event.StartDate }),
    ...(year && { MinusOneYearLogbookTraceabilityDate: year.event.StartDate }),
    NumberOfElements: elements,
    FileName: `${tenant}_${prefix}_${operation}_${compact(interval.end)}.zip`,
    Size: bytes.length,
    SecurisationVersion: 'V1',
    DigestAlgorithm: 'SHA512',
    MaxEntriesReached: maxEntriesReached,
    ...(statistics && { Statistics: statistics }),
  };
  return { event, bytes };
}

/** `20230101_120500` */
const compact = (date: string) => date.slice(0, 19).replace(/[-:]/g, '').replace('T', '_');

/** Sizes and checksums stand before the entries, so that every reader of ZIP finds them. */
function zipOf(entries: readonly SealedEntry[], mtime: Date): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, bytes } of entries)
    zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), name, {
      ...{ mtime, mode: 0o100644, compress: false },
    });
  zip.end();
  return buffer(zip.outputStream);
}
