import { Type } from 'typebox';
import { label, Status } from '../logbook/index.ts';
import {
  categoriesOf,
  countOperations,
  holdsOn,
  listByAttention,
  Move,
  movesOf,
  type OperationFilter,
  type OperationView,
  placesInQueue,
  readOperation,
  State,
  type Workflow,
} from '../operations/index.ts';
import {
  Count,
  InstantText,
  orNull,
  type Platform,
  type TenantId,
  Text,
  type Told,
} from '../platform/index.ts';
import { OperationRun, readRun } from './operation-run.ts';

/** What the engine runs, and where it stands (spec frontoffice.md B.29). The logbook tells what was done. */

export type Steps = Pick<Workflow, 'id' | 'processType'> & {
  readonly steps: readonly { readonly name: string }[];
};

export const PROCESS = {
  id: Text,
  label: Type.String({ description: 'Name of its type, in French.' }),
  category: Type.String({ description: '`INGEST`, `MASTERDATA`…' }),
  ...{ state: State, status: Status },
  isWaiting: Type.Boolean({ description: 'It runs, and no worker has taken it yet.' }),
  place: orNull(
    Type.Integer({ minimum: 1 }),
    'Among the waiting operations of the tenant; null: it does not wait, or an order holds it back.',
  ),
  isHeld: Type.Boolean({ description: 'An order holds it back: it waits until that is lifted.' }),
  stepByStep: Type.Boolean(),
  asked: orNull(
    Type.Enum(['PAUSE', 'CANCEL']),
    'A move that is asked for, and is obeyed at the end of the step under way.',
  ),
  ...{ createdAt: InstantText, updatedAt: InstantText },
  progress: Type.Object({ done: Count, of: Count }),
  lastStep: orNull(Text, 'Name in French; null: none.'),
  nextStep: orNull(Text, 'Name in French; null: none.'),
  moves: Type.Array(Move, { description: 'What its state allows, whoever asks.' }),
};

export const ProcessView = Type.Object(PROCESS, {
  title: 'FollowedProcess',
  description: 'An operation as the engine runs it.',
});
export type ProcessView = Told<typeof ProcessView>;

export const ProcessDetail = Type.Object({ ...PROCESS, run: OperationRun }, { title: 'ProcessDetail' });
export type ProcessDetail = Told<typeof ProcessDetail>;

export const HoldView = Type.Object(
  {
    category: orNull(Text, 'Category that is held back; null: all.'),
    since: InstantText,
    isOfPlatform: Type.Boolean({
      description: 'It is about every tenant, and is lifted by an operator of the platform.',
    }),
  },
  { title: 'ProcessHold', description: 'An order that holds operations of the tenant back.' },
);

/** What a list says beside its operations. */
export const PAGE = {
  total: Count,
  states: Type.Record(State, Count, { description: 'Of those that answer to the other filters.' }),
  statuses: Type.Partial(Type.Record(Status, Count)),
  categories: Type.Array(Text, { description: 'Categories that the operations have.' }),
};

export const ProcessPage = Type.Object(
  { processes: Type.Array(ProcessView), ...PAGE, holds: Type.Array(HoldView) },
  { title: 'ProcessPage' },
);
export type ProcessPage = Told<typeof ProcessPage>;

/** What waits for somebody first, then what runs; the newest first. */
export async function listProcesses(
  { database }: Pick<Platform, 'database'>,
  workflows: readonly Steps[],
  tenant: TenantId,
  filter: OperationFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<ProcessPage> {
  return database.inTenant(tenant, async (tx) => {
    const { states: _, statuses: __, ...others } = filter;
    const found = await listByAttention(tx, tenant, filter, page);
    const places = await placesInQueue(
      tx,
      tenant,
      found.map(({ id }) => id),
    );
    const counts = await countOperations(tx, tenant, others);
    const categories = await categoriesOf(tx, tenant, 'operation');
    const holds = await holdsOn(tx, tenant);
    return {
      processes: found.map((view) => viewOf(view, workflows, places.get(view.id))),
      ...countsBy(counts, filter),
      categories,
      holds: holds.map(({ tenant: of, processType, since }) => ({
        category: processType ?? null,
        since: since.toISOString(),
        isOfPlatform: of === undefined,
      })),
    };
  });
}

/** @returns undefined when it is unknown in the tenant */
export async function readProcess(
  { database }: Pick<Platform, 'database'>,
  workflows: readonly Steps[],
  tenant: TenantId,
  id: string,
): Promise<ProcessDetail | undefined> {
  return database.inTenant(tenant, async (tx) => {
    const view = await readOperation(tx, tenant, id);
    const run = view && (await readRun(tx, tenant, id));
    if (!run) return undefined;
    const places = await placesInQueue(tx, tenant, [view.id]);
    return { ...viewOf(view, workflows, places.get(view.id)), run };
  });
}

interface Counted {
  readonly state: State;
  readonly status: Status;
  readonly operations: number;
}

/** @param counts of what answers to the other filters */
export function countsBy(
  counts: readonly Counted[],
  { states, statuses }: OperationFilter,
): Pick<ProcessPage, 'total' | 'states' | 'statuses'> {
  const sum = (wanted: (each: Counted) => boolean) =>
    counts.filter(wanted).reduce((total, { operations }) => total + operations, 0);
  const isState = (state: State) => (each: Counted) => each.state === state;
  return {
    total: sum(
      ({ state, status }) => (states?.includes(state) ?? true) && (statuses?.includes(status) ?? true),
    ),
    states: {
      PAUSE: sum(isState('PAUSE')),
      RUNNING: sum(isState('RUNNING')),
      COMPLETED: sum(isState('COMPLETED')),
    },
    statuses: Object.fromEntries(
      [...new Set(counts.map(({ status }) => status))].map((status) => [
        status,
        sum((each) => each.status === status),
      ]),
    ),
  };
}

/** @param place in the queue: null when it is held back there, undefined when it is not there */
export function viewOf(
  view: OperationView,
  workflows: readonly Steps[],
  place: number | null | undefined,
): ProcessView {
  const { id, state, status, stepByStep, nextStep, previousStep, request } = view;
  const steps = workflows.find((each) => each.id === view.workflow)?.steps ?? [];
  const named = (step: number | null) => {
    const name = steps[step ?? -1]?.name;
    return name === undefined ? null : label(name);
  };
  return {
    id,
    label: label(view.type),
    category: view.processType,
    ...{ state, status, stepByStep },
    isWaiting: state === 'RUNNING' && place !== undefined,
    isHeld: state === 'RUNNING' && place === null,
    place: state === 'RUNNING' ? (place ?? null) : null,
    asked: request === 'CANCEL_PAUSED' ? 'CANCEL' : request,
    createdAt: view.createdAt.toISOString(),
    updatedAt: view.updatedAt.toISOString(),
    progress: { done: Math.min(nextStep, steps.length), of: steps.length },
    lastStep: named(previousStep),
    nextStep: state === 'COMPLETED' ? null : named(nextStep),
    moves: movesOf(view),
  };
}
