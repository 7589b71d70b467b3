import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import { countFacets } from './count-facets.ts';
import { depthCondition } from './depth.ts';
import type { FacetResult } from './facets.ts';
import { someMatches } from './matches.ts';
import { and, everything, type QueryNode } from './nodes/index.ts';
import { projector } from './projection.ts';
import { type Filter, type MultipleSelect, type SingleSelect, WINDOW } from './request.ts';
import { withRulesOutput } from './rules-output.ts';
import { NO_VOCABULARY, type Search } from './search.ts';
import { type Condition, conditionOf, orderBy, relevanceOf, type SortKey, sortKeysOf } from './sql/index.ts';
import { columnsOf, run, where } from './statement.ts';

/** Documents in the form of the compatible API. */
export interface Found {
  /** Number of matches, at most 10,000 unless all are tracked. */
  readonly total: number;
  readonly filter: Filter;
  readonly results: readonly Record<string, unknown>[];
  /** Of a select with facets that finds something. */
  readonly facets?: readonly FacetResult[];
}

/**
 * Carries out a select on a journal, a referential or a register.
 * @throws QueryRefused for unknown names and operands that do not fit; ArchiveError unavailable when it takes too long
 */
export async function selectSingle(tx: Tx, search: Search, request: SingleSelect): Promise<Found> {
  return page(tx, search, restricted(search, request.query), request.query, request);
}

/**
 * Carries out a select on units or groups: the chain of queries, each starting from what the one before found
 * (spec dsl.md 4). @throws as selectSingle
 */
export async function selectMultiple(tx: Tx, search: Search, request: MultipleSelect): Promise<Found> {
  const condition = await conditionOfMultiple(tx, search, request, WINDOW);
  if (condition === undefined) return { total: 0, filter: request.filter, results: [] };
  const found = await page(tx, search, condition, request.queries.at(-1)?.query ?? everything, request);
  if (request.facets.length === 0) return found;
  const facets = await countFacets(tx, search, condition, request.facets);
  return found.total === 0 ? found : { ...found, facets };
}

/**
 * What the last query of the chain selects, its pages left aside; undefined when a query before it finds nothing.
 * @param most units that a query of the chain hands on to the next; absent: all
 * @throws as selectSingle
 */
export async function conditionOfMultiple(
  tx: Tx,
  search: Search,
  request: Pick<MultipleSelect, 'roots' | 'queries'>,
  most?: number,
): Promise<Condition | undefined> {
  const queries = request.queries.length > 0 ? request.queries : [{ query: everything, depth: 0 }];
  let roots = request.roots;
  for (const [index, { query, depth }] of queries.entries()) {
    const start = depth === undefined ? undefined : depthCondition(search, roots, depth);
    const condition = joinedWith(start, restricted(search, query));
    if (index === queries.length - 1) return condition;
    roots = await identifiers(tx, search, condition, most);
    if (roots.length === 0) return undefined;
  }
  throw new Error('a chain of queries has at least one');
}

/** The condition of a tree under the search's restriction. */
export function restricted(search: Search, query: QueryNode): Condition {
  const node = search.restriction === undefined ? query : and(search.restriction, query);
  return conditionOf(node, search.collection, search.vocabulary ?? NO_VOCABULARY, search.content);
}

function joinedWith(first: Condition | undefined, second: Condition): Condition {
  return first === undefined ? second : sql<boolean>`${first} and ${second}`;
}

async function page(
  tx: Tx,
  search: Search,
  condition: Condition,
  query: QueryNode,
  request: { readonly filter: Filter; readonly projection: readonly string[] | undefined },
): Promise<Found> {
  const { collection, vocabulary = NO_VOCABULARY } = search;
  const { filter } = request;
  const project = projector(request.projection, collection, vocabulary);
  const relevance = relevanceOf(query, { collection, vocabulary });
  const keys = sortKeysOf(filter.order, collection, vocabulary, relevance);
  const isRanked = relevance !== undefined && filter.order.length === 0;
  const { total, rows } = await gathered(tx, search, condition, { keys, filter, isWhole: isRanked });
  const isWhole = total < WINDOW || isRanked || total <= filter.offset;
  const found = isWhole ? rows : await pageAlongOrder(tx, search, condition, { keys, filter });
  const whole = await withRulesOutput(tx, search, request.projection, found);
  const isCut = total === WINDOW && filter.tracksTotal === true;
  return {
    total: isCut ? await count(tx, search, condition, 'all') : total,
    filter,
    results: whole.map((row) => project(collection.present(row))),
  };
}

type Row = Record<string, unknown>;

