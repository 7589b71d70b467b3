import { QueryRefused } from '../../catalogue/index.ts';
import type { ActionResult, ChunkResult } from '../../operations/index.ts';
import { readLines } from '../../storage/index.ts';
import { readUnits } from '../unit-documents.ts';
import { updateSelected } from './by-selection.ts';
import { appliedToAll, internalNames, type MassAction } from './mass-actions.ts';
import { FILES, folderOf, type MassRun } from './mass-run.ts';

const actionsOf = ({ parameters }: MassRun) => parameters.actions as readonly MassAction[];

/** MASS_UPDATE_CHECK: the description alone is changed, by patterns that can be tried (spec operations.md 10.2). */
export async function checkActions(run: MassRun): Promise<ActionResult> {
  const actions = actionsOf(run);
  const internal = internalNames(actions);
  const told = (status: 'OK' | 'KO', event: string): ActionResult => ({
    status,
    detail: JSON.stringify({ event }),
  });
  if (internal.length > 0)
    return told('KO', `Invalid DSL query: cannot contains '${internal.join(', ')}' internal field(s).`);
  const probe = actions.flatMap((action) => (action.kind === 'regex' ? [{ ...action, path: 'Title' }] : []));
  const unit = { content: { Title: '' }, management: {} };
  try {
    await run.house.database.inTenant(run.tenant, (tx) => appliedToAll(tx, new Map([['', unit]]), probe));
  } catch (error) {
    if (error instanceof QueryRefused) return told('KO', 'Check KO unexpected error.');
    throw error;
  }
  return told('OK', 'Check OK.');
}

/** MASS_UPDATE_UNITS for one chunk: also a unit that has those values already is written anew. */
export async function updateDescriptions(run: MassRun, chunk: number): Promise<ChunkResult> {
  const { tenant, house } = run;
  const ids = await readLines<string>(folderOf(run), FILES.units(chunk));
  const { units, fates } = await house.database.inTenant(tenant, async (tx) => {
    const read = await readUnits(tx, tenant, ids);
    return {
      units: read,
      fates: await appliedToAll(tx, new Map(read.map((unit) => [unit.id, unit])), actionsOf(run)),
    };
  });
  return updateSelected(
    run,
    chunk,
    'MASS_UPDATE_UNITS',
    units.flatMap((unit) => {
      const fate = fates.get(unit.id);
      return fate === undefined ? [] : [{ unit, fate }];
    }),
  );
}
