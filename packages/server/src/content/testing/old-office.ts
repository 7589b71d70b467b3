import type { MadeFile } from '@perenne/sample';
import CFB from 'cfb';

/** Documents as Word, Excel, PowerPoint and Outlook wrote them before 2007, with no more in them than their text wants. */

export function compound(streams: Readonly<Record<string, Buffer>>): Buffer {
  const file = CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) CFB.utils.cfb_add(file, `/${name}`, content);
  return Buffer.from(CFB.write(file, { type: 'buffer' }));
}

const file = (extension: string, formatId: string, mimeType: string, content: Buffer): MadeFile => ({
  extension,
  formatId,
  mimeType,
  content,
});

export interface WordPiece {
  readonly text: string;
  /** In UTF-16; else one byte a character. */
  readonly isWide: boolean;
}

/** Word 97: the pieces lie in the file in reverse, their table puts them in order. */
export function wordDocument(pieces: readonly WordPiece[], { isEncrypted = false } = {}): MadeFile {
  const contents = pieces.map(({ text, isWide }) => Buffer.from(text, isWide ? 'utf16le' : 'latin1'));
  const places: number[] = [];
  let end = 0x400;
  for (let at = pieces.length - 1; at >= 0; at--) {
    places[at] = end;
    end += contents[at]?.length ?? 0;
  }
  const main = Buffer.alloc(end);
  const table = clx(pieces, places);
  main.writeUInt16LE(0xa5ec, 0);
  main.writeUInt16LE(0xc1, 2);
  main.writeUInt16LE(0x0200 | (isEncrypted ? 0x0100 : 0), 0x0a);
  main.writeUInt32LE(0, 0x1a2);
  main.writeUInt32LE(table.length, 0x1a6);
  for (const [at, content] of contents.entries()) content.copy(main, places[at]);
  const content = compound({ WordDocument: main, '1Table': table });
  return file('doc', 'fmt/40', 'application/msword', content);
}

function clx(pieces: readonly WordPiece[], places: readonly number[]): Buffer {
  const properties = Buffer.from([1, 2, 0, 0xff, 0xff]);
  const table = Buffer.alloc(4 * (pieces.length + 1) + 8 * pieces.length);
  let characters = 0;
  for (const [at, { text, isWide }] of pieces.entries()) {
    characters += text.length;
    table.writeUInt32LE(characters, 4 * (at + 1));
    const place = places[at] as number;
    table.writeUInt32LE(isWide ? place : (2 * place) | 0x4000_0000, 4 * (pieces.length + 1) + 8 * at + 2);
  }
  const head = Buffer.alloc(5);
  head[0] = 2;
  head.writeUInt32LE(table.length, 1);
  return Buffer.concat([properties, head, table]);
}

export interface Cut {
  readonly text: string;
  /** Where the string goes on in another record, in characters; each part in the width it needs. */
  readonly cuts: readonly number[];
}

/** Excel 97 with one sheet: its name, and the strings that cells share. */
export function workbook(sheet: string, strings: readonly Cut[]): MadeFile {
  const beginning = record(0x0809, Buffer.from([0x00, 0x06, 0x05, 0x00]));
  const name = Buffer.alloc(8);
  name[6] = sheet.length;
  const content = compound({
    Workbook: Buffer.concat([
      beginning,
      record(0x0085, Buffer.concat([name, Buffer.from(sheet, 'latin1')])),
      ...sharedStrings(strings),
      record(0x000a, Buffer.alloc(0)),
    ]),
  });
  return file('xls', 'fmt/61', 'application/vnd.ms-excel', content);
}

function sharedStrings(strings: readonly Cut[]): Buffer[] {
  const counts = Buffer.alloc(8);
  counts.writeUInt32LE(strings.length, 0);
  counts.writeUInt32LE(strings.length, 4);
  const parts: Buffer[][] = [[counts]];
  for (const { text, cuts } of strings) {
    const [first = '', ...others] = cutInto(text, cuts);
    const length = Buffer.alloc(2);
    length.writeUInt16LE(text.length);
    parts.at(-1)?.push(length, characters(first));
    for (const other of others) parts.push([characters(other)]);
  }
  return parts.map((part, at) => record(at === 0 ? 0x00fc : 0x003c, Buffer.concat(part)));
}

