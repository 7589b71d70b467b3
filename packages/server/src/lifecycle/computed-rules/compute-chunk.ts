import { todayOf } from '../../access/index.ts';
import {
  areUnchanged,
  computedRules,
  forgetComputed,
  holder,
  holdRules,
  type RuledUnit,
  readRuledUnits,
  writeComputed,
} from '../../catalogue/rules/index.ts';
import type { ChunkResult } from '../../operations/index.ts';
import { readLines } from '../../storage/index.ts';
import { type ComputedRun, FILES, folderOf } from './computed-run.ts';

/**
 * COMPUTE_INHERITED_RULES_ACTION for one chunk: its units and all above them are read at once, and what holds for an
 * ancestor is found once. Units that have gone since they were listed are left out.
 */
export async function computeChunk(run: ComputedRun, chunk: number): Promise<ChunkResult> {
  const { tenant, house } = run;
  const ids = await readLines<string>(folderOf(run), FILES.units(chunk));
  const today = todayOf(house.clock);
  const units = await house.database.inTenant(tenant, (tx) => readRuledUnits(tx, tenant, ids));
  const computed = compute(ids, units, today);
  return {
    actions: { COMPUTE_INHERITED_RULES_ACTION: { status: 'OK', meter: { OK: computed.length } } },
    effects: async (tx) => {
      await holdRules(tx, tenant);
      // Seldom: units that have changed since are computed once more, while changes wait.
      const right = (await areUnchanged(tx, tenant, [...units.values()]))
        ? computed
        : compute(ids, await readRuledUnits(tx, tenant, ids), today);
      await writeComputed(tx, tenant, right);
    },
  };
}

function compute(ids: readonly string[], units: ReadonlyMap<string, RuledUnit>, today: string) {
  const heldBy = holder(units);
  return ids.filter((id) => units.has(id)).map((id) => ({ id, rules: computedRules(id, heldBy(id), today) }));
}

/** COMPUTE_INHERITED_RULES_DELETE for one chunk. */
export async function removeChunk(run: ComputedRun, chunk: number): Promise<ChunkResult> {
  const ids = await readLines<string>(folderOf(run), FILES.units(chunk));
  return {
    actions: { COMPUTE_INHERITED_RULES_DELETE: { status: 'OK', meter: { OK: ids.length } } },
    effects: (tx) => forgetComputed(tx, run.tenant, ids),
  };
}
