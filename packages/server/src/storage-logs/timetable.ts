import { HOUR_MS, listedTenants, lookEvery, MINUTE_MS, takeTurn } from '../platform/index.ts';
import { DELAY_MS } from '../proof/index.ts';
import { backUpLog } from './backup.ts';
import type { SecuringHouse } from './house.ts';
import { secureWriteLogs } from './secure-write-logs.ts';

/** When each is done, in each tenant (spec operations.md 15.1). */
export const TIMETABLE = [
  { work: 'STORAGE_ACCESS_BACKUP', kind: 'access', everyMs: 4 * HOUR_MS, offsetMs: 10 * MINUTE_MS },
  { work: 'STORAGE_BACKUP', kind: 'write', everyMs: 4 * HOUR_MS, offsetMs: 15 * MINUTE_MS },
  { work: 'STORAGE_SECURING', kind: 'securing', everyMs: 4 * HOUR_MS, offsetMs: 40 * MINUTE_MS },
] as const;

/** Backups, and the securing of what they stored. @returns how many were due, and made */
export async function backUpWhatIsDue(house: SecuringHouse): Promise<number> {
  const { database, clock } = house;
  let made = 0;
  for (const tenant of await listedTenants(database))
    for (const { work, kind, ...times } of TIMETABLE) {
      if (!(await database.inTenant(tenant, (tx) => takeTurn(tx, tenant, work, times, clock.now()))))
        continue;
      if (kind === 'securing') await secureWriteLogs(house, tenant, DELAY_MS);
      else await backUpLog(house, tenant, kind);
      made += 1;
    }
  return made;
}

/** Backs up the logs in their time; with test support, whoever tests asks for it. @returns how to stop */
export function startStorageLogBackups(house: SecuringHouse): () => Promise<void> {
  if (house.configuration.testSupport) return async () => undefined;
  return lookEvery(MINUTE_MS, house.log, 'the storage logs cannot be backed up', async () => {
    const made = await backUpWhatIsDue(house);
    if (made > 0) house.log.info({ made }, 'storage logs backed up');
  });
}
