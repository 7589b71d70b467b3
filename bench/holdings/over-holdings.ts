import { newDataFolder, removeDataFolder } from '../../scripts/service.ts';
import type { Archive } from '../archive.ts';
import { type Figure, say } from '../figures.ts';
import { openHoldings } from './fill.ts';

/** Measures archives of their own, with holdings of so many units, one after another. */
export async function overHoldings(
  sizes: readonly number[],
  measure: (archive: Archive, units: number) => Promise<Figure[]>,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const units of sizes) {
    const folder = await newDataFolder();
    try {
      say(`${units} units are made`);
      const archive = await openHoldings(folder, units);
      try {
        figures.push(...(await measure(archive, units)));
      } finally {
        await archive.service.stop();
      }
    } finally {
      await removeDataFolder(folder);
    }
  }
  return figures;
}
