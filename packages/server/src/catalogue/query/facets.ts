import type { QueryNode } from './nodes/index.ts';

/** How all the matches of a query spread (spec dsl.md 13). */
export type Facet = TermsFacet | DateRangeFacet | FiltersFacet;

/** The values that most matches have. */
export interface TermsFacet {
  readonly kind: 'terms';
  readonly name: string;
  readonly field: string;
  /** Most values told. */
  readonly size: number;
  /** The nested array whose elements are counted, in place of the documents. */
  readonly subobject?: string;
}

/** How many matches have a date in each range. */
export interface DateRangeFacet {
  readonly kind: 'dateRange';
  readonly name: string;
  readonly field: string;
  readonly ranges: readonly DateRange[];
}

/** From an instant on, up to another and without it; `label` is the range as it was asked for. */
export interface DateRange {
  readonly label: string;
  readonly from?: Date;
  readonly to?: Date;
}

/** How many matches meet each query. */
export interface FiltersFacet {
  readonly kind: 'filters';
  readonly name: string;
  readonly filters: readonly { readonly name: string; readonly query: QueryNode }[];
}

export interface Bucket {
  readonly value: string;
  readonly count: number;
}

export interface FacetResult {
  readonly name: string;
  /** Absent for values that make none: numbers with a fraction. */
  readonly buckets?: readonly Bucket[];
}
