import type { QueryNode } from './query-node.ts';

/** `$subobject`: one and the same element of a nested array meets the whole condition. */
export interface NestedNode {
  readonly kind: 'nested';
  readonly path: string;
  readonly query: QueryNode;
}

export function nested(path: string, query: QueryNode): QueryNode {
  return Object.freeze({ kind: 'nested', path, query });
}
