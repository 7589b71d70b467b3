import { type RawBuilder, sql } from 'kysely';
import { Type } from 'typebox';
import { run, where } from '../catalogue/index.ts';
import type { RuleCategory } from '../catalogue/rules/index.ts';
import { Count, counted, Text, type Told, type Tx } from '../platform/index.ts';
import type { Eyes } from './reading.ts';
import { FacetValue } from './unit-facets.ts';
import { ruleNames } from './unit-rules.ts';
import { questionCondition, searchFor, type UnitFilters } from './unit-search.ts';

/**
 * How the rules of one category spread over what a search finds (spec frontoffice.md B.13.5). Each figure is what the
 * criterion of the same name finds besides: rules are known where they are computed, own ones everywhere.
 */

export const RuleFacets = Type.Object(
  {
    computed: counted('Units whose rules are computed.'),
    waiting: counted('Units whose rules are not computed yet, or no more.'),
    ruled: counted('Units with a rule of the category.'),
    unruled: counted('Computed units without.'),
    rules: Type.Array(FacetValue, { description: 'The rules that most units have.' }),
    past: counted('Units whose last end has come by the day.'),
    coming: counted('Units whose last end comes after it.'),
    at: Type.String({ description: 'The day, `yyyy-MM-dd`.' }),
    finalActions: Type.Array(Type.Object({ value: Text, count: Count }), {
      description: '`Conflict`: wanted to be kept and destroyed.',
    }),
    counted: counted('Units that were counted: the first that were found when there are more.'),
    isWhole: Type.Boolean(),
  },
  { title: 'RuleFacets' },
);
export type RuleFacets = Told<typeof RuleFacets>;

export interface RuleFacetsQuestion extends UnitFilters {
  readonly category: RuleCategory;
  /** `yyyy-MM-dd`; today when it is not said. */
  readonly at?: string;
}

const MOST = 50_000;
const SHOWN = 50;

/** @throws QueryRefused as searches */
export async function readRuleFacets(
  tx: Tx,
  eyes: Eyes,
  { category, at = eyes.today, ...filters }: RuleFacetsQuestion,
): Promise<RuleFacets> {
  const search = await searchFor(tx, eyes, filters);
  const rows = await run<{ facet: string; value: string; count: number }>(
    tx,
    sql`with found as materialized (
          select unit.id, unit.management -> ${category} as own
          ${where(search, questionCondition(search, filters))} limit ${MOST + 1}),
        facts as materialized (
          select found.own, held.rules is not null as computed, held.rules -> ${category} as held
          from found left join computed_rules held on held.tenant = ${eyes.tenant} and held.id = found.id),
        ${told(at)}
        ranked as (
          select *, row_number() over (partition by facet order by count desc, value) as place from counts)
        select facet, value, count::integer from ranked where place <= ${SHOWN} order by facet, place`,
  );
  const valuesOf = (facet: string) =>
    rows.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }));
  const countOf = (facet: string) => valuesOf(facet)[0]?.count ?? 0;
  const rules = valuesOf('rule');
  const names = await ruleNames(
    tx,
    eyes,
    rules.map(({ value }) => value),
  );
  const found = countOf('all');
  return {
    ...{ computed: countOf('computed'), waiting: found - countOf('computed') },
    ...{ ruled: countOf('ruled'), unruled: countOf('unruled') },
    rules: rules.map((each) => ({ ...each, name: names.get(each.value) ?? null })),
    ...{ past: countOf('past'), coming: countOf('coming'), at },
    finalActions: valuesOf('fate').filter(({ count }) => count > 0),
    counted: Math.min(found, MOST),
    isWhole: found <= MOST,
  };
}

/** The counts of the facts, by facet and value. */
function told(at: string): RawBuilder<unknown> {
  const ownRules = sql`coalesce(own -> 'Rules', '[]')`;
  const isRuled = sql`(held ? 'InheritanceOrigin' or jsonb_array_length(${ownRules}) > 0)`;
  const fates = sql`coalesce(held -> 'FinalAction', '[]')`;
  return sql`
    counts as (
      select 'all' as facet, '' as value, count(*) from facts
      union all select 'computed', '', count(*) filter (where computed) from facts
      union all select 'ruled', '', count(*) filter (where ${isRuled}) from facts
      union all select 'unruled', '', count(*) filter (where computed and not held ? 'InheritanceOrigin') from facts
      union all select 'past', '', count(*) filter (where held ->> 'MaxEndDate' <= ${at}) from facts
      union all select 'coming', '', count(*) filter (where held ->> 'MaxEndDate' > ${at}) from facts
      union all
      select 'rule', rule, count(*) from facts, lateral (
        select each ->> 'Rule' as rule from jsonb_array_elements(${ownRules}) each
        union
        select jsonb_array_elements_text(coalesce(held -> 'InheritedRuleIds', '[]'))
        union
        select each ->> 'Rule' from jsonb_array_elements(coalesce(held -> 'Rules', '[]')) each) named
      group by rule
      union all
      select 'fate', action, count(*) from facts, lateral (
        select own ->> 'FinalAction' as action where own ? 'FinalAction'
        union
        select jsonb_array_elements_text(${fates})) wanted
      group by action
      union all
      select 'fate', 'Conflict', count(*) filter (where ${fates} @> '["Keep", "Destroy"]') from facts),`;
}
