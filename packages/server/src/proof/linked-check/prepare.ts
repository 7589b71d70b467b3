import {
  eachMatch,
  isIn,
  LOGBOOK_OPERATIONS,
  parseSingleSelect,
  restricted,
  selectSingle,
} from '../../catalogue/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { readKept } from '../kept-journal.ts';
import { SECURING } from '../traceability-event.ts';
import { type CheckParameters, type CheckRun, FILES, folderOf } from './run.ts';

/** TRACEABILITY_LINKED_CHECK_PREPARE: the secured journals that the request means; those without one are passed over. */
export async function prepare(run: CheckRun): Promise<ActionResult> {
  const { tenant, house } = run;
  const asked = await askedOperations(run);
  const { checked, skipped } = await house.database.inTenant(tenant, async (tx) => {
    const checked: string[] = [];
    const skipped: string[] = [];
    for (const id of asked) ((await readKept(tx, tenant, id)) ? checked : skipped).push(id);
    return { checked, skipped };
  });
  await folderOf(run).write(FILES.list, JSON.stringify(checked));
  if (skipped.length === 0) return { status: 'OK' };
  const event = `These operations [${skipped.join(', ')}] does not contains data. they will be skipped !`;
  return { status: 'WARNING', detail: JSON.stringify({ event }) };
}

/** All of them, unless the request says how many. */
function askedOperations({ tenant, house, parameters, signal }: CheckRun): Promise<string[]> {
  const { query, filter } = parseSingleSelect((parameters as unknown as CheckParameters).query);
  const search = { tenant, collection: LOGBOOK_OPERATIONS, restriction: isIn('evType', SECURING) };
  const request = { filter, projection: ['#id'] };
  return house.database.readTenant(
    tenant,
    async (tx) => {
      const ids = (found: readonly Record<string, unknown>[]) => found.map((each) => String(each['#id']));
      if (filter.limit !== undefined)
        return ids((await selectSingle(tx, search, { query, context: {}, ...request })).results);
      const all: string[] = [];
      await eachMatch(tx, search, restricted(search, query), request, async (page) => {
        all.push(...ids(page));
      });
      return all;
    },
    signal,
  );
}
