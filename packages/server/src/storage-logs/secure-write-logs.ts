import { canonicalLine } from '@perenne/proof';
import type { OperationId, TenantId, Tx } from '../platform/index.ts';
import { type Collected, type JournalKind, type Secured, secureJournal, startAfter } from '../proof/index.ts';
import { StorageError } from '../storage/index.ts';
import type { SecuringHouse } from './house.ts';

const WRITES: JournalKind = {
  type: 'STP_STORAGE_SECURISATION',
  logType: 'STORAGE',
  prefix: 'StorageTraceability',
  category: 'storagetraceability',
  stamping: 'STORAGE_SECURISATION_TIMESTAMP',
  storing: 'STORAGE_SECURISATION_STORAGE',
};

/** So far back logs that were secured already are secured again (spec operations.md 15.1). */
const OVERLAP_MS = 300_000;

interface StoredLog {
  readonly name: string;
  readonly container: string;
  readonly size: number;
  readonly digest: Buffer;
}

/**
 * Secures the write logs that are backed up (spec operations.md 15.5): a line for each file, the latest first. One whose
 * backup came late is secured by the next, however old its end is.
 * @throws StorageError after the journal says FATAL: a log, or the sealed file before, is on no offer as it was recorded
 */
export function secureWriteLogs(
  house: SecuringHouse,
  tenant: TenantId,
  delay: number,
): Promise<OperationId | undefined> {
  const end = new Date(house.clock.now().getTime() - delay);
  return secureJournal(house, tenant, WRITES, (tx, last) => collect(house, tx, tenant, last, end));
}

async function collect(
  house: SecuringHouse,
  tx: Tx,
  tenant: TenantId,
  last: Secured | undefined,
  end: Date,
): Promise<Collected> {
  const start = new Date(Math.max(0, startAfter(last).getTime() - OVERLAP_MS));
  if (last) await checkCopies(house, await placeOf(tx, tenant, last.event.FileName));
  await tx.query(
    `update storage_log_interval set secured = false
     where tenant = $1 and kind = 'write' and stored and secured and ended >= $2`,
    [tenant, start],
  );
  const logs = await tx.query<StoredLog>(
    `select p.name, p.container, p.size, p.digest
     from storage_log_interval i join placement p
       on p.tenant = $1 and p.category = 'storagelog' and p.operation = i.operation
     where i.tenant = $1 and i.kind = 'write' and i.stored and not i.secured order by i.ended desc`,
    [tenant],
  );
  for (const log of logs) await checkCopies(house, log);
  await tx.query(
    `update storage_log_interval set secured = true where tenant = $1 and kind = 'write' and stored and not secured`,
    [tenant],
  );
  const lines = logs.map(
    ({ name, digest }) => `${canonicalLine({ FileName: name, Hash: digest.toString('base64') })}\n`,
  );
  return {
    start,
    end,
    data: Buffer.from(lines.join('')),
    elements: lines.length,
    maxEntriesReached: false,
  };
}

async function placeOf(tx: Tx, tenant: TenantId, name: string): Promise<StoredLog> {
  const [place] = await tx.query<StoredLog>(
    `select name, container, size, digest from placement
     where tenant = $1 and category = 'storagetraceability' and name = $2`,
    [tenant, name],
  );
  if (!place) throw new StorageError('MISSING', `${name} has no place on the offers`);
  return place;
}

/** At least one copy is what was recorded; each that is not is told to whoever watches the service. */
async function checkCopies({ storage, log }: SecuringHouse, file: StoredLog): Promise<void> {
  const copies = await storage.digests(file);
  const faulty = copies.filter(({ digest }) => !digest?.equals(file.digest));
  for (const { offer } of faulty)
    log.error(
      { offer, container: file.container },
      `file ${file.name} may be corrupted or have been deleted`,
    );
  if (faulty.length === copies.length)
    throw new StorageError('MISSING', `${file.name} is on no offer as it was recorded`, {
      container: file.container,
    });
}
