import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import {
  endDate,
  type ReferentialRule,
  RULE_CATEGORIES,
  type RuleCategory,
} from '../../catalogue/rules/index.ts';
import type { UnitFault } from '../unit-checks.ts';
import { isObject, type JsonObject, type UnitContent } from '../unit-update/unit-actions.ts';

/** Changes of the management rules of many units (spec rules.md 7, operations.md 10.3). */

const Text = Type.Optional(Type.String({ maxLength: 10_000 }));
const Flag = Type.Optional(Type.Boolean());
const Identifiers = Type.Optional(Type.Array(Type.String({ maxLength: 1_000 }), { maxItems: 10_000 }));
const Anything = Type.Optional(Type.Unknown());
const closed = { additionalProperties: false } as const;

const Rule = Type.Object(
  {
    ...{ OldRule: Text, Rule: Text, StartDate: Text, EndDate: Text, DeleteStartDate: Flag },
    ...{ HoldEndDate: Text, DeleteHoldEndDate: Flag, HoldOwner: Text, DeleteHoldOwner: Flag },
    ...{ HoldReason: Text, DeleteHoldReason: Flag, HoldReassessingDate: Text },
    ...{ DeleteHoldReassessingDate: Flag, PreventRearrangement: Flag, DeletePreventRearrangement: Flag },
  },
  closed,
);
export type RuleAction = Static<typeof Rule>;

const Properties = {
  ...{
    FinalAction: Text,
    ClassificationLevel: Text,
    ClassificationOwner: Text,
    ClassificationAudience: Text,
  },
  ...{ ClassificationReassessingDate: Text, NeedReassessingAuthorization: Flag },
};
const Category = Type.Object(
  {
    Rules: Type.Optional(Type.Array(Rule, { maxItems: 10_000 })),
    ...Properties,
    ...{ PreventInheritance: Flag, PreventRulesId: Identifiers, PreventRulesIdToAdd: Identifiers },
  },
  closed,
);
export type CategoryAction = Static<typeof Category>;

/** A member that is there is taken away, whatever it says. */
const Removal = Type.Union([
  Type.Null(),
  Type.Object(
    {
      Rules: Type.Optional(
        Type.Array(Type.Object({ Rule: Type.String() }, { additionalProperties: true }), {
          maxItems: 10_000,
        }),
      ),
      ...{ FinalAction: Anything, ClassificationAudience: Anything, ClassificationReassessingDate: Anything },
      ...{ NeedReassessingAuthorization: Anything, PreventInheritance: Anything, PreventRulesId: Anything },
      PreventRulesIdToRemove: Identifiers,
    },
    closed,
  ),
]);
export type CategoryRemoval = Static<typeof Removal>;

const byCategory = <T extends typeof Category | typeof Removal>(schema: T) =>
  Type.Optional(
    Type.Array(
      Type.Object(
        Object.fromEntries(RULE_CATEGORIES.map((category) => [category, Type.Optional(schema)])) as Record<
          RuleCategory,
          ReturnType<typeof Type.Optional<T>>
        >,
        closed,
      ),
      { maxItems: 100 },
    ),
  );
const Profile = Type.Optional(Type.Object({ ArchiveUnitProfile: Text }, closed));

const RuleActions = Type.Object(
  {
    ...{ add: byCategory(Category), update: byCategory(Category), delete: byCategory(Removal) },
    ...{ addOrUpdateMetadata: Profile, deleteMetadata: Profile },
  },
  closed,
);

/** What is asked of each category, in the order in which it is carried out. */
export interface RuleActions {
  readonly add: readonly (readonly [RuleCategory, CategoryAction])[];
  readonly update: readonly (readonly [RuleCategory, CategoryAction])[];
  readonly delete: readonly (readonly [RuleCategory, CategoryRemoval])[];
  readonly profile?: string;
  readonly removedProfile?: string;
}

