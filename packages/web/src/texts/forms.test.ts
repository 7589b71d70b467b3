import { describe, expect, it } from 'vitest';
import { FORMS as ENGLISH } from './en/forms.ts';
import { FORMS as FRENCH } from './fr/forms.ts';

const plain = (text: string | undefined) => text?.replace(/[\u00a0\u202f]/g, ' ');
const both = (write: (forms: typeof FRENCH) => string | undefined) => [FRENCH, ENGLISH].map(write).map(plain);

describe('French and English forms', () => {
  it('of numbers and their nouns, of which each language counts in its own way', () => {
    expect(plain(FRENCH.count(0, 'fichier'))).toBe('0 fichier');
    expect(plain(FRENCH.count(1.5, 'fichier'))).toBe('1,5 fichier');
    expect(plain(FRENCH.count(1_234, 'fichier'))).toBe('1 234 fichiers');
    expect(plain(FRENCH.count(2_000_000, 'fichier'))).toBe('2 000 000 fichiers');
    expect(ENGLISH.count(0, 'file')).toBe('0 files');
    expect(ENGLISH.count(1, 'file')).toBe('1 file');
    expect(ENGLISH.count(1_234, 'copy', 'copies')).toBe('1,234 copies');
  });

  it('of sizes', () => {
    expect(both(({ bytes }) => bytes(1))).toEqual(['1 octet', '1 byte']);
    expect(both(({ bytes }) => bytes(999))).toEqual(['999 octets', '999 bytes']);
    expect(both(({ bytes }) => bytes(1_500_000))).toEqual(['1,5 Mo', '1.5 MB']);
    expect(both(({ bytes }) => bytes(5e15))).toEqual(['5 000 To', '5,000 TB']);
  });

  it('of moments, in the time of Paris, said to be UTC or not', () => {
    expect(both(({ dateAndTime }) => dateAndTime('2026-01-15T12:05:00.123'))).toEqual([
      '15/01/2026 à 13 h 05',
      '15 Jan 2026, 13:05',
    ]);
    expect(both(({ dateAndTime }) => dateAndTime('2026-07-15T12:05:00.123Z'))).toEqual([
      '15/07/2026 à 14 h 05',
      '15 Jul 2026, 14:05',
    ]);
    expect(FRENCH.dateAndTime('hier')).toBe('hier');
  });

  it('of the dates of archives, as precise as they are', () => {
    for (const [date, ...written] of [
      ['1952', '1952', '1952'],
      ['1952-03', 'mars 1952', 'March 1952'],
      ['1952-03-01', '1er mars 1952', '1 March 1952'],
      ['1914-01-11T09:31:00', '11 janvier 1914', '11 January 1914'],
      ['vers 1900', 'vers 1900', 'vers 1900'],
    ] as const)
      expect(both(({ archivalDate }) => archivalDate(date))).toEqual(written);
    expect(FRENCH.archivalSpan('1914', '1918')).toBe('1914 – 1918');
    expect(FRENCH.archivalSpan('1914', null)).toBe('1914');
    expect(both(({ archivalSpan }) => archivalSpan(null, '1918'))).toEqual(['jusqu’au 1918', 'until 1918']);
    expect(FRENCH.archivalSpan(null, null)).toBeUndefined();
  });

  it('of months, languages and names with their values', () => {
    expect(both(({ monthName }) => monthName('2026-03'))).toEqual(['mars 2026', 'March 2026']);
    expect(both(({ languageName }) => languageName('oc'))).toEqual(['occitan', 'Occitan']);
    expect(both(({ languageName }) => languageName('patois du lieu'))).toEqual([
      'patois du lieu',
      'patois du lieu',
    ]);
    expect(both(({ labelled }) => labelled('Format', 'PDF'))).toEqual(['Format : PDF', 'Format: PDF']);
  });

  it('of durations', () => {
    const lasted = (end: string) => both(({ duration }) => duration('2026-01-01T00:00:00', end));
    expect(lasted('2026-01-01T00:00:00.400')).toEqual(['400 ms', '400 ms']);
    expect(lasted('2026-01-01T00:00:01.500')).toEqual(['1,5 seconde', '1.5 seconds']);
    expect(lasted('2026-01-01T00:03:20')).toEqual(['3 min 20 s', '3 min 20 s']);
    expect(lasted('2026-01-01T02:03:20')).toEqual(['2 h 03 min', '2 h 03 min']);
  });
});
