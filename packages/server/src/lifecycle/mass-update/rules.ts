import { invalidateComputed } from '../../catalogue/rules/index.ts';
import type { ActionResult, ChunkResult } from '../../operations/index.ts';
import { rulesOf } from '../../referentials/index.ts';
import { readLines } from '../../storage/index.ts';
import { readUnits } from '../unit-documents.ts';
import { updateSelected } from './by-selection.ts';
import { FILES, folderOf, type MassRun, referentialsOf } from './mass-run.ts';
import { type RuleActions, readRuleActions, withRuleActions } from './rule-actions.ts';
import { inconsistency, requestFault } from './rule-actions-check.ts';

const referentialRules = (run: MassRun) =>
  run.once('rules', () => run.house.database.inTenant(run.tenant, (tx) => rulesOf(tx, run.tenant)));

/** MASS_UPDATE_RULES_CHECK. */
export async function checkRequest(run: MassRun): Promise<ActionResult> {
  const fault = requestFault(
    readRuleActions(run.parameters.actions),
    run.house.configuration.classificationLevel.allowList,
  );
  return fault === undefined
    ? { status: 'OK', detail: JSON.stringify({ event: 'Step OK.' }) }
    : { status: 'KO', detail: JSON.stringify(fault) };
}

/** UNIT_METADATA_CHECK_CONSISTENCY: the rules and the profile are there, and fit. */
export async function checkConsistency(run: MassRun): Promise<ActionResult> {
  const rules = await referentialRules(run);
  const { profileOf } = await referentialsOf(run);
  const fault = inconsistency(actionsOf(run), (id) => rules.get(id), profileOf);
  if (fault === undefined) return { status: 'OK' };
  const { code, text } = fault;
  return {
    status: 'KO',
    // The blank is the reference system's.
    detail: JSON.stringify({ Error: code, Message: text, 'Info ': text, Code: code }),
  };
}

/** Controlled by the first action. */
function actionsOf(run: MassRun): RuleActions {
  const actions = readRuleActions(run.parameters.actions);
  if (actions === undefined) throw new Error(`the actions of ${run.id} have not been controlled`);
  return actions;
}

/** COMPUTE_INHERITED_RULES_PROGENY_IDENTIFIER: the units below are found where they are invalidated. */
export async function identifyProgeny(): Promise<ActionResult> {
  return { status: 'OK' };
}

/** COMPUTE_INHERITED_RULES_INVALIDATOR: whatever the actions will change (spec rules.md 6.4). */
export async function invalidate(run: MassRun, chunk: number): Promise<ChunkResult> {
  const ids = await readLines<string>(folderOf(run), FILES.units(chunk));
  return {
    actions: { COMPUTE_INHERITED_RULES_INVALIDATOR: { status: 'OK', meter: { OK: ids.length } } },
    effects: (tx) => invalidateComputed(tx, run.tenant, ids),
  };
}

/** MASS_UPDATE_UNITS_RULES for one chunk. */
export async function updateRules(run: MassRun, chunk: number): Promise<ChunkResult> {
  const { tenant, house } = run;
  const ids = await readLines<string>(folderOf(run), FILES.units(chunk));
  const units = await house.database.inTenant(tenant, (tx) => readUnits(tx, tenant, ids));
  const rules = await referentialRules(run);
  const actions = actionsOf(run);
  const fated = units.map((unit) => ({ unit, fate: withRuleActions(unit, actions, (id) => rules.get(id)) }));
  return updateSelected(run, chunk, 'MASS_UPDATE_UNITS_RULES', fated);
}
