import type { TextSink } from '../collected-text.ts';
import { NotExtractable } from '../not-extractable.ts';
import { type CompoundFile, openCompound } from './compound.ts';

/** Kinds of records ([MS-PPT] 2.13.24). */
const DOCUMENT = 0x03e8;
const DOCUMENT_ATOM = 0x03e9;
const SLIDE = 0x03ee;
const NOTES = 0x03f0;
const OF_LIST = 0x03f3;
const LIST = 0x0ff0;
const WIDE_TEXT = 0x0fa0;
const NARROW_TEXT = 0x0fa8;
const EDIT = 0x0ff5;
const DIRECTORY = 0x1772;
/** What holds texts that are shown. Masters hold what is only asked for ("Click to edit…"). */
const READ: ReadonlySet<number> = new Set([DOCUMENT, SLIDE, NOTES]);
/** The list of slides that are masters of others. */
const MASTERS = 1;
/** Stands for a date, a number or a foot line. */
const FIELD = '*';
const ENCRYPTED_TOKEN = 0xf3d1_c4df;
const DEPTH = 50;

interface PresentationRecord {
  readonly type: number;
  readonly instance: number;
  readonly isContainer: boolean;
  readonly content: Buffer;
  /** Where the next one begins. */
  readonly end: number;
}

/**
 * Presentations of PowerPoint 97 to 2003 ([MS-PPT]): texts of slides and notes, as the last of the edits that were added
 * to the file left them.
 */
export async function readPowerPointBinary(bytes: Uint8Array, sink: TextSink): Promise<void> {
  const file = openCompound(bytes);
  const stream = file.stream('PowerPoint Document');
  if (stream === undefined) throw new NotExtractable('DAMAGED');
  const objects = placesOf(file, stream).map(([id, place]) => ({ id, ...recordAt(stream, place) }));
  const masters = new Set(objects.filter(({ type }) => type === DOCUMENT).flatMap(mastersOf));
  for (const object of objects)
    if (READ.has(object.type) && !masters.has(object.id)) addTexts(object, sink, 0);
}

/** Where each object of the presentation lies ([MS-PPT] 2.1.2): what a later edit says of one stands. */
function placesOf(file: CompoundFile, stream: Buffer): [id: number, place: number][] {
  const user = file.stream('Current User');
  if (user === undefined) throw new NotExtractable('DAMAGED');
  if (user.readUInt32LE(12) === ENCRYPTED_TOKEN) throw new NotExtractable('ENCRYPTED');
  const places = new Map<number, number>();
  const seen = new Set<number>();
  for (let edit = user.readUInt32LE(16); edit !== 0 && !seen.has(edit); ) {
    seen.add(edit);
    const { type, content } = recordAt(stream, edit);
    if (type !== EDIT) throw new NotExtractable('DAMAGED');
    for (const [id, place] of directoryAt(stream, content.readUInt32LE(12)))
      if (!places.has(id)) places.set(id, place);
    edit = content.readUInt32LE(8);
  }
  return [...places].sort(([one], [other]) => one - other);
}

function* directoryAt(stream: Buffer, place: number): Generator<[id: number, place: number]> {
  const { type, content } = recordAt(stream, place);
  if (type !== DIRECTORY) throw new NotExtractable('DAMAGED');
  for (let at = 0; at + 4 <= content.length; ) {
    const head = content.readUInt32LE(at);
    const first = head & 0xf_ffff;
    const count = head >>> 20;
    for (let next = 0; next < count; next++) yield [first + next, content.readUInt32LE(at + 4 + 4 * next)];
    at += 4 + 4 * count;
  }
}

/** Numbers of the objects that are masters: that of the notes and that of the handouts, and those of slides. */
function mastersOf({ content }: PresentationRecord): number[] {
  return innerOf(content).flatMap(({ type, instance, content: inner }) => {
    if (type === DOCUMENT_ATOM) return [inner.readUInt32LE(24), inner.readUInt32LE(28)];
    if (type !== LIST || instance !== MASTERS) return [];
    return innerOf(inner).flatMap((item) => (item.type === OF_LIST ? [item.content.readUInt32LE(0)] : []));
  });
}

function addTexts(
  { type, instance, isContainer, content }: PresentationRecord,
  sink: TextSink,
  depth: number,
): void {
  if (type === WIDE_TEXT || type === NARROW_TEXT) {
    const text = content.toString(type === WIDE_TEXT ? 'utf16le' : 'latin1');
    if (text !== FIELD) sink.add(`${text}\n`);
  }
  if (!isContainer || depth > DEPTH || (type === LIST && instance === MASTERS)) return;
  for (const inner of innerOf(content)) addTexts(inner, sink, depth + 1);
}

function innerOf(content: Buffer): PresentationRecord[] {
  const records: PresentationRecord[] = [];
  for (let at = 0; at + 8 <= content.length; at = records.at(-1)?.end ?? content.length)
    records.push(recordAt(content, at));
  return records;
}

function recordAt(stream: Buffer, place: number): PresentationRecord {
  const head = stream.readUInt16LE(place);
  const end = place + 8 + stream.readUInt32LE(place + 4);
  return {
    type: stream.readUInt16LE(place + 2),
    instance: head >>> 4,
    isContainer: (head & 0xf) === 0xf,
    content: stream.subarray(place + 8, end),
    end,
  };
}
