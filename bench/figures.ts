import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';

/** One line of the table; `reference` is what a plain loop reaches at the same work, in the same run and unit. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly target?: number;
  readonly reference?: number;
}

/** As `latest.json` holds it: what is not known is null; `ratio` is value to reference. */
type Recorded = Record<'target' | 'reference' | 'ratio', number | null> &
  Omit<Figure, 'target' | 'reference'>;

function recorded({ name, value, unit, better, target, reference }: Figure): Recorded {
  return {
    name,
    value: rounded(value),
    unit,
    better,
    target: target ?? null,
    reference: reference === undefined ? null : rounded(reference),
    ratio: reference === undefined ? null : rounded(value / reference),
  };
}

/** Three significant digits, whole numbers as they are. */
function rounded(value: number): number {
  return value >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

export function isReached({ value, better, target }: Figure): boolean {
  return target === undefined || (better === 'higher' ? value >= target : value <= target);
}

const COLUMNS = ['name', 'value', 'unit', 'target', 'reference', 'ratio'] as const;

export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const line = recorded(figure);
    const mark = figure.target === undefined ? '' : isReached(figure) ? '  reached' : '  NOT REACHED';
    return { cells: COLUMNS.map((column) => String(line[column] ?? '')), mark };
  });
  const widths = COLUMNS.map((column, at) =>
    Math.max(column.length, ...rows.map(({ cells }) => (cells[at] as string).length)),
  );
  const laid = (cells: readonly string[]) =>
    cells.map((cell, at) => (isText(at) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)));
  return [{ cells: [...COLUMNS], mark: '' }, ...rows]
    .map(({ cells, mark }) => `${laid(cells).join('  ')}${mark}`)
    .join('\n');
}

const isText = (column: number) => COLUMNS[column] === 'name' || COLUMNS[column] === 'unit';

const RESULTS = new URL('./results/', import.meta.url);

/** Writes `bench/results/<file>`. */
export async function record(figures: readonly Figure[], file = 'latest.json'): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  await writeFile(new URL(file, RESULTS), `${JSON.stringify(figures.map(recorded), undefined, 2)}\n`);
}

/** With the load of the machine: what else runs takes its part. */
export function say(line: string): void {
  console.error(`${(loadavg()[0] as number).toFixed(1).padStart(5)}  ${line}`);
}
