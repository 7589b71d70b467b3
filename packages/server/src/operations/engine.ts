import {
  agent,
  appendEvents,
  atLeast,
  type LogbookEvent,
  label,
  type MasterPatch,
  type Status,
  worst,
} from '../logbook/index.ts';
import { type Platform, type Tx, technicalDate } from '../platform/index.ts';
import { type EventFrame, mergeOutcomes, plainEvent, stepEvents } from './outcome.ts';
import { confirm, type Lease, LeaseLost, release } from './queue.ts';
import type { ActionResult, DistributedStep, Outcome, Run, SingleStep, Step, Workflow } from './workflow.ts';

/** Rows of the journal that are not about an action: a step begun, and the end of a whole action. */
const BEGUN = -1;
const WHOLE = -1;

/** Chunks of one step under way at once: while the database takes one, the next is being made. */
const CHUNKS_AT_ONCE = 2;

/** A refusal of the run that is nobody's fault: connection lost, service stopping. The lease decides who goes on. */
export class Interrupted extends Error {}

/** Where the engine stands in an operation: read from the database, moved on by each step. */
interface Position {
  step: number;
  status: Status;
  stepByStep: boolean;
}

interface JournalRow {
  action: number;
  chunk: number;
  result: ActionResult & { actions?: Record<string, Outcome> };
}

/**
 * Runs a leased operation from where its journal ends until it is completed, paused or interrupted.
 * Every transaction ends by comparing the fencing token: a worker that lost its lease changes nothing.
 * @throws LeaseLost, Interrupted: the operation stays queued and goes on elsewhere
 */
