import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { Bucket, Facet, FacetResult } from './facets.ts';
import type { Search } from './search.ts';
import { type Condition, facetPlan } from './sql/index.ts';
import { run, where } from './statement.ts';

interface Row {
  readonly facet: number;
  readonly place: number;
  readonly value: string | null;
  readonly count: number;
}

/** How all that meets a condition spreads (spec dsl.md 13). @throws QueryRefused for a field that has no buckets */
export async function countFacets(
  tx: Tx,
  search: Search,
  condition: Condition,
  facets: readonly Facet[],
): Promise<FacetResult[]> {
  const { collection, vocabulary = { get: () => undefined } } = search;
  const plans = facets.map((facet, at) => facetPlan(facet, at, collection, vocabulary));
  const counted = plans.flatMap(({ counted }) => (counted === undefined ? [] : [sql`(${counted})`]));
  const kept = plans.flatMap((plan) => plan.kept);
  const rows =
    counted.length === 0
      ? []
      : await run<Row>(
          tx,
          sql`with found as materialized (
              select ${sql.join([...kept.map(({ name, value }) => sql`${value} as ${name}`), sql`count(*) as n`])}
              from (
                select ${sql.join([...plans.flatMap(({ taken }) => taken), sql`1`])} ${where(search, condition)} offset 0
              ) as taken
              group by ${sql.join([...kept.map((_, at) => sql.raw(String(at + 1))), sql`()`])})
            select * from (${sql.join(counted, sql` union all `)}) as counted order by facet, place`,
        );
  return facets.map((facet, at) => {
    if (plans[at]?.counted === undefined) return { name: facet.name };
    return {
      name: facet.name,
      buckets: bucketsOf(
        facet,
        rows.filter((row) => row.facet === at),
      ),
    };
  });
}

function bucketsOf(facet: Facet, rows: readonly Row[]): Bucket[] {
  const countAt = (place: number) => rows.find((row) => row.place === place)?.count ?? 0;
  switch (facet.kind) {
    case 'terms':
      return rows.map(({ value, count }) => ({ value: value ?? '', count }));
    case 'dateRange':
      return facet.ranges.map(({ label }, place) => ({ value: label, count: countAt(place) }));
    case 'filters':
      return facet.filters
        .map(({ name }, place) => ({ value: name, count: countAt(place) }))
        .sort((one, other) => (one.value < other.value ? -1 : one.value > other.value ? 1 : 0));
  }
}
