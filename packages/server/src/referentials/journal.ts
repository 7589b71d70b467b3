import {
  type Asker,
  agent,
  appendEvents,
  type EventKey,
  eventRecord,
  type OperationRecords,
  openJournal,
  type Status,
  type SubCode,
  startedRecord,
} from '../logbook/index.ts';
import { indented } from '../operations/index.ts';
import {
  ADMINISTRATION_TENANT,
  ArchiveError,
  type OperationId,
  type Platform,
  type TenantId,
  type Tx,
} from '../platform/index.ts';
import type { Storage } from '../storage/index.ts';

/**
 * Operations on referentials, and on single units: not workflows, but one transaction with its journal. The master record is opened
 * first, apart; then rows, events and outcome become visible together, or a refusal alone does (spec api.md 6.3.3).
 */

/** What the work on referentials needs of the house. */
export type ReferentialHouse = Pick<Platform, 'configuration' | 'database' | 'guids' | 'clock' | 'log'> & {
  readonly storage: Storage;
};

/** Who asks for a change, where, and under which identifier it is journalled. */
export interface Order extends Asker {
  readonly tenant: TenantId;
  /** Identifier of the operation: that of the request. */
  readonly operation: OperationId;
  /** Name of the file that is imported (`X-Filename`). */
  readonly fileName?: string | undefined;
  /** State of the referential of which a preview was seen: another one is not replaced. */
  readonly state?: string | undefined;
}

export interface EventDraft {
  readonly type: EventKey;
  readonly status: Status;
  /** Between event and status: `IDENTIFIER_DUPLICATION`. */
  readonly subCode?: SubCode | undefined;
  /** In place of the event's own `outDetail`. */
  readonly outDetail?: string | undefined;
  /** A text stands as it is; anything else is laid out. */
  readonly detail?: unknown;
}

/** A change that is refused by the rules of its referential: what the journal says, and the caller's answer. */
export class Refused extends Error {
  readonly events: readonly EventDraft[];
  readonly answer: ArchiveError;
  /** Writes what must outlive the refusal, in the transaction of its events: a report. */
  readonly keep: ((tx: Tx) => Promise<readonly EventDraft[]>) | undefined;

  constructor(
    answer: ArchiveError,
    events: readonly EventDraft[],
    keep?: (tx: Tx) => Promise<readonly EventDraft[]>,
  ) {
    super(answer.message);
    this.answer = answer;
    this.events = events;
    this.keep = keep;
  }
}

/** What is thrown to whoever asked becomes a refusal that the journal tells of. @throws Refused */
export function refusing<T>(work: () => T, events: (answer: ArchiveError) => readonly EventDraft[]): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ArchiveError && error.status < 500) throw new Refused(error, events(error));
    throw error;
  }
}

/** `evDetData`: two-space indentation, a blank on each side of the colon, ASCII only; clients compare it as text. */
export function layOut(value: unknown): string {
  return indented(value).replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

export function outDetailOf({ type, status, subCode, outDetail }: EventDraft): string {
  return outDetail ?? [type, subCode, status].filter((part) => part !== undefined).join('.');
}

/** What the records of an operation say beside its events. */
export interface Process {
  readonly evTypeProc: 'MASTERDATA' | 'UPDATE';
  readonly agent: string;
  /** What is changed; absent: the operation stands for it. */
  readonly object?: string;
}

const REFERENTIALS: Process = { evTypeProc: 'MASTERDATA', agent: agent('functional-administration', 1) };

/** Rights of one referential at a time: whoever replaces it is alone, whoever adds to it waits its turn. */
export type Turn = 'alone' | 'in turn';

export interface Journalled<T> {
  /** Type of the operation; its last event is of this type. */
  readonly type: EventKey;
  /** Default: that of changes of referentials. */
  readonly process?: Process;
  /** What nobody else may change meanwhile: tenant and kind. */
  readonly lock: string;
  readonly turn: Turn;
  /** What is said to the second of two who want to be alone. */
  readonly taken?: () => Refused;
  /** Rows and events; the last event closes the operation. @throws Refused */
  work(tx: Tx): Promise<{ events: readonly EventDraft[]; result: T }>;
}

/**
 * Carries out a change under its journal.
 * @throws ArchiveError the answer of a refusal, after its events are written
 */
export async function journalled<T>(
  house: ReferentialHouse,
  order: Order,
  change: Journalled<T>,
): Promise<T> {
  const { database, clock } = house;
  const { process = REFERENTIALS } = change;
  await database.inTenant(order.tenant, (tx) => openMaster(tx, order, change.type, process, clock.now()));
  try {
    return await database.inTenant(order.tenant, async (tx) => {
      await takeTurn(tx, order.tenant, change);
      const { events, result } = await change.work(tx);
      await writeEvents(tx, house, order, process, events);
      return result;
    });
  } catch (error) {
    await house.storage
      .discard(order.tenant, order.operation)
      .catch((failure: Error) => house.log.warn({ err: failure }, 'files of a refused import are left'));
    if (!(error instanceof Refused)) {
      await database
        .inTenant(order.tenant, (tx) =>
          writeEvents(tx, house, order, process, [{ type: change.type, status: 'FATAL' }]),
        )
        .catch((failure: Error) => house.log.error({ err: failure }, 'a failed change is left open'));
      throw error;
    }
    await database.inTenant(order.tenant, async (tx) => {
      const kept = (await error.keep?.(tx)) ?? [];
      await writeEvents(tx, house, order, process, [
        ...error.events.slice(0, -1),
        ...kept,
        ...error.events.slice(-1),
      ]);
    });
    throw error.answer;
  }
}

async function takeTurn<T>(tx: Tx, tenant: TenantId, { lock, turn, taken }: Journalled<T>): Promise<void> {
  const key = `referential ${tenant} ${lock}`;
  if (turn === 'in turn') {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    return;
  }
  const [row] = await tx.query<{ mine: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as mine',
    [key],
  );
  if (!row?.mine && taken) throw taken();
}

const recordsOf = (
  { operation }: Order,
  type: string,
  { evTypeProc: processType, agent: agId, object }: Process,
): OperationRecords => ({ operation, type, processType, agent: agId, object });

function openMaster(tx: Tx, order: Order, type: string, process: Process, now: Date): Promise<void> {
  const master = startedRecord(recordsOf(order, type, process), order, now, {
    obIdIn: order.fileName ?? null,
  });
  return openJournal(tx, order.tenant, master, now);
}

async function writeEvents(
  tx: Tx,
  { guids, clock }: ReferentialHouse,
  order: Order,
  process: Process,
  drafts: readonly EventDraft[],
): Promise<void> {
  const now = clock.now();
  const events = drafts.map((draft) => {
    const { type, status, detail } = draft;
    const id = guids.make('event', order.tenant);
    const told = { id, type, status, outDetail: outDetailOf(draft), detail: detailOf(detail) };
    return eventRecord(recordsOf(order, type, process), told, now);
  });
  await appendEvents(tx, order.tenant, order.operation, events, {}, now);
}

function detailOf(detail: unknown): string | null {
  if (detail === undefined) return null;
  return typeof detail === 'string' ? detail : layOut(detail);
}

/** Tenant under which a referential's rows are: the caller's, or the administration's. */
export function tenantOf(scope: 'tenant' | 'platform', tenant: TenantId): TenantId {
  return scope === 'platform' ? ADMINISTRATION_TENANT : tenant;
}
