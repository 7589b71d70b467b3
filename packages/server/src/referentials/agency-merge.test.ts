import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergedAgencies } from './agency-merge.ts';
import { DocumentRefused } from './document-refused.ts';
import type { Agency } from './documents.ts';
import type { StoredRow } from './store.ts';

const row = (identifier: string, more: Partial<Agency> = {}): StoredRow<Agency> => ({
  ...{ id: identifier, identifier, version: 0 },
  doc: { Identifier: identifier, Name: identifier, ...more } as Agency,
});
const merge = (rows: readonly StoredRow<Agency>[], from: string, into: string, day = '2020-06-30') =>
  mergedAgencies(rows, {
    ...{ absorbed: { identifier: from, version: 0 }, absorbing: { identifier: into, version: 0 }, day },
  });
const reasonOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof DocumentRefused)) throw error;
    const [{ reason, suffix } = { reason: undefined, suffix: undefined }] = error.findings;
    return reason ?? suffix;
  }
};

describe('two agencies that are merged', () => {
  it('name each other, and the one that ends has its last day', () => {
    const rows = [row('a', { LaterAgencies: ['c'] }), row('b'), row('c')];
    expect(merge(rows, 'a', 'b')).toEqual({
      records: [
        { Identifier: 'a', Name: 'a', ToDate: '2020-06-30', LaterAgencies: ['c', 'b'] },
        { Identifier: 'b', Name: 'b', EarlierAgencies: ['a'] },
        { Identifier: 'c', Name: 'c' },
      ],
      touched: [0, 1],
    });
  });

  it('are refused by the reason', () => {
    const rows = [
      row('a', { FromDate: '2000-01-01', ToDate: '2010-12-31' }),
      row('b', { LaterAgencies: ['gone'] }),
      row('c', { EarlierAgencies: ['gone'] }),
    ];
    const refusal = (from: string, into: string, day?: string) =>
      reasonOf(() => merge(rows, from, into, day));
    expect(refusal('b', 'b')).toBe('SAME_AGENCY');
    expect(refusal('b', 'x')).toBe('AGENCY_NOT_FOUND');
    expect(refusal('a', 'b', '2011-01-01')).toBe('ALREADY_ENDED');
    expect(refusal('a', 'b', '1999-12-31')).toBe('BEFORE_ITS_BEGINNING');
    expect(refusal('a', 'b', '2010-12-31')).toBeUndefined();
    for (const day of ['', '2020-02-30', '30/06/2020', '2020-06-30T00:00:00Z'])
      expect(refusal('b', 'c', day)).toBe('NOT_A_DATE');
    // One that stands between them need not be in the referential.
    expect(refusal('c', 'b')).toBe('REPLACED_IN_CIRCLE');
    expect(() => merge(rows, 'x', 'b')).toThrow('Ce coffre n’a pas de service x.');
  });

  it('never go round in a circle, whatever is merged after whatever', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const name = fc.constantFrom(...names);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { maxLength: 15 }), (pairs) => {
        let rows = names.map((each) => row(each));
        for (const [from, into] of pairs)
          reasonOf(() => {
            const { records } = merge(rows, from, into);
            rows = records.map((doc) => row(String(doc.Identifier), doc as Partial<Agency>));
          });
        const left = new Map(rows.map(({ identifier, doc }) => [identifier, doc.LaterAgencies ?? []]));
        for (const _ of names)
          for (const [id, later] of left) if (!later.some((each) => left.has(each))) left.delete(id);
        expect([...left.keys()]).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
