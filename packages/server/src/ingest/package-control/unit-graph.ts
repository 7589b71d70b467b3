import { MOST_ANCESTORS } from '../../catalogue/graph/index.ts';
import { Refusal } from './refusal.ts';
import { added } from './short-list.ts';

/** The tree of a manifest: its units by number, in the order in which their identifiers first appear. */
export interface UnitGraph {
  readonly ids: readonly string[];
  /** Numbers of the parents of each unit. */
  readonly parents: readonly (readonly number[])[];
  readonly children: readonly (readonly number[])[];
}

/** Gathers units and links as the manifest's reader hands them over. */
export class UnitGraphBuilder {
  readonly #numbers = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #parents: number[][] = [];
  readonly #children: number[][] = [];

  /** Number of a unit, given at its first appearance. */
  number(id: string): number {
    let number = this.#numbers.get(id);
    if (number === undefined) {
      number = this.#ids.length;
      this.#numbers.set(id, number);
      this.#ids.push(id);
      this.#parents.push([]);
      this.#children.push([]);
    }
    return number;
  }

  numberOf(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  edge(parent: string, child: string): void {
    const below = this.number(child);
    const above = this.number(parent);
    const parents = this.#parents[below] as number[];
    if (parents.includes(above)) return;
    this.#parents[below] = added(parents, above);
    this.#children[above] = added(this.#children[above] as number[], below);
  }

  /** Puts a unit in the place of a link that others take for one; the link stays as a number without edges. */
  redirect(link: string, target: string): void {
    const from = this.number(link);
    const to = this.number(target);
    const parents = this.#parents[to] as number[];
    for (const parent of this.#parents[from] as number[]) {
      const children = this.#children[parent] as number[];
      const place = children.indexOf(from);
      if (parents.includes(parent)) children.splice(place, 1);
      else {
        children[place] = to;
        parents.push(parent);
      }
    }
    this.#parents[from] = [];
  }

  build(): UnitGraph {
    return { ids: this.#ids, parents: this.#parents, children: this.#children };
  }
}

/** Cycles longer than this are not written out. */
const WRITTEN_CYCLE = 20;

/**
 * Looks for a cycle, without recursion whatever the depth.
 * @throws Refusal CHECK_MANIFEST_LOOP with the list of spec ingest.md 8.4.4
 */
export function refuseCycle({ ids, children }: UnitGraph): void {
  const FRESH = 0;
  const OPEN = 1;
  const DONE = 2;
  const state = new Uint8Array(ids.length);
  for (let start = 0; start < ids.length; start++) {
    if (state[start] !== FRESH) continue;
    const path = [start];
    // Children still to see, taken from the last declared to the first.
    const left = [(children[start] as number[]).length];
    state[start] = OPEN;
    while (path.length > 0) {
      const top = path.length - 1;
      const unit = path[top] as number;
      const at = (left[top] as number) - 1;
      if (at < 0) {
        state[unit] = DONE;
        path.pop();
        left.pop();
        continue;
      }
      left[top] = at;
      const child = (children[unit] as number[])[at] as number;
      if (state[child] === OPEN) throw loop(path, child, ids);
      if (state[child] === DONE) continue;
      state[child] = OPEN;
      path.push(child);
      left.push((children[child] as number[]).length);
    }
  }
}

function loop(path: readonly number[], met: number, ids: readonly string[]): Refusal {
  const cycle = path
    .slice(path.indexOf(met))
    .reverse()
    .map((unit) => ids[unit] as string);
  const first = cycle.slice(0, 1);
  return new Refusal('CHECK_MANIFEST_LOOP', cycleText([...cycle, ...first]), { units: first });
}

/** A cycle as the journal writes it: the first unit stands again at its end. */
export function cycleText(cycle: readonly string[]): string {
  return cycle.length <= WRITTEN_CYCLE ? `Cycle : [${cycle.join(', ')}]` : '';
}

/**
 * Units level by level: a unit comes after all its parents. Level of a root is 0.
 * @returns numbers of the units in that order, and the level of each unit
 */
export function levelOrder({ ids, parents, children }: UnitGraph): { order: number[]; levels: Int32Array } {
  const waiting = Int32Array.from(parents, (above) => above.length);
  const levels = new Int32Array(ids.length);
  let order: number[] = [];
  for (let unit = 0; unit < ids.length; unit++) if (waiting[unit] === 0) order.push(unit);
  for (let at = 0; at < order.length; at++) {
    const unit = order[at] as number;
    for (const child of children[unit] as number[]) {
      levels[child] = Math.max(levels[child] as number, (levels[unit] as number) + 1);
      waiting[child] = (waiting[child] as number) - 1;
      if (waiting[child] === 0) order.push(child);
    }
  }
  order = order.sort((a, b) => (levels[a] as number) - (levels[b] as number) || a - b);
  return { order, levels };
}

/**
 * Ancestors of a unit by distance, itself aside: a unit reached by paths of several lengths stands at each.
 * `idOf` gives the identifier of a unit, `existing` what it has above itself in the archive.
 * @returns undefined for more ancestors than a unit may have
 */
export function ancestorsByDistance<Id extends string>(
  unit: number,
  parents: UnitGraph['parents'],
  idOf: (unit: number) => Id,
  existing: (unit: number) => Readonly<Record<string, readonly Id[]>> | undefined,
): Id[][] | undefined {
  const distances: Set<Id>[] = [];
  const at = (distance: number) => {
    distances[distance] ??= new Set();
    return distances[distance];
  };
  let front = new Set(parents[unit]);
  let counted = 0;
  for (let distance = 1; front.size > 0; distance++) {
    const next = new Set<number>();
    for (const ancestor of front) {
      at(distance).add(idOf(ancestor));
      const above = existing(ancestor);
      if (above) {
        for (const [more, ids] of Object.entries(above))
          for (const id of ids) at(distance + Number(more)).add(id);
      }
      for (const parent of parents[ancestor] as number[]) next.add(parent);
    }
    counted += front.size;
    if (counted > MOST_ANCESTORS) return undefined;
    front = next;
  }
  return distances.slice(1).map((ids) => [...(ids ?? [])]);
}
