import { matchesAt, type Pattern } from '../pattern.ts';
import type { ByteSequence, Fragment, Signature, SubSequence } from '../signature.ts';

/** Places tried for a sequence before its bytes are said to stand in the way of those of another. */
const SHIFTS = 4_096;

/** Bytes by place; from the start from 0 up, from the end below 0. */
class Canvas {
  readonly #bytes = new Map<number, number>();
  head = 0;
  tail = 0;

  /** Writes a pattern, where what stands there already lets it. */
  write(pattern: Pattern, at: number): boolean {
    const there = new Uint8Array(pattern.length);
    let known = 0;
    for (let k = 0; k < pattern.length; k++) {
      const byte = this.#bytes.get(at + k);
      if (byte !== undefined) known += 1;
      there[k] = byte ?? 0;
    }
    const bytes = known === pattern.length ? there : exampleOf(pattern);
    if (!matchesAt(pattern, bytes, 0)) return false;
    for (const [k, byte] of bytes.entries()) {
      const before = this.#bytes.get(at + k);
      if (before !== undefined && before !== byte) return false;
      this.#bytes.set(at + k, byte);
    }
    if (at < 0) this.tail = Math.min(this.tail, at);
    else this.head = Math.max(this.head, at + pattern.length);
    return true;
  }

  /** Does something wholly or not at all. */
  attempt(write: () => boolean): boolean {
    const before = { bytes: new Map(this.#bytes), head: this.head, tail: this.tail };
    if (write()) return true;
    this.#bytes.clear();
    for (const [at, byte] of before.bytes) this.#bytes.set(at, byte);
    this.head = before.head;
    this.tail = before.tail;
    return false;
  }

  file(filler: number): Uint8Array {
    const size = this.head - this.tail;
    const file = new Uint8Array(Math.max(size, 1)).fill(filler);
    for (const [at, byte] of this.#bytes) file[at < 0 ? size + at : at] = byte;
    return file;
  }
}

/** Bytes that a pattern stands for. */
function exampleOf({ atoms }: Pattern): Uint8Array {
  const bytes: number[] = [];
  for (const atom of atoms) {
    if (typeof atom === 'number') bytes.push(atom);
    else {
      const others = [0, 1, 0x80, 0xff].map((flip) => atom.written.map((byte) => byte ^ flip));
      bytes.push(...(others.find((each) => atom.matches(Uint8Array.from(each), 0)) ?? atom.written));
    }
  }
  return Uint8Array.from(bytes);
}

/**
 * A file that has the sequences of a signature, each as near to its origin as the others let it; undefined when they
 * stand in each other's way.
 */
export function fileFor({ sequences }: Signature, filler: number): Uint8Array | undefined {
  const canvas = new Canvas();
  // What may stand anywhere comes last, behind the rest.
  const inOrder = [...sequences].sort(
    (a, b) => Number(a.origin === 'anywhere') - Number(b.origin === 'anywhere'),
  );
  return inOrder.every((sequence) => put(canvas, sequence)) ? canvas.file(filler) : undefined;
}

function put(canvas: Canvas, { origin, parts }: ByteSequence): boolean {
  const [first] = parts;
  if (!first) return true;
  const behind = origin === 'anywhere' ? canvas.head : 0;
  const most = origin === 'anywhere' ? SHIFTS : Math.min(first.maxOffset - first.minOffset, SHIFTS);
  for (let shift = 0; shift <= most; shift++)
    if (
      canvas.attempt(() =>
        origin === 'end' ? backward(canvas, parts, -shift) : forward(canvas, parts, behind + shift),
      )
    )
      return true;
  return false;
}

function forward(canvas: Canvas, parts: readonly SubSequence[], from: number): boolean {
  let at = from;
  for (const { anchor, left, right, minOffset } of parts) {
    at += minOffset;
    for (const { pattern, minGap } of left.map(first).reverse()) {
      if (!canvas.write(pattern, at)) return false;
      at += pattern.length + minGap;
    }
    if (!canvas.write(anchor, at)) return false;
    at += anchor.length;
    for (const { pattern, minGap } of right.map(first)) {
      if (!canvas.write(pattern, at + minGap)) return false;
      at += minGap + pattern.length;
    }
  }
  return true;
}

function backward(canvas: Canvas, parts: readonly SubSequence[], to: number): boolean {
  let end = to;
  for (const { anchor, left, right, minOffset } of parts) {
    end -= minOffset;
    canvas.tail = Math.min(canvas.tail, end);
    for (const { pattern, minGap } of right.map(first).reverse()) {
      if (!canvas.write(pattern, end - pattern.length)) return false;
      end -= pattern.length + minGap;
    }
    if (!canvas.write(anchor, end - anchor.length)) return false;
    end -= anchor.length;
    for (const { pattern, minGap } of left.map(first)) {
      if (!canvas.write(pattern, end - minGap - pattern.length)) return false;
      end -= minGap + pattern.length;
    }
  }
  return true;
}

const first = (alternatives: readonly Fragment[]) => alternatives[0] as Fragment;
