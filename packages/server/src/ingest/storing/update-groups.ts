import type { CompactEvent } from '../../logbook/index.ts';
import { type ChunkResult, indented } from '../../operations/index.ts';
import { type EntryRun, planOf } from '../entry.ts';
import type { Plan, TouchedGroup } from '../work-files.ts';
import {
  type Group,
  type GroupToStore,
  readGroups,
  withGain,
  writeGroupDocuments,
} from './group-documents.ts';
import { verifyPack } from './packs.ts';
import { stageGroups } from './stage-rows.ts';

/** Groups in one pack of documents. */
const CHUNK = 1_000;

/** Groups that only gain units, of one chunk: those that gain objects too are written with these. */
function toWrite({ touchedGroups }: Plan, chunk: number): TouchedGroup[] {
  return touchedGroups.slice(chunk * CHUNK, (chunk + 1) * CHUNK).filter(({ extended }) => !extended);
}

export async function updateChunks(run: EntryRun): Promise<number> {
  return Math.ceil((await planOf(run)).touchedGroups.length / CHUNK);
}

/** Numbers of the packs in which STP_UPDATE_OBJECT_GROUP writes documents: they follow those of the groups' chunks. */
export function updatePacks(plan: Plan): number[] {
  const chunks = Array.from({ length: Math.ceil(plan.touchedGroups.length / CHUNK) }, (_, chunk) => chunk);
  return chunks.filter((chunk) => toWrite(plan, chunk).length > 0).map((chunk) => plan.groupChunks + chunk);
}

/**
 * STP_UPDATE_OBJECT_GROUP for one chunk (spec ingest.md 14.4): the documents of archived groups with the units that
 * they gain, which the publication makes theirs.
 */
export async function updateGroups(run: EntryRun, chunk: number): Promise<ChunkResult> {
  const { tenant, id: operation, house } = run;
  const plan = await planOf(run);
  const touched = toWrite(plan, chunk);
  const count = Math.min(CHUNK, plan.touchedGroups.length - chunk * CHUNK);
  const done = { status: 'OK' as const, meter: { OK: count } };
  const actions = {
    OBJECT_GROUP_UPDATE: done,
    COMMIT_LIFE_CYCLE_OBJECT_GROUP: done,
    OG_METADATA_STORAGE: done,
  };
  if (touched.length === 0) return { actions };
  const ids = touched.map(({ id }) => id);
  const archived = await house.database.inTenant(tenant, (tx) => readGroups(tx, tenant, ids));
  const now = house.clock.now();
  const groups = touched.flatMap(({ id, version, ...gain }): GroupToStore[] => {
    const before = archived.get(id);
    // What is gone meanwhile is found missing by the publication.
    if (!before) return [];
    const after = withGain(before, operation, gain);
    const row = { id, up: gain.up, us: gain.us, sps: gain.sps, doc: after.doc, changes: version };
    return [{ group: after, row: { ...row, events: [updateEvent(before, after, now)] } }];
  });
  const pack = plan.groupChunks + chunk;
  await writeGroupDocuments(run, pack, groups, now);
  await verifyPack(run, 'objectgroups', pack);
  return {
    actions,
    effects: (tx) =>
      stageGroups(
        tx,
        { tenant, operation, at: now },
        groups.map(({ row }) => row),
      ),
  };
}

/** What a group's life cycle says of the units that it gains; laid out as clients compare it (spec ingest.md 4.1). */
export function updateEvent(before: Group, after: Group, now: Date): CompactEvent {
  const lines = (['ops', 'sps', 'up'] as const).flatMap((member) =>
    before[member].length === after[member].length
      ? []
      : [`-  "_${member}" : ${indented(before[member])}`, `+  "_${member}" : ${indented(after[member])}`],
  );
  return ['LFC.OBJECT_GROUP_UPDATE', now.getTime(), 'O', indented({ diff: lines.join('\n'), version: 1 })];
}
