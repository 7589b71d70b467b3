import { sql } from 'kysely';
import { and, type Condition, eq, restricted, run, type Search, where } from '../catalogue/index.ts';
import type { Tx } from '../platform/index.ts';
import type { Eyes } from './reading.ts';
import { searchOf, TITLE } from './unit-search.ts';

/** The tree of the holdings, branch by branch, as the person may see it. */

export interface TreeNode {
  readonly id: string;
  readonly title: string;
  readonly level: string | null;
  readonly unitType: string;
  readonly hasObject: boolean;
  readonly hasChildren: boolean;
}

export interface Branch {
  /** How many lie in it, all pages together. */
  readonly total: number;
  readonly nodes: TreeNode[];
}

export interface BranchQuestion {
  /** Absent: the top of the tree. */
  readonly parent?: string;
  /** Place of the first one, from 0, in the order of titles. */
  readonly offset: number;
  readonly limit: number;
}

/** A unit with its place in its branch, from 0. */
export interface Step {
  readonly id: string;
  readonly place: number;
}

export async function readBranch(tx: Tx, eyes: Eyes, question: BranchQuestion): Promise<Branch> {
  const { parent, offset, limit } = question;
  const search = searchOf(eyes);
  const inside = branchOf(eyes, search, parent);
  const total = await countWhole(tx, search, inside);
  const nodes = await run<TreeNode>(
    tx,
    // Read first, so that children are looked for below these rows alone.
    sql`with page as materialized (
          select unit.id, ${TITLE} as title, unit.content ->> 'DescriptionLevel' as level, unit.unit_type,
                 unit.og is not null as has_object, unit.title as sorted
          ${where(search, inside)} order by unit.title, unit.id limit ${limit} offset ${offset})
        select page.id, page.title, page.level, page.unit_type as "unitType", page.has_object as "hasObject",
               exists (select 1 ${where(search, sql<boolean>`unit.up @> array[page.id] and ${restricted(search, and())}`)})
                 as "hasChildren"
        from page order by page.sorted, page.id`,
  );
  return { total, nodes };
}

/** The way from the top of the tree down to a unit, itself included; empty when the tree does not lead to it. */
export async function readPath(tx: Tx, eyes: Eyes, id: string): Promise<Step[]> {
  const way = await wayTo(tx, eyes, id, new Set());
  const steps: Step[] = [];
  for (const [at, unit] of way.entries())
    steps.push({ id: unit.id, place: await placeOf(tx, eyes, unit, way[at - 1]?.id) });
  return steps;
}

interface Waypoint {
  readonly id: string;
  readonly title: string | null;
  readonly isTop: boolean;
  readonly up: string[];
}

/** By the first of its parents that the top leads to. @param tried units that need not be tried again */
async function wayTo(tx: Tx, eyes: Eyes, id: string, tried: Set<string>): Promise<Waypoint[]> {
  if (tried.has(id)) return [];
  tried.add(id);
  const search = searchOf(eyes);
  const [unit] = await run<Waypoint>(
    tx,
    sql`select unit.id, unit.title, unit.up, ${topOf(eyes, search)} as "isTop"
      ${where(search, restricted(search, eq('#id', id)))}`,
  );
  if (unit === undefined || unit.isTop) return unit === undefined ? [] : [unit];
  for (const parent of unit.up) {
    const way = await wayTo(tx, eyes, parent, tried);
    if (way.length > 0) return [...way, unit];
  }
  return [];
}

/** How many stand before it; units without a title are last. */
async function placeOf(tx: Tx, eyes: Eyes, { id, title }: Waypoint, parent?: string): Promise<number> {
  const search = searchOf(eyes);
  const before =
    title === null
      ? sql<boolean>`(unit.title is not null or unit.id < ${id})`
      : sql<boolean>`(unit.title < ${title} or (unit.title = ${title} and unit.id < ${id}))`;
  return countWhole(tx, search, sql<boolean>`${branchOf(eyes, search, parent)} and ${before}`);
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

/** Without the limit of a search: every child has its place. */
async function countWhole(tx: Tx, search: Search, condition: Condition): Promise<number> {
  const [row] = await run<{ total: number }>(
    tx,
    sql`select count(*)::integer as total ${where(search, condition)}`,
  );
  return row?.total ?? 0;
}
