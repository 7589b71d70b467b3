import { useState } from 'react';
import { Tree } from '../../archives/Tree.tsx';
import { TEXTS } from '../../texts/index.ts';
import { useForm } from './context.ts';

/** The tree of the holdings, in which positions are chosen; it is asked for once it is opened. */
export function PositionTree({
  name,
  chosen,
  choose,
}: {
  /** Of the field. */
  readonly name: string;
  readonly chosen: readonly string[];
  /** Takes what is not chosen, and gives up what is. */
  readonly choose: (id: string) => void;
}) {
  const { tenant } = useForm();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="form-tree" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>
        {TEXTS.referentials.form.fromTree}
        <span className="fr-sr-only"> ({name})</span>
      </summary>
      <p className="quiet small">{TEXTS.referentials.form.fromTreeHint}</p>
      {isOpen && (
        <Tree
          tenant={tenant}
          chosen={undefined}
          marked={chosen}
          choose={(id) => {
            if (id !== undefined) choose(id);
          }}
        />
      )}
    </details>
  );
}
