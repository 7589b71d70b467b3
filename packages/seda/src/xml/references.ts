import { BLANK, LINE_FEED, SEMICOLON, TAB } from './codes.ts';
import { type Piece, UNFINISHED } from './piece.ts';

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** References to characters and to the entities of XML itself: there are no others. */
export class References {
  readonly #piece: Piece;
  /** What the one that was read last stands for. */
  referred = '';

  constructor(piece: Piece) {
    this.#piece = piece;
  }

  /** @returns the end of the reference that begins at an `&`; what it stands for is `referred` */
  read(ampersand: number): number {
    const piece = this.#piece;
    const { text } = piece;
    const isNumber = text.charCodeAt(ampersand + 1) === 0x23;
    const from = isNumber ? ampersand + 2 : ampersand + 1;
    const end = piece.nameEnd(from);
    if (end === text.length) return UNFINISHED;
    if (text.charCodeAt(end) !== SEMICOLON)
      throw piece.fault('disallowed character in entity name.', piece.after(end));
    const name = text.slice(from, end);
    if (name === '' && !isNumber) throw piece.fault('empty entity name.', end + 1);
    const referred = isNumber ? characterOf(name) : ENTITIES.get(name);
    if (referred === undefined)
      throw piece.fault(isNumber ? 'malformed character entity.' : 'undefined entity.', end + 1);
    this.referred = referred;
    return end + 1;
  }
}

/** What a reference by number stands for (XML 1.0, 2.2). */
function characterOf(number: string): string | undefined {
  const code = /^x[0-9a-f]+$/i.test(number)
    ? Number.parseInt(number.slice(1), 16)
    : /^\d+$/.test(number)
      ? Number.parseInt(number, 10)
      : Number.NaN;
  const isCharacter =
    code === TAB || code === LINE_FEED || code === 0x0d || (code >= BLANK && code <= 0x10ffff);
  if (!isCharacter || (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff)
    return undefined;
  return String.fromCodePoint(code);
}
