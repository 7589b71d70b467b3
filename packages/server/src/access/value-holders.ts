import { sql } from 'kysely';
import { Type } from 'typebox';
import {
  exists,
  nested,
  OBJECT_GROUPS,
  or,
  type QueryNode,
  restricted,
  run,
  type Search,
  where,
} from '../catalogue/index.ts';
import { ArchiveError, counted, type Told } from '../platform/index.ts';
import { groupRestriction } from './access-rights.ts';
import type { AccessHouse } from './house.ts';
import type { Eyes } from './reading.ts';
import { searchOf } from './unit-search.ts';

/** How many units and groups of objects hold a value at some paths (spec frontoffice.md B.24). */

/** Those that are counted of each: of a frequent member there may be millions. */
const MOST = 10_000;
/** No index tells who holds a value: what takes longer is told as not counted. */
const BUDGET_MS = 2_000;
const VERSIONS = '#qualifiers.versions';

export const Holders = Type.Object(
  {
    units: counted('Of archive units, ten thousand and one when there are more.'),
    groups: counted('Of groups of objects, likewise.'),
    tenants: counted('Tenants that were to be looked into: those where whoever asks has rights.'),
    uncounted: counted('Those of them that would have taken too long; what they hold is missing above.'),
  },
  { title: 'ValueHolders' },
);
export type Holders = Told<typeof Holders>;

/** Names of the query language, any of which may hold a value; none: no such document can. */
export interface HoldingPaths {
  readonly units: readonly string[];
  readonly groups: readonly string[];
}

/**
 * Counts through the eyes of whoever asks, a tenant after the other, until the time that this may take is over.
 * @param pathsIn of a tenant, which may have added some
 */
export async function countHolders(
  house: Pick<AccessHouse, 'database' | 'clock'>,
  everywhere: readonly Eyes[],
  pathsIn: (tenant: Eyes['tenant']) => Promise<HoldingPaths>,
): Promise<Holders> {
  const now = () => house.clock.now().getTime();
  const end = now() + BUDGET_MS;
  const found = { units: 0, groups: 0, tenants: everywhere.length, uncounted: 0 };
  for (const eyes of everywhere) {
    const paths = await pathsIn(eyes.tenant);
    const units = await countOf(house, unitsHolding(eyes, paths), MOST + 1 - found.units, end - now());
    const groups = await countOf(house, groupsHolding(eyes, paths), MOST + 1 - found.groups, end - now());
    found.units += units ?? 0;
    found.groups += groups ?? 0;
    if (units === undefined || groups === undefined) found.uncounted += 1;
  }
  return found;
}

interface Asked {
  readonly search: Search;
  readonly query: QueryNode;
}

function unitsHolding(eyes: Eyes, { units }: HoldingPaths): Asked | undefined {
  return units.length === 0 ? undefined : { search: searchOf(eyes), query: or(...units.map(exists)) };
}

function groupsHolding({ tenant, rights }: Eyes, { groups }: HoldingPaths): Asked | undefined {
  if (groups.length === 0) return undefined;
  const search = { tenant, collection: OBJECT_GROUPS, restriction: groupRestriction(rights) };
  const isOfVersions = (path: string) => path.startsWith(`${VERSIONS}.`);
  const ofVersions = groups.filter(isOfVersions);
  const others = groups.filter((path) => !isOfVersions(path)).map(exists);
  // Versions are looked into one by one, as `$subobject` does.
  const nodes =
    ofVersions.length === 0 ? others : [...others, nested(VERSIONS, or(...ofVersions.map(exists)))];
  return { search, query: or(...nodes) };
}

/** @returns at most `most`; undefined: it would take longer than `ms` */
async function countOf(
  house: Pick<AccessHouse, 'database'>,
  asked: Asked | undefined,
  most: number,
  ms: number,
): Promise<number | undefined> {
  if (asked === undefined || most <= 0) return 0;
  if (ms <= 0) return undefined;
  const { search, query } = asked;
  const holding = sql`select 1 ${where(search, restricted(search, query))} limit ${most}`;
  try {
    const [row] = await house.database.inTenant(search.tenant, (tx) =>
      run<{ total: number }>(tx, sql`select count(*)::integer as total from (${holding}) as holding`, ms),
    );
    return row?.total ?? 0;
  } catch (error) {
    if (error instanceof ArchiveError && error.kind === 'unavailable') return undefined;
    throw error;
  }
}
