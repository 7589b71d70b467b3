import { ownCopy } from './own-copy.ts';
import type { Piece } from './piece.ts';

/** A name as a tag has it. */
export interface XmlName {
  readonly qualified: string;
  /** Up to the first colon; empty without. */
  readonly prefix: string;
  readonly local: string;
}

/** Longer names are not remembered. */
const LONGEST_KNOWN = 64;
/** Names remembered, a power of two; documents have far fewer. */
const KNOWN = 1024;

/** Names met, by a hash of their characters: most are met again. */
export class KnownNames {
  readonly #known: (XmlName | undefined)[] = new Array(KNOWN).fill(undefined);

  /** The name that was just read. */
  of({ text, nameHash }: Piece, from: number, end: number): XmlName {
    const slot = (nameHash ^ (nameHash >>> 15)) & (KNOWN - 1);
    const known = this.#known[slot];
    if (
      known !== undefined &&
      known.qualified.length === end - from &&
      text.startsWith(known.qualified, from)
    )
      return known;
    const name = nameOf(ownCopy(text.slice(from, end)));
    if (end - from <= LONGEST_KNOWN) this.#known[slot] = name;
    return name;
  }
}

function nameOf(qualified: string): XmlName {
  const colon = qualified.indexOf(':');
  return colon < 0
    ? { qualified, prefix: '', local: qualified }
    : { qualified, prefix: qualified.slice(0, colon), local: qualified.slice(colon + 1) };
}
