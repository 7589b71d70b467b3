import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waitAfter } from './resumable.ts';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the wait after a cut', () => {
  it('is from one second to one minute, and longer the more often the line was cut', () => {
    fc.assert(
      fc.property(fc.nat(200), chance, chance, (failures, one, other) => {
        const wait = waitAfter(failures, one);
        expect(wait).toBeGreaterThanOrEqual(750);
        expect(wait).toBeLessThanOrEqual(60_000);
        if (waitAfter(failures + 1, 0) < 45_000) expect(waitAfter(failures + 1, other)).toBeGreaterThan(wait);
      }),
    );
  });
});
