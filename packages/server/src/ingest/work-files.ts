import type { DataObjectRecord, JsonObject } from '@perenne/seda';
import type { GroupId, ObjectId, UnitId } from '../platform/index.ts';
import { type WorkFolder, writeLines } from '../storage/index.ts';
import type { PackageEntry } from './container/package-file.ts';

export { ChunkWriter, eachLine, readJson, readLines, writeLines } from '../storage/index.ts';

/**
 * What the steps of an entry leave to one another in its work folder. JSON lines, one element a line, in chunks
 * that later steps take one by one; whoever goes on after a crash finds them there.
 */

export const FILES = {
  index: 'index.jsonl',
  header: 'header.json',
  rawUnits: 'manifest.units.jsonl',
  rawObjects: 'manifest.objects.jsonl',
  plan: 'plan.json',
  /** Units and groups at fault, which a refusal names where there is no plan. */
  faulty: 'faulty.jsonl',
  units: (chunk: number) => `units.${number(chunk)}.jsonl`,
  groups: (chunk: number) => `groups.${number(chunk)}.jsonl`,
  checkedUnits: (chunk: number) => `units.${number(chunk)}.checked.jsonl`,
  checkedGroups: (chunk: number) => `groups.${number(chunk)}.checked.jsonl`,
  /** Life-cycle events worse than OK, for the reply. */
  unitFaults: (chunk: number) => `units.${number(chunk)}.faults.jsonl`,
  groupFaults: (chunk: number) => `groups.${number(chunk)}.faults.jsonl`,
  register: 'register.json',
} as const;

/** Names of the chunks of checked units and groups. */
export const CHECKED = /^(units|groups)\.\d+\.checked\.jsonl$/;

function number(chunk: number): string {
  return String(chunk).padStart(6, '0');
}

/** Result of CHECK_DATAOBJECTPACKAGE as a whole. */
export interface Plan {
  readonly unitChunks: number;
  readonly groupChunks: number;
  /** Archived units that become parents, or whose groups gain objects, with the mark of their place. */
  readonly parents: readonly { readonly id: UnitId; readonly place: string }[];
  /** Existing units declared in the manifest: their manifest id and their identifier. */
  readonly existing: readonly { readonly manifestId: string; readonly id: UnitId }[];
  /** Archived groups to which new units are attached: `up` are the new units, `us` these and their ancestors. */
  readonly touchedGroups: readonly TouchedGroup[];
  /** Archived groups that gain objects. */
  readonly extendedGroups: readonly GroupId[];
}

export interface TouchedGroup {
  readonly id: GroupId;
  readonly up: readonly UnitId[];
  readonly us: readonly UnitId[];
  readonly sps: readonly string[];
  /** Version of the archived group. */
  readonly version: number;
  /** It gains objects too, and is written with them. */
  readonly extended: boolean;
}

/** A unit to be entered, with its place in the graph. */
export interface PlannedUnit {
  readonly manifestId: string;
  readonly id: UnitId;
  readonly og?: GroupId;
  /** Existing group, to which the unit is attached. */
  readonly existingGroup?: true;
  readonly up: readonly UnitId[];
  readonly us: readonly UnitId[];
  readonly uds: Readonly<Record<string, readonly UnitId[]>>;
  readonly maxDepth: number;
  readonly sps: readonly string[];
  /** Existing parents among `up`, for the life cycle. */
  readonly existingParents: readonly UnitId[];
  readonly management: JsonObject;
  readonly content: JsonObject;
  readonly profile?: string;
  readonly history?: readonly JsonObject[];
  readonly events: readonly JsonObject[];
}

export interface PlannedObject
  extends Omit<
    DataObjectRecord,
    'id' | 'enclosingGroupId' | 'dataObjectGroupId' | 'dataObjectGroupReferenceId' | 'version'
  > {
  readonly manifestId: string;
  readonly id: ObjectId;
  /** `BinaryMaster`. */
  readonly usage: string;
  /** `BinaryMaster_1`. */
  readonly version: string;
  /** Manifest id of its group, where that is not the one of the planned group. */
  readonly group?: string;
  /** Its file in the package; absent for a physical object. */
  readonly entry?: PackageEntry;
}

export interface PlannedGroup {
  readonly manifestId: string;
  readonly id: GroupId;
  readonly objects: readonly PlannedObject[];
  readonly up: readonly UnitId[];
  readonly us: readonly UnitId[];
  readonly sps: readonly string[];
  readonly events: readonly JsonObject[];
  /** Where the objects go into an archived group; `up`, `us` and `sps` are then what it gains. */
  readonly changes?: GroupChanges;
}

export interface GroupChanges {
  /** Version of the archived group. */
  readonly version: number;
  /** Last number given, by usage; 1 for a usage that the group had not (spec ingest.md 9.5). */
  readonly updatedQualifiers: Readonly<Record<string, number>>;
}

/** What a reply names of a group. */
export interface NamedGroup {
  readonly manifestId: string;
  readonly id: string;
  readonly objects: readonly (Pick<PlannedObject, 'manifestId' | 'kind' | 'version' | 'group'> & {
    readonly id: string;
  })[];
}

/** A unit or a group at fault. */
export type FaultyLine =
  | { readonly u: { readonly manifestId: string; readonly id: UnitId } }
  | { readonly g: NamedGroup };

/** A compact life-cycle event: key without outcome, instant, outcome letter, detail, object (docs/decisions/0004). */
export type CompactEvent = [
  key: string,
  millis: number,
  outcome: 'O' | 'W' | 'K' | 'F',
  detail?: string | null,
  object?: string,
];

/** Events of one element for the reply, by its manifest id. */
export interface FaultLine {
  readonly manifestId: string;
  readonly events: readonly CompactEvent[];
}

/** Writes them for a chunk; most chunks have none, and then no file: each costs the wait for the disk. */
export async function writeFaults(
  folder: WorkFolder,
  name: string,
  faults: readonly FaultLine[],
): Promise<void> {
  if (faults.length > 0) await writeLines(folder, name, faults);
  // A run that was broken off in this chunk may have told otherwise.
  else await folder.remove(name);
}

/** The parameters of an entry's operation, as received. */
export interface EntryParameters {
  readonly size: number;
  readonly digest: string;
  readonly fileName?: string;
  readonly manifestDigest?: { readonly algorithm?: string; readonly value?: string };
}
