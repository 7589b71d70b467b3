import { checkChosen, eachChosen, eachChosenGroup } from '../../access/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { ChunkWriter } from '../../storage/index.ts';
import { type EvidenceParameters, type EvidenceRun, FILES, folderOf, type Listed } from './run.ts';

const chosenOf = ({ parameters }: EvidenceRun) => (parameters as unknown as EvidenceParameters).chosen;

/** CHECK_DISTRIBUTION_THRESHOLD. */
export const checkThreshold = (run: EvidenceRun): Promise<ActionResult> =>
  checkChosen(run, chosenOf(run), run.house.configuration.limits.selectedUnits);

/** EVIDENCE_AUDIT_LIST_OBJECT: the chosen units, then their groups, each once, in chunks. */
export async function listElements(run: EvidenceRun): Promise<ActionResult> {
  const folder = folderOf(run);
  const chunks = new ChunkWriter<Listed>(folder, FILES.listed);
  await eachChosen(run, chosenOf(run), (id) => chunks.add({ kind: 'UNIT', id }));
  await eachChosenGroup(run, chosenOf(run), ({ id }) => chunks.add({ kind: 'OBJECTGROUP', id }));
  await folder.write(FILES.list, JSON.stringify({ chunks: await chunks.finish() }));
  return { status: 'OK' };
}
