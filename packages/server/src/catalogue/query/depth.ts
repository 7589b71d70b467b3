import { sql } from 'kysely';
import type { Search } from './search.ts';
import type { Condition } from './sql/index.ts';

/**
 * Where results lie from the roots (spec dsl.md 4.3): 0 the roots, d their descendants within d steps,
 * -d their ancestors within d steps. Groups have no depth: their roots are the groups themselves.
 */
export function depthCondition(
  { collection, tenant }: Search,
  roots: readonly string[],
  depth: number,
): Condition {
  if (collection.table !== 'unit' || depth === 0)
    return sql<boolean>`${sql.ref(`${collection.table}.id`)} = any(${roots}::text[])`;
  if (depth < 0)
    // As an array computed once, so that the primary key answers.
    return sql<boolean>`unit.id = any(array(
      select jsonb_array_elements_text(step.value) from unit as root, jsonb_each(root.uds) as step
      where root.tenant = ${tenant} and root.id = any(${roots}::text[]) and step.key::integer <= ${-depth}))`;
  if (depth === 1) return sql<boolean>`unit.up && ${roots}::text[]`;
  // All ancestors answer by index; those by distance decide, unless none is further away.
  return sql<boolean>`unit.us && ${roots}::text[] and (not jsonb_exists(unit.uds, ${String(depth + 1)}) or exists (
    select 1 from jsonb_each(unit.uds) as step
    where step.key::integer <= ${depth} and jsonb_exists_any(step.value, ${roots}::text[])))`;
}
