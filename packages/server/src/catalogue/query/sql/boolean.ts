import type { CombinationNode, ConstantNode, NegationNode } from '../nodes/index.ts';
import { type Condition, FALSE, joined, negated, type Scope, TRUE } from './scope.ts';

export function combination(node: CombinationNode, scope: Scope): Condition {
  return joined(
    node.queries.map((query) => scope.visit(query, scope)),
    node.kind,
  );
}

export function negation(node: NegationNode, scope: Scope): Condition {
  return negated(
    joined(
      node.queries.map((query) => scope.visit(query, scope)),
      'and',
    ),
  );
}

export function constant(node: ConstantNode): Condition {
  return node.value ? TRUE : FALSE;
}
