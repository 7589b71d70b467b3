import { HOUR_MS, listedTenants, lookEvery, type OperationId, type TenantId } from '../../platform/index.ts';
import { CATEGORY } from './delivered-package.ts';
import type { DeliveryHouse } from './house.ts';

/** How long a package waits for its download (spec operations.md 3.4). */
export const LIFETIME_MS = 7 * 24 * HOUR_MS;
/** How long when the offers are nearly full. */
const SHORT_LIFETIME_MS = 24 * HOUR_MS;
/** Share of an offer that is free, under which it counts as nearly full. */
const NEARLY_FULL = 0.25;

/**
 * Takes away the packages of all tenants whose time is over; no journal tells of it.
 * @returns how many
 */
export async function removeExpiredPackages(house: DeliveryHouse): Promise<number> {
  const lifetime = (await house.storage.freeShare()) <= NEARLY_FULL ? SHORT_LIFETIME_MS : LIFETIME_MS;
  const before = new Date(house.clock.now().getTime() - lifetime);
  let removed = 0;
  for (const tenant of await listedTenants(house.database))
    for (const operation of await expiredIn(house, tenant, before)) {
      // The bytes first: a row that is left is found again by the next run, bytes without one by nobody.
      await house.storage.discard(tenant, operation);
      await house.database.inTenant(tenant, (tx) =>
        tx.query('delete from placement where tenant = $1 and category = $2 and operation = $3', [
          tenant,
          CATEGORY,
          operation,
        ]),
      );
      removed++;
    }
  return removed;
}

async function expiredIn(house: DeliveryHouse, tenant: TenantId, before: Date): Promise<OperationId[]> {
  const rows = await house.database.inTenant(tenant, (tx) =>
    tx.query<{ id: OperationId }>(
      `select o.id from placement p join operation o on o.tenant = p.tenant and o.id = p.operation
       where p.tenant = $1 and p.category = $2 and o.state = 'COMPLETED' and o.updated_at < $3`,
      [tenant, CATEGORY, before],
    ),
  );
  return rows.map(({ id }) => id);
}

/** Looks for expired packages now and every hour. @returns how to stop */
export function startExpiry(house: DeliveryHouse): () => Promise<void> {
  return lookEvery(HOUR_MS, house.log, 'expired packages cannot be removed', async () => {
    const removed = await removeExpiredPackages(house);
    if (removed > 0) house.log.info({ removed }, 'expired packages removed');
  });
}
