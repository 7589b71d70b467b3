/**
 * The part of the tree whose units are placed anew, by number: identifiers once, links as numbers, so that a million
 * units fit in memory.
 */
export class Branches {
  readonly #numbers = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #isInside: boolean[] = [];
  /** Parent after parent; those of one unit follow each other. */
  readonly #parents: number[] = [];
  /** Unit of each parent. */
  readonly #children: number[] = [];

  add(id: string, parents: readonly string[]): void {
    const child = this.#numberOf(id);
    this.#isInside[child] = true;
    for (const parent of parents) {
      this.#parents.push(this.#numberOf(parent));
      this.#children.push(child);
    }
  }

  #numberOf(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const number = this.#ids.length;
    this.#numbers.set(id, number);
    this.#ids.push(id);
    this.#isInside.push(false);
    return number;
  }

  /** Those that were added, each after all of its parents among them. @throws where the links go round */
  parentsFirst(): string[] {
    const waiting = new Int32Array(this.#ids.length);
    const starts = new Int32Array(this.#ids.length + 1);
    const inside = (link: number) => this.#isInside[this.#parents[link] as number] === true;
    for (let link = 0; link < this.#parents.length; link++) {
      if (!inside(link)) continue;
      raise(waiting, this.#children[link] as number);
      raise(starts, (this.#parents[link] as number) + 1);
    }
    for (let unit = 0; unit < this.#ids.length; unit++) raise(starts, unit + 1, starts[unit] as number);
    const below = new Int32Array(starts.at(-1) as number);
    const next = starts.slice();
    for (let link = 0; link < this.#parents.length; link++) {
      if (!inside(link)) continue;
      const parent = this.#parents[link] as number;
      below[next[parent] as number] = this.#children[link] as number;
      raise(next, parent);
    }
    const order: number[] = [];
    this.#isInside.forEach((isInside, unit) => {
      if (isInside && waiting[unit] === 0) order.push(unit);
    });
    for (let at = 0; at < order.length; at++) {
      const unit = order[at] as number;
      for (const child of below.subarray(starts[unit], starts[unit + 1]))
        if (raise(waiting, child, -1) === 0) order.push(child);
    }
    if (order.length < this.#isInside.filter(Boolean).length) throw new Error('the tree has a cycle');
    return order.map((unit) => this.#ids[unit] as string);
  }
}

function raise(counts: Int32Array, at: number, by = 1): number {
  const raised = (counts[at] as number) + by;
  counts[at] = raised;
  return raised;
}
