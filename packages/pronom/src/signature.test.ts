import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileIdentifier } from './identifier.ts';
import { matchesAt, PatternError, parsePattern } from './pattern.ts';
import {
  BUDGET,
  type ByteSequence,
  type Fragment,
  fits,
  type Signature,
  type SubSequence,
} from './signature.ts';
import { naivelyFits } from './testing/naive-matcher.ts';
import { sampleOf } from './testing/sample-of.ts';

// A small alphabet and short inputs: chance hits are many.
const byte = fc.constantFrom('61', '62');
const atom = fc.oneof(
  { weight: 2, arbitrary: byte },
  fc.constantFrom('[61:62]', '[!61]', '[!62]', '[!61:62]', '[&62]', '[!&61]', '[6161:6263]', '[!6162]'),
);
const patternText = (maxLength: number) =>
  fc.array(atom, { minLength: 1, maxLength }).map((atoms) => atoms.join(''));
const pattern = (maxLength: number) => patternText(maxLength).map(parsePattern);
const gap = fc.tuple(fc.nat(1), fc.nat(3));
const fragment: fc.Arbitrary<Fragment> = fc
  .tuple(pattern(2), gap)
  .map(([made, [minGap, more]]) => ({ pattern: made, minGap, maxGap: minGap + more }));
const levels = fc.array(fc.array(fragment, { minLength: 1, maxLength: 2 }), { maxLength: 1 });
const twoLevels = fc.array(fc.array(fragment, { minLength: 1, maxLength: 2 }), { maxLength: 2 });
const part: fc.Arbitrary<SubSequence> = fc
  .record({
    anchor: pattern(2),
    left: levels,
    right: twoLevels,
    minOffset: fc.nat(3),
    more: fc.option(fc.nat(5)),
  })
  .map(({ more, minOffset, ...rest }) => ({
    ...rest,
    minOffset,
    maxOffset: more === null ? Number.POSITIVE_INFINITY : minOffset + more,
  }));
const sequence: fc.Arbitrary<ByteSequence> = fc
  .tuple(fc.constantFrom('start', 'end', 'anywhere'), fc.array(part, { minLength: 1, maxLength: 2 }))
  .map(([origin, parts]) => ({
    origin,
    // As signature files are read: what may stand anywhere has no farthest place.
    parts: parts.map((each, at) =>
      origin === 'anywhere' && at === 0 ? { ...each, maxOffset: Number.POSITIVE_INFINITY } : each,
    ),
  }));
const signature = fc.oneof(fc.tuple(sequence), fc.tuple(sequence, sequence));
const bytes = fc
  .array(fc.constantFrom(0x61, 0x62, 0x63), { minLength: 6, maxLength: 30 })
  .map((made) => Uint8Array.from(made));

describe('a signature', () => {
  it('fits where a search through every combination of places says so', () => {
    let fitting = 0;
    fc.assert(
      fc.property(signature, bytes, (sequences, file) => {
        const made: Signature = { id: '1', sequences };
        const expected = naivelyFits(made, file);
        if (expected) fitting += 1;
        expect(fits(made, file, file)).toBe(expected);
      }),
      { numRuns: 1_500 },
    );
    expect(fitting).toBeGreaterThan(70);
  });

  it('is found by the index wherever it fits, among others', () => {
    fc.assert(
      fc.property(fc.array(signature, { minLength: 1, maxLength: 12 }), bytes, (all, file) => {
        const signatures = all.map((sequences, at): Signature => ({ id: String(at), sequences }));
        const identifier = compileIdentifier({ version: '1', dateCreated: '', formats: [], signatures });
        expect(identifier.signatures(sampleOf(file))).toEqual(
          signatures.filter((each) => naivelyFits(each, file)).map(({ id }) => id),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('is found in runs of one byte, where the index takes a shorter way', () => {
    const run = fc
      .tuple(fc.constantFrom('00', '20', '61'), fc.integer({ min: 2, max: 6 }))
      .map(([one, times]) => one.repeat(times));
    const file = fc
      .array(fc.tuple(fc.constantFrom(0, 0x20, 0x61), fc.integer({ min: 1, max: 9 })), { maxLength: 5 })
      .map((runs) => Uint8Array.from(runs.flatMap(([value, times]) => Array(times).fill(value) as number[])));
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 2 }), file, (runs, made) => {
        const anchor = parsePattern(runs.join(''));
        const parts = [{ anchor, left: [], right: [], minOffset: 0, maxOffset: Number.POSITIVE_INFINITY }];
        const only: Signature = { id: 'x', sequences: [{ origin: 'anywhere', parts }] };
        const identifier = compileIdentifier({
          version: '1',
          dateCreated: '',
          formats: [],
          signatures: [only],
        });
        expect(identifier.signatures(sampleOf(made)).length > 0).toBe(naivelyFits(only, made));
      }),
      { numRuns: 1_000 },
    );
  });

  it('that could be tried for ever is given up after a number of places', () => {
    const a = parsePattern('61');
    const free = { left: [], right: [], minOffset: 0, maxOffset: Number.POSITIVE_INFINITY };
    const far: Fragment = { pattern: a, minGap: 0, maxGap: 60_000 };
    const hostile: Record<string, SubSequence[]> = {
      'parts that may stand anywhere': [
        ...Array(8).fill({ ...free, anchor: a }),
        { ...free, anchor: parsePattern('62') },
      ],
      'fragments that may stand anywhere': [
        { ...free, anchor: a, right: [[far], [far], [far], [{ ...far, pattern: parsePattern('62') }]] },
      ],
    };
    const file = new Uint8Array(65_536).fill(0x61);
    for (const [what, parts] of Object.entries(hostile))
      for (const origin of ['start', 'end', 'anywhere'] as const) {
        const work = { places: BUDGET };
        expect(fits({ id: '1', sequences: [{ origin, parts }] }, file, file, work), what).toBe(false);
        // What is left goes below nothing by the levels that were open, and no further.
        expect(work.places, what).toBeGreaterThan(-100);
      }
  });
});

describe('a pattern', () => {
  it.each([
    ['61', 'a', true],
    ['61', 'b', false],
    ['6162', 'a', false],
    ['[61:63]', 'b', true],
    ['[61:63]', 'd', false],
    ['[!61]', 'b', true],
    ['[!61]', 'a', false],
    ['[!61:63]', 'd', true],
    ['[&60]', 'a', true],
    ['[&61]', 'b', false],
    ['[!&61]', 'b', true],
    ['[6161:6262]', 'az', true],
    ['[6161:6262]', 'bz', false],
    ['[!6162]', 'ac', true],
    ['[!6162]', 'ab', false],
    ['[!6162]', 'a', false],
  ])('%s on %s: %s', (text, file, expected) => {
    expect(matchesAt(parsePattern(text), Buffer.from(file), 0)).toBe(expected);
  });

  it.each([
    '',
    '6',
    '6g',
    '[',
    '[61',
    '[]',
    '[61:6]',
    '[61:6262]',
    '[!]',
    '[61:62:63]',
    '6 1',
    '??',
    '{4}',
    '(61|62)',
  ])('that is %s is refused', (text) => {
    expect(() => parsePattern(text)).toThrow(PatternError);
  });

  it('reaches no byte outside the file', () => {
    fc.assert(
      fc.property(pattern(4), bytes, fc.integer({ min: -30, max: 60 }), (made, file, at) => {
        if (at < 0 || at + made.length > file.length) expect(matchesAt(made, file, at)).toBe(false);
      }),
    );
  });
});
