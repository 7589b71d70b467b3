import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GroupVerdict } from './audited-group.ts';
import { added, EMPTY, extendedInfo, resultsOf, tallyOf } from './tally.ts';

const status = fc.constantFrom('OK' as const, 'KO' as const);
const verdict = fc.record({
  opi: fc.constantFrom('a', 'b'),
  originatingAgency: fc.constantFrom('A', 'B', '__proto__'),
  status,
  objectVersions: fc.array(fc.record({ status }), { maxLength: 3 }),
}) as unknown as fc.Arbitrary<GroupVerdict>;

describe('counters of an audit', () => {
  it('are the same however the groups are cut into chunks, and in whatever order these are added', () => {
    fc.assert(
      fc.property(fc.array(fc.array(verdict)), (chunks) => {
        const whole = tallyOf(chunks.flat());
        expect(chunks.map(tallyOf).reduce(added, EMPTY)).toEqual(whole);
        expect(chunks.map(tallyOf).reduceRight(added, EMPTY)).toEqual(whole);
        expect(resultsOf(whole).total).toBe(chunks.flat().length);
        const { nbObjects, originatingAgencyResults } = extendedInfo(whole);
        expect(nbObjects).toBe(chunks.flat().flatMap(({ objectVersions }) => objectVersions).length);
        const agencies = new Set(chunks.flat().map(({ originatingAgency }) => originatingAgency));
        expect(new Set(Object.keys(originatingAgencyResults))).toEqual(agencies);
      }),
    );
  });
});
