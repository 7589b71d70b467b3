import { type ReactNode, useId, useState } from 'react';
import { Icon } from '../parts/Icon.tsx';
import { number } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { csvOf } from './series.ts';

/** What a chart shows, as rows: the first cell names the row. */
export interface Table {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A chart, or its table in its place; the table can be taken away. */
export function ChartPanel({
  title,
  table,
  children,
}: {
  readonly title: string;
  readonly table: Table;
  readonly children: ReactNode;
}) {
  const [isTable, setIsTable] = useState(false);
  const heading = useId();
  const shown = TEXTS.home.ofChart[isTable ? 'asChart' : 'asTable'](title);
  return (
    <section className="panel chart-panel" aria-labelledby={heading}>
      <h3 id={heading}>{title}</h3>
      {isTable ? <DataTable title={title} table={table} /> : children}
      <div className="chart-tools">
        <button type="button" className="text-button" aria-label={shown} onClick={() => setIsTable(!isTable)}>
          {isTable ? TEXTS.home.asChart : TEXTS.home.asTable}
        </button>
        <button
          type="button"
          className="text-button"
          aria-label={TEXTS.home.ofChart.csv(title)}
          onClick={() => save(table)}
        >
          <Icon name="download" size={16} />
          {TEXTS.home.csv}
        </button>
      </div>
    </section>
  );
}

function DataTable({ title, table: { columns, rows } }: { readonly title: string; readonly table: Table }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by the keyboard
    <section className="table-region chart-table" tabIndex={0} aria-label={TEXTS.home.tableOf(title)}>
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, at) => (
                <td key={columns[at + 1]} className={typeof cell === 'number' ? 'number' : undefined}>
                  {typeof cell === 'number' ? number(cell) : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function save({ file, columns, rows }: Table): void {
  const address = URL.createObjectURL(
    new Blob([csvOf([columns, ...rows])], { type: 'text/csv;charset=utf-8' }),
  );
  const link = Object.assign(document.createElement('a'), { href: address, download: `${file}.csv` });
  link.click();
  URL.revokeObjectURL(address);
}
