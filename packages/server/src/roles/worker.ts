import { startExpiry } from '../access/index.ts';
import { startWorker } from '../operations/index.ts';
import { openHouse } from './open-house.ts';
import { runRole } from './run-role.ts';
import { WORKFLOWS } from './workflows.ts';

/** Role `worker`: runs the operations. */
runRole(async (data) => {
  const house = await openHouse(data);
  const worker = await startWorker(house, WORKFLOWS, data.node);
  const stopExpiry = startExpiry(house);
  return {
    async drain() {
      await worker.stop();
      await stopExpiry();
      await house.database.close();
    },
  };
});
