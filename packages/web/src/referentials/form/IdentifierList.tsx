import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import type { ReactNode } from 'react';
import { TEXTS } from '../../texts/index.ts';
import { PositionName } from '../PositionName.tsx';
import { PositionTree } from './PositionTree.tsx';

/**
 * Identifiers that are typed one by one and stand in a list, where each can be removed; those of archive units can be
 * chosen in their tree too.
 * @param name of the whole
 * @param add takes what was typed
 * @param keepsTyped what was typed is taken when the field is left
 * @param offered id of a list of choices
 */
export function IdentifierList({
  name,
  label,
  hint,
  fault,
  typed,
  type,
  add,
  keepsTyped = false,
  offered,
  chosen,
  change,
  isPosition,
  children,
}: {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly fault: string | undefined;
  readonly typed: string;
  readonly type: (text: string) => void;
  readonly add: () => void;
  readonly keepsTyped?: boolean;
  readonly offered?: string;
  readonly chosen: readonly string[];
  readonly change: (chosen: readonly string[]) => void;
  readonly isPosition: boolean;
  readonly children?: ReactNode;
}) {
  const without = (each: string) => chosen.filter((other) => other !== each);
  return (
    <div className="form-list">
      <Input
        label={label}
        hintText={hint}
        state={fault === undefined ? 'default' : 'error'}
        stateRelatedMessage={fault}
        addon={
          <Button
            type="button"
            priority="secondary"
            onClick={add}
            title={TEXTS.referentials.form.addTo(name)}
          >
            {TEXTS.referentials.form.add}
          </Button>
        }
        nativeInputProps={{
          ...(offered === undefined ? {} : { list: offered }),
          value: typed,
          autoComplete: 'off',
          onChange: ({ target }) => type(target.value),
          onKeyDown: (event) => {
            if (event.key !== 'Enter' || typed.trim() === '') return;
            event.preventDefault();
            add();
          },
          onBlur: () => {
            if (keepsTyped) add();
          },
        }}
      />
      {chosen.length > 0 && (
        <ul className="form-chosen" aria-label={name}>
          {chosen.map((each) => (
            <li key={each}>
              {isPosition ? <PositionName id={each} /> : <span className="identifier">{each}</span>}
              <Button
                type="button"
                priority="tertiary no outline"
                size="small"
                onClick={() => change(without(each))}
              >
                {TEXTS.referentials.form.remove}
                <span className="fr-sr-only"> {each}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {children}
      {isPosition && (
        <PositionTree
          name={name}
          chosen={chosen}
          choose={(id) => change(chosen.includes(id) ? without(id) : [...chosen, id])}
        />
      )}
    </div>
  );
}
