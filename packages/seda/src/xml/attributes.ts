import { AMPERSAND, DOUBLE_QUOTE, EQUALS, GREATER, LESS, LINE_FEED, QUOTE, SLASH, TAB } from './codes.ts';
import type { KnownNames, XmlName } from './known-names.ts';
import { type Piece, UNFINISHED } from './piece.ts';
import type { References } from './references.ts';
import { startsName } from './xml-names.ts';

/** Attributes of the tag opened last: as many as `count`, what the arrays hold beyond is of tags before. */
export class Attributes {
  readonly #piece: Piece;
  readonly #names: KnownNames;
  readonly #references: References;
  readonly names: XmlName[] = [];
  readonly values: string[] = [];
  count = 0;

  constructor(piece: Piece, names: KnownNames, references: References) {
    this.#piece = piece;
    this.#names = names;
    this.#references = references;
  }

  /** @returns the place of the `>` or `/>` after them */
  read(from: number): number {
    const piece = this.#piece;
    const { text } = piece;
    let at = from;
    for (;;) {
      const start = at;
      at = piece.pastBlanks(at);
      if (at === text.length) return UNFINISHED;
      const code = text.charCodeAt(at);
      if (code === GREATER) return at;
      if (code === SLASH) {
        if (at + 1 === text.length) return UNFINISHED;
        if (text.charCodeAt(at + 1) === GREATER) return at;
        throw piece.fault('forward-slash in opening tag not followed by >.', piece.after(at + 1));
      }
      if (!startsName(piece.codeAt(at)))
        throw piece.fault('disallowed character in attribute name.', piece.after(at));
      if (at === start) throw piece.fault('no whitespace between attributes.', piece.after(at));
      at = this.#attribute(at);
      if (at === UNFINISHED) return UNFINISHED;
    }
  }

  #attribute(from: number): number {
    const piece = this.#piece;
    const { text } = piece;
    const end = piece.nameEnd(from);
    if (end === text.length) return UNFINISHED;
    const name = this.#names.of(piece, from, end);
    let at = piece.pastBlanks(end);
    if (at === text.length) return UNFINISHED;
    const code = text.charCodeAt(at);
    if (code !== EQUALS)
      throw piece.fault(
        at > end || code === GREATER ? 'attribute without value.' : 'disallowed character in attribute name.',
        piece.after(at),
      );
    at = piece.pastBlanks(at + 1);
    if (at === text.length) return UNFINISHED;
    const quote = text.charCodeAt(at);
    if (quote !== DOUBLE_QUOTE && quote !== QUOTE)
      throw piece.fault('unquoted attribute value.', piece.after(at));
    this.names[this.count] = name;
    at = this.#attributeValue(at + 1, quote);
    this.count += 1;
    return at;
  }

  #attributeValue(from: number, quote: number): number {
    const piece = this.#piece;
    const { text } = piece;
    let value = '';
    let start = from;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        this.values[this.count] = value + text.slice(start, at);
        return at + 1;
      }
      if (code === LINE_FEED || code === TAB) {
        value += `${text.slice(start, at)} `;
        start = at + 1;
      } else if (code === AMPERSAND) {
        const end = this.#references.read(at);
        if (end === UNFINISHED) return UNFINISHED;
        value += text.slice(start, at) + this.#references.referred;
        start = end;
        at = end - 1;
      } else if (code === LESS) throw piece.fault('disallowed character.', at + 1);
    }
    return UNFINISHED;
  }

  refuseDuplicates(): void {
    const seen = new Set<string>();
    for (let at = 0; at < this.count; at++) {
      const { qualified } = this.names[at] as XmlName;
      if (seen.has(qualified)) throw this.#piece.fault(`duplicate attribute: ${qualified}.`, this.#piece.at);
      seen.add(qualified);
    }
  }
}
