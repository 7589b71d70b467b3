import { sql } from 'kysely';
import type { Field } from '../collections/collection.ts';
import type { ExistenceNode } from '../nodes/index.ts';
import { type Condition, columnOf, FALSE, fieldOf, jsonPath, negated, type Scope } from './scope.ts';

export function existence(node: ExistenceNode, scope: Scope): Condition {
  const condition = hasValue(fieldOf(node.field, scope));
  return node.negated ? negated(condition) : condition;
}

/** Some value that is neither null nor an empty object or array, at any depth below the path. */
function hasValue(field: Field): Condition {
  if (field.source === 'invisible') return FALSE;
  if (field.source === 'column')
    return field.many
      ? sql<boolean>`cardinality(${columnOf(field)}) > 0`
      : sql<boolean>`${columnOf(field)} is not null`;
  const path = jsonPath(
    field.path,
    '.** ? (@.type() == "string" || @.type() == "number" || @.type() == "boolean")',
  );
  return sql<boolean>`jsonb_path_exists(${columnOf(field)}, ${path}, '{}', true)`;
}
