import type { Query } from '../api/client.ts';
import { TEXTS } from '../texts/index.ts';
import { LEVELS } from '../texts/metadata.ts';

/** A search, as its address has it: it can be shared. */
export interface SearchState {
  readonly q?: string;
  readonly niveau?: string;
  readonly debut?: string;
  readonly fin?: string;
  readonly tri?: Order;
  readonly versement?: string;
  readonly page?: number;
}

export type Order = keyof typeof TEXTS.search.orders;

export const PER_PAGE = 20;
/** The service pages through so many results at most. */
export const LAST_PAGE = 495;

const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;

export function readSearch(search: Record<string, unknown>): SearchState {
  const text = (name: string) => (typeof search[name] === 'string' ? search[name] : '');
  const page = Number(search.page);
  const read = {
    q: text('q').slice(0, 1_000),
    niveau: Object.hasOwn(LEVELS, text('niveau')) ? text('niveau') : '',
    debut: DATE.test(text('debut')) ? text('debut') : '',
    fin: DATE.test(text('fin')) ? text('fin') : '',
    tri: Object.hasOwn(TEXTS.search.orders, text('tri')) ? text('tri') : '',
    versement: text('versement').slice(0, 100),
  };
  return {
    ...Object.fromEntries(Object.entries(read).filter(([, value]) => value !== '')),
    ...(Number.isInteger(page) && page > 1 && page <= LAST_PAGE ? { page } : {}),
  };
}

/** The question to the service. */
export function questionOf({ q, niveau, debut, fin, tri, versement, page = 1 }: SearchState): Query {
  return {
    q,
    level: niveau,
    from: debut,
    to: fin,
    order: tri,
    transfer: versement,
    offset: (page - 1) * PER_PAGE,
    limit: PER_PAGE,
  };
}
