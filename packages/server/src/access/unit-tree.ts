import { sql } from 'kysely';
import { Type } from 'typebox';
import {
  and,
  type Condition,
  count,
  eq,
  isIn,
  restricted,
  run,
  type Search,
  where,
} from '../catalogue/index.ts';
import { Count, counted, orNull, Text, type Told, type Tx } from '../platform/index.ts';
import type { Eyes } from './reading.ts';
import { questionCondition, searchFor, searchOf, TITLE, type UnitFilters } from './unit-search.ts';

/** The tree of the holdings, branch by branch, as the person may see it. */

export const TreeNode = Type.Object(
  {
    ...{ id: Text, title: Text, level: orNull(Text), unitType: Text },
    ...{ hasObject: Type.Boolean(), hasChildren: Type.Boolean() },
  },
  { title: 'TreeNode' },
);
export type TreeNode = Told<typeof TreeNode>;

export const Branch = Type.Object(
  { total: counted('How many lie in it, all pages together.'), nodes: Type.Array(TreeNode) },
  { title: 'Branch' },
);
export type Branch = Told<typeof Branch>;

export interface BranchQuestion {
  /** Absent: the top of the tree. */
  readonly parent?: string;
  /** Of holding and filing units alone. */
  readonly plans?: boolean;
  /** Place of the first one, from 0, in the order of titles. */
  readonly offset: number;
  readonly limit: number;
}

export const TreeStep = Type.Object(
  { id: Text, place: Count },
  { title: 'TreeStep', description: 'A unit with its place in its branch, from 0.' },
);
export type TreeStep = Told<typeof TreeStep>;

export async function readBranch(tx: Tx, eyes: Eyes, question: BranchQuestion): Promise<Branch> {
  const { parent, plans, offset, limit } = question;
  const search = treeOf(eyes, plans);
  const inside = branchOf(eyes, search, parent);
  const total = await count(tx, search, inside, 'all');
  const nodes = await run<Omit<TreeNode, 'hasChildren'>>(
    tx,
    sql`select unit.id, ${TITLE} as title, unit.content ->> 'DescriptionLevel' as level,
               unit.unit_type as "unitType", unit.og is not null as "hasObject"
        ${where(search, inside)} order by unit.title, unit.id limit ${limit} offset ${offset}`,
  );
  const ids = nodes.map(({ id }) => id);
  const parents = new Set(await parentsAmong(tx, search, ids));
  return { total, nodes: nodes.map((node) => ({ ...node, hasChildren: parents.has(node.id) })) };
}

/**
 * Those under which something visible lies. Children are looked for by their first parent, in an index that nothing
 * makes the planner pass by: of `up @> array[id]` for each of a hundred it thinks that some row comes soon, and reads
 * the table a hundred times. Units of several parents are few, and looked for all at once.
 */
async function parentsAmong(tx: Tx, search: Search, ids: readonly string[]): Promise<string[]> {
  const visible = restricted(search, and());
  const rows = await run<{ id: string }>(
    tx,
    sql`select page.id from unnest(${ids}::text[]) as page(id)
        where exists (select 1 ${where(search, sql<boolean>`unit.up[1] = page.id collate "C" and ${visible}`)})
        union all
        select parent from (
          select distinct unnest(unit.up) as parent
          ${where(search, sql<boolean>`cardinality(unit.up) > 1 and unit.up && ${ids}::text[] and ${visible}`)}) shared
        where parent = any(${ids}::text[])`,
  );
  return rows.map(({ id }) => id);
}

/** What the tree shows: all that may be seen, or of it the trees and plans. */
function treeOf(eyes: Eyes, plans = false): Search {
  const search = searchOf(eyes);
  if (!plans) return search;
  const isPlan = isIn('#unitType', ['HOLDING_UNIT', 'FILING_UNIT']);
  return {
    ...search,
    restriction: search.restriction === undefined ? isPlan : and(search.restriction, isPlan),
  };
}

/**
 * The way from the top of the tree down to a unit, itself included; empty when the tree does not lead to it.
 * @param plans in the tree of holding and filing units alone
 */
