import type { ActionResult } from '../../operations/index.ts';
import type { TenantId, Tx } from '../../platform/index.ts';
import { ChunkWriter } from '../../storage/index.ts';
import { startAfter } from '../secure-operations.ts';
import { settledUntil } from '../settled.ts';
import { lastSecured } from '../traceability-event.ts';
import type { LifeCycles } from './kinds.ts';
import { FILES, folderOf, type LifeCycleParameters, type LifeCycleRun, type List } from './run.ts';

interface Entry {
  readonly id: string;
  readonly at: Date;
}

/** PREPARE_X_LFC_TRACEABILITY: the elements whose last change lies in the interval, in chunks. */
export async function prepare(run: LifeCycleRun, kind: LifeCycles): Promise<ActionResult> {
  const { tenant, house } = run;
  const { delay } = run.parameters as unknown as LifeCycleParameters;
  const most = house.configuration.limits.securedLifeCycles;
  const settled = await settledUntil(house, delay);
  const { start, entries } = await house.database.inTenant(tenant, async (tx) => {
    const start = startAfter(await lastSecured(tx, tenant, kind.type));
    return { start, entries: await entriesOf(tx, tenant, kind, { start, end: settled, most }) };
  });
  const cut = cutAt(entries, most);
  const folder = folderOf(run);
  const chunks = new ChunkWriter<string>(folder, FILES.ids);
  const taken = cut === undefined ? entries : entries.filter(({ at }) => at < cut);
  for (const { id } of taken) await chunks.add(id);
  const list: List = {
    start: start.getTime(),
    end: Math.max((cut ?? settled).getTime(), start.getTime()),
    elements: taken.length,
    chunks: await chunks.finish(),
    maxEntriesReached: cut !== undefined,
  };
  await folder.write(FILES.list, JSON.stringify(list));
  return { status: taken.length === 0 ? 'WARNING' : 'OK' };
}

/**
 * In the order in which they were published; one that was changed since belongs to the next interval. The last instant
 * is whole: what was published at once is secured at once.
 */
function entriesOf(
  tx: Tx,
  tenant: TenantId,
  { kind }: LifeCycles,
  { start, end, most }: { readonly start: Date; readonly end: Date; readonly most: number },
): Promise<Entry[]> {
  return tx.query<Entry>(
    `select id, max(published_at) as at from life_cycle l
     where tenant = $1 and kind = $2 and published_at >= $3 and published_at < $4
       and not exists (select from life_cycle later
                       where later.tenant = l.tenant and later.kind = l.kind and later.id = l.id
                         and later.published_at >= $4)
     group by id order by at, id fetch first $5 rows with ties`,
    [tenant, kind, start, end, most + 1],
  );
}

/** The first instant that is left to the next securing; undefined: none. */
export function cutAt(entries: readonly Entry[], most: number): Date | undefined {
  if (entries.length <= most) return undefined;
  const first = entries[0]?.at as Date;
  const over = entries[most]?.at as Date;
  // More at one instant than are taken at once: they are taken all the same.
  return over > first ? over : new Date(first.getTime() + 1);
}

/** Whether there is something new to secure. */
export async function hasEntries(
  tx: Tx,
  tenant: TenantId,
  { kind, type }: LifeCycles,
  end: Date,
): Promise<boolean> {
  const start = startAfter(await lastSecured(tx, tenant, type));
  const [found] = await tx.query(
    `select from life_cycle where tenant = $1 and kind = $2 and published_at >= $3 and published_at < $4 limit 1`,
    [tenant, kind, start, end],
  );
  return found !== undefined;
}
