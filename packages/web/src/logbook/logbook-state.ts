import type { Query } from '../api/client.ts';
import { TEXTS } from '../texts/index.ts';

/** What the logbook shows, as its address has it. */
export interface LogbookSearch {
  readonly categorie?: string;
  readonly resultat?: Exclude<keyof typeof TEXTS.logbook.outcomes, ''>;
  /** `yyyy-MM-dd` */
  readonly du?: string;
  readonly au?: string;
  readonly identifiant?: string;
  readonly contrat?: string;
  readonly personne?: string;
  /** Identifier of a unit or of an object group that operations are about. */
  readonly objet?: string;
  readonly page?: number;
}

/** Rows of a page, unless somebody has chosen another number. */
const PER_PAGE = 20;

export function readLogbookSearch(search: Record<string, unknown>): LogbookSearch {
  const text = (name: string) => (typeof search[name] === 'string' ? search[name] : '');
  const day = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text(name)) ? text(name) : '');
  const sought = (name: string) => text(name).trim().slice(0, 100);
  const page = Number(search.page);
  const read = {
    categorie: text('categorie').slice(0, 100),
    resultat: Object.hasOwn(TEXTS.logbook.outcomes, text('resultat')) ? text('resultat') : '',
    du: day('du'),
    au: day('au'),
    ...{ identifiant: sought('identifiant'), contrat: sought('contrat'), personne: sought('personne') },
    objet: sought('objet'),
  };
  return {
    ...Object.fromEntries(Object.entries(read).filter(([, value]) => value !== '')),
    ...(Number.isInteger(page) && page > 1 && page <= 10_000 ? { page } : {}),
  };
}

/** The filters, as the service has them. */
export function logbookFilter(state: LogbookSearch): Query {
  const { categorie, resultat, du, au, identifiant, contrat, personne, objet } = state;
  return {
    ...{ category: categorie, outcome: resultat, from: du, to: au },
    ...{ id: identifiant, contract: contrat, person: personne, object: objet },
  };
}

/** The question to the service for a page. */
export function logbookQuestion(state: LogbookSearch, size: number = PER_PAGE): Query {
  return { ...logbookFilter(state), offset: ((state.page ?? 1) - 1) * size, limit: size };
}
