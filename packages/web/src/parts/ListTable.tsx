import type { ReactNode } from 'react';
import type { ListedColumn } from './list-columns.ts';
import { useListColumns } from './list-columns.ts';
import './figures.css';

export interface ListColumn<Row> extends ListedColumn {
  readonly cell: (row: Row) => ReactNode;
  /** Says by itself what it is: on a narrow screen its title does not stand beside it. */
  readonly isPlain?: boolean;
  readonly className?: string;
  /** A number, which stands below others. */
  readonly isFigure?: boolean;
}

/** A list in the columns that the person has chosen for it; on a narrow screen, a card for each row. */
export function ListTable<Row extends { readonly id: string }>({
  list,
  caption,
  columns,
  rows,
  current,
}: {
  /** Name under which the choice is kept. */
  readonly list: string;
  readonly caption: string;
  readonly columns: readonly ListColumn<Row>[];
  readonly rows: readonly Row[];
  /** Identifier of the row that is open beside it. */
  readonly current?: string | undefined;
}) {
  const { shown } = useListColumns(list, columns);
  const hasFigures = shown.some(({ isFigure }) => isFigure);
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset, and no landmark of its own in the part that it fills
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the window is reached by keys
    <div role="group" className="table-region" tabIndex={0} aria-label={caption}>
      <table className={`table cards-below${hasFigures ? ' figures' : ''}`}>
        <caption className="fr-sr-only">{caption}</caption>
        <thead>
          <tr>
            {shown.map(({ key, title, isFigure }) => (
              <th key={key} scope="col" className={isFigure ? 'figure-title' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} aria-current={row.id === current ? 'true' : undefined}>
              {shown.map(({ key, title, cell, isPlain, isFigure, className }) => (
                <td
                  key={key}
                  data-label={isPlain ? undefined : title}
                  className={isFigure ? 'figure' : className}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
