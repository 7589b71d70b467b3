import type { AddressInfo } from 'node:net';
import { makeApplication } from '../http/application.ts';
import { sweepSessions } from '../identity/index.ts';
import { mendWorkspace, sweepUploads } from '../ingest/index.ts';
import type { Role } from '../platform/index.ts';
import { openHouse } from './open-house.ts';
import { runRole } from './run-role.ts';
import { WORKFLOWS } from './workflows.ts';

const SWEEP_EVERY_MS = 10 * 60_000;
/** Answers under way are given this long at the end of the service. */
const DRAIN_MS = 20_000;

/** Role `api`: answers on one port. */
runRole(async (data) => {
  const house = await openHouse(data);
  const { configuration, database, clock, log } = house;
  // Before the first upload: what is cut from now on is cleaned where it is cut.
  await mendWorkspace(house);
  let down: readonly Role[] = [];
  const app = await makeApplication(house, { workflows: WORKFLOWS, rolesDown: () => down });
  await app.listen({ port: configuration.port, host: configuration.host });
  const sweep = setInterval(() => {
    sweepSessions(database, clock).catch((error: Error) =>
      log.warn({ err: error }, 'sessions are not swept'),
    );
    sweepUploads(house).catch((error: Error) => log.warn({ err: error }, 'uploads are not swept'));
  }, SWEEP_EVERY_MS);
  return {
    port: (app.server.address() as AddressInfo).port,
    down: (roles) => {
      down = roles;
    },
    async drain() {
      clearInterval(sweep);
      const impatience = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
      await app.close();
      clearTimeout(impatience);
      await database.close();
    },
  };
});
