import { expect } from 'vitest';
import type { TenantId, Tx } from '../../../platform/index.ts';

/** The tree, thought out again from the parents alone: what all that is derived from it must be. */

export interface TreeRow {
  readonly id: string;
  readonly up: readonly string[];
  readonly sp: string | null;
  readonly og: string | null;
}

export interface NaivePlace {
  readonly us: readonly string[];
  readonly uds: Readonly<Record<string, readonly string[]>>;
  readonly sps: readonly string[];
  readonly depth: number;
}

/** By walking every way up from a unit. */
export function naivePlace(id: string, tree: ReadonlyMap<string, TreeRow>): NaivePlace {
  const distances = new Map<number, Set<string>>();
  const agencies = new Set<string>();
  let depth = 1;
  const climb = (at: string, distance: number): void => {
    const { up, sp } = tree.get(at) as TreeRow;
    if (sp !== null) agencies.add(sp);
    depth = Math.max(depth, distance + 1);
    for (const parent of up) {
      const reached = distances.get(distance + 1) ?? new Set();
      distances.set(distance + 1, reached.add(parent));
      climb(parent, distance + 1);
    }
  };
  climb(id, 0);
  const uds = Object.fromEntries([...distances].map(([distance, ids]) => [distance, [...ids].sort()]));
  return { us: sorted(Object.values(uds).flat()), uds, sps: sorted(agencies), depth };
}

const sorted = (values: Iterable<string>) => [...new Set(values)].sort();

interface PlacedRow extends TreeRow {
  readonly us: string[];
  readonly uds: Record<string, string[]>;
  readonly sps: string[];
  readonly max_depth: number;
}

/** Compares all units and groups of a tenant, as one transaction sees them, with what their parents say. */
export async function expectTreeInOrder(tx: Tx, tenant: TenantId): Promise<void> {
  const units = await tx.query<PlacedRow>(
    'select id, up, sp, og, us, uds, sps, max_depth from unit where tenant = $1',
    [tenant],
  );
  const tree = new Map(units.map((unit) => [unit.id, unit]));
  for (const { id, us, uds, sps, max_depth } of units) {
    const shown = Object.entries(uds).map(([distance, ids]) => [distance, [...ids].sort()]);
    const place = {
      us: [...us].sort(),
      uds: Object.fromEntries(shown),
      sps: [...sps].sort(),
      depth: max_depth,
    };
    expect(place, id).toEqual(naivePlace(id, tree));
  }
  const groups = await tx.query<{ id: string; sp: string | null; up: string[]; us: string[]; sps: string[] }>(
    'select id, sp, up, us, sps from object_group where tenant = $1',
    [tenant],
  );
  for (const { id, sp, up, us, sps } of groups) {
    const holders = units.filter(({ og }) => og === id);
    const places = holders.map((unit) => naivePlace(unit.id, tree));
    expect([...up].sort(), id).toEqual(sorted(holders.map((unit) => unit.id)));
    expect([...us].sort(), id).toEqual(sorted([...up, ...places.flatMap((place) => place.us)]));
    expect([...sps].sort(), id).toEqual(
      sorted([...(sp === null ? [] : [sp]), ...places.flatMap((p) => p.sps)]),
    );
  }
}
