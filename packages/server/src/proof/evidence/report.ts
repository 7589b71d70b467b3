import { keepReport } from '../../audits/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { readJson, readLines } from '../../storage/index.ts';
import { added, type Counts, EMPTY, type EvidenceEntry, extendedInfo, resultsOf } from './entry.ts';
import type { Finding } from './generate-reports.ts';
import { chunksOf, type EvidenceParameters, type EvidenceRun, FILES, folderOf, partsOf } from './run.ts';

/** EVIDENCE_AUDIT_PREPARE_REPORT: what came of all elements. */
export async function prepareReport(run: EvidenceRun): Promise<ActionResult> {
  const folder = folderOf(run);
  let counts: Counts = EMPTY;
  const chunks = await chunksOf(run);
  for (let chunk = 0; chunk < chunks; chunk++)
    counts = added(counts, await readJson<Counts>(folder, FILES.toldCounts(chunk)));
  for (const part of await partsOf(run))
    counts = added(counts, await readJson<Counts>(folder, FILES.foundCounts(part)));
  await folder.write(FILES.counts, JSON.stringify(counts));
  const { OK, KO, WARNING } = resultsOf(counts);
  const meter = { OK, KO, WARNING };
  // The words of the reference system are those of elements that are not secured, whatever is amiss.
  if (KO > 0)
    return {
      ...{ status: 'KO', meter },
      detail: JSON.stringify({
        Message: 'There some objects not securised yet see the report for more details ',
      }),
    };
  if (WARNING > 0)
    return {
      ...{ status: 'WARNING', meter },
      detail: JSON.stringify({
        Message: 'There are some objects not securised yet see the report for more details ',
      }),
    };
  return { status: 'OK', meter };
}

/**
 * The event of which the report tells: the third from the end when the report is prepared; by now the three of that
 * step have followed it, which the reference system does not see yet.
 */
const TOLD = 6;

/** EVIDENCE_AUDIT_FINALIZE: the report goes to the offers, when the audit has come to its end. */
export async function finalize(run: EvidenceRun): Promise<ActionResult> {
  const folder = folderOf(run);
  if (!(await folder.exists(FILES.counts)))
    return { status: 'WARNING', detail: JSON.stringify({ error: 'No report generated' }) };
  const counts = await readJson<Counts>(folder, FILES.counts);
  const { chosen } = run.parameters as unknown as EvidenceParameters;
  return keepReport(run, {
    reportType: 'EVIDENCE_AUDIT',
    results: resultsOf(counts),
    extendedInfo: extendedInfo(counts),
    context: { query: chosen.request ?? chosen.filters },
    entries: entriesOf(run),
    told: TOLD,
  });
}

/** Those that are not as they should be. */
export async function* entriesOf(run: EvidenceRun): AsyncGenerator<EvidenceEntry> {
  const folder = folderOf(run);
  const chunks = await chunksOf(run);
  for (let chunk = 0; chunk < chunks; chunk++)
    yield* await readLines<EvidenceEntry>(folder, FILES.told(chunk));
  for (const part of await partsOf(run))
    for (const { entry } of await readLines<Finding>(folder, FILES.found(part))) yield entry;
}
