import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';

/** The result at the top of the list as it was left, of each visit of a search; those of the last visits are kept. */
const PLACES = new Map<string, number>();
const KEPT = 50;

/**
 * Where this visit of a list was left, when the person comes back to it by the history. A rank, not a position in pixels:
 * rows take their height when they are drawn, and the list its length once the results are counted.
 */
export function useResultPlace(): { readonly left: number | undefined; leave(rank: number): void } {
  const router = useRouter();
  // When the list is taken away, the address is already the next page's.
  const [visit] = useState(() => router.latestLocation.state.__TSR_key ?? router.latestLocation.href);
  const [left] = useState(() => PLACES.get(visit));
  const [leave] = useState(() => (rank: number) => {
    PLACES.delete(visit);
    PLACES.set(visit, rank);
    for (const old of [...PLACES.keys()].slice(0, Math.max(0, PLACES.size - KEPT))) PLACES.delete(old);
  });
  return { left, leave };
}
