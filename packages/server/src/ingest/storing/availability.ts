import type { ActionResult } from '../../operations/index.ts';
import { type EntryRun, folderOf } from '../entry.ts';
import { CHECKED } from '../work-files.ts';

/**
 * STORAGE_AVAILABILITY_CHECK: room on every offer (spec ingest.md 13) for what is still to be written. The objects lie
 * there since their controls, which stop for want of room; counted again, they would refuse what fits.
 */
export async function checkAvailability(run: EntryRun): Promise<ActionResult> {
  const bytes = await bytesToCome(run);
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

/** Documents and life cycles of units and groups: on the offers they are packed, and smaller than in the work folder. */
async function bytesToCome(run: EntryRun): Promise<number> {
  const folder = folderOf(run);
  let bytes = 0;
  for (const name of await folder.list()) {
    if (!CHECKED.test(name)) continue;
    const file = await folder.open(name);
    bytes += file.size;
    await file.close();
  }
  return bytes;
}
