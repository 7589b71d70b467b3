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
const BUDGET = 200_000;

interface Search {
  readonly bytes: Uint8Array;
  budget: number;
}

/**
 * @param head first bytes
 * @param tail last bytes; offsets from the end count from its end
 */
export function fits(signature: Signature, head: Uint8Array, tail: Uint8Array): boolean {
  const budget = { bytes: head, budget: BUDGET };
  return signature.sequences.every(({ origin, parts }) => {
    const search: Search = { bytes: origin === 'end' ? tail : head, budget: budget.budget };
    const found =
      origin === 'end'
        ? backward(search, parts, 0, search.bytes.length)
        : forward(search, parts, 0, 0, origin === 'anywhere');
    budget.budget = search.budget;
    return found;
  });
}

/** Subsequences from `index` on, each after `from`. */
function forward(
  search: Search,
  parts: readonly SubSequence[],
  index: number,
  from: number,
  anywhere: boolean,
): boolean {
  const part = parts[index];
  if (!part) return true;
  const reach = leftReach(part);
  const first = from + part.minOffset + reach.min;
  const most = anywhere && index === 0 ? Number.POSITIVE_INFINITY : part.maxOffset;
  const last = Math.min(from + most + reach.max, search.bytes.length - part.anchor.length);
  for (let at = first; at <= last; at++) {
    if (--search.budget < 0) return false;
    if (!matchesAt(part.anchor, search.bytes, at)) continue;
    const start = leftEnd(search, part.left, 0, at);
    if (start < 0 || start < from + part.minOffset || start > from + most) continue;
    const end = rightEnd(search, part.right, 0, at + part.anchor.length);
    if (end < 0) continue;
    if (forward(search, parts, index + 1, end, false)) return true;
  }
  return false;
}

/** The same from the end: each subsequence ends before `to`. */
function backward(search: Search, parts: readonly SubSequence[], index: number, to: number): boolean {
  const part = parts[index];
  if (!part) return true;
  const reach = rightReach(part);
  const last = to - part.minOffset - reach.min - part.anchor.length;
  const first = Math.max(0, to - part.maxOffset - reach.max - part.anchor.length);
  for (let at = last; at >= first; at--) {
    if (--search.budget < 0) return false;
    if (!matchesAt(part.anchor, search.bytes, at)) continue;
    const end = rightEnd(search, part.right, 0, at + part.anchor.length);
    if (end < 0 || end > to - part.minOffset || end < to - part.maxOffset) continue;
    const start = leftEnd(search, part.left, 0, at);
    if (start < 0) continue;
    if (backward(search, parts, index + 1, start)) return true;
  }
  return false;
}

/** Where the fragments left of `at` begin; -1 when they do not fit. */
function leftEnd(search: Search, levels: SubSequence['left'], level: number, at: number): number {
  const alternatives = levels[level];
  if (!alternatives) return at;
  for (const { pattern, minGap, maxGap } of alternatives)
    for (let gap = minGap; gap <= maxGap; gap++) {
      const start = at - gap - pattern.length;
      if (start < 0 || --search.budget < 0) break;
      if (!matchesAt(pattern, search.bytes, start)) continue;
      const found = leftEnd(search, levels, level + 1, start);
      if (found >= 0) return found;
    }
  return -1;
}

/** Where the fragments right of `at` end; -1 when they do not fit. */
function rightEnd(search: Search, levels: SubSequence['right'], level: number, at: number): number {
  const alternatives = levels[level];
  if (!alternatives) return at;
  for (const { pattern, minGap, maxGap } of alternatives)
    for (let gap = minGap; gap <= maxGap; gap++) {
      const start = at + gap;
      if (start + pattern.length > search.bytes.length || --search.budget < 0) break;
      if (!matchesAt(pattern, search.bytes, start)) continue;
      const found = rightEnd(search, levels, level + 1, start + pattern.length);
      if (found >= 0) return found;
    }
  return -1;
}

const leftReach = (part: SubSequence) => reachOf(part.left);
const rightReach = (part: SubSequence) => reachOf(part.right);

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