export async function runOperation<House extends Platform>(
  house: House,
  workflowOf: (id: string) => Workflow<House> | undefined,
  lease: Lease,
  signal: AbortSignal,
  node: number,
): Promise<void> {
  const { database, clock } = house;
  const { tenant, operation } = lease;
  const row = await readRow(house, lease);
  const workflow = workflowOf(row.workflow);
  if (!workflow)
    throw new Error(`operation ${operation}: workflow ${row.workflow} is not known to this release`);
  const position: Position = { step: row.next_step, status: row.sound_status, stepByStep: row.step_by_step };
  const memory = new Map<string, Promise<unknown>>();
  const run: Run<House> = {
    tenant,
    id: operation,
    house,
    workflow,
    context: row.context,
    parameters: row.parameters,
    signal,
    get status() {
      return position.status;
    },
    once: <T>(key: string, load: () => Promise<T>) => {
      const known = memory.get(key) ?? load();
      memory.set(key, known);
      return known as Promise<T>;
    },
  };

  function frame(): EventFrame {
    return {
      operation,
      processType: workflow?.processType as string,
      agent: agent('ingest-external', node),
      id: () => house.guids.make('event', tenant),
      date: technicalDate(clock.now()),
    };
  }

  /** One transaction of this run; the lease is looked at last. */
  async function commit<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return database.inTenant(tenant, async (tx) => {
      const result = await work(tx);
      await confirm(tx, lease);
      return result;
    });
  }

  async function journal(
    step: number,
    action: number,
    chunk: number,
    result: unknown,
    effects?: (tx: Tx) => Promise<void>,
  ) {
    await commit(async (tx) => {
      await effects?.(tx);
      await tx.query(
        `insert into operation_journal (tenant, operation, step, action, chunk, result, ended_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [tenant, operation, step, action, chunk, JSON.stringify(result), clock.now()],
      );
    });
  }

  async function journalOf(step: number): Promise<JournalRow[]> {
    return database.inTenant(tenant, (tx) =>
      tx.query<JournalRow>(
        `select action, chunk, result from operation_journal where tenant = $1 and operation = $2 and step = $3`,
        [tenant, operation, step],
      ),
    );
  }

  async function begin(index: number, step: Step<House>, rows: JournalRow[]): Promise<void> {
    if (rows.some((each) => each.action === BEGUN && each.chunk === WHOLE)) return;
    await journal(index, BEGUN, WHOLE, {}, (tx) =>
      appendEvents(tx, tenant, operation, [startedEvent(frame(), step.name)], {}, clock.now()),
    );
  }

  async function single(index: number, step: SingleStep<House>, rows: JournalRow[]): Promise<Finished> {
    const done = new Map(rows.filter((each) => each.action >= 0).map((each) => [each.action, each.result]));
    const actions: Finished['actions'] = [];
    let status: Status = 'OK';
    for (const [number, action] of step.actions.entries()) {
      throwIfAborted(signal);
      let result: ActionResult | undefined = done.get(number);
      if (!result) {
        const { effects, ...made } = await attempt(run, action.key, () => action.run(run));
        result = made;
        if (result.status !== 'FATAL') await journal(index, number, WHOLE, result, effects);
      }
      actions.push({ key: action.key, result });
      status = worst(status, result.status);
      if (result.status === 'FATAL' || (result.status === 'KO' && action.behavior === 'BLOCKING')) break;
    }
    return { status, actions };
  }

  async function distributed(
    index: number,
    step: DistributedStep<House>,
    rows: JournalRow[],
  ): Promise<Finished> {
    const outcomes = new Map<string, Outcome>();
    const merge = (made: Readonly<Record<string, Outcome>>) => {
      for (const [key, outcome] of Object.entries(made)) {
        const known = outcomes.get(key);
        outcomes.set(key, known ? mergeOutcomes(known, outcome) : outcome);
      }
    };
    const done = new Map(rows.filter((each) => each.chunk >= 0).map((each) => [each.chunk, each.result]));
    for (const result of done.values()) merge(result.actions ?? {});
    let next = 0;
    let failure: ActionResult | undefined;
    const count = await step.chunks(run);
    const lane = async () => {
      while (next < count && !failure) {
        const chunk = next++;
        if (done.has(chunk)) continue;
        throwIfAborted(signal);
        const made = await attempt(run, `${step.name} ${chunk}`, () => step.process(run, chunk));
        if ('status' in made) {
          failure = made;
          return;
        }
        await journal(index, BEGUN, chunk, { actions: made.actions }, made.effects);
        merge(made.actions);
      }
    };
    await allLanes(lane);
    if (failure) outcomes.set(step.actions[0]?.key as string, failure);
    const actions = step.actions.flatMap(({ key }) => {
      const outcome = outcomes.get(key);
      return outcome ? [{ key, result: { detail: failure?.detail ?? '{}', ...outcome } }] : [];
    });
    const empty = count === 0 ? step.onEmpty : undefined;
    const statuses = [...actions.map(({ result }) => result.status), ...(empty ? [empty] : [])];
    return { status: statuses.reduce(worst, 'OK' as Status), actions, ...(empty ? { empty } : {}) };
  }

  /** Writes a finished step and moves on: next step, pause, or the step that ends every operation. */
  async function conclude(index: number, step: Step<House>, finished: Finished): Promise<'go on' | 'stop'> {
    const status = worst(position.status, finished.status);
    const refused = finished.status === 'KO' && step.behavior === 'BLOCKING';
    const next = finished.status === 'FATAL' ? index : refused ? finallyStep(run.workflow) : index + 1;
    const last = next >= run.workflow.steps.length;
    const now = clock.now();
    return commitMove(async (tx) => {
      await appendEvents(
        tx,
        tenant,
        operation,
        stepEvents(frame(), step.name, finished.status, finished.actions, finished.empty),
        await masterPatch(
          tx,
          lease,
          finished.actions.map(({ result }) => result),
        ),
        now,
      );
      const request = await takeRequest(tx, lease);
      // Once the last step has run its reply is written: what it says is what happens.
      const cancelled = request === 'CANCEL' && step.behavior !== 'FINALLY';
      const failed = finished.status === 'FATAL';
      const asked = position.stepByStep || request === 'PAUSE';
      const paused = !cancelled && (failed || (asked && !last));
      const moved: Position = cancelled
        ? { ...position, step: finallyStep(run.workflow), status: 'KO' }
        : { ...position, step: next, status: failed ? position.status : status };
      await writePosition(tx, lease, paused ? 'PAUSE' : 'RUNNING', moved, now, failed && paused);
      Object.assign(position, moved);
      return paused ? 'stop' : 'go on';
    });
  }

  async function commitMove(work: (tx: Tx) => Promise<'go on' | 'stop'>): Promise<'go on' | 'stop'> {
    return database.inTenant(tenant, async (tx) => {
      const move = await work(tx);
      await (move === 'stop' ? release(tx, lease) : confirm(tx, lease));
      return move;
    });
  }

  async function complete(): Promise<void> {
    await database.inTenant(tenant, async (tx) => {
      if (!atLeast(position.status, 'KO')) await workflow?.publish(run, tx);
      const now = clock.now();
      const event = plainEvent(frame(), run.workflow.identifier, position.status);
      await appendEvents(tx, tenant, operation, [event], {}, now);
      await writePosition(tx, lease, 'COMPLETED', position, now);
      await release(tx, lease);
    });
    await workflow?.tidy(run);
  }

  /** Our own failure outside any action (database full…): the operation waits for a person, who has it go on or cancels it. */
  async function giveUp(error: unknown): Promise<void> {
    house.log.error({ err: error, tenant, operation }, 'operation stopped by a technical failure');
    await database.inTenant(tenant, async (tx) => {
      await writePosition(tx, lease, 'PAUSE', position, clock.now(), true);
      await release(tx, lease);
    });
  }

  async function goOn(): Promise<void> {
    while (position.step < run.workflow.steps.length) {
      const index = position.step;
      const step = run.workflow.steps[index] as Step<House>;
      const rows = await journalOf(index);
      await begin(index, step, rows);
      const finished =
        step.kind === 'single' ? await single(index, step, rows) : await distributed(index, step, rows);
      if ((await conclude(index, step, finished)) === 'stop') return;
    }
    await complete();
  }

  if (row.request === 'CANCEL') {
    // Asked for while nobody held the operation; a reply already written said something else.
    position.status = 'KO';
    position.step = finallyStep(workflow);
    await commit((tx) =>
      tx.query(`delete from operation_journal where tenant = $1 and operation = $2 and step = $3`, [
        tenant,
        operation,
        position.step,
      ]),
    );
  }
  try {
    await goOn();
  } catch (error) {
    if (
      error instanceof LeaseLost ||
      error instanceof Interrupted ||
      signal.aborted ||
      isConnectionLoss(error)
    )
      throw error;
    await giveUp(error);
  }
}

interface Finished {
  readonly status: Status;
  readonly actions: { readonly key: string; readonly result: ActionResult }[];
  readonly empty?: Status;
}

function startedEvent(frame: EventFrame, step: string): LogbookEvent {
  return { ...plainEvent(frame, `${step}.STARTED`, 'OK'), outMessg: label(`${step}.STARTED`) };
}

function finallyStep(workflow: Pick<Workflow, 'steps'>): number {
  return workflow.steps.findIndex((step) => step.behavior === 'FINALLY');
}

async function allLanes(lane: () => Promise<void>): Promise<void> {
  const lanes = await Promise.allSettled(Array.from({ length: CHUNKS_AT_ONCE }, lane));
  for (const each of lanes) if (each.status === 'rejected') throw each.reason;
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw signal.reason instanceof Error ? signal.reason : new Interrupted('stopping');
}

/** A handler's own failure is FATAL for its action; what is nobody's fault leaves the operation where it stands. */
async function attempt<House extends Platform, T>(
  run: Run<House>,
  what: string,
  work: () => Promise<T>,
): Promise<T | ActionResult> {
  try {
    return await work();
  } catch (error) {
    if (
      error instanceof LeaseLost ||
      error instanceof Interrupted ||
      run.signal.aborted ||
      isConnectionLoss(error)
    )
      throw error;
    run.house.log.error({ err: error, tenant: run.tenant, operation: run.id, action: what }, 'action failed');
    return { status: 'FATAL', detail: JSON.stringify({ evDetTechData: faultText(error) }) };
  }
}

/** Words for the journal: our errors explain themselves, others keep their text for the technical log only. */
function faultText(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? `${error.code}: ${error.message}`
    : 'Technical failure: see the service’s log';
}

/** SQLSTATE classes of a server that went away or stops, and the driver's own. */
function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(08...|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT_SOCKET)$/.test(code) ||
    /Connection terminated/.test(error.message)
  );
}

interface OperationState {
  readonly workflow: string;
  readonly sound_status: Status;
  readonly step_by_step: boolean;
  readonly next_step: number;
  readonly request: string | null;
  readonly context: string;
  readonly parameters: Record<string, unknown>;
}

async function readRow(house: Platform, lease: Lease): Promise<OperationState> {
  const [row] = await house.database.inTenant(lease.tenant, (tx) =>
    tx.query<OperationState>(
      `select workflow, sound_status, step_by_step, next_step, request, context, parameters
       from operation where tenant = $1 and id = $2`,
      [lease.tenant, lease.operation],
    ),
  );
  if (!row) throw new Error(`operation ${lease.operation} is queued and does not exist`);
  return row;
}

async function takeRequest(tx: Tx, lease: Lease): Promise<string | null> {
  const [row] = await tx.query<{ request: string | null }>(
    `select request from operation where tenant = $1 and id = $2 for update`,
    [lease.tenant, lease.operation],
  );
  return row?.request ?? null;
}

async function writePosition(
  tx: Tx,
  lease: Lease,
  state: 'PAUSE' | 'RUNNING' | 'COMPLETED',
  position: Position,
  now: Date,
  failed = false,
): Promise<void> {
  await tx.query(
    `update operation
     set state = $3, status = $4, sound_status = $5, next_step = $6, request = null, updated_at = $7
     where tenant = $1 and id = $2`,
    [
      lease.tenant,
      lease.operation,
      state,
      failed ? 'FATAL' : position.status,
      position.status,
      position.step,
      now,
    ],
  );
}

/**
 * What the actions of a step bring to the master record: of one member the last action wins within a step,
 * `evDetData` is merged member by member over the steps and written anew, indented (spec ingest.md 4.1).
 */
async function masterPatch(tx: Tx, lease: Lease, results: readonly ActionResult[]): Promise<MasterPatch> {
  const patch: MasterPatch = Object.assign({}, ...results.map(({ master }) => master ?? {}));
  const brought: Record<string, unknown> = Object.assign(
    {},
    ...results.map(({ masterDetail }) => masterDetail ?? {}),
  );
  if (Object.keys(brought).length === 0) return patch;
  const [row] = await tx.query<{ detail: string | null }>(
    `select master->>'evDetData' as detail from logbook_operation where tenant = $1 and id = $2`,
    [lease.tenant, lease.operation],
  );
  const known = row?.detail ? JSON.parse(row.detail) : {};
  return { ...patch, evDetData: indented({ ...known, ...brought }) };
}

/** Two-space indentation, a blank on each side of the colon, arrays on one line: the layout that clients compare. */
export function indented(value: unknown, margin = ''): string {
  if (Array.isArray(value))
    return value.length === 0 ? '[ ]' : `[ ${value.map((each) => indented(each, margin)).join(', ')} ]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return '{ }';
  const inner = `${margin}  `;
  const lines = members.map(
    ([name, member]) => `${inner}${JSON.stringify(name)} : ${indented(member, inner)}`,
  );
  return `{\n${lines.join(',\n')}\n${margin}}`;
}
