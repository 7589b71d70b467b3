import { FRONT_OFFICE_CONTEXT } from '../../identity/index.ts';
import { agent } from '../../logbook/index.ts';
import { queueOperation } from '../../operations/index.ts';
import type { OperationId, TenantId, Tx } from '../../platform/index.ts';
import type { ProofHouse } from '../house.ts';
import { settledUntil } from '../settled.ts';
import { GROUPS, type LifeCycles, UNITS } from './kinds.ts';
import { hasEntries } from './prepare.ts';
import type { LifeCycleParameters } from './run.ts';
import { GROUPS_SECURING, UNITS_SECURING } from './workflow.ts';

type Secure = (house: ProofHouse, tenant: TenantId, delay: number) => Promise<OperationId | undefined>;

/**
 * Starts the securing of life cycles of a tenant, if some have changed and none is under way.
 * @param delay what is younger is left to the next securing, ms
 * @returns the operation; undefined when nothing was to be done
 */
const secureLifeCycles =
  (kind: LifeCycles, workflow: typeof UNITS_SECURING): Secure =>
  async (house, tenant, delay) => {
    const settled = await settledUntil(house, delay);
    return house.database.inTenant(tenant, async (tx) => {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `securing ${tenant} ${kind.type}`,
      ]);
      if (await isUnderWay(tx, tenant, workflow.id)) return undefined;
      if (!(await hasEntries(tx, tenant, kind, settled))) return undefined;
      const id = house.guids.make('operation', tenant) as unknown as OperationId;
      const parameters: LifeCycleParameters = { delay };
      await queueOperation(
        tx,
        tenant,
        {
          ...{ id, workflow, stepByStep: false, context: FRONT_OFFICE_CONTEXT },
          ...{ parameters: { ...parameters }, agent: agent('scheduler', 1) },
        },
        house.clock.now(),
      );
      return id;
    });
  };

export const secureUnits = secureLifeCycles(UNITS, UNITS_SECURING);
export const secureGroups = secureLifeCycles(GROUPS, GROUPS_SECURING);

async function isUnderWay(tx: Tx, tenant: TenantId, workflow: string): Promise<boolean> {
  const found = await tx.query(
    `select from operation where tenant = $1 and state <> 'COMPLETED' and workflow = $2 limit 1`,
    [tenant, workflow],
  );
  return found.length > 0;
}
