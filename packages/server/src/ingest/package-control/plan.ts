import type {
  ArchiveUnitLink,
  ArchiveUnitRecord,
  DataObjectGroupRecord,
  DataObjectRecord,
  JsonObject,
  TransferHeader,
  UpdateOperation,
} from '@perenne/seda';
import type { GroupId, GuidMaker, ObjectId, TenantId, UnitId } from '../../platform/index.ts';
import type { WorkFile, WorkFolder } from '../../storage/index.ts';
import type { PackageEntry } from '../container/package-file.ts';
import {
  CHUNK,
  chunksOf,
  eachLine,
  FILES,
  type Plan,
  type PlannedGroup,
  type PlannedObject,
  type PlannedUnit,
  writeLines,
} from '../work-files.ts';
import type { ExistingGroup, ExistingUnit } from './attachments.ts';
import { withManagementMetadata } from './management-metadata.ts';
import { withReferences } from './references.ts';
import { Refusal } from './refusal.ts';
import {
  ancestorsByDistance,
  cycleText,
  levelOrder,
  refuseCycle,
  type UnitGraph,
  UnitGraphBuilder,
} from './unit-graph.ts';
import { usageOf } from './usages.ts';

/** A line of the spooled manifest. */
export type UnitLine = { readonly u: ArchiveUnitRecord } | { readonly l: ArchiveUnitLink };
export type ObjectLine = { readonly o: DataObjectRecord } | { readonly g: DataObjectGroupRecord };

/** Where a line lies in its file. */
interface Place {
  readonly position: number;
  readonly length: number;
}

interface SeenObject extends Place {
  readonly id: string;
  readonly given: ObjectId;
  readonly kind: 'binary' | 'physical';
  readonly usage: string;
  readonly version: string;
  readonly declaredVersion: boolean;
}

interface SeenGroup {
  readonly manifestId: string;
  readonly given: GroupId;
  readonly objects: SeenObject[];
  /** Numbers of the units that refer to it. */
  readonly units: number[];
  /** Opened by an object alone: its manifest id is the object's. */
  readonly implicit: boolean;
  place?: Place;
}

/** What a manifest holds, in compact form: the descriptions stay in the spool. */
export interface SeenManifest {
  readonly graph: UnitGraphBuilder;
  /** Place of the description of each unit, by number. */
  readonly unitPlaces: (Place | undefined)[];
  readonly groups: Map<string, SeenGroup>;
  readonly objectGroup: Map<string, SeenGroup>;
  readonly objects: Map<string, SeenObject>;
  readonly updates: Map<string, UpdateOperation>;
  /** Units attached to existing groups: manifest id to GUID. */
  readonly existingGroups: Map<string, string>;
  /** Group of each unit of the manifest, by number. */
  readonly unitGroups: Map<number, SeenGroup>;
  /** Links by their own identifier, with what each leads to. */
  readonly links: Map<string, string>;
}

/** Reads the spooled manifest once and gathers what the controls need. @throws Refusal */
export async function seeManifest(
  folder: WorkFolder,
  guids: GuidMaker,
  tenant: TenantId,
): Promise<SeenManifest> {
  const seen: SeenManifest = {
    graph: new UnitGraphBuilder(),
    unitPlaces: [],
    groups: new Map(),
    objectGroup: new Map(),
    objects: new Map(),
    updates: new Map(),
    existingGroups: new Map(),
    unitGroups: new Map(),
    links: new Map(),
  };
  await eachLine(folder, FILES.rawObjects, (line, position) => {
    const record: ObjectLine = JSON.parse(line.toString());
    const place = { position, length: line.length };
    if ('o' in record) seeObject(seen, record.o, place, guids, tenant);
    else groupOf(seen, record.g.id, false, guids, tenant).place = place;
  });
  await eachLine(folder, FILES.rawUnits, (line, position) => {
    const record: UnitLine = JSON.parse(line.toString());
    if ('u' in record) seeUnit(seen, record.u, { position, length: line.length });
    else {
      const { id, targetId, enclosingUnitId } = record.l;
      seen.links.set(id, targetId);
      seen.graph.number(targetId);
      if (enclosingUnitId !== undefined) seen.graph.edge(enclosingUnitId, targetId);
    }
  });
  for (const link of seen.links.keys())
    if (seen.graph.numberOf(link) !== undefined) seen.graph.redirect(link, ledTo(seen.links, link));
  return seen;
}

