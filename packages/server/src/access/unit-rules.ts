import { and, isIn, referentialCollection, selectSingle } from '../catalogue/index.ts';
import {
  type HeldRules,
  heldRules,
  inheritedRules,
  RULE_CATEGORIES,
  readRuledUnits,
  TooManyPaths,
} from '../catalogue/rules/index.ts';
import { ArchiveError, type Tx } from '../platform/index.ts';
import type { Document, Eyes } from './reading.ts';

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
  const units = await readRuledUnits(tx, eyes.tenant, [id]);
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
      rules: held[category].rules.map(({ unit: holder, declared }) => ({
        rule: declared.Rule,
        startDate: declared.StartDate ?? null,
        endDate: declared.EndDate ?? null,
        name: names.get(declared.Rule) ?? null,
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

/**
 * Units with `InheritedRules`, whatever the projection shows of them.
 * @throws ArchiveError inheritedRules when the ways between units are too many to be listed
 */
export async function withInheritedRules(
  tx: Tx,
  eyes: Eyes,
  found: readonly Document[],
): Promise<readonly Document[]> {
  const ids = found.map((each) => each['#id'] as string);
  const rulesOf = inheritedRules(await readRuledUnits(tx, eyes.tenant, ids));
  try {
    return found.map((each) => ({ ...each, InheritedRules: rulesOf(each['#id'] as string) }));
  } catch (error) {
    if (error instanceof TooManyPaths)
      throw new ArchiveError('inheritedRules', error.message, { cause: error });
    throw error;
  }
}

const RULES = referentialCollection('rule');

async function ruleNames(tx: Tx, { tenant }: Eyes, held: HeldRules): Promise<Map<string, string>> {
  const ids = [
    ...new Set(
      RULE_CATEGORIES.flatMap((category) => held[category].rules.map(({ declared }) => declared.Rule)),
    ),
  ];
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
