import fc from 'fast-check';
import { expect, it } from 'vitest';
import { graphFault, type TreeUnit, unitsInCycles } from './graph-faults.ts';
import { effective, movesOf, parentsAfter } from './move.ts';
import { Branches } from './parents-first.ts';

const IDS = Array.from('abcdefgh');
const some = fc.uniqueArray(fc.constantFrom(...IDS), { maxLength: 3 });
/** Parents of each unit, in any way at all. */
const graphs = fc
  .tuple(...IDS.map(() => some))
  .map((parents) => new Map(IDS.map((id, at) => [id, parents[at] as string[]])));
/** Those in which parents stand before their children. */
const trees = graphs.map(
  (graph) => new Map([...graph].map(([id, up]) => [id, up.filter((parent) => parent < id)] as const)),
);

/** All that can be reached upwards. */
function above(id: string, graph: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const climb = (at: string) => {
    for (const parent of graph.get(at) ?? [])
      if (!reached.has(parent)) {
        reached.add(parent);
        climb(parent);
      }
  };
  climb(id);
  return reached;
}

it('units that lie above themselves are found, and none where nothing does', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const round = IDS.filter((id) => above(id, graph).has(id));
      const found = unitsInCycles(graph);
      expect(found).toEqual(expect.arrayContaining(round));
      if (round.length === 0) expect(found).toEqual([]);
      // Others lie between two of them.
      for (const id of found)
        expect(round.some((other) => other === id || above(other, graph).has(id))).toBe(true);
    }),
  );
});

it('branches are gone through parents first, those outside left out', () => {
  fc.assert(
    fc.property(trees, some, (tree, tops) => {
      const inside = IDS.filter((id) => tops.some((top) => top === id || above(id, tree).has(top)));
      const branches = new Branches();
      for (const id of inside.toReversed()) branches.add(id, tree.get(id) ?? []);
      const order = branches.parentsFirst();
      expect(order.toSorted()).toEqual(inside);
      for (const id of inside)
        for (const parent of tree.get(id) ?? [])
          if (inside.includes(parent)) expect(order.indexOf(parent)).toBeLessThan(order.indexOf(id));
    }),
  );
});

it('branches that go round are told', () => {
  const branches = new Branches();
  branches.add('a', ['b']);
  branches.add('b', ['a']);
  expect(() => branches.parentsFirst()).toThrow('cycle');
});

it('what was moved has the parents that were asked for, and moving it so again changes nothing', () => {
  fc.assert(
    fc.property(some, some, some, (up, add, removed) => {
      const move = { id: 'x', add, pull: removed.filter((parent) => !add.includes(parent)) };
      const after = parentsAfter(up, move);
      const wanted = new Set([...up.filter((parent) => !move.pull.includes(parent)), ...add]);
      expect(after.toSorted()).toEqual([...wanted].toSorted());
      expect(effective(move, after)).toEqual({ id: 'x', add: [], pull: [] });
      expect(parentsAfter(after, move)).toEqual(after);
    }),
  );
});

it('several orders on one unit are one move', () => {
  const orders = [
    { units: ['a', 'b'], add: ['p'], pull: ['q'] },
    { units: ['a'], add: ['p', 'r'], pull: [] },
  ];
  expect(movesOf(orders)).toEqual([
    { id: 'a', add: ['p', 'r'], pull: ['q'] },
    { id: 'b', add: ['p'], pull: ['q'] },
  ]);
});

it('a unit comes below its own type or a higher one', () => {
  const types = ['INGEST', 'FILING_UNIT', 'HOLDING_UNIT'] as const;
  for (const [low, child] of types.entries())
    for (const [high, parent] of types.entries()) {
      const unit = (id: string, unitType: TreeUnit['unitType']): [string, TreeUnit] => [
        id,
        { id, unitType, up: [] },
      ];
      const fault = graphFault(
        [{ id: 'child', add: ['parent'], pull: [] }],
        new Map([unit('child', child), unit('parent', parent)]),
      );
      expect(fault?.error, `${child} under ${parent}`).toBe(
        low <= high ? undefined : 'Invalid unit type attachment(s)',
      );
    }
});
