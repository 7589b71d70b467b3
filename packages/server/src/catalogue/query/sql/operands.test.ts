import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dateOf } from './operands.ts';

/** Instants of a second's precision, those of the borders of days, months and years among them. */
const second = fc.oneof(
  fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:58Z'),
    noInvalidDate: true,
  }),
  fc
    .constantFrom('2019-11-04T23:59:59Z', '2019-12-31T23:59:59Z', '0099-02-28T23:59:59Z')
    .map((text) => new Date(text)),
);

it('a date names all the instants of its own precision, and no others', () => {
  fc.assert(
    fc.property(second, fc.constantFrom(13, 16, 19), (date, length) => {
      const text = date.toISOString().slice(0, length);
      const { from, to } = dateOf(text, 'StartDate');
      const milliseconds = { 13: 3_600_000, 16: 60_000, 19: 1_000 }[length];
      expect(from.toISOString().slice(0, length)).toBe(text);
      expect(to.getTime() - from.getTime()).toBe(milliseconds);
    }),
  );
});

it.each([
  ['2019-11-04', '2019-11-05'],
  ['2019-12-31', '2020-01-01'],
  ['2020-02', '2020-03'],
  ['0098', '0099'],
])('%s ends where %s begins', (one, next) => {
  expect(dateOf(one, 'StartDate').to).toEqual(dateOf(next, 'StartDate').from);
});
