import type { Database, TenantId, Tx } from '../platform/index.ts';
import { WORK_CHANNEL } from './queue.ts';

/**
 * Orders that hold operations back (spec api.md 6.6, ProcessPause). What they are about is not taken from the queue, and
 * what runs stops at the end of its step; it stays queued, and goes on by itself when the order is lifted.
 */
export interface Hold {
  /** Absent: of every tenant. */
  readonly tenant?: TenantId;
  /** `INGEST`, `MASTERDATA`…; absent: of every type. */
  readonly processType?: string;
}

export interface StandingHold extends Hold {
  readonly since: Date;
}

/** Gives an order, which stands until it is lifted; the same one twice is one. */
export async function holdOperations(database: Database, hold: Hold, now: Date): Promise<void> {
  await database.outsideTenants((tx) =>
    tx.query(
      `insert into operation_hold (held_tenant, process_type, since) values ($1, $2, $3) on conflict do nothing`,
      [hold.tenant ?? null, hold.processType ?? null, now],
    ),
  );
}

/** Lifts the order of these very words. @returns whether there was one */
export async function releaseOperations(database: Database, hold: Hold): Promise<boolean> {
  return database.outsideTenants(async (tx) => {
    const lifted = await tx.query(
      `delete from operation_hold
       where held_tenant is not distinct from $1 and process_type is not distinct from $2 returning 1`,
      [hold.tenant ?? null, hold.processType ?? null],
    );
    await tx.query('select pg_notify($1, $2)', [WORK_CHANNEL, '']);
    return lifted.length > 0;
  });
}

/** Orders that are about operations of a tenant, the oldest first. */
export async function holdsOn(tx: Tx, tenant: TenantId): Promise<StandingHold[]> {
  const rows = await tx.query<{ tenant: TenantId | null; processType: string | null; since: Date }>(
    `select held_tenant as tenant, process_type as "processType", since from operation_hold
     where held_tenant is null or held_tenant = $1 order by since`,
    [tenant],
  );
  return rows.map(({ tenant: of, processType, since }) => ({
    ...(of === null ? {} : { tenant: of }),
    ...(processType === null ? {} : { processType }),
    since,
  }));
}

/** Whether one of the orders on its tenant is about operations of this type. */
export const isHeldBy = (holds: readonly Hold[], processType: string): boolean =>
  holds.some((hold) => hold.processType === undefined || hold.processType === processType);
