import type { Query } from '../api/client.ts';
import { TEXTS } from '../texts/index.ts';
import { readCriteria } from './criteria.ts';

/** A search, as its address has it: it can be shared. */
export interface SearchState {
  readonly q?: string;
  /** The words may stand inside documents too. */
  readonly documents?: 'oui';
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
  /** Identifiers of units, technical or persistent. */
  readonly id?: string;
  /** Unit of the tree below which is searched. */
  readonly sous?: string;
  /** Criteria on any field and on rules, as the service takes them: JSON. */
  readonly criteres?: string;
}

export type Order = keyof typeof TEXTS.search.orders;

/** Results that come at once. */
export const PER_PAGE = 50;

const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;

export function readSearch(search: Record<string, unknown>): SearchState {
  const text = (name: string) => (typeof search[name] === 'string' ? search[name] : '');
  const criteria = readCriteria(text('criteres'));
  const read = {
    q: text('q').slice(0, 1_000),
    documents: text('documents') === 'oui' ? 'oui' : '',
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
    id: text('id').slice(0, 4_000),
    sous: text('sous').slice(0, 100),
    criteres: criteria.length === 0 ? '' : JSON.stringify(criteria),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== ''));
}

/** The question to the service: where its pages lie is said with each. */
export function questionOf(state: SearchState): Query {
  return { ...filtersOf(state), order: state.tri };
}

/** Names of the service for those of the address, where one value is the other. */
const NAMES = {
  q: 'q',
  niveau: 'level',
  debut: 'from',
  fin: 'to',
  versement: 'transfer',
  titre: 'title',
  description: 'description',
  producteur: 'agency',
  format: 'format',
  id: 'id',
  sous: 'under',
  criteres: 'criteria',
} as const satisfies Partial<Record<keyof SearchState, string>>;

/** What must hold of what is found, without order and page. */
export function filtersOf(state: SearchState): Query {
  const named = Object.entries(NAMES).map(([own, name]) => [name, state[own as keyof typeof NAMES]]);
  const { objets, documents } = state;
  return {
    ...Object.fromEntries(named),
    inside: documents && 'true',
    objects: objets && (objets === 'avec' ? 'with' : 'without'),
  };
}

/** The search that asks a question: what was saved comes back whole. */
export function searchOf(question: Readonly<Record<string, string>>): SearchState {
  const own = Object.fromEntries(Object.entries(NAMES).map(([name, theirs]) => [theirs, name]));
  const named = Object.entries(question).flatMap(([name, value]) =>
    Object.hasOwn(own, name) ? [[own[name] as string, value]] : [],
  );
  const { order: tri, objects, inside } = question;
  return readSearch({
    ...Object.fromEntries(named),
    tri,
    documents: inside === 'true' ? 'oui' : undefined,
    objets: objects && (objects === 'with' ? 'avec' : 'sans'),
  });
}
