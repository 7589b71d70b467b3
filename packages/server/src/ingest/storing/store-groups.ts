import type { ChunkResult } from '../../operations/index.ts';
import { type EntryRun, folderOf, headerOf } from '../entry.ts';
import { IMPLEMENTATION } from '../implementation.ts';
import { LifeCycleEvents } from '../life-cycle-events.ts';
import type { CheckedGroup } from '../objects/group-controls.ts';
import type { GroupDoc } from '../objects/group-doc.ts';
import type { ChunkContainers, ObjectPlace } from '../objects/stage-objects.ts';
import { FILES, readLines } from '../work-files.ts';
import {
  type Group,
  type GroupToStore,
  readGroups,
  withGain,
  writeGroupDocuments,
} from './group-documents.ts';
import { stageGroups } from './stage-rows.ts';
import { copyRows } from './staging.ts';
import { updateEvent } from './update-groups.ts';

const PLACE_COLUMNS = [
  'tenant',
  'operation',
  'category',
  'name',
  'strategy',
  'container',
  'entry_offset',
  'size',
  'digest',
  'offers',
];

/**
 * STP_OBJ_STORING for one chunk (spec ingest.md 14.1): reads back every copy of what was staged, then stages the
 * groups' rows and writes their documents on the offers.
 */
export async function storeGroups(run: EntryRun, chunk: number): Promise<ChunkResult> {
  const { tenant, id: operation, house } = run;
  const [containers, ...groups] = await readLines<ChunkContainers | CheckedGroup>(
    folderOf(run),
    FILES.checkedGroups(chunk),
  );
  const { pack, files, places } = containers as ChunkContainers;
  if (pack)
    await house.storage.verify(pack.container, { size: pack.size, digest: Buffer.from(pack.digest, 'hex') });
  for (const file of files)
    await house.storage.verify(file.container, { size: file.size, digest: Buffer.from(file.digest, 'hex') });
  const stored = [...places.map((place) => ({ ...place, offers: pack?.offers ?? [] })), ...files];
  const now = house.clock.now();
  const complete = await asTheyBecome(run, withStorageEvents(groups as CheckedGroup[], stored, now), now);
  await writeGroupDocuments(run, chunk, complete, now);
  const count = { OK: complete.length };
  return {
    actions: {
      OBJ_STORAGE: { status: 'OK', meter: count },
      OG_METADATA_INDEXATION: { status: 'OK', meter: count },
    },
    effects: async (tx) => {
      await stageGroups(
        tx,
        { tenant, operation, at: now },
        complete.map(({ row }) => row),
      );
      await copyRows(
        tx,
        'staged_placement',
        PLACE_COLUMNS,
        stored.map(({ name, container, offset, size, digest, offers }) => [
          tenant,
          operation,
          'objects',
          name,
          house.storage.strategy,
          container,
          offset,
          size,
          `\\x${digest}`,
          offers,
        ]),
      );
    },
  };
}

type StoredObject = ObjectPlace & { readonly offers: readonly string[] };

function withStorageEvents(
  groups: readonly CheckedGroup[],
  stored: readonly StoredObject[],
  now: Date,
): CheckedGroup[] {
  const byName = new Map(stored.map((object) => [object.name, object]));
  return groups.map((group) => {
    const events = new LifeCycleEvents(now.getTime());
    events.add('LFC.OBJ_STORAGE');
    for (const { versions } of group.doc.qualifiers)
      for (const { _id } of versions as readonly { _id: string }[]) {
        const object = byName.get(_id);
        if (object)
          events.addOfObject(
            { key: 'LFC.OBJ_STORAGE.OBJECT_STORAGE_SUB_TASK' },
            'OK',
            _id,
            storageDetail(_id, object.digest, object.offers),
          );
      }
    const { updatedQualifiers } = group.changes ?? {};
    events.add(
      'LFC.OG_METADATA_INDEXATION',
      'OK',
      updatedQualifiers && JSON.stringify({ updatedQualifiers }),
    );
    return { ...group, events: [...group.events, ...events.events] };
  });
}

function storageDetail(name: string, digest: string, offers: readonly string[]): string {
  return JSON.stringify({
    FileName: name,
    Algorithm: 'SHA-512',
    MessageDigest: digest,
    Offers: offers.join(','),
  });
}

/** New groups as they are, archived ones with what they gain. */
async function asTheyBecome(
  run: EntryRun,
  groups: readonly CheckedGroup[],
  now: Date,
): Promise<GroupToStore[]> {
  const { tenant, id: operation, house } = run;
  const changed = groups.flatMap(({ id, changes }) => (changes ? [id] : []));
  const archived =
    changed.length === 0
      ? new Map<string, Group>()
      : await house.database.inTenant(tenant, (tx) => readGroups(tx, tenant, changed));
  const header = await headerOf(run);
  const common = {
    opi: operation,
    ops: [operation],
    sp: header.originatingAgency ?? null,
    strategy: house.storage.strategy,
    sedaVersion: header.version,
    implementationVersion: IMPLEMENTATION,
    version: 0,
  };
  return groups.map(({ id, up, us, sps, doc, changes, events }) => {
    const row = { id, up, us, sps, doc, events };
    if (!changes) return { group: { ...common, id, up, sps, doc }, row: { ...row, changes: null } };
    // The publication finds out whether it is still the one that was planned with, or there at all.
    const before = archived.get(id) ?? { ...common, id, up: [], sps: [], doc: NOTHING };
    const group = withGain(before, operation, row);
    const told = up.length === 0 ? events : [...events, updateEvent(before, group, now)];
    return { group, row: { ...row, doc: group.doc, events: told, changes: changes.version } };
  });
}

const NOTHING: GroupDoc = { FileInfo: {}, qualifiers: [] };
