import type { QueryNode } from './nodes/index.ts';

/** The name under which units are searched by the texts of their documents. */
export const CONTENT = '#content';

/** Languages whose words are stemmed as their own (migrations: `perenne_content_lexemes`); others as French ones are. */
export const CONTENT_LANGUAGES = ['fr', 'en', 'de', 'es', 'it'] as const;
export type ContentLanguage = (typeof CONTENT_LANGUAGES)[number];

/** Whose documents a search may look into. */
export interface ContentSearch {
  readonly tenant: number;
  /** Usages whose objects may be read; absent: all. */
  readonly usages?: readonly string[];
  /** What must hold of their groups, as of a group that is read. */
  readonly groups: QueryNode;
}

/** Whether a query asks for what documents say. */
export function asksContent(query: QueryNode): boolean {
  if ('queries' in query) return query.queries.some(asksContent);
  return 'field' in query && query.field === CONTENT;
}
