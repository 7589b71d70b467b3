/** What becomes of the parents of a unit. */
export interface Move {
  readonly id: string;
  readonly add: readonly string[];
  readonly pull: readonly string[];
}

/** What an order of the request comes to: units, and the parents that all of them gain and lose. */
export interface ResolvedOrder {
  readonly units: readonly string[];
  readonly add: readonly string[];
  readonly pull: readonly string[];
}

/** Each unit once, with what all orders want of it. */
export function movesOf(orders: readonly ResolvedOrder[]): Move[] {
  const wanted = new Map<string, { add: Set<string>; pull: Set<string> }>();
  for (const { units, add, pull } of orders)
    for (const id of units) {
      const of = wanted.get(id) ?? { add: new Set(), pull: new Set() };
      wanted.set(id, of);
      for (const parent of add) of.add.add(parent);
      for (const parent of pull) of.pull.add(parent);
    }
  return [...wanted].map(([id, { add, pull }]) => ({ id, add: [...add], pull: [...pull] }));
}

/** Whether a unit would be attached to a parent and detached from it. */
export function contradicts({ add, pull }: Move): boolean {
  const removed = new Set(pull);
  return add.some((parent) => removed.has(parent));
}

/** What of a move is left to do: a parent that is there is not added, one that is not there is not removed. */
export function effective({ id, add, pull }: Move, up: readonly string[]): Move {
  const known = new Set(up);
  return {
    id,
    add: add.filter((parent) => !known.has(parent)),
    pull: pull.filter((parent) => known.has(parent)),
  };
}

/** The parents after a move; those that stay keep their order, so that the first one stays the first. */
export function parentsAfter(up: readonly string[], move: Move): string[] {
  const { add, pull } = effective(move, up);
  const removed = new Set(pull);
  return [...up.filter((parent) => !removed.has(parent)), ...add];
}
