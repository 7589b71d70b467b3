import type { ActionResult } from '../../operations/index.ts';
import { type EntryRun, planOf } from '../entry.ts';

/** STORAGE_AVAILABILITY_CHECK: room for the objects on every offer (spec ingest.md 13). */
export async function checkAvailability(run: EntryRun): Promise<ActionResult> {
  const { bytes } = await planOf(run);
  const space = await run.house.storage.usableSpace();
  const detail: Record<string, unknown> = {};
  let enough = true;
  for (const [offer, usable] of space) {
    const fits = usable >= bytes;
    enough &&= fits;
    detail[offer] = fits ? 'OK' : 'KO';
    if (fits) continue;
    detail[`${offer}_usableSpace`] = usable;
    detail[`${offer}_totalSizeToBeStored`] = bytes;
  }
  const status = enough ? 'OK' : 'KO';
  return { status, detail: JSON.stringify(detail), tasks: [{ key: 'STORAGE_AVAILABILITY_CHECK', status }] };
}
