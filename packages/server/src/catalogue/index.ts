export { analyse, analysedText } from './analysed-text.ts';
export {
  GROUP_RESULT,
  REGISTER_RESULTS,
  UNIT_RESULT,
  UNIT_WITH_RULES_RESULT,
} from './documented-results.ts';
export {
  CONTENT_FIELDS,
  type FieldType,
  MANAGEMENT_FIELDS,
  type Members,
  type Vocabulary,
} from './field-types.ts';
export * from './query/index.ts';
export { sortedTitle } from './sorted-title.ts';
