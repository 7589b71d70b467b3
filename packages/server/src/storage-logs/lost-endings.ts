import type { TenantId } from '../platform/index.ts';
import { type Agents, conclude, earliestLine, heldSize, type Storage } from '../storage/index.ts';
import type { StorageLogHouse } from './house.ts';

/** Nobody is still at work on what has not ended after this time; if somebody is, another line will tell it. */
const LOST_AFTER_MS = 3_600_000;

interface Begun {
  readonly id: number;
  readonly event: 'CREATE' | 'DELETE';
  readonly container: string;
}

/** Writes and removals whose process died before it told their end: what the offers hold says it. */
export async function findLostEndings(house: StorageLogHouse, tenant: TenantId): Promise<void> {
  const { database, storage, clock } = house;
  const before = new Date(clock.now().getTime() - LOST_AFTER_MS);
  const begun = await database.inTenant(tenant, (tx) =>
    tx.query<Begun>(
      `select id, event, container from storage_log where tenant = $1 and outcome is null and at < $2 order by id`,
      [tenant, before],
    ),
  );
  for (const { id, event, container } of begun) {
    const ending = await (event === 'CREATE' ? written : removed)(storage, container);
    await database.inTenant(tenant, async (tx) => {
      const at = await earliestLine(tx, tenant, 'write', clock.now());
      await conclude(tx, tenant, id, ending, at);
    });
  }
}

async function written(storage: Storage, container: string) {
  const size = Math.max(...(await sizesOf(storage, container)).map((each) => each ?? 0));
  const digests = await storage.digests({ container, size });
  const known = digests.find(({ digest }) => digest !== undefined)?.digest;
  const agents = digests.map(
    ({ offer, digest }) => [offer, digest && known?.equals(digest) ? 'OK' : 'KO'] as const,
  );
  const packed = (await storage.index(container)) !== undefined;
  return {
    agents: Object.fromEntries(agents) as Agents,
    ...(known === undefined ? {} : { stored: { size, digest: known, packed } }),
  };
}

async function removed(storage: Storage, container: string) {
  const sizes = await sizesOf(storage, container);
  const agents = storage.offers.map(({ id }, at) => [id, sizes[at] === undefined ? 'OK' : 'KO'] as const);
  return { agents: Object.fromEntries(agents) as Agents };
}

/** Of each offer's copy; undefined: it has none. */
const sizesOf = ({ offers }: Storage, container: string): Promise<(number | undefined)[]> =>
  Promise.all(offers.map((offer) => heldSize(offer, container)));
