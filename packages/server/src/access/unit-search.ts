import { type RawBuilder, sql } from 'kysely';
import {
  analyse,
  and,
  type Condition,
  count,
  eq,
  exists,
  match,
  missing,
  or,
  type QueryNode,
  restricted,
  run,
  type Search,
  tsquery,
  UNITS,
  where,
  within,
} from '../catalogue/index.ts';
import type { Tx } from '../platform/index.ts';
import { agencyNames } from '../referentials/index.ts';
import { unitRestriction } from './access-rights.ts';
import { contentOf } from './content-access.ts';
import type { Eyes } from './reading.ts';
import { storable } from './storable.ts';
import { type Excerpt, excerptsOf, wordsAnywhere } from './unit-content.ts';

/** The simple search of the front office: words anywhere in the description, and a few filters. */

export interface UnitFilters {
  /** Words that must all be there; the last one may be a beginning. */
  readonly words?: string;
  /** Words may stand in the documents of a unit as well. */
  readonly inside?: boolean;
  readonly level?: string;
  readonly agency?: string;
  /** Days, months or years between which the unit's own dates must reach. */
  readonly from?: string;
  readonly to?: string;
  /** Only what is below this unit, or directly below it. */
  readonly under?: string;
  readonly parent?: string;
  /** Only what one operation brought in. */
  readonly transfer?: string;
  /** That very unit. */
  readonly id?: string;
  /** Words of the title, or of the description. */
  readonly title?: string;
  readonly description?: string;
  /** PUID of one of its objects. */
  readonly format?: string;
  readonly objects?: 'with' | 'without';
}

export interface UnitQuestion extends UnitFilters {
  readonly order: UnitOrder;
  readonly offset: number;
  readonly limit: number;
}

export type UnitOrder = 'relevance' | 'title' | '-title' | 'date' | '-date';

export interface UnitHit {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly level: string | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly originatingAgency: string | null;
  readonly unitType: string;
  readonly hasObject: boolean;
  readonly parentTitle: string | null;
  /** Where the words stand in its documents, when these are searched. */
  readonly excerpt?: Excerpt;
}

export interface UnitPage {
  readonly total: number;
  /** False when there are more than are counted. */
  readonly exact: boolean;
  readonly hits: UnitHit[];
  /** Names of their agencies, by identifier. */
  readonly agencies: Readonly<Record<string, string>>;
}

const COUNTED = 10_000;
const SHOWN_DESCRIPTION = 500;

/** Title of a unit, or the first of those that have a language. */
export const TITLE = sql<string>`coalesce(unit.content ->> 'Title',
  (select value from jsonb_each_text(unit.content -> 'Title_') order by key limit 1), unit.id)`;

interface Row extends Omit<UnitHit, 'parentTitle'> {
  readonly parents: string[];
}

/** @throws QueryRefused for dates that are none */
export async function searchUnits(tx: Tx, eyes: Eyes, question: UnitQuestion): Promise<UnitPage> {
  const search = await searchFor(tx, eyes, question);
  const condition = questionCondition(search, question);
  const rows = await run<Row>(
    tx,
    sql`select unit.id, ${TITLE} as title, left(unit.content ->> 'Description', ${SHOWN_DESCRIPTION}) as description,
        unit.content ->> 'DescriptionLevel' as level, unit.content ->> 'StartDate' as "startDate",
        unit.content ->> 'EndDate' as "endDate", unit.sp as "originatingAgency", unit.unit_type as "unitType",
        unit.og is not null as "hasObject", unit.up as parents
      ${where(search, condition)} ${orderOf(question)} limit ${question.limit} offset ${question.offset}`,
  );
  const whole = rows.length < question.limit && (rows.length > 0 || question.offset === 0);
  const total = whole ? question.offset + rows.length : await count(tx, search, condition);
  const titles = await titlesOf(tx, eyes, [...new Set(rows.flatMap(({ parents }) => parents.slice(0, 1)))]);
  const excerpts = await excerptsOf(
    tx,
    eyes,
    search,
    rows.map(({ id }) => id),
    question.words ?? '',
  );
  const hits = rows.map(({ parents, ...hit }) => {
    const excerpt = excerpts.get(hit.id);
    return {
      ...hit,
      parentTitle: titles.get(parents[0] ?? '') ?? null,
      ...(excerpt === undefined ? {} : { excerpt }),
    };
  });
  const agencies = hits.flatMap(({ originatingAgency }) => originatingAgency ?? []);
  return {
    ...{ total, exact: total < COUNTED, hits },
    agencies: await agencyNames(tx, eyes.tenant, agencies),
  };
}

