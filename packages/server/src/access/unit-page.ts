import { type RawBuilder, sql } from 'kysely';
import { Type } from 'typebox';
import { type Condition, count, QueryRefused, run, type Search, where } from '../catalogue/index.ts';
import { Agencies, Count, orNull, Text, type Told, type Tx } from '../platform/index.ts';
import { agencyNames } from '../referentials/index.ts';
import type { Eyes } from './reading.ts';
import { storable } from './storable.ts';
import { Excerpt, excerptsOf } from './unit-content.ts';
import {
  questionCondition,
  searchFor,
  TITLE,
  titlesOf,
  type UnitFilters,
  wordsQuery,
} from './unit-search.ts';

/**
 * Pages of what a search finds. A page is read from a hit that is known, in the order of an index where there is one:
 * the next page of a million costs what the first one does, and a place far away what lies between.
 */

export const ORDERS = ['relevance', 'title', '-title', 'date', '-date', 'agency', '-agency'] as const;
export type UnitOrder = (typeof ORDERS)[number];

/** Where a page lies: behind a hit or before one, and so many further; from the beginning when neither is said. */
export interface Place {
  /** Mark of a hit. */
  readonly after?: string;
  /** Mark of a hit, or `end`. */
  readonly before?: string;
  /** Hits that are passed over. */
  readonly offset: number;
  readonly limit: number;
}

export interface UnitQuestion extends UnitFilters, Place {
  readonly order: UnitOrder;
}

export const UnitHit = Type.Object(
  {
    ...{ id: Text, title: Text, description: orNull(Text), level: orNull(Text) },
    ...{ startDate: orNull(Text), endDate: orNull(Text), originatingAgency: orNull(Text), unitType: Text },
    ...{ hasObject: Type.Boolean(), parentTitle: orNull(Text) },
    /** Where the words stand in its documents, when these are searched. */
    excerpt: Type.Optional(Excerpt),
  },
  { title: 'UnitHit' },
);
export type UnitHit = Told<typeof UnitHit>;

export const UnitPage = Type.Object(
  {
    total: orNull(
      Count,
      'How many there are in all, when the page shows it without counting; the count is asked for apart.',
    ),
    hits: Type.Array(UnitHit),
    isRanked: Type.Boolean({
      description: 'By relevance; what is asked so and too much to be ranked is in the order of titles.',
    }),
    first: orNull(Text, 'Mark of the first of them, for the page before; null on an empty page.'),
    last: orNull(Text, 'Mark of the last of them, for the page after; null on an empty page.'),
    agencies: Agencies,
  },
  { title: 'UnitPage' },
);
export type UnitPage = Told<typeof UnitPage>;

const SHOWN_DESCRIPTION = 500;

/** @throws QueryRefused for dates, criteria and marks that are none */
export async function searchUnits(tx: Tx, eyes: Eyes, question: UnitQuestion): Promise<UnitPage> {
  const search = await searchFor(tx, eyes, question);
  const condition = questionCondition(search, question);
  const sort = await sortFor(tx, search, condition, question);
  const description = sql`left(unit.content ->> 'Description', ${SHOWN_DESCRIPTION})`;
  const rows = await pageOf<HitRow>(
    tx,
    search,
    condition,
    { sort, ...question },
    sql`${columnsOfHit(description)}, unit.up as parents`,
  );
  const titles = await titlesOf(tx, eyes, [...new Set(rows.flatMap(({ parents }) => parents.slice(0, 1)))]);
  const excerpts = await excerptsOf(
    tx,
    eyes,
    search,
    rows.map(({ id }) => id),
    question.words ?? '',
  );
  const hits = rows.map(({ parents, sort_key: _, ...hit }) => {
    const excerpt = excerpts.get(hit.id);
    return {
      ...hit,
      parentTitle: titles.get(parents[0] ?? '') ?? null,
      ...(excerpt === undefined ? {} : { excerpt }),
    };
  });
  const { after, before, offset, limit } = question;
  const isFromStart = after === undefined && before === undefined;
  const isWhole = isFromStart && hits.length < limit && (hits.length > 0 || offset === 0);
  return {
    total: isWhole ? offset + hits.length : null,
    hits,
    isRanked: sort.type === 'real',
    first: markOf(rows[0], sort),
    last: markOf(rows.at(-1), sort),
    agencies: await agencyNames(
      tx,
      eyes.tenant,
      hits.flatMap(({ originatingAgency }) => originatingAgency ?? []),
    ),
  };
}

/** Exactly how many a search finds; of millions it takes its time. @throws as searchUnits */
export async function countUnits(tx: Tx, eyes: Eyes, filters: UnitFilters): Promise<number> {
  const search = await searchFor(tx, eyes, filters);
  return count(tx, search, questionCondition(search, filters), 'all');
}

/** Columns of a hit. @param description an expression */
export function columnsOfHit(description: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`unit.id, ${TITLE} as title, ${description} as description,
    unit.content ->> 'DescriptionLevel' as level, unit.content ->> 'StartDate' as "startDate",
    unit.content ->> 'EndDate' as "endDate", unit.sp as "originatingAgency", unit.unit_type as "unitType",
    unit.og is not null as "hasObject"`;
}

/** What results are sorted by; the identifier decides between equals, in the same sense, as the indexes have it. */
export interface Sort {
  readonly key: RawBuilder<unknown>;
  readonly type: 'text' | 'real';
  readonly descending: boolean;
}

