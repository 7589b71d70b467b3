import { TEXTS } from '../texts/index.ts';

/** What the list of transfers shows, as its address has it. */
export interface TransfersSearch {
  readonly etat?: Exclude<keyof typeof TEXTS.transfers.filters, ''>;
  readonly page?: number;
}

export function readTransfersSearch(search: Record<string, unknown>): TransfersSearch {
  const { etat, page } = search;
  const known = typeof etat === 'string' && etat !== '' && Object.hasOwn(TEXTS.transfers.filters, etat);
  const number = Number(page);
  return {
    ...(known ? { etat: etat as NonNullable<TransfersSearch['etat']> } : {}),
    ...(Number.isInteger(number) && number > 1 && number <= 10_000 ? { page: number } : {}),
  };
}
