import type { Mended } from '../../storage/index.ts';
import type { ObjectReport } from '../evidence/entry.ts';
import type { Finding } from '../evidence/generate-reports.ts';
import type { EvidenceRun } from '../evidence/run.ts';
import { badOffers, type Correction } from './correction.ts';
import { otherThan, recordedPacks, turnOf } from './mend-documents.ts';

interface Place {
  readonly name: string;
  readonly container: string;
  readonly offset: number | null;
  readonly size: number;
  readonly digest: Buffer;
}

/**
 * Copies objects whose copy on an offer is bad from an offer that has the bytes that the secured journal proves: with the
 * pack in which they are when an offer has all of it as it was recorded, else alone.
 * @returns corrections by object
 */
export async function mendObjects(
  run: EvidenceRun,
  findings: readonly Finding[],
): Promise<Map<string, Correction[]>> {
  const { house, signal } = run;
  const bad = findings.flatMap(({ entry }) => entry.objectsReports.filter(({ status }) => status === 'KO'));
  const places = await placesOf(run, bad);
  const packs = await recordedPacks(
    run,
    [...places.values()].map(({ container }) => container),
  );
  const inTurn = await turnOf(run);
  const mended = new Map<string, Correction[]>();
  for (const object of bad) {
    const place = places.get(object.identifier);
    // Its place is the one of other bytes: whatever lies there, the journal does not prove it.
    if (place === undefined || place.digest.toString('hex') !== object.securedHash) continue;
    const corrections: Correction[] = [];
    for (const offer of badOffers(object)) {
      signal.throwIfAborted();
      const done = await inTurn(() => mend(house, place, packs.get(place.container), offer));
      if (done === undefined) continue;
      const from =
        done.kind === 'restored' ? done.from : otherThan(offer, object.offersHashes, object.securedHash);
      corrections.push({ type: 'OBJECT', id: object.identifier, offer, from });
    }
    mended.set(object.identifier, corrections);
  }
  return mended;
}

async function placesOf(
  { tenant, house }: EvidenceRun,
  objects: readonly ObjectReport[],
): Promise<Map<string, Place>> {
  const rows = await house.database.inTenant(tenant, (tx) =>
    tx.query<Place>(
      `select name, container, entry_offset as "offset", size, digest from placement
       where tenant = $1 and category = 'objects' and name = any ($2)`,
      [tenant, objects.map(({ identifier }) => identifier)],
    ),
  );
  return new Map(rows.map((place) => [place.name, place]));
}

async function mend(
  { storage }: EvidenceRun['house'],
  { container, offset, size, digest }: Place,
  pack: { readonly size: number; readonly digest: Buffer } | undefined,
  offer: string,
): Promise<Mended | undefined> {
  if (offset === null) return storage.restore(container, { size, digest }, offer);
  return (
    (pack && (await storage.restore(container, pack, offer))) ??
    (await storage.restoreEntry({ container, offset, size, digest }, offer))
  );
}
