import { Type } from 'typebox';
import { Advices, adviceOn } from '../ingest/index.ts';
import { type LogbookEvent, label, nameOf, Status } from '../logbook/index.ts';
import { Count, describes, itself, orNull, Text, type Told } from '../platform/index.ts';

/** What the screens need of a workflow: the names of its steps, in order. */
export interface StepNames {
  readonly name: string;
  readonly behavior: string;
}

/** An event under a step: an action, or under an action one of its tasks. */
export interface TransferEvent {
  readonly key: string;
  readonly outcome: Status;
  /** `outDetail`: key, sub-code if any, outcome. */
  readonly code: string;
  /** Name of the control, in French. */
  readonly label: string;
  /** Sentence of the journal. */
  readonly message: string;
  readonly date: string;
  /** Of a step, whose beginning is an event of its own. */
  readonly startedAt?: string;
  /** `evDetData`, as written. */
  readonly detail: string | null;
  readonly tasks: readonly TransferEvent[];
  /** Of a transfer's refusals and warnings: what is wrong, and what to do. */
  readonly advice?: Advices;
}
export const TransferEvent = describes<TransferEvent>()(
  Type.Object(
    {
      ...{ key: Text, outcome: Status },
      code: Type.String({ description: '`outDetail`: key, sub-code if any, outcome.' }),
      label: Type.String({ description: 'Name of the control, in French.' }),
      message: Type.String({ description: 'Sentence of the journal.' }),
      date: Text,
      startedAt: Type.Optional(Type.String({ description: 'Of a step that is over.' })),
      detail: orNull(Text, '`evDetData`, as written.'),
      tasks: Type.Array(itself<TransferEvent>('TransferEvent')),
      advice: Type.Optional(Advices),
    },
    {
      title: 'TransferEvent',
      description: 'An event under a step: an action, or under an action one of its tasks.',
    },
  ),
);

export const TransferStep = Type.Object(
  {
    ...{ name: Text, label: Text },
    state: Type.Enum(['waiting', 'running', 'done', 'skipped'], {
      description: '`skipped`: a step before it ended the transfer.',
    }),
    outcome: Type.Optional(Status),
    ...{ startedAt: Type.Optional(Text), endedAt: Type.Optional(Text) },
    events: Type.Array(TransferEvent),
    advice: Type.Optional(Advices),
  },
  { title: 'TransferStep', description: 'Outcome, dates and advice are absent until there are any.' },
);
export type TransferStep = Told<typeof TransferStep>;

/**
 * The steps of a transfer as its journal tells them; a step that was run again is told by its last run.
 * @param completed nothing will be added to the journal
 */
export function stepsOf(
  workflow: readonly StepNames[],
  journal: readonly LogbookEvent[],
  completed: boolean,
): TransferStep[] {
  return workflow.map(({ name }) => {
    const started = journal.findLast(({ evType }) => evType === `${name}.STARTED`);
    const ended = journal.findLast(({ evType }) => evType === name);
    const running = started !== undefined && (!ended || journal.indexOf(ended) < journal.indexOf(started));
    const known = { name, label: label(name) };
    if (running && !completed)
      return { ...known, state: 'running', startedAt: started.evDateTime, events: [] };
    if (!ended) return { ...known, state: completed ? 'skipped' : 'waiting', events: [] };
    return {
      ...known,
      state: 'done',
      outcome: ended.outcome,
      ...(started ? { startedAt: started.evDateTime } : {}),
      endedAt: ended.evDateTime,
      events: eventsUnder(journal, ended.evId).map(advised),
      ...adviceFor(ended),
    };
  });
}

const ADVISED: readonly Status[] = ['WARNING', 'KO', 'FATAL'];

function adviceFor({ outcome, outDetail }: Pick<LogbookEvent, 'outcome' | 'outDetail'>): {
  advice?: Advices;
} {
  return ADVISED.includes(outcome) ? { advice: adviceOn(outDetail) } : {};
}

/** With what is wrong and what to do, of an event of an entry and of those under it. */
export function advised(event: TransferEvent): TransferEvent {
  const { outcome, code, tasks } = event;
  return { ...event, tasks: tasks.map(advised), ...adviceFor({ outcome, outDetail: code }) };
}

function eventsUnder(journal: readonly LogbookEvent[], parent: string): TransferEvent[] {
  return journal.filter(({ evParentId }) => evParentId === parent).map((event) => eventOf(journal, event));
}

/** The events of any operation, each under the one that holds it; the beginning of a step that is over stands with its end. */
export function eventTree(journal: readonly LogbookEvent[]): TransferEvent[] {
  const known = new Set(journal.map(({ evId }) => evId));
  const tops = journal.filter(({ evParentId }) => evParentId === null || !known.has(evParentId));
  const begun = new Map<string, string>();
  const tree: TransferEvent[] = [];
  for (const event of tops) {
    const step = /^(.+)\.STARTED$/.exec(event.evType)?.[1];
    if (step !== undefined) begun.set(step, event.evDateTime);
    const startedAt = begun.get(event.evType);
    // A step that was run again has ended twice.
    begun.delete(event.evType);
    const isOver =
      step !== undefined && tops.slice(tops.indexOf(event)).some(({ evType }) => evType === step);
    if (!isOver) tree.push({ ...eventOf(journal, event), ...(startedAt === undefined ? {} : { startedAt }) });
  }
  return tree;
}

function eventOf(journal: readonly LogbookEvent[], event: LogbookEvent): TransferEvent {
  return {
    key: event.evType,
    outcome: event.outcome,
    code: event.outDetail,
    label: nameOf(event.evType),
    message: event.outMessg,
    date: event.evDateTime,
    detail: event.evDetData,
    tasks: eventsUnder(journal, event.evId),
  };
}

export const Volumes = Type.Object({ units: Count, groups: Count, objects: Count, bytes: Count });
export type Volumes = Told<typeof Volumes>;

/** What entered, as ACCESSION_REGISTRATION wrote it; undefined before, and for holding schemes. */
export function volumesOf(journal: readonly LogbookEvent[]): Volumes | undefined {
  const event = journal.findLast(({ evType }) => evType === 'ACCESSION_REGISTRATION');
  const [volumes] = (readObject(event?.evDetData).Volumetry as Record<string, unknown>[] | undefined) ?? [];
  if (!volumes) return undefined;
  const count = (name: string) => Number((volumes[name] as { ingested?: number } | undefined)?.ingested ?? 0);
  return {
    units: count('TotalUnits'),
    groups: count('TotalObjectGroups'),
    objects: count('TotalObjects'),
    bytes: count('ObjectSize'),
  };
}

/** Members of a JSON text of the journal; none when there is no object in it. */
export function readObject(text: unknown): Record<string, unknown> {
  if (typeof text !== 'string') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
