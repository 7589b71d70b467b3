import { type LogbookEvent, type MasterRecord, readJournal, type Status } from '../../logbook/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { technicalDate } from '../../platform/index.ts';
import { keepFile } from '../../referentials/index.ts';
import { readLines } from '../../storage/index.ts';
import { folderOf, type MassRun } from './mass-run.ts';
import type { Reported } from './update-units.ts';

type Meter = Readonly<Partial<Record<Status, number>>>;

/** How an update of many units tells what came of it. */
export interface Told {
  /** Word with which its texts begin. */
  readonly name: 'MassUpdate' | 'BulkAtomicUpdate';
  readonly report: 'UPDATE_UNIT' | 'BULK_UPDATE_UNIT';
  /** Beginning of the action whose elements are counted. */
  readonly action: string;
  /** One before it, of which those are counted that it has left out. */
  readonly before?: string;
}

/**
 * The last step of an update of many units: its report goes to the offers, with a line for each unit that was not
 * updated (spec operations.md 10.2, 24).
 */
export function finalize({ name, report, action, before }: Told) {
  return async (run: MassRun): Promise<ActionResult> => {
    const { tenant, id, house } = run;
    const journal = await house.database.inTenant(tenant, (tx) => readJournal(tx, tenant, id));
    const { events, ...master } = journal as unknown as MasterRecord & { events: readonly LogbookEvent[] };
    const meter = added(meterOf(events, action), before && meterOf(events, before));
    const { status, text } = judged(meter);
    const lines = [
      summaryOf(master, events, meter),
      {
        evStartDateTime: master.evDateTime,
        evEndDateTime: technicalDate(house.clock.now()),
        reportType: report,
        ...(meter === undefined ? {} : { vitamResults: { ...counted(meter), total: total(meter) } }),
      },
      {},
      ...(await entriesOf(run, report)),
    ];
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return {
      status,
      detail: JSON.stringify({ event: `${name} report generation ${text}` }),
      effects: async (tx) => {
        await keepFile(tx, house, { tenant, operation: id }, 'reports', `${id}.jsonl`, bytes);
      },
    };
  };
}

/** Elements by status, as the journal counts them; undefined when no such action has run. */
function meterOf(events: readonly LogbookEvent[], action: string): Meter | undefined {
  const told = events.findLast(({ evType }) => evType.startsWith(action))?.outMessg;
  if (told === undefined) return undefined;
  const counts = told.slice(told.lastIndexOf(' Detail=')).matchAll(/([A-Z]+):(\d+)/g);
  return Object.fromEntries([...counts].map(([, status, count]) => [status, Number(count)]));
}

/** What was updated, and what was left out before. */
function added(updated: Meter | undefined, before: Meter | '' | undefined): Meter | undefined {
  if (!before) return updated;
  const { KO = 0, WARNING = 0 } = before;
  return { OK: updated?.OK ?? 0, KO: KO + (updated?.KO ?? 0), WARNING: WARNING + (updated?.WARNING ?? 0) };
}

function judged(meter: Meter | undefined): { status: 'OK' | 'WARNING'; text: string } {
  if (meter === undefined)
    return {
      status: 'WARNING',
      text: 'WARNING. Vitam results are absent, seems to be not logbook events...',
    };
  if ((meter.KO ?? 0) + (meter.WARNING ?? 0) > 0)
    return { status: 'WARNING', text: 'WARNING. Some update operations have a KO or WARNING status.' };
  return { status: 'OK', text: 'OK.' };
}

const counted = ({ OK = 0, KO = 0, WARNING = 0 }: Meter) => ({ OK, KO, WARNING });
const total = (meter: Meter) => Object.values(counted(meter)).reduce((sum, each) => sum + each, 0);

/** Taken from the event before the beginning of this step. */
function summaryOf(master: MasterRecord, events: readonly LogbookEvent[], meter: Meter | undefined) {
  const { evType, outcome, outDetail, outMessg, evDetData } = events.at(-2) ?? { ...master };
  const isWarning = outcome === 'KO' && (meter?.KO ?? 0) > 0;
  return {
    tenant: (master as unknown as { _tenant: number })._tenant,
    evId: master.evIdProc,
    evType,
    outcome: isWarning ? 'WARNING' : outcome,
    outDetail: isWarning ? outDetail.replace(/KO$/, 'WARNING') : outDetail,
    outMsg: outMessg,
    rightsStatementIdentifier: JSON.parse(master.rightsStatementIdentifier ?? '{}'),
    evDetData: JSON.parse(evDetData ?? '{}'),
  };
}

const WORST_FIRST = ['KO', 'WARNING', 'OK'];

async function entriesOf(run: MassRun, detailType: Told['report']): Promise<object[]> {
  const folder = folderOf(run);
  const { action: own } = run.parameters as { action: string };
  const lines: Reported[] = [];
  for (const name of (await folder.list()).filter((each) => each.startsWith('report.')))
    lines.push(...(await readLines<Reported>(folder, name)));
  return lines
    .toSorted((a, b) => WORST_FIRST.indexOf(a.status) - WORST_FIRST.indexOf(b.status))
    .map(({ id, status, resultKey, message, action = own, query, unitId }) => ({
      ...{ resultKey, processId: run.id, _tenant: run.tenant, status, message },
      ...{ outcome: `${action}.${status}`, detailType, id, _id: id, query, unitId },
    }));
}
