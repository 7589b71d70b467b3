import type { ReferentialRule, RuleCategory } from '../../catalogue/rules/index.ts';
import { isObject, type JsonObject } from './unit-actions.ts';

/** Controls of the management rules that an update sets (spec api.md A16, operations.md 10.1). */

/** Why rules are refused; clients read these names. */
export type RuleRefusal = `ACCESS_INTERNAL_UPDATE_UNIT_${
  | 'CHECK_RULES'
  | 'DELETE_CATEGORY_INHERITANCE'
  | `${'CREATE' | 'UPDATE'}_RULE_${'END_DATE' | 'FINAL_ACTION' | 'EXIST' | 'CATEGORY' | 'START_DATE'}`}`;

const PREFIX = 'ACCESS_INTERNAL_UPDATE_UNIT_';
const FINAL_ACTIONS: Readonly<Partial<Record<RuleCategory, readonly unknown[]>>> = {
  AppraisalRule: ['Keep', 'Destroy'],
  StorageRule: ['RestrictAccess', 'Transfer', 'Copy'],
};
/** The year 9000 is none of an archive's. */
const DAY = /^([0-8]\d{3})-(\d\d)-(\d\d)$/;

/** The same management without the dates that the archive computes: what is found afterwards was given. */
export function withoutEndDates(management: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(management).map(([name, category]) => [
      name,
      isObject(category) && Array.isArray(category.Rules)
        ? { ...category, Rules: category.Rules.map(withoutEndDate) }
        : category,
    ]),
  );
}

function withoutEndDate(rule: unknown): unknown {
  if (!isObject(rule)) return rule;
  const { EndDate: _, ...rest } = rule;
  return rest;
}

/**
 * @param after without computed end dates
 * @param categories those that are set
 */
export function ruleRefusal(
  before: JsonObject,
  after: JsonObject,
  categories: readonly RuleCategory[],
  ruleOf: (id: string) => ReferentialRule | undefined,
): RuleRefusal | undefined {
  for (const category of categories) {
    const refusal = refusalOf(category, before[category], after[category], ruleOf);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function refusalOf(
  category: RuleCategory,
  before: unknown,
  after: unknown,
  ruleOf: (id: string) => ReferentialRule | undefined,
): RuleRefusal | undefined {
  if (!isObject(after)) return after === undefined ? undefined : `${PREFIX}CHECK_RULES`;
  const rules = after.Rules ?? [];
  if (!Array.isArray(rules)) return `${PREFIX}CHECK_RULES`;
  const known = new Set(rulesIn(before).map(({ Rule }) => Rule));
  for (const rule of rules) {
    if (!isObject(rule) || typeof rule.Rule !== 'string') return `${PREFIX}CHECK_RULES`;
    const act = known.has(rule.Rule) ? 'UPDATE' : 'CREATE';
    const { EndDate, StartDate } = rule;
    const declared = ruleOf(rule.Rule);
    if (declared === undefined) return `${PREFIX}${act}_RULE_EXIST`;
    if (declared.RuleType !== category) return `${PREFIX}${act}_RULE_CATEGORY`;
    if (EndDate !== undefined) return `${PREFIX}${act}_RULE_END_DATE`;
    if (StartDate !== undefined && !isDay(StartDate)) return `${PREFIX}${act}_RULE_START_DATE`;
  }
  const allowed = FINAL_ACTIONS[category];
  const isRight =
    allowed === undefined ? after.FinalAction === undefined : allowed.includes(after.FinalAction);
  if (isRight || (allowed !== undefined && rules.length === 0 && after.FinalAction === undefined))
    return undefined;
  return `${PREFIX}${known.size > 0 ? 'UPDATE' : 'CREATE'}_RULE_FINAL_ACTION`;
}

/** A category whose inheritance says something is not taken away (spec rules.md 7). */
export function removalRefusal(
  before: JsonObject,
  categories: readonly RuleCategory[],
): RuleRefusal | undefined {
  return categories.some((category) => {
    const held = before[category];
    const inheritance = isObject(held) && isObject(held.Inheritance) ? held.Inheritance : {};
    return inheritance.PreventInheritance !== undefined || inheritance.PreventRulesId !== undefined;
  })
    ? `${PREFIX}DELETE_CATEGORY_INHERITANCE`
    : undefined;
}

function rulesIn(category: unknown): JsonObject[] {
  return isObject(category) && Array.isArray(category.Rules) ? category.Rules.filter(isObject) : [];
}

function isDay(value: unknown): boolean {
  const parts = typeof value === 'string' ? DAY.exec(value) : null;
  if (parts === null) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(parts[3]);
}
