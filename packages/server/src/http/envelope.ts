/** Success envelopes of the compatible API (spec api.md 1.10). */

export interface SuccessEnvelope {
  readonly httpCode: number;
  readonly $hits: {
    readonly total: number;
    readonly offset: number;
    readonly limit: number;
    readonly size: number;
  };
  readonly $results: readonly unknown[];
  readonly $facetResults: readonly unknown[];
  readonly $context: unknown;
}

export interface EnvelopeOptions {
  /** Matches in all; default: the results given. */
  readonly total?: number;
  readonly offset?: number;
  readonly limit?: number;
  /** The caller's query as sent. */
  readonly context?: unknown;
  readonly facets?: readonly unknown[];
  /** `httpCode` of the body, which may differ from the answer's status. */
  readonly httpCode?: number;
}

/** Results of a query or a reading; a list without query has offset and limit 0. */
export function found(results: readonly unknown[], options: EnvelopeOptions = {}): SuccessEnvelope {
  return {
    httpCode: options.httpCode ?? 200,
    $hits: {
      total: options.total ?? results.length,
      offset: options.offset ?? 0,
      limit: options.limit ?? 0,
      size: results.length,
    },
    $results: results,
    $facetResults: options.facets ?? [],
    $context: options.context ?? {},
  };
}

/** Answer to a launch: one ItemStatus and `httpCode` 202, whatever the status of the answer (spec api.md 1.17). */
export function accepted(item: unknown): SuccessEnvelope {
  return found([item], { httpCode: 202 });
}
