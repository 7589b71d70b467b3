import { MOST_ANCESTORS, type PlacedUnit, placedUnder } from '../../catalogue/graph/index.ts';
import type { TenantId, Tx } from '../../platform/index.ts';
import { Branches } from './parents-first.ts';

/** Where units lie once some of them have other parents: rows alone, since no document tells it (spec model.md 3.9). */

/** What a move writes into the row of a unit besides its place. */
export interface NewParents {
  readonly up: readonly string[];
  readonly ops: readonly string[];
}

/** More ancestors over all paths than a unit may have. */
export class TooManyAncestors extends Error {
  readonly unit: string;

  constructor(unit: string) {
    super(`the unit ${unit} would have more than ${MOST_ANCESTORS} ancestors over all paths`);
    this.unit = unit;
  }
}

/** Rows read at once, and ancestors written in one statement. */
const PAGE = 10_000;
const BATCH = 500;
const MOST_WRITTEN = 100_000;

/**
 * Places the moved units and all below them anew, parents first, while nobody else changes the tree.
 * @returns how many; @throws TooManyAncestors
 */
export async function placeUnits(
  tx: Tx,
  tenant: TenantId,
  moved: ReadonlyMap<string, NewParents>,
  now: Date,
): Promise<number> {
  const ids = await parentsFirst(tx, tenant, moved);
  const writer = new PlaceWriter(tx, tenant, now);
  for (let at = 0; at < ids.length; at += BATCH) {
    const batch = ids.slice(at, at + BATCH);
    const units = await readBatch(tx, tenant, batch);
    const placed = new Map<string, PlacedUnit>();
    const outside = [...units.values()].flatMap(({ id, up }) => moved.get(id)?.up ?? up);
    // What earlier batches have placed is read back: nothing but the order is kept of them.
    await writer.flush();
    for (const place of await readPlaces(tx, tenant, outside)) placed.set(place.id, place);
    for (const id of batch) {
      const { up, sp } = units.get(id) as BranchUnit;
      const change = moved.get(id);
      const parents = (change?.up ?? up).map((parent) => [parent, placed.get(parent) as PlacedUnit] as const);
      const place = placedUnder(parents, sp === null ? [] : [sp]);
      if (Object.values(place.uds).reduce((sum, at) => sum + at.length, 0) > MOST_ANCESTORS)
        throw new TooManyAncestors(id);
      placed.set(id, place);
      await writer.add({ id, ...place, ...(change && { up: change.up, ops: change.ops }) });
    }
  }
  await writer.flush();
  return ids.length;
}

async function parentsFirst(
  tx: Tx,
  tenant: TenantId,
  moved: ReadonlyMap<string, NewParents>,
): Promise<string[]> {
  const branches = new Branches();
  await tx.query(
    `declare branch no scroll cursor for
     select id, up from unit where tenant = $1 and (id = any ($2::text[]) or us && $2::text[])`,
    [tenant, [...moved.keys()]],
  );
  for (;;) {
    const page = await tx.query<{ id: string; up: string[] }>(`fetch ${PAGE} from branch`);
    for (const { id, up } of page) branches.add(id, moved.get(id)?.up ?? up);
    if (page.length < PAGE) break;
  }
  await tx.query('close branch');
  return branches.parentsFirst();
}

interface BranchUnit {
  readonly id: string;
  readonly up: readonly string[];
  readonly sp: string | null;
}

async function readBatch(
  tx: Tx,
  tenant: TenantId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BranchUnit>> {
  const rows = await tx.query<BranchUnit>('select id, up, sp from unit where tenant = $1 and id = any ($2)', [
    tenant,
    ids,
  ]);
  return new Map(rows.map((unit) => [unit.id, unit]));
}

function readPlaces(
  tx: Tx,
  tenant: TenantId,
  ids: readonly string[],
): Promise<(PlacedUnit & { readonly id: string })[]> {
  return tx.query('select id, us, uds, sps from unit where tenant = $1 and id = any ($2)', [
    tenant,
    [...new Set(ids)],
  ]);
}

type Row = PlacedUnit & Partial<NewParents> & { readonly id: string };

/** Writes places, so many at once that a statement stays small whatever lies above its units. */
class PlaceWriter {
  readonly #tx: Tx;
  readonly #tenant: TenantId;
  readonly #now: Date;
  #rows: Row[] = [];
  #ancestors = 0;

  constructor(tx: Tx, tenant: TenantId, now: Date) {
    this.#tx = tx;
    this.#tenant = tenant;
    this.#now = now;
  }

  async add(row: Row): Promise<void> {
    this.#rows.push(row);
    this.#ancestors += row.us.length;
    if (this.#ancestors > MOST_WRITTEN) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#rows.length === 0) return;
    await this.#tx.query(
      `update unit u
       set us = p.us, uds = p.uds, sps = p.sps, max_depth = p.depth, atomic_version = u.atomic_version + 1,
           graph_at = $3, up = coalesce(p.up, u.up), ops = coalesce(p.ops, u.ops),
           version = u.version + (p.up is not null)::integer,
           updated_at = case when p.up is null then u.updated_at else $3 end
       from jsonb_to_recordset($2::jsonb)
         as p(id text, us text[], uds jsonb, sps text[], depth integer, up text[], ops text[])
       where u.tenant = $1 and u.id = p.id`,
      [this.#tenant, JSON.stringify(this.#rows), this.#now],
    );
    this.#rows = [];
    this.#ancestors = 0;
  }
}
