import { keepReport } from '../../audits/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { technicalDate } from '../../platform/index.ts';
import { readJson } from '../../storage/index.ts';
import { type CheckEntry, type CheckParameters, type CheckRun, FILES, folderOf, listOf } from './run.ts';

/** Names of the counters of the report, by what was secured. */
const COUNTERS = {
  OPERATION: 'nbOperations',
  STORAGE: 'nbStorage',
  UNIT_LIFECYCLE: 'nbUnitLFC',
  OBJECTGROUP_LIFECYCLE: 'nbGotLFC',
} as const;

/** TRACEABILITY_FINALIZATION: the report, with a line for each secured journal (spec operations.md 24). */
export async function finalize(run: CheckRun): Promise<ActionResult> {
  const { tenant, id, house } = run;
  const now = technicalDate(house.clock.now());
  const entries = await entriesOf(run);
  const count = (status: string) => entries.filter((entry) => entry.status === status).length;
  return keepReport(run, {
    reportType: 'TRACEABILITY',
    results: { OK: count('OK'), KO: count('KO'), WARNING: 0, total: entries.length },
    extendedInfo: extended(entries),
    context: { query: (run.parameters as unknown as CheckParameters).query },
    entries: entries.map((entry) => ({
      ...{ _id: `${id}_${entry.id}`, _tenant: tenant, processId: id, creationDateTime: now },
      _metadata: entry,
    })),
  });
}

async function entriesOf(run: CheckRun): Promise<CheckEntry[]> {
  const folder = folderOf(run);
  const entries: CheckEntry[] = [];
  // A list that could not be made has none.
  const { length } = (await folder.exists(FILES.list)) ? await listOf(run) : [];
  for (let chunk = 0; chunk < length; chunk++)
    if (await folder.exists(FILES.entry(chunk)))
      entries.push(await readJson<CheckEntry>(folder, FILES.entry(chunk)));
  return entries;
}

function extended(entries: readonly CheckEntry[]): Record<string, number> {
  return Object.fromEntries(
    Object.entries(COUNTERS).map(([type, name]) => [
      name,
      entries.filter(({ operationType }) => operationType === type).length,
    ]),
  );
}
