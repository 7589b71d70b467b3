import type { TextSink } from '../collected-text.ts';
import { NotExtractable } from '../not-extractable.ts';
import { decoderOf } from './code-pages.ts';
import { openCompound } from './compound.ts';

/** Kinds of records ([MS-XLS] 2.3). */
const FILE_PASS = 0x002f;
const CONTINUE = 0x003c;
const CODE_PAGE = 0x0042;
const SHEET = 0x0085;
const RICH_LABEL = 0x00d6;
const SHARED_STRINGS = 0x00fc;
const TEXT_BOX = 0x01b6;
const LABEL = 0x0204;
const RESULT = 0x0207;
const BIFF_8 = 0x0600;

/** Bits before the characters of a string ([MS-XLS] 2.5.293). */
const WIDE = 0x01;
const PHONETIC = 0x04;
const RICH = 0x08;

/**
 * Workbooks of Excel 5.0 to 2003 ([MS-XLS]): names of sheets, texts of cells, results of formulas that are texts, and
 * texts of notes and boxes. Numbers of cells are left out, as they are of younger workbooks.
 */
export async function readExcelBinary(bytes: Uint8Array, sink: TextSink): Promise<void> {
  const file = openCompound(bytes);
  const workbook = file.stream('Workbook') ?? file.stream('Book');
  if (workbook === undefined) throw new NotExtractable('DAMAGED');
  // Sheets begin anew, and some say another version than their workbook.
  const isOld = workbook.length < 6 || workbook.readUInt16LE(4) < BIFF_8;
  let decoder = decoderOf(1252);
  const simple = (content: Buffer, lengthAt: number, lengthSize: 1 | 2): string => {
    const length = content.readUIntLE(lengthAt, lengthSize);
    const at = lengthAt + lengthSize;
    if (isOld) return decoder.decode(content.subarray(at, at + length));
    return characters(content.subarray(at + 1), length, ((content[at] ?? 0) & WIDE) !== 0);
  };
  for (const { type, parts } of recordsOf(workbook)) {
    const [content] = parts;
    if (content.length === 0) continue;
    if (type === FILE_PASS) throw new NotExtractable('ENCRYPTED');
    else if (type === CODE_PAGE) decoder = decoderOf(content.readUInt16LE(0));
    else if (type === SHEET) sink.add(`${simple(content, 6, 1)}\n`);
    else if (type === SHARED_STRINGS) addShared(parts, sink);
    else if (type === LABEL || type === RICH_LABEL) sink.add(`${simple(content, 6, 2)}\n`);
    else if (type === RESULT) sink.add(`${simple(content, 0, 2)}\n`);
    else if (type === TEXT_BOX && !isOld) addBox(parts, sink);
  }
}

interface WorkbookRecord {
  readonly type: number;
  /** Its content, and those of the records that continue it. */
  readonly parts: [Buffer, ...Buffer[]];
}

function* recordsOf(workbook: Buffer): Generator<WorkbookRecord> {
  let open: WorkbookRecord | undefined;
  for (let at = 0; at + 4 <= workbook.length; ) {
    const type = workbook.readUInt16LE(at);
    const end = at + 4 + workbook.readUInt16LE(at + 2);
    const content = workbook.subarray(at + 4, end);
    if (type === CONTINUE && open !== undefined) open.parts.push(content);
    else {
      if (open !== undefined) yield open;
      open = { type, parts: [content] };
    }
    at = end;
  }
  if (open !== undefined) yield open;
}

const characters = (content: Buffer, length: number, isWide: boolean): string =>
  isWide ? content.toString('utf16le', 0, length * 2) : content.toString('latin1', 0, length);

/** Text of a note or box: its length stands in the record, its characters in the one that follows. */
function addBox([box, text]: readonly [Buffer, ...Buffer[]], sink: TextSink): void {
  const length = box.readUInt16LE(10);
  if (length > 0 && text !== undefined && text.length > 0)
    sink.add(`${characters(text.subarray(1), length, ((text[0] ?? 0) & WIDE) !== 0)}\n`);
}

/** The strings that cells share ([MS-XLS] 2.4.265): a string may go on in the next part, which says anew how wide it is. */
function addShared(parts: readonly [Buffer, ...Buffer[]], sink: TextSink): void {
  const source = new Parts(parts);
  source.number(4);
  const count = source.number(4);
  for (let read = 0; read < count && !source.isAtEnd; read++) {
    const length = source.number(2);
    const flags = source.number(1);
    const runs = (flags & RICH) === 0 ? 0 : source.number(2);
    const phonetic = (flags & PHONETIC) === 0 ? 0 : source.number(4);
    for (const piece of source.characters(length, (flags & WIDE) !== 0)) sink.add(piece);
    sink.add('\n');
    source.skip(4 * runs + phonetic);
  }
}

/** What is read across the parts of a record. */
class Parts {
  readonly #parts: readonly Buffer[];
  #part = 0;
  #at = 0;

  constructor(parts: readonly Buffer[]) {
    this.#parts = parts;
  }

  get isAtEnd(): boolean {
    while (this.#part < this.#parts.length && this.#left.length === 0) {
      this.#part++;
      this.#at = 0;
    }
    return this.#part >= this.#parts.length;
  }

  get #left(): Buffer {
    return this.#parts[this.#part]?.subarray(this.#at) ?? Buffer.alloc(0);
  }

  /** Numbers are not divided between parts. */
  number(size: 1 | 2 | 4): number {
    if (this.isAtEnd) throw new NotExtractable('DAMAGED');
    const value = this.#left.readUIntLE(0, size);
    this.#at += size;
    return value;
  }

  *characters(length: number, isWideAtFirst: boolean): Generator<string> {
    let isWide = isWideAtFirst;
    let wanted = length;
    while (wanted > 0) {
      if (this.#left.length === 0) {
        if (this.isAtEnd) return;
        isWide = (this.number(1) & WIDE) !== 0;
        continue;
      }
      const size = isWide ? 2 : 1;
      const taken = Math.min(wanted, Math.floor(this.#left.length / size));
      // Half a character at the end of a part: nothing writes that.
      if (taken === 0) throw new NotExtractable('DAMAGED');
      yield characters(this.#left, taken, isWide);
      this.#at += taken * size;
      wanted -= taken;
    }
  }

  skip(length: number): void {
    for (let left = length; left > 0 && !this.isAtEnd; ) {
      const taken = Math.min(left, this.#left.length);
      this.#at += taken;
      left -= taken;
    }
  }
}
