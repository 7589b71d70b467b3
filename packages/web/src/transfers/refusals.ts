import type { Status } from '../api/types.ts';
import { TEXTS } from '../texts/index.ts';

/** Why a control refuses or warns, and what to do about it. */
export interface Explanation {
  readonly cause: string;
  readonly remedy: string;
}

/**
 * Explains an event of a journal by the most precise key that is known.
 * @param code `outDetail`: `CHECK_HEADER.CHECK_AGENT.UNKNOWN.KO`
 */
export function explain(code: string, outcome: Status): Explanation {
  if (outcome === 'FATAL') return TEXTS.refusals.technical;
  const { controls, other } = TEXTS.refusals;
  const segments = code.split('.').slice(0, -1);
  const [action = '', ...rest] = segments;
  const last = rest.at(-1);
  const keys = [
    segments.join('.'),
    segments.slice(0, 2).join('.'),
    // A task says of its action what is wrong: CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST.CHECK_MANIFEST_LOOP.
    `${action}.${last}`,
    action,
  ];
  const known = keys.find((key) => Object.hasOwn(controls, key));
  return known === undefined ? other : controls[known as keyof typeof controls];
}
