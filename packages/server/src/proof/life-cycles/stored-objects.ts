import type { TenantId } from '../../platform/index.ts';
import { heldSize, type Offer } from '../../storage/index.ts';
import type { ProofHouse } from '../house.ts';
import type { Copies } from './lines.ts';

interface Place {
  readonly name: string;
  readonly strategy: string;
  readonly container: string;
  readonly digest: Buffer;
  readonly offers: readonly string[];
  /** Bytes of the container as a whole. */
  readonly whole: number;
}

/**
 * What is recorded of objects, and whether each offer still has what holds them, in its full length. The bytes are not
 * read again: they were when they were stored, and an audit of integrity does it; here it would be the whole archive
 * once more.
 * @param digests as their groups tell them, by identifier
 */
export async function storedObjects(
  { database, storage }: ProofHouse,
  tenant: TenantId,
  digests: ReadonlyMap<string, string | undefined>,
): Promise<Map<string, Copies>> {
  const places = await database.inTenant(tenant, (tx) =>
    tx.query<Place>(
      `select p.name, p.strategy, p.container, p.digest, p.offers, coalesce(k.size, p.size) as whole
       from placement p left join pack k on k.tenant = p.tenant and k.container = p.container
       where p.tenant = $1 and p.category = 'objects' and p.name = any ($2)`,
      [tenant, [...digests.keys()]],
    ),
  );
  const sizes = new Map<string, Promise<number | undefined>>();
  const sizeOn = (offer: Offer, container: string) => {
    const key = `${offer.id} ${container}`;
    const known = sizes.get(key) ?? heldSize(offer, container);
    sizes.set(key, known);
    return known;
  };
  const found = new Map<string, Copies>();
  for (const { name, strategy, container, digest, offers, whole } of places) {
    const expected = digests.get(name);
    const recorded = digest.toString('hex');
    const others: { offer: string; digest: string | undefined }[] = [];
    for (const offer of storage.offers) {
      const isThere = (await sizeOn(offer, container)) === whole;
      if (!isThere) others.push({ offer: offer.id, digest: undefined });
      else if (recorded !== expected) others.push({ offer: offer.id, digest: recorded });
    }
    found.set(name, { strategy, offers, expected, others });
  }
  const everywhere = storage.offers.map(({ id }) => id);
  for (const [id, expected] of digests)
    if (!found.has(id))
      found.set(id, {
        ...{ strategy: storage.strategy, offers: everywhere, expected },
        others: everywhere.map((offer) => ({ offer, digest: undefined })),
      });
  return found;
}
