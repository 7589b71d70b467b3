import { readOperation } from '../operations/index.ts';
import type { EntryHouse } from './house.ts';

/**
 * Removes work folders that nobody will take up: of completed operations, and of uploads cut by the end of the
 * service. Called when the service starts, before it takes uploads.
 */
export async function mendWorkspace(house: EntryHouse): Promise<void> {
  for (const { tenant, operation } of await house.workspace.list()) {
    const known = await house.database.inTenant(tenant, (tx) => readOperation(tx, tenant, operation));
    if (known && known.state !== 'COMPLETED') continue;
    await house.workspace.folder(tenant, operation).removeAll();
    house.log.info({ tenant, operation }, 'left-over work folder removed');
  }
}
