import { inTurns } from '../../storage/index.ts';
import type { Finding } from '../evidence/generate-reports.ts';
import { type EvidenceRun, type Kind, LIFE_CYCLES } from '../evidence/run.ts';
import { readDocuments } from '../life-cycles/stored-documents.ts';
import { badOffers, type Correction } from './correction.ts';

/**
 * Copies the packs of documents whose copy on an offer is bad from an offer that has both the pack as it was recorded and
 * the document that the secured journal proves.
 * @param findings elements of one kind
 * @returns corrections by element
 */
export async function mendDocuments(
  run: EvidenceRun,
  kind: Kind,
  findings: readonly Finding[],
): Promise<Map<string, Correction[]>> {
  const { house, signal } = run;
  const inTurn = await turnOf(run);
  const mended = new Map<string, Correction[]>();
  const bad = findings.filter(({ entry }) => badOffers(entry).length > 0);
  for (const [operation, ofOperation] of Map.groupBy(bad, ({ asked }) => asked.operation)) {
    const containers = await soundContainers(run, kind, operation, ofOperation);
    const packs = await recordedPacks(run, [...new Set(containers.values())]);
    for (const { entry } of ofOperation) {
      const container = containers.get(entry.identifier);
      const pack = container === undefined ? undefined : packs.get(container);
      if (container === undefined || pack === undefined) continue;
      const corrections: Correction[] = [];
      for (const offer of badOffers(entry)) {
        signal.throwIfAborted();
        const done = await inTurn(() => house.storage.restore(container, pack, offer));
        if (done === undefined) continue;
        // Made good by the correction of another document of the same pack.
        const from =
          done.kind === 'restored' ? done.from : otherThan(offer, entry.offersHashes, entry.securedHash);
        corrections.push({ type: kind, id: entry.identifier, offer, from });
      }
      mended.set(entry.identifier, corrections);
    }
  }
  return mended;
}

/** One after another: parts that are corrected at once may need the same pack. */
export const turnOf = (run: EvidenceRun) => run.once('mending', async () => inTurns());

/** An offer that has had the secured bytes. */
export function otherThan(
  offer: string,
  offersHashes: Readonly<Record<string, string | null>>,
  secured: string | null,
): string {
  return Object.keys(offersHashes).find((each) => each !== offer && offersHashes[each] === secured) ?? offer;
}

/** The pack in which some offer has the proven document, by element. */
async function soundContainers(
  { tenant, house }: EvidenceRun,
  kind: Kind,
  operation: string,
  findings: readonly Finding[],
): Promise<Map<string, string>> {
  const secured = new Map(findings.map(({ entry }) => [entry.identifier, entry.securedHash]));
  const found = new Map<string, string>();
  const { documents: category } = LIFE_CYCLES[kind];
  const isWanted = (id: string) => secured.has(id);
  for await (const { container, documents } of readDocuments(house, tenant, category, operation, isWanted))
    for (const [id, digest] of documents) if (digest === secured.get(id)) found.set(id, container);
  return found;
}

/** Packs as they were recorded when they were written. */
export async function recordedPacks(
  { tenant, house }: Pick<EvidenceRun, 'tenant' | 'house'>,
  containers: readonly string[],
): Promise<Map<string, { readonly size: number; readonly digest: Buffer }>> {
  const rows = await house.database.inTenant(tenant, (tx) =>
    tx.query<{ container: string; size: number; digest: Buffer }>(
      'select container, size, digest from pack where tenant = $1 and container = any ($2)',
      [tenant, containers],
    ),
  );
  return new Map(rows.map(({ container, ...pack }) => [container, pack]));
}