export function sortOf({ order, words }: Pick<UnitQuestion, 'order' | 'words'>): Sort {
  const title = { key: sql`unit.title`, type: 'text' } as const;
  const date = { key: sql`(unit.content ->> 'StartDate') collate "C"`, type: 'text' } as const;
  switch (order) {
    case 'relevance':
      return words === undefined || words.trim() === ''
        ? { ...title, descending: false }
        : { key: relevanceOf(words), type: 'real', descending: true };
    case 'title':
    case '-title':
      return { ...title, descending: order === '-title' };
    case 'date':
    case '-date':
      return { ...date, descending: order === '-date' };
    case 'agency':
    case '-agency':
      return { key: sql`unit.sp`, type: 'text', descending: order === '-agency' };
  }
}

/** Words that stand there as they were typed come before those that only begin so: « pièce 1 » before « pièce 12 ». */
function relevanceOf(words: string): RawBuilder<unknown> {
  return sql`(ts_rank(unit.text, ${wordsQuery(words)}) + ts_rank(unit.text, ${wordsQuery(`${words} `)}))`;
}

/** Ranking looks into every result: of more it would take seconds, and tell little. */
const MOST_RANKED = 10_000;

/** As it is asked; the pages of one search stay in the order in which it began. */
async function sortFor(tx: Tx, search: Search, condition: Condition, question: UnitQuestion): Promise<Sort> {
  const asked = sortOf(question);
  if (asked.type !== 'real') return asked;
  const mark = markIn(question);
  const isRanked =
    mark === undefined
      ? (await count(tx, search, condition, MOST_RANKED + 1)) <= MOST_RANKED
      : mark.type === 'real';
  return isRanked ? asked : sortOf({ order: 'title' });
}

/** A row with what it is sorted by, as text. */
export interface Sorted {
  readonly id: string;
  readonly sort_key: string | null;
}
type HitRow = Sorted & Omit<UnitHit, 'parentTitle' | 'excerpt'> & { readonly parents: string[] };

/**
 * Rows of one page. Those without a key are last, and are asked for apart: an index on the key then serves both halves
 * in their order, from any row on.
 * @throws QueryRefused for a mark that is none
 */
export async function pageOf<Row extends Sorted>(
  tx: Tx,
  search: Search,
  condition: Condition,
  { sort, after, before, offset, limit }: Place & { readonly sort: Sort },
  columns: RawBuilder<unknown>,
): Promise<Row[]> {
  const isBackward = before !== undefined;
  const from = markIn({
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
  });
  if (from !== undefined && from.type !== sort.type) throw noMark();
  const isDown = sort.descending !== isBackward;
  const rows: Row[] = [];
  let passed = offset;
  for (const half of halvesFrom(from, isBackward)) {
    if (rows.length === limit) break;
    const of = conditionOfHalf(half, sort, isDown, half.startsAtMark ? from : undefined);
    const here = sql<boolean>`${condition} and ${of}`;
    const sense = isDown ? sql`desc` : sql`asc`;
    const found = await run<Row>(
      tx,
      sql`select ${columns}, (${sort.key})::text as sort_key ${where(search, here)}
        order by ${half.isEmpty ? sql`` : sql`${sort.key} ${sense}, `}unit.id ${sense}
        limit ${limit - rows.length} offset ${passed}`,
    );
    rows.push(...found);
    if (passed > 0) passed = found.length > 0 ? 0 : passed - (await count(tx, search, here, 'all'));
  }
  return isBackward ? rows.reverse() : rows;
}

/** The rows that have a key, or those that have none. */
interface Half {
  readonly isEmpty: boolean;
  readonly startsAtMark: boolean;
}

function halvesFrom(from: Mark | undefined, isBackward: boolean): Half[] {
  const halves = (isBackward ? [true, false] : [false, true]).map((isEmpty) => ({
    isEmpty,
    startsAtMark: from !== undefined && (from.key === null) === isEmpty,
  }));
  const start = halves.findIndex(({ startsAtMark }) => startsAtMark);
  return start === -1 ? halves : halves.slice(start);
}

function conditionOfHalf(
  { isEmpty }: Half,
  { key, type }: Sort,
  isDown: boolean,
  from: Mark | undefined,
): Condition {
  const beyond = isDown ? sql`<` : sql`>`;
  if (isEmpty)
    return from === undefined
      ? sql<boolean>`${key} is null`
      : sql<boolean>`${key} is null and unit.id ${beyond} ${from.id}`;
  return from === undefined
    ? sql<boolean>`${key} is not null`
    : sql<boolean>`(${key}, unit.id) ${beyond} (${from.key}::${sql.raw(type)}, ${from.id})`;
}

/** A place in the order: what a row is sorted by, and its identifier. */
interface Mark extends Pick<Sort, 'type'> {
  readonly key: string | null;
  readonly id: string;
}

/** Opaque to whoever carries it. */
export function markOf(row: Sorted | undefined, { type }: Sort): string | null {
  return row === undefined
    ? null
    : Buffer.from(JSON.stringify([type, row.sort_key, row.id])).toString('base64url');
}

function markIn({ after, before }: Pick<Place, 'after' | 'before'>): Mark | undefined {
  const text = before === 'end' ? undefined : (before ?? after);
  return text === undefined ? undefined : readMark(text);
}

function readMark(text: string): Mark {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    throw noMark();
  }
  const [type, key, id] = Array.isArray(read) ? read : [];
  if (typeof id !== 'string' || (type !== 'text' && type !== 'real')) throw noMark();
  if (key === null) return { type, key, id: storable(id) };
  if (typeof key !== 'string' || (type === 'real' && !isRank(key))) throw noMark();
  return { type, key: storable(key), id: storable(id) };
}

/** A number that the database's `real` holds; ranks are from 0 to 1. */
function isRank(key: string): boolean {
  const rank = Number(key);
  return /^\d(\.\d+)?(e-\d+)?$/.test(key) && (rank === 0 || (rank >= 1e-37 && rank <= 1));
}

const noMark = () => new QueryRefused('Cette place dans les résultats (after, before) n’en est pas une.');
