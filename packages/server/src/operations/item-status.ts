import { Type } from 'typebox';
import { STATUSES } from '../logbook/index.ts';
import { describes } from '../platform/index.ts';
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

/** For the documentation. */
export const ITEM_STATUS_RESULT = describes<ReturnType<typeof itemStatus>>()(
  Type.Object(
    {
      itemId: Type.String(),
      message: Type.String(),
      globalStatus: Type.Enum([...STATUSES]),
      statusMeter: Type.Array(Type.Union([Type.Literal(1), Type.Literal(0)])),
      globalState: Type.Enum(['PAUSE', 'RUNNING', 'COMPLETED']),
      itemsStatus: Type.Object({}),
      subTaskStatus: Type.Object({}),
      data: Type.Object({}),
      lifecycleEnable: Type.Boolean(),
    },
    { title: 'ItemStatus' },
  ),
);
