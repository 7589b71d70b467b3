import { type Database, readTenant, type TenantId, type Tx } from '../platform/index.ts';

/** Asks each tenant of the platform in turn, in a transaction of its own. */
export async function everyTenant<T>(
  database: Database,
  ask: (tx: Tx, tenant: TenantId) => Promise<readonly T[]>,
): Promise<T[]> {
  const rows = await database.outsideTenants((tx) =>
    tx.query<{ tenant: number }>('select tenant from tenant order by tenant'),
  );
  const found: T[] = [];
  for (const row of rows) {
    const tenant = readTenant(String(row.tenant));
    if (tenant !== undefined) found.push(...(await database.inTenant(tenant, (tx) => ask(tx, tenant))));
  }
  return found;
}
