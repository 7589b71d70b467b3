import type { House } from '../http/house.ts';
import { guidMaker, openDatabase, openLog, systemClock } from '../platform/index.ts';
import { openStorage, openWorkspace, openWriteLog } from '../storage/index.ts';
import type { RoleData } from './messages.ts';

/** The platform of one role, on connections of its own, with storage and workspace. */
export async function openHouse({ configuration, connection, node }: RoleData): Promise<House> {
  const log = openLog(configuration.logLevel);
  const report = (fault: Error) => log.warn({ err: fault }, 'a copy is faulty');
  const onLost = (error: Error) => log.warn({ err: error }, 'a connection to the database was lost');
  return {
    configuration,
    log,
    clock: systemClock,
    guids: guidMaker(node),
    database: openDatabase(connection, onLost),
    storage: await openStorage(configuration, {
      report,
      log: openWriteLog(connection, systemClock, onLost),
    }),
    workspace: await openWorkspace(configuration),
  };
}
