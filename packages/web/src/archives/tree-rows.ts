import type { TreeNode } from '../api/types.ts';

/**
 * The tree of the holdings as rows, and what keys do in it: pure. A branch may have very many children of which few
 * are known, so that rows are not listed but counted, in runs.
 */

/** What is known of the children of a node, by their place from 0. */
export interface KnownBranch {
  readonly total: number;
  readonly nodes: ReadonlyMap<number, TreeNode>;
}

/** By the parent, '' for the top. */
export type Branches = ReadonlyMap<string, KnownBranch>;

/** Siblings that stand below each other with no open node between them. */
export interface Run {
  /** Row of the first one. */
  readonly start: number;
  readonly length: number;
  readonly parent: string;
  /** Places from the top of the tree down to the parent: '' or such as '3.0.'. */
  readonly path: string;
  readonly level: number;
  /** Place of the first one in its branch. */
  readonly first: number;
  /** Absent while nothing is known of the branch: one row then stands for it. */
  readonly branch?: KnownBranch;
}

export interface Row {
  /** Places from the top down to it, such as '3.0.41': a unit of two parents has two rows. */
  readonly key: string;
  readonly parent: string;
  readonly level: number;
  /** From 0. */
  readonly place: number;
  /** Of how many; -1 while it is not known. */
  readonly of: number;
  /** Absent while it is still to come. */
  readonly node?: TreeNode;
  readonly isOpen: boolean;
}

export function runsOf(branches: Branches, open: ReadonlySet<string>): Run[] {
  const runs: Run[] = [];
  let start = 0;
  const add = (run: Omit<Run, 'start'>) => {
    if (run.length > 0) runs.push({ ...run, start });
    start += run.length;
  };
  const walk = (parent: string, path: string, level: number) => {
    const branch = branches.get(parent);
    const common = { parent, path, level };
    if (branch === undefined) return add({ ...common, first: 0, length: 1 });
    let first = 0;
    for (const [place, { id }] of openOf(branch, open)) {
      add({ ...common, branch, first, length: place + 1 - first });
      walk(id, `${path}${place}.`, level + 1);
      first = place + 1;
    }
    add({ ...common, branch, first, length: branch.total - first });
  };
  walk('', '', 1);
  return runs;
}

function openOf({ nodes }: KnownBranch, open: ReadonlySet<string>): [number, TreeNode][] {
  return [...nodes]
    .filter(([, { id, hasChildren }]) => hasChildren && open.has(id))
    .sort(([a], [b]) => a - b);
}

export function lengthOf(runs: readonly Run[]): number {
  const last = runs.at(-1);
  return last === undefined ? 0 : last.start + last.length;
}

/** Rows from one to before another. */
export function rowsOf(runs: readonly Run[], open: ReadonlySet<string>, from: number, to: number): Row[] {
  return runs.flatMap((run) => {
    const first = Math.max(from, run.start);
    const length = Math.max(0, Math.min(to, run.start + run.length) - first);
    return Array.from({ length }, (_, at) => rowOf(run, open, first + at - run.start));
  });
}

function rowOf(run: Run, open: ReadonlySet<string>, at: number): Row {
  const { parent, path, level, branch } = run;
  const place = run.first + at;
  const node = branch?.nodes.get(place);
  return {
    ...{ key: `${path}${place}`, parent, level, place, of: branch?.total ?? -1 },
    ...(node === undefined ? {} : { node }),
    isOpen: node?.hasChildren === true && open.has(node.id),
  };
}

/** Number of the row with that key; -1 when it is in no open branch. */
export function indexOf(runs: readonly Run[], key: string | undefined): number {
  if (key === undefined) return -1;
  const end = key.lastIndexOf('.') + 1;
  const place = Number(key.slice(end));
  const run = runs.find(
    ({ path, first, length }) => path === key.slice(0, end) && place >= first && place < first + length,
  );
  return run === undefined ? -1 : run.start + place - run.first;
}

export type Move = { readonly to: number } | { readonly open: string } | { readonly close: string };

/**
 * What a key does from a row (WAI-ARIA, tree view); undefined: nothing.
 * @param at number of the row; -1: none is active
 * @param page rows that are seen at once
 */
export function moveOf(
  runs: readonly Run[],
  open: ReadonlySet<string>,
  at: number,
  key: string,
  page: number,
): Move | undefined {
  const last = lengthOf(runs) - 1;
  const [row] = at < 0 ? [] : rowsOf(runs, open, at, at + 1);
  const to = (target: number) => (last < 0 ? undefined : { to: Math.min(last, Math.max(0, target)) });
  switch (key) {
    case 'ArrowDown':
      return to(at + 1);
    case 'ArrowUp':
      return to(at - 1);
    case 'PageDown':
      return to(at + page);
    case 'PageUp':
      return to(at - page);
    case 'Home':
      return to(0);
    case 'End':
      return to(last);
    case 'ArrowRight':
      if (!row?.node?.hasChildren) return undefined;
      return row.isOpen ? to(at + 1) : { open: row.node.id };
    case 'ArrowLeft':
      if (row === undefined) return undefined;
      if (row.isOpen && row.node !== undefined) return { close: row.node.id };
      return row.level === 1 ? undefined : to(indexOf(runs, row.key.slice(0, row.key.lastIndexOf('.'))));
    default:
      return undefined;
  }
}
