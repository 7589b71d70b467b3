import type { Found } from './select.ts';

/** The success envelope of the compatible API (spec api.md 1.10, dsl.md 14). */
export function envelopeOf(
  found: Found,
  context: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return {
    httpCode: 200,
    $hits: {
      total: found.total,
      offset: found.filter.offset,
      limit: found.filter.statedLimit,
      size: found.results.length,
    },
    $results: found.results,
    $facetResults: found.facets ?? [],
    $context: context,
  };
}
