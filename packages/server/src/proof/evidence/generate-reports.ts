import type { ChunkResult } from '../../operations/index.ts';
import { readLines, writeLines } from '../../storage/index.ts';
import { compare } from './compare.ts';
import { countsOf, type EvidenceEntry } from './entry.ts';
import { stateOf } from './extract-journal.ts';
import { objectCopies } from './object-copies.ts';
import {
  type Asked,
  type EvidenceRun,
  FILES,
  folderOf,
  type Part,
  partsOf,
  type SecuredElement,
} from './run.ts';

/** An element that is not as it should be, with what the database said of it when it was compared. */
export interface Finding {
  readonly entry: EvidenceEntry;
  readonly asked: Asked;
  /** The database says what was secured. */
  readonly databaseIsRight: boolean;
}

/** STP_EVIDENCE_AUDIT_PREPARE_GENERATE_REPORTS for one part of a journal. */
export async function generateReports(run: EvidenceRun, chunk: number): Promise<ChunkResult> {
  const { house } = run;
  const folder = folderOf(run);
  const part = (await partsOf(run))[chunk] as Part;
  const wanted = await readLines<Asked>(folder, FILES.wanted(part));
  const secured = await readLines<SecuredElement>(folder, FILES.secured(part));
  const journal = await stateOf(folder, part.journal);
  const objects = secured.flatMap(({ line }) => line?.objects.map(({ id }) => id) ?? []);
  const copiesOf = await objectCopies(run, objects);
  const offers = house.storage.offers.map(({ id }) => id);
  const entries: EvidenceEntry[] = [];
  const findings: Finding[] = [];
  for (const [at, asked] of wanted.entries()) {
    const element = secured[at] as SecuredElement;
    const entry = compare(asked, element, journal, offers, copiesOf);
    entries.push(entry);
    const { line } = element;
    const databaseIsRight = line?.hMetadata === asked.hMetadata && line.hLFC === asked.hLFC;
    if (entry.status !== 'OK') findings.push({ entry, asked, databaseIsRight });
  }
  await writeLines(folder, FILES.found(part), findings);
  await folder.write(FILES.foundCounts(part), JSON.stringify(countsOf(entries)));
  return {
    actions: { EVIDENCE_AUDIT_PREPARE_GENERATE_REPORTS: { status: 'OK', meter: { OK: wanted.length } } },
  };
}
