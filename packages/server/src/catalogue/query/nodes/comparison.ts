import type { QueryNode, Value } from './query-node.ts';

export type Bound = 'gt' | 'gte' | 'lt' | 'lte';
export type Bounds = Readonly<Partial<Record<Bound, Value>>>;

/** `$gt`, `$gte`, `$lt`, `$lte` (one bound) and `$range` (two): one value of the field lies within. */
export interface ComparisonNode {
  readonly kind: 'comparison';
  readonly field: string;
  readonly bounds: Bounds;
}

export function within(field: string, bounds: Bounds): QueryNode {
  return Object.freeze({ kind: 'comparison', field, bounds: Object.freeze({ ...bounds }) });
}
