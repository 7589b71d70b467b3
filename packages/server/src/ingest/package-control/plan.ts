import type {
  ArchiveUnitRecord,
  DataObjectGroupRecord,
  DataObjectRecord,
  JsonObject,
  TransferHeader,
} from '@perenne/seda';
import type { GroupId, UnitId } from '../../platform/index.ts';
import type { WorkFile, WorkFolder } from '../../storage/index.ts';
import type { PackageEntry } from '../container/package-file.ts';
import { versionNumber } from '../objects/group-doc.ts';
import {
  ChunkWriter,
  FILES,
  type GroupChanges,
  type Plan,
  type PlannedGroup,
  type PlannedObject,
  type PlannedUnit,
} from '../work-files.ts';
import type { ExistingGroup } from './existing-groups.ts';
import { type Gain, GraphPlacing, type PlacingInput } from './graph-placing.ts';
import { withManagementMetadata } from './management-metadata.ts';
import type { OrderedTree } from './ordered-tree.ts';
import { withReferences } from './references.ts';
import type { Place, SeenGroup, SeenObject } from './seen-manifest.ts';

export interface PlanInput extends PlacingInput {
  readonly folder: WorkFolder;
  readonly header: TransferHeader;
  readonly tree: OrderedTree;
  readonly existingGroups: ReadonlyMap<string, ExistingGroup>;
  /** Files of the package by their path. */
  readonly entries: ReadonlyMap<string, PackageEntry>;
}

/**
 * Orders the units level by level, gives identifiers, places each in the graph, and writes what the steps per
 * element take: chunks of planned units and groups. @throws Refusal
 */
export async function writePlan(input: PlanInput): Promise<Plan> {
  const { seen, folder } = input;
  const { graph, order } = input.tree;
  const place = new GraphPlacing(input, graph);
  const entered = order.filter((number) => {
    const id = graph.ids[number] as string;
    return !input.existing.has(id) && !seen.links.has(id);
  });
  const unitChunks = await writeUnits(input, place, entered);
  const gains = place.gainsOfExisting();
  const groupChunks = await writeGroups(input, place, gains);
  const parents = new Map<UnitId, string>();
  for (const unit of input.existing.values()) parents.set(unit.id, unit.place);
  if (input.contractNode) parents.set(input.contractNode.id, input.contractNode.place);
  const extended = new Set([...seen.groups.values()].flatMap(({ into }) => (into ? [into.id] : [])));
  const plan: Plan = {
    unitChunks,
    groupChunks,
    parents: [...parents].map(([id, place]) => ({ id, place })),
    existing: [...input.existing].map(([manifestId, { id }]) => ({ manifestId, id })),
    touchedGroups: [...gains].map(([id, gain]) => {
      const { version } = input.existingGroups.get(id) as ExistingGroup;
      return { id, ...gain, version, extended: extended.has(id) };
    }),
    extendedGroups: [...extended],
  };
  await folder.write(FILES.plan, JSON.stringify(plan));
  return plan;
}

/** @returns how many chunks of units there are */
async function writeUnits(
  input: PlanInput,
  place: GraphPlacing,
  entered: readonly number[],
): Promise<number> {
  const { folder, seen, header } = input;
  const file = await folder.open(FILES.rawUnits);
  const spool = new LineReader(file);
  const given = {
    unit: (id: string) => place.unitNamed(id),
    object: (id: string) => seen.objects.get(id)?.given,
    group: (id: string) => (seen.groups.get(id) ?? seen.objectGroup.get(id))?.given,
  };
  try {
    const chunks = new ChunkWriter<PlannedUnit>(folder, FILES.units);
    for (const number of entered) {
      const { u } = await spool.read<{ u: ArchiveUnitRecord }>(seen.unitPlaces[number] as Place);
      const group = seen.unitGroups.get(number);
      const existingGroup =
        group?.into?.id ?? input.existingGroups.get(seen.existingGroups.get(u.id) ?? '')?.id;
      const og = existingGroup ?? group?.given;
      await chunks.add({
        manifestId: u.id,
        id: place.unit(number),
        ...(og === undefined ? {} : { og }),
        ...(existingGroup === undefined ? {} : { existingGroup: true }),
        ...place.place(number),
        management: place.isRoot(number)
          ? withManagementMetadata(u.management, header.management)
          : u.management,
        content: withReferences(u.content, given),
        ...(u.profile === undefined ? {} : { profile: u.profile }),
        ...(u.history === undefined ? {} : { history: u.history }),
        events: u.events,
      });
    }
    return await chunks.finish();
  } finally {
    await file.close();
  }
}

