import { describe, expect, it } from 'vitest';
import { isPending, moveOf, rowsOf } from './tree-rows.ts';

const node = (id: string, hasChildren = false) => ({
  ...{ id, hasChildren, title: id, level: null },
  ...{ unitType: 'INGEST', hasObject: false },
});
const branches = new Map([
  ['', { nodes: [node('a', true), node('b')], more: false }],
  ['a', { nodes: [node('a1'), node('a2', true)], more: true }],
]);
const open = new Set(['a', 'a2']);
const rows = rowsOf(branches, open);

describe('the rows of the tree', () => {
  it('are the open branches in their order, with places for what is to come', () => {
    expect(rows.map((row) => (isPending(row) ? `…${row.pending}` : `${row.level} ${row.node.id}`))).toEqual([
      ...['1 a', '2 a1', '2 a2', '…a2', '…a', '1 b'],
    ]);
  });

  it('are walked through by the keys of a tree', () => {
    const keys: [string | undefined, string, unknown][] = [
      ['a', 'ArrowRight', { to: 'a1' }],
      ['a', 'ArrowLeft', { close: 'a' }],
      ['a1', 'ArrowLeft', { to: 'a' }],
      ['a1', 'ArrowRight', undefined],
      ['a2', 'ArrowDown', { to: 'b' }],
      ['b', 'ArrowUp', { to: 'a2' }],
      ['b', 'ArrowLeft', undefined],
      ['b', 'Home', { to: 'a' }],
      ['a', 'End', { to: 'b' }],
      [undefined, 'ArrowDown', { to: 'a' }],
    ];
    for (const [from, key, move] of keys) expect(moveOf(rows, from, key), `${from} ${key}`).toEqual(move);
    expect(moveOf(rowsOf(branches, new Set()), 'a', 'ArrowRight')).toEqual({ open: 'a' });
  });
});
