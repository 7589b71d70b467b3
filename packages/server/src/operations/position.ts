import type { Status } from '../logbook/index.ts';
import type { Database, Tx } from '../platform/index.ts';
import type { Lease } from './queue.ts';

/** Where the engine stands in an operation: read from the database, moved on by each step. */
export interface Position {
  /** Index of the step to come; the number of steps when all are done. */
  step: number;
  /** Worst status of the finished steps, technical failures aside. */
  status: Status;
  stepByStep: boolean;
}

/**
 * A move that the next holder, or the present one, obeys. PAUSE and CANCEL: between two steps, before the last.
 * CANCEL_PAUSED: at once, even where the last step had run, since nobody was at work.
 */
export type Request = 'PAUSE' | 'CANCEL' | 'CANCEL_PAUSED';

export interface OperationState {
  readonly workflow: string;
  readonly position: Position;
  readonly request: Request | null;
  readonly context: string;
  readonly parameters: Record<string, unknown>;
}

export async function readState(database: Database, { tenant, operation }: Lease): Promise<OperationState> {
  const [row] = await database.inTenant(tenant, (tx) =>
    tx.query<Omit<OperationState, 'position'> & Position>(
      `select workflow, request, context, parameters,
              next_step as step, sound_status as status, step_by_step as "stepByStep"
       from operation where tenant = $1 and id = $2`,
      [tenant, operation],
    ),
  );
  if (!row) throw new Error(`operation ${operation} is queued and does not exist`);
  const { step, status, stepByStep, ...rest } = row;
  return { ...rest, position: { step, status, stepByStep } };
}

/** The request as it stands; the row is held, so that none slips in before the position is written. */
export async function holdRequest(tx: Tx, { tenant, operation }: Lease): Promise<Request | null> {
  const [row] = await tx.query<{ request: Request | null }>(
    'select request from operation where tenant = $1 and id = $2 for update',
    [tenant, operation],
  );
  return row?.request ?? null;
}

/** Writes where the operation stands; a request is answered by it. `shown` is the status that followers see. */
export async function writePosition(
  tx: Tx,
  { tenant, operation }: Lease,
  state: 'PAUSE' | 'RUNNING' | 'COMPLETED',
  position: Position,
  now: Date,
  shown: Status = position.status,
): Promise<void> {
  await tx.query(
    `update operation
     set state = $3, status = $4, sound_status = $5, next_step = $6, request = null, updated_at = $7
     where tenant = $1 and id = $2`,
    [tenant, operation, state, shown, position.status, position.step, now],
  );
}
