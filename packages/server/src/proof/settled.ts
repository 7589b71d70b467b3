import { setTimeout as pause } from 'node:timers/promises';
import type { Platform } from '../platform/index.ts';

/** What is younger is not secured yet: what was given a time before it is in the journal by then. */
export const DELAY_MS = 300_000;

const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 10_000;
/** How far the clocks of the database and of the service may be apart. */
const CLOCKS_APART_MS = 60_000;

/**
 * The instant before which the journals are complete, at most `delay` ago: a transaction that is still under way, be it
 * for an hour, may have given an earlier time to what it has written, and is waited for a little, then left to the next
 * securing. What it writes would else never be secured.
 */
export async function settledUntil({ database, clock }: Platform, delay: number): Promise<Date> {
  const wanted = clock.now().getTime() - delay;
  const margin = Math.min(delay, CLOCKS_APART_MS);
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const [row] = await database.outsideTenants((tx) =>
      tx.query<{ oldest: Date | null }>('select perenne_oldest_transaction() as oldest'),
    );
    const complete = (row?.oldest?.getTime() ?? Number.POSITIVE_INFINITY) - margin;
    if (complete >= wanted || waited >= PATIENCE_MS) return new Date(Math.min(wanted, complete));
    await pause(LOOK_EVERY_MS);
  }
}
