import type { ReactNode } from 'react';
import type { Counter } from '../api/types.ts';
import { TEXTS } from '../texts/index.ts';
import { Amount, QUANTITIES, type QuantityName } from './Quantity.tsx';
import '../parts/figures.css';

export type Part = keyof Counter;
export const PARTS: readonly Part[] = ['ingested', 'deleted', 'remained'];

export interface FigureRow {
  readonly key: string;
  readonly cells: readonly ReactNode[];
  readonly counters: Readonly<Record<QuantityName, Partial<Counter>>>;
  readonly isCurrent?: boolean;
}

/**
 * A table whose lines end with a column for each part of each quantity: what entered, what left, what remains. Where
 * one part alone is shown, nothing else is called by its name.
 */
export function Figures({
  caption,
  titles,
  rows,
  parts = PARTS,
  sum,
}: {
  readonly caption: string;
  readonly titles: readonly string[];
  readonly rows: readonly FigureRow[];
  readonly parts?: readonly Part[];
  readonly sum?: FigureRow['counters'];
}) {
  const words = TEXTS.register;
  const isParted = parts.length > 1;
  const shown = parts.length === 0 ? [] : QUANTITIES;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the window is reached by keys
    <section className="table-region" tabIndex={0} aria-label={caption}>
      <table className="table cards-below figures">
        <caption className="fr-sr-only">{caption}</caption>
        <thead>
          <tr>
            {titles.map((title) => (
              <th key={title} scope="col" rowSpan={isParted ? 2 : 1}>
                {title}
              </th>
            ))}
            {shown.map(([name]) => (
              <th
                key={name}
                scope={isParted ? 'colgroup' : 'col'}
                colSpan={parts.length}
                className="figure-title"
              >
                {words.quantities[name]}
              </th>
            ))}
          </tr>
          {isParted && (
            <tr>
              {QUANTITIES.flatMap(([name]) =>
                parts.map((part) => (
                  <th key={`${name} ${part}`} scope="col" className="figure-title">
                    {words.parts[part]}
                  </th>
                )),
              )}
            </tr>
          )}
        </thead>
        <tbody>
          {rows.map(({ key, cells, counters, isCurrent }) => (
            <tr key={key} aria-current={isCurrent ? 'true' : undefined}>
              {cells.map((cell, at) => (
                <td key={titles[at]} data-label={at === 0 ? undefined : titles[at]}>
                  {cell}
                </td>
              ))}
              <Amounts counters={counters} parts={parts} />
            </tr>
          ))}
        </tbody>
        {sum !== undefined && (
          <tfoot>
            <tr>
              <th scope="row" colSpan={titles.length}>
                {words.totals}
              </th>
              <Amounts counters={sum} parts={parts} />
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}

function Amounts({
  counters,
  parts,
}: {
  readonly counters: FigureRow['counters'];
  readonly parts: readonly Part[];
}) {
  const words = TEXTS.register;
  return QUANTITIES.flatMap(([name, form]) =>
    parts.map((part) => (
      <td
        key={`${name} ${part}`}
        className="figure"
        data-label={
          parts.length === 1
            ? words.quantities[name]
            : words.figure(words.quantities[name], words.parts[part])
        }
      >
        <Amount value={counters[name][part] ?? 0} form={form} />
      </td>
    )),
  );
}
