export { parseById, parseMultipleSelect, parseSingleSelect } from './select.ts';
