import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archivalDate, archivalSpan, bytes, count, dateAndTime, duration, typedDate } from './format.ts';

const plain = (text: string | undefined) => text?.replace(/[\u00a0\u202f]/g, ' ');

describe('French forms', () => {
  it('of numbers and sizes', () => {
    expect(plain(count(0, 'fichier'))).toBe('0 fichier');
    expect(plain(count(1_234, 'fichier'))).toBe('1 234 fichiers');
    expect(plain(bytes(1))).toBe('1 octet');
    expect(plain(bytes(1_500_000))).toBe('1,5 Mo');
  });

  it('of moments, in the time of Paris, said to be UTC or not', () => {
    expect(dateAndTime('2026-01-15T12:05:00.123')).toBe('15/01/2026 à 13 h 05');
    expect(dateAndTime('2026-07-15T12:05:00.123Z')).toBe('15/07/2026 à 14 h 05');
  });

  it('of the dates of archives, as precise as they are', () => {
    expect(archivalDate('1952')).toBe('1952');
    expect(archivalDate('1952-03')).toBe('mars 1952');
    expect(archivalDate('1952-03-01')).toBe('1er mars 1952');
    expect(archivalDate('1914-01-11T09:31:00')).toBe('11 janvier 1914');
    expect(archivalDate('vers 1900')).toBe('vers 1900');
    expect(archivalSpan('1914', '1918')).toBe('1914 – 1918');
    expect(archivalSpan('1914', null)).toBe('1914');
    expect(archivalSpan(null, '1918')).toBe('jusqu’au 1918');
    expect(archivalSpan(null, null)).toBeUndefined();
  });

  it('of durations', () => {
    expect(plain(duration('2026-01-01T00:00:00', '2026-01-01T00:00:00.400'))).toBe('400 ms');
    expect(duration('2026-01-01T00:00:00Z', '2026-01-01T00:03:20Z')).toBe('3 min 20 s');
  });
});

describe('a typed date', () => {
  it('is understood in French and in the form of the API', () => {
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
