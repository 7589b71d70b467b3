import { type RawBuilder, sql } from 'kysely';
import type { Vocabulary } from '../../field-types.ts';
import type { Collection, DocumentField } from '../collections/collection.ts';
import { QueryRefused } from '../query-refused.ts';
import type { Order } from '../request.ts';
import { columnOf, jsonPath } from './scope.ts';

/** `order by`: values that are missing last, the identifier at the end so that pages do not overlap. */
export function orderOf(
  order: readonly Order[],
  collection: Collection,
  vocabulary: Vocabulary,
): RawBuilder<unknown> {
  const keys = order
    .filter(({ field }) => field !== '#score') // nothing is ranked here
    .map(({ field, descending }) => sortKey(field, descending, collection, vocabulary));
  return sql`order by ${sql.join([...keys, sql`${sql.ref(`${collection.table}.id`)}`])}`;
}

function sortKey(
  name: string,
  descending: boolean,
  collection: Collection,
  vocabulary: Vocabulary,
): RawBuilder<unknown> {
  const sense = descending ? sql`desc nulls last` : sql`asc nulls last`;
  const own = collection.sortColumns?.[name];
  if (own !== undefined) return sql`${sql.ref(own)} ${sense}`;
  const field = collection.field(name, vocabulary);
  if (
    field.source === 'invisible' ||
    field.type === 'object' ||
    (field.type === 'text' && !collection.sortsText(name))
  )
    throw new QueryRefused(`Results cannot be sorted by ${name}`);
  // Of several values the least counts upwards, the greatest downwards.
  const extreme = sql.raw(descending ? 'max' : 'min');
  if (field.source === 'column')
    return field.many
      ? sql`(select ${extreme}(item) from unnest(${columnOf(field)}) as item) ${sense}`
      : sql`${columnOf(field)} ${sense}`;
  return sql`${extremeOf(field, extreme)} ${sense}`;
}

function extremeOf(field: DocumentField, extreme: RawBuilder<unknown>): RawBuilder<unknown> {
  if (field.type === 'long' || field.type === 'double')
    return sql`(select ${extreme}((item #>> '{}')::numeric)
      from jsonb_path_query(${columnOf(field)}, ${jsonPath(field.path, '[*] ? (@.type() == "number")')}, '{}', true) as item)`;
  const collation = sql.raw(field.type === 'text' ? 'perenne_french' : '"C"');
  return sql`(select ${extreme}(item collate ${collation})
    from perenne_values(${columnOf(field)}, ${jsonPath(field.path, '[*]')}) as item)`;
}
