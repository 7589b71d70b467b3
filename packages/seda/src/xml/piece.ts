import { isBlank } from './codes.ts';
import { continuesName } from './xml-names.ts';

/** The document is not well-formed, at the place that the reader has come to. */
export class XmlFault extends Error {}

/** What a method that reads a part of the markup returns when the part is not there to its end. */
export const UNFINISHED = -1;

/** What is read now: what was left of the input before, then new input. */
export class Piece {
  text = '';
  /** Read so far. */
  at = 0;
  /** Whether some characters take two places. */
  hasPairs = false;
  /** Hash of the name that was read last. */
  nameHash = 0;
  /** Line and column of `#located`, a place that follows the reading when it is asked for. */
  #line = 1;
  #column = 0;
  #located = 0;
  /** Where the next one is, if that is known and still ahead. */
  #lineEnd = -1;

  add(more: string): void {
    this.text = this.text === '' ? more : this.text + more;
    this.#lineEnd = -1;
  }

  /** Lets go of what is read. */
  drop(): void {
    this.#locate(this.at);
    this.text = this.text.slice(this.at);
    this.at = this.#located = 0;
    this.#lineEnd = -1;
  }

  /** Line of the place read to, from 1. */
  get line(): number {
    this.#locate(this.at);
    return this.#line;
  }

  /** Characters read of that line. */
  get column(): number {
    this.#locate(this.at);
    return this.#column;
  }

  fault(message: string, at: number): XmlFault {
    this.at = at;
    return new XmlFault(message);
  }

  #locate(to: number): void {
    const piece = this.text;
    let at = this.#located;
    while (this.#lineEnd < to) {
      if (this.#lineEnd >= at) {
        this.#line += 1;
        this.#column = 0;
        at = this.#lineEnd + 1;
      }
      this.#lineEnd = placeOf(piece, '\n', at);
    }
    this.#column += this.hasPairs && to > at ? charactersIn(piece, at, to) : to - at;
    this.#located = to;
  }

  pastBlanks(from: number): number {
    let at = from;
    while (at < this.text.length && isBlank(this.text.charCodeAt(at))) at++;
    return at;
  }

  /** @returns the first place that is not of a name */
  nameEnd(from: number): number {
    const piece = this.text;
    let hash = 0;
    let at = from;
    while (at < piece.length) {
      const code = piece.charCodeAt(at);
      if (code < 128) {
        if (!continuesName(code)) break;
        at += 1;
      } else {
        if (!continuesName(this.codeAt(at))) break;
        at = this.after(at);
      }
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    this.nameHash = hash;
    return at;
  }

  codeAt(at: number): number {
    return this.text.codePointAt(at) as number;
  }

  /** The place after a character. */
  after(at: number): number {
    return at + (this.codeAt(at) > 0xffff ? 2 : 1);
  }
}

/** Infinity: nowhere. */
export function placeOf(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

function charactersIn(text: string, from: number, to: number): number {
  let characters = to - from;
  for (let at = from; at < to; at++) if ((text.charCodeAt(at) & 0xfc00) === 0xd800) characters -= 1;
  return characters;
}
