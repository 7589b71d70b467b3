import type { QueryNode, Value } from './query-node.ts';

/** `$eq`, and `$ne` when negated: documents without the field are then found too. */
export interface EqualityNode {
  readonly kind: 'equality';
  readonly field: string;
  readonly value: Value;
  readonly negated: boolean;
}

/** `$in`, and `$nin` when negated. */
export interface MembershipNode {
  readonly kind: 'membership';
  readonly field: string;
  readonly values: readonly Value[];
  readonly negated: boolean;
}

export function eq(field: string, value: Value): QueryNode {
  return Object.freeze({ kind: 'equality', field, value, negated: false });
}

export function ne(field: string, value: Value): QueryNode {
  return Object.freeze({ kind: 'equality', field, value, negated: true });
}

export function isIn(field: string, values: readonly Value[]): QueryNode {
  return Object.freeze({ kind: 'membership', field, values: Object.freeze([...values]), negated: false });
}

export function isNotIn(field: string, values: readonly Value[]): QueryNode {
  return Object.freeze({ kind: 'membership', field, values: Object.freeze([...values]), negated: true });
}
