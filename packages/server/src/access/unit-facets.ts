import { sql } from 'kysely';
import { Type } from 'typebox';
import { run, where } from '../catalogue/index.ts';
import { Count, counted, orNull, Text, type Told, type Tx } from '../platform/index.ts';
import { agencyNames } from '../referentials/index.ts';
import type { Eyes } from './reading.ts';
import { questionCondition, searchFor, type UnitFilters } from './unit-search.ts';

/** How the units that a search finds spread; a value that most have first. */

export const FacetValue = Type.Object(
  { value: Text, name: orNull(Text), count: Count },
  { title: 'FacetValue' },
);
export type FacetValue = Told<typeof FacetValue>;

const Values = Type.Array(FacetValue);
export const Facets = Type.Object(
  {
    ...{ levels: Values, agencies: Values },
    years: Type.Array(FacetValue, { description: 'Year of the first date of a unit, or of its last one.' }),
    formats: Type.Array(FacetValue, { description: 'PUIDs of the objects.' }),
    languages: Type.Array(FacetValue, { description: 'Of what the units hold, as they name it.' }),
    counted: counted('Units that were counted: the first that were found when there are more.'),
    isWhole: Type.Boolean(),
  },
  { title: 'Facets' },
);
export type Facets = Told<typeof Facets>;

const MOST = 50_000;
const SHOWN = 20;

/** @throws QueryRefused for dates that are none */
export async function readFacets(tx: Tx, eyes: Eyes, filters: UnitFilters): Promise<Facets> {
  const search = await searchFor(tx, eyes, filters);
  const rows = await run<{ facet: string } & FacetValue>(
    tx,
    sql`with found as materialized (
          select unit.content ->> 'DescriptionLevel' as level, unit.sp as agency, unit.og,
                 unit.content -> 'Language' as languages,
                 substring(coalesce(unit.content ->> 'StartDate', unit.content ->> 'EndDate') from '^\\d{4}') as year
          ${where(search, questionCondition(search, filters))} limit ${MOST + 1}),
        counts as (
          select 'all' as facet, '' as value, null::text as name, count(*) from found
          union all select 'level', level, null, count(*) from found group by level
          union all select 'agency', agency, null, count(*) from found group by agency
          union all select 'year', year, null, count(*) from found group by year
          union all
          select 'language', language, null, count(*)
          from found, jsonb_array_elements_text(
            case jsonb_typeof(languages) when 'array' then languages else jsonb_build_array(languages) end) language
          where languages is not null group by language
          union all
          select 'format', object #>> '{FormatIdentification,FormatId}',
                 max(object #>> '{FormatIdentification,FormatLitteral}'), count(distinct found.og)
          from found join object_group on object_group.tenant = ${eyes.tenant} and object_group.id = found.og,
               jsonb_array_elements(object_group.doc -> 'qualifiers') qualifier,
               jsonb_array_elements(qualifier -> 'versions') object
          group by object #>> '{FormatIdentification,FormatId}'),
        ranked as (
          select *, row_number() over (partition by facet order by count desc, value) as place
          from counts where value is not null)
        select facet, value, name, count from ranked where place <= ${SHOWN} order by facet, place`,
  );
  const of = (facet: string) =>
    rows.filter((row) => row.facet === facet).map(({ value, name, count }) => ({ value, name, count }));
  const agencies = of('agency');
  const names = await agencyNames(
    tx,
    eyes.tenant,
    agencies.map(({ value }) => value),
  );
  const found = of('all')[0]?.count ?? 0;
  return {
    levels: of('level'),
    agencies: agencies.map((each) => ({ ...each, name: names[each.value] ?? null })),
    years: of('year'),
    formats: of('format'),
    languages: of('language'),
    counted: Math.min(found, MOST),
    isWhole: found <= MOST,
  };
}
