import type { SavedSearch, SavedView } from './answers.ts';

/** What the screens send to the own API; what it answers is told by its routes (`answers.ts`). */
export type * from './answers.ts';

export type SavedDraft = Pick<SavedSearch, 'name' | 'search'>;
export type ViewDraft = Omit<SavedView, 'id'>;

/** Parents that units gain and lose, all the same ones. */
export interface MoveChoice {
  readonly units: readonly string[];
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** One of two selections, and which files: `all` is the last version of each usage. */
export interface DeliveryChoice {
  readonly units?: readonly string[];
  readonly withDescendants?: boolean;
  readonly search?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly objects?: 'all' | 'none' | Readonly<Record<string, readonly ('FIRST' | 'LAST' | 'ALL')[]>>;
}
