export { analyse, analysedText } from './analysed-text.ts';
export type { Vocabulary } from './field-types.ts';
export * from './query/index.ts';
export { sortedTitle } from './sorted-title.ts';
