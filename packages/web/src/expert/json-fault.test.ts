import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault, placeOf } from './json-fault.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the place where a text ceases to be JSON', () => {
  it.each([
    ['', 0],
    ['{\n  "a": }', 9],
    ['{"a": 1,}', 8],
    ['{\n', 2],
    ['[1 2]', 3],
    ['[1,]', 3],
    ['{"a" 1}', 5],
    ['{a: 1}', 1],
    ['"a\nb"', 0],
    ['[]]', 2],
    ['01', 1],
    ['{"a": [1}', 8],
    ['nul', 0],
  ])('of %j is %i', (text, offset) => {
    expect(jsonFault(text)).toBe(offset);
  });

  it('is none when the engine reads it, and only then', () => {
    const spoilt = fc
      .tuple(fc.json(), fc.nat(), fc.nat(3), fc.constantFrom('', ',', '}', ']', '"', ':', '0', ' ', '\\'))
      .map(([text, at, cut, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + cut);
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), spoilt, fc.string()), (text) => {
        const fault = jsonFault(text);
        expect(fault === undefined).toBe(isJson(text));
        if (fault !== undefined) expect(fault).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is told by line and column', () => {
    expect(placeOf('{\n  "a": }', 9)).toEqual({ line: 2, column: 8 });
    expect(placeOf('x', 0)).toEqual({ line: 1, column: 1 });
  });
});
