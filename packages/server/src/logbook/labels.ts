import { AUDIT_LABELS } from './labels.audits.ts';
import { DELIVERY_LABELS } from './labels.delivery.ts';
import { INGEST_LABELS } from './labels.ingest.ts';
import { LIFECYCLE_LABELS } from './labels.lifecycle.ts';
import { PROOF_LABELS } from './labels.proof.ts';
import { REFERENTIAL_LABELS } from './labels.referentials.ts';
import { SECURITY_LABELS } from './labels.security.ts';
import { STORAGE_LABELS } from './labels.storage.ts';
import type { Status } from './status.ts';

/**
 * Every key that journals may carry, with its French words (`outMessg`). A subject is written with its preposition ("du contrôle…"), so that
 * the word of the outcome can stand before it: « Échec du contrôle… ». Apostrophes are straight: clients compare
 * these texts as they are. Keys of a single outcome (`CHECK_SEDA.NOT_XSD_VALID.KO`) may have a sentence of their own.
 * One that is not here does not compile where it is emitted.
 */
export const CATALOGUE = {
  ...INGEST_LABELS,
  ...REFERENTIAL_LABELS,
  ...DELIVERY_LABELS,
  ...LIFECYCLE_LABELS,
  ...SECURITY_LABELS,
  ...STORAGE_LABELS,
  ...PROOF_LABELS,
  ...AUDIT_LABELS,
};
const LABELS: Readonly<Record<string, string>> = CATALOGUE;

/** Whatever has words of its own in the catalogue. */
type LabelledKey = keyof typeof CATALOGUE;
/** Ends an outcome detail. `UNKNOWN` does not: it is a sub-code of several controls. */
type EndStatus = Exclude<Status, 'UNKNOWN'>;
type WithoutStatus<Key> = Key extends `${infer Head}.${infer Rest}`
  ? Rest extends EndStatus
    ? Head
    : `${Head}.${WithoutStatus<Rest>}`
  : Key;

/** What may stand as an event's type: an operation, a step, an action, a task of one. */
export type EventKey = WithoutStatus<LabelledKey>;
/** Between event type and status: `NOT_XSD_VALID` in `CHECK_SEDA.NOT_XSD_VALID.KO`; of a task, `UNKNOWN` as well. */
export type SubCode = RestsOf<EventKey>;
type RestsOf<Key> = Key extends `${string}.${infer Rest}` ? Rest | RestsOf<Rest> : never;

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

/** What people read for an event type: one that an application has made (`EXT_PAYMENT`) stands for itself. */
export function nameOf(eventType: string): string {
  const words = label(eventType);
  return words === `!${eventType}!` ? eventType : words;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
