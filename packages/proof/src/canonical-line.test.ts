import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalLine } from './canonical-line.ts';

describe('a canonical line', () => {
  it('says what the value says, in ASCII, on one line', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const line = canonicalLine(value);
        expect(line).toMatch(/^[\x20-\x7f]*$/);
        expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order in which members were given', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (members) => {
        const reversed = Object.fromEntries(Object.entries(members).toReversed());
        expect(canonicalLine(reversed)).toBe(canonicalLine(members));
      }),
    );
  });

  it.each([
    [{ b: 1, a: [null, true], B: undefined }, '{"a":[null,true],"b":1}'],
    ['é\u0001\n\t"\\/\u007f', '"\\u00e9\\u0001\\n\\t\\"\\\\/\u007f"'],
    ['😀', '"\\ud83d\\ude00"'],
    [new Uint8Array([0, 255]), '"AP8="'],
    [0.5, '0.5'],
    [1e-5, '1.0E-5'],
    [12_345_678.5, '1.23456785E7'],
    [1e21, '1.0E21'],
    [9_007_199_254_740_991, '9007199254740991'],
  ])('writes %j as the reference system does', (value, line) => {
    expect(canonicalLine(value)).toBe(line);
  });
});
