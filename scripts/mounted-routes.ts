import { makeApplication } from '../packages/server/src/http/application.ts';
import type { House } from '../packages/server/src/http/house.ts';
import type { NotedRoute } from '../packages/server/src/http/route-table.ts';
import { openLog, readConfiguration } from '../packages/server/src/platform/index.ts';

/** The routes of the server: they are mounted without anything that they stand on being asked. */
export async function mountedRoutes(): Promise<readonly NotedRoute[]> {
  const configuration = readConfiguration({ PERENNE_TEST_SUPPORT: '1' });
  const house = { configuration, log: openLog('silent') } as House;
  const app = await makeApplication(house, { workflows: [] });
  const routes = [...app.routeTable.all];
  await app.close();
  return routes;
}
