import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TreeNode } from '../api/types.ts';
import { type Branches, indexOf, type KnownBranch, lengthOf, moveOf, rowsOf, runsOf } from './tree-rows.ts';

const node = (id: string, hasChildren = false): TreeNode => ({
  ...{ id, hasChildren, title: id, level: null },
  ...{ unitType: 'INGEST', hasObject: false },
});
const branch = (total: number, ...nodes: TreeNode[]): KnownBranch => ({
  total,
  nodes: new Map(nodes.entries()),
});

const branches: Branches = new Map([
  ['', branch(2, node('a', true), node('b'))],
  ['a', branch(4, node('a1'), node('a2', true))],
]);
const open = new Set(['a', 'a2']);
const runs = runsOf(branches, open);
const all = (of: Branches, opened: ReadonlySet<string>) => {
  const its = runsOf(of, opened);
  return rowsOf(its, opened, 0, lengthOf(its));
};

describe('the rows of the tree', () => {
  it('are the open branches in their order, with places for what is to come', () => {
    expect(
      all(branches, open).map(
        ({ level, node, key, place, of }) => `${level} ${node?.id ?? '…'} ${key} ${place + 1}/${of}`,
      ),
    ).toEqual([
      ...['1 a 0 1/2', '2 a1 0.0 1/4', '2 a2 0.1 2/4', '3 … 0.1.0 1/-1'],
      ...['2 … 0.2 3/4', '2 … 0.3 4/4', '1 b 1 2/2'],
    ]);
  });

  it('are walked through by the keys of a tree', () => {
    const keys: [number, string, unknown][] = [
      [0, 'ArrowRight', { to: 1 }],
      [0, 'ArrowLeft', { close: 'a' }],
      [1, 'ArrowLeft', { to: 0 }],
      [1, 'ArrowRight', undefined],
      [3, 'ArrowLeft', { to: 2 }],
      [4, 'ArrowRight', undefined],
      [5, 'ArrowDown', { to: 6 }],
      [6, 'ArrowDown', { to: 6 }],
      [6, 'ArrowUp', { to: 5 }],
      [6, 'ArrowLeft', undefined],
      [1, 'PageDown', { to: 4 }],
      [5, 'PageDown', { to: 6 }],
      [5, 'PageUp', { to: 2 }],
      [6, 'Home', { to: 0 }],
      [0, 'End', { to: 6 }],
      [-1, 'ArrowDown', { to: 0 }],
    ];
    for (const [from, key, move] of keys)
      expect(moveOf(runs, open, from, key, 3), `${from} ${key}`).toEqual(move);
    expect(moveOf(runsOf(branches, new Set()), new Set(), 0, 'ArrowRight', 3)).toEqual({ open: 'a' });
  });

  it('of ten thousand children are all reached without being listed', () => {
    const many: Branches = new Map([
      ['', branch(1, node('a', true))],
      ['a', { total: 10_000, nodes: new Map([[9_999, node('last')]]) }],
    ]);
    const its = runsOf(many, new Set(['a']));
    expect(its.length).toBe(2);
    expect(moveOf(its, new Set(['a']), 0, 'End', 13)).toEqual({ to: 10_000 });
    expect(rowsOf(its, new Set(['a']), 10_000, 10_001)).toMatchObject([
      { node: { id: 'last' }, place: 9_999, of: 10_000 },
    ]);
  });

  it('have each its key, by which it is found, whatever is open and known', () => {
    // A tree whose identifiers are paths; what is known of it and what is open are any.
    const tree = fc.letrec<{ shape: Shape }>((tie) => ({
      shape: fc.record({
        children: fc.oneof(
          { depthSize: 'small' },
          fc.constant<Shape[]>([]),
          fc.array(tie('shape'), { maxLength: 4 }),
        ),
        isOpen: fc.boolean(),
        isKnown: fc.boolean(),
      }),
    })).shape;
    fc.assert(
      fc.property(tree, (shape) => {
        const known = new Map<string, KnownBranch>();
        const opened = new Set<string>();
        const expected: string[] = [];
        const lay = (at: Shape, id: string, key: string): void => {
          const nodes = at.children.flatMap((child, place): [number, TreeNode][] =>
            child.isKnown ? [[place, node(`${id}/${place}`, child.children.length > 0)]] : [],
          );
          known.set(id, { total: at.children.length, nodes: new Map(nodes) });
          at.children.forEach((child, place) => {
            expected.push(`${key}${place}`);
            if (child.isOpen) opened.add(`${id}/${place}`);
            if (child.isOpen && child.isKnown && child.children.length > 0)
              lay(child, `${id}/${place}`, `${key}${place}.`);
          });
        };
        lay(shape, '', '');
        const its = runsOf(known, opened);
        expect(all(known, opened).map(({ key }) => key)).toEqual(expected);
        expect(expected.map((key) => indexOf(its, key))).toEqual(expected.map((_, at) => at));
        expect(indexOf(its, `${expected.length}`)).toBe(-1);
      }),
    );
  });
});

interface Shape {
  readonly children: Shape[];
  readonly isOpen: boolean;
  readonly isKnown: boolean;
}
