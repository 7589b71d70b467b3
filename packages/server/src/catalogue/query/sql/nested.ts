import { sql } from 'kysely';
import type { NestedArray } from '../collections/collection.ts';
import type { NestedNode, QueryNode } from '../nodes/index.ts';
import { QueryRefused } from '../query-refused.ts';
import { typedValues } from './equality.ts';
import { type Condition, containing, fieldOf, joined, jsonPath, type Scope } from './scope.ts';

/** Some element of the nested array meets the whole condition by itself. */
export function nested(node: NestedNode, scope: Scope): Condition {
  const array = scope.collection.nested;
  if (array === undefined || node.path !== array.path || scope.element !== undefined)
    throw new QueryRefused(`$subobject: ${node.path} is not a nested array here`);
  const within: Scope = { ...scope, element: array };
  const elements = sql`jsonb_path_query(${sql.ref(array.column)}, ${jsonPath(array.members, '[*]')})`;
  const exact = sql<boolean>`exists (select 1 from ${elements} as ${sql.raw(array.alias)}(value)
    where ${scope.visit(node.query, within)})`;
  return joined([...necessary(node.query, within, array), exact], 'and');
}

/** Equalities that any match must meet, as the index on the whole document can answer them. */
function necessary(node: QueryNode, scope: Scope, array: NestedArray): Condition[] {
  if (node.kind === 'and') return node.queries.flatMap((query) => necessary(query, scope, array));
  if ((node.kind !== 'equality' && node.kind !== 'membership') || node.negated) return [];
  const field = fieldOf(node.field, scope);
  if (field.source !== 'document' || !['keyword', 'long', 'boolean'].includes(field.type)) return [];
  const values = node.kind === 'equality' ? [node.value] : node.values;
  const place = { column: array.column, path: [...array.members, ...field.path] };
  return values.length === 0 ? [] : [containing(place, typedValues(field, values, node.field))];
}
