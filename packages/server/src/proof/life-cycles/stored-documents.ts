import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { TenantId, Tx } from '../../platform/index.ts';
import { type Offer, StorageError } from '../../storage/index.ts';
import type { ProofHouse } from '../house.ts';
import type { LifeCycles } from './kinds.ts';

const inflate = promisify(gunzip);

/** What an offer has of a document: hexadecimal SHA-512; undefined: nothing that can be read. */
export type OnOffer = { readonly offer: string; readonly digest: string | undefined };

/**
 * Reads what lies on every offer of documents that one operation has written, pack by pack, and hashes it.
 * @param wanted digests that the documents must have, by identifier
 * @returns of those that differ somewhere: the offers that have something else
 * @throws StorageError of an offer that is not there
 */
export async function differingDocuments(
  house: Pick<ProofHouse, 'database' | 'storage'>,
  tenant: TenantId,
  category: LifeCycles['documents'],
  operation: string,
  wanted: ReadonlyMap<string, string>,
): Promise<Map<string, OnOffer[]>> {
  const missing = new Map(house.storage.offers.map(({ id }) => [id, new Set(wanted.keys())]));
  const differing = new Map<string, OnOffer[]>();
  const note = (id: string, offer: string, digest: string | undefined) =>
    differing.set(id, [...(differing.get(id) ?? []), { offer, digest }]);
  const isWanted = (id: string) => wanted.has(id);
  for await (const { offers, documents } of readDocuments(house, tenant, category, operation, isWanted)) {
    for (const offer of offers)
      for (const [id, found] of documents) {
        missing.get(offer)?.delete(id);
        if (found !== wanted.get(id)) note(id, offer, found);
      }
    if ([...missing.values()].every(({ size }) => size === 0)) break;
  }
  for (const [offer, ids] of missing) for (const id of ids) note(id, offer, undefined);
  // An offer that has gone has nothing at all, and that is no fault of the copies.
  const doubtful = new Set([...differing.values()].flatMap((others) => others.map(({ offer }) => offer)));
  for (const offer of house.storage.offers) if (doubtful.has(offer.id)) await offer.present();
  return differing;
}

/** What some offers have of one pack, the same bytes on each of them. */
export interface ReadPack {
  readonly container: string;
  readonly offers: readonly string[];
  /** Hexadecimal SHA-512 by identifier. */
  readonly documents: ReadonlyMap<string, string>;
}

/** The packs of documents of an operation, as every offer has them. */
export async function* readDocuments(
  { database, storage }: Pick<ProofHouse, 'database' | 'storage'>,
  tenant: TenantId,
  category: LifeCycles['documents'],
  operation: string,
  isWanted: (id: string) => boolean,
): AsyncGenerator<ReadPack> {
  const packs = await database.inTenant(tenant, (tx) => packsOf(tx, tenant, category, operation));
  for (const { container } of packs) {
    // Copies of the same bytes are read once: all of them, when nothing is amiss.
    const copies = Map.groupBy(
      await Promise.all(
        storage.offers.map(async (offer) => ({ offer: offer.id, bytes: await copyOf(offer, container) })),
      ),
      ({ bytes }) => bytes && hash('sha512', bytes, 'hex'),
    );
    for (const [digest, same] of copies) {
      if (digest === undefined) continue;
      const documents = await documentsIn(same[0]?.bytes ?? Buffer.alloc(0), isWanted);
      yield { container, offers: same.map(({ offer }) => offer), documents };
    }
  }
}

function packsOf(tx: Tx, tenant: TenantId, category: string, operation: string) {
  return tx.query<{ container: string }>(
    'select container from pack where tenant = $1 and category = $2 and operation = $3 order by container',
    [tenant, category, operation],
  );
}

async function copyOf(offer: Offer, container: string): Promise<Buffer | undefined> {
  let copy: Awaited<ReturnType<Offer['open']>> | undefined;
  try {
    copy = await offer.open(container);
    const bytes = Buffer.allocUnsafe(copy.size);
    await copy.read(bytes, 0);
    return bytes;
  } catch (error) {
    // One that the device cannot read is no copy either.
    if (error instanceof StorageError && ['MISSING', 'SIZE_MISMATCH', 'IO'].includes(error.code))
      return undefined;
    throw error;
  } finally {
    await copy?.close();
  }
}

interface Kept {
  readonly unit?: { readonly _id?: unknown };
  readonly got?: { readonly _id?: unknown };
}

/** Digests of the wanted documents of a pack; what cannot be read of it is not there. */
async function documentsIn(pack: Buffer, isWanted: (id: string) => boolean): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  try {
    const text = await inflate(pack);
    for (let start = 0; start < text.length; ) {
      const end = text.indexOf(10, start);
      const line = text.subarray(start, end === -1 ? text.length : end);
      start += line.length + 1;
      const { unit, got } = JSON.parse(line.toString()) as Kept;
      const id = String((unit ?? got)?._id);
      if (isWanted(id)) found.set(id, hash('sha512', line, 'hex'));
    }
  } catch {
    // A damaged pack: the documents after the damage are missing on this offer.
  }
  return found;
}
