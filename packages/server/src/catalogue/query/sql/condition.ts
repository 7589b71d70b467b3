import type { Vocabulary } from '../../field-types.ts';
import type { Collection } from '../collections/collection.ts';
import type { ContentSearch } from '../content-search.ts';
import type { QueryNode } from '../nodes/index.ts';
import { combination, constant, negation } from './boolean.ts';
import { comparison } from './comparison.ts';
import { equality, membership } from './equality.ts';
import { existence } from './existence.ts';
import { fullText } from './full-text.ts';
import { nested } from './nested.ts';
import { pattern } from './pattern.ts';
import type { Condition, Scope } from './scope.ts';
import { simpleQuery } from './simple-query.ts';

/**
 * A tree as a condition of SQL, every value and every name of the client's bound.
 * @throws QueryRefused for an illegal name or an operand that does not fit its field
 */
export function conditionOf(
  node: QueryNode,
  collection: Collection,
  vocabulary: Vocabulary,
  content?: ContentSearch,
): Condition {
  return visit(node, scopeOf(collection, vocabulary, content));
}

export function scopeOf(collection: Collection, vocabulary: Vocabulary, content?: ContentSearch): Scope {
  return { collection, vocabulary, visit, ...(content === undefined ? {} : { content }) };
}

function visit(node: QueryNode, scope: Scope): Condition {
  switch (node.kind) {
    case 'equality':
      return equality(node, scope);
    case 'membership':
      return membership(node, scope);
    case 'comparison':
      return comparison(node, scope);
    case 'existence':
      return existence(node, scope);
    case 'fullText':
      return fullText(node, scope);
    case 'simpleQuery':
      return simpleQuery(node, scope);
    case 'pattern':
      return pattern(node, scope);
    case 'nested':
      return nested(node, scope);
    case 'and':
    case 'or':
      return combination(node, scope);
    case 'not':
      return negation(node, scope);
    case 'constant':
      return constant(node);
  }
}
