import { type RawBuilder, sql } from 'kysely';
import type { Vocabulary } from '../../field-types.ts';
import type { Collection, Field } from '../collections/collection.ts';
import type { DateRange, DateRangeFacet, Facet, FiltersFacet, TermsFacet } from '../facets.ts';
import { QueryRefused } from '../query-refused.ts';
import { conditionOf } from './condition.ts';
import { storedDate } from './operands.ts';
import { columnOf, FALSE, jsonPath } from './scope.ts';

/**
 * Facets over all matches, in one pass: of each is taken what the facets look at, and what is alike in all of them is
 * counted together (`found`, with `n`) before any facet looks into it, since many documents hold the same.
 */

export interface FacetPlan {
  /** What is taken of each match. */
  readonly taken: readonly RawBuilder<unknown>[];
  /** Columns of `found`, by what was taken: with few values, since each combination is counted. */
  readonly kept: readonly KeptColumn[];
  /** Rows `(facet, place, value, count)` out of `found`; undefined for a facet that makes no buckets. */
  readonly counted: RawBuilder<unknown> | undefined;
}

export interface KeptColumn {
  readonly name: RawBuilder<unknown>;
  readonly value: RawBuilder<unknown>;
}

/** A column that is kept as it was taken. */
const asTaken = (name: RawBuilder<unknown>): KeptColumn => ({ name, value: name });

/** @param at number of the facet, by which its columns are told apart @throws QueryRefused for a field that has none */
export function facetPlan(
  facet: Facet,
  at: number,
  collection: Collection,
  vocabulary: Vocabulary,
): FacetPlan {
  switch (facet.kind) {
    case 'terms':
      return terms(facet, at, collection, vocabulary);
    case 'dateRange':
      return dateRange(facet, at, collection, vocabulary);
    case 'filters':
      return filters(facet, at, collection, vocabulary);
  }
}

const NOTHING: FacetPlan = {
  taken: [],
  kept: [],
  counted: sql`select null::integer as facet, null::integer as place, null::text as value, null::bigint as count
    where false`,
};

function columnNamed(at: number | string): RawBuilder<unknown> {
  return sql.ref(`f${at}`);
}

function terms(facet: TermsFacet, at: number, collection: Collection, vocabulary: Vocabulary): FacetPlan {
  const { size, field: name, subobject } = facet;
  const array = subobject === undefined ? undefined : collection.nested;
  if (subobject !== undefined && array?.path !== subobject)
    throw new QueryRefused(`$subobject: ${subobject} is not a nested array here`);
  const field = (array ?? collection).field(name, vocabulary);
  if (field.source === 'invisible' || field.type === 'object') return NOTHING;
  if (field.type === 'double') return { taken: [], kept: [], counted: undefined };
  if (field.type === 'text' && (array !== undefined || !collection.sortsText(name)))
    throw new QueryRefused(`The values of ${name} cannot be counted: its words are analysed`);
  const column = columnNamed(at);
  const elements =
    array === undefined
      ? { taken: sql`${firstOf(field)}`, of: sql`${column}`, field }
      : {
          taken: sql`${sql.ref(array.column)} -> ${array.members[0]}::text`,
          of: sql`element`,
          field: { ...field, path: field.source === 'document' ? ['', ...field.path] : [] } as Field,
        };
  const groups =
    array === undefined
      ? sql`select ${column}, sum(n) as n from found where ${column} is not null group by ${column}`
      : sql`select element, n from found,
          jsonb_path_query(${column}, ${jsonPath(array.members.slice(1), '[*]')}) as element`;
  return {
    taken: [sql`${elements.taken} as ${column}`],
    kept: [asTaken(column)],
    counted: sql`select ${at}::integer as facet, row_number() over (order by sum(n) desc, value)::integer as place,
        value, sum(n)::bigint as count
      from (${groups}) as held,
           lateral (select distinct (item)::text collate "C" as value from ${valuesOf(elements.field, elements.of)}) as each
      where value is not null
      group by value order by sum(n) desc, value limit ${size}`,
  };
}

/** What is taken of a match: a column, or the member of a document at which the path begins. */
function firstOf(field: Exclude<Field, { source: 'invisible' }>): RawBuilder<unknown> {
  if (field.source === 'column') return columnOf(field);
  if (field.type === 'text')
    return sql`tsvector_to_array(perenne_field_lexemes(${columnOf(field)}, ${jsonPath(field.path, '[*]')}))`;
  const [first] = field.path;
  return sql`${columnOf(field)} -> ${first}::text`;
}