function cutInto(text: string, cuts: readonly number[]): string[] {
  const places = [
    0,
    ...cuts.filter((at) => at > 0 && at < text.length).sort((one, other) => one - other),
    text.length,
  ];
  return places.slice(1).map((end, at) => text.slice(places[at], end));
}

function characters(text: string): Buffer {
  const isWide = /[^\0-\xff]/.test(text);
  return Buffer.concat([Buffer.from([isWide ? 1 : 0]), Buffer.from(text, isWide ? 'utf16le' : 'latin1')]);
}

function record(type: number, content: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(content.length, 2);
  return Buffer.concat([head, content]);
}

/** PowerPoint 97: one slide under a master, written again by a later edit. */
export function presentation(before: string, after: string, master: string): MadeFile {
  const stream: Buffer[] = [];
  const add = (content: Buffer): number => {
    const place = stream.reduce((length, { length: more }) => length + more, 0);
    stream.push(content);
    return place;
  };
  const document = add(container(0x03e8, [atom(0x03e9, Buffer.alloc(40))]));
  const masterPlace = add(slide(0x03f8, master));
  const old = add(slide(0x03ee, before));
  const firstDirectory = add(directory([document, masterPlace, old], 1));
  const first = add(edit(0, firstDirectory));
  const renewed = add(slide(0x03ee, after));
  const last = add(edit(first, add(directory([renewed], 3))));
  const user = Buffer.alloc(28);
  user.writeUInt32LE(last, 16);
  const content = compound({ 'PowerPoint Document': Buffer.concat(stream), 'Current User': user });
  return file('ppt', 'fmt/126', 'application/vnd.ms-powerpoint', content);
}

const slide = (type: number, text: string) =>
  container(type, [
    container(0xf00d, [atom(0x0fa0, Buffer.from(text, 'utf16le')), atom(0x0fa8, Buffer.from('*'))]),
  ]);

const container = (type: number, inner: readonly Buffer[]) => atom(type, Buffer.concat(inner), 0xf);

function atom(type: number, content: Buffer, version = 0): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16LE(version, 0);
  head.writeUInt16LE(type, 2);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
}

function edit(before: number, place: number): Buffer {
  const content = Buffer.alloc(28);
  content.writeUInt32LE(before, 8);
  content.writeUInt32LE(place, 12);
  return atom(0x0ff5, content);
}

function directory(places: readonly number[], first: number): Buffer {
  const content = Buffer.alloc(4 + 4 * places.length);
  content.writeUInt32LE(first | (places.length << 20), 0);
  for (const [at, place] of places.entries()) content.writeUInt32LE(place, 4 + 4 * at);
  return atom(0x1772, content);
}

export interface OutlookMessage {
  readonly subject: string;
  readonly body: string;
  readonly attachment: { readonly name: string; readonly mimeType: string; readonly content: Buffer };
}

export function outlookMessage({ subject, body, attachment }: OutlookMessage): MadeFile {
  const wide = (text: string) => Buffer.from(text, 'utf16le');
  const storage = '__attach_version1.0_#00000000';
  const content = compound({
    '__properties_version1.0': Buffer.alloc(32),
    '__substg1.0_0037001F': wide(subject),
    '__substg1.0_1000001F': wide(body),
    [`${storage}/__properties_version1.0`]: Buffer.alloc(8),
    [`${storage}/__substg1.0_3707001F`]: wide(attachment.name),
    [`${storage}/__substg1.0_370E001F`]: wide(attachment.mimeType),
    [`${storage}/__substg1.0_37010102`]: attachment.content,
  });
  return file('msg', 'x-fmt/430', 'application/vnd.ms-outlook', content);
}

export const richText = (body: string): MadeFile =>
  file('rtf', 'fmt/53', 'application/rtf', Buffer.from(`{\\rtf1\\ansi\\ansicpg1252 ${body}}`, 'latin1'));
