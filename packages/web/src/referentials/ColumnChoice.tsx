import { Button } from '@codegouvfr/react-dsfr/Button';
import { useState } from 'react';
import { wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { useColumns } from './columns.ts';
import type { ReferentialName } from './kinds.ts';

/** Which columns a list has, as whoever reads it likes it (spec frontoffice.md B.0.4). */
export function ColumnChoice({ kind }: { readonly kind: ReferentialName }) {
  const { known, shown, isUsual, choose, beUsual } = useColumns(kind);
  const [isOpen, setIsOpen] = useState(false);
  const members = shown.map(([member]) => member);
  const toggled = (wanted: string, isShown: boolean) =>
    known.flatMap(([member]) => ((member === wanted ? isShown : members.includes(member)) ? [member] : []));
  return (
    <details className="column-choice" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{TEXTS.referentials.columns}</summary>
      {isOpen && (
        <fieldset>
          <legend className="quiet small">{TEXTS.referentials.columnsAdvice}</legend>
          {known.map(([member]) => (
            <label key={member}>
              <input
                type="checkbox"
                checked={members.includes(member)}
                onChange={({ target }) => choose(toggled(member, target.checked))}
              />
              {wordFor(TEXTS.referentials.members, member)}
            </label>
          ))}
        </fieldset>
      )}
      {isOpen && !isUsual && (
        <Button type="button" priority="tertiary" size="small" onClick={beUsual}>
          {TEXTS.referentials.usualColumns}
        </Button>
      )}
    </details>
  );
}
