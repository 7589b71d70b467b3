import type { Sample } from './identifier.ts';

/**
 * Compound files (MS-CFB, "OLE2"): small file systems of streams, in which the older office applications write. A
 * stream of its own name tells the application, its first bytes the version.
 */

const SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const SECTOR_SHIFT = 30;
const DIRECTORY_START = 48;
/** A directory entry: UTF-16 name, its length in bytes with its end, kind, …, first sector, size. */
const ENTRY = 128;
const NAME_LENGTH = 64;
const KIND = 66;
const FIRST_SECTOR = 116;
const SIZE = 120;
const STREAM = 2;
const LAST_KIND = 5;
/** Shorter streams lie in a stream of their own, and are not looked at. */
const MINI = 4096;

export interface CompoundStream {
  readonly name: string;
  /** Of its first byte in the file; undefined for one that lies among the short ones. */
  readonly offset: number | undefined;
}

/** Bytes of a file, of which an identification wants more than the ends. */
export interface Range {
  readonly offset: number;
  readonly length: number;
}

/**
 * Where the directory of a compound file begins, as its first bytes say; undefined for any other file.
 * @param most bytes wanted of it: the sectors of a directory mostly adjoin
 */
export function compoundDirectory(head: Uint8Array, most: number): Range | undefined {
  if (head.length < 512 || SIGNATURE.some((byte, at) => head[at] !== byte)) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const shift = view.getUint16(SECTOR_SHIFT, true);
  if (shift !== 9 && shift !== 12) return undefined;
  return { offset: placeOf(view.getUint32(DIRECTORY_START, true), shift), length: most };
}

const placeOf = (sector: number, shift: number) => (sector + 1) * 2 ** shift;

/** Streams of a compound file, as far as its directory is at hand. */
export function compoundStreams(sample: Sample): CompoundStream[] {
  const place = compoundDirectory(sample.head, ENTRY);
  if (!place) return [];
  const { head } = sample;
  const shift = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint16(SECTOR_SHIFT, true);
  const streams: CompoundStream[] = [];
  for (let offset = place.offset; ; offset += ENTRY) {
    const bytes = bytesOf(sample, offset, ENTRY);
    const entry = bytes && entryOf(bytes);
    // What follows the directory is none of it.
    if (!entry) return streams;
    if (entry.kind === STREAM)
      streams.push({
        name: entry.name,
        offset: entry.size < MINI ? undefined : placeOf(entry.sector, shift),
      });
  }
}

function entryOf(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint16(NAME_LENGTH, true);
  const kind = bytes[KIND] as number;
  if (length > NAME_LENGTH || length % 2 === 1 || kind > LAST_KIND) return undefined;
  let name = '';
  for (let at = 0; at + 2 < length; at += 2) name += String.fromCharCode(view.getUint16(at, true));
  return { name, kind, sector: view.getUint32(FIRST_SECTOR, true), size: view.getUint32(SIZE, true) };
}

/** Bytes at a place of the file, when one of the pieces at hand holds them all. */
export function bytesOf(
  { head, tail, middle, size }: Sample,
  offset: number,
  length: number,
): Uint8Array | undefined {
  const pieces = [
    { offset: 0, bytes: head },
    { offset: size - tail.length, bytes: tail },
    ...(middle ? [middle] : []),
  ];
  for (const { offset: start, bytes } of pieces)
    if (offset >= start && offset + length <= start + bytes.length)
      return bytes.subarray(offset - start, offset - start + length);
  return undefined;
}
