import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTolerantJson } from './tolerant-json.ts';

/** A value with single quotes, and names without quotes, wherever the coin says so. */
function written(value: unknown, coin: () => boolean): string {
  const text = (each: string) =>
    coin()
      ? `'${JSON.stringify(each).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
      : JSON.stringify(each);
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `[${value.map((each) => written(each, coin)).join(' ,\n')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, each]) => {
    const isBare = /^[a-zA-Z_$#][\w$#]*$/.test(name) && coin();
    return `${isBare ? name : text(name)} : ${written(each, coin)}`;
  });
  return `{ ${members.join(', ')} }`;
}

describe('JSON as imports take it', () => {
  it('is the same with single quotes and names without quotes', () => {
    const name = fc.oneof(fc.stringMatching(/^[a-zA-Z_#$][\w#$]{0,5}$/), fc.string({ maxLength: 4 }));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(
          fc.string(),
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.boolean(),
          fc.constant(null),
        ),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(name, tie('tree'), { maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.infiniteStream(fc.boolean()), (value, coins) => {
        const read = parseTolerantJson(written(value, () => coins.next().value === true));
        expect(JSON.stringify(read)).toBe(JSON.stringify(value));
      }),
    );
  });

  it('is what strict JSON is, where it is strict', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.stringify(parseTolerantJson(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
    const tricky = ["it's", 'a: b', '\\', "{'x': y:}"];
    expect(parseTolerantJson(JSON.stringify(tricky))).toEqual(tricky);
  });

  it.each([
    '[{a:1,}]',
    '[1,]',
    '// a\n[]',
    '[/* a */]',
    '[NaN]',
    '[+1]',
    '[.5]',
    '[0x10]',
    '[Infinity]',
    '[a]',
    "['a]",
    '["a]',
    "['a\nb']",
    '{a 1}',
    '{:1}',
    "{'a'}",
    '',
    '[{a:b}]',
    "['\\x41']",
    '{1:1}',
    '[undefined]',
  ])('takes no other liberty: %j', (text) => {
    expect(() => parseTolerantJson(text)).toThrow(SyntaxError);
  });

  it('gives a name that objects have of their own no power', () => {
    const read = parseTolerantJson('[{__proto__: {polluted: true}, constructor: 1}]') as Record<
      string,
      unknown
    >[];
    expect(Object.keys(read[0] ?? {})).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['escapes without end', `'${'\\"'.repeat(900_000)}`],
    ['quotes', "'".repeat(1_999_999)],
    ['words', 'a '.repeat(1_000_000)],
    ['brackets', '['.repeat(1_000_000)],
    ['liberties beyond what people write', `['${'a'.repeat(2_000_000)}']`],
  ])('is refused at once, however long: %s', (_what, text) => {
    const begun = performance.now();
    expect(() => parseTolerantJson(text)).toThrow(SyntaxError);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});
