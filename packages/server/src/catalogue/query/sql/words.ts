import { type RawBuilder, sql } from 'kysely';
import { analyse } from '../../analysed-text.ts';
import { OTHER_MEMBERS } from '../../member-words.ts';
import type { DocumentField } from '../collections/collection.ts';
import type { Manner } from '../nodes/index.ts';
import { type Condition, columnOf, jsonPath } from './scope.ts';

/**
 * Words of an analysed field. The index knows the words of all the fields of a document together: it gives
 * candidates, and the field's own values decide.
 */
export function textOf(field: DocumentField, text: string, manner: Manner): Condition {
  const analysed = analyse(text);
  const { lexemes, label, member } = field;
  const isOfWords = manner === 'any' || manner === 'all';
  if (lexemes !== undefined && label !== undefined && isOfWords)
    return sql<boolean>`${sql.ref(lexemes)} @@ ${tsquery(analysed, manner, label)}`;
  const path = jsonPath(field.path, '[*]');
  const own = isOfWords
    ? sql<boolean>`perenne_field_lexemes(${columnOf(field)}, ${path}) @@ ${tsquery(analysed, manner)}`
    : sql<boolean>`exists (select 1 from perenne_values(${columnOf(field)}, ${path}) as value
          where perenne_lexemes(perenne_analyse(value)) @@ ${tsquery(analysed, manner)})`;
  if (lexemes === undefined) return own;
  if (isOfWords && member !== undefined) {
    const column = sql.ref(lexemes);
    const [operator] = OPERATORS[manner];
    const candidates = sql`(${tsquery(analysed, manner)} && ${`'${OTHER_MEMBERS}'`}::tsquery)`;
    return sql<boolean>`(${column} @@ perenne_member_query(${analysed}, ${operator}, ${member})
      or (${column} @@ ${candidates} and ${own}))`;
  }
  // Of a phrase the index is asked the words alone: their places across fields tell nothing.
  const words = manner === 'phrase' ? 'all' : manner === 'phrase-prefix' ? 'all-prefix' : manner;
  return sql<boolean>`(${sql.ref(lexemes)} @@ ${tsquery(analysed, words, label)} and ${own})`;
}

/** Lexemes of one field, as the document's row has them where it tells them from others. */
export function lexemesOf(field: DocumentField): RawBuilder<unknown> {
  return field.lexemes !== undefined && field.label !== undefined
    ? sql`ts_filter(${sql.ref(field.lexemes)}, ${`{${field.label}}`}::"char"[])`
    : sql`perenne_field_lexemes(${columnOf(field)}, ${jsonPath(field.path, '[*]')})`;
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

/**
 * A text as a full-text query; null, which nothing meets, when it has no searchable word.
 * @param label of the words that count; absent: all do
 */
export function tsquery(
  analysed: string,
  manner: WordManner,
  label?: DocumentField['label'],
): RawBuilder<unknown> {
  const [operator, prefix] = OPERATORS[manner];
  return label === undefined
    ? sql`perenne_query(${analysed}, ${operator}, ${prefix})`
    : sql`perenne_query(${analysed}, ${operator}, ${prefix}, ${label})`;
}
