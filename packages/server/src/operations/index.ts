export { runOperation } from './engine.ts';
export { Interrupted, PublicationRefused, Stale } from './failures.ts';
export {
  type Hold,
  holdOperations,
  holdsOn,
  isHeldBy,
  releaseOperations,
  type StandingHold,
} from './holds.ts';
export { ITEM_STATUS_RESULT, itemStatus } from './item-status.ts';
export { indented } from './master-detail.ts';
export {
  createOperation,
  Move,
  moved,
  moveOperation,
  movesOf,
  type NewOperation,
  queueOperation,
} from './moves.ts';
export {
  acquire,
  enqueue,
  freeAll,
  handBack,
  LEASE_MS,
  type Lease,
  LeaseLost,
  MOST_PER_TENANT,
  renew,
  WORK_CHANNEL,
  waitingAmong,
} from './queue.ts';
export {
  countOperations,
  listOperations,
  type OperationFilter,
  type OperationView,
  readOperation,
  State,
} from './views.ts';
export { startWorker, type Worker } from './worker.ts';
export type * from './workflow.ts';
