import type { TextDecoder } from 'node:util';
import type { TextSink } from '../collected-text.ts';
import { NotExtractable } from '../not-extractable.ts';
import { decoderOf } from './code-pages.ts';

/**
 * Rich Text Format 1.0 to 1.9: the text that is shown. Pictures, tables of fonts and styles, what fields are reckoned by
 * and passages marked as deleted are left out; destinations that nobody need know (`\*`) as well.
 */
export async function readRichText(bytes: Uint8Array, sink: TextSink): Promise<void> {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (source.toString('latin1', 0, 5) !== '{\\rtf') throw new NotExtractable('DAMAGED');
  new RichText(source, sink).read();
}

/** Destinations that hold no text of the document. */
const UNSHOWN: ReadonlySet<string> = new Set(
  (
    'fonttbl colortbl stylesheet info pict objdata object sp filetbl revtbl listtable listoverridetable fldinst ' +
    'bkmkstart bkmkend nonshppict falt panose tc xe themedata datastore template shprslt'
  ).split(' '),
);
/** Optional destinations that do hold some: boxes, whose copy for older readers is left out, and comments. */
const SHOWN: ReadonlySet<string> = new Set(['shpinst', 'annotation']);
/** Passages that stand apart from the words around them. */
const APART: ReadonlySet<string> = new Set(['annotation', 'footnote']);
const WRITTEN: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  nestrow: '\n',
  cell: '\t',
  nestcell: '\t',
  tab: '\t',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  emspace: ' ',
  enspace: ' ',
  '~': '\u00a0',
  _: '-',
};
/** Code pages of the sets of characters that fonts declare (`\fcharset`), where it is not that of the document. */
const OF_CHARACTER_SET: Readonly<Record<number, number>> = {
  0: 1252,
  77: 10_000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};
const MACINTOSH = 10_000;
const DEEPEST = 10_000;

/** What a group has of its own, and gives back at its end. */
interface Group {
  readonly isShown: boolean;
  readonly isDeleted: boolean;
  readonly isFontTable: boolean;
  /** Characters that stand for one of Unicode in readers that know none (`\uc`). */
  readonly substitutes: number;
  readonly codePage: number | undefined;
}

const OPEN = 0x7b;
const CLOSE = 0x7d;
const BACKSLASH = 0x5c;
const QUOTE = 0x27;
const ASTERISK = 0x2a;
const MINUS = 0x2d;
const BLANK = 0x20;
const isLetter = (code: number) => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
const isDigit = (code: number) => code >= 0x30 && code <= 0x39;

