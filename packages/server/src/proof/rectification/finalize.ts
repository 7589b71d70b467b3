import { type LogbookEvent, type MasterRecord, readJournal } from '../../logbook/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { technicalDate } from '../../platform/index.ts';
import { keepFile } from '../../referentials/index.ts';
import { readLines } from '../../storage/index.ts';
import type { EvidenceEntry } from '../evidence/entry.ts';
import {
  type CorrectionParameters,
  chunksOf,
  type EvidenceRun,
  FILES,
  folderOf,
  partsOf,
} from '../evidence/run.ts';
import type { Corrected } from './correction.ts';

/** CORRECTION_FINALIZE: the report, one JSON document, with what came of each element that was faulty. */
export async function finalizeCorrection(run: EvidenceRun): Promise<ActionResult> {
  const { tenant, id, house } = run;
  return {
    status: 'OK',
    effects: async (tx) => {
      const journal = await readJournal(tx, tenant, id);
      const master = journal as unknown as MasterRecord & { events: readonly LogbookEvent[] };
      await keepFile(tx, house, { tenant, operation: id }, 'reports', `${id}.json`, reportOf(run, master));
    },
  };
}

async function* reportOf(
  run: EvidenceRun,
  master: MasterRecord & { readonly events: readonly LogbookEvent[] },
): AsyncGenerator<Uint8Array> {
  const { tenant, id, house } = run;
  const { audit } = run.parameters as unknown as CorrectionParameters;
  const count = { OK: 0, KO: 0 };
  for await (const { status } of outcomes(run)) count[status] += 1;
  const { outcome, outDetail, outMessg } = master.events.at(-2) ?? master;
  const head = JSON.stringify({
    operationSummary: {
      ...{ tenant, evId: id, evType: master.evType, outcome, outDetail, outMsg: outMessg },
      rightsStatementIdentifier: JSON.parse(master.rightsStatementIdentifier ?? '{}'),
      evDetData: {},
    },
    reportSummary: {
      evStartDateTime: master.evDateTime,
      evEndDateTime: technicalDate(house.clock.now()),
      reportType: 'RECTIFICATION_AUDIT',
      vitamResults: { ...count, WARNING: 0, total: count.OK + count.KO },
    },
    context: { operation: audit },
  });
  yield Buffer.from(`${head.slice(0, -1)},"reportEntries":[`);
  let separator = '\n';
  for await (const each of outcomes(run)) {
    yield Buffer.from(`${separator}${JSON.stringify(each)}`);
    separator = ',\n';
  }
  yield Buffer.from(']}\n');
}

/** What was corrected, and what could not even be compared. */
async function* outcomes(run: EvidenceRun): AsyncGenerator<Corrected> {
  const folder = folderOf(run);
  const chunks = (await folder.exists(FILES.list)) ? await chunksOf(run) : 0;
  for (let chunk = 0; chunk < chunks; chunk++) {
    // A correction that was cancelled has not come to the end of its list.
    if (!(await folder.exists(FILES.told(chunk)))) continue;
    for (const { identifier, objectType, message } of await readLines<EvidenceEntry>(
      folder,
      FILES.told(chunk),
    ))
      yield { ...{ identifier, objectType, status: 'KO', corrections: [] }, left: [message] };
  }
  for (const part of (await folder.exists(FILES.journals)) ? await partsOf(run) : [])
    if (await folder.exists(FILES.corrected(part)))
      yield* await readLines<Corrected>(folder, FILES.corrected(part));
}
