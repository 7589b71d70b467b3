import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { type ReactNode, useState } from 'react';
import { PositionTree } from '../referentials/form/PositionTree.tsx';
import { PositionName } from '../referentials/PositionName.tsx';
import { TEXTS } from '../texts/index.ts';

const UNIT = /^[a-z2-7]{36}$/;

/** Positions under which units shall come: chosen in the tree, or by their identifier. */
export function NewParents({
  chosen,
  change,
  faults,
}: {
  readonly chosen: readonly string[];
  readonly change: (chosen: readonly string[]) => void;
  readonly faults: ReactNode;
}) {
  const [typed, setTyped] = useState('');
  const [isBad, setBad] = useState(false);
  const without = (id: string) => chosen.filter((other) => other !== id);
  function addTyped(): void {
    const id = typed.trim();
    if (id === '') return;
    setBad(!UNIT.test(id));
    if (!UNIT.test(id)) return;
    if (!chosen.includes(id)) change([...chosen, id]);
    setTyped('');
  }
  return (
    <div className="form-list">
      <Input
        label={TEXTS.moves.add}
        hintText={TEXTS.moves.addHint}
        {...(isBad ? { state: 'error', stateRelatedMessage: TEXTS.moves.noIdentifier } : {})}
        addon={
          <Button type="button" priority="secondary" onClick={addTyped}>
            {TEXTS.referentials.form.add}
          </Button>
        }
        nativeInputProps={{
          value: typed,
          autoComplete: 'off',
          onChange: ({ target }) => setTyped(target.value),
          onKeyDown: (event) => {
            if (event.key !== 'Enter' || typed.trim() === '') return;
            event.preventDefault();
            addTyped();
          },
        }}
      />
      {chosen.length > 0 && (
        <ul className="form-chosen" aria-label={TEXTS.moves.add}>
          {chosen.map((id) => (
            <li key={id}>
              <PositionName id={id} />
              <Button
                type="button"
                priority="tertiary no outline"
                size="small"
                onClick={() => change(without(id))}
              >
                {TEXTS.referentials.form.remove}
                <span className="fr-sr-only"> {id}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {faults}
      <PositionTree
        name={TEXTS.moves.add}
        chosen={chosen}
        choose={(id) => change(chosen.includes(id) ? without(id) : [...chosen, id])}
      />
    </div>
  );
}
