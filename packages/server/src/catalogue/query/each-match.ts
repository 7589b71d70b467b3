import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import { projector } from './projection.ts';
import type { MultipleSelect } from './request.ts';
import { withRulesOutput } from './rules-output.ts';
import { NO_VOCABULARY, type Search } from './search.ts';
import { type Condition, orderBy, sortKeysOf } from './sql/index.ts';
import { columnsOf, run, where } from './statement.ts';

/** Documents held at once. */
const PAGE = 1_000;

/**
 * Hands over all that a select finds, however many, in the order asked, else by identifier; a page is visited before the
 * next is read. To be called in a transaction that sees one state. The identifiers are sorted by the database, on its
 * disk where they are many, and documents are read for those of a page alone.
 * @param condition of the request (`conditionOfMultiple`)
 * @throws as selectMultiple
 */
export async function eachMatch(
  tx: Tx,
  search: Search,
  condition: Condition,
  request: Pick<MultipleSelect, 'filter' | 'projection'>,
  visit: (documents: readonly Record<string, unknown>[]) => Promise<void>,
): Promise<void> {
  const { tenant, collection, vocabulary = NO_VOCABULARY } = search;
  const project = projector(request.projection, collection, vocabulary);
  const order = orderBy(sortKeysOf(request.filter.order, collection, vocabulary));
  const [table, id] = [sql.table(collection.table), sql.ref(`${collection.table}.id`)];
  // All of them will be read: the planner is not to look for the first alone.
  await tx.query('set local cursor_tuple_fraction = 1');
  await run(
    tx,
    sql`declare matches no scroll cursor for select ${id} as id ${where(search, condition)} ${order}`,
  );
  for (;;) {
    const page = await run<{ id: string }>(tx, sql`fetch ${sql.lit(PAGE)} from matches`);
    const rows = await run<Record<string, unknown>>(
      tx,
      sql`select ${columnsOf(collection)} from ${table}
        where ${table}.tenant = ${tenant} and ${id} = any(${page.map((each) => each.id)}::text[])`,
    );
    const whole = await withRulesOutput(tx, search, request.projection, rows);
    const byId = new Map(whole.map((row) => [row.id, row]));
    await visit(
      page.flatMap((each) => {
        const row = byId.get(each.id);
        return row === undefined ? [] : [project(collection.present(row))];
      }),
    );
    if (page.length < PAGE) return;
  }
}