class RichText {
  readonly #source: Buffer;
  readonly #sink: TextSink;
  readonly #groups: Group[] = [];
  readonly #decoders = new Map<number, TextDecoder>();
  readonly #pageOfFont = new Map<number, number>();
  #group: Group = {
    isShown: true,
    isDeleted: false,
    isFontTable: false,
    substitutes: 1,
    codePage: undefined,
  };
  #pageOfDocument = 1252;
  #font = 0;
  #at = 0;
  /** Characters to pass over: those that stand for one that was read. */
  #passing = 0;
  /** Bytes of the code page that are not decoded yet: two may make one character. */
  #bytes: number[] = [];
  /** The control that follows names a destination that may be passed over. */
  #isOptional = false;

  constructor(source: Buffer, sink: TextSink) {
    this.#source = source;
    this.#sink = sink;
  }

  read(): void {
    while (this.#at < this.#source.length) {
      const code = this.#source[this.#at] ?? 0;
      if (code === OPEN) this.#begin();
      else if (code === CLOSE) {
        if (!this.#end()) return;
      } else if (code === BACKSLASH) this.#control();
      else this.#character(code);
    }
    this.#flush();
  }

  #begin(): void {
    this.#flush();
    if (this.#groups.length >= DEEPEST) throw new NotExtractable('DAMAGED');
    this.#groups.push(this.#group);
    this.#at++;
    this.#passing = 0;
  }

  /** @returns whether the document goes on */
  #end(): boolean {
    this.#flush();
    this.#at++;
    this.#passing = 0;
    this.#isOptional = false;
    this.#group = this.#groups.pop() ?? this.#group;
    return this.#groups.length > 0;
  }

  #character(code: number): void {
    this.#at++;
    if (code === 0x0a || code === 0x0d) return;
    if (this.#passing > 0) this.#passing--;
    else if (this.#isWritten) this.#bytes.push(code);
  }

  get #isWritten(): boolean {
    return this.#group.isShown && !this.#group.isDeleted;
  }

  #control(): void {
    const code = this.#source[this.#at + 1] ?? 0;
    if (code === QUOTE) this.#hexadecimal();
    else if (isLetter(code)) this.#word();
    else this.#symbol(code);
  }

  #symbol(code: number): void {
    // Elsewhere than at the beginning of a group it says nothing, and some write it.
    if (code === ASTERISK) this.#isOptional = this.#source[this.#at - 1] === OPEN;
    this.#at += 2;
    if (code === ASTERISK) return;
    if (code === BACKSLASH || code === OPEN || code === CLOSE) {
      this.#at--;
      this.#character(code);
    } else if (code === 0x0a || code === 0x0d) this.#write('\n');
    else this.#write(WRITTEN[String.fromCharCode(code)] ?? '');
  }

  #hexadecimal(): void {
    const byte = Number.parseInt(this.#source.toString('latin1', this.#at + 2, this.#at + 4), 16);
    this.#at += 4;
    if (this.#passing > 0) this.#passing--;
    else if (this.#isWritten && !Number.isNaN(byte)) this.#bytes.push(byte);
  }

  #word(): void {
    const source = this.#source;
    const begin = this.#at + 1;
    let at = begin;
    while (isLetter(source[at] ?? 0)) at++;
    const name = source.toString('latin1', begin, at);
    const from = at;
    if (source[at] === MINUS) at++;
    while (isDigit(source[at] ?? 0)) at++;
    const parameter = at === from ? undefined : Number(source.toString('latin1', from, at));
    this.#at = source[at] === BLANK ? at + 1 : at;
    this.#obey(name, parameter);
  }

  #obey(name: string, parameter: number | undefined): void {
    const isOptional = this.#isOptional;
    this.#isOptional = false;
    if (name === 'bin') this.#at += Math.max(parameter ?? 0, 0);
    else if (name === 'u') this.#unicode(parameter ?? 0);
    else if ((isOptional && !SHOWN.has(name)) || UNSHOWN.has(name))
      this.#group = { ...this.#group, isShown: false, isFontTable: name === 'fonttbl' };
    else if (name === 'uc') this.#group = { ...this.#group, substitutes: Math.max(parameter ?? 1, 0) };
    else if (name === 'deleted') this.#group = { ...this.#group, isDeleted: parameter !== 0 };
    else if (APART.has(name)) this.#write('\n');
    else if (WRITTEN[name] !== undefined) this.#write(WRITTEN[name]);
    else this.#encoding(name, parameter);
  }

  #encoding(name: string, parameter: number | undefined): void {
    if (name === 'ansicpg') this.#pageOfDocument = parameter ?? 1252;
    else if (name === 'mac') this.#pageOfDocument = MACINTOSH;
    else if (name === 'plain') this.#turnTo(undefined);
    else if (name === 'fcharset' && this.#group.isFontTable) {
      const page = OF_CHARACTER_SET[parameter ?? -1];
      if (page !== undefined) this.#pageOfFont.set(this.#font, page);
    } else if (name === 'f' && parameter !== undefined) {
      if (this.#group.isFontTable) this.#font = parameter;
      else this.#turnTo(this.#pageOfFont.get(parameter));
    }
  }

  #turnTo(codePage: number | undefined): void {
    this.#flush();
    this.#group = { ...this.#group, codePage };
  }

  /** A unit of UTF-16, signed; readers that know none show the characters that follow. */
  #unicode(unit: number): void {
    this.#write(String.fromCharCode(unit & 0xffff));
    this.#passing = this.#group.substitutes;
  }

  #write(text: string): void {
    this.#flush();
    if (this.#passing > 0) this.#passing--;
    else if (this.#isWritten && text !== '') this.#sink.add(text);
  }

  #flush(): void {
    if (this.#bytes.length === 0) return;
    const text = this.#decoder.decode(Uint8Array.from(this.#bytes));
    this.#bytes = [];
    this.#sink.add(text);
  }

  get #decoder(): TextDecoder {
    const page = this.#group.codePage ?? this.#pageOfDocument;
    const known = this.#decoders.get(page) ?? decoderOf(page);
    this.#decoders.set(page, known);
    return known;
  }
}
