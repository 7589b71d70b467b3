import type { UnitHit, UnitPage } from '../api/types.ts';
import { PER_PAGE } from './search-state.ts';

/**
 * The results of a search as far as their pages have come, and how a further one is asked for: pure. A page is read
 * from the nearest one that is known, or from an end of the results, since what lies between must be passed over.
 */

/** By their number, from 0. */
export type Pages = ReadonlyMap<number, UnitPage>;

/** What says where a page lies (parameters of the service). */
export interface PlaceOfPage {
  readonly after?: string;
  readonly before?: string;
  readonly offset?: number;
  readonly limit: number;
}

/** How many results there are as far as their pages tell; undefined while the last one is not there. */
export function totalOf(pages: Pages): number | undefined {
  for (const [page, { total, hits }] of pages) {
    if (total !== null) return total;
    if (hits.length < PER_PAGE && (hits.length > 0 || pages.get(page - 1)?.hits.length === PER_PAGE))
      return page * PER_PAGE + hits.length;
  }
  return undefined;
}

/** Results that are certain: all before the end of the furthest page. */
export function knownOf(pages: Pages): number {
  return Math.max(0, ...[...pages].map(([page, { hits }]) => page * PER_PAGE + hits.length));
}

export function hitAt(pages: Pages, index: number): UnitHit | undefined {
  return pages.get(Math.floor(index / PER_PAGE))?.hits[index % PER_PAGE];
}

/**
 * @param total of the results, when it is known
 */
export function placeOf(page: number, pages: Pages, total?: number): PlaceOfPage {
  const start = page * PER_PAGE;
  const limit = total === undefined ? PER_PAGE : Math.min(PER_PAGE, Math.max(1, total - start));
  const ways: { readonly passed: number; readonly place: PlaceOfPage }[] = [
    { passed: start, place: { offset: start, limit: PER_PAGE } },
  ];
  for (const [known, { hits, first, last }] of pages) {
    if (known < page && last !== null) {
      const offset = start - (known * PER_PAGE + hits.length);
      ways.push({ passed: offset, place: { after: last, offset, limit: PER_PAGE } });
    }
    if (known > page && first !== null) {
      const offset = known * PER_PAGE - (start + PER_PAGE);
      ways.push({ passed: offset, place: { before: first, offset, limit: PER_PAGE } });
    }
  }
  if (total !== undefined) {
    const offset = Math.max(0, total - start - limit);
    ways.push({ passed: offset, place: { before: 'end', offset, limit } });
  }
  return ways.reduce((best, way) => (way.passed < best.passed ? way : best)).place;
}
