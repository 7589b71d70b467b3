import { FRONT_OFFICE_CONTEXT } from '../identity/index.ts';
import {
  agent,
  appendEvents,
  type EventKey,
  eventRecord,
  openJournal,
  type Status,
  startedRecord,
} from '../logbook/index.ts';
import type { OperationId, TenantId, Tx } from '../platform/index.ts';
import { keepFile } from '../referentials/index.ts';
import { StorageError } from '../storage/index.ts';
import type { ProofHouse } from './house.ts';
import { type Collected, type SecuredKind, sealFile } from './sealed-file.ts';
import { lastSecured, linksOf, type Secured } from './traceability-event.ts';

/** A journal that is secured at once, in one transaction with its own journal. */
export interface JournalKind extends SecuredKind {
  /** Its events beside the last one, which has the type of the operation. */
  readonly stamping: EventKey;
  readonly storing: EventKey;
}

const PROCESS = 'TRACEABILITY';
const AGENT = agent('logbook', 1);

/**
 * Secures a journal of a tenant: lines, tree, time stamp, ZIP on every offer, operation; all of it or nothing.
 * @param collect what is to be secured since the last one; undefined when there is no reason to
 * @returns the operation; undefined when nothing was to be done, or another process is at it
 */
export async function secureJournal(
  house: ProofHouse,
  tenant: TenantId,
  kind: JournalKind,
  collect: (tx: Tx, last: Secured | undefined) => Promise<Collected | undefined>,
): Promise<OperationId | undefined> {
  const { database, guids, clock, storage, log } = house;
  const operation = guids.make('operation', tenant) as OperationId;
  const order = { tenant, operation };
  let underWay: EventKey | undefined;
  try {
    return await database.inTenant(tenant, async (tx) => {
      if (!(await isAlone(tx, tenant, kind))) return undefined;
      const collected = await collect(tx, await lastSecured(tx, tenant, kind.type));
      if (collected === undefined) return undefined;
      const journal = journalOf(house, order, kind, clock.now());
      if (collected.elements === 0) {
        await journal.write(tx, [[kind.type, 'WARNING']]);
        return operation;
      }
      underWay = kind.stamping;
      const links = await linksOf(tx, tenant, kind.type, collected.end);
      const { event, bytes } = await sealFile(house, order, kind, collected, links);
      underWay = kind.storing;
      await keepFile(tx, house, order, kind.category, event.FileName, bytes);
      const detail = JSON.stringify(event);
      await journal.write(
        tx,
        [
          [kind.stamping, 'OK'],
          [kind.storing, 'OK', detail],
          [kind.type, 'OK', detail],
        ],
        detail,
      );
      return operation;
    });
  } catch (error) {
    // Of what is to be secured a file is missing: the journal says so.
    if (underWay === undefined && !(error instanceof StorageError)) throw error;
    const failed: EventKey = underWay ?? kind.stamping;
    await storage
      .discard(tenant, operation)
      .catch((failure: Error) => log.warn({ err: failure }, 'a sealed file of a failed securing is left'));
    await database.inTenant(tenant, (tx) =>
      journalOf(house, order, kind, clock.now()).write(tx, [
        [failed, 'FATAL'],
        [kind.type, 'FATAL'],
      ]),
    );
    throw error;
  }
}

async function isAlone(tx: Tx, tenant: TenantId, { type }: JournalKind): Promise<boolean> {
  const [row] = await tx.query<{ mine: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as mine',
    [`securing ${tenant} ${type}`],
  );
  return row?.mine === true;
}

type Told = readonly [type: EventKey, status: Status, detail?: string];

function journalOf(
  { guids, clock }: ProofHouse,
  { tenant, operation }: { readonly tenant: TenantId; readonly operation: OperationId },
  { type }: JournalKind,
  startedAt: Date,
) {
  const records = { operation, type, processType: PROCESS, agent: AGENT };
  const asker = { context: FRONT_OFFICE_CONTEXT };
  return {
    async write(tx: Tx, told: readonly Told[], masterDetail?: string): Promise<void> {
      const master = startedRecord(records, asker, startedAt, { evDetData: masterDetail ?? null });
      await openJournal(tx, tenant, master, startedAt);
      const now = clock.now();
      const events = told.map(([type, status, detail]) =>
        eventRecord(records, { id: guids.make('event', tenant), type, status, detail }, now),
      );
      await appendEvents(tx, tenant, operation, events, {}, now);
    },
  };
}
