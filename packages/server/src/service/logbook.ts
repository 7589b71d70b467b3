import { type LogbookEvent, label, readJournal, type Status } from '../logbook/index.ts';
import type { Platform, TenantId } from '../platform/index.ts';
import { eventTree, type TransferEvent } from './transfer-steps.ts';

/** An operation in the logbook of a tenant, whatever began it. */
export interface OperationEntry {
  readonly id: string;
  readonly type: string;
  /** Name of the type, in French. */
  readonly label: string;
  /** Category: `INGEST`, `MASTERDATA`… */
  readonly category: string;
  /** Of the last event so far. */
  readonly outcome: Status;
  readonly isRunning: boolean;
  readonly startedAt: string;
  readonly writtenAt: string;
}

export interface OperationPage {
  readonly operations: readonly OperationEntry[];
  /** Others follow. */
  readonly more: boolean;
  /** Categories that the tenant's logbook has. */
  readonly categories: readonly string[];
}

export interface OperationDetail extends OperationEntry {
  /** What the master record says, as written. */
  readonly message: string;
  readonly detail: string | null;
  readonly contract: string | null;
  readonly agent: string | null;
  readonly events: readonly TransferEvent[];
}

export interface LogbookFilter {
  readonly category?: string;
  readonly outcome?: string;
  /** Days, `yyyy-MM-dd`, in Paris; both belong to the span. */
  readonly from?: string;
  readonly to?: string;
}

const COLUMNS = `logbook_operation.id, logbook_operation.type, logbook_operation.process_type as category, outcome,
  coalesce(operation.state = 'RUNNING', false) as "isRunning", started_at as "startedAt", persisted_at as "writtenAt"`;
const JOURNALS = `logbook_operation left join operation using (tenant, id)`;

interface Row extends Omit<OperationEntry, 'label' | 'startedAt' | 'writtenAt'> {
  readonly startedAt: Date;
  readonly writtenAt: Date;
}

/** Newest first. */
export async function listLogbook(
  { database }: Pick<Platform, 'database'>,
  tenant: TenantId,
  { category, outcome, from, to }: LogbookFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<OperationPage> {
  return database.inTenant(tenant, async (tx) => {
    const rows = await tx.query<Row>(
      `select ${COLUMNS} from ${JOURNALS}
       where tenant = $1 and ($2::text is null or logbook_operation.process_type = $2)
         and ($3::text is null or outcome = $3)
         and ($4::date is null or started_at >= $4::date::timestamp at time zone 'Europe/Paris')
         and ($5::date is null or started_at < ($5::date + 1)::timestamp at time zone 'Europe/Paris')
       order by started_at desc, id offset $6 limit $7`,
      [tenant, category ?? null, outcome ?? null, from ?? null, to ?? null, offset, limit + 1],
    );
    const categories = await tx.query<{ category: string }>(
      'select distinct process_type as category from logbook_operation where tenant = $1 order by 1',
      [tenant],
    );
    return {
      operations: rows.slice(0, limit).map(entryOf),
      more: rows.length > limit,
      categories: categories.map((each) => each.category),
    };
  });
}

/** @returns undefined when it is unknown in the tenant */
export async function readLogbook(
  { database }: Pick<Platform, 'database'>,
  tenant: TenantId,
  id: string,
): Promise<OperationDetail | undefined> {
  return database.inTenant(tenant, async (tx) => {
    const [row] = await tx.query<Row>(`select ${COLUMNS} from ${JOURNALS} where tenant = $1 and id = $2`, [
      tenant,
      id,
    ]);
    const journal = row && (await readJournal(tx, tenant, id));
    if (!journal) return undefined;
    return {
      ...entryOf(row),
      message: String(journal.outMessg ?? ''),
      detail: textOf(journal.evDetData),
      contract: textOf(journal.rightsStatementIdentifier),
      agent: textOf(journal.agIdApp),
      events: eventTree((journal.events ?? []) as LogbookEvent[]),
    };
  });
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

function entryOf(row: Row): OperationEntry {
  return {
    ...row,
    label: label(row.type),
    startedAt: row.startedAt.toISOString(),
    writtenAt: row.writtenAt.toISOString(),
  };
}
