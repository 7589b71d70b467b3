export { Interrupted, indented, runOperation } from './engine.ts';
export { itemStatus } from './item-status.ts';
export {
  createOperation,
  listOperations,
  type Move,
  moved,
  moveOperation,
  type NewOperation,
  type OperationFilter,
  type OperationView,
  readOperation,
  type State,
} from './moves.ts';
export { acquire, enqueue, LEASE_MS, type Lease, LeaseLost, WORK_CHANNEL } from './queue.ts';
export { startWorker, type Worker } from './worker.ts';
export type * from './workflow.ts';
