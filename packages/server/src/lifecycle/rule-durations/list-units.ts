import type { ActionResult } from '../../operations/index.ts';
import { ChunkWriter } from '../../storage/index.ts';
import { changedRules, DECLARES, FILES, folderOf, type RulesRun, type UnitList } from './rules-run.ts';

/** Units read at once. */
const PAGE = 10_000;

/** LIST_ARCHIVE_UNITS: identifiers of the units whose end dates may change, in chunks. */
export async function listUnits(run: RulesRun): Promise<ActionResult> {
  const { tenant, house } = run;
  const folder = folderOf(run);
  const chunks = new ChunkWriter<string>(folder, FILES.units);
  let units = 0;
  for (let after = ''; ; ) {
    const page = await house.database.inTenant(tenant, (tx) =>
      tx.query<{ id: string }>(
        `select id from unit where tenant = $1 and ${DECLARES} and id > $3 order by id limit ${PAGE}`,
        [tenant, changedRules(run), after],
      ),
    );
    for (const { id } of page) await chunks.add(id);
    units += page.length;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = last.id;
  }
  const list: UnitList = { chunks: await chunks.finish(), units };
  await folder.write(FILES.list, JSON.stringify(list));
  return { status: 'OK', detail: JSON.stringify({ nbUnits: units }) };
}
