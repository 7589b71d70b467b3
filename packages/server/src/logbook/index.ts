export { FOUND_JOURNAL_RESULT, JOURNAL_RESULT, LIFE_CYCLE_RESULT } from './documented-journals.ts';
export {
  EXTERNAL_OPERATION_SCHEMA,
  type ExternalOperation,
  type ExternalOrder,
  readExternalOperation,
} from './external-operation.ts';
export { type EventKey, label, nameOf, type SubCode } from './labels.ts';
export {
  type CompactEvent,
  HistoryChapter,
  type HistoryEvent,
  type LifeCycleKind,
  type LifeCycleRow,
  readLifeCycle,
  readLifeCycles,
  renderHistory,
  renderLifeCycle,
} from './life-cycle.ts';
export { lifeCycleText } from './life-cycle-document.ts';
export {
  agent,
  appendEvents,
  type LogbookEvent,
  type MasterPatch,
  type MasterRecord,
  openJournal,
  readJournal,
} from './operation-journal.ts';
export {
  type Asker,
  askerOf,
  eventRecord,
  type OperationRecords,
  startedRecord,
  type ToldEvent,
} from './records.ts';
export { atLeast, STATUSES, Status, worst } from './status.ts';
