export { type BatchSelection, parseBatch } from './batch.ts';
export {
  BATCH_SCHEMA,
  BY_ID_SCHEMA,
  MULTIPLE_SELECT_SCHEMA,
  RECLASSIFICATION_SCHEMA,
  SINGLE_SELECT_SCHEMA,
} from './described.ts';
export {
  checkReclassification,
  type ReclassificationOrder,
  readReclassification,
} from './reclassification.ts';
export { parseById, parseMultipleSelect, parseSingleSelect } from './select.ts';
