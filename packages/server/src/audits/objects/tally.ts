import type { ReportCounts } from '../report.ts';
import type { AuditStatus, GroupVerdict } from './audited-group.ts';

/** Counters of an audit: those of chunks add up to those of the whole, in any order. */
export interface Tally {
  /** Entries that brought the groups in. */
  readonly opis: readonly string[];
  readonly all: Counts;
  readonly agencies: Readonly<Record<string, Counts>>;
}

interface Counts {
  readonly objectGroupsCount: StatusCounts;
  readonly objectsCount: StatusCounts;
}

type StatusCounts = Readonly<Record<'OK' | 'WARNING' | 'KO', number>>;

const NONE: StatusCounts = { OK: 0, WARNING: 0, KO: 0 };
const NO_COUNTS: Counts = { objectGroupsCount: NONE, objectsCount: NONE };
export const EMPTY: Tally = { opis: [], all: NO_COUNTS, agencies: {} };

export function tallyOf(verdicts: readonly GroupVerdict[]): Tally {
  return verdicts.map(ofOne).reduce(added, EMPTY);
}

function ofOne({ opi, originatingAgency, status, objectVersions }: GroupVerdict): Tally {
  const counts: Counts = {
    objectGroupsCount: counted([status]),
    objectsCount: counted(objectVersions.map((each) => each.status)),
  };
  return { opis: [opi], all: counts, agencies: { [originatingAgency]: counts } };
}

function counted(statuses: readonly AuditStatus[]): StatusCounts {
  return {
    ...NONE,
    OK: statuses.filter((each) => each === 'OK').length,
    KO: statuses.filter((each) => each === 'KO').length,
  };
}

export function added(one: Tally, other: Tally): Tally {
  const agencies = new Map(Object.entries(one.agencies));
  for (const [agency, counts] of Object.entries(other.agencies))
    agencies.set(agency, addedCounts(agencies.get(agency) ?? NO_COUNTS, counts));
  return {
    opis: [...new Set([...one.opis, ...other.opis])].sort(),
    all: addedCounts(one.all, other.all),
    agencies: Object.fromEntries(agencies),
  };
}

const addedCounts = (a: Counts, b: Counts): Counts => ({
  objectGroupsCount: sum(a.objectGroupsCount, b.objectGroupsCount),
  objectsCount: sum(a.objectsCount, b.objectsCount),
});

const sum = (a: StatusCounts, b: StatusCounts): StatusCounts => ({
  ...{ OK: a.OK + b.OK, WARNING: a.WARNING + b.WARNING, KO: a.KO + b.KO },
});

const total = ({ OK, WARNING, KO }: StatusCounts) => OK + WARNING + KO;

/** Counters of the report: those of groups. */
export function resultsOf({ all: { objectGroupsCount } }: Tally): ReportCounts {
  const { OK, KO, WARNING } = objectGroupsCount;
  return { OK, KO, WARNING, total: total(objectGroupsCount) };
}

/** `extendedInfo` of the report (spec operations.md 24.2). */
export function extendedInfo({ opis, all, agencies }: Tally) {
  return {
    nbObjectGroups: total(all.objectGroupsCount),
    nbObjects: total(all.objectsCount),
    opis,
    globalResults: all,
    originatingAgencyResults: agencies,
  };
}
