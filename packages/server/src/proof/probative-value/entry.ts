import { readGroups } from '../../ingest/index.ts';
import type { ChunkResult } from '../../operations/index.ts';
import { technicalDate } from '../../platform/index.ts';
import { readLines, writeLines } from '../../storage/index.ts';
import { type Check, type CheckStatus, checksOf, worstOf } from './checks.ts';
import { gather } from './facts.ts';
import { type ChosenGroup, FILES, folderOf, type ProbativeRun, parametersOf } from './run.ts';

/** What the statement says of one object (spec operations.md 14). */
export interface ProbativeEntry {
  readonly unitIds: readonly string[];
  readonly objectGroupId: string;
  /** Empty when the group has no such version. */
  readonly objectId: string;
  readonly usageVersion: string;
  readonly operations: readonly TracedOperation[];
  readonly checks: readonly Check[];
  readonly evStartDateTime: string;
  readonly evEndDateTime: string;
  /** The worst of the checks. */
  readonly status: CheckStatus;
}

/** An operation that the proof rests on; `evTypeProc` is its type, as the reference system has it. */
export interface TracedOperation {
  readonly id: string;
  readonly evTypeProc: string;
  readonly evIdAppSession: string | null;
  readonly rightsStatementIdentifier: string | null;
  readonly agIdApp: string | null;
  readonly evDateTime: string;
}

/** PROBATIVE_VALUE_CREATE_PROBATIVE_REPORT_ENTRY for the groups of a chunk. */
export async function buildEntries(run: ProbativeRun, chunk: number): Promise<ChunkResult> {
  const { tenant, house, signal } = run;
  const folder = folderOf(run);
  const groups = await readLines<ChosenGroup>(folder, FILES.groups(chunk));
  const known = await house.database.inTenant(tenant, (tx) =>
    readGroups(
      tx,
      tenant,
      groups.map(({ id }) => id),
    ),
  );
  const entries: ProbativeEntry[] = [];
  for (const group of groups) {
    signal.throwIfAborted();
    const begun = technicalDate(house.clock.now());
    const found = versionOf(known.get(group.id)?.doc.qualifiers ?? [], parametersOf(run).request);
    const shared = { unitIds: group.units, objectGroupId: group.id, evStartDateTime: begun };
    if (found === undefined) {
      const { usage, version } = parametersOf(run).request;
      entries.push({
        ...{ ...shared, objectId: '', usageVersion: `${usage}_${version}`, operations: [], checks: [] },
        ...{ evEndDateTime: technicalDate(house.clock.now()), status: 'KO' },
      });
      continue;
    }
    const { facts, journals } = await gather(run, {
      ...{ group: group.id, id: found.id, digest: found.digest },
      operation: found.operation ?? (known.get(group.id)?.opi as string),
    });
    const checks = checksOf(facts);
    entries.push({
      ...{
        ...shared,
        objectId: found.id,
        usageVersion: found.name,
        operations: journals.map(traced),
        checks,
      },
      evEndDateTime: technicalDate(house.clock.now()),
      status: worstOf(checks.map(({ status }) => status)),
    });
  }
  await writeLines(folder, FILES.entries(chunk), entries);
  const meter = countsOf(entries);
  return {
    actions: {
      PROBATIVE_VALUE_CREATE_PROBATIVE_REPORT_ENTRY: {
        status: worstOf(entries.map(({ status }) => status)),
        meter,
      },
    },
  };
}

export function countsOf(entries: readonly ProbativeEntry[]): Record<CheckStatus, number> {
  const count = (status: CheckStatus) => entries.filter((entry) => entry.status === status).length;
  return { OK: count('OK'), WARNING: count('WARNING'), KO: count('KO') };
}

interface FoundVersion {
  readonly id: string;
  /** `BinaryMaster_1`. */
  readonly name: string;
  readonly digest: string | undefined;
  readonly operation: string | undefined;
}

interface Qualifier {
  readonly qualifier: string;
  readonly versions: readonly Readonly<Record<string, unknown>>[];
}

/** The version that is asked for, among those of its usage. */
export function versionOf(
  qualifiers: readonly Qualifier[],
  { usage, version }: { readonly usage: string; readonly version: string },
): FoundVersion | undefined {
  const versions = qualifiers.find(({ qualifier }) => qualifier === usage)?.versions ?? [];
  const found =
    version === 'FIRST'
      ? versions[0]
      : version === 'LAST'
        ? versions.at(-1)
        : versions.find(({ DataObjectVersion }) => DataObjectVersion === `${usage}_${version}`);
  if (found === undefined) return undefined;
  const { _id, DataObjectVersion, MessageDigest, _opi } = found;
  return {
    id: String(_id),
    name: String(DataObjectVersion),
    digest: typeof MessageDigest === 'string' ? MessageDigest : undefined,
    operation: typeof _opi === 'string' ? _opi : undefined,
  };
}

function traced(journal: Readonly<Record<string, unknown>>): TracedOperation {
  const text = (name: string) => (typeof journal[name] === 'string' ? (journal[name] as string) : null);
  return {
    id: String(journal._id),
    evTypeProc: String(journal.evType),
    evIdAppSession: text('evIdAppSession'),
    rightsStatementIdentifier: text('rightsStatementIdentifier'),
    agIdApp: text('agIdApp'),
    evDateTime: String(journal.evDateTime),
  };
}
