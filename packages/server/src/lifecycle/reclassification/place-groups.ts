import type { TenantId, Tx } from '../../platform/index.ts';

/** Groups written in one statement. */
const BATCH = 500;

/**
 * What the groups of units below others have of these: the ancestors and agencies of all units that refer to them (spec
 * model.md 3.1). Their versions and documents stay.
 */
export async function placeGroups(
  tx: Tx,
  tenant: TenantId,
  moved: readonly string[],
  now: Date,
): Promise<void> {
  await tx.query(
    `declare held no scroll cursor for
     select distinct og from unit
     where tenant = $1 and og is not null and (id = any ($2::text[]) or us && $2::text[]) order by og`,
    [tenant, moved],
  );
  for (;;) {
    const page = await tx.query<{ og: string }>(`fetch ${BATCH} from held`);
    const ids = page.map(({ og }) => og);
    // First, and in one order: a group that an entry changes is seen as that entry leaves it.
    await tx.query(
      'select 1 from object_group where tenant = $1 and id = any ($2) order by id for no key update',
      [tenant, ids],
    );
    await tx.query(
      `with referring as materialized (
         select og, id, us, sps from unit where tenant = $1 and og = any ($2)),
       above as (
         select og, array_agg(distinct one) as us from referring, unnest(array_prepend(id, us)) one group by og),
       agencies as (
         select og, array_agg(distinct one) as sps from referring, unnest(sps) one group by og)
       update object_group g
       set us = above.us,
           sps = array_remove(array_prepend(g.sp, array_remove(coalesce(agencies.sps, '{}'), g.sp)), null),
           atomic_version = g.atomic_version + 1, graph_at = $3
       from above left join agencies using (og)
       where g.tenant = $1 and g.id = above.og`,
      [tenant, ids, now],
    );
    if (page.length < BATCH) break;
  }
  await tx.query('close held');
}
