export { CLASSIFICATION_LEVELS } from './classification.ts';
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
  inheritedRules,
  type RuledUnit,
  TooManyPaths,
} from './inherited-rules.ts';
