import { readOperation } from '../operations/index.ts';
import type { EntryHouse } from './house.ts';
import { isUpload } from './uploads/upload-rows.ts';

/**
 * Removes work folders that nobody will take up: of completed operations, and of uploads in one piece
 * that the end of the service cut; those in several sittings go on. Called when the service starts, before it takes uploads.
 */
export async function mendWorkspace(house: EntryHouse): Promise<void> {
  for (const { tenant, operation } of await house.workspace.list()) {
    const isWanted = await house.database.inTenant(tenant, async (tx) => {
      const known = await readOperation(tx, tenant, operation);
      return known ? known.state !== 'COMPLETED' : isUpload(tx, tenant, operation);
    });
    if (isWanted) continue;
    await house.workspace.folder(tenant, operation).removeAll();
    house.log.info({ tenant, operation }, 'left-over work folder removed');
  }
}
