export type { Collection, Field } from './collection.ts';
export { LOGBOOK_OPERATIONS, PLATFORM_OPERATIONS } from './logbook-operations.ts';
export { GROUP_FIELDS, OBJECT_GROUPS, presentGroup } from './object-groups.ts';
export { presentReferential, referentialCollection } from './referentials.ts';
export { REGISTER_DETAILS, REGISTER_FIELDS, REGISTER_SUMMARIES, REGISTER_SYMBOLIC } from './registers.ts';
export { presentUnit, UNITS } from './units.ts';
