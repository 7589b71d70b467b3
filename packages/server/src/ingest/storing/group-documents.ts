import type { JsonObject } from '@perenne/seda';
import { lifeCycleText } from '../../logbook/index.ts';
import { canonicalJson, type TenantId, type Tx } from '../../platform/index.ts';
import type { EntryRun } from '../entry.ts';
import { countObjects, type GroupDoc, groupDoc, profileOf } from '../objects/group-doc.ts';
import { keepPack } from './packs.ts';
import type { StagedGroup } from './stage-rows.ts';

/** An object group as it stands, or as an operation makes it. */
export interface Group {
  readonly id: string;
  readonly opi: string;
  readonly ops: readonly string[];
  readonly sp: string | null;
  readonly sps: readonly string[];
  readonly up: readonly string[];
  readonly strategy: string;
  readonly sedaVersion: string;
  readonly implementationVersion: string;
  readonly version: number;
  readonly doc: GroupDoc;
}

/** What a group gains. */
export interface GroupGain {
  readonly up: readonly string[];
  readonly us: readonly string[];
  readonly sps: readonly string[];
  /** New objects. */
  readonly doc?: GroupDoc;
}

export async function readGroups(
  tx: Tx,
  tenant: TenantId,
  ids: readonly string[],
): Promise<Map<string, Group>> {
  const rows = await tx.query<Group>(
    `select id, opi, ops, sp, sps, up, strategy, seda_version as "sedaVersion",
            implementation_version as "implementationVersion", version, doc
     from object_group where tenant = $1 and id = any ($2)`,
    [tenant, ids],
  );
  return new Map(rows.map((group) => [group.id, group]));
}

/** The next form of a group (spec ingest.md 9.2, 9.5). */
export function withGain(group: Group, operation: string, { up, sps, doc }: GroupGain): Group {
  const added = (doc?.qualifiers ?? []).flatMap(({ qualifier, versions }) =>
    versions.map((version) => [qualifier, version] as const),
  );
  return {
    ...group,
    ops: [...new Set([...group.ops, operation])],
    up: [...new Set([...group.up, ...up])],
    sps: [...new Set([...group.sps, ...sps])],
    version: group.version + 1,
    doc: added.length === 0 ? group.doc : groupDoc(group.doc.qualifiers, added),
  };
}

/** A group's new form with its row to be staged. */
export interface GroupToStore {
  readonly group: Group;
  readonly row: StagedGroup;
}

/** Writes the documents of a chunk; those that an archived group had before stay where they are. */
export async function writeGroupDocuments(
  run: EntryRun,
  chunk: number,
  groups: readonly GroupToStore[],
  now: Date,
): Promise<void> {
  const { tenant, id: operation, house } = run;
  const writer = await house.storage.openLines({ tenant, category: 'objectgroups', operation, chunk });
  try {
    for (const { group, row } of groups) {
      const lfc = lifeCycleText(row.events, operation, now);
      await writer.add(group.id, `{"got":${canonicalJson(groupDocument(tenant, group))},"lfc":${lfc}}`);
    }
    await keepPack(run, 'objectgroups', chunk, await writer.finish());
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

/** As it lies on the offers: computed members are left out (spec ingest.md 14.3). */
export function groupDocument(tenant: TenantId, group: Group): JsonObject {
  return {
    _id: group.id,
    _tenant: tenant,
    _profil: profileOf(group.doc),
    FileInfo: group.doc.FileInfo,
    _qualifiers: group.doc.qualifiers,
    _nbc: countObjects(group.doc),
    _up: group.up,
    _opi: group.opi,
    _ops: group.ops,
    _sp: group.sp ?? undefined,
    _storage: { strategyId: group.strategy },
    _sedaVersion: group.sedaVersion,
    _implementationVersion: group.implementationVersion,
    _v: group.version,
  };
}
