import { Type } from 'typebox';
import type { Status } from '../logbook/index.ts';
import {
  attentionOf,
  categoriesOf,
  countOperations,
  listByAttention,
  type OperationFilter,
  type OperationView,
  placesInQueue,
  type State,
  type Window,
} from '../operations/index.ts';
import { Count, counted, type Platform, type TenantId, Text, type Told } from '../platform/index.ts';
import { countsBy, PAGE, PROCESS, type Steps, viewOf } from './processes.ts';

/** Operations of several tenants in one list (spec frontoffice.md B.29): for whoever follows them in each of these. */

export interface Safe {
  readonly tenant: TenantId;
  readonly name: string;
}

const SafeStanding = Type.Object(
  {
    ...{ tenant: Count, name: Text, running: Count },
    waiting: counted('Of those that run, how many no worker has taken yet.'),
    paused: Count,
    failed: counted('Of those that are paused, how many failed technically.'),
  },
  { title: 'SafeStanding' },
);
type SafeStanding = Told<typeof SafeStanding>;

const SafeProcess = Type.Object({ ...PROCESS, tenant: Count }, { title: 'SafeProcess' });
type SafeProcess = Told<typeof SafeProcess>;

export const AllProcesses = Type.Object(
  {
    processes: Type.Array(SafeProcess),
    ...PAGE,
    safes: Type.Array(SafeStanding, {
      description: 'All tenants of the person, whatever is looked for; the rest is of those that are listed.',
    }),
  },
  { title: 'AllProcesses' },
);
export type AllProcesses = Told<typeof AllProcesses>;

/**
 * One tenant after another, each in a transaction that sees nothing of the others.
 * @param listed the tenants whose operations are listed, among `safes`
 */
export async function listAllProcesses(
  house: Pick<Platform, 'database'>,
  workflows: readonly Steps[],
  { safes, listed }: { readonly safes: readonly Safe[]; readonly listed: readonly TenantId[] },
  filter: OperationFilter,
  { offset, limit }: Window,
): Promise<AllProcesses> {
  const { states: _, statuses: __, ...others } = filter;
  const read: Read[] = [];
  for (const safe of safes) read.push(await readSafe(house, safe, { filter, others, most: offset + limit }));
  const shown = read.filter(({ safe }) => listed.includes(safe.tenant));
  const found = shown
    .flatMap(({ safe: { tenant }, found }) => found.map((view) => ({ tenant, view })))
    .sort(byAttention)
    .slice(offset, offset + limit);
  const processes: SafeProcess[] = [];
  for (const safe of shown) {
    const own = found.filter(({ tenant }) => tenant === safe.safe.tenant).map(({ view }) => view);
    const places = await house.database.inTenant(safe.safe.tenant, (tx) =>
      placesInQueue(
        tx,
        safe.safe.tenant,
        own.map(({ id }) => id),
      ),
    );
    for (const view of own)
      processes.push({ ...viewOf(view, workflows, places.get(view.id)), tenant: safe.safe.tenant });
  }
  const order = new Map(found.map(({ view }, at) => [view.id as string, at]));
  return {
    processes: processes.sort((one, other) => (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0)),
    ...countsBy(
      shown.flatMap(({ counts }) => counts),
      filter,
    ),
    categories: [...new Set(shown.flatMap(({ categories }) => categories))].sort(),
    safes: read.map(({ safe: { tenant, name }, standing }) => ({ tenant, name, ...standing })),
  };
}

interface Read {
  readonly safe: Safe;
  readonly found: readonly OperationView[];
  readonly counts: readonly { state: State; status: Status; operations: number }[];
  readonly categories: readonly string[];
  readonly standing: Omit<SafeStanding, 'tenant' | 'name'>;
}

function readSafe(
  { database }: Pick<Platform, 'database'>,
  safe: Safe,
  asked: { readonly filter: OperationFilter; readonly others: OperationFilter; readonly most: number },
): Promise<Read> {
  const { tenant } = safe;
  return database.inTenant(tenant, async (tx) => {
    const open = await countOperations(tx, tenant, { states: ['RUNNING', 'PAUSE'] });
    const sum = (wanted: (each: (typeof open)[number]) => boolean) =>
      open.filter(wanted).reduce((total, { operations }) => total + operations, 0);
    const [queue] = await tx.query<{ waiting: number }>(
      'select count(*)::integer as waiting from work_queue where tenant = $1 and holder is null',
      [tenant],
    );
    return {
      safe,
      found: await listByAttention(tx, tenant, asked.filter, { offset: 0, limit: asked.most }),
      counts: await countOperations(tx, tenant, asked.others),
      categories: await categoriesOf(tx, tenant, 'operation'),
      standing: {
        running: sum(({ state }) => state === 'RUNNING'),
        waiting: queue?.waiting ?? 0,
        paused: sum(({ state }) => state === 'PAUSE'),
        failed: sum(({ state, status }) => state === 'PAUSE' && status === 'FATAL'),
      },
    };
  });
}

type Found = { readonly tenant: TenantId; readonly view: OperationView };

/** The order of `listByAttention`, over all tenants. */
function byAttention({ view: one }: Found, { view: other }: Found): number {
  return (
    attentionOf(one) - attentionOf(other) ||
    other.createdAt.getTime() - one.createdAt.getTime() ||
    (other.id < one.id ? -1 : 1)
  );
}
