import { Type } from 'typebox';
import type { Told } from '../../platform/index.ts';
import { ENGLISH } from './advice.en.ts';
import { Advice, FRENCH } from './advice.fr.ts';

export type { Advice } from './advice.fr.ts';

/** In each language of the screens. */
export const Advices = Type.Object(
  { fr: Advice, en: Advice },
  { title: 'Advices', description: 'In each language of the screens.' },
);
export type Advices = Told<typeof Advices>;

const isKnown = (key: string): key is keyof typeof FRENCH => Object.hasOwn(FRENCH, key);
const ofKey = (key: keyof typeof FRENCH): Advices => ({ fr: FRENCH[key], en: ENGLISH[key] });

/**
 * Explains an outcome by the most precise key that has words.
 * @param code `outDetail`, of an operation or of a life cycle: `CHECK_HEADER.CHECK_AGENT.UNKNOWN.KO`
 */
export function adviceOn(code: string): Advices {
  const key = keyOf(code);
  return ofKey(key);
}

/** The key whose words explain an outcome. */
export function keyOf(code: string): keyof typeof FRENCH {
  const bare = code.replace(/^LFC\./, '');
  const segments = bare.split('.');
  const status = segments.pop();
  if (status === 'FATAL') return 'technical';
  const [action = '', ...rest] = segments;
  const keys = [
    bare,
    segments.join('.'),
    segments.slice(0, 2).join('.'),
    // A task says of its action what is wrong: CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST.CHECK_MANIFEST_LOOP.
    `${action}.${rest.at(-1)}`,
    action,
  ];
  return keys.find(isKnown) ?? 'other';
}
