import type { ReferentialRecord } from '../api/types.ts';
import { wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { type ReferentialName, viewOf } from './kinds.ts';

/** The name by which people know a record: that of the vocabulary of the archive is the screens' own; '' when none is. */
export function nameOf(kind: ReferentialName, record: ReferentialRecord): string {
  const given = record[viewOf(kind).name];
  if (given !== undefined && given !== null && given !== '') return String(given);
  const id = String(record['#key']);
  const known = kind === 'ontologies' ? wordFor(TEXTS.metadata.names, id) : id;
  return known === id ? '' : known;
}
