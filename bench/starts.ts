import { setTimeout as pause } from 'node:timers/promises';
import { openArchive } from './archive.ts';
import type { Figure } from './figures.ts';
import { residentOf } from './resident.ts';
import { timed } from './timing.ts';

/** Long enough that what only the start needed is given back. */
const IDLE_MS = 20_000;

/** The second start of an archive, and its memory when nobody asks anything of it. */
export async function secondStart(dataFolder: string): Promise<Figure[]> {
  const start = await timed(() => openArchive(dataFolder));
  const { service } = start.result;
  try {
    await pause(IDLE_MS);
    const { now } = await residentOf(service.pid);
    return [
      { name: 'second start, until ready', value: start.seconds, unit: 's', better: 'lower', target: 5 },
      { name: 'resident when idle', value: now, unit: 'MB', better: 'lower', target: 300 },
    ];
  } finally {
    await service.stop();
  }
}
