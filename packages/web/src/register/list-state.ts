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
export const CHOICE_NAMES = Object.keys(CHOICES) as ChoiceName[];

/** Filters on what has left, by their name in an address and in the question. */
export const LOSSES = { elimine: 'eliminated', transfere: 'transferred' } as const;
export type LossName = keyof typeof LOSSES;
export const LOSS_NAMES = Object.keys(LOSSES) as LossName[];

/** What the totals are by, by its name in an address. */
export const DIMENSIONS = { ...CHOICES, annee: 'year' } as const;
export type DimensionName = keyof typeof DIMENSIONS;

/** What the register shows, as its address has it. */
export interface RegisterSearch
  extends Partial<Record<ChoiceName, readonly string[]>>,
    Partial<Record<LossName, 'oui' | 'non'>> {
  readonly q?: string;
  readonly statut?: Exclude<keyof typeof TEXTS.register.statuses, ''>;
  /** `yyyy-MM-dd` */
  readonly du?: string;
  readonly au?: string;
  /** What the totals are by; absent: by producing service. */
  readonly par?: DimensionName;
  readonly page?: number;
  /** Identifier of the entry whose panel is open. */
  readonly fiche?: string;
}

/** Rows of a page, unless somebody has chosen another number. */
const PER_PAGE = 20;
/** Most values of a filter, as the service takes them. */
const MOST_VALUES = 50;

export function readRegisterSearch(search: Record<string, unknown>): RegisterSearch {
  const text = (name: string) => (typeof search[name] === 'string' ? search[name].slice(0, 500) : '');
  const texts = (name: string) => {
    const given: unknown[] = Array.isArray(search[name]) ? search[name] : [search[name]];
    const kept = given.filter((each): each is string => typeof each === 'string' && each !== '');
    return [...new Set(kept.map((each) => each.slice(0, 500)))].slice(0, MOST_VALUES);
  };
  const day = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text(name)) ? text(name) : '');
  const known = (name: string, words: object) => (Object.hasOwn(words, text(name)) ? text(name) : '');
  const page = Number(search.page);
  const read = {
    q: text('q'),
    fiche: text('fiche'),
    statut: known('statut', TEXTS.register.statuses),
    par: known('par', DIMENSIONS),
    ...Object.fromEntries(LOSS_NAMES.map((name) => [name, known(name, TEXTS.register.answers)])),
    ...{ du: day('du'), au: day('au') },
    ...Object.fromEntries(CHOICE_NAMES.map((name) => [name, texts(name)])),
  };
  return {
    ...Object.fromEntries(Object.entries(read).filter(([, value]) => value.length > 0)),
    ...(Number.isInteger(page) && page > 1 && page <= 10_000 ? { page } : {}),
  };
}

/** The address after a filter has changed: the list begins anew; '' and no value at all take it away. */
export function withFilter(
  { page: _, fiche: __, ...kept }: RegisterSearch,
  changed: Readonly<Record<string, string | readonly string[]>>,
): RegisterSearch {
  const search = Object.entries({ ...kept, ...changed }).filter(([, value]) => value.length > 0);
  return Object.fromEntries(search);
}

/** What is asked of the service, the page aside. */
export function wantedOf(state: RegisterSearch): Query {
  const { q, statut, du, au } = state;
  return {
    q,
    ...Object.fromEntries(CHOICE_NAMES.map((name) => [CHOICES[name], state[name]])),
    ...Object.fromEntries(
      LOSS_NAMES.flatMap((name) =>
        state[name] === undefined ? [] : [[LOSSES[name], String(state[name] === 'oui')]],
      ),
    ),
    ...{ status: statut, from: du, to: au },
  };
}

/** The question to the service. */
export function registerQuestion(state: RegisterSearch, size: number = PER_PAGE): Query {
  return { ...wantedOf(state), offset: ((state.page ?? 1) - 1) * size, limit: size };
}

/** The question for the totals, of the same entries. */
export const totalsQuestion = (state: RegisterSearch): Query => ({
  ...wantedOf(state),
  by: DIMENSIONS[state.par ?? 'service'],
});

/** The address of the print-out of the entries that are looked for: it has neither pages nor an open entry. */
export const printedOf = ({ page: _, fiche: __, par: ___, ...kept }: RegisterSearch): RegisterSearch => kept;
