import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linearPattern, PatternRefused } from './linear-pattern.ts';
import { controlBy } from './unit-profiles.ts';

const CHARACTERS = ['a', 'b', 'é', '0', '_', '-', ' ', '\n', '\u00a0', '\u2028', '\u{1F600}', ']', '.'];
const text = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 12 });

const member = fc.constantFrom('a', 'b-d', '\\d', '\\w', '\\s', '\\S', '\\D', 'é', '\\-', '\\]', '.');
const atom = fc.oneof(
  fc.constantFrom('a', 'b', 'é', '\\.', '.', '\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '\\b', '\\p{L}'),
  fc.constantFrom('\\u00e9', '\\u{1F600}', '\\n', '^', '$', '\\/', '\\x61', '\\]', '-'),
  fc
    .tuple(fc.constantFrom('[', '[^'), fc.array(member, { minLength: 1, maxLength: 3 }))
    .map(([open, members]) => `${open}${members.join('')}]`),
);
/** A pattern, and how deep repetitions stand in each other: by that the engine of the language tries ever more ways. */
interface Pattern {
  readonly source: string;
  readonly depth: number;
}
const { pattern } = fc.letrec<{ pattern: Pattern; item: Pattern }>((tie) => ({
  item: fc.oneof(
    { arbitrary: atom.map((source) => ({ source, depth: 0 })), weight: 4 },
    tie('pattern').map(({ source, depth }) => ({ source: `(?:${source})`, depth })),
    tie('pattern').map(({ source, depth }) => ({ source: `(${source})`, depth })),
  ),
  pattern: fc
    .array(fc.tuple(tie('item'), fc.constantFrom('', '', '', '?', '*', '+', '{1,2}', '*?')), { maxLength: 3 })
    .chain((items) =>
      fc.constantFrom('', '|').map((between) => ({
        source: items.map(([{ source }, times]) => source + times).join(between),
        depth: Math.max(0, ...items.map(([{ depth }, times]) => depth + (times === '' ? 0 : 1))),
      })),
    ),
}));
/** Longest texts, by that depth, with which the engine of the language still ends. */
const LENGTHS = [12, 12, 3];

it('finds what the engine of the language finds', () => {
  let found = 0;
  fc.assert(
    fc.property(pattern, fc.array(text, { minLength: 1, maxLength: 5 }), ({ source, depth }, texts) => {
      const native = nativeOf(source);
      const length = LENGTHS[depth];
      if (native === undefined || length === undefined) return;
      const linear = linearPattern(source);
      for (const whole of texts) {
        const each = [...whole].slice(0, length).join('');
        const expected = native.test(each);
        if (expected) found += 1;
        expect([source, each, linear.test(each)]).toEqual([source, each, expected]);
      }
    }),
    { numRuns: 2_000 },
  );
  expect(found).toBeGreaterThan(100);
});

function nativeOf(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'u');
  } catch {
    return undefined;
  }
}

it.each(['^(a+)+$', '^(a|a)*$', '^([a-z]+)*\\d$', '(.*)*b.*c$', '^(\\w*)*$', '^((a{0,50}){0,10})*!$'])(
  '%s, on which the engine of the language would never end, ends',
  (source) => {
    const control = controlBy({ properties: { Title: { type: 'string', pattern: source } } });
    expect(control({ Title: `${'a'.repeat(30_000)}é` })).toContain('must match pattern');
    const names = controlBy({ patternProperties: { [source]: { type: 'integer' } } });
    expect(names({ [`${'a'.repeat(30_000)}é`]: 'x' })).toBeUndefined();
  },
);

it.each([
  ['(?=a)b', 'looking ahead'],
  ['(a)\\1', 'references'],
  ['((a{1000}){1000}){1000}', 'repetitions'],
  ['(', 'no regular expression'],
  ['a'.repeat(2_001), 'longer than'],
])('%s is refused, with what to do', (source, words) => {
  expect(() => linearPattern(source)).toThrow(PatternRefused);
  expect(() => linearPattern(source)).toThrow(words);
});
