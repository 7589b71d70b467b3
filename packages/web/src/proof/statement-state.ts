import type { Statement, StatementCheck } from '../api/types.ts';
import { outcomeOf } from '../parts/StatusTag.tsx';
import { TEXTS } from '../texts/index.ts';

/** What the address of the list of statements says. */
export interface ProofSearch {
  readonly page?: number | undefined;
  /** Of a statement, or of a unit. */
  readonly q?: string | undefined;
  readonly du?: string | undefined;
  readonly au?: string | undefined;
  /** A unit to begin with. */
  readonly unite?: string | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const text = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value.slice(0, 100) : undefined;
const day = (value: unknown) => (typeof value === 'string' && DAY.test(value) ? value : undefined);

export const isIdentifier = (given: string) => /^[a-z2-7]{36}$/.test(given);

export function readProofSearch(search: Record<string, unknown>): ProofSearch {
  const number = Number(search.page);
  return {
    ...(Number.isInteger(number) && number > 1 && number <= 10_000 ? { page: number } : {}),
    ...{ q: text(search.q), du: day(search.du), au: day(search.au), unite: text(search.unite) },
  };
}

export function versionInWords(version: string): string {
  const { versions, versionNumber } = TEXTS.proof;
  return version === 'FIRST' || version === 'LAST' ? versions[version] : versionNumber(version);
}

export function outcomeWords(statement: Pick<Statement, 'state' | 'status'>): {
  readonly word: string;
  readonly told: string;
} {
  const { outcomes, running, waiting } = TEXTS.proof;
  const outcome = outcomeOf(statement);
  if (outcome === 'running') return { word: running, told: waiting };
  if (outcome === 'OK' || outcome === 'WARNING' || outcome === 'KO' || outcome === 'FATAL')
    return outcomes[outcome];
  return outcomes.other;
}

/** The worst status of some checks. */
export function worstOf(checks: readonly Pick<StatementCheck, 'status'>[]): StatementCheck['status'] {
  const statuses = checks.map(({ status }) => status);
  if (statuses.includes('KO')) return 'KO';
  return statuses.includes('WARNING') ? 'WARNING' : 'OK';
}
