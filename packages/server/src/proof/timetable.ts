import {
  HOUR_MS,
  listedTenants,
  lookEvery,
  MINUTE_MS,
  type TenantId,
  type Timetable,
  takeTurn,
} from '../platform/index.ts';
import type { ProofHouse } from './house.ts';
import { secureGroups, secureUnits } from './life-cycles/secure-life-cycles.ts';
import { secureOperations } from './secure-operations.ts';
import { DELAY_MS } from './settled.ts';
import { lastSecured, type SecuringType } from './traceability-event.ts';

interface Work extends Timetable {
  readonly type: SecuringType;
  readonly secure: typeof secureOperations;
}

/** When each journal is secured, in each tenant (spec operations.md 15.1). */
export const TIMETABLE: readonly Work[] = [
  {
    ...{ type: 'STP_OP_SECURISATION', secure: secureOperations },
    ...{ everyMs: HOUR_MS, offsetMs: 5 * MINUTE_MS },
  },
  {
    ...{ type: 'LOGBOOK_OBJECTGROUP_LFC_TRACEABILITY', secure: secureGroups },
    ...{ everyMs: HOUR_MS, offsetMs: 15 * MINUTE_MS },
  },
  {
    ...{ type: 'LOGBOOK_UNIT_LFC_TRACEABILITY', secure: secureUnits },
    ...{ everyMs: HOUR_MS, offsetMs: 35 * MINUTE_MS },
  },
];

/** Secures what is due: in its time, or at once where the last one had to stop at its limit. @returns how many */
export async function secureWhatIsDue(house: ProofHouse): Promise<number> {
  let made = 0;
  for (const tenant of await listedTenants(house.database))
    for (const work of TIMETABLE) {
      if (!(await isDue(house, tenant, work))) continue;
      try {
        if ((await work.secure(house, tenant, DELAY_MS)) !== undefined) made += 1;
      } catch (error) {
        house.log.error({ err: error, tenant, type: work.type }, 'a journal is not secured');
      }
    }
  return made;
}

function isDue(
  { database, clock }: ProofHouse,
  tenant: TenantId,
  { type, ...times }: Work,
): Promise<boolean> {
  return database.inTenant(tenant, async (tx) => {
    const isTurn = await takeTurn(tx, tenant, type, times, clock.now());
    return isTurn || (await lastSecured(tx, tenant, type))?.event.MaxEntriesReached === true;
  });
}

/** Secures the journals in their time; with test support, whoever tests asks for it. @returns how to stop */
export function startSecuring(house: ProofHouse): () => Promise<void> {
  if (house.configuration.testSupport) return async () => undefined;
  return lookEvery(MINUTE_MS, house.log, 'the journals cannot be secured', async () => {
    const made = await secureWhatIsDue(house);
    if (made > 0) house.log.info({ made }, 'journals secured');
  });
}
