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
  readonly nodes: TreeNode[];
  /** Others follow the last one. */
  readonly more: boolean;
}

export interface BranchQuestion {
  /** Absent: the top of the tree. */
  readonly parent?: string;
  /** Identifier of the last one that is known: those that follow it, in the order of titles. */
  readonly after?: string;
  readonly limit: number;
}

export async function readBranch(tx: Tx, eyes: Eyes, question: BranchQuestion): Promise<Branch> {
  const { parent, after, limit } = question;
  const search = searchOf(eyes);
  const place = parent === undefined ? topOf(eyes, search) : restricted(search, eq('#unitups', parent));
  const follows = after === undefined ? sql<boolean>`true` : await followers(tx, eyes, after);
  const rows = await run<TreeNode>(
    tx,
    // Read first, so that children are looked for below these rows alone.
    sql`with page as materialized (
          select unit.id, ${TITLE} as title, unit.content ->> 'DescriptionLevel' as level, unit.unit_type,
                 unit.og is not null as has_object, unit.title as sorted
          ${where(search, sql<boolean>`${place} and ${follows}`)} order by unit.title, unit.id limit ${limit + 1})
        select page.id, page.title, page.level, page.unit_type as "unitType", page.has_object as "hasObject",
               exists (select 1 ${where(search, sql<boolean>`unit.up @> array[page.id] and ${restricted(search, and())}`)})
                 as "hasChildren"
        from page order by page.sorted, page.id`,
  );
  return { nodes: rows.slice(0, limit), more: rows.length > limit };
}

/** Units that lie in no other; under a contract that opens branches only, the tops of these. */
function topOf({ rights }: Eyes, search: Search): Condition {
  const visible = restricted(search, and());
  return rights.roots.length === 0
    ? sql<boolean>`unit.up = '{}' and ${visible}`
    : sql<boolean>`unit.id = any(${rights.roots}::text[]) and ${visible}`;
}

/** Those after a unit in the order of titles, where units without a title are last. */
async function followers(tx: Tx, { tenant }: Eyes, after: string): Promise<Condition> {
  const [last] = await run<{ title: string | null }>(
    tx,
    sql`select title from unit where tenant = ${tenant} and id = ${after}`,
  );
  if (last === undefined) return sql<boolean>`false`;
  return last.title === null
    ? sql<boolean>`unit.title is null and unit.id > ${after}`
    : sql<boolean>`(unit.title >= ${last.title} and (unit.title > ${last.title} or unit.id > ${after})
        or unit.title is null)`;
}
