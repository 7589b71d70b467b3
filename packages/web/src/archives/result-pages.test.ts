import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UnitPage } from '../api/types.ts';
import { hitAt, knownOf, type Pages, type PlaceOfPage, placeOf, totalOf } from './result-pages.ts';
import { PER_PAGE } from './search-state.ts';

/** The service, as it answers of results whose identifiers are their places. */
function serve(total: number, { after, before, offset = 0, limit }: PlaceOfPage): UnitPage {
  const end = before === undefined ? total : (before === 'end' ? total : Number(before)) - offset;
  const start =
    before === undefined ? (after === undefined ? 0 : Number(after) + 1) + offset : Math.max(0, end - limit);
  const ids = Array.from({ length: total }, (_, at) => String(at)).slice(
    start,
    before === undefined ? start + limit : Math.max(0, end),
  );
  const isFromStart = after === undefined && before === undefined;
  const isWhole = isFromStart && ids.length < limit && (ids.length > 0 || offset === 0);
  return {
    total: isWhole ? offset + ids.length : null,
    hits: ids.map((id) => ({ id }) as UnitPage['hits'][number]),
    isRanked: false,
    first: ids[0] ?? null,
    last: ids.at(-1) ?? null,
    agencies: {},
  };
}

describe('pages of results', () => {
  it('come whole from wherever they are read, in any order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 * PER_PAGE }),
        fc.array(fc.nat(1_000)),
        fc.boolean(),
        (total, wanted, isCounted) => {
          const pages = new Map<number, UnitPage>();
          for (const number of [0, ...wanted]) {
            const page = number % Math.ceil(total / PER_PAGE);
            pages.set(page, serve(total, placeOf(page, pages, isCounted ? total : undefined)));
            expect(knownOf(pages)).toBeLessThanOrEqual(total);
            expect([undefined, total]).toContain(totalOf(pages));
          }
          for (const [page, { hits }] of pages)
            for (const [at, hit] of hits.entries()) {
              const index = page * PER_PAGE + at;
              expect(hit.id).toBe(String(index));
              expect(hitAt(pages, index)).toBe(hit);
            }
          for (const page of pages.keys())
            expect(pages.get(page)?.hits.length).toBe(Math.min(PER_PAGE, total - page * PER_PAGE));
        },
      ),
    );
  });

  it('are read from the nearest that is known', () => {
    const pages: Pages = new Map(
      [0, 10].map((page) => [page, serve(10_000, { offset: page * PER_PAGE, limit: PER_PAGE })]),
    );
    expect(placeOf(1, pages)).toEqual({ after: String(PER_PAGE - 1), offset: 0, limit: PER_PAGE });
    expect(placeOf(9, pages)).toEqual({ before: String(10 * PER_PAGE), offset: 0, limit: PER_PAGE });
    expect(placeOf(199, pages, 10_000)).toEqual({ before: 'end', offset: 0, limit: PER_PAGE });
    expect(placeOf(20, pages)).toEqual({
      after: String(11 * PER_PAGE - 1),
      offset: 9 * PER_PAGE,
      limit: PER_PAGE,
    });
  });
});
