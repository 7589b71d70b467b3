import type { ChunkResult } from '../../operations/index.ts';
import { readJson, readLines, type WorkFolder, writeLines } from '../../storage/index.ts';
import { readKept } from '../kept-journal.ts';
import { differingDocuments, type OnOffer } from '../life-cycles/stored-documents.ts';
import { linesOfJournal, type OpenedJournal, openJournal } from '../opened-journal.ts';
import { lastSecured } from '../traceability-event.ts';
import type { JournalState } from './compare.ts';
import {
  type Asked,
  type EvidenceRun,
  FILES,
  folderOf,
  type JournalToOpen,
  journalsOf,
  LIFE_CYCLES,
  type SecuredElement,
  type SecuredLine,
} from './run.ts';

const stateFile = (journal: number) => `journal.${journal}.json`;

export const stateOf = (folder: WorkFolder, journal: number): Promise<JournalState> =>
  readJson<JournalState>(folder, stateFile(journal));

/**
 * STP_EVIDENCE_AUDIT_EXTRACT_ZIP_FILE for one secured journal: opened, checked, and asked about all its elements; their
 * documents are looked for on every offer, each pack of an operation once.
 */
export async function extractJournal(run: EvidenceRun, place: number): Promise<ChunkResult> {
  const { tenant, house } = run;
  const folder = folderOf(run);
  const journal = (await journalsOf(run))[place] as JournalToOpen;
  const { type } = LIFE_CYCLES[journal.kind];
  const { kept, last } = await house.database.inTenant(tenant, async (tx) => ({
    kept: await readKept(tx, tenant, journal.operation),
    last: await lastSecured(tx, tenant, type),
  }));
  if (kept === undefined) throw new Error(`the operation ${journal.operation} has lost what it has secured`);
  const opened = await openJournal(house, tenant, kept);
  const state: JournalState = {
    fileName: kept.event.FileName,
    failure: opened.failure?.message,
    isLast: last?.operation === journal.operation,
  };
  const lines = linesByElement(opened);
  const differing = await compareDocuments(run, place, journal, lines);
  for (let part = 0; part < journal.parts; part++) {
    const wanted = await readLines<Asked>(folder, FILES.wanted({ journal: place, part }));
    await writeLines(
      folder,
      FILES.secured({ journal: place, part }),
      wanted.map(({ id }): SecuredElement => {
        const line = lines.get(id);
        return { id, ...(line && { line: securedLine(line) }), others: differing.get(id) ?? [] };
      }),
    );
  }
  // Failures are of the elements, which name the journal: JSON keeps no undefined.
  await folder.write(stateFile(place), JSON.stringify(state));
  return { actions: { EVIDENCE_AUDIT_EXTRACT_ZIP_FILE: { status: 'OK' } } };
}

/** Views of the bytes of the journal; none of one that proves nothing. */
function linesByElement(opened: OpenedJournal): Map<string, Buffer> {
  const lines = new Map<string, Buffer>();
  if (opened.failure === undefined) for (const { of, line } of linesOfJournal(opened)) lines.set(of, line);
  return lines;
}

async function compareDocuments(
  run: EvidenceRun,
  place: number,
  { kind, parts }: JournalToOpen,
  lines: ReadonlyMap<string, Buffer>,
): Promise<Map<string, OnOffer[]>> {
  const { tenant, house, signal } = run;
  const byOperation = new Map<string, Map<string, string>>();
  for (let part = 0; part < parts; part++)
    for (const { id, operation } of await readLines<Asked>(
      folderOf(run),
      FILES.wanted({ journal: place, part }),
    )) {
      const line = lines.get(id);
      if (line === undefined) continue;
      const wanted = byOperation.get(operation) ?? new Map<string, string>();
      byOperation.set(operation, wanted.set(id, securedLine(line).digest));
    }
  const differing = new Map<string, OnOffer[]>();
  for (const [operation, wanted] of byOperation) {
    signal.throwIfAborted();
    const { documents } = LIFE_CYCLES[kind];
    for (const [id, others] of await differingDocuments(house, tenant, documents, operation, wanted))
      differing.set(id, others);
  }
  return differing;
}

interface WrittenLine {
  readonly version: number;
  readonly hLFC: string;
  readonly hMetadata: string;
  readonly hGlobalFStorage: string;
  readonly hGlobalDetails: Details;
  readonly hOGDocsStorage?: readonly {
    readonly id: string;
    readonly hObject: string;
    readonly hDetails: Details;
  }[];
}

interface Details {
  readonly strategyId: string;
  /** What the database said, where an offer had something else when it was secured. */
  readonly dbHash?: string;
}

function securedLine(line: Buffer): SecuredLine {
  const read = JSON.parse(line.toString()) as WrittenLine;
  const { version, hLFC, hMetadata, hGlobalDetails, hGlobalFStorage, hOGDocsStorage = [] } = read;
  return {
    ...{ version, hLFC, hMetadata, digest: hGlobalDetails.dbHash ?? hGlobalFStorage },
    objects: hOGDocsStorage.map(({ id, hObject, hDetails }) => ({
      ...{ id, strategy: hDetails.strategyId, digest: hDetails.dbHash ?? hObject },
    })),
  };
}
