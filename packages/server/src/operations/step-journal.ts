import type { Database, Tx } from '../platform/index.ts';
import { confirm, type Lease } from './queue.ts';
import type { ActionResult, ChunkOutcome } from './workflow.ts';

/** What is behind in one step: whoever goes on after a crash does none of it again. */
export interface StepJournal {
  /** Its beginning is in the logbook. */
  readonly begun: boolean;
  /** Results of the actions of a single step, by index. */
  readonly actions: ReadonlyMap<number, ActionResult>;
  /** Outcomes of the chunks of a distributed step, by key of action. */
  readonly chunks: ReadonlyMap<number, Readonly<Record<string, ChunkOutcome>>>;
}

/** What a row of the journal is about. */
export type Entry =
  | { readonly kind: 'begun' }
  | { readonly kind: 'action'; readonly action: number; readonly result: ActionResult }
  | {
      readonly kind: 'chunk';
      readonly chunk: number;
      readonly outcomes: Readonly<Record<string, ChunkOutcome>>;
    };

export type Effects = (tx: Tx) => Promise<void>;

/** In the columns `action` and `chunk`: none; a row with neither is the beginning. */
const NONE = -1;

/**
 * Writes an entry in the transaction of its effects: both are there, or neither. The fencing token is compared last:
 * a worker that lost its lease changes nothing.
 * @throws LeaseLost
 */
export async function writeEntry(
  database: Database,
  lease: Lease,
  step: number,
  entry: Entry,
  now: Date,
  effects?: Effects,
): Promise<void> {
  const { tenant, operation } = lease;
  const action = entry.kind === 'action' ? entry.action : NONE;
  const chunk = entry.kind === 'chunk' ? entry.chunk : NONE;
  const result = entry.kind === 'action' ? entry.result : entry.kind === 'chunk' ? entry.outcomes : {};
  await database.inTenant(tenant, async (tx) => {
    await effects?.(tx);
    await tx.query(
      `insert into operation_journal (tenant, operation, step, action, chunk, result, ended_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [tenant, operation, step, action, chunk, JSON.stringify(result), now],
    );
    await confirm(tx, lease);
  });
}

export async function readStepJournal(
  database: Database,
  { tenant, operation }: Lease,
  step: number,
): Promise<StepJournal> {
  const rows = await database.inTenant(tenant, (tx) =>
    tx.query<{ action: number; chunk: number; result: unknown }>(
      'select action, chunk, result from operation_journal where tenant = $1 and operation = $2 and step = $3',
      [tenant, operation, step],
    ),
  );
  return {
    begun: rows.some(({ action, chunk }) => action === NONE && chunk === NONE),
    actions: new Map(
      rows
        .filter(({ action }) => action !== NONE)
        .map(({ action, result }) => [action, result as ActionResult]),
    ),
    chunks: new Map(
      rows
        .filter(({ chunk }) => chunk !== NONE)
        .map(({ chunk, result }) => [chunk, result as Record<string, ChunkOutcome>]),
    ),
  };
}

/** Has a step run anew, from its beginning. */
export async function forgetStep(tx: Tx, { tenant, operation }: Lease, step: number): Promise<void> {
  await tx.query('delete from operation_journal where tenant = $1 and operation = $2 and step = $3', [
    tenant,
    operation,
    step,
  ]);
}
