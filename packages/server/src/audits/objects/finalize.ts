import type { ActionResult } from '../../operations/index.ts';
import { readJson, readLines } from '../../storage/index.ts';
import { keepReport } from '../report.ts';
import { type AuditRun, chunksOf, FILES, folderOf, parametersOf } from './audit-run.ts';
import type { GroupVerdict } from './audited-group.ts';
import { added, EMPTY, extendedInfo, resultsOf, type Tally } from './tally.ts';

/** REPORT_AUDIT: the report, with a line for each group that is not as it should be (spec operations.md 24). */
export async function reportAudit(run: AuditRun): Promise<ActionResult> {
  const folder = folderOf(run);
  const { auditActions, auditType, objectId, chosen } = parametersOf(run);
  const chunks = (await folder.exists(FILES.list)) ? await chunksOf(run) : 0;
  let tally: Tally = EMPTY;
  const audited: number[] = [];
  // A cancelled audit has not come to the end of its list.
  for (let chunk = 0; chunk < chunks; chunk++) {
    if (!(await folder.exists(FILES.tally(chunk)))) continue;
    tally = added(tally, await readJson<Tally>(folder, FILES.tally(chunk)));
    audited.push(chunk);
  }
  return keepReport(run, {
    reportType: 'AUDIT',
    results: resultsOf(tally),
    extendedInfo: extendedInfo(tally),
    context: {
      ...{ auditActions, auditType },
      ...(objectId === undefined ? {} : { objectId }),
      query: chosen.request ?? chosen.filters,
    },
    entries: entriesOf(run, audited),
  });
}

async function* entriesOf(run: AuditRun, chunks: readonly number[]): AsyncGenerator<object> {
  const { auditActions } = parametersOf(run);
  for (const chunk of chunks)
    for (const group of await readLines<GroupVerdict>(folderOf(run), FILES.faults(chunk)))
      yield { outcome: auditActions, detailType: 'objectGroup', detailId: group.id, params: group };
}
