import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type PlacedUnit, placedUnder } from '../../catalogue/graph/index.ts';
import { ancestorsByDistance } from '../package-control/unit-graph.ts';

/** Trees in which units have several parents, each before its children. */
const trees = fc
  .integer({ min: 1, max: 9 })
  .chain((size) =>
    fc.tuple(
      ...Array.from({ length: size }, (_, unit) =>
        unit === 0
          ? fc.constant([] as number[])
          : fc.uniqueArray(fc.integer({ min: 0, max: unit - 1 }), { maxLength: 3 }),
      ),
    ),
  );

it('a unit placed under its parents is where the walk up the tree finds it', () => {
  fc.assert(
    fc.property(trees, (parents) => {
      const placed: PlacedUnit[] = [];
      for (const [unit, above] of parents.entries()) {
        const place = placedUnder(
          above.map((parent) => [`u${parent}`, placed[parent] as PlacedUnit]),
          [`agency of ${unit}`],
        );
        placed.push(place);
        const walked = ancestorsByDistance(
          unit,
          parents,
          (each) => `u${each}`,
          () => undefined,
        ) as string[][];
        const sorted = (lists: Iterable<readonly string[]>) => [...lists].map((list) => [...list].sort());
        expect(sorted(Object.values(place.uds))).toEqual(sorted(walked));
        expect([...place.us].sort()).toEqual([...new Set(walked.flat())].sort());
        expect(place.depth).toBe(walked.length + 1);
        expect(place.sps).toHaveLength(place.us.length + 1);
      }
    }),
  );
});
