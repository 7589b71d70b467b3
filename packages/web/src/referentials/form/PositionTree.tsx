import { useState } from 'react';
import { Tree } from '../../archives/Tree.tsx';
import { useRight } from '../../shell/safe.ts';
import { TEXTS } from '../../texts/index.ts';

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
  const { tenant } = useRight();
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