export function searchOf({ tenant, rights, today, vocabulary }: Eyes): Search {
  return {
    tenant,
    collection: UNITS,
    restriction: unitRestriction(rights, today),
    ...(vocabulary === undefined ? {} : { vocabulary }),
  };
}

/** @throws ArchiveError contentSearchOff when documents are asked about and the tenant has them not searched */
export async function searchFor(
  tx: Tx,
  eyes: Eyes,
  { inside }: { readonly inside?: boolean },
): Promise<Search> {
  return inside ? { ...searchOf(eyes), content: await contentOf(tx, eyes) } : searchOf(eyes);
}

/** @throws QueryRefused for dates that are none */
export function questionCondition(search: Search, question: UnitFilters): Condition {
  const { words, level, agency, from, to, under, parent, transfer } = question;
  const { id, title, description, format, objects } = question;
  const filters: QueryNode[] = [];
  if (level !== undefined) filters.push(eq('DescriptionLevel', level));
  if (agency !== undefined) filters.push(eq('#originating_agency', agency));
  if (under !== undefined) filters.push(eq('#allunitups', under));
  if (parent !== undefined) filters.push(eq('#unitups', parent));
  if (transfer !== undefined) filters.push(eq('#opi', transfer));
  if (id !== undefined) filters.push(eq('#id', id));
  if (title !== undefined) filters.push(match('Title', storable(title), 'all'));
  if (description !== undefined) filters.push(match('Description', storable(description), 'all'));
  if (objects !== undefined) filters.push(objects === 'with' ? exists('#object') : missing('#object'));
  if (from !== undefined)
    filters.push(
      or(within('EndDate', { gte: from }), and(missing('EndDate'), within('StartDate', { gte: from }))),
    );
  if (to !== undefined)
    filters.push(
      or(within('StartDate', { lte: to }), and(missing('StartDate'), within('EndDate', { lte: to }))),
    );
  const all = restricted(search, and(...filters));
  const described =
    format === undefined ? all : sql<boolean>`${all} and unit.og in (${groupsOfFormat(search, format)})`;
  if (words === undefined || words.trim() === '') return described;
  const found =
    search.content === undefined
      ? sql<boolean>`unit.text @@ ${wordsQuery(words)}`
      : wordsAnywhere(search, search.content, words);
  return sql<boolean>`${found} and ${described}`;
}

/** Answered by the index of the groups' documents. */
function groupsOfFormat({ tenant }: Search, format: string): RawBuilder<unknown> {
  const version = { FormatIdentification: { FormatId: storable(format) } };
  const doc = JSON.stringify({ qualifiers: [{ versions: [version] }] });
  return sql`select object_group.id from object_group
    where object_group.tenant = ${tenant} and object_group.doc @> ${doc}::jsonb`;
}

function wordsQuery(words: string): RawBuilder<unknown> {
  // A word that is finished, as a blank says, is that very word.
  return tsquery(analyse(words), /\s$/.test(words) ? 'all' : 'all-prefix');
}

function orderOf({ order, words }: UnitQuestion): RawBuilder<unknown> {
  switch (order) {
    case 'relevance':
      return words === undefined || words.trim() === ''
        ? sql`order by unit.title, unit.id`
        : sql`order by ts_rank(unit.text, ${wordsQuery(words)}) desc, unit.id`;
    case 'title':
      return sql`order by unit.title, unit.id`;
    case '-title':
      return sql`order by unit.title desc nulls last, unit.id`;
    case 'date':
      return sql`order by unit.content ->> 'StartDate' collate "C" nulls last, unit.id`;
    case '-date':
      return sql`order by unit.content ->> 'StartDate' collate "C" desc nulls last, unit.id`;
  }
}

/** Titles of those units that may be seen. */
export async function titlesOf(tx: Tx, eyes: Eyes, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const search = searchOf(eyes);
  const condition = sql<boolean>`unit.id = any(${ids}::text[]) and ${restricted(search, and())}`;
  const rows = await run<{ id: string; title: string }>(
    tx,
    sql`select unit.id, ${TITLE} as title ${where(search, condition)}`,
  );
  return new Map(rows.map(({ id, title }) => [id, title]));
}
