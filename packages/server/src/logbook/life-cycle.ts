import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import {
  describes,
  InstantText,
  itself,
  orNull,
  type TenantId,
  Text,
  type Told,
  type Tx,
  technicalDate,
} from '../platform/index.ts';
import { label } from './labels.ts';
import { agent } from './operation-journal.ts';
import { Status } from './status.ts';

/**
 * Life cycles: kept compactly, shown in full (docs/decisions/0004; spec model.md 7, ingest.md 14.5).
 * What is not kept (identifiers of events, labels, agent) is derived, the same at each reading.
 */

/**
 * `[key, milliseconds, outcome, detail, object]`: the key is `outDetail` without its outcome; the detail is
 * `evDetData`, null when there is nothing to say; an object's event stands after the event of its group.
 */
export type CompactEvent = readonly [
  key: string,
  millis: number,
  outcome: 'O' | 'W' | 'K' | 'F',
  detail?: string | null,
  object?: string,
];

export type LifeCycleKind = 'unit' | 'group';

/** What one operation did to an element. */
export interface LifeCycleRow {
  readonly operation: string;
  readonly processType: string;
  readonly at: Date;
  readonly events: readonly CompactEvent[];
}

/** Rows of an element, oldest first; none when it has no life cycle. */
export async function readLifeCycle(
  tx: Tx,
  tenant: TenantId,
  kind: LifeCycleKind,
  id: string,
): Promise<LifeCycleRow[]> {
  return tx.query<LifeCycleRow>(
    `select l.operation, coalesce(o.process_type, 'INGEST') as "processType", l.at, l.events
     from life_cycle l left join logbook_operation o on o.tenant = l.tenant and o.id = l.operation
     where l.tenant = $1 and l.kind = $2 and l.id = $3 order by l.at, l.operation`,
    [tenant, kind, id],
  );
}

/** Rows of many elements, by element, oldest first; one without a life cycle is not there. */
export async function readLifeCycles(
  tx: Tx,
  tenant: TenantId,
  kind: LifeCycleKind,
  ids: readonly string[],
): Promise<Map<string, LifeCycleRow[]>> {
  const rows = await tx.query<LifeCycleRow & { readonly id: string }>(
    `select l.id, l.operation, coalesce(o.process_type, 'INGEST') as "processType", l.at, l.events
     from life_cycle l left join logbook_operation o on o.tenant = l.tenant and o.id = l.operation
     where l.tenant = $1 and l.kind = $2 and l.id = any ($3) order by l.at, l.operation`,
    [tenant, kind, ids],
  );
  return Map.groupBy(rows, ({ id }) => id);
}

const STATUS: Readonly<Record<CompactEvent[2], Status>> = { O: 'OK', W: 'WARNING', K: 'KO', F: 'FATAL' };

/** Third segments that name a task within an action; others are sub-codes of its outcome. */
const SUB_TASKS = new Set([
  'LFC_CREATION',
  'CALC_CHECK',
  'CHECK_SIZE',
  'FILE_FORMAT',
  'OBJECT_STORAGE_SUB_TASK',
  'EVENT',
]);

/** An event that a manifest brought (spec ingest.md 10.4); its detail is the event as the manifest has it. */
const IMPORTED = 'LFC.EXTERNAL_LOGBOOK.EVENT';
/** Members of it that stand in a life cycle under their own name. */
const IMPORTED_MEMBERS = [
  ...['evId', 'evParentId', 'evType', 'evDateTime', 'evIdProc', 'evTypeProc'],
  ...['outcome', 'outDetail', 'outMessg', 'agId', 'obId', 'evDetData'],
];

