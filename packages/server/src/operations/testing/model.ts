import { type Status, worst } from '../../logbook/index.ts';
import type { Move } from '../moves.ts';

/**
 * What an operation must do, told without database, workers or crashes: a small twin of the engine, in which a step
 * is one instant. Interruptions are not in it, because they must not show.
 */

export type Sound = 'OK' | 'WARNING' | 'KO';

export interface ScriptedAction {
  readonly status: Sound;
  readonly behavior: 'BLOCKING' | 'NOBLOCKING';
}

interface ScriptedBase {
  /** Executions of the step that end by a technical failure, before one that does not. */
  readonly failures: number;
  /** Index of the action or chunk that fails. */
  readonly failsAt: number;
}

export type ScriptedStep =
  | (ScriptedBase & { readonly kind: 'single'; readonly actions: readonly ScriptedAction[] })
  | (ScriptedBase & {
      readonly kind: 'distributed';
      /** Status of each action in each chunk. */
      readonly chunks: readonly (readonly Sound[])[];
      readonly onEmpty?: 'OK' | 'WARNING';
      /** How often what a chunk was made of has changed when it is to be kept; fewer than the engine's attempts. */
      readonly stale?: number;
    });

export interface Script {
  /** The last one is FINALLY. */
  readonly steps: readonly ScriptedStep[];
  /** Publications that fail before one that does not. */
  readonly publicationFailures: number;
  /** That one is refused: what the operation was made for is not so any more. */
  readonly publicationRefused: boolean;
  readonly stepByStep: boolean;
  /** Moves made in the middle of the n-th execution of a step. */
  readonly during: readonly (Move | undefined)[];
  /** Moves made at each pause; RESUME once they are used up. */
  readonly paused: readonly Exclude<Move, 'PAUSE'>[];
}

export interface Expected {
  /** `evType outcome` of each event, in order. */
  readonly journal: readonly string[];
  readonly status: Status;
  /** How often the effects of each action or chunk are there. */
  readonly effects: ReadonlyMap<string, number>;
  readonly published: number;
  /** Distributed steps that failed and were not run again: each of their chunks may have been done or not. */
  readonly halfDone: ReadonlySet<number>;
}

export const WORKFLOW = 'SCRIPTED';
/** The control that would have refused what the publication refuses. */
export const REFUSING = 'CHECK_ATTACHEMENT';
export const stepName = (step: number) => `STEP_${step}`;
export const actionKey = (step: number, action: number) => `STEP_${step}_ACTION_${action}`;
export const effectKey = (step: number, part: number) => `${step}.${part}`;

export function play(script: Script): Expected {
  const { steps } = script;
  const last = steps.length - 1;
  const journal: string[] = [];
  const effects = new Map<string, number>();
  const begun = new Set<number>();
  const kept = new Set<string>();
  const halfDone = new Set<number>();
  const failures = steps.map((step) => step.failures);
  let publicationFailures = script.publicationFailures;
  let { stepByStep } = script;
  let step = 0;
  let previous = 0;
  let status: Status = 'STARTED';
  let executions = 0;
  let pauses = 0;
  let published = 0;

  const keep = (at: number, part: number): boolean => {
    const key = effectKey(at, part);
    if (kept.has(key)) return false;
    kept.add(key);
    effects.set(key, (effects.get(key) ?? 0) + 1);
    return true;
  };
  const cancel = () => {
    step = last;
    status = 'KO';
    stepByStep = false;
    begun.delete(last);
    for (const key of [...kept]) if (key.startsWith(`${last}.`)) kept.delete(key);
  };
  const atPause = (failed: boolean) => {
    const move = script.paused[pauses++] ?? 'RESUME';
    if (move === 'CANCEL') return cancel();
    stepByStep = move !== 'RESUME';
    if (move === 'REPLAY' && !failed) step = previous;
  };

  for (;;) {
    if (step > last) {
      if (status !== 'KO' && publicationFailures-- > 0) {
        journal.push(`${WORKFLOW} FATAL`);
        atPause(true);
        continue;
      }
      if (status !== 'KO' && script.publicationRefused) {
        journal.push(`${REFUSING} KO`);
        cancel();
        continue;
      }
      if (status !== 'KO') published++;
      journal.push(`${WORKFLOW} ${status}`);
      return { journal, status, effects, published, halfDone };
    }
    const at = step;
    const scripted = steps[at] as ScriptedStep;
    if (!begun.has(at)) journal.push(`${stepName(at)}.STARTED OK`);
    begun.add(at);
    const fails = (failures[at] as number) > 0;
    const outcome = execute(scripted, at, fails, (part) => keep(at, part));
    if (outcome.status === 'FATAL') (failures[at] as number)--;
    if (outcome.status === 'FATAL' && scripted.kind === 'distributed') halfDone.add(at);
    else halfDone.delete(at);
    journal.push(`${stepName(at)} ${outcome.status}`, ...outcome.events);
    const move = script.during[executions++];
    // Nobody is there to move an operation in the middle of a step that only repeats its journal.
    const asked = outcome.worked ? move : undefined;
    const cancelled = asked === 'CANCEL' && at !== last;
    if (outcome.status === 'FATAL' && !cancelled) {
      atPause(true);
      continue;
    }
    step = cancelled || (outcome.status === 'KO' && at !== last) ? last : at + 1;
    status = cancelled ? 'KO' : worst(status, outcome.status);
    previous = Math.max(...[...begun].filter((each) => each < step));
    if (!cancelled && (stepByStep || asked === 'PAUSE') && step <= last) atPause(false);
  }
}

interface Execution {
  readonly status: Status;
  readonly events: readonly string[];
  /** A handler was called. */
  readonly worked: boolean;
}

/** @param keep tells whether the part was not done before */
function execute(step: ScriptedStep, at: number, fails: boolean, keep: (part: number) => boolean): Execution {
  return step.kind === 'single' ? single(step, at, fails, keep) : distributed(step, at, fails, keep);
}

function single(
  { actions, failsAt }: Extract<ScriptedStep, { kind: 'single' }>,
  at: number,
  fails: boolean,
  keep: (part: number) => boolean,
): Execution {
  const events: string[] = [];
  let status: Status = 'OK';
  let worked = false;
  for (const [index, action] of actions.entries()) {
    const own: Status = fails && index === failsAt ? 'FATAL' : action.status;
    worked = own === 'FATAL' || keep(index) || worked;
    events.push(`${actionKey(at, index)} ${own}`);
    status = worst(status, own);
    if (own === 'FATAL' || (own === 'KO' && action.behavior === 'BLOCKING')) break;
  }
  return { status, events, worked };
}

function distributed(
  { chunks, onEmpty }: Extract<ScriptedStep, { kind: 'distributed' }>,
  at: number,
  fails: boolean,
  keep: (part: number) => boolean,
): Execution {
  const worked = true;
  if (fails && chunks.length > 0) return { status: 'FATAL', events: [`${actionKey(at, 0)} FATAL`], worked };
  const [first] = chunks;
  if (!first) {
    const events = onEmpty ? [`OBJECTS_LIST_EMPTY ${onEmpty}`] : [];
    return { status: onEmpty ?? 'OK', events, worked };
  }
  for (const chunk of chunks.keys()) keep(chunk);
  const merged = first.map((_, action) => chunks.map((chunk) => chunk[action] as Status).reduce(worst));
  const events = merged.map((status, action) => `${actionKey(at, action)} ${status}`);
  return { status: merged.reduce(worst), events, worked };
}
