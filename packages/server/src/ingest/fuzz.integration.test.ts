import { afterAll, beforeAll, expect, it } from 'vitest';
import { openArchive, type TestArchive } from './testing/archive.ts';
import { enterBroken } from './testing/fuzz.ts';
import { goodSip, zipOf } from './testing/sip.ts';

/**
 * Broken packages, each from its number: `PERENNE_FUZZ_RUNS=20000 PERENNE_FUZZ_SEED=1` is a long look, which also holds
 * each operation to five seconds and says now and then how far it is (`npm run fuzz`). The usual run is short and goes
 * to other packages each time.
 */
const LONG = process.env.PERENNE_FUZZ_RUNS !== undefined;
const RUNS = Number(process.env.PERENNE_FUZZ_RUNS ?? 200);
const SEED = Number(process.env.PERENNE_FUZZ_SEED ?? Math.floor(Math.random() * 1e9));
/** As many at a time as the archive runs of one tenant. */
const AT_ONCE = 2;
const HANG_MS = 5_000;
/** Packages between two lines of a long run. */
const TOLD_EVERY = 500;
/** A long run goes on after a failure, so that one night shows them all; not when everything fails. */
const MOST_FAILURES = 20;
/** Generous: each run is one entry, on a machine that has others to serve. */
const TIMEOUT_MS = 60_000 + RUNS * 2_000;

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive({}, [0]);
});
afterAll(() => archive?.close());

it(
  `ends each of ${RUNS} broken packages from ${SEED} with an answer: no technical failure, no part of it kept`,
  async () => {
    const statuses = new Map<string, number>();
    const failures: string[] = [];
    let slowest = { seed: SEED, ms: 0 };
    const summary = () => {
      const counts = [...statuses].map(([status, count]) => `${count} ${status}`).join(', ');
      return `${counts}; the slowest took ${Math.round(slowest.ms)} ms (${slowest.seed}); ${failures.length} failures`;
    };
    const enterOne = async (seed: number) => {
      const { status, ms } = await enterBroken(archive, seed);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (ms > slowest.ms) slowest = { seed, ms };
      if (LONG && ms > HANG_MS) failures.push(`seed ${seed}: ${Math.round(ms)} ms`);
    };
    let next = SEED;
    const enterSome = async () => {
      while (next < SEED + RUNS && failures.length < MOST_FAILURES) {
        const seed = next++;
        await enterOne(seed).catch((error: Error) => failures.push(`${error.message} ${error.cause ?? ''}`));
        if (LONG && (next - SEED) % TOLD_EVERY === 0) console.log(`${next - SEED} packages: ${summary()}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, enterSome));
    if (LONG) console.log(summary());
    expect(failures, summary()).toEqual([]);
    expect(statuses.get('KO'), summary()).toBeGreaterThan(RUNS / 4);
    expect((await archive.enter(await zipOf(goodSip()))).status).toBe('OK');
  },
  TIMEOUT_MS,
);
