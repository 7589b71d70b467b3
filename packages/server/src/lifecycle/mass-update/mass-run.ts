import { type ChosenUnits, checkChosen, eachChosen } from '../../access/index.ts';
import type { ActionResult, Run } from '../../operations/index.ts';
import { loadOntology, type Ontology, type UnitProfile, unitProfilesOf } from '../../referentials/index.ts';
import { ChunkWriter, readJson, type WorkFolder } from '../../storage/index.ts';
import type { LifecycleHouse } from '../house.ts';

/** The run of an update of many units. */
export type MassRun = Run<LifecycleHouse>;

export const chosenOf = ({ parameters }: MassRun): ChosenUnits => parameters.chosen as ChosenUnits;

export const folderOf = (run: MassRun): WorkFolder => run.house.workspace.folder(run.tenant, run.id);

const numbered = (name: string) => (chunk: number) => `${name}.${String(chunk).padStart(6, '0')}.jsonl`;
export const FILES = { list: 'list.json', units: numbered('units'), report: numbered('report') } as const;

/** CHECK_DISTRIBUTION_THRESHOLD. */
export function checkThreshold(run: MassRun): Promise<ActionResult> {
  return checkChosen(run, chosenOf(run), run.house.configuration.limits.selectedUnits);
}

/** PREPARE_UPDATE_UNIT_LIST: identifiers of the units, in chunks. */
export async function listUnits(run: MassRun): Promise<ActionResult> {
  const folder = folderOf(run);
  const chunks = new ChunkWriter<string>(folder, FILES.units);
  await eachChosen(run, chosenOf(run), (id) => chunks.add(id));
  await folder.write(FILES.list, JSON.stringify({ chunks: await chunks.finish() }));
  return { status: 'OK' };
}

export async function chunksOf(run: MassRun): Promise<number> {
  const { chunks } = await run.once('list', () => readJson<{ chunks: number }>(folderOf(run), FILES.list));
  return chunks;
}

/** What units are checked against. */
export interface Referentials {
  readonly ontology: Ontology;
  readonly profileOf: (identifier: string) => UnitProfile | undefined;
}

export function referentialsOf(run: MassRun): Promise<Referentials> {
  const { tenant, house } = run;
  return run.once('referentials', async () => ({
    ontology: await loadOntology(house.database),
    profileOf: await house.database.inTenant(tenant, (tx) => unitProfilesOf(tx, tenant)),
  }));
}
