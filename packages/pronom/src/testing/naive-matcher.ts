import { matchesAt } from '../pattern.ts';
import type { Fragment, Signature, SubSequence } from '../signature.ts';

/** What a signature means, without any thought for the time it takes: every place of every piece is tried. */
export function naivelyFits({ sequences }: Signature, file: Uint8Array): boolean {
  return sequences.every(({ origin, parts }) => {
    const orders: [number, number][][] = chains(parts, file);
    return orders.some((spans) =>
      spans.every(([start, end], at) => {
        const part = parts[at] as SubSequence;
        const before = spans[at - 1];
        const distance = origin === 'end' ? (before?.[0] ?? file.length) - end : start - (before?.[1] ?? 0);
        return distance >= part.minOffset && distance <= part.maxOffset;
      }),
    );
  });
}

/** Every choice of a span for each part. */
function chains(parts: readonly SubSequence[], file: Uint8Array): [number, number][][] {
  return parts.reduce<[number, number][][]>(
    (chosen, part) => {
      const spans = spansOf(part, file);
      return chosen.flatMap((before) => spans.map((span) => [...before, span]));
    },
    [[]],
  );
}

/** Where a part may stand, its fragments within: start and end, each pair once. */
function spansOf({ anchor, left, right }: SubSequence, file: Uint8Array): [number, number][] {
  const found = new Map<string, [number, number]>();
  for (let at = 0; at <= file.length; at++) {
    if (!matchesAt(anchor, file, at)) continue;
    const starts = left.reduce(
      (edges, level) => edges.flatMap((edge) => outward(level, file, edge, -1)),
      [at],
    );
    const ends = right.reduce(
      (edges, level) => edges.flatMap((edge) => outward(level, file, edge, 1)),
      [at + anchor.length],
    );
    for (const start of starts) for (const end of ends) found.set(`${start} ${end}`, [start, end]);
  }
  return [...found.values()];
}

/** Edges that the alternatives of one level reach from an edge. */
function outward(level: readonly Fragment[], file: Uint8Array, edge: number, direction: 1 | -1): number[] {
  const reached = new Set<number>();
  for (const { pattern, minGap, maxGap } of level)
    for (let gap = minGap; gap <= maxGap; gap++) {
      const start = direction === 1 ? edge + gap : edge - gap - pattern.length;
      if (matchesAt(pattern, file, start)) reached.add(direction === 1 ? start + pattern.length : start);
    }
  return [...reached];
}
