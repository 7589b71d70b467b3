import type { ManagementRule } from './documents.ts';
import { type LineRule, RULE_COLUMNS, type RuleLine, ruleOf } from './rule-lines.ts';
import type { StoredRow } from './store.ts';
import { changedRecords, type Difference, differenceOf, sameMembers } from './table-difference.ts';

/** What a table of rules changes of those that are there, and what that means to the units that declare them. */

export type Rule = LineRule | ManagementRule;

const sameRule = sameMembers<Rule>(
  'RuleType',
  'RuleValue',
  'RuleDescription',
  'RuleDuration',
  'RuleMeasurement',
);

const sameDuration = sameMembers<Rule>('RuleDuration', 'RuleMeasurement');

export const rulesDifference = (current: readonly StoredRow<Rule>[], lines: readonly RuleLine[]) =>
  differenceOf<Rule>(current, lines.map(ruleOf), identifierOf, sameRule);

const identifierOf = ({ RuleId }: Rule) => RuleId;

export const shownDifference = (difference: Difference<Rule>) =>
  changedRecords(
    difference,
    identifierOf,
    ({ RuleValue }) => RuleValue,
    (rule) => Object.fromEntries(RULE_COLUMNS.map((name) => [name, rule[name]])),
  );

/** Rules by identifier: those that units declare. */
export type Used = Pick<ReadonlySet<string>, 'has'>;

/** Used rules whose duration changes: the end dates of their units are computed again. */
export function outdatedRules({ updated }: Difference<Rule>, used: Used): string[] {
  return updated
    .filter(({ before, after }) => used.has(before.identifier) && !sameDuration(before.doc, after))
    .map(({ before }) => before.identifier);
}

/** Rules in use may neither go nor change their kind of duration. */
export function usedWrongly({ updated, deleted }: Difference<Rule>, used: Used) {
  return {
    gone: deleted.filter(({ identifier }) => used.has(identifier)),
    switched: updated
      .filter(
        ({ before, after }) =>
          used.has(before.identifier) &&
          (before.doc.RuleDuration === undefined) !== (after.RuleDuration === undefined),
      )
      .map(({ before }) => before.identifier),
  };
}

export function listsOf({ inserted, updated, deleted }: Difference<Rule>) {
  return {
    insertedRules: inserted.map(({ RuleId }) => RuleId),
    updatedRules: updated.map(({ before }) => before.identifier),
    deletedRules: deleted.map(({ identifier }) => identifier),
  };
}
