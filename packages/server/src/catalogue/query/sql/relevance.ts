import { type RawBuilder, sql } from 'kysely';
import { analyse } from '../../analysed-text.ts';
import type { FullTextNode, QueryNode } from '../nodes/index.ts';
import { fieldOf, isContent, type Names } from './scope.ts';
import { lexemesOf, tsquery } from './words.ts';

/** PostgreSQL's ts_rank: divided by 1 + the logarithm of the number of words, so that a whole title beats a part. */
const BY_LENGTH = 1;
/** Words count the same in every field. */
const ALIKE = sql`'{0.1, 0.1, 0.1, 0.1}'::real[]`;

/**
 * How well a document answers the words that a query would like to find: clients take the first result of a `$match`
 * on a title for that title. Undefined when no condition leaves a choice of words, where every match is as good.
 */
export function relevanceOf(node: QueryNode, names: Names): RawBuilder<unknown> | undefined {
  const ranks = choicesOf(node, names.collection.ranked === true).flatMap(({ field: name, text }) => {
    // Texts of documents stand in no row of the units.
    if (isContent(name, names)) return [];
    const field = fieldOf(name, names);
    if (field.source !== 'document' || field.type !== 'text') return [];
    const words = tsquery(analyse(text), 'any');
    return [sql`coalesce(ts_rank(${ALIKE}, ${lexemesOf(field)}, ${words}, ${BY_LENGTH}), 0)`];
  });
  return ranks.length === 0 ? undefined : sql.join(ranks, sql` + `);
}

/** `$match` of several words, or of any in a collection that ranks them, wherever it may be met. */
function choicesOf(node: QueryNode, ofOneWord: boolean): FullTextNode[] {
  if (node.kind === 'and' || node.kind === 'or')
    return node.queries.flatMap((query) => choicesOf(query, ofOneWord));
  if (node.kind !== 'fullText' || node.manner !== 'any') return [];
  return ofOneWord || /\S\s+\S/.test(analyse(node.text)) ? [node] : [];
}