/** Undefined: members that nobody knows, or of another type. */
export function readRuleActions(given: unknown): RuleActions | undefined {
  if (!Value.Check(RuleActions, given)) return undefined;
  const each = <T>(list: readonly Partial<Record<RuleCategory, T>>[] = []) =>
    list.flatMap((action) => Object.entries(action) as [RuleCategory, T][]);
  const profile = given.addOrUpdateMetadata?.ArchiveUnitProfile;
  const removed = given.deleteMetadata?.ArchiveUnitProfile;
  return {
    add: each<CategoryAction>(given.add),
    update: each<CategoryAction>(given.update),
    delete: each<CategoryRemoval>(given.delete),
    ...(profile === undefined ? {} : { profile }),
    ...(removed === undefined ? {} : { removedProfile: removed }),
  };
}

type RuleOf = (id: string) => ReferentialRule | undefined;
type Rules = readonly JsonObject[];

const PROPERTIES = Object.keys(Properties) as (keyof typeof Properties)[];

/** The unit after the actions: add, update, delete, then the profile. */
export function withRuleActions(
  { content, management }: UnitContent,
  actions: RuleActions,
  ruleOf: RuleOf,
): UnitContent | UnitFault {
  const after: Record<string, unknown> = { ...management };
  try {
    for (const [category, action] of actions.add)
      after[category] = added(objectOf(after[category]), action, ruleOf);
    for (const [category, action] of actions.update)
      after[category] = updated(objectOf(after[category]), action, ruleOf);
  } catch (error) {
    if (error instanceof RuleRefused) return { code: error.code, text: error.message };
    throw error;
  }
  for (const [category, removal] of actions.delete) {
    const left = reduced(after[category], removal);
    if (left === undefined) delete after[category];
    else after[category] = left;
  }
  const { profile, removedProfile } = actions;
  const { ArchiveUnitProfile: before, ...others } = content;
  const isKept = before !== undefined && profile === undefined && removedProfile === undefined;
  const isSet = profile !== undefined && removedProfile === undefined;
  return {
    management: after,
    content: isKept ? content : { ...others, ...(isSet ? { ArchiveUnitProfile: profile } : {}) },
  };
}

class RuleRefused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
const rulesIn = ({ Rules }: JsonObject): Rules => (Array.isArray(Rules) ? Rules.filter(isObject) : []);

/** A rule that is there already stays as it is. */
function added(category: JsonObject, action: CategoryAction, ruleOf: RuleOf): JsonObject {
  const before = rulesIn(category);
  const known = new Set(before.map(({ Rule }) => Rule));
  const fresh = (action.Rules ?? []).filter(({ Rule }) => !known.has(Rule));
  const inheritance = withInheritance(category.Inheritance, action, 'with more');
  return {
    ...category,
    ...propertiesOf(action),
    ...(action.Rules === undefined
      ? {}
      : { Rules: [...before, ...fresh.map((rule) => dated(rule, ruleOf))] }),
    ...(inheritance === undefined ? {} : { Inheritance: inheritance }),
  };
}

function updated(category: JsonObject, action: CategoryAction, ruleOf: RuleOf): JsonObject {
  const changes = new Map((action.Rules ?? []).map((rule) => [rule.OldRule, rule]));
  const inheritance = withInheritance(category.Inheritance, action, 'alone');
  return {
    ...category,
    ...propertiesOf(action),
    ...(changes.size === 0 || category.Rules === undefined
      ? {}
      : {
          Rules: rulesIn(category).map((declared) => {
            const change = changes.get(String(declared.Rule));
            return change === undefined ? declared : dated(changedRule(declared, change), ruleOf);
          }),
        }),
    ...(inheritance === undefined ? {} : { Inheritance: inheritance }),
  };
}

function changedRule(declared: JsonObject, { OldRule: _, ...change }: RuleAction): JsonObject {
  const rule: Record<string, unknown> = { ...declared };
  for (const [name, value] of Object.entries(change)) {
    if (!name.startsWith('Delete')) rule[name] = value;
    else if (value === true) delete rule[name.slice('Delete'.length)];
  }
  return rule;
}

