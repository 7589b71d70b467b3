import { countObsolete } from '../../catalogue/rules/index.ts';
import { FRONT_OFFICE_CONTEXT } from '../../identity/index.ts';
import { agent } from '../../logbook/index.ts';
import { queueOperation } from '../../operations/index.ts';
import {
  HOUR_MS,
  MINUTE_MS,
  type OperationId,
  type ScheduledWork,
  type TenantId,
  type Tx,
} from '../../platform/index.ts';
import type { LifecycleHouse } from '../house.ts';
import { COMPUTATION } from './workflow.ts';

/**
 * Every night, what was invalidated since, or asked for by an entry, is computed (spec rules.md 6.3): for each tenant
 * that has such units an operation is started, whichever node comes first.
 * @returns how many operations
 */
export async function queueObsolete(house: LifecycleHouse): Promise<number> {
  const tenants = await house.database.outsideTenants((tx) =>
    tx.query<{ tenant: TenantId }>('select tenant from tenant order by tenant'),
  );
  let started = 0;
  for (const { tenant } of tenants)
    started += await house.database.inTenant(tenant, (tx) => queueOf(tx, house, tenant));
  return started;
}

async function queueOf(tx: Tx, house: LifecycleHouse, tenant: TenantId): Promise<number> {
  const now = house.clock.now();
  if (!(await isFirstOfNight(tx, tenant, now)) || (await countObsolete(tx, tenant)) === 0) return 0;
  await queueOperation(
    tx,
    tenant,
    {
      id: house.guids.make('operation', tenant) as unknown as OperationId,
      workflow: COMPUTATION,
      stepByStep: false,
      context: FRONT_OFFICE_CONTEXT,
      parameters: {},
      agent: agent('scheduler', 1),
    },
    now,
  );
  return 1;
}

/** Nights begin at 02:30 UTC. */
export const RECOMPUTATION: ScheduledWork = {
  ...{ work: 'COMPUTE_INHERITED_RULES', counter: 'COMPUTED_RULES_NIGHT' },
  ...{ everyMs: 24 * HOUR_MS, offsetMs: 150 * MINUTE_MS },
};

/** The row of the counter is held until the commit: a second node waits, and then finds the night taken. */
async function isFirstOfNight(tx: Tx, tenant: TenantId, now: Date): Promise<boolean> {
  const night = Math.floor((now.getTime() - RECOMPUTATION.offsetMs) / RECOMPUTATION.everyMs);
  const taken = await tx.query(
    `insert into counter (tenant, name, value) values ($1, $3, $2)
     on conflict (tenant, name) do update set value = excluded.value where counter.value < excluded.value
     returning value`,
    [tenant, night, RECOMPUTATION.counter],
  );
  return taken.length > 0;
}

const EVERY_MS = 10 * 60_000;

/** Looks now and every ten minutes whether a night's work is still to be started. @returns how to stop */
export function startRecomputation(house: LifecycleHouse): () => Promise<void> {
  let looking = Promise.resolve();
  const look = () => {
    looking = looking
      .then(() => queueObsolete(house))
      .then(
        (started) => void (started > 0 && house.log.info({ started }, 'rules are computed again')),
        (error: Error) => house.log.warn({ err: error }, 'rules cannot be computed again'),
      );
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
