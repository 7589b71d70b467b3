import { agent, appendEvents, atLeast, label, type Status, worst } from '../logbook/index.ts';
import { type Platform, type Tx, technicalDate } from '../platform/index.ts';
import { failure, isInterruption, PublicationRefused } from './failures.ts';
import { holdsOn, isHeldBy } from './holds.ts';
import { masterPatch } from './master-detail.ts';
import { type EventFrame, plainEvent, stepEvents } from './outcome.ts';
import { holdRequest, type Position, readState, writePosition } from './position.ts';
import { confirm, handBack, type Lease, release } from './queue.ts';
import { type FinishedStep, runStep } from './run-step.ts';
import { forgetStep, readStepJournal, type StepJournal, writeEntry } from './step-journal.ts';
import type { Run, Step, Workflow } from './workflow.ts';

/** An operation in the hands of a worker. */
interface Held<House extends Platform> {
  readonly run: Run<House>;
  readonly lease: Lease;
  readonly node: number;
  readonly position: Position;
}

/**
 * Runs a leased operation from where its journal ends until it is completed, paused or interrupted.
 * Every transaction ends by comparing the fencing token: a worker that lost its lease changes nothing.
 * @throws what interrupts a run (failures.ts): the operation stays queued and goes on elsewhere
 */
export async function runOperation<House extends Platform>(
  house: House,
  workflowOf: (id: string) => Workflow<House> | undefined,
  lease: Lease,
  signal: AbortSignal,
  node: number,
): Promise<void> {
  const { workflow: id, position, request, context, parameters } = await readState(house.database, lease);
  const workflow = workflowOf(id);
  if (!workflow) throw new Error(`operation ${lease.operation}: workflow ${id} is not known to this release`);
  const memory = new Map<string, Promise<unknown>>();
  const run: Run<House> = {
    tenant: lease.tenant,
    id: lease.operation,
    house,
    workflow,
    context,
    parameters,
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
  const held: Held<House> = { run, lease, node, position };
  try {
    if (request === 'CANCEL_PAUSED') await obeyCancel(held);
    await goOn(held);
  } catch (error) {
    if (isInterruption(error, signal)) throw error;
    await giveUp(held, error);
  }
}

async function goOn<House extends Platform>(held: Held<House>): Promise<void> {
  const { run, lease, position } = held;
  const { database, clock } = run.house;
  while (position.step < run.workflow.steps.length) {
    const index = position.step;
    const step = run.workflow.steps[index] as Step<House>;
    const done = await readStepJournal(database, lease, index);
    await begin(held, step, done);
    const finished = await runStep(run, step, done, (entry, effects) =>
      writeEntry(database, lease, index, entry, clock.now(), effects),
    );
    if ((await conclude(held, step, finished)) === 'stop' || (await isHeldBack(held))) return;
  }
  try {
    await complete(held);
  } catch (error) {
    if (!(error instanceof PublicationRefused)) throw error;
    await refuse(held, error);
    await goOn(held);
  }
}

async function begin<House extends Platform>(
  held: Held<House>,
  { name }: Step<House>,
  { begun }: StepJournal,
): Promise<void> {
  if (begun) return;
  const { run, lease, position } = held;
  const now = run.house.clock.now();
  const started = { ...plainEvent(frame(held), `${name}.STARTED`, 'OK'), outMessg: label(`${name}.STARTED`) };
  await writeEntry(run.house.database, lease, position.step, { kind: 'begun' }, now, (tx) =>
    appendEvents(tx, lease.tenant, lease.operation, [started], {}, now),
  );
}

/** Writes a finished step and moves on: next step, pause, or the step that ends every operation. */
async function conclude<House extends Platform>(
  held: Held<House>,
  step: Step<House>,
  finished: FinishedStep,
): Promise<'go on' | 'stop'> {
  const { run, lease, position } = held;
  const { workflow, house } = run;
  const failed = finished.status === 'FATAL';
  const refused = finished.status === 'KO' && step.behavior === 'BLOCKING';
  const events = stepEvents(frame(held), step.name, finished.status, finished.actions, finished.empty);
  const results = finished.actions.map(({ result }) => result);
  const now = house.clock.now();
  const moved = await house.database.inTenant(lease.tenant, async (tx) => {
    await appendEvents(tx, lease.tenant, lease.operation, events, await masterPatch(tx, lease, results), now);
    const request = await holdRequest(tx, lease);
    // Once the last step has run its reply is written: what it says is what happens.
    const cancelled = request === 'CANCEL' && step.behavior !== 'FINALLY';
    if (failed && !cancelled) {
      await pause(tx, held, position, now, 'FATAL');
      return undefined;
    }
    const next = refused || cancelled ? finallyStep(workflow) : position.step + 1;
    const status = cancelled ? 'KO' : worst(position.status, finished.status);
    const moved: Position = { ...position, step: next, status };
    const isAsked = position.stepByStep || request === 'PAUSE';
    if (isAsked && !cancelled && next < workflow.steps.length) {
      await pause(tx, held, moved, now);
      return undefined;
    }
    await writePosition(tx, lease, 'RUNNING', moved, now);
    await confirm(tx, lease);
    return moved;
  });
  // Not before the commit: a failure of it is told of where the operation really stands.
  if (moved) Object.assign(position, moved);
  return moved ? 'go on' : 'stop';
}

/** Between two steps: an order holds back what it is (holds.ts). It stays queued, and nobody's. */
async function isHeldBack<House extends Platform>({ run, lease }: Held<House>): Promise<boolean> {
  const { database } = run.house;
  const holds = await database.inTenant(lease.tenant, (tx) => holdsOn(tx, lease.tenant));
  const isHeld = isHeldBy(holds, run.workflow.processType);
  if (isHeld) await handBack(database, lease);
  return isHeld;
}

async function pause<House extends Platform>(
  tx: Tx,
  { lease }: Held<House>,
  position: Position,
  now: Date,
  shown?: Status,
): Promise<void> {
  await writePosition(tx, lease, 'PAUSE', position, now, shown);
  await release(tx, lease);
}

/** The operation ends by its last step, run anew if an earlier reply said something else. */
async function obeyCancel<House extends Platform>({ run, lease, position }: Held<House>): Promise<void> {
  const moved = await run.house.database.inTenant(lease.tenant, async (tx) => {
    await holdRequest(tx, lease);
    const cancelled = await writeCancelled(tx, lease, run);
    await confirm(tx, lease);
    return cancelled;
  });
  Object.assign(position, moved);
}

/** As a cancellation: the last step, which has told of a success, runs anew. */
async function refuse<House extends Platform>(
  held: Held<House>,
  { key, detail }: PublicationRefused,
): Promise<void> {
  const { run, lease, position } = held;
  const { database, clock } = run.house;
  const event = { ...plainEvent(frame(held), key, 'KO'), evDetData: detail };
  const moved = await database.inTenant(lease.tenant, async (tx) => {
    await appendEvents(tx, lease.tenant, lease.operation, [event], {}, clock.now());
    await holdRequest(tx, lease);
    const refused = await writeCancelled(tx, lease, run);
    await confirm(tx, lease);
    return refused;
  });
  Object.assign(position, moved);
}

async function writeCancelled<House extends Platform>(
  tx: Tx,
  lease: Lease,
  { workflow, house }: Run<House>,
): Promise<Position> {
  const moved: Position = { step: finallyStep(workflow), status: 'KO', stepByStep: false };
  await forgetStep(tx, lease, moved.step);
  await writePosition(tx, lease, 'RUNNING', moved, house.clock.now());
  return moved;
}

async function complete<House extends Platform>(held: Held<House>): Promise<void> {
  const { run, lease, position } = held;
  const { database, clock, log } = run.house;
  const evDetData = (await run.workflow.closingDetail?.(run)) ?? null;
  await database.inTenant(lease.tenant, async (tx) => {
    if (!atLeast(position.status, 'KO')) await run.workflow.publish(run, tx);
    const now = clock.now();
    const event = { ...plainEvent(frame(held), run.workflow.identifier, position.status), evDetData };
    await appendEvents(tx, lease.tenant, lease.operation, [event], {}, now);
    await writePosition(tx, lease, 'COMPLETED', position, now);
    await release(tx, lease);
  });
  // The next start of the service tidies what is left now.
  await run.workflow
    .tidy(run)
    .catch((error: Error) => log.warn({ err: error, operation: run.id }, 'a work folder is not removed'));
}

/**
 * Our own failure outside any action (publication, a journal that cannot be written): the operation waits for a
 * person, who has it go on or cancels it.
 */
async function giveUp<House extends Platform>(held: Held<House>, error: unknown): Promise<void> {
  const { run, lease, position } = held;
  const { database, clock, log } = run.house;
  log.error(
    { err: error, tenant: run.tenant, operation: run.id },
    'operation stopped by a technical failure',
  );
  const now = clock.now();
  const event = {
    ...plainEvent(frame(held), run.workflow.identifier, 'FATAL'),
    evDetData: failure(error).detail,
  };
  const goesOn = await database.inTenant(lease.tenant, async (tx) => {
    await appendEvents(tx, lease.tenant, lease.operation, [event], {}, now);
    const cancelled =
      (await holdRequest(tx, lease)) === 'CANCEL' && position.step < finallyStep(run.workflow);
    if (cancelled) await writeCancelled(tx, lease, run);
    else await pause(tx, held, position, now, 'FATAL');
    if (cancelled) await confirm(tx, lease);
    return cancelled;
  });
  if (goesOn) await handBack(database, lease);
}

/** Where a refused or cancelled operation goes on. */
function finallyStep(workflow: Pick<Workflow, 'steps'>): number {
  const index = workflow.steps.findIndex(({ behavior }) => behavior === 'FINALLY');
  return index < 0 ? workflow.steps.length : index;
}

function frame<House extends Platform>({ run, node }: Held<House>): EventFrame {
  const { house, workflow, tenant, id } = run;
  return {
    operation: id,
    processType: workflow.processType,
    agent: agent('ingest-external', node),
    id: () => house.guids.make('event', tenant),
    date: technicalDate(house.clock.now()),
  };
}
