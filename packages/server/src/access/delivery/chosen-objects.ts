import type { JsonObject } from '@perenne/seda';
import { type AccessRights, allowsUsage } from '../access-rights.ts';
import type { ObjectChoice, VersionPattern } from './request.ts';

/** A version of an object as it is stored (spec seda.md 8.2). */
export interface StoredVersion extends JsonObject {
  readonly _id: string;
  /** `BinaryMaster_1` */
  readonly DataObjectVersion: string;
  readonly Uri?: string;
  readonly Size?: number;
  readonly FileInfo?: { readonly Filename?: string };
  readonly PersistentIdentifier?: readonly { readonly PersistentIdentifierContent: string }[];
}

export interface StoredQualifier {
  /** `BinaryMaster` */
  readonly qualifier: string;
  readonly versions: readonly StoredVersion[];
}

/** Objects of a group that are delivered: what the request asks for and the access contract allows. */
export function chosenObjects(
  qualifiers: readonly StoredQualifier[],
  choice: ObjectChoice,
  rights: AccessRights,
): StoredVersion[] {
  return qualifiers
    .filter(({ qualifier }) => allowsUsage(rights, qualifier))
    .flatMap(({ qualifier, versions }) => matching(versions, patternsFor(qualifier, choice)));
}

function patternsFor(usage: string, choice: ObjectChoice): readonly VersionPattern[] {
  switch (choice.kind) {
    case 'none':
      return [];
    case 'last':
      return choice.usages === undefined || choice.usages.includes(usage) ? ['LAST'] : [];
    case 'patterns':
      return Object.hasOwn(choice.patterns, usage) ? (choice.patterns[usage] ?? []) : [];
  }
}

function matching(versions: readonly StoredVersion[], patterns: readonly VersionPattern[]): StoredVersion[] {
  const ordered = [...versions].sort((a, b) => numberOf(a) - numberOf(b));
  return ordered.filter(
    (_, at) =>
      patterns.includes('ALL') ||
      (patterns.includes('FIRST') && at === 0) ||
      (patterns.includes('LAST') && at === ordered.length - 1),
  );
}

function numberOf({ DataObjectVersion }: StoredVersion): number {
  return Number(DataObjectVersion.split('_').at(-1));
}
