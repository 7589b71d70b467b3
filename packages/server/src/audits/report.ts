import { type LogbookEvent, type MasterRecord, readJournal } from '../logbook/index.ts';
import type { ActionResult, Run } from '../operations/index.ts';
import { technicalDate } from '../platform/index.ts';
import { keepFile } from '../referentials/index.ts';
import type { AuditHouse } from './house.ts';

/** Reports of audits, in the form that all batch reports have (spec operations.md 24). */

export interface ReportCounts {
  readonly OK: number;
  readonly KO: number;
  readonly WARNING: number;
  readonly total: number;
}

export interface AuditReport {
  readonly reportType: 'AUDIT' | 'EVIDENCE_AUDIT' | 'TRACEABILITY';
  readonly results: ReportCounts;
  readonly extendedInfo: Readonly<Record<string, unknown>>;
  /** What was asked for. */
  readonly context: unknown;
  /** One line each. They may be many: what comes one by one is not held. */
  readonly entries: Iterable<unknown> | AsyncIterable<unknown>;
  /** Event of which the summary tells, counted from the end of the journal as it is now; default: the second. */
  readonly told?: number;
}

/** Puts the report of an operation on the offers, where `GET /batchreport/{id}` finds it. It may be done again. */
export async function keepReport(run: Run<AuditHouse>, report: AuditReport): Promise<ActionResult> {
  const { tenant, id, house } = run;
  const journal = await house.database.inTenant(tenant, (tx) => readJournal(tx, tenant, id));
  const { events, ...master } = journal as unknown as MasterRecord & { events: readonly LogbookEvent[] };
  const heads = [
    summaryOf(tenant, master, events.at(-(report.told ?? 2))),
    {
      ...{ evStartDateTime: master.evDateTime, evEndDateTime: technicalDate(house.clock.now()) },
      reportType: report.reportType,
      vitamResults: report.results,
      extendedInfo: report.extendedInfo,
    },
    report.context,
  ];
  return {
    status: 'OK',
    effects: async (tx) => {
      const name = `${id}.jsonl`;
      await keepFile(tx, house, { tenant, operation: id }, 'reports', name, linesOf(heads, report.entries));
    },
  };
}

/** An operation without such an event tells of itself. */
function summaryOf(tenant: number, master: MasterRecord, event: LogbookEvent | undefined) {
  const { outcome, outDetail, outMessg, evDetData } = event ?? master;
  return {
    ...{ tenant, evId: master.evIdProc, evType: master.evType, outcome, outDetail, outMsg: outMessg },
    rightsStatementIdentifier: JSON.parse(master.rightsStatementIdentifier ?? '{}'),
    evDetData: JSON.parse(evDetData ?? '{}'),
  };
}

/** Characters gathered before they are written. */
const PIECE = 1 << 20;

async function* linesOf(
  heads: readonly unknown[],
  entries: AuditReport['entries'],
): AsyncGenerator<Uint8Array> {
  let text = heads.map((head) => `${JSON.stringify(head)}\n`).join('');
  for await (const entry of entries) {
    text += `${JSON.stringify(entry)}\n`;
    if (text.length < PIECE) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}
