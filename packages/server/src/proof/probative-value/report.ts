import { label, type MasterRecord, readJournal } from '../../logbook/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { technicalDate } from '../../platform/index.ts';
import { keepFile } from '../../referentials/index.ts';
import { readLines } from '../../storage/index.ts';
import type { CheckStatus } from './checks.ts';
import { countsOf, type ProbativeEntry } from './entry.ts';
import { FILES, folderOf, listOf, type ProbativeRun, parametersOf } from './run.ts';

/** The statement («relevé de valeur probante»), as it is kept (spec operations.md 14, api.md 6.7). */
export interface ProbativeReport {
  readonly operationSummary: {
    readonly tenant: number;
    readonly evId: string;
    readonly evType: string;
    readonly outcome: CheckStatus;
    readonly outDetail: string;
    readonly outMsg: string;
    readonly rightsStatementIdentifier: unknown;
    readonly evDetData: unknown;
  };
  readonly reportSummary: {
    readonly evStartDateTime: string;
    readonly evEndDateTime: string;
    readonly reportType: 'PROBATIVE_VALUE';
    readonly vitamResults: Readonly<Record<CheckStatus | 'total', number>>;
    readonly extendedInfo: Readonly<Record<string, never>>;
  };
  readonly context: unknown;
  readonly reportEntries: readonly ProbativeEntry[];
  readonly ReportVersion: 2;
}

const VERSION = 2;

/** PROBATIVE_VALUE_CREATE_REPORT: one file for all the objects. */
export async function createReport(run: ProbativeRun): Promise<ActionResult> {
  const { tenant, id, house, workflow } = run;
  const journal = await house.database.inTenant(tenant, (tx) => readJournal(tx, tenant, id));
  const { evDateTime, rightsStatementIdentifier } = journal as unknown as MasterRecord;
  const entries = await entriesOf(run);
  const status = statusOf(run, entries);
  const outDetail = `${workflow.identifier}.${status}`;
  const report: ProbativeReport = {
    operationSummary: {
      ...{
        tenant,
        evId: id,
        evType: workflow.identifier,
        outcome: status,
        outDetail,
        outMsg: label(outDetail),
      },
      rightsStatementIdentifier: JSON.parse(rightsStatementIdentifier ?? '{}'),
      evDetData: { probativeReportVersion: VERSION },
    },
    reportSummary: {
      ...{ evStartDateTime: evDateTime, evEndDateTime: technicalDate(house.clock.now()) },
      reportType: 'PROBATIVE_VALUE',
      vitamResults: { ...countsOf(entries), total: entries.length },
      extendedInfo: {},
    },
    context: parametersOf(run).request,
    reportEntries: entries,
    ReportVersion: VERSION,
  };
  return {
    status,
    masterDetail: { probativeReportVersion: VERSION },
    effects: async (tx) => {
      await keepFile(
        tx,
        house,
        { tenant, operation: id },
        'reports',
        `${id}.json`,
        Buffer.from(JSON.stringify(report)),
      );
    },
  };
}

/** All good, all bad, or neither; of a list that could not be made, what the steps before say. */
function statusOf(run: ProbativeRun, entries: readonly ProbativeEntry[]): CheckStatus {
  const { OK, KO } = countsOf(entries);
  if (entries.length === 0) return run.status === 'OK' || run.status === 'WARNING' ? 'WARNING' : 'KO';
  if (OK === entries.length) return 'OK';
  return KO === entries.length ? 'KO' : 'WARNING';
}

async function entriesOf(run: ProbativeRun): Promise<ProbativeEntry[]> {
  const folder = folderOf(run);
  const { chunks } = await listOf(run);
  const entries: ProbativeEntry[] = [];
  for (let chunk = 0; chunk < chunks; chunk++)
    if (await folder.exists(FILES.entries(chunk)))
      entries.push(...(await readLines<ProbativeEntry>(folder, FILES.entries(chunk))));
  return entries;
}