/** What a link leads to in the end, through other links. @throws Refusal CHECK_MANIFEST_LOOP */
function ledTo(links: ReadonlyMap<string, string>, link: string): string {
  const passed = new Set<string>();
  let target = link;
  for (let next = links.get(target); next !== undefined; next = links.get(target)) {
    if (passed.has(target)) throw new Refusal('CHECK_MANIFEST_LOOP', cycleText([...passed, target]));
    passed.add(target);
    target = next;
  }
  return target;
}

function groupOf(
  seen: SeenManifest,
  id: string,
  implicit: boolean,
  guids: GuidMaker,
  tenant: TenantId,
): SeenGroup {
  let group = seen.groups.get(id);
  if (!group) {
    group = {
      manifestId: id,
      given: guids.make('objectGroup', tenant) as GroupId,
      objects: [],
      units: [],
      implicit,
    };
    seen.groups.set(id, group);
  }
  return group;
}

function seeObject(
  seen: SeenManifest,
  record: DataObjectRecord,
  place: Place,
  guids: GuidMaker,
  tenant: TenantId,
): void {
  const named = record.enclosingGroupId ?? record.dataObjectGroupId ?? record.dataObjectGroupReferenceId;
  const group = groupOf(seen, named ?? record.id, named === undefined, guids, tenant);
  const object: SeenObject = {
    ...place,
    id: record.id,
    given: guids.make('object', tenant) as ObjectId,
    kind: record.kind,
    declaredVersion: record.version !== undefined,
    ...usageOf(record),
  };
  group.objects.push(object);
  seen.objects.set(record.id, object);
  seen.objectGroup.set(record.id, group);
}

function seeUnit(seen: SeenManifest, record: ArchiveUnitRecord, place: Place): void {
  const { graph } = seen;
  const number = graph.number(record.id);
  seen.unitPlaces[number] = place;
  if (record.enclosingUnitId !== undefined) graph.edge(record.enclosingUnitId, record.id);
  if (record.updateOperation) seen.updates.set(record.id, record.updateOperation);
  if (record.references.length > 1)
    throw new Refusal('ARCHIVEUNIT_REFERENCES_MULTIPLE_OBJECTGROUP', { ArchiveUnit: record.id });
  const [reference] = record.references;
  if (!reference) return;
  if (reference.kind === 'existing') {
    seen.existingGroups.set(record.id, reference.id);
    return;
  }
  const group =
    reference.kind === 'object' ? seen.objectGroup.get(reference.id) : seen.groups.get(reference.id);
  if (reference.kind === 'object' && group && group.manifestId !== reference.id)
    throw new Refusal('EXISTING_OG_NOT_DECLARED', {
      ArchiveUnit: record.id,
      BinaryDataObjectId: reference.id,
      DataObjectGroupId: group.manifestId,
    });
  if (!group)
    throw new Refusal(undefined, { ArchiveUnit: record.id, error: `${reference.id} is no object group` });
  seen.unitGroups.set(number, group);
  group.units.push(number);
}

/** Controls of groups (spec ingest.md 8.4.4, 10.2). @throws Refusal */
export function checkGroups(groups: Iterable<SeenGroup>, masterMandatory: boolean): void {
  for (const { manifestId, objects } of groups) {
    const versions = new Set<string>();
    for (const { version } of objects) {
      if (versions.has(version))
        throw new Refusal(undefined, { DataObjectGroupId: manifestId, error: `two objects are ${version}` });
      versions.add(version);
    }
    const isMaster = ({ kind, usage }: SeenObject) => kind === 'physical' || usage === 'BinaryMaster';
    if (masterMandatory && !objects.some(isMaster))
      throw new Refusal('MASTER_MANDATORY_REQUIRED', { DataObjectGroupId: manifestId });
    for (const usage of ['BinaryMaster', 'PhysicalMaster'])
      if (objects.some((object) => object.usage === usage) && !versions.has(`${usage}_1`))
        throw new Refusal('EXPECTED_MANDATORY_VERSION_1', {
          MsgError: `the object group ${manifestId} has a ${usage} and no ${usage}_1`,
        });
  }
}

