import { canonicalLine } from '@perenne/proof';
import { readJournal } from '../logbook/index.ts';
import type { OperationId, TenantId, Tx } from '../platform/index.ts';
import type { ProofHouse } from './house.ts';
import type { Collected } from './sealed-file.ts';
import { type JournalKind, secureJournal } from './secure-journal.ts';
import { settledUntil } from './settled.ts';
import type { Secured } from './traceability-event.ts';

const OPERATIONS: JournalKind = {
  type: 'STP_OP_SECURISATION',
  logType: 'OPERATION',
  prefix: 'LogbookOperation',
  category: 'logbooks',
  stamping: 'OP_SECURISATION_TIMESTAMP',
  storing: 'OP_SECURISATION_STORAGE',
};

/** Processes that are no reason to secure: they come by themselves, and would keep an idle archive busy. */
const NO_REASON = ['TRACEABILITY', 'STORAGE_BACKUP', 'COMPUTE_INHERITED_RULES', 'DATA_CONSISTENCY_AUDIT'];
/** Without a reason it is done anyway after so long. */
const AT_LEAST_EVERY_MS = 690 * 60_000;

/** What one securing holds at most: it is in memory as a whole. The next one goes on where it ends. */
const MOST = { elements: 100_000, bytes: 64 * 1024 * 1024 };
/** Operations read at once. */
const PAGE = 200;

/**
 * Secures the journal of operations of a tenant (spec operations.md 15.4).
 * @param delay what is younger is left to the next securing, ms
 * @returns the operation; undefined when nothing was to be done
 */
export async function secureOperations(
  house: ProofHouse,
  tenant: TenantId,
  delay: number,
): Promise<OperationId | undefined> {
  const end = await settledUntil(house, delay);
  return secureJournal(house, tenant, OPERATIONS, async (tx, last) => {
    const isDue = await hasReason(tx, tenant, last, end);
    return isDue ? collect(tx, tenant, startAfter(last), end) : undefined;
  });
}

/** Each begins where the last ended: nothing lies between two. */
export const startAfter = (last: Secured | undefined): Date =>
  new Date(last === undefined ? 0 : `${last.event.EndDate}Z`);

async function hasReason(tx: Tx, tenant: TenantId, last: Secured | undefined, end: Date): Promise<boolean> {
  const start = startAfter(last);
  if (last !== undefined && end.getTime() - start.getTime() > AT_LEAST_EVERY_MS) return true;
  const [found] = await tx.query(
    `select from logbook_operation
     where tenant = $1 and persisted_at >= $2 and persisted_at < $3 and process_type <> all ($4) limit 1`,
    [tenant, start, end, NO_REASON],
  );
  return found !== undefined;
}

interface Place {
  readonly id: string;
  readonly at: Date;
}

/** Operations written to within the interval, in the order in which they were; as their journal is now. */
async function collect(tx: Tx, tenant: TenantId, start: Date, end: Date): Promise<Collected> {
  const lines: Buffer[] = [];
  let bytes = 0;
  let last: Place = { id: '', at: start };
  for (;;) {
    const page = await tx.query<Place>(
      `select id, persisted_at as at from logbook_operation
       where tenant = $1 and persisted_at < $2 and (persisted_at, id) > ($3, $4)
       order by persisted_at, id limit ${PAGE}`,
      [tenant, end, last.at, last.id],
    );
    for (const place of page) {
      const isFull = lines.length >= MOST.elements || bytes >= MOST.bytes;
      // What has one instant stays together: the next securing begins with the next instant.
      if (isFull && place.at.getTime() > last.at.getTime())
        return { start, end: place.at, ...gathered(lines), maxEntriesReached: true };
      const line = Buffer.from(`${canonicalLine(await readJournal(tx, tenant, place.id))}\n`);
      lines.push(line);
      bytes += line.length;
      last = place;
    }
    if (page.length < PAGE) return { start, end, ...gathered(lines), maxEntriesReached: false };
  }
}

const gathered = (lines: readonly Buffer[]) => ({ data: Buffer.concat(lines), elements: lines.length });
