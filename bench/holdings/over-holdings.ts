import { access, chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newDataFolder, removeDataFolder } from '../../scripts/service.ts';
import { type Archive, openArchive } from '../archive.ts';
import { type Figure, say } from '../figures.ts';
import { openHoldings } from './fill.ts';

/**
 * Measures archives with holdings of so many units, one after another.
 * @param kept folder in which they stay for the next time, each under the number of its units; absent: they are removed
 */
export async function overHoldings(
  sizes: readonly number[],
  measure: (archive: Archive, units: number) => Promise<Figure[]>,
  kept?: string,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const units of sizes) {
    const folder = kept === undefined ? await newDataFolder() : await keptFolder(kept, units);
    try {
      const archive = await opened(folder, units);
      try {
        figures.push(...(await measure(archive, units)));
      } finally {
        await archive.service.stop();
      }
    } finally {
      if (kept === undefined) await removeDataFolder(folder);
    }
  }
  return figures;
}

/** Those that are kept have a file beside them once they are whole. */
async function opened(folder: string, units: number): Promise<Archive> {
  const whole = `${folder}.whole`;
  const isWhole = await access(whole).then(
    () => true,
    () => false,
  );
  if (isWhole) return openArchive(folder);
  await rm(folder, { recursive: true, force: true });
  say(`${units} units are made`);
  const archive = await openHoldings(folder, units);
  await writeFile(whole, '');
  return archive;
}

/** Where root runs this, the database's own user must pass. */
async function keptFolder(kept: string, units: number): Promise<string> {
  await mkdir(kept, { recursive: true, mode: 0o711 });
  await chmod(kept, 0o711);
  return join(kept, String(units));
}
