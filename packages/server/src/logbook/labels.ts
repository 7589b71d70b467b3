import { DELIVERY_LABELS } from './labels.delivery.ts';
import { INGEST_LABELS } from './labels.ingest.ts';
import { REFERENTIAL_LABELS } from './labels.referentials.ts';
import { SECURITY_LABELS } from './labels.security.ts';

/**
 * French labels of journals (`outMessg`). A subject is written with its preposition ("du contrôle…"), so that
 * the word of the outcome can stand before it: « Échec du contrôle… ». Apostrophes are straight: clients compare
 * these texts as they are. Keys of a single outcome
 * (`CHECK_SEDA.NOT_XSD_VALID.KO`) may have a sentence of their own.
 */
const LABELS: Readonly<Record<string, string>> = {
  ...INGEST_LABELS,
  ...REFERENTIAL_LABELS,
  ...DELIVERY_LABELS,
  ...SECURITY_LABELS,
};

const OUTCOME_WORDS: Readonly<Record<string, string>> = {
  STARTED: 'Début',
  OK: 'Succès',
  WARNING: 'Avertissement lors',
  KO: 'Échec',
  FATAL: 'Erreur technique lors',
  ALREADY_EXECUTED: 'Action déjà exécutée :',
};

const PREPOSITION = /^(de la |de l'|du |des |de )/;

/**
 * Label of an outcome detail (`CHECK_SEDA.KO`) or of an event type (`CHECK_SEDA`);
 * a key without label reads `!<key>!`, as in the reference system (spec ingest.md 4.2).
 */
export function label(key: string): string {
  const own = LABELS[key];
  if (own !== undefined) return capitalised(own.replace(PREPOSITION, ''));
  const dot = key.lastIndexOf('.');
  const word = OUTCOME_WORDS[key.slice(dot + 1)];
  const subject = LABELS[key.slice(0, dot)];
  // A key of a life cycle takes the words of the action it is about.
  if (subject === undefined && key.startsWith('LFC.')) return label(key.slice(4));
  return word === undefined || subject === undefined ? `!${key}!` : `${word} ${subject}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
