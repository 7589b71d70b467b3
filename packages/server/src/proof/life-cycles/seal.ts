import type { ActionResult } from '../../operations/index.ts';
import { keepFile } from '../../referentials/index.ts';
import { readJson } from '../../storage/index.ts';
import { sealFile } from '../sealed-file.ts';
import { linksOf, type TraceabilityEvent } from '../traceability-event.ts';
import type { LifeCycles } from './kinds.ts';
import { type Counts, FILES, folderOf, type LifeCycleRun, listOf } from './run.ts';

/** GENERATE_X_LFC_TRACEABILITY: the sealed file, in the work folder; none when there is nothing to secure. */
export async function generate(run: LifeCycleRun, kind: LifeCycles): Promise<ActionResult> {
  const { tenant, id: operation, house } = run;
  const { start, end, elements, maxEntriesReached } = await listOf(run);
  if (elements === 0) return { status: 'OK' };
  const folder = folderOf(run);
  const interval = { start: new Date(start), end: new Date(end) };
  const links = await house.database.inTenant(tenant, (tx) => linksOf(tx, tenant, kind.type, interval.end));
  const data = await readWhole(run, FILES.data);
  const counts = await readJson<Counts>(folder, FILES.counts);
  const statistics: Record<string, Counts['elements']> =
    kind.kind === 'unit'
      ? { units: counts.elements }
      : { objectGroups: counts.elements, objects: counts.objects };
  const collected = { ...interval, data, elements: countOf(data), maxEntriesReached, statistics };
  const { event, bytes } = await sealFile(house, { tenant, operation }, kind, collected, links);
  await folder.write(FILES.sealed, bytes);
  await folder.write(FILES.event, JSON.stringify(event));
  return {
    status: 'OK',
    tasks: [
      { key: 'OP_SECURISATION_TIMESTAMP', status: 'OK' },
      { key: 'OP_SECURISATION_STORAGE_ON_WORKSPACE', status: 'OK' },
    ],
  };
}

/** FINALIZE_X_LFC_TRACEABILITY: the sealed file goes to the offers, and the journal tells of it. */
export async function finalize(run: LifeCycleRun, kind: LifeCycles): Promise<ActionResult> {
  const { tenant, id: operation, house } = run;
  const detail = await eventOf(run);
  if (detail === null) return { status: 'OK' };
  const event = JSON.parse(detail) as TraceabilityEvent;
  const bytes = await readWhole(run, FILES.sealed);
  return {
    status: 'OK',
    detail,
    master: { evDetData: detail },
    effects: async (tx) => {
      await keepFile(tx, house, { tenant, operation }, kind.category, event.FileName, bytes);
    },
  };
}

/** The event as it is told; null: nothing was sealed. */
export async function eventOf(run: LifeCycleRun): Promise<string | null> {
  if (!(await folderOf(run).exists(FILES.event))) return null;
  return (await readWhole(run, FILES.event)).toString();
}

async function readWhole(run: LifeCycleRun, name: string): Promise<Buffer> {
  const file = await folderOf(run).open(name);
  try {
    return await file.read(0, file.size);
  } finally {
    await file.close();
  }
}

function countOf(data: Buffer): number {
  let count = 0;
  for (let at = data.indexOf(10); at !== -1; at = data.indexOf(10, at + 1)) count += 1;
  return count;
}
