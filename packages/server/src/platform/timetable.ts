import type { Database, Tx } from './database.ts';
import type { TenantId } from './identifiers.ts';
import type { Log } from './log.ts';

/** What the service does by itself, at times of its own. */

/** Once in each span of time, from `offsetMs` after its beginning on; spans are counted from 1970, UTC. */
export interface Timetable {
  readonly everyMs: number;
  readonly offsetMs: number;
}

/** A work with its timetable. */
export interface ScheduledWork extends Timetable {
  /** `STORAGE_BACKUP`. */
  readonly work: string;
  /** The counter that keeps the last span, where it is not the work's own. */
  readonly counter?: string;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/**
 * Whether a work is due in a tenant, and whoever asks is the one to do it: the span is taken with the commit, whichever
 * node comes first. The span in which a tenant is met for the first time has nothing due.
 * @param work name of the counter that keeps the last span: `STORAGE_BACKUP`
 */
export async function takeTurn(
  tx: Tx,
  tenant: TenantId,
  work: string,
  { everyMs, offsetMs }: Timetable,
  now: Date,
): Promise<boolean> {
  const span = spanOf({ everyMs, offsetMs }, now);
  const name = counterOf(work);
  // Held until the commit: a second node waits, and then finds the span taken.
  const taken = await tx.query(
    'update counter set value = $3 where tenant = $1 and name = $2 and value < $3 returning value',
    [tenant, name, span],
  );
  if (taken.length > 0) return true;
  await tx.query('insert into counter (tenant, name, value) values ($1, $2, $3) on conflict do nothing', [
    tenant,
    name,
    span,
  ]);
  return false;
}

const counterOf = (work: string) => `TIMETABLE_${work}`;

const spanOf = ({ everyMs, offsetMs }: Timetable, now: Date) =>
  Math.floor((now.getTime() - offsetMs) / everyMs);

/** When each work was last due in a tenant, by its name; absent: not since the tenant was met. */
export async function lastTurns(
  tx: Tx,
  tenant: TenantId,
  works: readonly ScheduledWork[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await tx.query<{ name: string; value: number }>(
    'select name, value from counter where tenant = $1 and name = any ($2)',
    [tenant, works.map(({ work, counter }) => counter ?? counterOf(work))],
  );
  const spans = new Map(rows.map(({ name, value }) => [name, value]));
  return new Map(
    works.flatMap(({ work, counter, everyMs, offsetMs }) => {
      const span = spans.get(counter ?? counterOf(work));
      return span === undefined ? [] : [[work, new Date(span * everyMs + offsetMs)] as const];
    }),
  );
}

/** When a work is due next. */
export const nextTurn = (timetable: Timetable, now: Date): Date =>
  new Date((spanOf(timetable, now) + 1) * timetable.everyMs + timetable.offsetMs);

/** Every tenant, in the order of their numbers. */
export async function listedTenants(database: Database): Promise<TenantId[]> {
  const rows = await database.outsideTenants((tx) =>
    tx.query<{ tenant: TenantId }>('select tenant from tenant order by tenant'),
  );
  return rows.map(({ tenant }) => tenant);
}

/**
 * Looks now and again and again whether there is something to do; one look at a time. A look that fails is told, and the
 * next one comes.
 * @returns how to stop, which waits for the look under way
 */
export function lookEvery(
  everyMs: number,
  log: Log,
  failure: string,
  look: () => Promise<void>,
): () => Promise<void> {
  let looking: Promise<void> | undefined;
  const begin = () => {
    looking ??= look()
      .catch((error: Error) => log.warn({ err: error }, failure))
      .finally(() => {
        looking = undefined;
      });
  };
  begin();
  const timer = setInterval(begin, everyMs);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
