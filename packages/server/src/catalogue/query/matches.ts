import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { Search } from './search.ts';
import type { Condition } from './sql/index.ts';
import { run, where } from './statement.ts';

/**
 * `select …` of some matches, or of all when they are fewer. Where far more match, they are looked for in one part of
 * the tenant's rows after the other, until they are enough (docs/decisions/0016): an index on many values tells all
 * matches before the first row is read, and of a value that a tenth of a million units have that alone takes forty
 * milliseconds.
 * @param columns of the collection's table
 */
export async function someMatches(
  tx: Tx,
  search: Search,
  condition: Condition,
  { columns, most }: { readonly columns: RawBuilder<unknown>; readonly most: number },
): Promise<RawBuilder<unknown>> {
  const last = await lastPart(tx, search);
  if (last === 0 || !(await isFoundSooner(tx, search, condition, { last, most })))
    return sql`select ${columns} ${where(search, condition)} limit ${most}`;
  const here = sql<boolean>`${partOf(search)} = of_tenant.part and ${condition}`;
  // Without the offset the planner would unfold the inner one, and look through all parts before it joins.
  return sql`select found.* from generate_series(0, ${last}::integer) as of_tenant(part),
    lateral (select ${columns} ${where(search, here)} offset 0) as found limit ${most}`;
}

const partOf = ({ collection }: Search) => sql.ref(`${collection.table}.part`);

/** Parts are numbered from 0; a collection that has none is one. */
async function lastPart(tx: Tx, { collection, tenant }: Search): Promise<number> {
  if (collection.parts === undefined) return 0;
  const table = sql.table(collection.parts.table);
  const [row] = await run<{ last: number | null }>(
    tx,
    sql`select max(part) as last from ${table} where tenant = ${tenant}`,
  );
  return row?.last ?? 0;
}

/**
 * Whether the planner thinks so, by the index that knows of parts alone, and one part has its share. Either errs by
 * itself: what belongs together lies together, and the planner knows little of values that do.
 */
async function isFoundSooner(
  tx: Tx,
  search: Search,
  condition: Condition,
  { last, most }: { readonly last: number; readonly most: number },
): Promise<boolean> {
  const [row] = await run<{ 'QUERY PLAN': readonly [{ readonly Plan: Plan }] }>(
    tx,
    sql`explain (format json) select ${where(search, condition)}`,
  );
  const plan = row?.['QUERY PLAN'][0].Plan;
  if (plan === undefined || plan['Plan Rows'] < most) return false;
  const indexes = indexesOf(plan);
  if (indexes.length === 0 || indexes.some((index) => index !== search.collection.parts?.index)) return false;
  const share = Math.ceil(most / (last + 1));
  const here = sql<boolean>`${partOf(search)} = ${Math.ceil(last / 2)} and ${condition}`;
  const found = await run(tx, sql`select ${where(search, here)} limit ${share}`);
  return found.length === share;
}

/** A node of a plan, as `explain` tells it. */
interface Plan {
  readonly 'Plan Rows': number;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Plan[];
}

function indexesOf(plan: Plan): string[] {
  const own = plan['Index Name'];
  return [...(own === undefined ? [] : [own]), ...(plan.Plans ?? []).flatMap(indexesOf)];
}
