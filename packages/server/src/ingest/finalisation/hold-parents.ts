import { holdGraph, type PlacedUnit, placedUnder } from '../../catalogue/graph/index.ts';
import { PublicationRefused } from '../../operations/index.ts';
import type { Tx, UnitId } from '../../platform/index.ts';
import { findIngestContract } from '../../referentials/index.ts';
import { type EntryKind, type EntryRun, headerOf, planOf } from '../entry.ts';
import {
  attachmentRules,
  checkParent,
  type ExistingUnit,
  unitsById,
} from '../package-control/attachments.ts';
import { Refusal } from '../package-control/refusal.ts';

/**
 * Archived units under which an entry comes: they are still there, and stay until the commit. Where one lies elsewhere
 * in the tree than when the entry was planned, what is staged follows it.
 * @throws PublicationRefused for one that is gone, or that the ingest contract takes no more where it is now
 */
export async function holdParents(run: EntryRun, tx: Tx, kind: EntryKind): Promise<void> {
  const { parents, touchedGroups } = await planOf(run);
  // Archived groups have ancestors too, whose units are moved.
  if (parents.length > 0 || touchedGroups.length > 0) await holdGraph(tx, run.tenant, 'beside');
  if (parents.length === 0) return;
  const ids = parents.map(({ id }) => id);
  // In one order, for two entries under the same units; what changes them is waited for, or waits.
  await tx.query('select 1 from unit where tenant = $1 and id = any ($2) order by id for share', [
    run.tenant,
    ids,
  ]);
  const units = new Map((await unitsById(tx, run.tenant, ids)).map((unit) => [unit.id, unit]));
  if (units.size < ids.length)
    throw refused('a unit to which this entry is attached exists no more: send the transfer again');
  const moved = parents.flatMap(({ id, place }) => {
    const unit = units.get(id) as ExistingUnit;
    return unit.place === place ? [] : [unit];
  });
  if (moved.length === 0) return;
  await checkPerimeter(run, tx, kind, moved);
  await follow(run, tx, kind, units);
}

const refused = (message: string) => new PublicationRefused('CHECK_ATTACHEMENT', message);

async function checkPerimeter(
  run: EntryRun,
  tx: Tx,
  kind: EntryKind,
  moved: readonly ExistingUnit[],
): Promise<void> {
  const { archivalAgreement } = await headerOf(run);
  const contract = await findIngestContract(tx, run.tenant, archivalAgreement ?? '');
  const rules = attachmentRules(contract, kind.unitType);
  for (const unit of moved) {
    // The contract's own node is where it wants it.
    if (unit.id === contract?.LinkParentId) continue;
    try {
      checkParent(unit, unit.id, rules, rules.checkParentId);
    } catch (error) {
      if (error instanceof Refusal) throw refused(error.detail);
      throw error;
    }
  }
}

/** Rows written back in one statement. */
const BATCH = 1_000;

async function follow(
  run: EntryRun,
  tx: Tx,
  kind: EntryKind,
  parents: ReadonlyMap<UnitId, ExistingUnit>,
): Promise<void> {
  const { tenant, id: operation } = run;
  const { originatingAgency } = await headerOf(run);
  const agencies = kind.originatingAgency && originatingAgency !== undefined ? [originatingAgency] : [];
  // Parents first: a unit is deeper than all that are above it.
  const units = await tx.query<{ id: string; up: string[] }>(
    'select id, up from staged_unit where tenant = $1 and operation = $2 order by max_depth',
    [tenant, operation],
  );
  const placed = new Map<string, PlacedUnit>(parents);
  for (const { id, up } of units)
    placed.set(
      id,
      placedUnder(
        up.map((parent) => [parent, placed.get(parent) as PlacedUnit]),
        agencies,
      ),
    );
  await inBatches(units, async (batch) => {
    const rows = batch.map(({ id }) => ({ id, ...placed.get(id) }));
    await tx.query(
      `update staged_unit s set us = p.us, uds = p.uds, sps = p.sps, max_depth = p.depth
       from jsonb_to_recordset($3::jsonb) as p(id text, us text[], uds jsonb, sps text[], depth integer)
       where s.tenant = $1 and s.operation = $2 and s.id = p.id`,
      [tenant, operation, JSON.stringify(rows)],
    );
  });
  const groups = await tx.query<{ id: string; up: string[] }>(
    'select id, up from staged_group where tenant = $1 and operation = $2',
    [tenant, operation],
  );
  await inBatches(groups, async (batch) => {
    const rows = batch.map(({ id, up }) => {
      const above = up.map((unit) => placed.get(unit) as PlacedUnit);
      return {
        id,
        us: [...new Set([...up, ...above.flatMap(({ us }) => us)])],
        sps: [...new Set([...agencies, ...above.flatMap(({ sps }) => sps)])],
      };
    });
    await tx.query(
      `update staged_group s set us = p.us, sps = p.sps
       from jsonb_to_recordset($3::jsonb) as p(id text, us text[], sps text[])
       where s.tenant = $1 and s.operation = $2 and s.id = p.id`,
      [tenant, operation, JSON.stringify(rows)],
    );
  });
}

async function inBatches<T>(all: readonly T[], work: (batch: readonly T[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += BATCH) await work(all.slice(at, at + BATCH));
}
