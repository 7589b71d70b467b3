import type { Facet } from './facets.ts';
import type { QueryNode } from './nodes/index.ts';

/** A select on units or object groups, valid by the grammar (spec dsl.md 2.1, SELECT_MULTIPLE). */
export interface MultipleSelect {
  readonly roots: readonly string[];
  readonly queries: readonly RootQuery[];
  readonly filter: Filter;
  readonly projection: Projection;
  readonly facets: readonly Facet[];
  /** Most results that the client wants of a stream; a page does not look at it. */
  readonly threshold?: number;
  /** As received: answers echo it. */
  readonly context: Readonly<Record<string, unknown>>;
}

export interface RootQuery {
  readonly query: QueryNode;
  readonly depth?: number;
}

/** A select on a journal, a referential or a register (SELECT_SINGLE). */
export interface SingleSelect {
  readonly query: QueryNode;
  readonly filter: Filter;
  readonly projection: Projection;
  readonly context: Readonly<Record<string, unknown>>;
}

export interface Filter {
  readonly offset: number;
  /** Undefined when the request says nothing, or 0. */
  readonly limit?: number;
  /** What `$hits.limit` says (spec dsl.md 14). */
  readonly statedLimit: number;
  readonly order: readonly Order[];
  /** Matches are counted to the last, not to the end of the window. */
  readonly tracksTotal?: true;
}

export interface Order {
  readonly field: string;
  readonly descending: boolean;
}

/** Undefined: the whole document. */
export type Projection = readonly string[] | undefined;

/** Results end here, whatever the page; totals are not counted beyond. */
export const WINDOW = 10_000;
