import { parse } from 'csv-parse/browser/esm/sync';

export const MOST_ROWS = 200;
const MOST_COLUMNS = 50;
const MOST_CHARACTERS = 500;

export interface CsvTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Rows or columns are left out. */
  readonly more: boolean;
}

/**
 * The first rows of a CSV file, whatever its separator.
 * @param isCut the text is the beginning of a longer one: its last row may be half a row
 */
export function readCsv(text: string, isCut: boolean): CsvTable {
  const records: string[][] = [];
  let isWhole = !isCut;
  try {
    parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: MOST_ROWS + 2,
      on_record: (record: string[]) => {
        records.push(record);
        return null;
      },
    });
  } catch {
    // A quotation mark that never ends: what comes before it is readable.
    isWhole = false;
  }
  if (isCut && records.length > 1 && records.length < MOST_ROWS + 2) records.pop();
  const [head = [], ...rows] = records.map((record) =>
    record.slice(0, MOST_COLUMNS).map((cell) => cell.slice(0, MOST_CHARACTERS)),
  );
  const tooWide = records.some((record) => record.length > MOST_COLUMNS);
  return { head, rows: rows.slice(0, MOST_ROWS), more: !isWhole || rows.length > MOST_ROWS || tooWide };
}

/** The one that the first line has most of, outside quotation marks. */
export function separatorOf(text: string): string {
  const line = (/^.*$/m.exec(text.slice(0, 10_000))?.[0] ?? '').replace(/"[^"]*"/g, '');
  const found = [';', ',', '\t', '|'].map((mark) => [mark, line.split(mark).length] as const);
  return found.reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}
