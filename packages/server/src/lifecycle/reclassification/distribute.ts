import type { ActionResult, ChunkResult } from '../../operations/index.ts';
import { ChunkWriter, readLines } from '../../storage/index.ts';
import { effective, type Move } from './move.ts';
import { storeDocuments } from './move-documents.ts';
import { type Distribution, distributionOf, FILES, folderOf, type MoveRun, readMoves } from './move-run.ts';

/** Units read at once. */
const BATCH = 1_000;

/** RECLASSIFICATION_PREPARATION_UPDATE_DISTRIBUTION: what is left to do, in chunks; what nothing is asked of is left out. */
export async function distribute(run: MoveRun): Promise<ActionResult> {
  const { tenant, house } = run;
  const folder = folderOf(run);
  const moves = await readMoves(run);
  const detached = new ChunkWriter<Move>(folder, FILES.detached);
  const attached = new ChunkWriter<Move>(folder, FILES.attached);
  for (let at = 0; at < moves.length; at += BATCH) {
    const batch = moves.slice(at, at + BATCH);
    const rows = await house.database.inTenant(tenant, (tx) =>
      tx.query<{ id: string; up: string[] }>('select id, up from unit where tenant = $1 and id = any ($2)', [
        tenant,
        batch.map(({ id }) => id),
      ]),
    );
    const parents = new Map(rows.map(({ id, up }) => [id, up]));
    for (const move of batch) {
      const rest = effective(move, parents.get(move.id) ?? []);
      if (rest.pull.length > 0) await detached.add(rest);
      if (rest.add.length > 0) await attached.add(rest);
    }
  }
  const [counted] = await house.database.inTenant(tenant, (tx) =>
    tx.query<{ units: number; groups: number }>(
      `select count(*)::integer as units, count(distinct og)::integer as groups
       from unit where tenant = $1 and (id = any ($2::text[]) or us && $2::text[])`,
      [tenant, moves.map(({ id }) => id)],
    ),
  );
  const list: Distribution = {
    detached: await detached.finish(),
    attached: await attached.finish(),
    units: counted?.units ?? 0,
    groups: counted?.groups ?? 0,
  };
  await folder.write(FILES.list, JSON.stringify(list));
  return { status: 'OK' };
}

/** STP_UNIT_DETACHMENT for one chunk; the documents of units that gain parents too are written with these. */
export async function detachUnits(run: MoveRun, chunk: number): Promise<ChunkResult> {
  const moves = await readLines<Move>(folderOf(run), FILES.detached(chunk));
  const own = moves.filter(({ add }) => add.length === 0);
  await storeDocuments(run, chunk, own);
  return stored('UNIT_DETACHMENT', moves.length, own.length);
}

/** STP_UNIT_ATTACHMENT for one chunk. */
export async function attachUnits(run: MoveRun, chunk: number): Promise<ChunkResult> {
  const moves = await readLines<Move>(folderOf(run), FILES.attached(chunk));
  const { detached } = await distributionOf(run);
  await storeDocuments(run, detached + chunk, moves);
  return stored('UNIT_ATTACHMENT', moves.length, moves.length);
}

function stored(key: 'UNIT_DETACHMENT' | 'UNIT_ATTACHMENT', moved: number, written: number): ChunkResult {
  const ok = (count: number) => ({ status: 'OK' as const, meter: { OK: count } });
  return {
    actions: { [key]: ok(moved), ...(written === 0 ? {} : { UNIT_METADATA_STORAGE: ok(written) }) },
  };
}
