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
import {
  ChunkWriter,
  FILES,
  type Plan,
  type PlannedGroup,
  type PlannedObject,
  type PlannedUnit,
} from '../work-files.ts';
import type { ExistingGroup } from './attachments.ts';
import { GraphPlacing, type PlacingInput } from './graph-placing.ts';
import { withManagementMetadata } from './management-metadata.ts';
import { withReferences } from './references.ts';
import { Refusal } from './refusal.ts';
import type { Place, SeenObject } from './seen-manifest.ts';
import { levelOrder, refuseCycle } from './unit-graph.ts';

export interface PlanInput extends PlacingInput {
  readonly folder: WorkFolder;
  readonly header: TransferHeader;
  readonly existingGroups: ReadonlyMap<string, ExistingGroup>;
  readonly unitDepth: number;
  /** Files of the package by their path. */
  readonly entries: ReadonlyMap<string, PackageEntry>;
}

/**
 * Orders the units level by level, gives identifiers, places each in the graph, and writes what the steps per
 * element take: chunks of planned units and groups. @throws Refusal
 */
export async function writePlan(input: PlanInput): Promise<Plan> {
  const { seen, folder } = input;
  const graph = seen.graph.build();
  refuseCycle(graph);
  const { order, levels } = levelOrder(graph);
  const deepest = levels.reduce((most, level) => Math.max(most, level), 0);
  if (deepest >= input.unitDepth)
    throw new Refusal(undefined, {
      error: `units are nested ${deepest + 1} levels deep; the limit is ${input.unitDepth}`,
    });
  for (const [number, id] of graph.ids.entries()) {
    if (seen.links.has(id)) continue;
    if (!seen.unitPlaces[number]) throw new Refusal(undefined, { error: `${id} is no archive unit` });
    if (input.existing.has(id) && (graph.parents[number] as number[]).length > 0)
      throw new Refusal('MODIFY_PARENT_EXISTING_UNIT_UNAUTHORIZED', { ArchiveUnit: id });
  }
  const place = new GraphPlacing(input, graph);
  const entered = order.filter((number) => {
    const id = graph.ids[number] as string;
    return !input.existing.has(id) && !seen.links.has(id);
  });
  const unitChunks = await writeUnits(input, place, entered);
  const groupChunks = await writeGroups(input, place);
  const parents = new Set<UnitId>();
  for (const unit of input.existing.values()) parents.add(unit.id);
  if (input.contractNode) parents.add(input.contractNode.id);
  const plan: Plan = {
    unitChunks,
    groupChunks,
    parents: [...parents],
    existing: [...input.existing].map(([manifestId, { id }]) => ({ manifestId, id })),
    touchedGroups: place.touchedGroups(),
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
      const og = seen.unitGroups.get(number)?.given;
      const existingGroup = input.existingGroups.get(seen.existingGroups.get(u.id) ?? '')?.id as
        | GroupId
        | undefined;
      await chunks.add({
        manifestId: u.id,
        id: place.unit(number),
        ...(og === undefined ? {} : { og }),
        ...(existingGroup === undefined ? {} : { og: existingGroup, existingGroup: true }),
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

async function writeGroups(input: PlanInput, place: GraphPlacing): Promise<number> {
  const { folder, seen, agency } = input;
  const file = await folder.open(FILES.rawObjects);
  const spool = new LineReader(file);
  const chunks = new ChunkWriter<PlannedGroup>(folder, FILES.groups);
  try {
    for (const group of seen.groups.values()) {
      const places = group.units.map((number) => ({ id: place.unit(number), ...place.place(number) }));
      const objects: PlannedObject[] = [];
      for (const object of group.objects) {
        const { o } = await spool.read<{ o: DataObjectRecord }>(object);
        objects.push(plannedObject(o, object, input));
      }
      group.chunk = await chunks.add({
        manifestId: group.manifestId,
        id: group.given,
        objects,
        up: places.map(({ id }) => id),
        us: [...new Set(places.flatMap(({ id, us }) => [id, ...us]))],
        sps: [...new Set([...(agency === undefined ? [] : [agency]), ...places.flatMap(({ sps }) => sps)])],
        events: await groupEvents(spool, group.place),
      });
    }
    return await chunks.finish();
  } finally {
    await file.close();
  }
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

async function groupEvents(lines: LineReader, place: Place | undefined): Promise<readonly JsonObject[]> {
  return place ? (await lines.read<{ g: DataObjectGroupRecord }>(place)).g.events : [];
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
