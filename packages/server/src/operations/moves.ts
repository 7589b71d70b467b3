import { type Static, Type } from 'typebox';
import { type Asker, label, openJournal, startedRecord } from '../logbook/index.ts';
import { ArchiveError, type OperationId, type Platform, type TenantId, type Tx } from '../platform/index.ts';
import { enqueue } from './queue.ts';
import { OPERATION_COLUMNS, type OperationView, readOperation } from './views.ts';
import type { Workflow } from './workflow.ts';

export const Move = Type.Enum(['NEXT', 'RESUME', 'PAUSE', 'REPLAY', 'CANCEL'], { title: 'ProcessMove' });
export type Move = Static<typeof Move>;

export interface NewOperation extends Asker {
  readonly id: OperationId;
  readonly workflow: Pick<Workflow, 'id' | 'identifier' | 'processType'>;
  /** Stops in PAUSE after each step. */
  readonly stepByStep: boolean;
  /** What the handlers are told; plain JSON. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** `agId` of the journal. */
  readonly agent: string;
  /** The operation that makes it needed, by which clients find it (`evIdReq`); default: itself. */
  readonly cause?: OperationId;
}

/** Creates an operation with its journal and queues it, in one transaction: it exists whole or not at all. */
export async function createOperation(
  platform: Platform,
  tenant: TenantId,
  operation: NewOperation,
): Promise<void> {
  await platform.database.inTenant(tenant, (tx) =>
    queueOperation(tx, tenant, operation, platform.clock.now()),
  );
}

/** As `createOperation`, in the transaction of what makes the operation needed. */
export async function queueOperation(
  tx: Tx,
  tenant: TenantId,
  operation: NewOperation,
  now: Date,
): Promise<void> {
  const { id, workflow } = operation;
  const { identifier: type, processType } = workflow;
  const master = startedRecord({ operation: id, type, processType, agent: operation.agent }, operation, now, {
    outMessg: `${label(`${type}.STARTED`)} : ${id}`,
    obIdIn: id,
    evIdReq: operation.cause ?? id,
  });
  await openJournal(tx, tenant, master, now);
  await tx.query(
    `insert into operation (tenant, id, workflow, type, process_type, state, status, sound_status, step_by_step,
                              context, parameters, created_at, updated_at)
       values ($1, $2, $3, $4, $5, 'RUNNING', 'STARTED', 'STARTED', $6, $7, $8, $9, $9)`,
    [
      tenant,
      id,
      workflow.id,
      workflow.identifier,
      workflow.processType,
      operation.stepByStep,
      operation.context,
      JSON.stringify(operation.parameters),
      now,
    ],
  );
  await enqueue(tx, tenant, id, now);
}

/**
 * Moves an operation: NEXT one step, RESUME to the end, PAUSE at the end of the step under way, REPLAY the last step
 * (what it has done is not done again), CANCEL (ends KO by its last step). While a worker holds it the move is noted and
 * obeyed between two steps.
 * @throws ArchiveError adminNotFound, or adminForbidden when its state does not allow the move
 */
export async function moveOperation(
  platform: Platform,
  tenant: TenantId,
  id: string,
  move: Move,
): Promise<OperationView> {
  const now = platform.clock.now();
  return platform.database.inTenant(tenant, async (tx) => {
    const [held] = await tx.query<OperationView>(
      `select ${OPERATION_COLUMNS} from operation where tenant = $1 and id = $2 for update`,
      [tenant, id],
    );
    if (!held) throw new ArchiveError('adminNotFound', `No operation ${id} on tenant ${tenant}.`);
    const set = moved(held, move);
    await tx.query(
      `update operation set state = $3, status = $4, step_by_step = $5, request = $6, next_step = $7, updated_at = $8
       where tenant = $1 and id = $2`,
      [tenant, id, set.state, set.status, set.stepByStep, set.request, set.nextStep, now],
    );
    if (held.state === 'PAUSE' && set.state === 'RUNNING') await enqueue(tx, tenant, held.id, now);
    return (await readOperation(tx, tenant, id)) as OperationView;
  });
}

type Moved = Pick<OperationView, 'state' | 'status' | 'stepByStep' | 'nextStep' | 'request'>;

/** What a move makes of an operation's state (DESIGN: pause, next, resume, replay, cancel are moves on the journal). */
export function moved(held: OperationView, move: Move): Moved {
  const { state, stepByStep, nextStep, previousStep, request } = held;
  const refuse = () =>
    new ArchiveError('adminForbidden', `Operation ${held.id} is ${state}: ${move} is not possible.`, {
      status: 412,
    });
  if (state === 'COMPLETED') throw refuse();
  // A technical failure is behind once somebody has it go on: what follows decides the status.
  const status = held.soundStatus;
  const running = state === 'RUNNING';
  const isCancelled = request === 'CANCEL' || request === 'CANCEL_PAUSED';
  switch (move) {
    case 'CANCEL': {
      const asked = isCancelled ? request : running ? 'CANCEL' : 'CANCEL_PAUSED';
      return { state: 'RUNNING', status, stepByStep: false, nextStep, request: asked };
    }
    case 'PAUSE':
      if (!running) throw refuse();
      return {
        state,
        status: held.status,
        stepByStep,
        nextStep,
        request: isCancelled ? request : 'PAUSE',
      };
    case 'NEXT':
      if (running) throw refuse();
      return { state: 'RUNNING', status, stepByStep: true, nextStep, request: null };
    case 'REPLAY': {
      if (running) throw refuse();
      // A step that failed is still the one to come; one that ended says again what its journal holds.
      const replayed = held.status === 'FATAL' ? nextStep : (previousStep ?? nextStep);
      return { state: 'RUNNING', status, stepByStep: true, nextStep: replayed, request: null };
    }
    case 'RESUME':
      if (running) throw refuse();
      return { state: 'RUNNING', status, stepByStep: false, nextStep, request: null };
  }
}

/** Moves that change where an operation is going; `moved` refuses the others, or they ask for what is asked already. */
export function movesOf({
  state,
  status,
  request,
  previousStep,
}: Pick<OperationView, 'state' | 'status' | 'request' | 'previousStep'>): Move[] {
  if (state === 'COMPLETED') return [];
  if (state === 'RUNNING') {
    if (request === null) return ['PAUSE', 'CANCEL'];
    return request === 'PAUSE' ? ['CANCEL'] : [];
  }
  // The step that failed is still the one to come: to go one step on is to replay it.
  if (status === 'FATAL') return ['RESUME', 'REPLAY', 'CANCEL'];
  return previousStep === null ? ['RESUME', 'NEXT', 'CANCEL'] : ['RESUME', 'NEXT', 'REPLAY', 'CANCEL'];
}