function propertiesOf(action: CategoryAction): JsonObject {
  return Object.fromEntries(
    PROPERTIES.flatMap((name) => (action[name] === undefined ? [] : [[name, action[name]]])),
  );
}

/** @param reading `PreventRulesIdToAdd` counts where rules are added, not where they are updated */
function withInheritance(
  before: unknown,
  { PreventInheritance, PreventRulesId, PreventRulesIdToAdd }: CategoryAction,
  reading: 'with more' | 'alone',
): JsonObject | undefined {
  const more = reading === 'with more' ? PreventRulesIdToAdd : undefined;
  if (PreventInheritance === undefined && PreventRulesId === undefined && more === undefined)
    return undefined;
  const held = objectOf(before);
  const prevented = (PreventRulesId ?? held.PreventRulesId ?? []) as readonly string[];
  return {
    ...held,
    ...(PreventInheritance === undefined ? {} : { PreventInheritance }),
    ...(PreventRulesId === undefined && more === undefined
      ? {}
      : { PreventRulesId: [...new Set([...prevented, ...(more ?? [])])] }),
  };
}

/** With the end that the archive counts (spec rules.md 4). @throws RuleRefused */
function dated({ EndDate: _, ...declared }: JsonObject, ruleOf: RuleOf): JsonObject {
  const id = String(declared.Rule);
  const rule = ruleOf(id);
  if (rule === undefined) throw new RuleRefused('UNITS_RULES_UNKNOWN', `Rule ${id} does not exist`);
  const start = declared.StartDate as string | undefined;
  const holdEnd = declared.HoldEndDate as string | undefined;
  if (holdEnd === undefined) {
    const end = endDate(start, rule);
    return end === undefined ? declared : { ...declared, EndDate: end };
  }
  if (rule.RuleDuration !== undefined)
    throw new RuleRefused(
      'RULE_UPDATE_UNEXPECTED_HOLD_END_DATE',
      `HoldEndDate (${holdEnd}) cannot be defined for rule ${id}`,
    );
  if (start !== undefined && holdEnd < start)
    throw new RuleRefused(
      'RULE_UPDATE_HOLD_END_DATE_BEFORE_START_DATE',
      `HoldEndDate (${holdEnd}) cannot be before StartDate (${start})`,
    );
  return { ...declared, EndDate: holdEnd };
}

const REMOVABLE = [
  'FinalAction',
  'ClassificationAudience',
  'ClassificationReassessingDate',
  'NeedReassessingAuthorization',
] as const;

/** What is left of a category; undefined: nothing. */
function reduced(category: unknown, removal: CategoryRemoval): JsonObject | undefined {
  if (!isObject(category)) return undefined;
  if (removal === null || Object.keys(removal).length === 0) return undefined;
  const left: Record<string, unknown> = { ...category };
  const gone = new Set((removal.Rules ?? []).map(({ Rule }) => Rule));
  if (gone.size > 0 && category.Rules !== undefined)
    left.Rules = rulesIn(category).filter(({ Rule }) => !gone.has(String(Rule)));
  for (const name of REMOVABLE) if (Object.hasOwn(removal, name)) delete left[name];
  // What is emptied stays where the category said nothing of inheritance (spec rules.md 7).
  if (!isObject(category.Inheritance)) return left;
  const inheritance: Record<string, unknown> = { ...category.Inheritance };
  if (Object.hasOwn(removal, 'PreventInheritance')) delete inheritance.PreventInheritance;
  if (Object.hasOwn(removal, 'PreventRulesId')) delete inheritance.PreventRulesId;
  const allowed = new Set(removal.PreventRulesIdToRemove ?? []);
  if (allowed.size > 0 && Array.isArray(inheritance.PreventRulesId))
    inheritance.PreventRulesId = inheritance.PreventRulesId.filter((id) => !allowed.has(id));
  const isEmpty = Object.values(inheritance).every((value) => Array.isArray(value) && value.length === 0);
  if (isEmpty) delete left.Inheritance;
  else left.Inheritance = inheritance;
  return Object.keys(left).length === 0 ? undefined : left;
}
