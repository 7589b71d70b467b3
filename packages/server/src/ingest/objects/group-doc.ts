import type { JsonObject } from '@perenne/seda';

/** What an object group holds, in its stored names (spec seda.md 8.2). */
export interface GroupDoc {
  /** Of the first master, `{}` without one. */
  readonly FileInfo: JsonObject;
  readonly qualifiers: readonly Qualifier[];
}

export interface Qualifier {
  readonly qualifier: string;
  readonly _nbc: number;
  readonly versions: readonly JsonObject[];
}

/** Usages as clients of the reference system are used to find them: by position, the physical one before the master. */
const USAGES = ['PhysicalMaster', 'BinaryMaster', 'Dissemination', 'TextContent', 'Thumbnail'];

/** The objects that a group has, with others added to their usages. */
export function groupDoc(
  known: readonly Qualifier[],
  added: Iterable<readonly [usage: string, version: JsonObject]>,
): GroupDoc {
  const usages = new Map(known.map(({ qualifier, versions }) => [qualifier, [...versions]]));
  for (const [usage, version] of added) {
    const versions = usages.get(usage);
    if (versions) versions.push(version);
    else usages.set(usage, [version]);
  }
  const qualifiers = [...usages]
    .sort(([one], [other]) => USAGES.indexOf(one) - USAGES.indexOf(other))
    .map(([qualifier, versions]) => ({ qualifier, _nbc: versions.length, versions }));
  return { FileInfo: (firstMaster(qualifiers)?.FileInfo as JsonObject | undefined) ?? {}, qualifiers };
}

/** Kind of the first master: the name of its technical metadata; '' when it has none. */
export function profileOf({ qualifiers }: Pick<GroupDoc, 'qualifiers'>): string {
  return Object.keys((firstMaster(qualifiers)?.Metadata as JsonObject | undefined) ?? {})[0] ?? '';
}

export function countObjects({ qualifiers }: Pick<GroupDoc, 'qualifiers'>): number {
  return qualifiers.reduce((sum, { _nbc }) => sum + _nbc, 0);
}

function firstMaster(qualifiers: readonly Qualifier[]): JsonObject | undefined {
  return qualifiers
    .find(({ qualifier }) => qualifier === 'BinaryMaster')
    ?.versions.find(({ DataObjectVersion }) => DataObjectVersion === 'BinaryMaster_1');
}

/** Number of `usage_n`. */
export function versionNumber(version: string): number {
  return Number(version.slice(version.lastIndexOf('_') + 1));
}