function importedMembers(detail: string | null): Record<string, string> {
  const event: Record<string, unknown> = JSON.parse(detail ?? '{}');
  const texts = IMPORTED_MEMBERS.flatMap((name) => {
    const value = event[name];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(texts);
}

/** Of the creation of an element, told so whatever the process that creates it (spec ingest.md 14.5). */
const CREATION = new Set([
  'LFC.LFC_CREATION',
  'LFC.CHECK_MANIFEST',
  'LFC.CHECK_MANIFEST.LFC_CREATION',
  'LFC.EXTERNAL_LOGBOOK',
]);
const ENTRY = 'INGEST';

/** Of an audit that has corrected copies: it is told as a change (spec operations.md 13.3). */
const CORRECTION = new Set([
  'LFC.UNIT_CORRECTIVE_AUDIT',
  'LFC.OBJECT_GROUP_CORRECTIVE_AUDIT',
  'LFC.OBJECT_CORRECTIVE_AUDIT',
]);
const CHANGE = 'UPDATE';

const processOf = ({ key }: Pick<ReadEvent, 'key'>, process: string) =>
  CREATION.has(key) ? ENTRY : CORRECTION.has(key) ? CHANGE : process;

interface ReadEvent {
  readonly type: string;
  readonly key: string;
  readonly outcome: Status;
  readonly at: Date;
  readonly detail: string | null;
  readonly object: string | undefined;
  /** Stands below the last event that does not. */
  readonly below: boolean;
}

function readEvent([key, millis, letter, detail, object]: CompactEvent): ReadEvent {
  const segments = key.split('.');
  const below = object !== undefined || SUB_TASKS.has(segments[2] ?? '');
  return {
    type: segments.slice(0, below ? 3 : 2).join('.'),
    key,
    outcome: STATUS[letter],
    at: new Date(millis),
    detail: detail ?? null,
    object,
    below,
  };
}

/** A life cycle in the raw names of the compatible API; undefined without rows. */
export function renderLifeCycle(
  tenant: TenantId,
  id: string,
  rows: readonly LifeCycleRow[],
): Record<string, unknown> | undefined {
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const creation: CompactEvent = ['LFC.LFC_CREATION', first.events[0]?.[1] ?? first.at.getTime(), 'O'];
  const events = rows.flatMap((row) => renderEvents(tenant, id, row));
  return {
    _id: id,
    ...renderEvent(tenant, id, first, readEvent(creation), -1, null),
    events,
    _tenant: tenant,
    _v: rows.length - 1,
    _lastPersistedDate: technicalDate(last.at),
  };
}

function renderEvents(tenant: TenantId, id: string, row: LifeCycleRow): Record<string, unknown>[] {
  let parent: string | null = null;
  return row.events.map((compact, index) => {
    const event = readEvent(compact);
    const rendered = renderEvent(tenant, id, row, event, index, event.below ? parent : null);
    if (!event.below) parent = rendered.evId;
    const own = event.key === IMPORTED ? { evDetData: null, ...importedMembers(event.detail) } : {};
    return { ...rendered, ...own, _lastPersistedDate: technicalDate(row.at) };
  });
}

function renderEvent(
  tenant: TenantId,
  id: string,
  row: LifeCycleRow,
  event: ReadEvent,
  index: number,
  parent: string | null,
) {
  const outDetail = `${event.key}.${event.outcome}`;
  return {
    evId: eventId(tenant, event.at, `${id}/${row.operation}`, index),
    evParentId: parent,
    evType: event.type,
    evDateTime: technicalDate(event.at),
    evIdProc: row.operation,
    evTypeProc: processOf(event, row.processType),
    outcome: event.outcome,
    outDetail,
    outMessg: label(outDetail),
    agId: agent('worker', 1),
    obId: event.object ?? id,
    evDetData: event.detail ?? '{}',
  };
}

const EVENT_TYPE = 7;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** An identifier of the form of spec model.md 1.1 that is always the same for the same event. */
function eventId(tenant: TenantId, at: Date, owner: string, index: number): string {
  const bytes = createHash('sha256').update(owner).digest().subarray(0, 22);
  bytes[0] = 1;
  bytes[1] = EVENT_TYPE;
  bytes.writeUInt32BE(tenant, 2);
  bytes[6] = 0x80; // write once
  bytes.writeUIntBE(at.getTime(), 13, 6);
  bytes.writeUIntBE(index + 1, 19, 3);
  const digits = (BigInt(`0x${bytes.toString('hex')}`) << 4n).toString(32).padStart(36, '0');
  return Array.from(digits, (digit) => ALPHABET[Number.parseInt(digit, 32)]).join('');
}

/** An event as a page shows it, with those below it. */
export interface HistoryEvent {
  readonly type: string;
  readonly label: string;
  readonly outcome: Status;
  readonly at: string;
  readonly detail: string | null;
  readonly object: string | null;
  readonly events: HistoryEvent[];
}
export const HistoryEvent = describes<HistoryEvent>()(
  Type.Object(
    {
      ...{ type: Text, label: Text, outcome: Status, at: InstantText },
      ...{ detail: orNull(Text), object: orNull(Text) },
      events: Type.Array(itself<HistoryEvent>('HistoryEvent')),
    },
    { title: 'HistoryEvent', description: 'An event as a page shows it, with those below it.' },
  ),
);

export const HistoryChapter = Type.Object(
  { operation: Text, processType: Text, at: InstantText, events: Type.Array(HistoryEvent) },
  { title: 'HistoryChapter', description: 'What an operation did to an element.' },
);
export type HistoryChapter = Told<typeof HistoryChapter>;

/** Operation by operation, the oldest first. */
export function renderHistory(rows: readonly LifeCycleRow[]): HistoryChapter[] {
  return rows.map((row) => {
    const events: HistoryEvent[] = [];
    for (const compact of row.events) {
      const event = readEvent(compact);
      const level = event.below ? (events.at(-1)?.events ?? events) : events;
      const words = label(`${event.key}.${event.outcome}`);
      level.push({
        type: event.type,
        label: event.key === IMPORTED ? (importedMembers(event.detail).outMessg ?? words) : words,
        outcome: event.outcome,
        at: event.at.toISOString(),
        detail: event.detail,
        object: event.object ?? null,
        events: [],
      });
    }
    return { operation: row.operation, processType: row.processType, at: row.at.toISOString(), events };
  });
}
