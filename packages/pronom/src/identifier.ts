import { compoundDirectory, type Range } from './compound.ts';
import { compoundFormat } from './compound-formats.ts';
import { containerFormat } from './container-formats.ts';
import { literalOf } from './pattern.ts';
import { type ByteSequence, fits, type Signature } from './signature.ts';
import type { PronomFormat, SignatureFile } from './signature-file.ts';
import type { Inflate } from './zip-members.ts';

/** How much of each end of a file is looked at, bytes. */
export const SAMPLE_SIZE = 65_536;

/** What of a file decides on its format. */
export interface Sample {
  /** First bytes, SAMPLE_SIZE at most. */
  readonly head: Uint8Array;
  /** Last bytes, SAMPLE_SIZE at most; of a short file the same as `head`. */
  readonly tail: Uint8Array;
  readonly size: number;
  /** Bytes between the ends, which `wantedRange` asked for. */
  readonly middle?: { readonly offset: number; readonly bytes: Uint8Array };
  /** Without dot. */
  readonly extension?: string;
}

/**
 * What of a file beyond its ends tells its format, as its first bytes say; whoever reads the file in one pass keeps it
 * as it goes by.
 */
export function wantedRange(head: Uint8Array): Range | undefined {
  return compoundDirectory(head, SAMPLE_SIZE);
}

/** What told the format: bytes of the file, what a container holds, its name alone, or that it reads as text. */
export type Basis = 'signature' | 'container' | 'extension' | 'text';

/** The format of a file and what tells it; undefined when nothing does. */
export type Identification =
  | {
      readonly puid: string;
      readonly name: string;
      readonly version: string;
      readonly mimeType: string;
      readonly basis: Basis;
    }
  | undefined;

export interface Identifier {
  /** Of the signature file. */
  readonly version: string;
  identify(sample: Sample): Identification;
  /** Identifiers of the signatures that fit, whatever the priorities. */
  signatures(sample: Pick<Sample, 'head' | 'tail'>): string[];
}

const PLAIN_TEXT = 'x-fmt/111';

export interface IdentifierOptions {
  /** Looks into zips; without it they are told by their outside alone. */
  readonly inflate?: Inflate;
}

/**
 * Makes an identifier of a signature file, once for all files. An answer rests, in this order, on what a container says
 * within, on signatures (those with priority first, then by extension), on the bytes being text, on the extension.
 * Only the ends of a file are looked at (`SAMPLE_SIZE`), and what `wantedRange` asks for; hostile bytes cost a bounded number of comparisons.
 */
export function compileIdentifier(file: SignatureFile, options: IdentifierOptions = {}): Identifier {
  const index = new SignatureIndex(file.signatures);
  const bySignature = new Map<string, PronomFormat[]>();
  const byExtension = new Map<string, PronomFormat[]>();
  const byPuid = new Map(file.formats.map((format) => [format.puid, format]));
  for (const format of file.formats) {
    for (const id of format.signatures) bySignature.set(id, [...(bySignature.get(id) ?? []), format]);
    for (const extension of format.extensions)
      byExtension.set(extension, [...(byExtension.get(extension) ?? []), format]);
  }

  function signatures(sample: Pick<Sample, 'head' | 'tail'>): string[] {
    return index
      .candidates(sample)
      .filter((each) => fits(each, sample.head, sample.tail))
      .map(({ id }) => id);
  }

  return {
    version: file.version,
    signatures,
    identify(sample) {
      const inside =
        (options.inflate && containerFormat(sample, file.formats, options.inflate)) ??
        byPuid.get(compoundFormat(sample) ?? '');
      if (inside) return answer(inside, 'container');
      const extension = sample.extension?.toLowerCase();
      const hits = new Set(signatures(sample).flatMap((id) => bySignature.get(id) ?? []));
      const best = preferred([...hits], extension);
      if (best) return answer(best, 'signature');
      // No signature: text says so by its bytes; for the rest only the name is left.
      const named = extension === undefined ? [] : (byExtension.get(extension) ?? []);
      const text = byPuid.get(PLAIN_TEXT);
      const isText = sample.size > 0 && looksLikeText(sample);
      if (isText && text && (named.length === 0 || named.includes(text))) return answer(text, 'text');
      // A format with a signature that does not fit is not that format; others can only be told by name.
      const unsigned = named.filter((format) => format.signatures.length === 0);
      const byName = unsigned[0] ?? (isText && text ? undefined : named[0]);
      if (byName) return answer(byName, 'extension');
      return isText && text ? answer(text, 'text') : undefined;
    },
  };
}

function answer({ puid, name, version, mimeType }: PronomFormat, basis: Basis): Identification {
  return { puid, name, version, mimeType, basis };
}

/** Of several formats: those over which none has priority, then by extension, then the first of the file. */
function preferred(hits: readonly PronomFormat[], extension: string | undefined): PronomFormat | undefined {
  if (hits.length < 2) return hits[0];
  const lesser = new Set(hits.flatMap(({ hasPriorityOver }) => hasPriorityOver));
  const left = hits.filter(({ puid }) => !lesser.has(puid));
  const among = left.length > 0 ? left : hits;
  return (
    among.find(({ extensions }) => extension !== undefined && extensions.includes(extension)) ?? among[0]
  );
}

/** Bytes that no text in UTF-8 or an eight-bit encoding has: control characters but those of layout. */
const CONTROLS = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === 0x7f || (byte < 0x20 && ![9, 10, 12, 13, 27].includes(byte)) ? 1 : 0,
);

