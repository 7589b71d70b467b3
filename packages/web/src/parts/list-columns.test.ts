import { describe, expect, it } from 'vitest';
import { arranged, rearranged } from './list-columns.ts';

const KNOWN = [
  { key: 'name', title: 'Nom', isFixed: true },
  { key: 'begun', title: 'Début', isUsual: true },
  { key: 'ended', title: 'Fin', isUsual: true },
  { key: 'person', title: 'Personne' },
];
const shown = (kept: string | null) => arranged(KNOWN, kept).map(({ key }) => key);

describe('the columns of a list', () => {
  it('are the usual ones until others are chosen, after those that stand always', () => {
    expect(shown(null)).toEqual(['name', 'begun', 'ended']);
    expect(shown('person,begun')).toEqual(['name', 'person', 'begun']);
    expect(shown('')).toEqual(['name']);
    expect(shown('gone,ended,ended,name')).toEqual(['name', 'ended']);
  });

  it('are shown, hidden and moved one place to the front', () => {
    const after = (kept: string, change: Parameters<typeof rearranged>[1]) =>
      rearranged(arranged(KNOWN, kept), change);
    expect(after('begun', { toggled: 'person' })).toBe('begun,person');
    expect(after('begun,person', { toggled: 'begun' })).toBe('person');
    expect(after('begun,ended,person', { earlier: 'person' })).toBe('begun,person,ended');
    expect(after('begun,ended', { earlier: 'begun' })).toBe('begun,ended');
    expect(after('begun,ended', { earlier: 'person' })).toBe('begun,ended');
    expect(after('begun', { toggled: 'begun' })).toBe('');
  });
});
