import type { Sample } from './identifier.ts';

/** Inflates raw deflate; undefined when the bytes are none, or become more than `size`. */
export type Inflate = (packed: Uint8Array, size: number) => Uint8Array | undefined;

/** A file within a zip, as the directory at its end lists it. */
export interface ZipMember {
  readonly name: string;
  readonly deflated: boolean;
  readonly packedSize: number;
  readonly size: number;
  /** Of its local header, from the start of the zip. */
  readonly offset: number;
}

const LOCAL = 0x04034b50;
const LOCAL_SIZE = 30;
const ENTRY = 0x02014b50;
const ENTRY_SIZE = 46;
const END = 0x06054b50;
const END_SIZE = 22;
/** Members that tell a format are short; a larger one is not looked at. */
const LARGEST_MEMBER = 1024 * 1024;

export function looksLikeZip({ head }: Pick<Sample, 'head'>): boolean {
  return head.length > LOCAL_SIZE && viewOf(head).getUint32(0, true) === LOCAL;
}

/** Members of a zip of which both ends are at hand; none when its directory is longer than the last end. */
export function zipMembers({ tail, size }: Sample): ZipMember[] {
  const view = viewOf(tail);
  const start = size - tail.length;
  let end = tail.length - END_SIZE;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  if (end < 0) return [];
  const members: ZipMember[] = [];
  const limit = end - ENTRY_SIZE;
  for (let at = view.getUint32(end + 16, true) - start; at >= 0 && at <= limit; ) {
    if (view.getUint32(at, true) !== ENTRY) break;
    const nameLength = view.getUint16(at + 28, true);
    const method = view.getUint16(at + 10, true);
    if (method === 0 || method === 8)
      members.push({
        name: textOf(tail.subarray(at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength)),
        deflated: method === 8,
        packedSize: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        offset: view.getUint32(at + 42, true),
      });
    at += ENTRY_SIZE + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}

/** Text of a member, when it lies whole within one of the two ends. */
export function memberText(sample: Sample, member: ZipMember, inflate: Inflate): string | undefined {
  if (member.size > LARGEST_MEMBER) return undefined;
  const header = range(sample, member.offset, LOCAL_SIZE);
  if (!header) return undefined;
  const view = viewOf(header);
  const content = member.offset + LOCAL_SIZE + view.getUint16(26, true) + view.getUint16(28, true);
  const packed = range(sample, content, member.packedSize);
  if (!packed) return undefined;
  const bytes = member.deflated ? inflate(packed, member.size) : packed;
  return bytes && textOf(bytes);
}

function range({ head, tail, size }: Sample, offset: number, length: number): Uint8Array | undefined {
  if (offset + length <= head.length) return head.subarray(offset, offset + length);
  const start = size - tail.length;
  if (offset < start || offset + length > size) return undefined;
  return tail.subarray(offset - start, offset - start + length);
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const textOf = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
