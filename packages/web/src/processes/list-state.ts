import type { Query } from '../api/client.ts';
import { TEXTS } from '../texts/index.ts';

/** What the list of operations shows, as its address has it. */
export interface ProcessesSearch {
  readonly etat?: Exclude<keyof typeof TEXTS.processes.states, ''>;
  readonly resultat?: Exclude<keyof typeof TEXTS.processes.statuses, ''>;
  readonly categorie?: string;
  /** `yyyy-MM-dd` */
  readonly du?: string;
  readonly au?: string;
  readonly identifiant?: string;
  readonly page?: number;
  /** Identifier of the operation whose panel is open. */
  readonly fiche?: string;
}

/** Rows of a page, unless somebody has chosen another number. */
const PER_PAGE = 20;

export function readProcessesSearch(search: Record<string, unknown>): ProcessesSearch {
  const text = (name: string) => (typeof search[name] === 'string' ? search[name].slice(0, 100) : '');
  const day = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text(name)) ? text(name) : '');
  const known = (name: string, words: object) => (Object.hasOwn(words, text(name)) ? text(name) : '');
  const page = Number(search.page);
  const read = {
    etat: known('etat', TEXTS.processes.states),
    resultat: known('resultat', TEXTS.processes.statuses),
    categorie: text('categorie'),
    du: day('du'),
    au: day('au'),
    identifiant: text('identifiant'),
    fiche: text('fiche'),
  };
  return {
    ...Object.fromEntries(Object.entries(read).filter(([, value]) => value !== '')),
    ...(Number.isInteger(page) && page > 1 && page <= 10_000 ? { page } : {}),
  };
}

/** The filters, as the service has them. */
export function processesFilter(state: ProcessesSearch): Query {
  const { etat, resultat, categorie, du, au, identifiant } = state;
  return { state: etat, status: resultat, category: categorie, from: du, to: au, id: identifiant };
}

/** The question to the service. */
export function processesQuestion(state: ProcessesSearch, size: number = PER_PAGE): Query {
  return { ...processesFilter(state), offset: ((state.page ?? 1) - 1) * size, limit: size };
}

/** As `ProcessesSearch`, of several safes; `fiche` has the safe before the identifier: `3.aeaa…` */
export interface AllProcessesSearch extends ProcessesSearch {
  /** Number of the safe that is looked at; absent: all of them. */
  readonly coffre?: string;
}

export function readAllProcessesSearch(search: Record<string, unknown>): AllProcessesSearch {
  const coffre = typeof search.coffre === 'string' ? search.coffre : String(search.coffre ?? '');
  return { ...readProcessesSearch(search), ...(/^\d{1,9}$/.test(coffre) ? { coffre } : {}) };
}

/** Safe and identifier of the operation whose panel is open. */
export function openedOf({ fiche }: AllProcessesSearch): { tenant: number; id: string } | undefined {
  const [, tenant, id] = /^(\d{1,9})\.(.+)$/.exec(fiche ?? '') ?? [];
  return id === undefined ? undefined : { tenant: Number(tenant), id };
}