export interface PlanInput {
  readonly folder: WorkFolder;
  readonly guids: GuidMaker;
  readonly tenant: TenantId;
  readonly header: TransferHeader;
  readonly seen: SeenManifest;
  readonly existing: ReadonlyMap<string, ExistingUnit>;
  readonly existingGroups: ReadonlyMap<string, ExistingGroup>;
  readonly contractNode: ExistingUnit | undefined;
  /** Producing agency put on what is entered; absent for a holding scheme. */
  readonly agency: string | undefined;
  readonly unitDepth: number;
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
  await writeUnits(input, place, entered);
  const { groups, bytes } = await writeGroups(input, place);
  const parents = new Set<UnitId>();
  for (const unit of input.existing.values()) parents.add(unit.id);
  if (input.contractNode) parents.add(input.contractNode.id);
  const plan: Plan = {
    units: entered.length,
    groups,
    bytes,
    parents: [...parents],
    existing: [...input.existing].map(([manifestId, { id }]) => ({ manifestId, id })),
    touchedGroups: place.touchedGroups(),
  };
  await folder.write(FILES.plan, JSON.stringify(plan));
  return plan;
}

/** Identifiers and ancestors of the units of one manifest. */
class GraphPlacing {
  readonly #input: PlanInput;
  readonly #graph: UnitGraph;
  readonly #given: UnitId[];
  readonly #root: ExistingUnit | undefined;

