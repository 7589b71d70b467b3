export { type BatchSelection, parseBatch } from './batch.ts';
export { BATCH_SCHEMA, BY_ID_SCHEMA, MULTIPLE_SELECT_SCHEMA, SINGLE_SELECT_SCHEMA } from './described.ts';
export { parseById, parseMultipleSelect, parseSingleSelect } from './select.ts';
