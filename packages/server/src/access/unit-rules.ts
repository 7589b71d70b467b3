import { and, isIn, referentialCollection, selectSingle } from '../catalogue/index.ts';
import { type HeldRules, heldRules, RULE_CATEGORIES, type RuledUnit } from '../catalogue/rules/index.ts';
import type { Tx } from '../platform/index.ts';
import { FULL_ACCESS } from './access-rights.ts';
import { type Document, type Eyes, findUnits } from './reading.ts';

/** A category of rules that holds for a unit, as its page shows it. */
export interface RuleView {
  readonly category: string;
  readonly rules: readonly {
    readonly rule: string;
    /** In the referential; null when it is no more there. */
    readonly name: string | null;
    readonly startDate: string | null;
    readonly endDate: string | null;
    /** Unit that declares it; null: the unit itself. */
    readonly from: Origin | null;
  }[];
  /** What becomes of the unit; several when its ancestors disagree. */
  readonly finalActions: readonly { readonly value: string; readonly from: Origin | null }[];
  /** Nothing of this category comes from above. */
  readonly blocked: boolean;
}

/** An ancestor; what may not be seen has no identifier and no title. */
type Origin = { readonly id: string; readonly title: string } | { readonly id: null; readonly title: null };

const NEEDED = ['#id', '#unitups', '#management', '#originating_agency'];

/**
 * Categories with a rule, or with a decision that somebody took; rules come down from all ancestors, visible or not.
 * @param titles of the ancestors that may be seen
 */
export async function viewRules(
  tx: Tx,
  eyes: Eyes,
  unit: Document,
  titles: ReadonlyMap<string, string>,
): Promise<RuleView[]> {
  const id = unit['#id'] as string;
  const all = { ...eyes, rights: FULL_ACCESS };
  const ancestors = unit['#allunitups'] as string[];
  const above =
    ancestors.length === 0 ? [] : (await findUnits(tx, all, isIn('#id', ancestors), NEEDED)).results;
  const units = new Map([unit, ...above].map((each) => [each['#id'] as string, ruledUnit(each)]));
  const held = heldRules(id, units);
  const names = await ruleNames(tx, eyes, held);
  const originOf = (holder: string): Origin | null => {
    const title = titles.get(holder);
    if (holder === id) return null;
    return title === undefined ? { id: null, title: null } : { id: holder, title };
  };
  const views = RULE_CATEGORIES.map((category): RuleView => {
    const own = (unit['#management'] as Record<string, { Inheritance?: { PreventInheritance?: boolean } }>)?.[
      category
    ];
    return {
      category,
      rules: held[category].rules.map(({ unit: holder, rule, startDate, endDate }) => ({
        ...{ rule, startDate, endDate },
        name: names.get(rule) ?? null,
        from: originOf(holder),
      })),
      finalActions: held[category].properties
        .filter(({ name }) => name === 'FinalAction')
        .map(({ unit: holder, value }) => ({ value: String(value), from: originOf(holder) })),
      blocked: own?.Inheritance?.PreventInheritance === true,
    };
  });
  return views.filter(({ rules, blocked }) => rules.length > 0 || blocked);
}

function ruledUnit(unit: Document): RuledUnit {
  return {
    id: unit['#id'] as string,
    parents: (unit['#unitups'] ?? []) as string[],
    agency: (unit['#originating_agency'] as string | undefined) ?? null,
    management: (unit['#management'] ?? {}) as RuledUnit['management'],
  };
}

const RULES = referentialCollection('rule');

async function ruleNames(tx: Tx, { tenant }: Eyes, held: HeldRules): Promise<Map<string, string>> {
  const ids = [...new Set(Object.values(held).flatMap(({ rules }) => rules.map(({ rule }) => rule)))];
  if (ids.length === 0) return new Map();
  const found = await selectSingle(
    tx,
    { tenant, collection: RULES },
    {
      query: and(isIn('RuleId', ids)),
      filter: { offset: 0, statedLimit: 0, order: [] },
      projection: ['RuleId', 'RuleValue'],
      context: {},
    },
  );
  return new Map(found.results.map(({ RuleId, RuleValue }) => [RuleId as string, RuleValue as string]));
}