function looksLikeText({ head, tail, size }: Sample): boolean {
  return isPrintable(head) && (size <= head.length || isPrintable(tail));
}

function isPrintable(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (CONTROLS[bytes[at] as number] === 1) return false;
  return true;
}

/** A literal by which a signature is looked up: without it the signature cannot fit. */
interface Key {
  readonly bytes: readonly number[];
  readonly signature: number;
}

/**
 * Finds the signatures worth trying in one pass over each end, by pairs of bytes. Those without a literal are always
 * tried.
 */
class SignatureIndex {
  readonly #signatures: readonly Signature[];
  readonly #always: number[] = [];
  readonly #head = new KeyTable();
  readonly #tail = new KeyTable();
  /** At a fixed place from the start: looked up there, without a pass. */
  readonly #fixed = new Map<number, Map<number, Key[]>>();

  constructor(signatures: readonly Signature[]) {
    this.#signatures = signatures;
    for (const [number, signature] of signatures.entries()) {
      if (this.#addFixed(signature, number)) continue;
      const keys = signature.sequences.flatMap((sequence) => keyOf(sequence));
      const [best] = keys.sort((a, b) => b.bytes.length - a.bytes.length);
      if (best) (best.end ? this.#tail : this.#head).add({ bytes: best.bytes, signature: number });
      else this.#always.push(number);
    }
  }

  #addFixed(signature: Signature, number: number): boolean {
    for (const { origin, parts } of signature.sequences) {
      const [part] = parts;
      if (origin !== 'start' || !part || part.maxOffset !== part.minOffset || part.left.length > 0) continue;
      const bytes: number[] = [];
      for (const atom of part.anchor.atoms) {
        if (typeof atom !== 'number') break;
        bytes.push(atom);
      }
      const [first] = bytes;
      if (first === undefined) continue;
      const places = this.#fixed.get(part.minOffset) ?? new Map<number, Key[]>();
      places.set(first, [...(places.get(first) ?? []), { bytes, signature: number }]);
      this.#fixed.set(part.minOffset, places);
      return true;
    }
    return false;
  }

  candidates({ head, tail }: Pick<Sample, 'head' | 'tail'>): Signature[] {
    const found = new Set(this.#always);
    for (const [offset, places] of this.#fixed) {
      if (offset >= head.length) continue;
      for (const { bytes, signature } of places.get(head[offset] as number) ?? [])
        if (standsAt(bytes, head, offset)) found.add(signature);
    }
    this.#head.scan(head, found);
    this.#tail.scan(tail, found);
    return [...found].sort((a, b) => a - b).map((number) => this.#signatures[number] as Signature);
  }
}

function standsAt(literal: readonly number[], bytes: Uint8Array, at: number): boolean {
  for (let k = 0; k < literal.length; k++) if (bytes[at + k] !== literal[k]) return false;
  return true;
}

/** The longest literal that any fit of the sequence must hold; of an anchor, since fragments may have alternatives. */
function keyOf({ origin, parts }: ByteSequence): { bytes: number[]; end: boolean }[] {
  const literals = parts.map(({ anchor }) => literalOf(anchor)).filter((bytes) => bytes.length >= 2);
  return literals.map((bytes) => ({ bytes, end: origin === 'end' }));
}

/** Keys by a pair of their bytes, the rarest there is in them. */
class KeyTable {
  readonly #known = new Uint8Array(65_536);
  readonly #buckets = new Map<number, { readonly key: Key; readonly at: number }[]>();

  add(key: Key): void {
    const at = rarestPair(key.bytes);
    const pair = ((key.bytes[at] as number) << 8) | (key.bytes[at + 1] as number);
    this.#known[pair] = 1;
    this.#buckets.set(pair, [...(this.#buckets.get(pair) ?? []), { key, at }]);
  }

  scan(bytes: Uint8Array, found: Set<number>): void {
    const known = this.#known;
    let pair = bytes[0] ?? 0;
    let last = -1;
    for (let at = 1; at < bytes.length; at++) {
      pair = ((pair & 0xff) << 8) | (bytes[at] as number);
      if (known[pair] === 0) continue;
      // A run of one pair (zeros, blanks) is looked at where it begins and ends, not at each of its places.
      if (pair === last && bytes[at + 1] === bytes[at] && bytes[at - 2] === bytes[at]) continue;
      last = pair;
      for (const { key, at: within } of this.#buckets.get(pair) ?? [])
        if (!found.has(key.signature) && standsAt(key.bytes, bytes, at - 1 - within))
          found.add(key.signature);
    }
  }
}

/** Bytes that fill files: pairs of them tell nothing. */
const COMMON = new Set([0x00, 0xff, 0x20, 0x0a, 0x0d]);

function rarestPair(bytes: readonly number[]): number {
  let best = 0;
  let bestScore = -1;
  for (let at = 0; at + 1 < bytes.length; at++) {
    const [a, b] = [bytes[at] as number, bytes[at + 1] as number];
    // A pair of one byte only where there is no other: within a run it is not looked at everywhere (scan).
    const score = a === b ? 0 : 1 + (COMMON.has(a) ? 0 : 1) + (COMMON.has(b) ? 0 : 1);
    if (score > bestScore) {
      best = at;
      bestScore = score;
    }
  }
  return best;
}
