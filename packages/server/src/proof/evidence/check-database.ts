import { readLifeCycles } from '../../logbook/index.ts';
import type { ChunkResult } from '../../operations/index.ts';
import { type TenantId, type Tx, technicalDate } from '../../platform/index.ts';
import { readLines, writeLines } from '../../storage/index.ts';
import { journalOver } from '../kept-journal.ts';
import type { LifeCycles } from '../life-cycles/kinds.ts';
import { elementOf } from '../life-cycles/lines.ts';
import { countsOf, type EvidenceEntry, told } from './entry.ts';
import { type Asked, type EvidenceRun, FILES, folderOf, type Kind, LIFE_CYCLES, type Listed } from './run.ts';

/** STP_EVIDENCE_AUDIT_CHECK_DATABASE for one chunk: what the database says, and where the proof of it must be. */
export async function checkDatabase(run: EvidenceRun, chunk: number): Promise<ChunkResult> {
  const folder = folderOf(run);
  const listed = await readLines<Listed>(folder, FILES.listed(chunk));
  const asked: Asked[] = [];
  const entries: EvidenceEntry[] = [];
  for (const kind of ['UNIT', 'OBJECTGROUP'] as const) {
    const ids = listed.filter((each) => each.kind === kind).map(({ id }) => id);
    for (const result of ids.length === 0 ? [] : await askDatabase(run, kind, ids))
      if ('status' in result) entries.push(result);
      else asked.push(result);
  }
  await writeLines(folder, FILES.asked(chunk), asked);
  await writeLines(folder, FILES.told(chunk), entries);
  await folder.write(FILES.toldCounts(chunk), JSON.stringify(countsOf(entries)));
  return {
    actions: { EVIDENCE_AUDIT_CHECK_DATABASE: { status: 'OK', meter: { OK: listed.length } } },
  };
}

function askDatabase(
  { tenant, house, signal, once }: EvidenceRun,
  kind: Kind,
  ids: readonly string[],
): Promise<(Asked | EvidenceEntry)[]> {
  const lifeCycles = LIFE_CYCLES[kind];
  // One state of all: a change between two readings would look like a forgery.
  return house.database.readTenant(
    tenant,
    async (tx) => {
      const subjects = new Map((await lifeCycles.read(tx, tenant, ids)).map((each) => [each.id, each]));
      const rows = await readLifeCycles(tx, tenant, lifeCycles.kind, ids);
      const dates = await publishedAt(tx, tenant, lifeCycles, ids);
      const known = await once(`intervals ${kind}`, async (): Promise<Interval[]> => []);
      const results: (Asked | EvidenceEntry)[] = [];
      for (const id of ids) {
        const subject = subjects.get(id);
        const element = subject && elementOf(tenant, lifeCycles, subject, rows.get(id) ?? []);
        const at = dates.get(id);
        if (subject === undefined) results.push(told({ kind, id }, 'KO', WORDS[kind].metadata(id)));
        else if (element === undefined || at === undefined)
          results.push(told({ kind, id }, 'KO', WORDS[kind].lifeCycle(id)));
        else {
          const journal = await journalWith(tx, tenant, lifeCycles, at, known);
          if (journal === undefined) {
            const message = `No traceability operation found matching date ${technicalDate(at)}`;
            results.push(told({ kind, id }, 'WARN', message));
            continue;
          }
          const { operation, strategy, digest, objects = [], line } = element;
          const { hLFC, hMetadata, version } = line;
          const bytes = objects.reduce((sum, { size }) => sum + size, 0);
          results.push({
            ...{ kind, id, journal, operation, strategy, digest, hLFC, hMetadata, bytes },
            version: Number(version),
          });
        }
      }
      return results;
    },
    signal,
  );
}

const WORDS: Readonly<Record<Kind, Record<'metadata' | 'lifeCycle', (id: string) => string>>> = {
  UNIT: {
    metadata: (id) => `No such unit metadata '${id}'`,
    lifeCycle: (id) => `No such lifecycle unit found '${id}'`,
  },
  OBJECTGROUP: {
    metadata: (id) => `No such object group metadata '${id}'`,
    lifeCycle: (id) => `No such lifecycle object group found '${id}'`,
  },
};

/** When the last part of each life cycle became visible: journals are secured by it. */
async function publishedAt(
  tx: Tx,
  tenant: TenantId,
  { kind }: LifeCycles,
  ids: readonly string[],
): Promise<Map<string, Date>> {
  const rows = await tx.query<{ id: string; at: Date }>(
    `select id, max(published_at) as at from life_cycle
     where tenant = $1 and kind = $2 and id = any ($3) group by id`,
    [tenant, kind, ids],
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** What a secured journal covers, technical dates. */
interface Interval {
  readonly operation: string;
  readonly start: string;
  readonly end: string;
}

/** @param known journals that were found before: most elements of an audit are in few of them */
async function journalWith(
  tx: Tx,
  tenant: TenantId,
  { type }: LifeCycles,
  at: Date,
  known: Interval[],
): Promise<string | undefined> {
  const date = technicalDate(at);
  const before = known.find(({ start, end }) => start <= date && date < end);
  if (before !== undefined) return before.operation;
  const found = await journalOver(tx, tenant, type, at);
  if (found === undefined) return undefined;
  const { operation, event } = found;
  known.unshift({ operation, start: event.StartDate, end: event.EndDate });
  return operation;
}
