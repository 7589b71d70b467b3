import type { Query } from '../api/client.ts';
import { FILTERS, type FilterName, type ReferentialView } from './kinds.ts';

/** What the list of a referential shows, as its address has it. */
export interface ReferentialSearch extends Partial<Record<FilterName, string>> {
  /** Words looked for. */
  readonly q?: string;
  readonly page?: number;
  /** Member that the list is sorted by, `-` before it when the last come first; absent: by identifier. */
  readonly tri?: string;
  /** Identifier of the record whose panel is open. */
  readonly fiche?: string;
}

/** Rows of a page, unless somebody has chosen another number. */
const PER_PAGE = 20;
const BY_IDENTIFIER = 'identifiant';

export function readReferentialSearch(search: Record<string, unknown>): ReferentialSearch {
  const texts = ['q', 'fiche', ...FILTERS]
    .map((name) => [name, typeof search[name] === 'string' ? search[name].slice(0, 500) : ''] as const)
    .filter(([, value]) => value !== '');
  const page = Number(search.page);
  const tri =
    typeof search.tri === 'string' && /^-?[A-Za-z]{1,60}$/.test(search.tri) ? search.tri : undefined;
  return {
    ...Object.fromEntries(texts),
    ...(tri === undefined ? {} : { tri }),
    ...(Number.isInteger(page) && page > 1 && page <= 10_000 ? { page } : {}),
  };
}

/** What is asked of the service, the page aside. */
export function wantedOf(view: ReferentialView, state: ReferentialSearch): Query {
  const filters = Object.entries(view.filters).map(([name, member]) => [member, state[name as FilterName]]);
  return { q: state.q, ...Object.fromEntries(filters) };
}

/** The question to the service. */
export function referentialQuestion(
  view: ReferentialView,
  state: ReferentialSearch,
  size: number = PER_PAGE,
): Query {
  const { member, isDescending } = sortOf(state);
  return {
    ...wantedOf(view, state),
    ...{ sort: member, descending: isDescending ? 'true' : undefined },
    ...{ offset: ((state.page ?? 1) - 1) * size, limit: size },
  };
}

/** The member that the list is sorted by; undefined: the identifier. */
export function sortOf({ tri = '' }: ReferentialSearch): {
  readonly member: string | undefined;
  readonly isDescending: boolean;
} {
  const member = tri.replace(/^-/, '');
  return {
    member: member === '' || member === BY_IDENTIFIER ? undefined : member,
    isDescending: tri.startsWith('-'),
  };
}

/** The address after a click on the head of a column: by it, then the other way round. */
export function sortedBy(state: ReferentialSearch, member: string | undefined): ReferentialSearch {
  const { page: _, fiche: __, tri: ___, ...kept } = state;
  const now = sortOf(state);
  const isTurned = now.member === member && !now.isDescending;
  if (member === undefined) return isTurned ? { ...kept, tri: `-${BY_IDENTIFIER}` } : kept;
  return { ...kept, tri: isTurned ? `-${member}` : member };
}
