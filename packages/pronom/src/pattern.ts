/**
 * Bytes to be found, in the notation of PRONOM signature files: hexadecimal bytes, and in brackets ranges `[aa:bb]`,
 * exclusions `[!aa]` and bit masks `[&aa]`; a bracket may stand for several bytes.
 */

/** One place of a pattern: a byte, or a test on one or more bytes. */
type Atom = number | ByteTest;

interface ByteTest {
  readonly length: number;
  /** The bytes as written, of a range the least: a file made to fit has them, or for an exclusion others. */
  readonly written: readonly number[];
  matches(bytes: Uint8Array, at: number): boolean;
}

export interface Pattern {
  readonly atoms: readonly Atom[];
  /** Bytes that it covers. */
  readonly length: number;
}

export class PatternError extends Error {}

const TOKEN = /([0-9A-Fa-f]{2})|\[([^\]]*)\]/y;

/** @throws PatternError for a notation that is not understood */
export function parsePattern(text: string): Pattern {
  const atoms: Atom[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text);
    if (!token) throw new PatternError(`'${text.slice(0, 80)}' is not a byte sequence`);
    atoms.push(token[1] === undefined ? bracket(token[2] as string) : Number.parseInt(token[1], 16));
  }
  if (atoms.length === 0) throw new PatternError('a byte sequence is empty');
  return { atoms, length: atoms.reduce<number>((sum, atom) => sum + lengthOf(atom), 0) };
}

const lengthOf = (atom: Atom) => (typeof atom === 'number' ? 1 : atom.length);

function bracket(content: string): ByteTest {
  const excluded = content.startsWith('!');
  const inner = excluded ? content.slice(1) : content;
  const masked = inner.startsWith('&');
  const [low, high, more] = (masked ? inner.slice(1) : inner).split(':');
  if (
    !low ||
    more !== undefined ||
    !isHex(low) ||
    (high !== undefined && (!isHex(high) || high.length !== low.length))
  )
    throw new PatternError(`[${content.slice(0, 80)}] is not understood`);
  const from = bytesOf(low);
  const test = masked
    ? (bytes: Uint8Array, at: number) => from.every((mask, k) => ((bytes[at + k] as number) & mask) === mask)
    : (bytes: Uint8Array, at: number) =>
        compare(bytes, at, from) >= 0 && compare(bytes, at, high ? bytesOf(high) : from) <= 0;
  const matches = excluded ? (bytes: Uint8Array, at: number) => !test(bytes, at) : test;
  return { length: from.length, written: from, matches: from.length === 1 ? tabulated(matches) : matches };
}

const isHex = (text: string) => /^([0-9A-Fa-f]{2})+$/.test(text);
const bytesOf = (text: string) => (text.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

/** A test of one byte, worked out once for each value. */
function tabulated(matches: ByteTest['matches']): ByteTest['matches'] {
  const table = Array.from({ length: 256 }, (_, value) => matches(Uint8Array.of(value), 0));
  return (bytes, at) => table[bytes[at] as number] as boolean;
}

function compare(bytes: Uint8Array, at: number, to: readonly number[]): number {
  for (const [k, value] of to.entries()) {
    const difference = (bytes[at + k] as number) - value;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether the pattern stands at a place; false where it does not fit. */
export function matchesAt({ atoms, length }: Pattern, bytes: Uint8Array, at: number): boolean {
  if (at < 0 || at + length > bytes.length) return false;
  let place = at;
  for (const atom of atoms) {
    if (typeof atom === 'number') {
      if (bytes[place++] !== atom) return false;
    } else {
      if (!atom.matches(bytes, place)) return false;
      place += atom.length;
    }
  }
  return true;
}

/** The longest run of plain bytes of a pattern: what it can be looked up by; empty when it has none. */
export function literalOf({ atoms }: Pattern): number[] {
  let best: number[] = [];
  let run: number[] = [];
  for (const atom of atoms) {
    run = typeof atom === 'number' ? [...run, atom] : [];
    if (run.length > best.length) best = run;
  }
  return best;
}
