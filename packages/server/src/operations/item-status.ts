import type { OperationView } from './views.ts';

/** Order of the counters of an ItemStatus (spec api.md 1.17). */
const STATUS_ORDER = ['UNKNOWN', 'STARTED', 'ALREADY_EXECUTED', 'OK', 'WARNING', 'KO', 'FATAL'];

/** An operation as the compatible API tells it (spec api.md 1.17). */
export function itemStatus({
  workflow,
  state,
  status,
}: Pick<OperationView, 'workflow' | 'state' | 'status'>) {
  return {
    itemId: workflow,
    message: '',
    globalStatus: status,
    statusMeter: STATUS_ORDER.map((each) => (each === status ? 1 : 0)),
    globalState: state,
    itemsStatus: {},
    subTaskStatus: {},
    data: {},
    lifecycleEnable: true,
  };
}
