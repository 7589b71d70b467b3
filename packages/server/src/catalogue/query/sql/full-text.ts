import type { FullTextNode } from '../nodes/index.ts';
import { content } from './content.ts';
import { membership } from './equality.ts';
import { type Condition, FALSE, fieldOf, isContent, type Scope } from './scope.ts';
import { textOf } from './words.ts';

export function fullText(node: FullTextNode, scope: Scope): Condition {
  if (isContent(node.field, scope)) return content(node, scope);
  const field = fieldOf(node.field, scope);
  if (field.source === 'document' && field.type === 'text') return textOf(field, node.text, node.manner);
  if (field.source !== 'invisible' && (field.type === 'long' || field.type === 'double'))
    return numbers(node, scope);
  // Elsewhere the reference compares with the quoted text, which nothing equals (spec dsl.md 5.5).
  return FALSE;
}

function numbers(node: FullTextNode, scope: Scope): Condition {
  const values = node.text.split(/\s+/).filter((word) => /^[-+]?\d+(\.\d+)?$/.test(word));
  return membership({ kind: 'membership', field: node.field, values, negated: false }, scope);
}
