import type { Query } from '../api/client.ts';
import { TEXTS } from '../texts/index.ts';

/** What the list of audits shows, as its address has it. */
export interface AuditsSearch {
  readonly categorie?: keyof typeof TEXTS.audits.kinds;
  readonly identifiant?: string;
  /** `yyyy-MM-dd` */
  readonly du?: string;
  readonly au?: string;
  readonly page?: number;
  /** The form is open. */
  readonly lancer?: true;
}

const PER_PAGE = 20;

export function readAuditsSearch(search: Record<string, unknown>): AuditsSearch {
  const text = (name: string) => (typeof search[name] === 'string' ? search[name].trim() : '');
  const day = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text(name)) ? text(name) : '');
  const page = Number(search.page);
  const read = {
    categorie: Object.hasOwn(TEXTS.audits.kinds, text('categorie')) ? text('categorie') : '',
    identifiant: text('identifiant').slice(0, 100),
    ...{ du: day('du'), au: day('au') },
  };
  return {
    ...Object.fromEntries(Object.entries(read).filter(([, value]) => value !== '')),
    ...(Number.isInteger(page) && page > 1 && page <= 10_000 ? { page } : {}),
    ...(search.lancer === true || search.lancer === 'true' ? { lancer: true } : {}),
  };
}

export const isFiltered = ({ categorie, identifiant, du, au }: AuditsSearch): boolean =>
  [categorie, identifiant, du, au].some((each) => each !== undefined);

/** The question to the service for a page. */
export function auditsQuestion({ categorie, identifiant, du, au, page = 1 }: AuditsSearch): Query {
  return {
    ...{ kind: categorie, id: identifiant, from: du, to: au },
    ...{ offset: (page - 1) * PER_PAGE, limit: PER_PAGE },
  };
}
