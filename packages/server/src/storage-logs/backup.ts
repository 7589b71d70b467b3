import { type AccessLine, accessLines } from '../access/index.ts';
import {
  agent,
  appendEvents,
  type EventKey,
  eventRecord,
  type OperationRecords,
  openJournal,
  type Status,
  startedRecord,
} from '../logbook/index.ts';
import type { OperationId, TenantId, Tx } from '../platform/index.ts';
import type { LogKind } from '../storage/index.ts';
import type { StorageLogHouse } from './house.ts';
import { closeInterval, type Interval, openIntervals, settleInterval } from './intervals.ts';
import { findLostEndings } from './lost-endings.ts';
import { writeLines } from './write-lines.ts';

/**
 * The backup of a log of the storage (spec operations.md 15.5): its interval is closed, then written to the offers as a
 * file of JSON lines. Each interval has its operation; one that died or failed is done again, as the same operation, by
 * the next backup, so that the files follow each other without a gap.
 */

export const LOGS: Readonly<
  Record<LogKind, { readonly type: EventKey; readonly category: string; readonly name: string }>
> = {
  write: { type: 'STORAGE_BACKUP', category: 'storagelog', name: 'storage_logbook' },
  access: { type: 'STORAGE_ACCESS_BACKUP', category: 'storageaccesslog', name: 'storage_access_logbook' },
};

let turn: Promise<unknown> = Promise.resolve();

/**
 * Backs up what was logged since the last backup, and what earlier ones left. One at a time in a process: each holds a
 * connection for its lock, and needs others.
 * @returns the operation, which is over; its journal says how it ended
 */
export function backUpLog(house: StorageLogHouse, tenant: TenantId, kind: LogKind): Promise<OperationId> {
  const mine = turn.then(() =>
    house.database.inTenant(tenant, async (tx) => {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `backup of storage log ${tenant} ${kind}`,
      ]);
      return backUp(house, tenant, kind);
    }),
  );
  turn = mine.catch(() => undefined);
  return mine;
}

async function backUp(house: StorageLogHouse, tenant: TenantId, kind: LogKind): Promise<OperationId> {
  const { database, guids, clock } = house;
  if (kind === 'write') await findLostEndings(house, tenant);
  const operation = guids.make('operation', tenant) as unknown as OperationId;
  const intervals = await database.inTenant(tenant, async (tx) => {
    await closeInterval(tx, tenant, kind, operation, clock.now());
    await open(tx, tenant, kind, operation, clock.now());
    return openIntervals(tx, tenant, kind);
  });
  let failed: unknown;
  for (const interval of intervals)
    try {
      // In their order: rows of a later one may say what a pack of an earlier one held.
      if (failed !== undefined) throw failed;
      await store(house, tenant, interval);
    } catch (error) {
      failed = error;
      house.log.error(
        { err: error, tenant, kind, operation: interval.operation },
        'a storage log is not backed up',
      );
      await database.inTenant(tenant, (tx) =>
        append(tx, house, tenant, interval, 'FATAL', {
          error: `${fileNameOf(tenant, interval)}: ${(error as Error).message}`,
        }),
      );
    }
  return operation;
}

async function store(house: StorageLogHouse, tenant: TenantId, interval: Interval): Promise<void> {
  const { storage, database } = house;
  const { operation, kind } = interval;
  const { category } = LOGS[kind];
  const name = fileNameOf(tenant, interval);
  const writer = await storage.openFile({ tenant, category, operation, name });
  try {
    for await (const text of linesOf(house, tenant, interval)) await writer.write(Buffer.from(text));
    const stored = await writer.finish();
    await storage.verify(stored.container, stored);
    const { container, size, digest, offers } = stored;
    await database.inTenant(tenant, async (tx) => {
      await tx.query(
        `insert into placement (tenant, category, name, operation, strategy, container, size, digest, offers)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [tenant, category, name, operation, storage.strategy, container, size, digest, offers],
      );
      await settleInterval(tx, tenant, interval);
      await append(tx, house, tenant, interval, 'OK', {
        FileName: name,
        Digest: digest.toString('hex'),
        DigestType: 'SHA-512',
      });
    });
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

function linesOf(house: StorageLogHouse, tenant: TenantId, interval: Interval): AsyncIterable<string> {
  if (interval.kind === 'write') return writeLines(house, tenant, interval);
  // An interval is after its beginning and up to its end, a period from the one and before the other.
  const next = (date: Date) => new Date(date.getTime() + 1);
  return textOf(
    accessLines((work) => house.database.inTenant(tenant, work), tenant, {
      start: next(interval.started),
      end: next(interval.ended),
    }),
  );
}

async function* textOf(pages: AsyncIterable<readonly AccessLine[]>): AsyncGenerator<string> {
  for await (const page of pages) yield page.map(({ text }) => text).join('');
}

/** `<tenant>_storage_logbook_<yyyyMMddHHmmssSSS>_<…>_<operation>.log` */
function fileNameOf(tenant: TenantId, { kind, started, ended, operation }: Interval): string {
  const stamp = (date: Date) => date.toISOString().replace(/\D/g, '');
  return `${tenant}_${LOGS[kind].name}_${stamp(started)}_${stamp(ended)}_${operation}.log`;
}

const AGENT = agent('storage', 1);

const recordsOf = (kind: LogKind, operation: OperationId): OperationRecords => ({
  ...{ operation, type: LOGS[kind].type, processType: 'STORAGE_BACKUP', agent: AGENT },
});

function open(tx: Tx, tenant: TenantId, kind: LogKind, operation: OperationId, now: Date): Promise<void> {
  return openJournal(tx, tenant, startedRecord(recordsOf(kind, operation), undefined, now), now);
}

function append(
  tx: Tx,
  { guids, clock }: StorageLogHouse,
  tenant: TenantId,
  { kind, operation }: Interval,
  status: Status,
  told: object,
): Promise<void> {
  const now = clock.now();
  const { type } = LOGS[kind];
  const detail = JSON.stringify(told);
  const event = eventRecord(
    recordsOf(kind, operation),
    { id: guids.make('event', tenant), type, status, detail },
    now,
  );
  return appendEvents(tx, tenant, operation, [event], {}, now);
}
