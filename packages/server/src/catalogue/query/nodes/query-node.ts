import type { CombinationNode, ConstantNode, NegationNode } from './boolean.ts';
import type { ComparisonNode } from './comparison.ts';
import type { EqualityNode, MembershipNode } from './equality.ts';
import type { ExistenceNode } from './existence.ts';
import type { FullTextNode, SimpleQueryNode } from './full-text.ts';
import type { NestedNode } from './nested.ts';
import type { PatternNode } from './pattern.ts';

/** A condition on documents: the immutable tree between the request and the SQL. */
export type QueryNode =
  | EqualityNode
  | MembershipNode
  | ComparisonNode
  | ExistenceNode
  | FullTextNode
  | SimpleQueryNode
  | PatternNode
  | NestedNode
  | CombinationNode
  | NegationNode
  | ConstantNode;

/** What a condition compares with. */
export type Value = string | number | boolean;
