import type { ReferentialRule, RuleCategory } from '../../catalogue/rules/index.ts';
import type { UnitProfile } from '../../referentials/index.ts';
import type { CategoryAction, RuleAction, RuleActions } from './rule-actions.ts';

/** Controls of what is asked of the rules of many units, before any unit is looked at (spec operations.md 10.3). */

/**
 * What is wrong with the request as a whole: the words of MASS_UPDATE_RULES_CHECK.
 * @param levels of classification that the platform takes
 */
export function requestFault(
  actions: RuleActions | undefined,
  levels: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (actions === undefined) return { event: 'Unexpected error.' };
  const { add, update, delete: removals, profile, removedProfile } = actions;
  const asked = [...add, ...update, ...removals].map(([category]) => category);
  if (asked.length === 0 && profile === undefined && removedProfile === undefined)
    return { Error: 'RULE_ACTION_EMPTY', Message: 'Rule actions used to update units is empty.' };
  const twice = [...new Set(asked.filter((category, at) => asked.indexOf(category) !== at))];
  if (twice.length > 0)
    return { event: `Invalid rule actions query: duplicate rules '${twice.join(', ')}'.` };
  if (profile !== undefined && profile.toLowerCase() === removedProfile?.toLowerCase())
    return { event: `Invalid AUP query: duplicate in add or delete '${profile}'.` };
  for (const [word, list] of [
    ['added', add],
    ['updated', update],
  ] as const)
    for (const [, { ClassificationLevel: level }] of list)
      if (level !== undefined && !levels.includes(level))
        return { event: `Unknown classification level '${level}' in ${word} rule action.` };
  for (const [category, removal] of removals)
    if (
      removal !== null &&
      Object.hasOwn(removal, 'PreventRulesId') &&
      removal.PreventRulesIdToRemove !== undefined
    )
      return {
        event: `Invalid rule actions query: PreventRulesId and PreventRulesIdToRemove in '${category}'.`,
      };
  for (const [category, action] of add)
    if (action.PreventRulesId !== undefined && action.PreventRulesIdToAdd !== undefined)
      return {
        event: `Invalid rule actions query: PreventRulesId and PreventRulesIdToAdd in '${category}'.`,
      };
  return undefined;
}

export interface Inconsistency {
  readonly code: string;
  readonly text: string;
}

type RuleOf = (id: string) => ReferentialRule | undefined;

/** The first thing that cannot be, in the order of the reference system. */
export function inconsistency(
  { add, update, profile }: RuleActions,
  ruleOf: RuleOf,
  profileOf: (id: string) => UnitProfile | undefined,
): Inconsistency | undefined {
  if (profile !== undefined) {
    const fault = profileFault(profile, profileOf(profile));
    if (fault !== undefined) return fault;
  }
  for (const [kind, list] of [
    ['update', update],
    ['add', add],
  ] as const)
    for (const [category, action] of list) {
      const fault = categoryFault(kind, category, action, ruleOf);
      if (fault !== undefined) return fault;
    }
  return undefined;
}

function profileFault(id: string, profile: UnitProfile | undefined): Inconsistency | undefined {
  if (profile === undefined)
    return { code: 'CHECK_UNIT_PROFILE_UNKNOWN', text: `The profile ${id} does not exist` };
  if (!profile.active)
    return { code: 'CHECK_UNIT_PROFILE_INACTIVE', text: `The profile ${id} is not active` };
  return profile.control === undefined
    ? { code: 'CHECK_UNIT_PROFILE_CONSISTENCY', text: `The profile ${id} controls nothing` }
    : undefined;
}

