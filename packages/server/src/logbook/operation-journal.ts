import { type OperationId, type TenantId, type Tx, technicalDate } from '../platform/index.ts';
import type { Status } from './status.ts';

/** Members of the master record (spec model.md 6.1), `events` aside. */
export interface MasterRecord {
  evId: string;
  evParentId: null;
  evType: string;
  evDateTime: string;
  evDetData: string | null;
  evIdProc: string;
  evTypeProc: string;
  outcome: Status;
  outDetail: string;
  outMessg: string;
  agId: string;
  agIdApp: string | null;
  agIdPers?: string | null;
  evIdAppSession: string | null;
  evIdReq: string;
  agIdExt: string | null;
  rightsStatementIdentifier: string | null;
  obId: string;
  obIdReq: null;
  obIdIn: string | null;
}

export interface LogbookEvent {
  evId: string;
  evParentId: string | null;
  evType: string;
  evDateTime: string;
  evDetData: string | null;
  evIdProc: string;
  evTypeProc: string;
  outcome: Status;
  outDetail: string;
  outMessg: string;
  agId: string;
  evIdReq?: string;
  obId?: string;
  obIdIn?: string;
  agIdExt?: string;
  rightsStatementIdentifier?: string;
}

/** Members of the master that an event may complete. */
export type MasterPatch = Partial<
  Pick<MasterRecord, 'evDetData' | 'agIdExt' | 'rightsStatementIdentifier' | 'obIdIn'>
>;

/** Opens the journal of an operation: the master record alone. */
export async function openJournal(tx: Tx, tenant: TenantId, master: MasterRecord, now: Date): Promise<void> {
  await tx.query(
    `insert into logbook_operation (tenant, id, type, process_type, started_at, persisted_at, outcome, master)
     values ($1, $2, $3, $4, $5, $5, $6, $7)`,
    [tenant, master.evIdProc, master.evType, master.evTypeProc, now, master.outcome, JSON.stringify(master)],
  );
}

/**
 * Appends events in their order and completes the master; events are never changed afterwards.
 * @throws Error when the tenant has no such journal: what is done without a trace of it must not be committed
 */
export async function appendEvents(
  tx: Tx,
  tenant: TenantId,
  operation: OperationId,
  events: readonly LogbookEvent[],
  patch: MasterPatch,
  now: Date,
): Promise<void> {
  const last = events.at(-1);
  const written = await tx.query(
    `update logbook_operation
     set events = events || $3::jsonb, master = master || $4::jsonb, outcome = coalesce($5, outcome),
         version = version + 1, persisted_at = $6
     where tenant = $1 and id = $2 returning id`,
    [tenant, operation, JSON.stringify(events), JSON.stringify(patch), last?.outcome ?? null, now],
  );
  if (written.length === 0) throw new Error(`tenant ${tenant} has no journal of the operation ${operation}`);
}

/** The whole record by id, as the compatible API gives it: raw names, all events; undefined when unknown. */
export async function readJournal(
  tx: Tx,
  tenant: TenantId,
  operation: string,
): Promise<Record<string, unknown> | undefined> {
  const [row] = await tx.query<{
    id: string;
    master: MasterRecord;
    events: LogbookEvent[];
    version: number;
    persisted_at: Date;
  }>(
    'select id, master, events, version, persisted_at from logbook_operation where tenant = $1 and id = $2',
    [tenant, operation],
  );
  if (!row) return undefined;
  return {
    _id: row.id,
    ...row.master,
    events: row.events,
    _tenant: tenant,
    _v: row.version,
    _lastPersistedDate: technicalDate(row.persisted_at),
  };
}

/** Identity of the emitting component, as journals carry it (`agId`). */
export function agent(role: string, node: number): string {
  return JSON.stringify({
    Name: `${role}_${node}`,
    Role: role,
    ServerId: node,
    SiteId: 1,
    GlobalPlatformId: node,
  });
}
