import { lifeCycleText } from '../../logbook/index.ts';
import type { ChunkResult } from '../../operations/index.ts';
import { canonicalJson } from '../../platform/index.ts';
import { type EntryRun, folderOf, headerOf } from '../entry.ts';
import { IMPLEMENTATION } from '../implementation.ts';
import { LifeCycleEvents } from '../life-cycle-events.ts';
import type { CheckedGroup } from '../objects/group-controls.ts';
import type { ChunkContainers, ObjectPlace } from '../objects/stage-objects.ts';
import { FILES, readLines } from '../work-files.ts';
import { keepPack } from './packs.ts';
import { stageGroups } from './stage-rows.ts';
import { copyRows } from './staging.ts';

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
  const complete = withStorageEvents(groups as CheckedGroup[], stored, now);
  await writeDocuments(run, chunk, complete, now);
  const count = { OK: complete.length };
  return {
    actions: {
      OBJ_STORAGE: { status: 'OK', meter: count },
      OG_METADATA_INDEXATION: { status: 'OK', meter: count },
    },
    effects: async (tx) => {
      await stageGroups(tx, { tenant, operation, at: now }, complete);
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
    for (const { versions } of group.doc.qualifiers as { versions: { _id: string }[] }[])
      for (const { _id } of versions) {
        const object = byName.get(_id);
        if (object)
          events.addOfObject(
            { key: 'LFC.OBJ_STORAGE.OBJECT_STORAGE_SUB_TASK' },
            'OK',
            _id,
            storageDetail(_id, object.digest, object.offers),
          );
      }
    events.add('LFC.OG_METADATA_INDEXATION');
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

/** Documents as they lie on the offers: computed members are left out (spec ingest.md 14.3). */
async function writeDocuments(
  run: EntryRun,
  chunk: number,
  groups: readonly CheckedGroup[],
  now: Date,
): Promise<void> {
  const { tenant, id: operation, house } = run;
  const header = await headerOf(run);
  const writer = await house.storage.openLines({ tenant, category: 'objectgroups', operation, chunk });
  try {
    for (const group of groups) {
      const { FileInfo, qualifiers } = group.doc;
      const got = {
        _id: group.id,
        _tenant: tenant,
        _profil: group.profile,
        FileInfo,
        _qualifiers: qualifiers,
        _nbc: group.nbObjects,
        _up: group.up,
        _opi: operation,
        _ops: [operation],
        _sp: header.originatingAgency,
        _storage: { strategyId: house.storage.strategy },
        _sedaVersion: header.version,
        _implementationVersion: IMPLEMENTATION,
        _v: 0,
      };
      const lfc = lifeCycleText(group.events, operation, now);
      await writer.add(group.id, `{"got":${canonicalJson(got)},"lfc":${lfc}}`);
    }
    await keepPack(run, 'objectgroups', chunk, await writer.finish());
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
