export {
  type Collection,
  type Field,
  GROUP_FIELDS,
  LOGBOOK_OPERATIONS,
  OBJECT_GROUPS,
  PLATFORM_OPERATIONS,
  presentGroup,
  presentReferential,
  presentUnit,
  REGISTER_DETAILS,
  REGISTER_FIELDS,
  REGISTER_SUMMARIES,
  REGISTER_SYMBOLIC,
  referentialCollection,
  UNITS,
} from './collections/index.ts';
export {
  asksContent,
  CONTENT,
  CONTENT_LANGUAGES,
  type ContentLanguage,
  type ContentSearch,
} from './content-search.ts';
export { eachMatch } from './each-match.ts';
export { envelopeOf } from './envelope.ts';
export * from './nodes/index.ts';
export {
  BATCH_SCHEMA,
  type BatchSelection,
  BY_ID_SCHEMA,
  checkReclassification,
  MULTIPLE_SELECT_SCHEMA,
  parseBatch,
  parseById,
  parseMultipleSelect,
  parseSingleSelect,
  RECLASSIFICATION_SCHEMA,
  type ReclassificationOrder,
  readReclassification,
  SINGLE_SELECT_SCHEMA,
} from './parser/index.ts';
export { technicalName } from './parser/technical-name.ts';
export { projector } from './projection.ts';
export { QueryRefused } from './query-refused.ts';
export {
  type Filter,
  type MultipleSelect,
  type Order,
  type Projection,
  type RootQuery,
  type SingleSelect,
  WINDOW,
} from './request.ts';
export type { Search } from './search.ts';
export {
  conditionOfMultiple,
  count,
  type Found,
  restricted,
  selectMultiple,
  selectSingle,
} from './select.ts';
export {
  type Condition,
  conditionOf,
  exactly,
  groupsHolding,
  inAll,
  joined,
  partHolds,
  readableParts,
  scopeOf,
  tsquery,
} from './sql/index.ts';
export { run, where } from './statement.ts';
