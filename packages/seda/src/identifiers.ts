import { ownCopy } from './xml/own-copy.ts';

/** Longest identifier, characters: all of them are remembered to the end. */
export const MAX_ID = 1_024;

/** Identifiers of a document, and references to those that have not come yet. */
export class Identifiers {
  readonly #given = new Set<string>();
  /** With the line of the first. */
  readonly #awaited = new Map<string, number>();

  /** @returns a copy of the identifier that may be kept; undefined when it was given before */
  give(id: string): string | undefined {
    const { size } = this.#given;
    const own = ownCopy(id);
    this.#given.add(own);
    if (this.#given.size === size) return undefined;
    if (this.#awaited.size > 0) this.#awaited.delete(own);
    return own;
  }

  refer(id: string, line: () => number): string {
    if (this.#given.has(id) || this.#awaited.has(id)) return id;
    const own = ownCopy(id);
    this.#awaited.set(own, line());
    return own;
  }

  /** The first reference to what never came. */
  get dangling(): { readonly id: string; readonly line: number } | undefined {
    for (const [id, line] of this.#awaited) return { id, line };
    return undefined;
  }
}
