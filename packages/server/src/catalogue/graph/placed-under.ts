/**
 * Most ancestors of one unit, over all distances. The graph's depth bounds those of a tree; where units have several
 * parents they multiply, and each unit carries its own.
 */
export const MOST_ANCESTORS = 5_000;

/** Where a unit stands in the tree: all that is above it, by distance too, and the agencies that come down on it. */
export interface PlacedUnit {
  readonly us: readonly string[];
  /** `{ "1": parents, "2": …}`: a unit reached by paths of several lengths stands at each. */
  readonly uds: Readonly<Record<string, readonly string[]>>;
  readonly sps: readonly string[];
  /** Longest distance to a root, and one. */
  readonly depth?: number;
}

/** A unit's place from those of its parents (spec ingest.md 14.2). */
export function placedUnder(
  parents: readonly (readonly [id: string, place: PlacedUnit])[],
  agencies: readonly string[],
): PlacedUnit {
  const distances = new Map<number, Set<string>>();
  const add = (distance: number, ids: readonly string[]) => {
    const known = distances.get(distance) ?? new Set();
    for (const id of ids) known.add(id);
    distances.set(distance, known);
  };
  for (const [id, { uds }] of parents) {
    add(1, [id]);
    for (const [distance, ids] of Object.entries(uds)) add(Number(distance) + 1, ids);
  }
  return {
    us: [...new Set([...distances.values()].flatMap((ids) => [...ids]))],
    uds: Object.fromEntries([...distances].map(([distance, ids]) => [String(distance), [...ids]])),
    sps: [...new Set([...agencies, ...parents.flatMap(([, { sps }]) => sps)])],
    depth: Math.max(0, ...distances.keys()) + 1,
  };
}
