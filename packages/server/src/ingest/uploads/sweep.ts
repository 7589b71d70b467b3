import type { TenantId } from '../../platform/index.ts';
import type { EntryHouse } from '../house.ts';
import { deleteUpload, staleUploads } from './upload-rows.ts';

/** How long an upload waits for its next bytes. */
export const UPLOAD_LIFETIME_MS = 24 * 3_600_000;

/** Takes away the uploads that nobody went on with, with their bytes, and the memory of those taken in. @returns how many */
export async function sweepUploads(house: EntryHouse): Promise<number> {
  const before = new Date(house.clock.now().getTime() - UPLOAD_LIFETIME_MS);
  const tenants = await house.database.outsideTenants((tx) =>
    tx.query<{ tenant: TenantId }>('select tenant from tenant order by tenant'),
  );
  let swept = 0;
  for (const { tenant } of tenants) {
    const stale = await house.database.inTenant(tenant, (tx) => staleUploads(tx, tenant, before));
    for (const { id, entered } of stale) {
      const isGone = await house.database.inTenant(tenant, (tx) => deleteUpload(tx, tenant, id, before));
      // The folder of one taken in is the operation's.
      if (isGone && !entered) await house.workspace.folder(tenant, id).removeAll();
      swept++;
    }
  }
  return swept;
}
