import { Type } from 'typebox';
import { Count, counted, type TenantId, type Told, type Tx } from '../platform/index.ts';
import { REASONS, type Reason } from './not-extractable.ts';

/** What the operators of the platform see and set: whether a tenant's documents are searched, and how far they are read. */

export const ContentState = Type.Object(
  {
    searched: Type.Boolean({ description: 'Whether documents are read and searched.' }),
    waiting: counted('Documents that are still to be read; more may be to come while `sweeping`.'),
    postponed: counted(
      'Of these, documents that could not be read for a reason of the service’s own, and are tried again.',
    ),
    sweeping: Type.Boolean({ description: 'All documents of the tenant are being queued.' }),
    extracted: Count,
    notExtractable: Type.Partial(Type.Record(Type.Enum([...REASONS]), Count), {
      description: 'Documents without text, by reason.',
    }),
  },
  { title: 'ContentState' },
);
export type ContentState = Told<typeof ContentState>;

/** Undefined for a tenant that is not there. @param tx in that tenant */
export async function readContentState(tx: Tx, tenant: TenantId): Promise<ContentState | undefined> {
  const [row] = await tx.query<Pick<ContentState, 'searched' | 'sweeping' | 'waiting' | 'postponed'>>(
    `select content_search as searched, content_sweep is not null as sweeping,
            (select count(*) from content_queue q where q.tenant = t.tenant) as waiting,
            (select count(*) from content_queue q where q.tenant = t.tenant and q.failed > 0) as postponed
     from tenant t where tenant = $1`,
    [tenant],
  );
  if (!row) return undefined;
  const counts = await tx.query<{ reason: Reason | null; count: number }>(
    'select reason, count(*) as count from object_content where tenant = $1 group by reason order by reason',
    [tenant],
  );
  const unread = counts.flatMap(({ reason, count }) => (reason === null ? [] : [[reason, count] as const]));
  return {
    ...row,
    extracted: counts.find(({ reason }) => reason === null)?.count ?? 0,
    notExtractable: Object.fromEntries(unread),
  };
}

/**
 * Switches the search inside the documents of a tenant on, and all of them are read; or off, and their texts are
 * removed. @param tx in that tenant
 */
export async function switchContentSearch(tx: Tx, tenant: TenantId, isOn: boolean): Promise<void> {
  const changed = await tx.query(
    `update tenant set content_search = $2, content_sweep = case when $2 then '' end
     where tenant = $1 and content_search <> $2 returning 1`,
    [tenant, isOn],
  );
  if (changed.length === 0 || isOn) return;
  await tx.query('delete from content_queue where tenant = $1', [tenant]);
  await tx.query('delete from object_content where tenant = $1', [tenant]);
}

/** Reads all documents again: formats that an earlier version did not read, or texts that are in doubt. */
export async function extractAgain(tx: Tx, tenant: TenantId): Promise<void> {
  await tx.query(`update tenant set content_sweep = '' where tenant = $1 and content_search`, [tenant]);
}

/** Documents that are still to be read, by tenant; tenants without any are absent. */
export async function countWaiting(tx: Tx): Promise<ReadonlyMap<TenantId, number>> {
  const rows = await tx.query<{ tenant: TenantId; count: number }>(
    'select tenant, count(*) as count from content_queue group by tenant',
  );
  return new Map(rows.map(({ tenant, count }) => [tenant, count]));
}
