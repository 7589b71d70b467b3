import type { ActionResult, Run } from '../operations/index.ts';
import type { LifecycleHouse } from './house.ts';

/**
 * CHECK_CONCURRENT_WORKFLOW_LOCK: no operation of these workflows that was asked for before this one is under way in
 * the tenant, or waits there (spec operations.md 1.5). Of two the earlier one goes on; the reference system refuses both
 * when each sees the other.
 */
export async function checkConcurrent(
  { tenant, id, house }: Run<LifecycleHouse>,
  workflows: readonly string[],
): Promise<ActionResult> {
  const others = await house.database.inTenant(tenant, (tx) =>
    tx.query(
      `select 1 from operation o join operation own using (tenant)
       where tenant = $1 and own.id = $2 and o.workflow = any ($3) and o.state <> 'COMPLETED'
         and (o.created_at, o.id) < (own.created_at, own.id) limit 1`,
      [tenant, id, workflows],
    ),
  );
  return others.length === 0
    ? { status: 'OK' }
    : { status: 'KO', detail: JSON.stringify({ error: 'Concurrent process(es) found' }) };
}
