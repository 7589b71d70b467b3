import type { Database, OperationId, TenantId, Tx } from '../platform/index.ts';
import { READ_FORMATS } from './formats.ts';

/** How long a worker may be with a document without an answer, ms: several times what a document is allowed. */
export const LEASE_MS = 10 * 60_000;
/** Pauses after failures of ours, ms: each twice the one before. */
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** A document to be read, held by one worker. */
export interface Job {
  readonly tenant: TenantId;
  readonly object: string;
  readonly group: string;
  readonly usage: string;
  /** PUID. */
  readonly format: string;
  readonly holder: string;
  /** How often somebody has taken it, this time included, and gave no answer. */
  readonly taken: number;
}

/** Objects of groups that can be read; `$2` are PUIDs. */
const OBJECTS = `
  select g.tenant, object ->> '_id', g.id, qualifier ->> 'qualifier', object #>> '{FormatIdentification,FormatId}',
         $3::timestamptz
  from object_group g, jsonb_array_elements(g.doc -> 'qualifiers') qualifier,
       jsonb_array_elements(qualifier -> 'versions') object
  where g.tenant = $1 and object #>> '{FormatIdentification,FormatId}' = any ($2) and not object ? 'PhysicalId'`;
const INSERT = 'insert into content_queue (tenant, object, object_group, usage, format, due_at)';

/**
 * Queues what an operation brought in, in the transaction that publishes it.
 * @param groups existing groups to which it added objects
 */
export async function queueOperation(
  tx: Tx,
  tenant: TenantId,
  operation: OperationId,
  groups: readonly string[],
  now: Date,
): Promise<void> {
  if (!(await isSearchedUntilEnd(tx, tenant))) return;
  await tx.query(
    `${INSERT} ${OBJECTS} and (g.opi = $4 or g.id = any ($5)) and object ->> '_opi' = $4
     on conflict (tenant, object) do nothing`,
    [tenant, READ_FORMATS, now, operation, groups],
  );
}

/** Whether documents of the tenant are read and searched. */
export async function isContentSearched(tx: Tx, tenant: TenantId): Promise<boolean> {
  const [row] = await tx.query<{ content_search: boolean }>(
    'select content_search from tenant where tenant = $1',
    [tenant],
  );
  return row?.content_search ?? false;
}

/** The same, and it stays so until the end of the transaction. */
export async function isSearchedUntilEnd(tx: Tx, tenant: TenantId): Promise<boolean> {
  const [row] = await tx.query<{ content_search: boolean }>(
    'select content_search from tenant where tenant = $1 for share',
    [tenant],
  );
  return row?.content_search ?? false;
}

const SWEPT_AT_ONCE = 1_000;

/**
 * Queues the documents of the next groups of a tenant that is swept, whichever worker comes first.
 * @returns false when there is no tenant to sweep
 */
export async function sweepSome(database: Database, now: Date): Promise<boolean> {
  const tenants = await database.outsideTenants((tx) =>
    tx.query<{ tenant: TenantId }>(
      'select tenant from tenant where content_sweep is not null order by tenant',
    ),
  );
  for (const { tenant } of tenants)
    if (await database.inTenant(tenant, (tx) => sweepTenant(tx, tenant, now))) return true;
  return false;
}

async function sweepTenant(tx: Tx, tenant: TenantId, now: Date): Promise<boolean> {
  const [at] = await tx.query<{ content_sweep: string }>(
    `select content_sweep from tenant where tenant = $1 and content_sweep is not null and content_search
     for update skip locked`,
    [tenant],
  );
  if (!at) return false;
  const groups = await tx.query<{ id: string }>(
    'select id from object_group where tenant = $1 and id > $2 order by id limit $3',
    [tenant, at.content_sweep, SWEPT_AT_ONCE],
  );
  const ids = groups.map(({ id }) => id);
  // What waits already, or is being read, is read but once more.
  await tx.query(`${INSERT} ${OBJECTS} and g.id = any ($4) on conflict (tenant, object) do nothing`, [
    tenant,
    READ_FORMATS,
    now,
    ids,
  ]);
  await tx.query('update tenant set content_sweep = $2 where tenant = $1', [
    tenant,
    ids.length < SWEPT_AT_ONCE ? null : ids.at(-1),
  ]);
  return true;
}

/** Takes the document that is due first; undefined when none is. @param holder never the same twice */
export async function take(database: Database, holder: string, now: Date): Promise<Job | undefined> {
  const [row] = await database.outsideTenants((tx) =>
    tx.query<Omit<Job, 'holder'>>(
      // Chosen once, whatever the plan (operations/queue.ts `acquire`).
      `with due as materialized (
         select tenant, object from content_queue where due_at <= $2
         order by due_at limit 1 for update skip locked)
       update content_queue q set holder = $1, due_at = $3, taken = q.taken + 1
       from due
       where q.tenant = due.tenant and q.object = due.object
       returning q.tenant, q.object, q.object_group as "group", q.usage, q.format, q.taken`,
      [holder, now, new Date(now.getTime() + LEASE_MS)],
    ),
  );
  return row && { ...row, holder };
}

/** Ends a job in the transaction of its result. @returns false when another has it meanwhile */
export async function finish(tx: Tx, { tenant, object, holder }: Job): Promise<boolean> {
  const rows = await tx.query(
    'delete from content_queue where tenant = $1 and object = $2 and holder = $3 returning 1',
    [tenant, object, holder],
  );
  return rows.length > 0;
}

/** Lets it be tried again later: the fault is ours. */
export async function postpone(
  database: Database,
  { tenant, object, holder }: Job,
  now: Date,
): Promise<void> {
  await database.outsideTenants((tx) =>
    tx.query(
      `update content_queue
       set holder = null, taken = taken - 1, failed = failed + 1,
           due_at = $4::timestamptz + least($6, $5 * power(2, least(failed, 20))) * interval '1 millisecond'
       where tenant = $1 and object = $2 and holder = $3`,
      [tenant, object, holder, now, FIRST_PAUSE_MS, LONGEST_PAUSE_MS],
    ),
  );
}

/** Lets another take it at once: the service stops. */
export async function handBack(
  database: Database,
  { tenant, object, holder }: Job,
  now: Date,
): Promise<void> {
  await database.outsideTenants((tx) =>
    tx.query(
      `update content_queue set holder = null, taken = taken - 1, due_at = $4
       where tenant = $1 and object = $2 and holder = $3`,
      [tenant, object, holder, now],
    ),
  );
}
