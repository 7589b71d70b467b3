import type { QueryNode } from './query-node.ts';

/** `$exists`, and `$missing` when negated: some value that is not null. */
export interface ExistenceNode {
  readonly kind: 'existence';
  readonly field: string;
  readonly negated: boolean;
}

export function exists(field: string): QueryNode {
  return Object.freeze({ kind: 'existence', field, negated: false });
}

export function missing(field: string): QueryNode {
  return Object.freeze({ kind: 'existence', field, negated: true });
}
