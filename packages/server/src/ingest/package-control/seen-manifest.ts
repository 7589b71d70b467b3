import type {
  ArchiveUnitLink,
  ArchiveUnitRecord,
  DataObjectGroupRecord,
  DataObjectRecord,
  ExternalEvent,
  UpdateOperation,
} from '@perenne/seda';
import type { GroupId, GuidMaker, ObjectId, TenantId } from '../../platform/index.ts';
import type { WorkFolder } from '../../storage/index.ts';
import { eachLine, FILES } from '../work-files.ts';
import type { ExistingGroup } from './existing-groups.ts';
import { type Faulty, Refusal } from './refusal.ts';
import { added } from './short-list.ts';
import { cycleText, UnitGraphBuilder } from './unit-graph.ts';
import { usageOf } from './usages.ts';

/** A line of the spooled manifest. */
export type UnitLine = { readonly u: ArchiveUnitRecord } | { readonly l: ArchiveUnitLink };
export type ObjectLine = { readonly o: DataObjectRecord } | { readonly g: DataObjectGroupRecord };

/** Where a line lies in its file. */
export interface Place {
  readonly position: number;
  readonly length: number;
}

export interface SeenObject extends Place {
  readonly id: string;
  readonly given: ObjectId;
  readonly kind: 'binary' | 'physical';
  readonly usage: string;
  /** As declared; where the object goes into an archived group, with the number that it gets there. */
  version: string;
  readonly declaredVersion: boolean;
}

