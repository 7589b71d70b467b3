export { secureGroups, secureUnits } from './life-cycles/secure-life-cycles.ts';
export { GROUPS_SECURING, UNITS_SECURING } from './life-cycles/workflow.ts';
export { type Collected, type SecuredKind, sealFile } from './sealed-file.ts';
export { type JournalKind, secureJournal } from './secure-journal.ts';
export { secureOperations, startAfter } from './secure-operations.ts';
export { DELAY_MS, settledUntil } from './settled.ts';
export { startSecuring, TIMETABLE as SECURING_TIMETABLE } from './timetable.ts';
export { lastSecured, type Secured, type TraceabilityEvent } from './traceability-event.ts';
