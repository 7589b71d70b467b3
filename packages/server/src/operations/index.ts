export { runOperation } from './engine.ts';
export { Interrupted, PublicationRefused, Stale } from './failures.ts';
export {
  type Hold,
  holdOperations,
  holdsOn,
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
  placesInQueue,
  renew,
  WORK_CHANNEL,
} from './queue.ts';
export {
  attentionOf,
  categoriesOf,
  countOperations,
  listByAttention,
  listOperations,
  type OperationFilter,
  type OperationView,
  readOperation,
  State,
  type Window,
} from './views.ts';
export { startWorker, type Worker } from './worker.ts';
export type * from './workflow.ts';
