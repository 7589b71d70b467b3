import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openArchive, type TestArchive } from './testing/archive.ts';
import { enterBroken } from './testing/fuzz.ts';
import { goodSip, zipOf } from './testing/sip.ts';

/** How many packages; `PERENNE_FUZZ_RUNS=100000` for a long look. */
const RUNS = Number(process.env.PERENNE_FUZZ_RUNS ?? 200);
/** Generous: each run is one entry, on a machine that has others to serve. */
const TIMEOUT_MS = 60_000 + RUNS * 2_000;

const seeds = fc.integer({ min: 0 });

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive({}, [0]);
});
afterAll(() => archive?.close());

it(
  'ends every broken package with an answer: never a technical failure, never a part of it kept',
  async () => {
    const statuses = new Map<string, number>();
    await fc.assert(
      // Two at a time, as many as the archive runs of one tenant.
      fc.asyncProperty(fc.tuple(seeds, seeds), async (pair) => {
        for (const status of await Promise.all(pair.map((seed) => enterBroken(archive, seed))))
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }),
      // A seed makes a package: a smaller one makes another, not a simpler one.
      { numRuns: RUNS / 2, endOnFailure: true },
    );
    expect(statuses.get('KO')).toBeGreaterThan(RUNS / 4);
    expect((await archive.enter(await zipOf(goodSip()))).status).toBe('OK');
  },
  TIMEOUT_MS,
);
