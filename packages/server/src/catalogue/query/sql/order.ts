import { type RawBuilder, sql } from 'kysely';
import type { Vocabulary } from '../../field-types.ts';
import { type Collection, type DocumentField, own } from '../collections/collection.ts';
import { QueryRefused } from '../query-refused.ts';
import type { Order } from '../request.ts';
import { columnOf, jsonPath } from './scope.ts';

/** What results are sorted by, and in which sense; values that are missing are last either way. */
export interface SortKey {
  readonly value: RawBuilder<unknown>;
  readonly sense: RawBuilder<unknown>;
}

const UPWARDS = sql`asc nulls last`;
const DOWNWARDS = sql`desc nulls last`;

/**
 * Keys of an order, the identifier at the end so that pages do not overlap.
 * @param relevance where no order is asked, or in a ranked collection: the best first
 */
export function sortKeysOf(
  order: readonly Order[],
  collection: Collection,
  vocabulary: Vocabulary,
  relevance?: RawBuilder<unknown>,
): SortKey[] {
  const asked = order.filter(({ field }) => field !== '#score');
  const keys = asked.map(({ field, descending }) => sortKey(field, descending, collection, vocabulary));
  if (relevance !== undefined && (asked.length === 0 || collection.ranked)) {
    const text = asked.findIndex(({ field }) => collection.sortsText(field));
    keys.splice(text === -1 ? keys.length : text, 0, { value: relevance, sense: sql`desc` });
  }
  return [...keys, { value: sql.ref(`${collection.table}.id`), sense: sql`asc` }];
}

export function orderBy(keys: readonly SortKey[]): RawBuilder<unknown> {
  return sql`order by ${sql.join(keys.map(({ value, sense }) => sql`${value} ${sense}`))}`;
}

function sortKey(name: string, descending: boolean, collection: Collection, vocabulary: Vocabulary): SortKey {
  const sense = descending ? DOWNWARDS : UPWARDS;
  const words = own(collection.sortColumns ?? {}, name);
  if (words !== undefined) {
    const column = sql.ref(words);
    // Written as the indexes on it are.
    return { value: descending ? sql`(${column}[cardinality(${column})])` : sql`(${column}[1])`, sense };
  }
  const field = collection.field(name, vocabulary);
  if (
    field.source === 'invisible' ||
    field.type === 'object' ||
    (field.type === 'text' && !collection.sortsText(name))
  )
    throw new QueryRefused(`Results cannot be sorted by ${name}`);
  // Of several values the least counts upwards, the greatest downwards; a text is as many values as it has words
  // (spec dsl.md 11).
  const extreme = sql.raw(descending ? 'max' : 'min');
  if (field.source === 'column')
    return {
      value: field.many
        ? sql`(select ${extreme}(item) from unnest(${columnOf(field)}) as item)`
        : columnOf(field),
      sense,
    };
  return { value: extremeOf(field, extreme), sense };
}

function extremeOf(field: DocumentField, extreme: RawBuilder<unknown>): RawBuilder<unknown> {
  if (field.type === 'long' || field.type === 'double')
    return sql`(select ${extreme}((item #>> '{}')::numeric)
      from jsonb_path_query(${columnOf(field)}, ${jsonPath(field.path, '[*] ? (@.type() == "number")')}, '{}', true) as item)`;
  const path = jsonPath(field.path, '[*]');
  const items =
    field.type === 'text'
      ? sql`unnest(tsvector_to_array(perenne_field_lexemes(${columnOf(field)}, ${path})))`
      : sql`perenne_values(${columnOf(field)}, ${path})`;
  return sql`(select ${extreme}(item collate "C") from ${items} as item)`;
}
