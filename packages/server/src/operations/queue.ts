import type { Database, OperationId, TenantId, Tx } from '../platform/index.ts';

/** Channel on which a new piece of work is announced. */
export const WORK_CHANNEL = 'perenne_work';

/** How long a worker holds an operation without a sign of life, ms; a dead one is replaced after it. */
export const LEASE_MS = 15_000;

/** Operations of one tenant that run at once, over all workers: a tenant with a hundred transfers lets others pass. */
export const MOST_PER_TENANT = 2;

/** Key of the advisory lock under which work is taken. */
const TAKING = 7_291_003;

/** The right to work on one operation; `fence` grows with each holder, so that a late one is told apart. */
export interface Lease {
  readonly tenant: TenantId;
  readonly operation: OperationId;
  readonly holder: string;
  readonly fence: number;
}

export class LeaseLost extends Error {
  constructor(lease: Lease) {
    super(`operation ${lease.operation} is held by another worker`);
  }
}

/** Puts an operation where workers look; it must be RUNNING in the same transaction. */
export async function enqueue(tx: Tx, tenant: TenantId, operation: OperationId, now: Date): Promise<void> {
  await tx.query(
    `insert into work_queue (tenant, operation, queued_at, process_type)
     select tenant, id, $3, process_type from operation where tenant = $1 and id = $2
     on conflict (tenant, operation) do nothing`,
    [tenant, operation, now],
  );
  await tx.query('select pg_notify($1, $2)', [WORK_CHANNEL, '']);
}

/**
 * Takes the oldest operation that no worker and no order holds, if its tenant has not its fill; undefined when there is
 * none.
 * @param holder never the same twice: an operation that was paused begins its fences anew
 */
export async function acquire(database: Database, holder: string, now: Date): Promise<Lease | undefined> {
  const [row] = await database.outsideTenants(async (tx) => {
    // One at a time: two that count a tenant's operations at once would both find room for the last.
    await tx.query('select pg_advisory_xact_lock($1)', [TAKING]);
    return tx.query<{ tenant: TenantId; operation: OperationId; fence: number }>(
      // Rows that a run is just confirming are passed over, not waited for. Chosen in a subquery of the update, a nested
      // loop would choose again for each row of the queue, and take operations that nobody is told of.
      `with free as materialized (
         select c.tenant, c.operation from work_queue c
         where (c.holder is null or c.lease_until < $2)
           and not exists (
             select from operation_hold h
             where coalesce(h.held_tenant, c.tenant) = c.tenant
               and coalesce(h.process_type, c.process_type) = c.process_type)
           and (select count(*) from work_queue r
                where r.tenant = c.tenant and r.holder is not null and r.lease_until >= $2) < $4
         order by c.queued_at limit 1 for update skip locked)
       update work_queue q
       set holder = $1, lease_until = $3, fence = q.fence + 1
       from free
       where q.tenant = free.tenant and q.operation = free.operation
       returning q.tenant, q.operation, q.fence`,
      [holder, now, new Date(now.getTime() + LEASE_MS), MOST_PER_TENANT],
    );
  });
  return row && { ...row, holder };
}

/**
 * Of these operations, those that no worker has taken yet, with their place among the waiting ones of their tenant, from
 * 1; null for one that an order holds back: others pass it.
 */
export async function placesInQueue(
  tx: Tx,
  tenant: TenantId,
  operations: readonly OperationId[],
): Promise<ReadonlyMap<OperationId, number | null>> {
  const rows = await tx.query<{ operation: OperationId; place: number | null }>(
    `select operation, case when not held then place end as place
     from (
       select c.operation, held,
              count(*) filter (where not held) over (order by c.queued_at, c.operation)::integer as place
       from work_queue c, lateral (
         select exists (
           select from operation_hold h
           where coalesce(h.held_tenant, c.tenant) = c.tenant
             and coalesce(h.process_type, c.process_type) = c.process_type) as held) h
       where c.tenant = $1 and c.holder is null) waiting
     where operation = any ($2)`,
    [tenant, operations],
  );
  return new Map(rows.map(({ operation, place }) => [operation, place]));
}

/** A sign of life. @throws LeaseLost when another holds the operation, or it was taken from the queue */
export async function renew(database: Database, lease: Lease, now: Date): Promise<void> {
  const rows = await database.outsideTenants((tx) =>
    tx.query(
      `update work_queue set lease_until = $5
       where tenant = $1 and operation = $2 and holder = $3 and fence = $4 returning 1`,
      [lease.tenant, lease.operation, lease.holder, lease.fence, new Date(now.getTime() + LEASE_MS)],
    ),
  );
  if (rows.length === 0) throw new LeaseLost(lease);
}

/**
 * Compares the fencing token: the last statement of every transaction of a run. Not earlier: the row would stay
 * locked for the length of a publication, and the heartbeat would wait behind it until the lease is lost.
 */
export async function confirm(tx: Tx, lease: Lease): Promise<void> {
  const rows = await tx.query(
    `select 1 from work_queue where tenant = $1 and operation = $2 and holder = $3 and fence = $4 for share`,
    [lease.tenant, lease.operation, lease.holder, lease.fence],
  );
  if (rows.length === 0) throw new LeaseLost(lease);
}

/** Takes the operation from the queue, at the end or at a pause: the last statement of its transaction. */
export async function release(tx: Tx, lease: Lease): Promise<void> {
  const rows = await tx.query(
    `delete from work_queue where tenant = $1 and operation = $2 and holder = $3 and fence = $4 returning 1`,
    [lease.tenant, lease.operation, lease.holder, lease.fence],
  );
  if (rows.length === 0) throw new LeaseLost(lease);
}

/** Lets another take it at once: the service stops in the middle of it. */
export async function handBack(database: Database, lease: Lease): Promise<void> {
  await database.outsideTenants((tx) =>
    tx.query(
      `update work_queue set holder = null, lease_until = null
       where tenant = $1 and operation = $2 and holder = $3 and fence = $4`,
      [lease.tenant, lease.operation, lease.holder, lease.fence],
    ),
  );
}

/**
 * Frees what processes of an earlier run held: they need not be waited for. Only where this process alone can be at
 * work: on the embedded database, whose folder is locked.
 */
export async function freeAll(database: Database): Promise<void> {
  await database.outsideTenants((tx) =>
    tx.query('update work_queue set holder = null, lease_until = null where holder is not null'),
  );
}
