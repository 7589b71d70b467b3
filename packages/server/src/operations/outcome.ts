import { type LogbookEvent, label, STATUSES, type Status, worst } from '../logbook/index.ts';
import type { ActionResult, ChunkOutcome, Outcome, TaskResult } from './workflow.ts';

/** What every event of one operation has in common. */
export interface EventFrame {
  readonly operation: string;
  readonly processType: string;
  readonly agent: string;
  /** Makes an event's identifier. */
  id(): string;
  /** Technical date-time of the event. */
  date: string;
}

/** `A.B.KO`: event type, sub-code if any, status (spec ingest.md 4.2). */
export function outcomeDetail(
  type: string,
  { status, subCode }: Pick<Outcome, 'status' | 'subCode'>,
): string {
  return subCode === undefined ? `${type}.${status}` : `${type}.${subCode}.${status}`;
}

function meterText({ status, meter = { [status]: 1 } }: Outcome): string {
  const counts = STATUSES.filter((each) => meter[each]).map((each) => `${each}:${meter[each]}`);
  return ` Detail=  ${counts.join(' ')}`;
}

function event(frame: EventFrame, type: string, outcome: Pick<Outcome, 'status' | 'subCode'>): LogbookEvent {
  const outDetail = outcomeDetail(type, outcome);
  return {
    evId: frame.id(),
    evParentId: null,
    evType: type,
    evDateTime: frame.date,
    evDetData: null,
    evIdProc: frame.operation,
    evTypeProc: frame.processType,
    outcome: outcome.status,
    outDetail,
    outMessg: label(outDetail),
    agId: frame.agent,
    evIdReq: frame.operation,
  };
}

/** An event about the operation as a whole: beginning or end of a step, end of the process. */
export function plainEvent(frame: EventFrame, type: string, status: Status): LogbookEvent {
  return { ...event(frame, type, { status }), obId: frame.operation };
}

/** A finished step with its actions and their sub-tasks: a step precedes its actions, an action its tasks. */
export function stepEvents(
  frame: EventFrame,
  step: string,
  status: Status,
  actions: readonly { readonly key: string; readonly result: ActionResult }[],
  empty?: Status,
): LogbookEvent[] {
  const head = plainEvent(frame, step, status);
  const events = [head];
  for (const { key, result } of actions) {
    if (result.silent === 'always' || (result.silent === 'below KO' && !refused(result.status))) continue;
    const ofAction: LogbookEvent = {
      ...event(frame, key, result),
      evParentId: head.evId,
      evDetData: result.detail ?? null,
      ...(result.rightsStatementIdentifier === undefined
        ? {}
        : { rightsStatementIdentifier: result.rightsStatementIdentifier }),
      ...(result.agIdExt === undefined ? {} : { agIdExt: result.agIdExt }),
    };
    ofAction.outMessg += meterText(result);
    events.push(ofAction);
    for (const task of result.tasks ?? []) {
      const ofTask = { ...event(frame, `${key}.${task.key}`, task), evParentId: ofAction.evId };
      ofTask.outMessg += meterText(task);
      events.push(ofTask);
    }
  }
  if (empty !== undefined)
    events.push({ ...plainEvent(frame, 'OBJECTS_LIST_EMPTY', empty), evParentId: head.evId });
  return events;
}

const refused = (status: Status) => status === 'KO' || status === 'FATAL';

/** The outcome of an action over all its chunks: worst status, its sub-code, meters added up; its tasks likewise. */
export function mergeOutcomes(a: ChunkOutcome, b: ChunkOutcome): ChunkOutcome {
  const tasks = mergeTasks(a.tasks ?? [], b.tasks ?? []);
  return { ...mergeOwn(a, b), ...(tasks.length === 0 ? {} : { tasks }) };
}

function mergeTasks(a: readonly TaskResult[], b: readonly TaskResult[]): TaskResult[] {
  const merged = new Map(a.map((task) => [task.key, task]));
  for (const task of b) {
    const known = merged.get(task.key);
    merged.set(task.key, known ? { ...mergeOwn(known, task), key: task.key } : task);
  }
  return [...merged.values()];
}

function mergeOwn(a: Outcome, b: Outcome): Outcome {
  const status = worst(a.status, b.status);
  const from = status === a.status ? a : b;
  const meter: Partial<Record<Status, number>> = {};
  for (const { status: own, meter: counts = { [own]: 1 } } of [a, b])
    for (const each of STATUSES) if (counts[each]) meter[each] = (meter[each] ?? 0) + counts[each];
  return { status, meter, ...(from.subCode === undefined ? {} : { subCode: from.subCode }) };
}
