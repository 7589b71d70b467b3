export { classificationFault } from './classification.ts';
export {
  areUnchanged,
  countObsolete,
  forgetComputed,
  holdRules,
  invalidateComputed,
  obsoleteUnits,
  type ReadUnit,
  writeComputed,
} from './computed-rows.ts';
export { type ComputedRules, computedRules, endColumn, shownRules } from './computed-rules.ts';
export {
  endDate,
  type ReferentialRule,
  RULE_CATEGORIES,
  type RuleCategory,
  type RuleFault,
  withEndDates,
} from './end-dates.ts';
export {
  type HeldRules,
  heldRules,
  holder,
  inheritedRules,
  type RuledUnit,
  TooManyPaths,
} from './inherited-rules.ts';
export { readRuledUnits } from './ruled-rows.ts';
