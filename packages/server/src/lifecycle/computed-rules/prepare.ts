import { checkChosen, eachChosen, judgeThreshold } from '../../access/index.ts';
import { countObsolete, obsoleteUnits } from '../../catalogue/rules/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { ChunkWriter } from '../../storage/index.ts';
import { type ComputedRun, chosenOf, FILES, folderOf, type UnitList } from './computed-run.ts';

/** Of a computation: as many units as the request, or the platform, allows. */
export async function checkComputed(run: ComputedRun): Promise<ActionResult> {
  const { computedUnits } = run.house.configuration.limits;
  const chosen = chosenOf(run);
  if (chosen !== undefined) return checkChosen(run, chosen, computedUnits);
  const { tenant, house } = run;
  const found = await house.database.inTenant(tenant, (tx) => countObsolete(tx, tenant));
  return judgeThreshold(found, undefined, computedUnits);
}

/** Of a removal. */
export async function checkRemoved(run: ComputedRun): Promise<ActionResult> {
  const chosen = chosenOf(run);
  if (chosen === undefined) throw new Error(`the operation ${run.id} removes rules of no units`);
  return checkChosen(run, chosen, run.house.configuration.limits.selectedUnits);
}

/** COMPUTE_INHERITED_RULES_PREPARATION: identifiers of the units, in chunks. */
export async function listUnits(run: ComputedRun): Promise<ActionResult> {
  const folder = folderOf(run);
  const chunks = new ChunkWriter<string>(folder, FILES.units);
  const add = (id: string) => chunks.add(id);
  const chosen = chosenOf(run);
  if (chosen === undefined) await eachObsolete(run, add);
  else await eachChosen(run, chosen, add);
  const list: UnitList = { chunks: await chunks.finish() };
  await folder.write(FILES.list, JSON.stringify(list));
  return { status: 'OK' };
}

async function eachObsolete(
  { tenant, house }: ComputedRun,
  visit: (id: string) => Promise<unknown>,
): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const from: string = after;
    const page = await house.database.inTenant(tenant, (tx) => obsoleteUnits(tx, tenant, from));
    for (const id of page) await visit(id);
    after = page.at(-1);
  }
}