async function writeGroups(
  input: PlanInput,
  place: GraphPlacing,
  gains: ReadonlyMap<GroupId, Gain>,
): Promise<number> {
  const { folder, seen, agency } = input;
  const file = await folder.open(FILES.rawObjects);
  const spool = new LineReader(file);
  const chunks = new ChunkWriter<PlannedGroup>(folder, FILES.groups);
  try {
    for (const parts of sameGroup(seen.groups.values())) {
      const [{ manifestId, given, into }] = parts;
      const planned = {
        manifestId,
        id: given,
        objects: await objectsOf(parts, spool, input),
        events: await eventsOf(parts, spool),
      };
      const chunk = await chunks.add(
        into
          ? { ...planned, ...(gains.get(into.id) ?? NO_GAIN), changes: changesOf(into, parts) }
          : { ...planned, ...place.ofGroup(parts[0].units, agency) },
      );
      for (const part of parts) part.chunk = chunk;
    }
    return await chunks.finish();
  } finally {
    await file.close();
  }
}

const NO_GAIN: Gain = { up: [], us: [], sps: [] };

/** Groups of the manifest; those whose objects go into one archived group together. */
function* sameGroup(groups: Iterable<SeenGroup>): Generator<[SeenGroup, ...SeenGroup[]]> {
  const extensions = new Map<GroupId, [SeenGroup, ...SeenGroup[]]>();
  for (const group of groups) {
    const known = group.into && extensions.get(group.into.id);
    if (known) known.push(group);
    else if (group.into) extensions.set(group.into.id, [group]);
    else yield [group];
  }
  yield* extensions.values();
}

async function objectsOf(
  parts: readonly SeenGroup[],
  spool: LineReader,
  input: PlanInput,
): Promise<PlannedObject[]> {
  const objects: PlannedObject[] = [];
  for (const [at, part] of parts.entries())
    for (const object of part.objects) {
      const { o } = await spool.read<{ o: DataObjectRecord }>(object);
      objects.push({
        ...plannedObject(o, object, input),
        ...(at === 0 ? {} : { group: part.manifestId }),
      });
    }
  return objects;
}

/** What the life cycle of an archived group says of its new objects (spec ingest.md 9.5). */
function changesOf(into: ExistingGroup, parts: readonly SeenGroup[]): GroupChanges {
  const updatedQualifiers: Record<string, number> = {};
  for (const { usage, version } of parts.flatMap(({ objects }) => objects)) {
    const number = versionNumber(version);
    updatedQualifiers[usage] = usage in into.usages ? Math.max(number, updatedQualifiers[usage] ?? 0) : 1;
  }
  return { version: into.version, updatedQualifiers };
}

function plannedObject(record: DataObjectRecord, seen: SeenObject, input: PlanInput): PlannedObject {
  const { id, enclosingGroupId, dataObjectGroupId, dataObjectGroupReferenceId, version, ...kept } = record;
  const entry =
    record.uri === undefined || record.kind === 'physical' ? undefined : input.entries.get(record.uri);
  return {
    ...kept,
    manifestId: id,
    id: seen.given,
    usage: seen.usage,
    version: seen.version,
    ...(entry === undefined ? {} : { entry }),
  };
}

async function eventsOf(parts: readonly SeenGroup[], spool: LineReader): Promise<JsonObject[]> {
  const events: JsonObject[] = [];
  for (const { place } of parts)
    if (place) events.push(...(await spool.read<{ g: DataObjectGroupRecord }>(place)).g.events);
  return events;
}

/** Read ahead by this much: lines asked one after another mostly adjoin. */
const AHEAD = 1024 * 1024;

/** Reads lines at their places, those that adjoin in one piece. */
class LineReader {
  readonly #file: WorkFile;
  #start = 0;
  #piece: Buffer = Buffer.alloc(0);

  constructor(file: WorkFile) {
    this.#file = file;
  }

  async read<T>({ position, length }: Place): Promise<T> {
    if (position < this.#start || position + length > this.#start + this.#piece.length) {
      this.#piece = await this.#file.read(position, Math.max(length, AHEAD));
      this.#start = position;
    }
    const at = position - this.#start;
    return JSON.parse(this.#piece.toString('utf8', at, at + length));
  }
}
