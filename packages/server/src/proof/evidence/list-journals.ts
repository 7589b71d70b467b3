import type { ActionResult } from '../../operations/index.ts';
import { readLines, writeLines } from '../../storage/index.ts';
import { type Asked, chunksOf, type EvidenceRun, FILES, folderOf, type JournalToOpen } from './run.ts';

/** Elements of a part: enough for few files, few enough to be done again after a crash. */
const MOST = 1_000;
/** Their objects are read. Bytes. */
const MOST_BYTES = 1024 * 1024 * 1024;
/** Held before they are written, of all journals together. */
const MOST_HELD = 20_000;

interface Filling {
  readonly place: number;
  readonly kind: Asked['kind'];
  readonly operation: string;
  parts: number;
  held: Asked[];
  bytes: number;
}

/**
 * EVIDENCE_AUDIT_LIST_SECURED_FILES_TO_DOWNLOAD: elements are put by the journal that must hold the proof of them, so
 * that each journal is opened once, however many there are and in whatever order they were chosen.
 */
export async function listJournals(run: EvidenceRun): Promise<ActionResult> {
  const folder = folderOf(run);
  const journals = new Map<string, Filling>();
  let held = 0;
  const write = async (filling: Filling) => {
    if (filling.held.length === 0) return;
    const part = { journal: filling.place, part: filling.parts };
    await writeLines(folder, FILES.wanted(part), filling.held);
    held -= filling.held.length;
    filling.parts += 1;
    filling.held = [];
    filling.bytes = 0;
  };
  const chunks = await chunksOf(run);
  for (let chunk = 0; chunk < chunks; chunk++)
    for (const asked of await readLines<Asked>(folder, FILES.asked(chunk))) {
      const filling = journals.get(asked.journal) ?? {
        ...{ place: journals.size, kind: asked.kind, operation: asked.journal },
        ...{ parts: 0, held: [], bytes: 0 },
      };
      journals.set(asked.journal, filling);
      if (filling.held.length === MOST || filling.bytes + asked.bytes > MOST_BYTES) await write(filling);
      filling.held.push(asked);
      filling.bytes += asked.bytes;
      held += 1;
      if (held >= MOST_HELD) for (const each of journals.values()) await write(each);
    }
  for (const each of journals.values()) await write(each);
  const list = [...journals.values()].map(
    ({ kind, operation, parts }): JournalToOpen => ({ kind, operation, parts }),
  );
  await folder.write(FILES.journals, JSON.stringify(list));
  return { status: 'OK' };
}
