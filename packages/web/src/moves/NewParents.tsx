import { type ReactNode, useState } from 'react';
import { IdentifierList } from '../referentials/form/IdentifierList.tsx';
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
  function add(): void {
    const id = typed.trim();
    if (id === '') return;
    setBad(!UNIT.test(id));
    if (!UNIT.test(id)) return;
    if (!chosen.includes(id)) change([...chosen, id]);
    setTyped('');
  }
  return (
    <IdentifierList
      name={TEXTS.moves.add}
      label={TEXTS.moves.add}
      hint={TEXTS.moves.addHint}
      fault={isBad ? TEXTS.moves.noIdentifier : undefined}
      {...{ typed, add, chosen, change }}
      type={setTyped}
      isPosition
    >
      {faults}
    </IdentifierList>
  );
}