  constructor(input: PlanInput, graph: UnitGraph) {
    this.#input = input;
    this.#graph = graph;
    this.#root = input.contractNode;
    this.#given = graph.ids.map(
      (id) => input.existing.get(id)?.id ?? (input.guids.make('unit', input.tenant) as UnitId),
    );
  }

  unit(number: number): UnitId {
    return this.#given[number] as UnitId;
  }

  unitNamed(manifestId: string): UnitId | undefined {
    const number = this.#input.seen.graph.numberOf(manifestId);
    return number === undefined ? undefined : this.#given[number];
  }

  manifestId(number: number): string {
    return this.#graph.ids[number] as string;
  }

  /** A unit without parent in the manifest, or all of whose parents are existing units (spec ingest.md 9.1). */
  isRoot(number: number): boolean {
    return this.#parents(number).every((parent) => this.#existing(parent));
  }

  place(number: number) {
    const { agency } = this.#input;
    const parents = this.#parents(number);
    const existingParents = parents.flatMap((parent) => this.#existing(parent) ?? []);
    const distances = ancestorsByDistance(
      number,
      this.#graph.parents,
      (each) => this.unit(each),
      (each) => this.#existing(each)?.uds ?? this.#aboveRoot(each),
    );
    const up: UnitId[] = parents.map((parent) => this.unit(parent));
    if (this.#root && this.isRoot(number)) {
      if (!up.includes(this.#root.id)) up.push(this.#root.id);
      existingParents.push(this.#root);
      join(distances, 0, this.#underRoot());
    }
    const us = [...new Set(distances.flat())];
    const sps = new Set(agency === undefined ? [] : [agency]);
    for (const each of this.#existingAbove(number)) for (const sp of each.sps) sps.add(sp);
    return {
      up,
      us,
      uds: Object.fromEntries(distances.map((ids, at) => [String(at + 1), ids])),
      maxDepth: distances.length + 1,
      sps: [...sps],
      existingParents: [...new Set(existingParents.map(({ id }) => id))],
    };
  }

  touchedGroups(): Plan['touchedGroups'] {
    const touched = new Map<string, { up: UnitId[]; us: Set<UnitId>; sps: Set<string> }>();
    for (const [manifestId, group] of this.#input.seen.existingGroups) {
      const number = this.#input.seen.graph.numberOf(manifestId) as number;
      const { us, sps } = this.place(number);
      const each = touched.get(group) ?? { up: [], us: new Set(), sps: new Set() };
      each.up.push(this.unit(number));
      for (const id of [this.unit(number), ...us]) each.us.add(id);
      for (const sp of sps) each.sps.add(sp);
      touched.set(group, each);
    }
    return [...touched].map(([id, { up, us, sps }]) => ({
      id: id as GroupId,
      up,
      us: [...us],
      sps: [...sps],
    }));
  }

  #parents(number: number): readonly number[] {
    return this.#graph.parents[number] as readonly number[];
  }

  #existing(number: number): ExistingUnit | undefined {
    return this.#input.existing.get(this.manifestId(number));
  }

  /** What the contract's node puts above a root that is somebody's ancestor. */
  #aboveRoot(number: number): Record<string, readonly UnitId[]> | undefined {
    if (!this.#root || !this.isRoot(number) || this.#parents(number).length > 0) return undefined;
    return Object.fromEntries(this.#underRoot().map((ids, at) => [String(at + 1), ids]));
  }

  #underRoot(): UnitId[][] {
    const { id, uds } = this.#root as ExistingUnit;
    const above = Object.entries(uds).map(([distance, ids]) => [Number(distance), ids] as const);
    const distances: UnitId[][] = [[id]];
    for (const [distance, ids] of above) distances[distance] = [...ids];
    return distances;
  }

  /** Existing units among the ancestors: their agencies come down on what is below. */
  #existingAbove(number: number): ExistingUnit[] {
    if (this.#input.existing.size === 0) return this.#root ? [this.#root] : [];
    const found = new Set<ExistingUnit>(this.#root ? [this.#root] : []);
    const front = [...this.#parents(number)];
    const seen = new Set(front);
    for (let at = 0; at < front.length; at++) {
      const existing = this.#existing(front[at] as number);
      if (existing) found.add(existing);
      for (const parent of this.#parents(front[at] as number))
        if (!seen.has(parent)) {
          seen.add(parent);
          front.push(parent);
        }
    }
    return [...found];
  }
}

/** Adds ancestors by distance to others, `distance` further away. */
function join(distances: UnitId[][], further: number, added: readonly (readonly UnitId[])[]): void {
  for (const [at, ids] of added.entries()) {
    const known = distances[further + at] ?? [];
    distances[further + at] = [...new Set([...known, ...ids])];
  }
}

async function writeUnits(input: PlanInput, place: GraphPlacing, entered: readonly number[]): Promise<void> {
  const { folder, seen, header } = input;
  const file = await folder.open(FILES.rawUnits);
  const spool = new LineReader(file);
  const given = {
    unit: (id: string) => place.unitNamed(id),
    object: (id: string) => seen.objects.get(id)?.given,
    group: (id: string) => (seen.groups.get(id) ?? seen.objectGroup.get(id))?.given,
  };
  try {
    for (let chunk = 0; chunk < chunksOf(entered.length); chunk++) {
      const numbers = entered.slice(chunk * CHUNK, (chunk + 1) * CHUNK);
      const lines: PlannedUnit[] = [];
      for (const number of numbers) {
        const { u } = await spool.read<{ u: ArchiveUnitRecord }>(seen.unitPlaces[number] as Place);
        const og = seen.unitGroups.get(number)?.given;
        const existingGroup = input.existingGroups.get(seen.existingGroups.get(u.id) ?? '')?.id as
          | GroupId
          | undefined;
        lines.push({
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
      await writeLines(folder, FILES.units(chunk), lines);
    }
  } finally {
    await file.close();
  }
}

async function writeGroups(
  input: PlanInput,
  place: GraphPlacing,
): Promise<{ groups: number; bytes: number }> {
  const { folder, seen, agency } = input;
  const file = await folder.open(FILES.rawObjects);
  const spool = new LineReader(file);
  const groups = [...seen.groups.values()];
  let bytes = 0;
  try {
    for (let chunk = 0; chunk < chunksOf(groups.length); chunk++) {
      const lines: PlannedGroup[] = [];
      for (const group of groups.slice(chunk * CHUNK, (chunk + 1) * CHUNK)) {
        const places = group.units.map((number) => ({ id: place.unit(number), ...place.place(number) }));
        const objects: PlannedObject[] = [];
        for (const object of group.objects) {
          const { o } = await spool.read<{ o: DataObjectRecord }>(object);
          const planned = plannedObject(o, object, input);
          bytes += planned.entry?.size ?? 0;
          objects.push(planned);
        }
        lines.push({
          manifestId: group.manifestId,
          id: group.given,
          objects,
          up: places.map(({ id }) => id),
          us: [...new Set(places.flatMap(({ id, us }) => [id, ...us]))],
          sps: [...new Set([...(agency === undefined ? [] : [agency]), ...places.flatMap(({ sps }) => sps)])],
          events: await groupEvents(spool, group.place),
        });
      }
      await writeLines(folder, FILES.groups(chunk), lines);
    }
  } finally {
    await file.close();
  }
  return { groups: groups.length, bytes };
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
const AHEAD = 4 * 1024 * 1024;

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
