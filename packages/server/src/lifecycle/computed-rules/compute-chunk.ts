import { todayOf } from '../../access/index.ts';
import {
  computedRules,
  forgetComputed,
  holder,
  readRuledUnits,
  writeComputed,
} from '../../catalogue/rules/index.ts';
import { type ChunkResult, Stale } from '../../operations/index.ts';
import { readLines } from '../../storage/index.ts';
import { type ComputedRun, FILES, folderOf } from './computed-run.ts';

/**
 * COMPUTE_INHERITED_RULES_ACTION for one chunk: its units and all above them are read at once, and what holds for an
 * ancestor is found once. Units that have gone since they were listed are left out.
 */
export async function computeChunk(run: ComputedRun, chunk: number): Promise<ChunkResult> {
  const { tenant, house } = run;
  const ids = await readLines<string>(folderOf(run), FILES.units(chunk));
  const units = await house.database.inTenant(tenant, (tx) => readRuledUnits(tx, tenant, ids));
  const heldBy = holder(units);
  const today = todayOf(house.clock);
  const there = ids.filter((id) => units.has(id));
  const computed = there.map((id) => ({ id, rules: computedRules(id, heldBy(id), today) }));
  return {
    actions: { COMPUTE_INHERITED_RULES_ACTION: { status: 'OK', meter: { OK: computed.length } } },
    effects: async (tx) => {
      if (!(await writeComputed(tx, tenant, computed, [...units.values()])))
        throw new Stale('units have changed since their rules were read');
    },
  };
}

/** COMPUTE_INHERITED_RULES_DELETE for one chunk. */
export async function removeChunk(run: ComputedRun, chunk: number): Promise<ChunkResult> {
  const ids = await readLines<string>(folderOf(run), FILES.units(chunk));
  return {
    actions: { COMPUTE_INHERITED_RULES_DELETE: { status: 'OK', meter: { OK: ids.length } } },
    effects: (tx) => forgetComputed(tx, run.tenant, ids),
  };
}
