import type { QueryNode } from './query-node.ts';

/** `$and`, `$or`: all of the conditions, or at least one. */
export interface CombinationNode {
  readonly kind: 'and' | 'or';
  readonly queries: readonly QueryNode[];
}

/** `$not`: not all of the conditions at once (spec dsl.md 5.10). */
export interface NegationNode {
  readonly kind: 'not';
  readonly queries: readonly QueryNode[];
}

/** Everything or nothing: the empty query of referentials, and restrictions that hide all. */
export interface ConstantNode {
  readonly kind: 'constant';
  readonly value: boolean;
}

export const everything: ConstantNode = Object.freeze({ kind: 'constant', value: true });
export const nothing: ConstantNode = Object.freeze({ kind: 'constant', value: false });

export function and(...queries: QueryNode[]): QueryNode {
  return combination('and', queries, everything);
}

export function or(...queries: QueryNode[]): QueryNode {
  return combination('or', queries, nothing);
}

export function not(...queries: QueryNode[]): QueryNode {
  return Object.freeze({ kind: 'not', queries: Object.freeze(queries) });
}

function combination(kind: 'and' | 'or', queries: QueryNode[], neutral: QueryNode): QueryNode {
  if (queries.length === 0) return neutral;
  if (queries.length === 1) return queries[0] as QueryNode;
  return Object.freeze({ kind, queries: Object.freeze(queries) });
}
