import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { technicalDate } from '../platform/index.ts';
import { normaliseDate } from './dates.ts';

describe('a date of a reference document', () => {
  it.each([
    ['2016-12-10', '2016-12-10T00:00:00.000'],
    ['10/12/2016', '2016-12-10T00:00:00.000'],
    ['2016-12-10T08:30', '2016-12-10T08:30:00.000'],
    ['2016-12-10T08:30:15.7', '2016-12-10T08:30:15.700'],
    ['2016-12-10T08:30:15.123456', '2016-12-10T08:30:15.123'],
    ['2016-12-10T08:30:15Z', '2016-12-10T08:30:15.000'],
    ['2016-12-10T00:30:00+01:00', '2016-12-09T23:30:00.000'],
    ['2024-02-29', '2024-02-29T00:00:00.000'],
  ])('%s is kept as %s', (given, kept) => {
    expect(normaliseDate(given)).toBe(kept);
  });

  it.each(['', 'demain', '31/02/2016', '2016-13-01', '2023-02-29', '12/10/16', '2016-12-10T25:00'])(
    'refuses %j',
    (given) => {
      expect(normaliseDate(given)).toBeUndefined();
    },
  );

  it('is left as it is once it is in its stored form', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-01'),
          max: new Date('9999-12-31T23:59:59.999Z'),
          noInvalidDate: true,
        }),
        (date) => {
          expect(normaliseDate(technicalDate(date))).toBe(technicalDate(date));
        },
      ),
    );
  });
});
