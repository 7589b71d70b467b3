import { sql } from 'kysely';
import type { Field } from '../collections/collection.ts';
import type { ExistenceNode } from '../nodes/index.ts';
import { type Condition, FALSE, fieldOf, held, jsonPath, negated, type Scope } from './scope.ts';

export function existence(node: ExistenceNode, scope: Scope): Condition {
  const condition = hasValue(fieldOf(node.field, scope));
  return node.negated ? negated(condition) : condition;
}

/** Some value that is neither null nor an empty object or array, at any depth below the path. */
function hasValue(field: Field): Condition {
  if (field.source === 'invisible') return FALSE;
  if (field.source === 'column')
    return held(field, (column) =>
      field.many ? sql<boolean>`cardinality(${column}) > 0` : sql<boolean>`${column} is not null`,
    );
  const path = jsonPath(
    field.path,
    '.** ? (@.type() == "string" || @.type() == "number" || @.type() == "boolean")',
  );
  return held(field, (column) => sql<boolean>`jsonb_path_exists(${column}, ${path}, '{}', true)`);
}
