import { type Criterion, readCriteria } from './criteria.ts';
import type { SearchState } from './search-state.ts';

/** Results that somebody has chosen: some of them, or all but some. Pure. */
export interface Selection {
  readonly isAll: boolean;
  /** Those that are chosen; where all are, those that are not. */
  readonly ids: readonly string[];
}

export const NOTHING: Selection = { isAll: false, ids: [] };
export const ALL: Selection = { isAll: true, ids: [] };

/** The service takes no more values of one criterion. */
export const MOST_CHOSEN = 200;

export const isChosen = ({ isAll, ids }: Selection, id: string) => ids.includes(id) !== isAll;
export const isNothing = ({ isAll, ids }: Selection) => !isAll && ids.length === 0;
export const isFullSelection = ({ ids }: Selection) => ids.length >= MOST_CHOSEN;

/** With the result changed; as it is when it has no place for it. */
export function toggled(selection: Selection, id: string): Selection {
  const { isAll, ids } = selection;
  if (ids.includes(id)) return { isAll, ids: ids.filter((each) => each !== id) };
  return isFullSelection(selection) ? selection : { isAll, ids: [...ids, id] };
}

/** How many are chosen, of a total that may not be known yet. */
export function sizeOf({ isAll, ids }: Selection, total: number | undefined): number | undefined {
  if (!isAll) return ids.length;
  return total === undefined ? undefined : total - ids.length;
}

/** The search that finds what is chosen. */
export function searchOfSelection(state: SearchState, { isAll, ids }: Selection): SearchState {
  if (ids.length === 0) return state;
  const chosen: Criterion = { field: '#id', is: isAll ? 'isNot' : 'is', values: ids };
  return { ...state, criteres: JSON.stringify([...readCriteria(state.criteres ?? ''), chosen]) };
}
