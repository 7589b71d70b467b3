import { Button } from '@codegouvfr/react-dsfr/Button';
import { useState } from 'react';
import { TEXTS } from '../texts/index.ts';
import { type ListedColumn, rearranged, useListColumns } from './list-columns.ts';

/** Which columns a list has, in which order, as whoever reads it likes it (spec frontoffice.md B.0.4). */
export function ColumnChoice({
  list,
  known,
}: {
  readonly list: string;
  readonly known: readonly ListedColumn[];
}) {
  const { shown, isUsual, keep, beUsual } = useListColumns(list, known);
  const [isOpen, setIsOpen] = useState(false);
  const words = TEXTS.lists;
  const chosen = shown.filter(({ isFixed }) => !isFixed);
  const others = known.filter((column) => !shown.includes(column));
  return (
    <details className="column-choice" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{words.columns}</summary>
      {isOpen && (
        <fieldset>
          <legend className="quiet small">{words.columnsAdvice}</legend>
          <ol>
            {[...chosen, ...others].map((column, at) => (
              <li key={column.key}>
                <label>
                  <input
                    type="checkbox"
                    checked={shown.includes(column)}
                    onChange={() => keep(rearranged(shown, { toggled: column.key }))}
                  />
                  {column.title}
                </label>
                {at > 0 && at < chosen.length && (
                  <Button
                    type="button"
                    priority="tertiary no outline"
                    size="small"
                    onClick={() => keep(rearranged(shown, { earlier: column.key }))}
                    title={words.earlierNamed(column.title)}
                  >
                    {words.earlier}
                  </Button>
                )}
              </li>
            ))}
          </ol>
        </fieldset>
      )}
      {isOpen && !isUsual && (
        <Button type="button" priority="tertiary" size="small" onClick={beUsual}>
          {words.usualColumns}
        </Button>
      )}
    </details>
  );
}
