import type { ClientConfig } from 'pg';
import { type Clock, openDatabase, type TenantId, type Tx } from '../platform/index.ts';
import type { StoredContainer } from './copies.ts';

/** What came of it on each offer. */
export type Agents = Readonly<Record<string, 'OK' | 'KO'>>;

export type Deed =
  | { readonly event: 'CREATE'; readonly container: string }
  /** @param contents index of a pack, which is removed with it */
  | { readonly event: 'DELETE'; readonly container: string; readonly contents: Buffer | undefined };

/** How a deed ended. */
export interface Ending {
  readonly agents: Agents;
  /** Of a container that lies on the offers now. */
  readonly stored?: Pick<StoredContainer, 'size' | 'digest'> & { readonly packed: boolean };
}

/** The log of what is written to the offers and removed from them (spec operations.md 15.5). */
export interface WriteLog {
  /**
   * Told before anything of a deed can be seen: durable when the promise is kept, so that a crash leaves a row that
   * says what to look for. @returns what is called once it has ended, however it did
   */
  begin(deed: Deed): Promise<(ending: Ending) => Promise<void>>;
}

export type LogKind = 'write' | 'access';

/**
 * For the rest of the transaction no interval of the log is closed. @returns the earliest time that a line may have
 * from now on: 1 ms after the interval that was closed last, whatever the clocks of other nodes said
 */
export async function earliestLine(
  tx: Tx,
  tenant: TenantId,
  kind: LogKind,
  now: Date,
  settings = '',
): Promise<Date> {
  // The lock first, by itself: the next statement then sees whatever was closed before it was given.
  await tx.query(`select pg_advisory_xact_lock_shared(hashtextextended($1, 0))${settings}`, [
    lockOf(tenant, kind),
  ]);
  const [last] = await tx.query<{ ended: Date }>(
    'select ended from storage_log_interval where tenant = $1 and kind = $2 order by ended desc limit 1',
    [tenant, kind],
  );
  return new Date(Math.max(now.getTime(), (last?.ended.getTime() ?? 0) + 1));
}

/** Waits for whoever logs at the moment; until the commit nobody else does. */
export async function stopLines(tx: Tx, tenant: TenantId, kind: LogKind): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lockOf(tenant, kind)]);
}

const lockOf = (tenant: TenantId, kind: LogKind) => `storage log ${tenant} ${kind}`;

/** Lines are short, and few are written at once. */
const CONNECTIONS = 2;

/**
 * On connections of its own: who writes may hold one of the service's, and all who hold one would wait for another.
 * They are let go when nothing is written, and keep no process alive.
 */
export function openWriteLog(
  connection: ClientConfig,
  clock: Clock,
  onError: (error: Error) => void,
): WriteLog {
  const database = openDatabase({ ...connection, max: CONNECTIONS, allowExitOnIdle: true }, onError);
  return {
    async begin(deed) {
      const tenant = tenantOf(deed.container);
      const id = await database.inTenant(tenant, (tx) => insert(tx, tenant, deed, clock.now()));
      return (ending) =>
        database.inTenant(tenant, (tx) => end(tx, tenant, { id, deed }, ending, clock.now()));
    },
  };
}

async function insert(tx: Tx, tenant: TenantId, deed: Deed, now: Date): Promise<number> {
  const contents = deed.event === 'DELETE' ? (deed.contents ?? null) : null;
  const [row] = await tx.query<{ id: number }>(
    'insert into storage_log (tenant, at, event, container, contents) values ($1, $2, $3, $4, $5) returning id',
    [tenant, now, deed.event, deed.container, contents],
  );
  return row?.id as number;
}

async function end(
  tx: Tx,
  tenant: TenantId,
  { id, deed }: { readonly id: number; readonly deed: Deed },
  ending: Ending,
  now: Date,
): Promise<void> {
  // A power cut may take this row back to its beginning, from which its end is found again: no sync is waited for.
  const settings = `, set_config('synchronous_commit', 'off', true)`;
  const at = await earliestLine(tx, tenant, 'write', now, settings);
  if (await conclude(tx, tenant, id, ending, at)) return;
  // Thought dead, and concluded as what was found then: this is another line.
  await conclude(tx, tenant, await insert(tx, tenant, deed, now), ending, at);
}

/** Says how a deed ended. @returns false when that is said already */
export async function conclude(
  tx: Tx,
  tenant: TenantId,
  id: number,
  { agents, stored }: Ending,
  at: Date,
): Promise<boolean> {
  const outcome = Object.values(agents).includes('KO') ? 'KO' : 'OK';
  const said = await tx.query(
    `update storage_log set at = $3, outcome = $4, agents = $5, packed = $6, size = $7, digest = $8
     where tenant = $1 and id = $2 and outcome is null returning id`,
    [
      ...[tenant, id, at, outcome, JSON.stringify(agents)],
      ...[stored?.packed ?? null, stored?.size ?? null, stored?.digest ?? null],
    ],
  );
  return said.length > 0;
}

/** Of a container by its name (names.ts). */
export const tenantOf = (container: string) => Number(container.slice(0, container.indexOf('/'))) as TenantId;
