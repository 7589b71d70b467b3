import { matchesAt, type Pattern } from './pattern.ts';

/** A piece of a sequence that stands before or after its anchor, at a distance between two bounds. */
export interface Fragment {
  readonly pattern: Pattern;
  readonly minGap: number;
  readonly maxGap: number;
}

/** An anchor with its fragments; several at one position are alternatives. */
export interface SubSequence {
  readonly anchor: Pattern;
  /** From the anchor outward. */
  readonly left: readonly (readonly Fragment[])[];
  readonly right: readonly (readonly Fragment[])[];
  /** Distance from the origin or from the subsequence before. */
  readonly minOffset: number;
  /** Infinity: anywhere after. */
  readonly maxOffset: number;
}

/** Subsequences in the order in which they are met going away from the origin. */
export interface ByteSequence {
  readonly origin: 'start' | 'end' | 'anywhere';
  readonly parts: readonly SubSequence[];
}

/** Fits when all its sequences do. */
export interface Signature {
  readonly id: string;
  readonly sequences: readonly ByteSequence[];
}

/** Places tried for one signature: hostile bytes cost no more. */
export const BUDGET = 200_000;

/** What a search may still try; at its end, what of it is left. */
export interface Work {
  places: number;
}

interface Search {
  readonly bytes: Uint8Array;
  readonly parts: readonly SubSequence[];
  readonly work: Work;
}

/**
 * @param head first bytes
 * @param tail last bytes; offsets from the end count from its end
 * @param work places that may be tried; a signature not found within them does not fit
 */
export function fits(
  signature: Signature,
  head: Uint8Array,
  tail: Uint8Array,
  work: Work = { places: BUDGET },
): boolean {
  return signature.sequences.every(({ origin, parts }) =>
    origin === 'end'
      ? backward({ bytes: tail, parts, work }, 0, tail.length)
      : forward({ bytes: head, parts, work }, 0, 0),
  );
}

/** Subsequences from `index` on, each after `from`. */
function forward(search: Search, index: number, from: number): boolean {
  const part = search.parts[index];
  if (!part) return true;
  const { bytes, work } = search;
  const { anchor, left, right } = part;
  const nearest = from + part.minOffset;
  const farthest = from + part.maxOffset;
  const reach = reachOf(left);
  const last = Math.min(farthest + reach.max, bytes.length - anchor.length);
  for (let at = nearest + reach.min; at <= last; at++) {
    if (--work.places < 0) return false;
    if (!matchesAt(anchor, bytes, at)) continue;
    const goOn = (end: number) => forward(search, index + 1, end);
    const after = at + anchor.length;
    const starts = (start: number) =>
      start >= nearest && start <= farthest && rightOf(search, right, 0, after, goOn);
    if (leftOf(search, left, 0, at, starts)) return true;
  }
  return false;
}

/** The same from the end: each subsequence ends before `to`. */
function backward(search: Search, index: number, to: number): boolean {
  const part = search.parts[index];
  if (!part) return true;
  const { bytes, work } = search;
  const { anchor, left, right } = part;
  const nearest = to - part.minOffset;
  const farthest = to - part.maxOffset;
  const reach = reachOf(right);
  const first = Math.max(0, farthest - reach.max - anchor.length);
  for (let at = nearest - reach.min - anchor.length; at >= first; at--) {
    if (--work.places < 0) return false;
    if (!matchesAt(anchor, bytes, at)) continue;
    const goOn = (start: number) => backward(search, index + 1, start);
    const ends = (end: number) => end <= nearest && end >= farthest && leftOf(search, left, 0, at, goOn);
    if (rightOf(search, right, 0, at + anchor.length, ends)) return true;
  }
  return false;
}

type Accept = (edge: number) => boolean;

/** Tries every place of the fragments left of `at`, until where they begin is accepted. */
function leftOf(
  search: Search,
  levels: SubSequence['left'],
  level: number,
  at: number,
  accept: Accept,
): boolean {
  const alternatives = levels[level];
  if (!alternatives) return accept(at);
  for (const { pattern, minGap, maxGap } of alternatives)
    for (let gap = minGap; gap <= maxGap; gap++) {
      const start = at - gap - pattern.length;
      if (start < 0 || --search.work.places < 0) break;
      if (matchesAt(pattern, search.bytes, start) && leftOf(search, levels, level + 1, start, accept))
        return true;
    }
  return false;
}

/** Tries every place of the fragments right of `at`, until where they end is accepted. */
function rightOf(
  search: Search,
  levels: SubSequence['right'],
  level: number,
  at: number,
  accept: Accept,
): boolean {
  const alternatives = levels[level];
  if (!alternatives) return accept(at);
  for (const { pattern, minGap, maxGap } of alternatives)
    for (let gap = minGap; gap <= maxGap; gap++) {
      const start = at + gap;
      const end = start + pattern.length;
      if (end > search.bytes.length || --search.work.places < 0) break;
      if (matchesAt(pattern, search.bytes, start) && rightOf(search, levels, level + 1, end, accept))
        return true;
    }
  return false;
}

/** Least and most bytes that fragments take on one side. */
function reachOf(levels: SubSequence['left']): { min: number; max: number } {
  let min = 0;
  let max = 0;
  for (const alternatives of levels) {
    min += Math.min(...alternatives.map(({ pattern, minGap }) => pattern.length + minGap));
    max += Math.max(...alternatives.map(({ pattern, maxGap }) => pattern.length + maxGap));
  }
  return { min, max };
}
