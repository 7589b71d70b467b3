import { BRACKET } from './codes.ts';
import { type Piece, placeOf, UNFINISHED } from './piece.ts';
import type { References } from './references.ts';

/** Text between tags, as it gathers from one piece of input to the next. */
export class Texts {
  readonly #piece: Piece;
  readonly #references: References;
  /** Read and not told yet. */
  gathered = '';
  /** Where in the piece the next ones are, if that is known and still ahead. */
  #ampersand = -1;
  #brackets = -1;

  constructor(piece: Piece, references: References) {
    this.#piece = piece;
    this.#references = references;
  }

  /** The piece has grown. */
  lookAgain(): void {
    this.#ampersand = this.#brackets = -1;
  }

  /** The text up to a place where a tag begins. */
  upTo(from: number, to: number): string {
    if (this.gathered === '' && this.#nextAmpersand(from) >= to && this.#nextBrackets(from) >= to)
      return this.#piece.text.slice(from, to);
    this.gather(from, to);
    return this.take('');
  }

  /** What has gathered, and an end to it. */
  take(end: string): string {
    const text = this.gathered + end;
    this.gathered = '';
    return text;
  }

  /** Text up to the end of the piece. @returns what was read of it */
  gatherRest(from: number): number {
    const { text } = this.#piece;
    let to = text.length;
    // The end of a section may be cut in the middle.
    while (to > from && to > text.length - 2 && text.charCodeAt(to - 1) === BRACKET) to--;
    return this.gather(from, to);
  }

  /** Adds to the text that is not told yet. @returns where it stopped: at a reference that is unfinished, or at the end */
  gather(from: number, to: number): number {
    let at = from;
    for (;;) {
      const next = Math.min(this.#nextAmpersand(at), to);
      const brackets = this.#nextBrackets(at);
      if (brackets < next)
        throw this.#piece.fault('the string "]]>" is disallowed in char data.', brackets + 3);
      this.gathered += this.#piece.text.slice(at, next);
      if (next === to) return to;
      const end = this.#references.read(next);
      if (end === UNFINISHED) return next;
      this.gathered += this.#references.referred;
      at = end;
    }
  }

  #nextAmpersand(from: number): number {
    if (this.#ampersand < from) this.#ampersand = placeOf(this.#piece.text, '&', from);
    return this.#ampersand;
  }

  #nextBrackets(from: number): number {
    if (this.#brackets < from) this.#brackets = placeOf(this.#piece.text, ']]>', from);
    return this.#brackets;
  }
}
