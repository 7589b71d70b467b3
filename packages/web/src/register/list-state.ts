import type { Query } from '../api/client.ts';
import { TEXTS } from '../texts/index.ts';

/** Filters that choose among the values of the register, by their name in an address and in the question. */
export const CHOICES = {
  service: 'agency',
  contrat: 'contract',
  profil: 'profile',
  modalite: 'acquisition',
} as const;

export type ChoiceName = keyof typeof CHOICES;

/** What the register shows, as its address has it. */
export interface RegisterSearch extends Partial<Record<ChoiceName, string>> {
  readonly q?: string;
  readonly statut?: Exclude<keyof typeof TEXTS.register.statuses, ''>;
  /** `yyyy-MM-dd` */
  readonly du?: string;
  readonly au?: string;
  readonly page?: number;
  /** Identifier of the entry whose panel is open. */
  readonly fiche?: string;
}

export const PER_PAGE = 20;

export function readRegisterSearch(search: Record<string, unknown>): RegisterSearch {
  const text = (name: string) => (typeof search[name] === 'string' ? search[name].slice(0, 500) : '');
  const day = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text(name)) ? text(name) : '');
  const page = Number(search.page);
  const read = {
    ...Object.fromEntries(['q', 'fiche', ...Object.keys(CHOICES)].map((name) => [name, text(name)])),
    statut: Object.hasOwn(TEXTS.register.statuses, text('statut')) ? text('statut') : '',
    du: day('du'),
    au: day('au'),
  };
  return {
    ...Object.fromEntries(Object.entries(read).filter(([, value]) => value !== '')),
    ...(Number.isInteger(page) && page > 1 && page <= 10_000 ? { page } : {}),
  };
}

/** What is asked of the service, the page aside. */
export function wantedOf(state: RegisterSearch): Query {
  const chosen = Object.entries(CHOICES).map(([name, asked]) => [asked, state[name as ChoiceName]]);
  const { q, statut, du, au } = state;
  return { q, ...Object.fromEntries(chosen), status: statut, from: du, to: au };
}

/** The question to the service. */
export function registerQuestion(state: RegisterSearch): Query {
  return { ...wantedOf(state), offset: ((state.page ?? 1) - 1) * PER_PAGE, limit: PER_PAGE };
}