function pageOf({ offset, limit = WINDOW - offset }: Filter): RawBuilder<unknown> {
  return sql`limit ${limit} offset ${offset}`;
}

/** A page of more matches than the window: the first of the order are soon found. */
async function pageAlongOrder(
  tx: Tx,
  search: Search,
  condition: Condition,
  { keys, filter }: Pick<Gathering, 'keys' | 'filter'>,
): Promise<readonly Row[]> {
  const isByIdentifier = keys.length === 1;
  const first = isByIdentifier ? await firstByIdentifier(tx, search, condition, filter) : undefined;
  return (
    first ??
    run<Row>(
      tx,
      sql`select ${columnsOf(search.collection)} ${where(search, condition)} ${orderBy(keys)} ${pageOf(filter)}`,
    )
  );
}

/** Rows that are looked through for a first page of matches that are frequent, and the matches of which one is. */
const WALKED = WINDOW;
const FIRST = 100;

/**
 * A first page in the order of identifiers, of more matches than the window: they stand among the first rows, unless they
 * entered late; then undefined. The planner thinks of words that go together that few units have both, and would read
 * all of these.
 */
async function firstByIdentifier(
  tx: Tx,
  search: Search,
  condition: Condition,
  { offset, limit }: Filter,
): Promise<Row[] | undefined> {
  if (limit === undefined || offset + limit > FIRST) return undefined;
  const { collection } = search;
  const table = sql.table(collection.table);
  const id = sql.ref(`${collection.table}.id`);
  const rows = await run<Row>(
    tx,
    sql`select ${columnsOf(collection)}
        from (select * ${where(search, sql<boolean>`true`)} order by ${id} limit ${WALKED}) as ${table}
        where ${condition} order by ${id} limit ${limit} offset ${offset}`,
  );
  return rows.length === limit ? rows : undefined;
}

interface Gathering {
  readonly keys: readonly SortKey[];
  readonly filter: Filter;
  /** As many as can be paged through count for all: ranking looks into every match. */
  readonly isWhole: boolean;
}

/**
 * The matches, counted up to the window, and a page of them when these are all (docs/decisions/0014): each is found
 * once, by the index that finds it, and of each what it is sorted by is carried along, not the document. The planner
 * would look for few along the index of the order, through rows that are none.
 */
async function gathered(
  tx: Tx,
  search: Search,
  condition: Condition,
  { keys, filter, isWhole }: Gathering,
): Promise<{ readonly total: number; readonly rows: readonly Row[] }> {
  const { collection } = search;
  const table = sql.table(collection.table);
  const carried = keys.map(({ sense }, at) => ({ value: sql.ref(`key${at}`), sense }));
  const values = keys.map(({ value }, at) => sql`${value} as ${sql.ref(`key${at}`)}`);
  const matches = await someMatches(tx, search, condition, {
    columns: sql`${table}.ctid as row, ${sql.join(values)}`,
    most: WINDOW,
  });
  const found = await run<Row & { readonly total: number; readonly place: number | null }>(
    tx,
    sql`with matches as materialized (${matches}),
      counted as materialized (select count(*)::integer as total from matches),
      page as materialized (
        select matches.row, row_number() over (${orderBy(carried)}) as place from matches, counted
        where ${isWhole} or counted.total < ${WINDOW}
        order by place ${pageOf(filter)})
      select counted.total, shown.* from counted left join (
        select page.place, ${columnsOf(collection)} from page join ${table} on ${table}.ctid = page.row) as shown on true
      order by shown.place`,
  );
  return { total: found[0]?.total ?? 0, rows: found.filter(({ place }) => place !== null) };
}

/** Number of matches, none of them counted beyond `most`: by default the window. */
export async function count(
  tx: Tx,
  search: Search,
  condition: Condition,
  most: number | 'all' = WINDOW,
): Promise<number> {
  const counted =
    most === 'all'
      ? where(search, condition)
      : sql`from (${await someMatches(tx, search, condition, { columns: sql`1`, most })}) as matches`;
  const [row] = await run<{ total: number }>(tx, sql`select count(*)::integer as total ${counted}`);
  return row?.total ?? 0;
}

async function identifiers(
  tx: Tx,
  search: Search,
  condition: Condition,
  most: number | undefined,
): Promise<string[]> {
  const id = sql.ref(`${search.collection.table}.id`);
  const limit = most === undefined ? sql`` : sql` limit ${most}`;
  const rows = await run<{ id: string }>(tx, sql`select ${id} as id ${where(search, condition)}${limit}`);
  return rows.map((row) => row.id);
}
