import type { EventKey, MasterPatch, Status, SubCode } from '../logbook/index.ts';
import type { OperationId, Platform, TenantId, Tx } from '../platform/index.ts';

/**
 * A process as data: steps in order, each with its actions. The engine runs it, journals each outcome in the
 * transaction of its effects, and goes on from the last one after a crash (docs/decisions/0006).
 */
export interface Workflow<House extends Platform = Platform> {
  /** As `X-Context-Id` names it: `DEFAULT_WORKFLOW`. */
  readonly id: string;
  /** `evType` of its journal: `PROCESS_SIP_UNITARY`. */
  readonly identifier: EventKey;
  /** `evTypeProc`: `INGEST`. */
  readonly processType: string;
  readonly comment: string;
  readonly steps: readonly Step<House>[];
  /** Makes visible what the steps have staged, in the transaction that completes the operation; only when it ends below KO. */
  publish(run: Run<House>, tx: Tx): Promise<void>;
  /** `evDetData` of the event that closes the journal; absent: none. */
  closingDetail?(run: Run<House>): Promise<string | null>;
  /** Takes away what only the run itself needed (workspace), once the operation is completed. Idempotent. */
  tidy(run: Run<House>): Promise<void>;
}

export type Step<House extends Platform = Platform> = SingleStep<House> | DistributedStep<House>;

interface StepBase {
  readonly name: EventKey;
  /**
   * FINALLY: run also when a step before it ended KO, or after a cancellation; it then takes away what the others
   * have staged or stored. It may be run again.
   */
  readonly behavior: 'BLOCKING' | 'FINALLY';
}

/** A step about the operation as a whole. */
export interface SingleStep<House extends Platform = Platform> extends StepBase {
  readonly kind: 'single';
  readonly actions: readonly Action<House>[];
}

export interface Action<House extends Platform = Platform> {
  readonly key: EventKey;
  /** NOBLOCKING: the next actions run although this one ended KO. */
  readonly behavior: 'BLOCKING' | 'NOBLOCKING';
  run(run: Run<House>): Promise<ActionResult>;
}

/** A step about each element of a list, cut into chunks; a chunk goes through all the actions in one pass. */
export interface DistributedStep<House extends Platform = Platform> extends StepBase {
  readonly kind: 'distributed';
  /** Keys of its actions, in order, with their behaviour. */
  readonly actions: readonly Pick<Action<House>, 'key' | 'behavior'>[];
  /** A refusal of some elements is the action's, and only a warning of the step (spec operations.md 1.1). */
  readonly refusals?: 'WARNING';
  /** Status of OBJECTS_LIST_EMPTY when there is no element; absent: an empty list writes nothing. */
  readonly onEmpty?: Status;
  /** How many chunks there are; the same at every call of one operation. */
  chunks(run: Run<House>): Promise<number>;
  process(run: Run<House>, chunk: number): Promise<ChunkResult>;
}

/** Outcome of an action, or of a task of it. */
export interface Outcome {
  readonly status: Status;
  /** Between event type and status: `NOT_XSD_VALID` in `CHECK_SEDA.NOT_XSD_VALID.KO`. */
  readonly subCode?: SubCode;
  /** How many elements had each status; printed at the end of the message. Absent: one element. */
  readonly meter?: Readonly<Partial<Record<Status, number>>>;
}

export interface ActionResult extends Outcome {
  /** `evDetData`, already laid out; absent: none. */
  readonly detail?: string;
  readonly tasks?: readonly TaskResult[];
  readonly master?: MasterPatch;
  /** Members to merge in the master's `evDetData`. */
  readonly masterDetail?: Readonly<Record<string, unknown>>;
  readonly rightsStatementIdentifier?: string;
  readonly agIdExt?: string;
  /** Writes no event (`always`), or none but of a refusal. */
  readonly silent?: 'always' | 'below KO';
  /** Writes of the action to the database: made in the transaction that journals it. */
  readonly effects?: (tx: Tx) => Promise<void>;
}

/** A sub-task of a composite action: `CHECK_HEADER.CHECK_AGENT`. */
export interface TaskResult extends Outcome {
  /** Without the action: `CHECK_AGENT`. */
  readonly key: string;
}

/** Of an action for the elements of a chunk. */
export interface ChunkOutcome extends Outcome {
  readonly tasks?: readonly TaskResult[];
}

export interface ChunkResult {
  /** By key of action; one that met no element is left out. */
  readonly actions: Readonly<Record<string, ChunkOutcome>>;
  readonly effects?: (tx: Tx) => Promise<void>;
}

/** One operation under way, as its handlers see it. */
export interface Run<House extends Platform = Platform> {
  readonly tenant: TenantId;
  readonly id: OperationId;
  readonly house: House;
  readonly workflow: Workflow<House>;
  /** Application context of the caller. */
  readonly context: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Aborted when the lease is lost or the service stops: give up at once, another goes on. */
  readonly signal: AbortSignal;
  /** Worst status of the finished steps. */
  readonly status: Status;
  /**
   * Loads once in this run what several chunks need; a run that goes on after a crash loads anew,
   * so it must come from what earlier steps wrote.
   */
  once<T>(key: string, load: () => Promise<T>): Promise<T>;
}
