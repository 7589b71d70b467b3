import { type RawBuilder, sql } from 'kysely';
import { analyse } from '../../analysed-text.ts';
import type { DocumentField } from '../collections/collection.ts';
import type { Manner } from '../nodes/index.ts';
import { type Condition, columnOf, jsonPath } from './scope.ts';

/**
 * Words of an analysed field. The index knows the words of all the fields of a document together: it gives
 * candidates, and the field's own values decide.
 */
export function textOf(field: DocumentField, text: string, manner: Manner): Condition {
  const analysed = analyse(text);
  const path = jsonPath(field.path, '[*]');
  const own =
    manner === 'any' || manner === 'all'
      ? sql<boolean>`perenne_field_lexemes(${columnOf(field)}, ${path}) @@ ${tsquery(analysed, manner)}`
      : sql<boolean>`exists (select 1 from perenne_values(${columnOf(field)}, ${path}) as value
          where perenne_lexemes(perenne_analyse(value)) @@ ${tsquery(analysed, manner)})`;
  if (field.lexemes === undefined) return own;
  // Of a phrase the index is asked the words alone: their places across fields tell nothing.
  const words = manner === 'phrase' ? 'all' : manner === 'phrase-prefix' ? 'all-prefix' : manner;
  return sql<boolean>`(${sql.ref(field.lexemes)} @@ ${tsquery(analysed, words)} and ${own})`;
}

export type WordManner = Manner | 'any-prefix' | 'all-prefix';

export const OPERATORS: Readonly<Record<WordManner, readonly [operator: string, prefix: boolean]>> = {
  any: ['|', false],
  'any-prefix': ['|', true],
  all: ['&', false],
  'all-prefix': ['&', true],
  phrase: ['<->', false],
  'phrase-prefix': ['<->', true],
};

/** A text as a full-text query; null, which nothing meets, when it has no searchable word. */
export function tsquery(analysed: string, manner: WordManner): RawBuilder<unknown> {
  const [operator, prefix] = OPERATORS[manner];
  return sql`perenne_query(${analysed}, ${operator}, ${prefix})`;
}
