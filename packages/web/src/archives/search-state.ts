import type { Query } from '../api/client.ts';
import { TEXTS } from '../texts/index.ts';

/** A search, as its address has it: it can be shared. */
export interface SearchState {
  readonly q?: string;
  readonly niveau?: string;
  readonly debut?: string;
  readonly fin?: string;
  readonly tri?: Order;
  readonly versement?: string;
  readonly titre?: string;
  readonly description?: string;
  readonly producteur?: string;
  readonly format?: string;
  readonly objets?: 'avec' | 'sans';
  /** Identifier of a unit. */
  readonly id?: string;
  /** Unit of the tree below which is searched. */
  readonly sous?: string;
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
    niveau: Object.hasOwn(TEXTS.metadata.levels, text('niveau')) ? text('niveau') : '',
    debut: DATE.test(text('debut')) ? text('debut') : '',
    fin: DATE.test(text('fin')) ? text('fin') : '',
    tri: Object.hasOwn(TEXTS.search.orders, text('tri')) ? text('tri') : '',
    versement: text('versement').slice(0, 100),
    titre: text('titre').slice(0, 500),
    description: text('description').slice(0, 500),
    producteur: text('producteur').slice(0, 100),
    format: text('format').slice(0, 100),
    objets: /^(avec|sans)$/.test(text('objets')) ? text('objets') : '',
    id: text('id').slice(0, 100),
    sous: text('sous').slice(0, 100),
  };
  return {
    ...Object.fromEntries(Object.entries(read).filter(([, value]) => value !== '')),
    ...(Number.isInteger(page) && page > 1 && page <= LAST_PAGE ? { page } : {}),
  };
}

/** The question to the service. */
export function questionOf(state: SearchState): Query {
  const { tri, page = 1 } = state;
  return { ...filtersOf(state), order: tri, offset: (page - 1) * PER_PAGE, limit: PER_PAGE };
}

/** What must hold of what is found, without order and page. */
export function filtersOf(state: SearchState): Query {
  const { q, niveau, debut, fin, versement, titre, description, producteur, format, objets, id, sous } =
    state;
  return {
    ...{ q, level: niveau, from: debut, to: fin, transfer: versement, title: titre, description, format, id },
    ...{ agency: producteur, under: sous },
    objects: objets && (objets === 'avec' ? 'with' : 'without'),
  };
}
