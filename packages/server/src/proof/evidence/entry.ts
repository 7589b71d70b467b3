import type { ReportCounts } from '../../audits/index.ts';
import type { Kind } from './run.ts';

export type EvidenceStatus = 'OK' | 'WARN' | 'KO';

/** What the report says of a unit or of a group (spec operations.md 24.2, api.md 6.7). */
export interface EvidenceEntry {
  readonly identifier: string;
  readonly status: EvidenceStatus;
  readonly message: string;
  readonly objectType: Kind;
  /** Of a group, when it was compared as far as its objects: all of them. */
  readonly objectsReports: readonly ObjectReport[];
  /** SHA-512 that its document must have, hexadecimal; null: nothing is secured. */
  readonly securedHash: string | null;
  readonly strategyId: string | null;
  /** What each offer has, hexadecimal; null: nothing. Empty when the offers were not looked at. */
  readonly offersHashes: OffersHashes;
}

export interface ObjectReport {
  readonly identifier: string;
  readonly objectType: 'OBJECT';
  readonly status: EvidenceStatus;
  readonly message: string | null;
  readonly securedHash: string;
  readonly strategyId: string;
  readonly offersHashes: OffersHashes;
}

export type OffersHashes = Readonly<Record<string, string | null>>;

/** An element of which there is no more to say than this. */
export const told = (
  { kind, id }: { readonly kind: Kind; readonly id: string },
  status: 'WARN' | 'KO',
  message: string,
): EvidenceEntry => ({
  ...{ identifier: id, status, message, objectType: kind, objectsReports: [] },
  ...{ securedHash: null, strategyId: null, offersHashes: {} },
});

interface StatusCounts {
  readonly OK: number;
  readonly KO: number;
  readonly WARNING: number;
}

/** Counters of an audit: those of its parts add up to those of the whole. */
export interface Counts {
  readonly archiveUnitsCount: StatusCounts;
  readonly objectGroupsCount: StatusCounts;
  readonly objectsCount: StatusCounts;
}

const NONE: StatusCounts = { OK: 0, KO: 0, WARNING: 0 };
export const EMPTY: Counts = { archiveUnitsCount: NONE, objectGroupsCount: NONE, objectsCount: NONE };

export function countsOf(entries: readonly EvidenceEntry[]): Counts {
  const count = (given: readonly { readonly status: EvidenceStatus }[]): StatusCounts => {
    const of = (status: EvidenceStatus) => given.filter((each) => each.status === status).length;
    return { OK: of('OK'), KO: of('KO'), WARNING: of('WARN') };
  };
  const ofKind = (kind: Kind) => entries.filter(({ objectType }) => objectType === kind);
  return {
    archiveUnitsCount: count(ofKind('UNIT')),
    objectGroupsCount: count(ofKind('OBJECTGROUP')),
    objectsCount: count(entries.flatMap(({ objectsReports }) => objectsReports)),
  };
}

const sum = (a: StatusCounts, b: StatusCounts): StatusCounts => ({
  ...{ OK: a.OK + b.OK, KO: a.KO + b.KO, WARNING: a.WARNING + b.WARNING },
});

export const added = (a: Counts, b: Counts): Counts => ({
  archiveUnitsCount: sum(a.archiveUnitsCount, b.archiveUnitsCount),
  objectGroupsCount: sum(a.objectGroupsCount, b.objectGroupsCount),
  objectsCount: sum(a.objectsCount, b.objectsCount),
});

const total = ({ OK, KO, WARNING }: StatusCounts) => OK + KO + WARNING;

/** Counters of the report: those of its elements, which are units and groups. */
export function resultsOf({ archiveUnitsCount, objectGroupsCount }: Counts): ReportCounts {
  const all = sum(archiveUnitsCount, objectGroupsCount);
  return { ...all, total: total(all) };
}

/** `extendedInfo` of the report (spec operations.md 24.2). */
export const extendedInfo = (counts: Counts) => ({
  nbArchiveUnits: total(counts.archiveUnitsCount),
  nbObjectGroups: total(counts.objectGroupsCount),
  nbObjects: total(counts.objectsCount),
  globalResults: counts,
});
