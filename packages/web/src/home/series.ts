import type { Figures, Measures } from '../api/types.ts';

/** The service's figures as the charts and their tables have them: pure, and free of words. */

export type Measure = keyof Measures;

/** A year or so is read at a glance; what is older stays in the downloaded table. */
export const SHOWN_MONTHS = 24;

export interface Point extends Measures {
  readonly month: string;
  /** What had entered by the end of the month. */
  readonly whole: Measures;
}

const NOUGHT: Measures = { transfers: 0, units: 0, files: 0, physical: 0, bytes: 0 };

/**
 * Every month to `until`, from the first one in which something entered or a year ago, the empty ones too.
 * @param until `yyyy-MM`
 */
export function monthsUntil(months: Figures['months'], until: string): Point[] {
  const entered = new Map(months.map((each) => [each.month, each]));
  const points: Point[] = [];
  let whole = NOUGHT;
  const first = months[0]?.month;
  if (first === undefined) return points;
  const yearAgo = monthAfter(`${Number(until.slice(0, 4)) - 1}${until.slice(4)}`);
  for (let month = first < yearAgo ? first : yearAgo; month <= until; month = monthAfter(month)) {
    const { month: _, ...measures } = entered.get(month) ?? { month, ...NOUGHT };
    whole = sum(whole, measures);
    points.push({ month, ...measures, whole });
  }
  return points;
}

export function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

function sum(one: Measures, other: Measures): Measures {
  return {
    transfers: one.transfers + other.transfers,
    units: one.units + other.units,
    files: one.files + other.files,
    physical: one.physical + other.physical,
    bytes: one.bytes + other.bytes,
  };
}

/** The ends of a scale from nought: a round number that nothing exceeds, and its half. */
export function scaleOf(values: readonly number[]): number {
  const most = Math.max(...values, 1);
  const step = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 5, 10].map((times) => times * step).find((end) => end >= most) ?? 10 * step;
}

/** Cells with a semicolon, a quotation mark or a line break are quoted; what a spreadsheet would run is not (OWASP). */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => {
    const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  // Spreadsheets take UTF-8 for what it is when it begins with this mark.
  return `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}
