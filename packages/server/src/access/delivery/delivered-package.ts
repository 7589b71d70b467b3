import { readOperation } from '../../operations/index.ts';
import type { TenantId } from '../../platform/index.ts';
import { isGuid } from '../../platform/index.ts';
import type { StoredObject } from '../object-content.ts';
import type { DeliveryHouse } from './house.ts';

/** Category of packages on the offers (spec operations.md 23.2). */
export const CATEGORY = 'dip';

export function fileNameOf(operation: string): string {
  return `${operation}.zip`;
}

/** Where the package of a delivery lies; undefined before it is completed, when it was refused, or once it is gone. */
export async function findPackage(
  house: DeliveryHouse,
  tenant: TenantId,
  operation: string,
): Promise<StoredObject | undefined> {
  if (!isGuid(operation)) return undefined;
  return house.database.inTenant(tenant, async (tx) => {
    const found = await readOperation(tx, tenant, operation);
    if (found?.state !== 'COMPLETED') return undefined;
    const [row] = await tx.query<StoredObject>(
      `select container, entry_offset as "offset", size, digest from placement
       where tenant = $1 and category = $2 and name = $3`,
      [tenant, CATEGORY, fileNameOf(operation)],
    );
    return row;
  });
}
