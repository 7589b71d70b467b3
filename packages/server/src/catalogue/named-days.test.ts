import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBetween, dayWords, OTHER_DAY } from './named-days.ts';

describe('dayWords', () => {
  it.each<[unknown, string[]]>([
    [
      { StartDate: '2015-07-02', SentDate: ['2015-07-02T10:00:00', '1998-04-02'] },
      ['d20150702', 'd19980402'],
    ],
    [{ Title: 'Budget de 2015', Tag: ['20150702'], Size: 20_150_702 }, []],
    [{ Title: '2015' }, []],
    [{ EndDate: '12015-01-01' }, [OTHER_DAY]],
    [{ Event: [{ evDateTime: '2001-02-03' }], Other: null }, ['d20010203']],
  ])('of %j', (content, expected) => {
    expect(dayWords(content)).toEqual(expected);
  });

  it('are few: of very many the index says only that there are some', () => {
    const days = Array.from({ length: 6_000 }, (_, at) => new Date(at * 86_400_000).toISOString());
    expect(dayWords({ Dates: days })).toEqual([OTHER_DAY]);
  });
});

describe('daysBetween', () => {
  const day = fc.integer({ min: 0, max: 99_999_999 }).map((number) => String(number).padStart(8, '0'));

  it('begin the words of these days and of no others', () => {
    fc.assert(
      fc.property(day, day, day, (one, other, asked) => {
        const [first, last] = one < other ? [one, other] : [other, one];
        const found = daysBetween(first, last).filter((beginning) => `d${asked}`.startsWith(beginning));
        expect(found.length).toBe(first <= asked && asked <= last ? 1 : 0);
      }),
    );
  });

  it.each<[string, string, string[]]>([
    ['20150702', '20150702', ['d20150702']],
    ['00000000', '99999999', ['d']],
    ['20100000', '20199999', ['d201']],
    ['20160101', '20150101', []],
  ])('%s to %s', (first, last, expected) => {
    expect(daysBetween(first, last)).toEqual(expected);
  });
});
