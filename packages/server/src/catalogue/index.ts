export { analyse, analysedText } from './analysed-text.ts';
export {
  CONTENT_FIELDS,
  type FieldType,
  MANAGEMENT_FIELDS,
  type Members,
  type Vocabulary,
} from './field-types.ts';
export * from './query/index.ts';
export { sortedTitle } from './sorted-title.ts';
