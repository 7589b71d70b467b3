import { startExpiry, startSymbolicRegister } from '../access/index.ts';
import { startExtraction } from '../content/index.ts';
import { startRecomputation } from '../lifecycle/index.ts';
import { startWorker } from '../operations/index.ts';
import { startSecuring } from '../proof/index.ts';
import { startCopies } from '../referentials/index.ts';
import { startStorageLogBackups } from '../storage-logs/index.ts';
import { openHouse } from './open-house.ts';
import { runRole } from './run-role.ts';
import { WORKFLOWS } from './workflows.ts';

/** Role `worker`: runs the operations. */
runRole(async (data) => {
  const house = await openHouse(data);
  const worker = await startWorker(house, WORKFLOWS, data.node);
  const chores = [
    startExpiry(house),
    startSymbolicRegister(house),
    startRecomputation(house),
    startExtraction(house, data.node),
    startStorageLogBackups(house),
    startSecuring(house),
    startCopies(house),
  ];
  return {
    async drain() {
      await worker.stop();
      await Promise.all(chores.map((stop) => stop()));
      await house.database.close();
    },
  };
});
