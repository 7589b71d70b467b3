import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OVERLAP, PART_CHARACTERS, partsOf } from './parts.ts';

const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.replace(/\s/g, '_'));
/** Long, and no piece of it is like another. */
const text = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 20_000 }))
  .map(([words, length]) => Array.from({ length }, (_, at) => `${words[at % words.length]}${at}`).join(' '));

it('parts are short, and lose nothing of the text', () => {
  fc.assert(
    fc.property(text, (whole) => {
      const parts = partsOf(whole);
      let at = 0;
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(PART_CHARACTERS);
        const start = whole.indexOf(part, Math.max(0, at - OVERLAP));
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start).toBeLessThanOrEqual(at);
        at = Math.max(at, start + part.length);
      }
      expect(at).toBe(whole.length);
    }),
    { numRuns: 30 },
  );
});

it('a phrase across a border stands whole in one part', () => {
  const filler = 'mot '.repeat(PART_CHARACTERS / 4 - 4);
  const parts = partsOf(`${filler}la réfection du lavoir des Trois-Fontaines ${filler}`);
  expect(parts.some((part) => part.includes('la réfection du lavoir des Trois-Fontaines'))).toBe(true);
});

it('a text without a blank is cut between characters', () => {
  const parts = partsOf('😀'.repeat(PART_CHARACTERS));
  expect(parts.every((part) => part.isWellFormed())).toBe(true);
});
