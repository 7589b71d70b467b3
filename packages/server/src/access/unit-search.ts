import { type RawBuilder, sql } from 'kysely';
import {
  analyse,
  and,
  type Condition,
  conditionOf,
  eq,
  exists,
  isIn,
  joined,
  match,
  missing,
  or,
  type QueryNode,
  restricted,
  run,
  type Search,
  tsquery,
  UNITS,
  type Vocabulary,
  where,
  within,
} from '../catalogue/index.ts';
import type { Tx } from '../platform/index.ts';
import { unitRestriction } from './access-rights.ts';
import { contentOf } from './content-access.ts';
import type { Eyes } from './reading.ts';
import { storable } from './storable.ts';
import { wordsAnywhere } from './unit-content.ts';
import { type Criterion, criterionNode } from './unit-criteria.ts';

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
  /** Those very units, by their identifiers or persistent ones, or by persistent ones of their objects. */
  readonly id?: string;
  /** Words of the title, or of the description. */
  readonly title?: string;
  readonly description?: string;
  /** PUID of one of its objects. */
  readonly format?: string;
  readonly objects?: 'with' | 'without';
  /** On any field, and on rules. */
  readonly criteria?: readonly Criterion[];
}

const NO_VOCABULARY: Vocabulary = { get: () => undefined };

/** Title of a unit, or the first of those that have a language. */
export const TITLE = sql<string>`coalesce(unit.content ->> 'Title',
  (select value from jsonb_each_text(unit.content -> 'Title_') order by key limit 1), unit.id)`;

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

/** @throws QueryRefused for dates that are none, and criteria that cannot be carried out */
export function questionCondition(search: Search, question: UnitFilters): Condition {
  const { words, level, agency, from, to, under, parent, transfer } = question;
  const { id, title, description, format, objects, criteria = [] } = question;
  const filters: QueryNode[] = [];
  if (level !== undefined) filters.push(eq('DescriptionLevel', level));
  if (agency !== undefined) filters.push(eq('#originating_agency', agency));
  if (under !== undefined) filters.push(eq('#allunitups', under));
  if (parent !== undefined) filters.push(eq('#unitups', parent));
  if (transfer !== undefined) filters.push(eq('#opi', transfer));
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
  filters.push(...criteria.map((each) => criterionNode(each, search.vocabulary ?? NO_VOCABULARY)));
  const described = joined(
    [
      restricted(search, and(...filters)),
      ...(id === undefined ? [] : [identified(search, id)]),
      ...(format === undefined
        ? []
        : [inGroup(search, { FormatIdentification: { FormatId: storable(format) } })]),
    ],
    'and',
  );
  if (words === undefined || words.trim() === '') return described;
  const found =
    search.content === undefined
      ? sql<boolean>`unit.text @@ ${wordsQuery(words)}`
      : wordsAnywhere(search, search.content, words);
  return sql<boolean>`${found} and ${described}`;
}

/** An object of the unit has these members; answered by the index of the groups' documents. */
function inGroup({ tenant }: Search, version: object): Condition {
  const doc = JSON.stringify({ qualifiers: [{ versions: [version] }] });
  return sql<boolean>`unit.og in (select object_group.id from object_group
    where object_group.tenant = ${tenant} and object_group.doc @> ${doc}::jsonb)`;
}

/** @param identifiers with commas, semicolons or blanks between */
function identified(search: Search, identifiers: string): Condition {
  const all = storable(identifiers)
    .split(/[\s,;]+/)
    .filter((each) => each !== '');
  const persistent = all.filter((each) => !GUID.test(each)).slice(0, MOST_PERSISTENT);
  const units = or(isIn('#id', all), isIn('PersistentIdentifier.PersistentIdentifierContent', all));
  const objects = persistent.map((content) =>
    inGroup(search, { PersistentIdentifier: [{ PersistentIdentifierContent: content }] }),
  );
  return joined([conditionOf(units, UNITS, search.vocabulary ?? NO_VOCABULARY), ...objects], 'or');
}

const GUID = /^[a-z2-7]{36}$/;
/** Each is a look into the index of its own. */
const MOST_PERSISTENT = 20;

export function wordsQuery(words: string): RawBuilder<unknown> {
  // A word that is finished, as a blank says, is that very word.
  return tsquery(analyse(words), /\s$/.test(words) ? 'all' : 'all-prefix');
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