function categoryFault(
  kind: 'add' | 'update',
  category: RuleCategory,
  { Rules = [], PreventRulesId = [], PreventRulesIdToAdd = [] }: CategoryAction,
  ruleOf: RuleOf,
): Inconsistency | undefined {
  const named = [
    ...Rules.flatMap(({ Rule, OldRule }) => [Rule, OldRule]),
    ...PreventRulesId,
    ...PreventRulesIdToAdd,
  ];
  for (const id of named) {
    if (id === undefined) continue;
    const rule = ruleOf(id);
    if (rule === undefined)
      return { code: 'UNITS_RULES_UNKNOWN', text: `Rule ${id} in category ${category} does not exist` };
    if (rule.RuleType !== category)
      return {
        code: 'UNITS_RULES_INCONSISTENCY',
        text: `Rule ${id} is of category ${rule.RuleType}, not ${category}`,
      };
  }
  for (const rule of Rules) {
    const fault = ruleFault(kind, category, rule);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const DATES = ['StartDate', 'HoldEndDate', 'HoldReassessingDate'] as const;
const WORDS = ['HoldOwner', 'HoldReason'] as const;
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const LAST_YEAR = 8999;

function ruleFault(
  kind: 'add' | 'update',
  category: RuleCategory,
  rule: RuleAction,
): Inconsistency | undefined {
  const at = (name: string) => `${name} in category ${category}`;
  for (const name of DATES) {
    const value = rule[name];
    if (value === undefined) continue;
    const year = yearOf(value);
    if (year === undefined)
      return {
        code: 'UNIT_METADATA_UPDATE_CHECK_RULES_DATE_WRONG_FORMAT',
        text: `${at(name)} is not a day: ${value}`,
      };
    if (name === 'StartDate' && year > LAST_YEAR)
      return {
        code: 'UNIT_METADATA_UPDATE_CHECK_RULES_DATE_UNAUTHORIZED',
        text: `${at(name)} is too late: ${value}`,
      };
  }
  for (const name of WORDS)
    if (rule[name]?.trim() === '') return { code: 'UNIT_RULES_EMPTY_FIELD', text: `${at(name)} is empty` };
  for (const [name, value] of Object.entries(rule)) {
    const cleared = name.startsWith('Delete') ? name.slice('Delete'.length) : undefined;
    if (cleared !== undefined && value === true && rule[cleared as keyof RuleAction] !== undefined)
      return { code: 'UNITS_RULES_INCONSISTENCY', text: `${at(cleared)} is set and taken away` };
    if (category !== 'HoldRule' && /^(Delete)?(Hold|PreventRearrangement)/.test(name))
      return { code: 'UNIT_RULES_UNEXPECTED_FIELD', text: `${at(name)} is of holds alone` };
  }
  return kind === 'add' ? addedFault(rule, at) : updatedFault(rule, at);
}

function addedFault(rule: RuleAction, at: (name: string) => string): Inconsistency | undefined {
  if (rule.Rule === undefined)
    return { code: 'UNIT_RULES_MISSING_MANDATORY_FIELD', text: `${at('Rule')} is missing` };
  const unexpected = Object.entries(rule).find(
    ([name, value]) =>
      name === 'EndDate' || name === 'OldRule' || (name.startsWith('Delete') && value === true),
  );
  return unexpected && { code: 'UNIT_RULES_UNEXPECTED_FIELD', text: `${at(unexpected[0])} is unexpected` };
}

function updatedFault(rule: RuleAction, at: (name: string) => string): Inconsistency | undefined {
  if (rule.OldRule === undefined)
    return { code: 'UNIT_RULES_MISSING_MANDATORY_FIELD', text: `${at('OldRule')} is missing` };
  if (Object.keys(rule).length === 1)
    return { code: 'UNIT_RULES_NOT_EXPECTED_FIELD', text: `${at('OldRule')} stands alone` };
  return rule.EndDate === undefined
    ? undefined
    : { code: 'UNIT_RULES_UNEXPECTED_FIELD', text: `${at('EndDate')} is unexpected` };
}

/** Undefined: not a day of the calendar. */
function yearOf(text: string): number | undefined {
  const parts = DAY.exec(text);
  if (parts === null) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(parts[3])
    ? undefined
    : Number(parts[1]);
}
