import type { ChunkResult } from '../../operations/index.ts';
import { loadOntology, rulesOf } from '../../referentials/index.ts';
import { readLines } from '../../storage/index.ts';
import { readUnits, type UnitChange, writeDocuments, writeRows } from '../unit-documents.ts';
import { withNewEndDates } from './new-end-dates.ts';
import { changedRules, FILES, folderOf, type RulesRun } from './rules-run.ts';

/** STP_UNIT_UPDATE for one chunk: new documents on the offers, then rows and life cycles in one transaction. */
export async function updateUnits(run: RulesRun, chunk: number): Promise<ChunkResult> {
  const { tenant, house } = run;
  const ids = await readLines<string>(folderOf(run), FILES.units(chunk));
  const rules = await run.once('rules', () => house.database.inTenant(tenant, (tx) => rulesOf(tx, tenant)));
  const concerned = new Set(changedRules(run));
  const units = await house.database.inTenant(tenant, (tx) => readUnits(tx, tenant, ids));
  const now = house.clock.now();
  const changes = units.flatMap((unit): UnitChange[] => {
    const dated = withNewEndDates(unit.management, (id) => (concerned.has(id) ? rules.get(id) : undefined));
    if (dated === undefined) return [];
    const detail = JSON.stringify({ diff: dated.diff.join('\n'), version: unit.version + 1 });
    return [
      {
        unit,
        management: dated.management,
        events: [['LFC.UPDATE_UNIT_RULES', now.getTime(), 'O', detail]],
      },
    ];
  });
  const done = { status: 'OK' as const, meter: { OK: units.length } };
  const actions = { UPDATE_UNIT_RULES: done, UNIT_METADATA_STORAGE: done };
  if (changes.length === 0) return { actions };
  const at = { tenant, operation: run.id, chunk };
  const pack = await writeDocuments(house.storage, at, changes, now);
  const vocabulary = await run.once('vocabulary', () => loadOntology(house.database));
  return { actions, effects: (tx) => writeRows(tx, at, changes, pack, { now, vocabulary }) };
}
