import type { Branch, TreeNode } from '../api/types.ts';

/** The tree of the holdings as the rows that are seen, and what keys do in it: pure. */

/** What is known of the tree: branches by their parent, '' for the top. */
export type Branches = ReadonlyMap<string, Branch>;

export interface TreeRow {
  readonly node: TreeNode;
  readonly level: number;
  readonly place: number;
  /** Of how many; -1 while it is not known. */
  readonly of: number;
  readonly parent: string;
  readonly isOpen: boolean;
}

/** In the place of nodes that are still to come. */
export interface PendingRow {
  readonly pending: string;
  readonly level: number;
}

export type Row = TreeRow | PendingRow;

export const isPending = (row: Row): row is PendingRow => 'pending' in row;

export function rowsOf(branches: Branches, open: ReadonlySet<string>, parent = '', level = 1): Row[] {
  const branch = branches.get(parent);
  if (branch === undefined) return [{ pending: parent, level }];
  const rows: Row[] = [];
  const of = branch.more ? -1 : branch.nodes.length;
  branch.nodes.forEach((node, at) => {
    const isOpen = node.hasChildren && open.has(node.id);
    rows.push({ node, level, place: at + 1, of, parent, isOpen });
    if (isOpen) for (const row of rowsOf(branches, open, node.id, level + 1)) rows.push(row);
  });
  if (branch.more) rows.push({ pending: parent, level });
  return rows;
}

export type Move = { readonly to: string } | { readonly open: string } | { readonly close: string };

/** What a key does from a row (WAI-ARIA, tree view); undefined: nothing. */
export function moveOf(rows: readonly Row[], active: string | undefined, key: string): Move | undefined {
  const nodes = rows.filter((row): row is TreeRow => !isPending(row));
  const at = nodes.findIndex(({ node }) => node.id === active);
  const row = nodes[at];
  const to = (target: TreeRow | undefined) => target && { to: target.node.id };
  switch (key) {
    case 'ArrowDown':
      return to(nodes[at + 1]);
    case 'ArrowUp':
      return to(nodes[at - 1]);
    case 'Home':
      return to(nodes[0]);
    case 'End':
      return to(nodes.at(-1));
    case 'ArrowRight':
      if (!row?.node.hasChildren) return undefined;
      return row.isOpen
        ? to(nodes.slice(at + 1, at + 2).find(({ parent }) => parent === row.node.id))
        : { open: row.node.id };
    case 'ArrowLeft':
      if (row === undefined) return undefined;
      return row.isOpen ? { close: row.node.id } : row.parent === '' ? undefined : { to: row.parent };
    default:
      return undefined;
  }
}
