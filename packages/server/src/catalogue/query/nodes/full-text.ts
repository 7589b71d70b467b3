import type { QueryNode } from './query-node.ts';

/** At least one word; every word; the words side by side; and so with the last one as a beginning. */
export type Manner = 'any' | 'all' | 'phrase' | 'phrase-prefix';

/** `$match`, `$match_all`, `$match_phrase`, `$match_phrase_prefix`. */
export interface FullTextNode {
  readonly kind: 'fullText';
  readonly field: string;
  readonly text: string;
  readonly manner: Manner;
}

/** `$search`: a small language of its own within the text (spec dsl.md 5.6). */
export interface SimpleQueryNode {
  readonly kind: 'simpleQuery';
  readonly field: string;
  readonly text: string;
}

export function match(field: string, text: string, manner: Manner): QueryNode {
  return Object.freeze({ kind: 'fullText', field, text, manner });
}

export function search(field: string, text: string): QueryNode {
  return Object.freeze({ kind: 'simpleQuery', field, text });
}
