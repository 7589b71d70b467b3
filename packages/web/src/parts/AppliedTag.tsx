import { TEXTS } from '../texts/index.ts';
import { Icon } from './Icon.tsx';

/** A criterion that is applied, with its way out; in a list `applied`. */
export function AppliedTag({ words, remove }: { readonly words: string; readonly remove: () => void }) {
  return (
    <li>
      <button type="button" aria-label={TEXTS.finding.remove(words)} onClick={remove}>
        {words}
        <Icon name="bad" size={14} />
      </button>
    </li>
  );
}