/** `items as … (item)`: the texts of the buckets that one taken value is in. */
function valuesOf(field: Field, taken: RawBuilder<unknown>): RawBuilder<unknown> {
  if (field.source === 'column') {
    const items = field.many ? sql`unnest(${taken})` : sql`unnest(array[${taken}])`;
    return field.type === 'date'
      ? sql`(select to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as item from ${items} as moment) as i`
      : sql`${items} as item`;
  }
  if (field.source === 'document' && field.type === 'text') return sql`unnest(${taken}) as item`;
  const path = jsonPath(field.source === 'document' ? field.path.slice(1) : [], '[*]');
  const items = sql`perenne_values(${taken}, ${path}) as item`;
  return field.source === 'document' && field.type === 'date'
    ? sql`(select item || substr('0000-01-01T00:00:00.000', length(item) + 1) || 'Z' as item from ${items}) as i`
    : items;
}

function dateRange(
  { field: name, ranges }: DateRangeFacet,
  at: number,
  collection: Collection,
  vocabulary: Vocabulary,
): FacetPlan {
  const field = collection.field(name, vocabulary);
  if (field.source === 'invisible' || field.type === 'object') return NOTHING;
  if (field.type !== 'date')
    throw new QueryRefused(`A range of dates is of a date: ${name} is of type ${field.type}`);
  const taken = columnNamed(at);
  return {
    taken: [sql`${firstOf(field)} as ${taken}`],
    ...(field.source === 'column' ? moments(ranges, at) : storedDates(ranges, at, field.path.slice(1))),
  };
}

/** Dates of a column, which are moments. */
function moments(ranges: readonly DateRange[], at: number): Omit<FacetPlan, 'taken'> {
  const column = columnNamed(at);
  const within = ({ from, to }: DateRange) => sql`
    (${from ?? null}::timestamptz is null or ${column} >= ${from ?? null}::timestamptz)
    and (${to ?? null}::timestamptz is null or ${column} < ${to ?? null}::timestamptz)`;
  return {
    kept: [asTaken(column)],
    counted: rangesOf(ranges, at, (range) => sql`${column} is not null and ${within(range)}`),
  };
}

/**
 * Dates of a document. The bounds of all ranges part time into intervals: of a date that is one text alone its interval
 * is kept, of others all there is.
 */
function storedDates(
  ranges: readonly DateRange[],
  at: number,
  path: readonly string[],
): Omit<FacetPlan, 'taken'> {
  const [taken, interval, others] = [
    columnNamed(at),
    columnNamed(`${at}_interval`),
    columnNamed(`${at}_others`),
  ];
  const bounds = [
    ...new Set(
      ranges.flatMap(({ from, to }) => [from, to].flatMap((date) => (date ? [storedDate(date)] : []))),
    ),
  ].sort();
  const numberOf = (date: Date) => bounds.indexOf(storedDate(date)) + 1;
  const isText = path.length === 0 ? sql`jsonb_typeof(${taken}) = 'string'` : FALSE;
  const within = ({ from, to }: DateRange) => {
    const filter = [...(from ? ['@ >= $from'] : []), ...(to ? ['@ < $to'] : [])].join(' && ');
    const variables = {
      ...(from ? { from: storedDate(from) } : {}),
      ...(to ? { to: storedDate(to) } : {}),
    };
    return sql`${interval} >= ${from ? numberOf(from) : 0}::integer and ${interval} < ${to ? numberOf(to) : bounds.length + 1}::integer
      or ${others} is not null
        and jsonb_path_exists(${others}, ${jsonPath(path, `[*] ? (${filter})`)}, ${JSON.stringify(variables)}::jsonb, true)`;
  };
  return {
    kept: [
      {
        name: interval,
        value: sql`case when ${isText} then width_bucket((${taken} #>> '{}') collate "C", ${bounds}::text[] collate "C") end`,
      },
      { name: others, value: sql`case when not ${isText} then ${taken} end` },
    ],
    counted: rangesOf(ranges, at, within),
  };
}

function rangesOf(
  ranges: readonly DateRange[],
  at: number,
  within: (range: DateRange) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql.join(
    ranges.map(
      (range, place) => sql`select ${at}::integer as facet, ${place}::integer as place, null::text as value,
        coalesce(sum(n) filter (where ${within(range)}), 0)::bigint as count from found`,
    ),
    sql` union all `,
  );
}

function filters(
  { filters: asked }: FiltersFacet,
  at: number,
  collection: Collection,
  vocabulary: Vocabulary,
): FacetPlan {
  const columns = asked.map((_, place) => columnNamed(`${at}_${place}`));
  return {
    taken: asked.map(
      ({ query }, place) => sql`${conditionOf(query, collection, vocabulary)} as ${columns[place]}`,
    ),
    kept: columns.map(asTaken),
    counted: sql.join(
      columns.map(
        (
          column,
          place,
        ) => sql`select ${at}::integer as facet, ${place}::integer as place, null::text as value,
          coalesce(sum(n) filter (where ${column}), 0)::bigint as count from found`,
      ),
      sql` union all `,
    ),
  };
}
