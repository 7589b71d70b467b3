import { Type } from 'typebox';
import { and, isIn, referentialCollection, selectSingle } from '../catalogue/index.ts';
import {
  heldRules,
  inheritedRules,
  RULE_CATEGORIES,
  type RuledUnit,
  readRuledUnits,
  TooManyPaths,
} from '../catalogue/rules/index.ts';
import { ArchiveError, Members, orNull, Text, type Told, type Tx } from '../platform/index.ts';
import type { Document, Eyes } from './reading.ts';

const Origin = Type.Union(
  [Type.Object({ id: Text, title: Text }), Type.Object({ id: Type.Null(), title: Type.Null() })],
  {
    title: 'RuleOrigin',
    description: 'An ancestor; what may not be seen has no identifier and no title.',
  },
);
type Origin = Told<typeof Origin>;
const From = orNull(Origin, 'Unit that declares it; null: the unit itself.');

export const RuleView = Type.Object(
  {
    category: Text,
    rules: Type.Array(
      Type.Object({
        rule: Text,
        name: orNull(Text, 'In the referential; null when it is no more there.'),
        ...{ startDate: orNull(Text), endDate: orNull(Text) },
        /** What a hold says besides: owner, reason, dates. */
        hold: Members,
        from: From,
        ways: orNull(
          Type.Array(Type.Array(Origin)),
          'The ways down from that unit, ends left aside; null: they are too many to be listed.',
        ),
      }),
    ),
    finalActions: Type.Array(Type.Object({ value: Text, from: From }), {
      description: 'What becomes of the unit; several when its ancestors disagree.',
    }),
    properties: Type.Array(Type.Object({ name: Text, value: Type.Unknown(), from: From }), {
      description: 'What else is said of the category: classification, authorisations.',
    }),
    blocked: Type.Boolean({ description: 'Nothing of this category comes from above.' }),
    blockedRules: Type.Array(Text, { description: 'Rules that do not come from above.' }),
  },
  {
    title: 'RuleCategory',
    description: 'A category of rules that holds for a unit, as its page shows it.',
  },
);
export type RuleView = Told<typeof RuleView>;

interface Own {
  readonly Inheritance?: {
    readonly PreventInheritance?: boolean;
    readonly PreventRulesId?: readonly string[];
  };
}

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
  const waysOf = waysDown(id, units);
  const names = await ruleNames(
    tx,
    eyes,
    RULE_CATEGORIES.flatMap((category) => held[category].rules.map(({ declared }) => declared.Rule)),
  );
  const told = (ancestor: string): Origin => {
    const title = titles.get(ancestor);
    return title === undefined ? { id: null, title: null } : { id: ancestor, title };
  };
  const originOf = (holder: string): Origin | null => (holder === id ? null : told(holder));
  const management = (unit['#management'] ?? {}) as Record<string, Own | undefined>;
  const views = RULE_CATEGORIES.map((category): RuleView => {
    const { PreventInheritance, PreventRulesId = [] } = management[category]?.Inheritance ?? {};
    const isFate = ({ name }: { readonly name: string }) => name === 'FinalAction';
    const { rules, properties } = held[category];
    return {
      category,
      rules: rules.map(({ unit: holder, declared }) => {
        const { Rule, StartDate, EndDate, ...hold } = declared;
        return {
          rule: Rule,
          startDate: StartDate ?? null,
          endDate: EndDate ?? null,
          name: names.get(Rule) ?? null,
          hold,
          from: originOf(holder),
          ways: waysOf(category, holder, Rule)?.map((way) => way.map(told)) ?? null,
        };
      }),
      finalActions: properties
        .filter(isFate)
        .map(({ unit: holder, value }) => ({ value: String(value), from: originOf(holder) })),
      properties: properties
        .filter((each) => !isFate(each))
        .map(({ unit: holder, name, value }) => ({ name, value, from: originOf(holder) })),
      blocked: PreventInheritance === true,
      blockedRules: PreventRulesId,
    };
  });
  return views.filter(
    ({ rules, properties, blocked, blockedRules }) =>
      rules.length + properties.length + blockedRules.length > 0 || blocked,
  );
}

type Ways = readonly (readonly string[])[];

/**
 * The ways on which a rule comes down to a unit, as `unitsWithInheritedRules` tells them: the units between, from the one
 * that declares it downwards. Undefined when they are too many.
 */
function waysDown(
  id: string,
  units: ReadonlyMap<string, RuledUnit>,
): (category: string, holder: string, rule: string) => Ways | undefined {
  type Told = { readonly UnitId: string; readonly Rule: string; readonly Paths: Ways };
  let all: Readonly<Record<string, { readonly Rules: readonly Told[] }>>;
  try {
    all = inheritedRules(units)(id) as typeof all;
  } catch (error) {
    if (error instanceof TooManyPaths) return () => undefined;
    throw error;
  }
  return (category, holder, rule) =>
    all[category]?.Rules.find(({ UnitId, Rule }) => UnitId === holder && Rule === rule)
      ?.Paths.map((path) => path.slice(1, -1).reverse())
      .slice(0, MOST_WAYS);
}

/** More are not shown. */
const MOST_WAYS = 20;

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

/** What rules are called in the referential, by their identifiers. */
export async function ruleNames(
  tx: Tx,
  { tenant }: Eyes,
  rules: readonly string[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rules)];
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
