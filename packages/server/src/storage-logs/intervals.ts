import type { OperationId, TenantId, Tx } from '../platform/index.ts';
import { type LogKind, stopLines } from '../storage/index.ts';

/** A part of a log that is closed: nothing is added to it. */
export interface Interval {
  readonly kind: LogKind;
  /** After this instant… */
  readonly started: Date;
  /** …up to this one. */
  readonly ended: Date;
  /** That backs it up. */
  readonly operation: OperationId;
}

const TABLE = { write: 'storage_log', access: 'access_log' } as const;

/**
 * Closes what was logged since the last interval. Whoever logs at the moment is waited for; who comes after the commit
 * logs later than its end: each line belongs to exactly one interval, whatever the clocks say.
 */
export async function closeInterval(
  tx: Tx,
  tenant: TenantId,
  kind: LogKind,
  operation: OperationId,
  now: Date,
): Promise<Interval> {
  await stopLines(tx, tenant, kind);
  const [row] = await tx.query<Interval>(
    `with last as (
       select coalesce(
         (select max(ended) from storage_log_interval where tenant = $1 and kind = $2),
         (select min(at) - interval '1 ms' from ${TABLE[kind]} where tenant = $1),
         $4::timestamptz - interval '1 ms') as started)
     insert into storage_log_interval (tenant, kind, started, ended, operation)
     select $1, $2, started, greatest($4, started + interval '1 ms'), $3 from last
     returning kind, started, ended, operation`,
    [tenant, kind, operation, now],
  );
  return row as Interval;
}

/** Intervals that no file holds yet, oldest first: those of backups that died or failed, and the last one. */
export function openIntervals(tx: Tx, tenant: TenantId, kind: LogKind): Promise<Interval[]> {
  return tx.query<Interval>(
    `select kind, started, ended, operation from storage_log_interval
     where tenant = $1 and kind = $2 and not stored order by ended`,
    [tenant, kind],
  );
}

/** Its file lies on the offers: rows of writes go, those of readings stay to be asked for. */
export async function settleInterval(tx: Tx, tenant: TenantId, { kind, started, ended }: Interval) {
  await tx.query(
    'update storage_log_interval set stored = true where tenant = $1 and kind = $2 and ended = $3',
    [tenant, kind, ended],
  );
  if (kind === 'write')
    await tx.query(
      'delete from storage_log where tenant = $1 and at > $2 and at <= $3 and outcome is not null',
      [tenant, started, ended],
    );
}