export interface SeenGroup {
  readonly manifestId: string;
  given: GroupId;
  /** Archived group into which its objects go. */
  into?: ExistingGroup;
  objects: SeenObject[];
  /** Numbers of the units that refer to it. */
  units: number[];
  /** Opened by an object alone: its manifest id is the object's. */
  readonly implicit: boolean;
  place?: Place;
  /** Chunk of the plan that holds it, once that is written. */
  chunk?: number;
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

export function nothingSeen(): SeenManifest {
  return {
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
}

/** Reads the spooled manifest once and gathers what the controls need. @throws Refusal */
export async function seeManifest(
  seen: SeenManifest,
  folder: WorkFolder,
  guids: GuidMaker,
  tenant: TenantId,
  now: Date,
): Promise<void> {
  await eachLine(folder, FILES.rawObjects, (line, position) => {
    const record: ObjectLine = JSON.parse(line.toString());
    const place = { position, length: line.length };
    if ('o' in record) seeObject(seen, record.o, place, guids, tenant);
    else {
      const group = groupOf(seen, record.g.id, false, guids, tenant);
      group.place = place;
      refuseEvents(record.g.id, record.g.events, now, { groups: [group] });
    }
  });
  await eachLine(folder, FILES.rawUnits, (line, position) => {
    const record: UnitLine = JSON.parse(line.toString());
    if ('u' in record) {
      refuseEvents(record.u.id, record.u.events, now, { units: [record.u.id] });
      seeUnit(seen, record.u, { position, length: line.length });
    } else {
      const { id, targetId, enclosingUnitId, padded } = record.l;
      if (padded)
        throw new Refusal(
          'CHECK_MANIFEST_MALFORMED_DATA',
          { error: `the reference of the link ${id} to ${targetId} has blanks or line breaks around it` },
          { units: [id] },
        );
      seen.links.set(id, targetId);
      seen.graph.number(targetId);
      if (enclosingUnitId !== undefined) seen.graph.edge(enclosingUnitId, targetId);
    }
  });
  for (const link of seen.links.keys())
    if (seen.graph.numberOf(link) !== undefined) seen.graph.redirect(link, ledTo(seen.links, link));
}

/** Clocks of producers differ, and their dates may have no zone. */
const CLOCKS_APART_MS = 24 * 3_600_000;

/** Events of a log book have happened (spec ingest.md 10.4). @throws Refusal CHECK_MANIFEST_MALFORMED_DATA */
function refuseEvents(id: string, events: readonly ExternalEvent[], now: Date, faulty: Faulty): void {
  for (const { evDateTime = '' } of events) {
    // A date or a year may carry a zone, which ECMAScript does not read.
    const instant = Date.parse(
      evDateTime.includes('T') ? evDateTime : evDateTime.replace(/(?:Z|[+-]\d\d:\d\d)$/, ''),
    );
    if (instant <= now.getTime() + CLOCKS_APART_MS) continue;
    const fault = Number.isNaN(instant) ? 'is no date that can be read' : 'is in the future';
    throw new Refusal(
      'CHECK_MANIFEST_MALFORMED_DATA',
      { error: `the date ${evDateTime.slice(0, 40)} of an event of ${id} ${fault}` },
      faulty,
    );
  }
}

/** What a link leads to in the end, through other links. @throws Refusal CHECK_MANIFEST_LOOP */
function ledTo(links: ReadonlyMap<string, string>, link: string): string {
  const passed = new Set<string>();
  let target = link;
  for (let next = links.get(target); next !== undefined; next = links.get(target)) {
    if (passed.has(target))
      throw new Refusal('CHECK_MANIFEST_LOOP', cycleText([...passed, target]), { units: [target] });
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
  group.objects = added(group.objects, object);
  seen.objects.set(record.id, object);
  seen.objectGroup.set(record.id, group);
}

function seeUnit(seen: SeenManifest, record: ArchiveUnitRecord, place: Place): void {
  const { graph } = seen;
  const number = graph.number(record.id);
  seen.unitPlaces[number] = place;
  if (record.enclosingUnitId !== undefined) graph.edge(record.enclosingUnitId, record.id);
  if (record.updateOperation) seen.updates.set(record.id, record.updateOperation);
  checkCustodialHistory(seen, record);
  if (record.references.length > 1)
    throw new Refusal(
      'ARCHIVEUNIT_REFERENCES_MULTIPLE_OBJECTGROUP',
      { ArchiveUnit: record.id },
      { units: [record.id] },
    );
  const [reference] = record.references;
  if (!reference) return;
  if (reference.kind === 'existing') {
    seen.existingGroups.set(record.id, reference.id);
    return;
  }
  const group =
    reference.kind === 'object' ? seen.objectGroup.get(reference.id) : seen.groups.get(reference.id);
  if (reference.kind === 'object' && group && group.manifestId !== reference.id)
    throw new Refusal(
      'EXISTING_OG_NOT_DECLARED',
      { ArchiveUnit: record.id, BinaryDataObjectId: reference.id, DataObjectGroupId: group.manifestId },
      { units: [record.id], groups: [group] },
    );
  if (!group)
    throw new Refusal(
      undefined,
      { ArchiveUnit: record.id, error: `${reference.id} is no object group` },
      { units: [record.id] },
    );
  seen.unitGroups.set(number, group);
  group.units = added(group.units, number);
}

/**
 * The file that tells the custody of a unit is a group or an object of the manifest (spec ingest.md 8.4.4).
 * @throws Refusal SUBTASK_UNAUTHORIZED_ATTACHMENT_BY_BAD_SP, which says so in the reference system
 */
function checkCustodialHistory(seen: SeenManifest, { id, content }: ArchiveUnitRecord): void {
  const history = content.CustodialHistory as { CustodialHistoryFile?: DataObjectReference } | undefined;
  const { DataObjectGroupReferenceId: group, DataObjectReferenceId: object } =
    history?.CustodialHistoryFile ?? {};
  const missing =
    group !== undefined && !seen.groups.has(group)
      ? `${group} is no object group`
      : object !== undefined && !seen.objects.has(object)
        ? `${object} is no object`
        : undefined;
  if (missing !== undefined)
    throw new Refusal(
      'SUBTASK_UNAUTHORIZED_ATTACHMENT_BY_BAD_SP',
      { ArchiveUnit: id, error: `the file of its custodial history is not there: ${missing}` },
      { units: [id] },
    );
}

interface DataObjectReference {
  readonly DataObjectGroupReferenceId?: string;
  readonly DataObjectReferenceId?: string;
}

/** Controls of groups (spec ingest.md 8.4.4, 10.2); an archived one has its master. @throws Refusal */
export function checkGroups(
  groups: Iterable<SeenGroup>,
  isNew: (group: SeenGroup) => boolean,
  masterMandatory: boolean,
): void {
  for (const group of groups) {
    const { manifestId, objects } = group;
    const faulty = { groups: [group] };
    const versions = new Set<string>();
    for (const { version } of objects) {
      if (versions.has(version))
        throw new Refusal(
          undefined,
          { DataObjectGroupId: manifestId, error: `two objects are ${version}` },
          faulty,
        );
      versions.add(version);
    }
    if (!isNew(group)) continue;
    const isMaster = ({ kind, usage }: SeenObject) => kind === 'physical' || usage === 'BinaryMaster';
    if (masterMandatory && !objects.some(isMaster))
      throw new Refusal('MASTER_MANDATORY_REQUIRED', { DataObjectGroupId: manifestId }, faulty);
    for (const usage of ['BinaryMaster', 'PhysicalMaster'])
      if (objects.some((object) => object.usage === usage) && !versions.has(`${usage}_1`))
        throw new Refusal(
          'EXPECTED_MANDATORY_VERSION_1',
          { MsgError: `the object group ${manifestId} has a ${usage} and no ${usage}_1` },
          faulty,
        );
  }
}
