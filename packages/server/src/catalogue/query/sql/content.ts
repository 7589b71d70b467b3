import { type RawBuilder, sql } from 'kysely';
import { analyse } from '../../analysed-text.ts';
import { OBJECT_GROUPS } from '../collections/index.ts';
import { CONTENT, CONTENT_LANGUAGES, type ContentSearch } from '../content-search.ts';
import type { FullTextNode } from '../nodes/index.ts';
import { QueryRefused } from '../query-refused.ts';
import { type Condition, FALSE, joined, type Scope, TRUE } from './scope.ts';
import { OPERATORS, type WordManner } from './words.ts';

/** Each is a look into the index of its own. */
const MOST_WORDS = 32;

/** `#content`: units of whose documents one that may be read has the words. */
export function content({ text, manner }: FullTextNode, scope: Scope): Condition {
  const search = scope.content;
  if (search === undefined) throw new QueryRefused(`${CONTENT} cannot be asked for here`);
  const analysed = analyse(text);
  if (manner !== 'all') return groupHolds(groupsHolding(analysed, manner, search, scope));
  // Texts are kept in parts: the words may stand in different ones.
  const words = analysed.split(' ').filter((word) => word !== '');
  if (words.length > MOST_WORDS)
    throw new QueryRefused(`${CONTENT}: at most ${MOST_WORDS} words can be asked for at once`);
  if (words.length === 0) return FALSE;
  const groups = words.map((word) => groupsHolding(word, 'all', search, scope, analysed));
  return groupHolds(words.length === 1 ? (groups[0] as Groups) : inAll('object_group', words, groups));
}

type Groups = RawBuilder<unknown>;

/**
 * What each of the words has found; those that are stop words everywhere find nothing, and count nowhere. As one list,
 * which leads to the units by their index: of several conditions the planner would look at every unit.
 * @param found selects one column for each word, without the same value twice or with
 */
export function inAll(
  column: 'object_group' | 'id',
  words: readonly string[],
  found: readonly RawBuilder<unknown>[],
): RawBuilder<unknown> {
  const name = sql.ref(column);
  const each = found.map(
    (one, at) => sql`select distinct ${name}, ${at}::integer as word from (${one}) as found`,
  );
  const counted = words.map((word) => sql`${isWord(word)}::integer`);
  return sql`select ${name} from (${sql.join(each, sql` union all `)}) as holding
    group by ${name} having count(*) = ${sql.join(counted, sql` + `)}`;
}

const groupHolds = (groups: RawBuilder<unknown>) => sql<boolean>`unit.og in (${groups})`;

/** Some word of the text is more than a French stop word, which counts nowhere. */
function isWord(analysed: string): Condition {
  return sql<boolean>`(perenne_query(${analysed}, '|', false) is not null)`;
}

/**
 * Identifiers of the groups of which one object's text has the words.
 * @param whole the text of which they are a part: the stop words of other languages are passed over in it
 */
export function groupsHolding(
  analysed: string,
  manner: WordManner,
  search: ContentSearch,
  scope: Scope,
  whole?: string,
): RawBuilder<unknown> {
  return sql`select content_part.object_group ${readableParts(search, scope)} and ${partHolds(analysed, manner, whole)}`;
}

/** A part of a text has the words, as its language stems them. Constants of its queries are computed but once. */
export function partHolds(analysed: string, manner: WordManner, whole?: string): Condition {
  const [operator, prefix] = OPERATORS[manner];
  const query = (language: string, words: string) =>
    sql`perenne_content_query(${language}, ${words}, ${operator}, ${prefix})`;
  return joined(
    CONTENT_LANGUAGES.map((language) => {
      const words = query(language, analysed);
      const holds = sql<boolean>`content_part.words @@ ${words}`;
      const met =
        whole === undefined || whole === analysed
          ? holds
          : sql<boolean>`${query(language, whole)} is not null and (${words} is null or ${holds})`;
      return sql<boolean>`(content_part.language = ${language} and ${met})`;
    }),
    'or',
  );
}

/** `from … where …`: the parts of the texts that may be read. */
export function readableParts({ tenant, usages, groups }: ContentSearch, scope: Scope): RawBuilder<unknown> {
  const { element: _, content: __, ...outside } = scope;
  const group = scope.visit(groups, { ...outside, collection: OBJECT_GROUPS });
  const isOpen = group === TRUE;
  const join = isOpen
    ? sql``
    : sql` join object_group on object_group.tenant = content_part.tenant and object_group.id = content_part.object_group`;
  const ofUsage = usages === undefined ? TRUE : sql<boolean>`content_part.usage = any(${usages}::text[])`;
  return sql`from content_part${join} where content_part.tenant = ${tenant} and ${ofUsage} and ${group}`;
}
