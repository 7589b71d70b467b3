import type { TextSink } from '../collected-text.ts';
import { NotExtractable } from '../not-extractable.ts';
import { decoderOf } from './code-pages.ts';
import { openCompound } from './compound.ts';

/** Of Word 97 and later, and of Word 6.0 and 95. */
const SIGNATURES: readonly number[] = [0xa5ec, 0xa5dc];
const WORD_97 = 0xc1;
/** Bits of the flags at 0x0a of the FIB ([MS-DOC] 2.5.2). */
const COMPLEX = 0x0004;
const ENCRYPTED = 0x0100;
const SECOND_TABLE = 0x0200;
/** Bit of the place of a piece: one byte a character, at half the place ([MS-DOC] 2.9.73). */
const ONE_BYTE = 0x4000_0000;

interface Piece {
  readonly start: number;
  readonly characters: number;
  readonly isWide: boolean;
}

/**
 * Word 6.0 to 2003 ([MS-DOC] 2.4.1): the text lies in pieces, notes, headers and comments behind that of the body. Deleted
 * passages that are still remembered as such are read with the others: what marks them lies in the formatting.
 */
export async function readWordBinary(bytes: Uint8Array, sink: TextSink): Promise<void> {
  const file = openCompound(bytes);
  const main = file.stream('WordDocument');
  if (main === undefined || main.length < 0x200 || !SIGNATURES.includes(main.readUInt16LE(0)))
    throw new NotExtractable('DAMAGED');
  const flags = main.readUInt16LE(0x0a);
  if ((flags & ENCRYPTED) !== 0) throw new NotExtractable('ENCRYPTED');
  const isOld = main.readUInt16LE(2) < WORD_97;
  const table = isOld ? main : file.stream((flags & SECOND_TABLE) === 0 ? '0Table' : '1Table');
  const pieces = isOld
    ? oldPieces(main, flags)
    : piecesOf(table, main.readUInt32LE(0x1a2), main.readUInt32LE(0x1a6), false);
  const shown = new Shown(sink);
  const western = decoderOf(1252);
  for (const { start, characters, isWide } of pieces) {
    const end = start + characters * (isWide ? 2 : 1);
    if (end > main.length) throw new NotExtractable('DAMAGED');
    const content = main.subarray(start, end);
    shown.add(isWide ? content.toString('utf16le') : western.decode(content));
  }
}

/** Word 6.0 and 95: one run of characters, or pieces whose table lies in the same stream. */
function oldPieces(main: Buffer, flags: number): Piece[] {
  if ((flags & COMPLEX) !== 0)
    return piecesOf(main, main.readUInt32LE(0x160), main.readUInt32LE(0x164), true);
  const start = main.readUInt32LE(0x18);
  const end = main.readUInt32LE(0x1c);
  return end > start ? [{ start, characters: end - start, isWide: false }] : [];
}

/** The table of pieces behind the properties that it may begin with (Clx, [MS-DOC] 2.9.38). */
function piecesOf(table: Buffer | undefined, place: number, size: number, isOld: boolean): Piece[] {
  if (table === undefined || place + size > table.length) throw new NotExtractable('DAMAGED');
  const clx = table.subarray(place, place + size);
  let at = 0;
  while (at + 3 <= clx.length && clx[at] === 1) at += 3 + clx.readUInt16LE(at + 1);
  if (at + 5 > clx.length || clx[at] !== 2) throw new NotExtractable('DAMAGED');
  const plc = clx.subarray(at + 5, at + 5 + clx.readUInt32LE(at + 1));
  const count = Math.floor((plc.length - 4) / 12);
  return Array.from({ length: Math.max(count, 0) }, (_, piece) => {
    const characters = plc.readUInt32LE(4 * piece + 4) - plc.readUInt32LE(4 * piece);
    if (characters < 0) throw new NotExtractable('DAMAGED');
    const said = plc.readUInt32LE(4 * (count + 1) + 8 * piece + 2);
    const isWide = !isOld && (said & ONE_BYTE) === 0;
    return { start: isOld || isWide ? said : (said & ~ONE_BYTE) / 2, characters, isWide };
  });
}

/** Marks of fields: what Word reckons them by is not shown, what came of it is. */
const FIELD_BEGIN = '\x13';
const FIELD_RESULT = '\x14';
const FIELD_END = '\x15';
// biome-ignore lint/suspicious/noControlCharactersInRegex: the marks of Word are controls ([MS-DOC] 2.4.1)
const MARKS = /[\x13\x14\x15]/;
/** The end of a paragraph, a line, a page, a column; a cell. */
const LINES: Readonly<Record<string, string>> = {
  '\r': '\n',
  '\x0b': '\n',
  '\x0c': '\n',
  '\x0e': '\n',
  '\x07': '\t',
  '\x1e': '-',
  '\x1f': '',
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const TURNED = /[\r\x0b\x0c\x0e\x07\x1e\x1f]/g;

/** Keeps of the characters what a reader sees. */
class Shown {
  readonly #sink: TextSink;
  /** One for each field that is open: whether its result has begun. */
  readonly #fields: boolean[] = [];

  constructor(sink: TextSink) {
    this.#sink = sink;
  }

  add(text: string): void {
    let rest = text;
    for (let mark = rest.search(MARKS); mark >= 0; mark = rest.search(MARKS)) {
      this.#put(rest.slice(0, mark));
      this.#turn(rest.charAt(mark));
      rest = rest.slice(mark + 1);
    }
    this.#put(rest);
  }

  #turn(mark: string): void {
    if (mark === FIELD_BEGIN) this.#fields.push(false);
    else if (mark === FIELD_RESULT && this.#fields.length > 0) this.#fields[this.#fields.length - 1] = true;
    else if (mark === FIELD_END) this.#fields.pop();
  }

  #put(text: string): void {
    if (text !== '' && this.#fields.every((isResult) => isResult))
      this.#sink.add(text.replace(TURNED, (mark) => LINES[mark] ?? ''));
  }
}
