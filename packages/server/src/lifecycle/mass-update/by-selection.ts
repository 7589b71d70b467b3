import type { EventKey } from '../../logbook/index.ts';
import type { ChunkResult } from '../../operations/index.ts';
import { writeLines } from '../../storage/index.ts';
import { FILES, folderOf, type MassRun } from './mass-run.ts';
import { type Fated, judge, type Reported, refusal, writeChanges } from './update-units.ts';

/** One chunk of an update by a selection: those that cannot be updated go to the report, the others are. */
export async function updateSelected(
  run: MassRun,
  chunk: number,
  key: EventKey,
  units: readonly Fated[],
): Promise<ChunkResult> {
  const { changes, faults } = await judge(run, units);
  const reported = [...faults].map(([id, fault]): Reported => ({ id, ...refusal(fault) }));
  await writeLines(folderOf(run), FILES.report(chunk), reported);
  const meter = { OK: changes.length, KO: faults.size };
  return {
    actions: { [key]: { status: faults.size > 0 ? 'KO' : 'OK', meter } },
    ...(await writeChanges(run, chunk, changes)),
  };
}