export async function readPath(tx: Tx, eyes: Eyes, id: string, plans?: boolean): Promise<TreeStep[]> {
  const search = treeOf(eyes, plans);
  const way = await wayTo(tx, eyes, search, id, new Set());
  const steps: TreeStep[] = [];
  for (const [at, unit] of way.entries())
    steps.push({ id: unit.id, place: await placeOf(tx, eyes, search, unit, way[at - 1]?.id) });
  return steps;
}

interface Waypoint {
  readonly id: string;
  readonly title: string | null;
  readonly isTop: boolean;
  readonly up: string[];
}

/** By the first of its parents that the top leads to. @param tried units that need not be tried again */
async function wayTo(
  tx: Tx,
  eyes: Eyes,
  search: Search,
  id: string,
  tried: Set<string>,
): Promise<Waypoint[]> {
  if (tried.has(id)) return [];
  tried.add(id);
  const [unit] = await run<Waypoint>(
    tx,
    sql`select unit.id, unit.title, unit.up, ${topOf(eyes, search)} as "isTop"
      ${where(search, restricted(search, eq('#id', id)))}`,
  );
  if (unit === undefined || unit.isTop) return unit === undefined ? [] : [unit];
  for (const parent of unit.up) {
    const way = await wayTo(tx, eyes, search, parent, tried);
    if (way.length > 0) return [...way, unit];
  }
  return [];
}

/** How many stand before it; units without a title are last. */
async function placeOf(
  tx: Tx,
  eyes: Eyes,
  search: Search,
  { id, title }: Waypoint,
  parent?: string,
): Promise<number> {
  const before =
    title === null
      ? sql<boolean>`(unit.title is not null or unit.id < ${id})`
      : sql<boolean>`(unit.title < ${title} or (unit.title = ${title} and unit.id < ${id}))`;
  return count(tx, search, sql<boolean>`${branchOf(eyes, search, parent)} and ${before}`, 'all');
}

function branchOf(eyes: Eyes, search: Search, parent?: string): Condition {
  return parent === undefined ? topOf(eyes, search) : restricted(search, eq('#unitups', parent));
}

/** Units that lie in no other; under a contract that opens branches only, the tops of these. */
function topOf({ rights }: Eyes, search: Search): Condition {
  const visible = restricted(search, and());
  return rights.roots.length === 0
    ? sql<boolean>`unit.up = '{}' and ${visible}`
    : sql<boolean>`unit.id = any(${rights.roots}::text[]) and ${visible}`;
}

export const NodeCounts = Type.Object(
  {
    counts: Type.Record(Type.String(), Type.Integer({ minimum: 1 }), {
      description: 'By the node, itself among them when it is found; nodes without any are left out.',
    }),
    isWhole: Type.Boolean({ description: 'False: only the first that were found are counted.' }),
  },
  {
    title: 'NodeCounts',
    description: 'How much of what a search finds is there under nodes of the tree.',
  },
);
export type NodeCounts = Told<typeof NodeCounts>;

const MOST = 50_000;

/** @throws QueryRefused as searches */
export async function countsUnder(
  tx: Tx,
  eyes: Eyes,
  nodes: readonly string[],
  filters: UnitFilters,
): Promise<NodeCounts> {
  const search = await searchFor(tx, eyes, filters);
  const rows = await run<{ id: string | null; count: number }>(
    tx,
    sql`with found as materialized (
          select unit.id, unit.us ${where(search, questionCondition(search, filters))} limit ${MOST + 1})
        select null as id, count(*)::integer from found
        union all
        select node, count(*)::integer from found, unnest(array_append(found.us, found.id)) node
        where node = any(${nodes}::text[]) group by node`,
  );
  const counts = rows.flatMap(({ id, count }) => (id === null ? [] : [[id, count] as const]));
  return {
    counts: Object.fromEntries(counts),
    isWhole: (rows.find(({ id }) => id === null)?.count ?? 0) <= MOST,
  };
}
