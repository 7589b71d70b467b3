import { RULE_CATEGORIES, type RuleCategory } from './end-dates.ts';
import type { HeldCategory, HeldProperty, HeldRules } from './inherited-rules.ts';

/** What holds for a unit, in the form that is searched (spec rules.md 6.1). Without `EndDates`, which `Rules` say. */
export type ComputedRules = Readonly<Record<RuleCategory, ComputedCategory>> & {
  readonly NeedAuthorization?: readonly unknown[];
  /** `yyyy-MM-dd` */
  readonly indexationDate: string;
};

export interface ComputedCategory {
  readonly MaxEndDate?: string;
  readonly InheritanceOrigin?: 'Local' | 'Inherited' | 'LocalAndInherited';
  readonly InheritedRuleIds?: readonly string[];
  readonly Rules?: readonly EndedRule[];
  /** `FinalAction`, `ClassificationLevel`…: all values, from wherever they come. */
  readonly [property: string]: unknown;
}

interface EndedRule {
  readonly Rule: string;
  readonly EndDate: string;
}

/** Properties that are always there, without values where there are none. */
const PROPERTIES: Readonly<Partial<Record<RuleCategory, readonly string[]>>> = {
  StorageRule: ['FinalAction'],
  AppraisalRule: ['FinalAction'],
  ClassificationRule: [
    'ClassificationLevel',
    'ClassificationOwner',
    'ClassificationAudience',
    'ClassificationReassessingDate',
    'NeedReassessingAuthorization',
  ],
};

/**
 * @param id of the unit for which they hold
 * @param today `yyyy-MM-dd`
 */
export function computedRules(id: string, held: HeldRules, today: string): ComputedRules {
  const categories = RULE_CATEGORIES.map((category) => [
    category,
    computedCategory(id, held[category], PROPERTIES[category] ?? [], category),
  ]);
  const needs = held.global.map(({ value }) => value);
  return {
    ...(Object.fromEntries(categories) as Record<RuleCategory, ComputedCategory>),
    ...(needs.length === 0 ? {} : { NeedAuthorization: needs }),
    indexationDate: today,
  };
}

function computedCategory(
  id: string,
  { rules, properties }: HeldCategory,
  names: readonly string[],
  category: RuleCategory,
): ComputedCategory {
  const valuesOf = (name: string) => properties.filter((each) => each.name === name).map(asIndexed(category));
  const told = Object.fromEntries(names.map((name) => [name, valuesOf(name)]));
  if (rules.length === 0) return told;
  const inherited = rules.filter(({ unit }) => unit !== id);
  const ends = new Map<string, string>();
  let last = '';
  for (const { declared } of rules) {
    const { Rule, EndDate } = declared;
    if (EndDate === undefined) continue;
    if (EndDate > (ends.get(Rule) ?? '')) ends.set(Rule, EndDate);
    if (EndDate > last) last = EndDate;
  }
  return {
    ...(last === '' ? {} : { MaxEndDate: last }),
    InheritanceOrigin: originOf(rules.length, inherited.length),
    ...(inherited.length === 0
      ? {}
      : { InheritedRuleIds: [...new Set(inherited.map(({ declared }) => declared.Rule))] }),
    ...(ends.size === 0 ? {} : { Rules: [...ends].map(([Rule, EndDate]) => ({ Rule, EndDate })) }),
    ...told,
  };
}

function originOf(all: number, inherited: number) {
  if (inherited === 0) return 'Local';
  return inherited === all ? 'Inherited' : 'LocalAndInherited';
}

/** The index has the properties of a classification as texts. */
const asIndexed =
  (category: RuleCategory) =>
  ({ value }: HeldProperty): unknown =>
    category === 'ClassificationRule' ? String(value) : value;

/** As the compatible API shows them: with the ends by rule, an older form of the same. */
export function shownRules(stored: ComputedRules): Readonly<Record<string, unknown>> {
  const categories = RULE_CATEGORIES.map((category) => {
    const { Rules, ...others } = stored[category];
    if (Rules === undefined) return [category, stored[category]];
    const EndDates = Object.fromEntries(Rules.map(({ Rule, EndDate }) => [Rule, EndDate]));
    return [category, { ...others, EndDates, Rules }];
  });
  return { ...stored, ...Object.fromEntries(categories) };
}

/** Column of a category's `MaxEndDate`: `access_end`. */
export function endColumn(category: RuleCategory): string {
  return `${category.slice(0, -'Rule'.length).toLowerCase()}_end`;
}
