import type { JsonObject } from '@perenne/seda';
import { type LifeCycleRow, renderLifeCycle } from '../../logbook/index.ts';
import type { TenantId } from '../../platform/index.ts';

/** Members of an event that SEDA has elements for (spec seda.md 7.7). */
const TOLD = ['evId', 'evTypeProc', 'evType', 'evDateTime', 'outcome', 'outDetail', 'outMessg', 'evDetData'];

/**
 * A life cycle as the events of a LogBook.
 * @param objects delivered objects of the element: an event about one of them says so
 */
export function messageEvents(
  tenant: TenantId,
  id: string,
  rows: readonly LifeCycleRow[],
  objects: ReadonlySet<string> = new Set(),
): JsonObject[] {
  const events = (renderLifeCycle(tenant, id, rows)?.events ?? []) as JsonObject[];
  return events.map((event) => ({
    ...Object.fromEntries(
      TOLD.flatMap((name) =>
        typeof event[name] === 'string' && event[name] !== '' ? [[name, event[name]]] : [],
      ),
    ),
    ...(objects.has(event.obId as string) ? { DataObjectReferenceId: event.obId } : {}),
  }));
}
