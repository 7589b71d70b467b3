import { useKept } from './kept.ts';

/** Rows that a page of a list may have (spec frontoffice.md B.0.4). */
export const SIZES = [20, 50, 100] as const;

/** How many rows the pages of all lists have, as the person has chosen. */
export function useListSize(): readonly [size: number, choose: (size: number) => void] {
  const [kept, keep] = useKept('lignes');
  return [SIZES.find((size) => String(size) === kept) ?? SIZES[0], (size) => keep(String(size))];
}
