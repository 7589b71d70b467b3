import { describe, expect, it } from 'vitest';
import { csvOf, monthsUntil, scaleOf } from './series.ts';

const entered = (month: string, units: number) => ({
  ...{ month, units },
  ...{ transfers: 1, files: 2, physical: 0, bytes: 10 },
});

describe('the months of the charts', () => {
  it('follow each other over empty ones, and add up', () => {
    const points = monthsUntil([entered('2025-11', 3), entered('2026-02', 4)], '2026-03').slice(-6);
    expect(monthsUntil([entered('2026-02', 4)], '2026-03').map(({ month }) => month)[0]).toBe('2025-04');
    expect(points.map(({ month, units, whole }) => [month, units, whole.units])).toEqual([
      ['2025-10', 0, 0],
      ['2025-11', 3, 3],
      ['2025-12', 0, 3],
      ['2026-01', 0, 3],
      ['2026-02', 4, 7],
      ['2026-03', 0, 7],
    ]);
  });

  it('are none where nothing entered', () => {
    expect(monthsUntil([], '2026-03')).toEqual([]);
  });
});

describe('a scale', () => {
  it('ends at a round number that nothing exceeds', () => {
    expect([[], [1], [3], [12, 7], [99], [101], [4_100]].map(scaleOf)).toEqual([
      1, 1, 4, 20, 100, 200, 5_000,
    ]);
  });
});

describe('a table for spreadsheets', () => {
  it('keeps every cell what it is', () => {
    const rows = [
      ['Mois', 'Poids'],
      ['a;b', 12],
      ['dit « "oui" »', -1],
      ['=1+1', 0],
    ];
    expect(csvOf(rows)).toBe('\uFEFFMois;Poids\r\n"a;b";12\r\n"dit « ""oui"" »";-1\r\n\'=1+1;0\r\n');
  });
});
