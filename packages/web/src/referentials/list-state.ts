import type { Query } from '../api/client.ts';
import { FILTERS, type FilterName, type ReferentialView } from './kinds.ts';

/** What the list of a referential shows, as its address has it. */
export interface ReferentialSearch extends Partial<Record<FilterName, string>> {
  /** Words looked for. */
  readonly q?: string;
  readonly page?: number;
  /** Identifier of the record whose panel is open. */
  readonly fiche?: string;
}

export const PER_PAGE = 20;

export function readReferentialSearch(search: Record<string, unknown>): ReferentialSearch {
  const texts = ['q', 'fiche', ...FILTERS]
    .map((name) => [name, typeof search[name] === 'string' ? search[name].slice(0, 500) : ''] as const)
    .filter(([, value]) => value !== '');
  const page = Number(search.page);
  return {
    ...Object.fromEntries(texts),
    ...(Number.isInteger(page) && page > 1 && page <= 10_000 ? { page } : {}),
  };
}

/** What is asked of the service, the page aside. */
export function wantedOf(view: ReferentialView, state: ReferentialSearch): Query {
  const filters = Object.entries(view.filters).map(([name, member]) => [member, state[name as FilterName]]);
  return { q: state.q, ...Object.fromEntries(filters) };
}

/** The question to the service. */
export function referentialQuestion(view: ReferentialView, state: ReferentialSearch): Query {
  return { ...wantedOf(view, state), offset: ((state.page ?? 1) - 1) * PER_PAGE, limit: PER_PAGE };
}
