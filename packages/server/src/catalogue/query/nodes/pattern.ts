import type { QueryNode } from './query-node.ts';

/** `$wildcard` and `$regex`: the whole value has the shape. */
export interface PatternNode {
  readonly kind: 'pattern';
  readonly field: string;
  readonly pattern: string;
  readonly language: 'wildcard' | 'regex';
}

export function pattern(language: PatternNode['language'], field: string, text: string): QueryNode {
  return Object.freeze({ kind: 'pattern', field, pattern: text, language });
}
