import { holdGraph } from '../../catalogue/graph/index.ts';
import { invalidateComputed } from '../../catalogue/rules/index.ts';
import { PublicationRefused } from '../../operations/index.ts';
import type { TenantId, Tx } from '../../platform/index.ts';
import { operationsOf, recordPack, writeLifeCycles } from '../unit-documents.ts';
import { type Fault, faultOfGraph, faultOfHolds } from './controls.ts';
import type { Move } from './move.ts';
import { shownChunks } from './move-documents.ts';
import { type MoveRun, readMoves } from './move-run.ts';
import { placeGroups } from './place-groups.ts';
import { type NewParents, placeUnits, TooManyAncestors } from './place-units.ts';

/**
 * Shows the move, all at once: parents, and what follows from them for all that is below, in the transaction that
 * completes the operation (docs/decisions/0005). Nothing comes below these units, and none of them is changed, from the
 * controls to the commit.
 * @throws PublicationRefused when others have changed meanwhile what makes it possible
 */
export async function publish(run: MoveRun, tx: Tx): Promise<void> {
  const { tenant, house } = run;
  const moves = await readMoves(run);
  await holdGraph(tx, tenant, 'alone');
  await holdUnits(tx, tenant, moves);
  refuse((await faultOfGraph(tx, tenant, moves)) ?? (await faultOfHolds(tx, tenant, moves, house.clock)));
  const moved = new Map<string, NewParents>();
  for await (const { at, changes, pack, now } of shownChunks(run, tx)) {
    for (const { unit, up } of changes) moved.set(unit.id, { up, ops: operationsOf(unit, run.id) });
    await writeLifeCycles(tx, at, changes, now);
    await recordPack(tx, at, pack);
  }
  if (moved.size === 0) return;
  const now = house.clock.now();
  const ids = [...moved.keys()];
  try {
    await placeUnits(tx, tenant, moved, now);
  } catch (error) {
    if (!(error instanceof TooManyAncestors)) throw error;
    refuse({
      key: 'RECLASSIFICATION_PREPARATION_CHECK_GRAPH',
      detail: { error: error.message, unitsWithTooManyAncestors: [error.unit] },
    });
  }
  await invalidateComputed(tx, tenant, ids);
  await placeGroups(tx, tenant, ids, now);
}

/** The moved units, all below them, and the parents that they gain: in one order, for those that change many as well. */
async function holdUnits(tx: Tx, tenant: TenantId, moves: readonly Move[]): Promise<void> {
  await tx.query(
    `select count(*) from (
       select 1 from unit where tenant = $1 and (id = any ($2::text[]) or us && $3::text[])
       order by id for no key update) held`,
    [tenant, [...new Set(moves.flatMap(({ id, add }) => [id, ...add]))], moves.map(({ id }) => id)],
  );
}

function refuse(fault: Fault | undefined): void {
  if (fault === undefined) return;
  const { key, detail } = fault;
  throw new PublicationRefused(key, String(detail.error), detail);
}
