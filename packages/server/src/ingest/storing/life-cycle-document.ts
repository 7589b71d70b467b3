import { type OperationId, technicalDate } from '../../platform/index.ts';
import type { CompactEvent } from '../work-files.ts';

/** A life cycle as the offers keep it: members with names, so that it reads without Pérenne. */
export function lifeCycleDocument(events: readonly CompactEvent[], operation: OperationId, now: Date) {
  return {
    evIdProc: operation,
    _lastPersistedDate: technicalDate(now),
    events: events.map(([key, millis, outcome, detail, object]) => ({
      evType: key,
      evDateTime: technicalDate(new Date(millis)),
      outcome,
      ...(detail ? { evDetData: detail } : {}),
      ...(object === undefined ? {} : { obId: object }),
    })),
  };
}
