import type { CompactEvent } from '../../logbook/index.ts';
import type { ChunkResult } from '../../operations/index.ts';
import { readLines, writeLines } from '../../storage/index.ts';
import type { Finding } from '../evidence/generate-reports.ts';
import { type EvidenceRun, FILES, folderOf, journalsOf, type Part, partsOf } from '../evidence/run.ts';
import { badOffers, type Corrected, type Correction, eventOf, FROM_DATABASE } from './correction.ts';
import { mendDocuments } from './mend-documents.ts';
import { mendObjects } from './mend-objects.ts';
import { type Told, tellAndStore } from './tell-and-store.ts';

/**
 * STP_CORRECTIVE_AUDIT for one part: bad copies are made good from what the secured journal proves, the life cycles tell
 * it, and the documents of these elements are stored anew. What the database says is never changed.
 */
export async function correctPart(run: EvidenceRun, chunk: number): Promise<ChunkResult> {
  const folder = folderOf(run);
  const part = (await partsOf(run))[chunk] as Part;
  const found = await readLines<Finding>(folder, FILES.found(part));
  const findings = found.filter(({ entry }) => entry.status === 'KO');
  if (findings.length === 0) {
    await writeLines(folder, FILES.corrected(part), []);
    return { actions: {} };
  }
  const kind = (await journalsOf(run))[part.journal]?.kind as 'UNIT' | 'OBJECTGROUP';
  const documents = await mendDocuments(run, kind, findings);
  const objects = await mendObjects(run, findings);
  const plans = findings.map((finding) => planOf(finding, documents, objects));
  const now = run.house.clock.now();
  const told = await tellAndStore(
    run,
    { kind, chunk, now },
    plans.flatMap(({ finding, corrections }): Told[] =>
      finding.databaseIsRight && corrections.length > 0
        ? [{ asked: finding.asked, events: corrections.map((each) => compact(each, now)) }]
        : [],
    ),
  );
  const corrected = plans.map((plan) => outcomeOf(plan, told.changed));
  await writeLines(folder, FILES.corrected(part), corrected);
  const left = corrected.filter(({ status }) => status === 'KO').length;
  const status = left > 0 ? ('WARNING' as const) : ('OK' as const);
  const meter = { OK: corrected.length - left, WARNING: left };
  return {
    actions: {
      CORRECTIVE_AUDIT_CHECK_RESOURCE_AVAILABILITY: { status: 'OK', meter: { OK: corrected.length } },
      CORRECTIVE_AUDIT: { status, meter },
    },
    ...(told.effects && { effects: told.effects }),
  };
}

interface Plan {
  readonly finding: Finding;
  readonly corrections: readonly Correction[];
}

function planOf(
  finding: Finding,
  documents: ReadonlyMap<string, Correction[]>,
  objects: ReadonlyMap<string, Correction[]>,
): Plan {
  const { entry, asked, databaseIsRight } = finding;
  const copied = documents.get(entry.identifier) ?? [];
  // The database says byte for byte what was secured: the document that is stored anew is as good as a copy.
  const isProven = databaseIsRight && asked.digest === entry.securedHash;
  const written = badOffers(entry)
    .filter((offer) => isProven && !copied.some((each) => each.offer === offer))
    .map((offer) => ({ type: entry.objectType, id: entry.identifier, offer, from: FROM_DATABASE }));
  const ofObjects = entry.objectsReports.flatMap(({ identifier }) => objects.get(identifier) ?? []);
  return { finding, corrections: [...copied, ...written, ...ofObjects] };
}

function compact(correction: Correction, now: Date): CompactEvent {
  const { key, detail } = eventOf(correction);
  return [key, now.getTime(), 'O', detail];
}

/** @param changed elements that others have changed meanwhile: what was to be written of them is not */
function outcomeOf({ finding, corrections }: Plan, changed: ReadonlySet<string>): Corrected {
  const { entry, databaseIsRight } = finding;
  const isChanged = changed.has(entry.identifier);
  const made = isChanged ? corrections.filter(({ from }) => from !== FROM_DATABASE) : corrections;
  const left = [
    ...(entry.securedHash === null ? [entry.message] : []),
    ...(entry.securedHash !== null && !databaseIsRight
      ? ['The database is not what was secured: it is not changed by a correction']
      : []),
    ...(isChanged ? ['It has been changed since it was compared: audit it again'] : []),
    ...unmended(entry.identifier, entry, made, 'document'),
    ...entry.objectsReports.flatMap((object) =>
      unmended(object.identifier, object, made, `object ${object.identifier}`),
    ),
  ];
  return {
    ...{ identifier: entry.identifier, objectType: entry.objectType },
    status: left.length === 0 ? 'OK' : 'KO',
    ...{ corrections: made, left },
  };
}

function unmended(
  id: string,
  report: Parameters<typeof badOffers>[0],
  corrections: readonly Correction[],
  what: string,
): string[] {
  return badOffers(report)
    .filter((offer) => !corrections.some((each) => each.id === id && each.offer === offer))
    .map((offer) => `The ${what} on the offer '${offer}' is bad, and nothing proven is left to copy it from`);
}
