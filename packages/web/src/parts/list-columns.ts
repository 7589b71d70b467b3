import { useKept } from './kept.ts';

/** A column that a list may have. */
export interface ListedColumn {
  readonly key: string;
  readonly title: string;
  /** Stands first, and is always there. */
  readonly isFixed?: boolean;
  /** Is there unless somebody has chosen otherwise. */
  readonly isUsual?: boolean;
}

/** What is kept of a choice: the keys that were chosen, in their order; null: nothing was. */
export function arranged<Column extends ListedColumn>(
  known: readonly Column[],
  kept: string | null,
): readonly Column[] {
  const fixed = known.filter(({ isFixed }) => isFixed);
  const others = known.filter(({ isFixed }) => !isFixed);
  if (kept === null) return [...fixed, ...others.filter(({ isUsual }) => isUsual)];
  const chosen = [...new Set(kept.split(','))];
  return [...fixed, ...chosen.flatMap((key) => others.find((each) => each.key === key) ?? [])];
}

/** The text to keep when a column is shown or hidden, or changes places with the one before it. */
export function rearranged(
  shown: readonly ListedColumn[],
  { toggled, earlier }: { readonly toggled?: string; readonly earlier?: string },
): string {
  const keys = shown.filter(({ isFixed }) => !isFixed).map(({ key }) => key);
  if (toggled !== undefined)
    return (keys.includes(toggled) ? keys.filter((key) => key !== toggled) : [...keys, toggled]).join(',');
  const at = keys.indexOf(earlier ?? '');
  if (at > 0) keys.splice(at - 1, 2, keys[at] as string, keys[at - 1] as string);
  return keys.join(',');
}

/** Columns of a list, as the person has chosen them on this device (spec frontoffice.md B.0.4). @param list its name */
export function useListColumns<Column extends ListedColumn>(list: string, known: readonly Column[]) {
  const [kept, keep] = useKept(`colonnes.${list}`);
  const usual = rearranged(arranged(known, null), {});
  return {
    shown: arranged(known, kept),
    kept,
    keep,
    isUsual: kept === null || kept === usual,
    beUsual: () => keep(usual),
  };
}
