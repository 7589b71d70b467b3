import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typedDate, wordFor } from './format.ts';

describe('a typed date', () => {
  it('is understood day first and in the form of the API', () => {
    expect(typedDate(' 1952 ')).toBe('1952');
    expect(typedDate('3/1952')).toBe('1952-03');
    expect(typedDate('15/03/1952')).toBe('1952-03-15');
    for (const wrong of ['', '31/02/1952', '52', 'mars 1952', '1952-13', '15/03/52'])
      expect(typedDate(wrong)).toBeUndefined();
  });

  it('is what it was, however it is typed', () => {
    const days = fc.date({ min: new Date('1000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, day] = iso.split('-');
        expect(typedDate(`${day}/${month}/${year}`)).toBe(iso);
        expect(typedDate(iso)).toBe(iso);
      }),
    );
  });
});

describe('a word for a key', () => {
  it('is that of the table, or the key', () => {
    expect(wordFor({ File: 'Dossier' }, 'File')).toBe('Dossier');
    expect(wordFor({ File: 'Dossier' }, 'toString')).toBe('toString');
  });
});
