import { type RawBuilder, sql } from 'kysely';
import { ArchiveError, compose, type Tx } from '../../platform/index.ts';
import type { Collection } from './collections/index.ts';
import { QueryRefused } from './query-refused.ts';
import type { Search } from './search.ts';
import type { Condition } from './sql/index.ts';

/** A search that takes longer would hold a connection that others wait for. */
const STATEMENT_MS = 30_000;

/** `from … where …`: the tenant first, then the collection's own scope. */
export function where({ collection, tenant }: Search, condition: Condition): RawBuilder<unknown> {
  const table = sql.table(collection.table);
  const own = collection.ownTenant?.(tenant) ?? sql<boolean>`${table}.tenant = ${tenant}`;
  const scope = collection.scope === undefined ? sql`` : sql` and ${collection.scope}`;
  return sql`from ${table} where ${own}${scope} and ${condition}`;
}

/** What `present` of the collection makes a document of. */
export function columnsOf({ table, columns, shown = {} }: Collection): RawBuilder<unknown> {
  return sql.join([
    ...columns.map((name) => sql.ref(`${table}.${name}`)),
    ...Object.entries(shown).map(([name, value]) => sql`${value} as ${sql.ref(name)}`),
  ]);
}

const INVALID_REGULAR_EXPRESSION = '2201B';
const CANCELED = '57014';

/**
 * Runs a composed statement within the time allowed to a search.
 * @param most ms that it may take @throws ArchiveError unavailable when it takes longer
 */
export async function run<Row>(
  tx: Tx,
  statement: RawBuilder<unknown>,
  most: number = STATEMENT_MS,
): Promise<Row[]> {
  const { sql: text, parameters } = statement.compile(compose);
  await tx.query(`select set_config('statement_timeout', $1, true)`, [String(most)]);
  try {
    return await tx.query<Row>(text, parameters);
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === INVALID_REGULAR_EXPRESSION)
      throw new QueryRefused(`Bad regular expression: ${(error as Error).message}`);
    if (code === CANCELED)
      throw new ArchiveError(
        'unavailable',
        `The search took more than ${most / 1000} s: add a condition that narrows it.`,
        { cause: error },
      );
    throw error;
  }
}
