import fc from 'fast-check';
import { expect, it } from 'vitest';
import { collect, even, MOST_CHARACTERS } from './collected-text.ts';

it('an even text has no marks of excerpts, nothing that the database refuses, and stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = even(text);
      expect([...once].filter((each) => each < ' ' && each !== '\n')).toEqual([]);
      expect(once.isWellFormed()).toBe(true);
      expect(even(once)).toBe(once);
    }),
  );
});

it('words that a line divides are made whole; blanks and lines are single', () => {
  expect(even('la délibé-\nration  du\t25\r\n\r\n  mai')).toBe('la délibération du 25\nmai');
  expect(even('co\u00adopé\u200bration')).toBe('coopération');
});

it('a text without end is cut, and said to be', async () => {
  const { text, isCut } = await collect(async (sink) => {
    for (;;) sink.add('toujours davantage ');
  });
  expect(text.length).toBe(MOST_CHARACTERS);
  expect(isCut).toBe(true);
});
