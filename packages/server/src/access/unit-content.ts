import { type RawBuilder, sql } from 'kysely';
import { Type } from 'typebox';
import {
  analyse,
  type Condition,
  type ContentSearch,
  groupsHolding,
  inAll,
  partHolds,
  readableParts,
  run,
  type Search,
  scopeOf,
  tsquery,
  type Vocabulary,
} from '../catalogue/index.ts';
import { Text, type Told, type Tx } from '../platform/index.ts';
import type { Eyes } from './reading.ts';

/** The simple search inside documents: words of descriptions or of documents, and where they stand in these. */

export const Excerpt = Type.Object(
  {
    ...{ objectId: Text, usage: Text },
    pieces: Type.Array(Type.Object({ text: Text, isMarked: Type.Boolean() })),
  },
  { title: 'Excerpt', description: 'A passage of a document, in the order of its pieces.' },
);
export type Excerpt = Told<typeof Excerpt>;

const NO_VOCABULARY: Vocabulary = { get: () => undefined };

/** A word and whether it may be a beginning. */
interface Wanted {
  readonly word: string;
  readonly isBeginning: boolean;
}

function wantedIn(words: string): Wanted[] {
  const each = analyse(words)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
  // A word that is finished, as a blank says, is that very word.
  const isFinished = /\s$/.test(words);
  return each.map((word, at) => ({ word, isBeginning: at === each.length - 1 && !isFinished }));
}

const MOST_WORDS = 32;

/** Every word stands in the description of the unit or in one of its documents. */
export function wordsAnywhere(search: Search, content: ContentSearch, words: string): Condition {
  const scope = scopeOf(search.collection, search.vocabulary ?? NO_VOCABULARY);
  const wanted = wantedIn(words);
  const whole = wanted.map(({ word }) => word).join(' ');
  const found = wanted.map(({ word, isBeginning }) => {
    const manner = isBeginning ? 'all-prefix' : 'all';
    // Two looks into two indexes: one condition with `or` would be answered by neither.
    return sql`select described.id from unit described
        where described.tenant = ${search.tenant} and described.text @@ ${tsquery(word, manner)}
      union all
      select holder.id from unit holder
        where holder.tenant = ${search.tenant} and holder.og in (${groupsHolding(word, manner, content, scope, whole)})`;
  });
  if (wanted.length === 0) return sql<boolean>`false`;
  const each = wanted.map(({ word }) => word);
  return sql<boolean>`unit.id in (${inAll('id', each, found)})`;
}

const MARK_START = '\u0001';
const MARK_END = '\u0002';

/**
 * The best passage of each of these units' documents in which some of the words stand. Whose contract wants each
 * reading written down is shown none: a passage is read, and nothing would tell of it.
 */
export async function excerptsOf(
  tx: Tx,
  { rights }: Eyes,
  search: Search,
  units: readonly string[],
  words: string,
): Promise<ReadonlyMap<string, Excerpt>> {
  const { content } = search;
  if (content === undefined || rights.accessLog !== undefined || units.length === 0) return new Map();
  const scope = scopeOf(search.collection, search.vocabulary ?? NO_VOCABULARY);
  const wanted = wantedIn(words);
  const whole = wanted.map(({ word }) => word).join(' ');
  const isPrefix = wanted.at(-1)?.isBeginning ?? false;
  const query: RawBuilder<unknown> = sql`perenne_content_query(content_part.language, ${whole}, '|', ${isPrefix})`;
  const rows = await run<{ unit: string; objectId: string; usage: string; passage: string }>(
    tx,
    sql`select unit.id as unit, best."objectId", best.usage,
        perenne_content_headline(best.language, best.text, best.query) as passage
      from unit, lateral (
        select content_part.object as "objectId", content_part.usage, content_part.language, content_part.text,
               ${query} as query
        ${readableParts(content, scope)} and content_part.object_group = unit.og
          and ${partHolds(whole, isPrefix ? 'any-prefix' : 'any')}
        order by ts_rank(content_part.words, ${query}) desc, content_part.object, content_part.part
        limit 1) best
      where unit.tenant = ${search.tenant} and unit.id = any(${units}::text[])`,
  );
  return new Map(
    rows.map(({ unit, objectId, usage, passage }) => [unit, { objectId, usage, pieces: piecesOf(passage) }]),
  );
}

/** No text has these marks but the passage that was made with them (content/collected-text.ts). */
export function piecesOf(passage: string): Excerpt['pieces'] {
  return passage
    .split(MARK_START)
    .flatMap((part, at) => {
      if (at === 0) return [{ text: part, isMarked: false }];
      const [marked = '', ...rest] = part.split(MARK_END);
      return [
        { text: marked, isMarked: true },
        { text: rest.join(''), isMarked: false },
      ];
    })
    .filter(({ text }) => text !== '');
}
