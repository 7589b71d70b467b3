import { setTimeout as pause } from 'node:timers/promises';
import { type Status, worst } from '../logbook/index.ts';
import type { Platform } from '../platform/index.ts';
import { failure, isInterruption, Stale, throwIfAborted } from './failures.ts';
import { mergeOutcomes } from './outcome.ts';
import type { Effects, Entry, StepJournal } from './step-journal.ts';
import type { ActionResult, ChunkOutcome, DistributedStep, Run, SingleStep, Step } from './workflow.ts';

/** A step that has run to its end, or to its first technical failure. */
export interface FinishedStep {
  readonly status: Status;
  /** Those that ran, in their order. */
  readonly actions: readonly { readonly key: string; readonly result: ActionResult }[];
  /** Status of OBJECTS_LIST_EMPTY, where a distribution met nothing and says so. */
  readonly empty?: Status;
}

/** Keeps what a handler has done, with its effects. */
export type Keep = (entry: Entry, effects?: Effects) => Promise<void>;

/** How often a chunk is made, when others change meanwhile what it is made of: for some seconds, then a person looks. */
const ATTEMPTS = 12;

/** Within which a chunk is made anew, ms: drawn below it, so that those who disturb each other part; then doubled. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 2_000;

/** Chunks of one step under way at once: while the database takes one, the next is being made. */
const CHUNKS_AT_ONCE = 2;

/**
 * Runs what the journal of a step has not behind it. A technical failure is not kept: its action or chunk runs again
 * when the operation goes on.
 * @throws what interrupts a run (failures.ts)
 */
export function runStep<House extends Platform>(
  run: Run<House>,
  step: Step<House>,
  done: StepJournal,
  keep: Keep,
): Promise<FinishedStep> {
  return step.kind === 'single' ? single(run, step, done, keep) : distributed(run, step, done, keep);
}

async function single<House extends Platform>(
  run: Run<House>,
  step: SingleStep<House>,
  done: StepJournal,
  keep: Keep,
): Promise<FinishedStep> {
  const actions: { key: string; result: ActionResult }[] = [];
  let status: Status = 'OK';
  for (const [index, { key, behavior, run: handle }] of step.actions.entries()) {
    const result =
      done.actions.get(index) ??
      (await attempt(run, key, async () => {
        const { effects, ...made } = await handle(run);
        if (made.status !== 'FATAL') await keep({ kind: 'action', action: index, result: made }, effects);
        return made;
      }));
    actions.push({ key, result });
    status = worst(status, result.status);
    if (result.status === 'FATAL' || (result.status === 'KO' && behavior === 'BLOCKING')) break;
  }
  return { status, actions };
}

async function distributed<House extends Platform>(
  run: Run<House>,
  step: DistributedStep<House>,
  done: StepJournal,
  keep: Keep,
): Promise<FinishedStep> {
  const outcomes = new Map(done.chunks);
  let fatal: ActionResult | undefined;
  const count = await attempt(run, step.name, () => step.chunks(run));
  if (typeof count !== 'number') fatal = count;
  else fatal = await runChunks(run, step, count, outcomes, keep);
  if (fatal) return { status: 'FATAL', actions: [{ key: firstKey(step), result: fatal }] };

  const merged = mergeChunks(outcomes);
  const actions = step.actions.flatMap(({ key }) => {
    const outcome = merged.get(key);
    return outcome ? [{ key, result: { detail: '{}', ...outcome } }] : [];
  });
  const empty = count === 0 ? step.onEmpty : undefined;
  const ofStep = (status: Status) => (status === 'KO' ? (step.refusals ?? status) : status);
  const statuses = [...actions.map(({ result }) => ofStep(result.status)), ...(empty ? [empty] : [])];
  return { status: statuses.reduce(worst, 'OK' as Status), actions, ...(empty ? { empty } : {}) };
}

/** A refusal never stops a distribution, a technical failure does. @returns the failure */
async function runChunks<House extends Platform>(
  run: Run<House>,
  step: DistributedStep<House>,
  count: number,
  outcomes: Map<number, Readonly<Record<string, ChunkOutcome>>>,
  keep: Keep,
): Promise<ActionResult | undefined> {
  let next = 0;
  let stopped = false;
  let fatal: ActionResult | undefined;
  const runChunk = async (chunk: number, attempt = 1): Promise<ActionResult | undefined> => {
    const { actions, effects } = await step.process(run, chunk);
    const failed = Object.values(actions).find(({ status }) => status === 'FATAL');
    if (failed) return failed;
    try {
      await keep({ kind: 'chunk', chunk, outcomes: actions }, effects);
    } catch (error) {
      if (!(error instanceof Stale) || attempt === ATTEMPTS) throw error;
      const within = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
      await pause(Math.random() * within, undefined, { signal: run.signal });
      return runChunk(chunk, attempt + 1);
    }
    outcomes.set(chunk, actions);
    return undefined;
  };
  const lane = async () => {
    while (next < count && !stopped) {
      const chunk = next++;
      if (outcomes.has(chunk)) continue;
      const failed = await attempt(run, `${step.name} ${chunk}`, () => runChunk(chunk));
      if (!failed) continue;
      fatal ??= failed;
      stopped = true;
    }
  };
  // All lanes are waited for, so that none goes on unseen.
  const lanes = await Promise.allSettled(
    Array.from({ length: CHUNKS_AT_ONCE }, () =>
      lane().catch((error) => {
        stopped = true;
        throw error;
      }),
    ),
  );
  for (const each of lanes) if (each.status === 'rejected') throw each.reason;
  return fatal;
}

/** In the order of the chunks, whatever the order in which they ended. */
function mergeChunks(
  chunks: ReadonlyMap<number, Readonly<Record<string, ChunkOutcome>>>,
): Map<string, ChunkOutcome> {
  const merged = new Map<string, ChunkOutcome>();
  const inOrder = [...chunks].sort(([a], [b]) => a - b);
  for (const [, outcomes] of inOrder)
    for (const [key, outcome] of Object.entries(outcomes)) {
      const known = merged.get(key);
      merged.set(key, known ? mergeOutcomes(known, outcome) : outcome);
    }
  return merged;
}

const firstKey = (step: DistributedStep) => step.actions[0]?.key ?? step.name;

/** A handler's own failure is FATAL for its action; an interruption leaves the operation where it stands. */
async function attempt<House extends Platform, T>(
  run: Run<House>,
  what: string,
  work: () => Promise<T>,
): Promise<T | ActionResult> {
  throwIfAborted(run.signal);
  try {
    return await work();
  } catch (error) {
    if (isInterruption(error, run.signal)) throw error;
    run.house.log.error({ err: error, tenant: run.tenant, operation: run.id, action: what }, 'action failed');
    return failure(error);
  }
}
