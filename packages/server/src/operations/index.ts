export { runOperation } from './engine.ts';
export { Interrupted, Stale } from './failures.ts';
export { itemStatus } from './item-status.ts';
export { indented } from './master-detail.ts';
export {
  createOperation,
  listOperations,
  type Move,
  moved,
  moveOperation,
  type NewOperation,
  type OperationFilter,
  type OperationView,
  queueOperation,
  readOperation,
  type State,
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
} from './queue.ts';
export { startWorker, type Worker } from './worker.ts';
export type * from './workflow.ts';
