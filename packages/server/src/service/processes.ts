import { Type } from 'typebox';
import { label, Status } from '../logbook/index.ts';
import {
  countOperations,
  type Hold,
  holdsOn,
  isHeldBy,
  listOperations,
  Move,
  movesOf,
  type OperationFilter,
  type OperationView,
  readOperation,
  State,
  type Workflow,
  waitingAmong,
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

/** What the engine runs, and where it stands (spec frontoffice.md B.29). The logbook tells what was done. */

export type Steps = Pick<Workflow, 'id' | 'processType'> & {
  readonly steps: readonly { readonly name: string }[];
};

export const ProcessView = Type.Object(
  {
    id: Text,
    label: Type.String({ description: 'Name of its type, in French.' }),
    category: Type.String({ description: '`INGEST`, `MASTERDATA`…' }),
    ...{ state: State, status: Status },
    isWaiting: Type.Boolean({ description: 'It runs, and no worker has taken it yet.' }),
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
  },
  { title: 'FollowedProcess', description: 'An operation as the engine runs it.' },
);
export type ProcessView = Told<typeof ProcessView>;

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

export const ProcessPage = Type.Object(
  {
    processes: Type.Array(ProcessView),
    total: Count,
    states: Type.Record(State, Count, { description: 'Of those that answer to the other filters.' }),
    statuses: Type.Partial(Type.Record(Status, Count)),
    categories: Type.Array(Text, { description: 'Categories that the tenant’s operations have.' }),
    holds: Type.Array(HoldView),
  },
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
    const { states, statuses, ...others } = filter;
    const found = await listOperations(tx, tenant, filter, page, 'attention');
    const waiting = await waitingAmong(
      tx,
      tenant,
      found.map(({ id }) => id),
    );
    const counts = await countOperations(tx, tenant, others);
    const categories = await tx.query<{ category: string }>(
      'select distinct process_type as category from operation where tenant = $1 order by 1',
      [tenant],
    );
    const holds = await holdsOn(tx, tenant);
    const sum = (wanted: (each: (typeof counts)[number]) => boolean) =>
      counts.filter(wanted).reduce((total, { operations }) => total + operations, 0);
    const isState = (state: State) => (each: { readonly state: State }) => each.state === state;
    const has = (each: (typeof counts)[number]) =>
      (states?.includes(each.state) ?? true) && (statuses?.includes(each.status) ?? true);
    return {
      processes: found.map((view) => viewOf(view, workflows, { isWaiting: waiting.has(view.id), holds })),
      total: sum(has),
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
      categories: categories.map(({ category }) => category),
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
): Promise<ProcessView | undefined> {
  return database.inTenant(tenant, async (tx) => {
    const view = await readOperation(tx, tenant, id);
    if (!view) return undefined;
    const isWaiting = (await waitingAmong(tx, tenant, [view.id])).has(view.id);
    return viewOf(view, workflows, { isWaiting, holds: await holdsOn(tx, tenant) });
  });
}

function viewOf(
  view: OperationView,
  workflows: readonly Steps[],
  { isWaiting, holds }: { readonly isWaiting: boolean; readonly holds: readonly Hold[] },
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
    isWaiting: state === 'RUNNING' && isWaiting,
    isHeld: state === 'RUNNING' && isWaiting && isHeldBy(holds, view.processType),
    asked: request === 'CANCEL_PAUSED' ? 'CANCEL' : request,
    createdAt: view.createdAt.toISOString(),
    updatedAt: view.updatedAt.toISOString(),
    progress: { done: Math.min(nextStep, steps.length), of: steps.length },
    lastStep: named(previousStep),
    nextStep: state === 'COMPLETED' ? null : named(nextStep),
    moves: movesOf(view),
  };
}
