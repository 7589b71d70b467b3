import { type OperationId, technicalDate } from '../platform/index.ts';
import type { CompactEvent } from './life-cycle.ts';

/**
 * A life cycle as the offers keep it: members with names, so that it reads without Pérenne. Written with its members
 * in ascending order, the canonical form (platform/canonical-json.ts), at once.
 */
export function lifeCycleText(events: readonly CompactEvent[], operation: OperationId, now: Date): string {
  const dates = new Map<number, string>();
  return JSON.stringify({
    _lastPersistedDate: technicalDate(now),
    evIdProc: operation,
    events: events.map(([key, millis, outcome, detail, object]) => ({
      evDateTime: dateOf(millis, dates),
      ...(detail ? { evDetData: detail } : {}),
      evType: key,
      ...(object === undefined ? {} : { obId: object }),
      outcome,
    })),
  });
}

/** The events of an element have few instants between them. */
function dateOf(millis: number, dates: Map<number, string>): string {
  let date = dates.get(millis);
  if (date === undefined) {
    date = technicalDate(new Date(millis));
    dates.set(millis, date);
  }
  return date;
}
