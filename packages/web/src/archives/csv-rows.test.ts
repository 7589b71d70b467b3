import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_ROWS, readCsv } from './csv-rows.ts';

describe('a CSV file', () => {
  it('is read with its own separator', () => {
    for (const mark of [';', ',', '\t', '|'])
      expect(readCsv(`nom${mark}"ville${mark} rue"\nA${mark}B\n`, false)).toEqual({
        head: ['nom', `ville${mark} rue`],
        rows: [['A', 'B']],
        more: false,
      });
  });

  it('gives back any cells', () => {
    const cell = fc.string({ maxLength: 100 });
    const table = fc
      .integer({ min: 2, max: 6 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const head = rows[0]?.map((_, at) => `c${at}`) ?? [];
        const text = [head, ...rows]
          .map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(';'))
          .join('\n');
        expect(readCsv(text, false)).toEqual({ head, rows, more: false });
      }),
    );
  });

  it('shows its first rows, and the whole ones of a beginning', () => {
    const lines = Array.from({ length: 500 }, (_, at) => `${at};x`).join('\n');
    const long = readCsv(`n;v\n${lines}`, false);
    expect(long.rows).toHaveLength(MOST_ROWS);
    expect(long.more).toBe(true);
    expect(readCsv('n;v\n1;x\n2;"cu', true)).toEqual({ head: ['n', 'v'], rows: [], more: true });
    expect(readCsv('n;v\n1;x\n2;cu', true).rows).toEqual([['1', 'x']]);
  });

  it('that is anything at all is no failure', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, isCut) => {
        expect(readCsv(text, isCut).rows.length).toBeLessThanOrEqual(MOST_ROWS);
      }),
    );
  });
});
