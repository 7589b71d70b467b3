export { CLASSIFICATION_LEVELS } from './classification.ts';
export {
  endDate,
  type ReferentialRule,
  RULE_CATEGORIES,
  type RuleCategory,
  type RuleFault,
  withEndDates,
} from './end-dates.ts';
export { type HeldRules, heldRules, type RuledUnit } from './inherited-rules.ts';
