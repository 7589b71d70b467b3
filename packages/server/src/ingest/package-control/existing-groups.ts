import type { GroupId, OperationId, TenantId, Tx } from '../../platform/index.ts';
import { versionNumber } from '../objects/group-doc.ts';
import type { ExistingUnit } from './attachments.ts';
import { Refusal } from './refusal.ts';
import type { SeenGroup, SeenManifest } from './seen-manifest.ts';

/** Archived object groups that gain units or objects of a manifest (spec ingest.md 9.2, 9.5). */

export interface ExistingGroup {
  readonly id: GroupId;
  readonly version: number;
  readonly sp: string | null;
  /** Highest number of the objects of each usage. */
  readonly usages: Readonly<Record<string, number>>;
}

/** Usages that the ingest contract lets be added; undefined: all. */
export type AddableUsages = readonly string[] | undefined;

/**
 * The archived groups of a manifest, by identifier. Until the operation has ended no other changes them: the numbers
 * that its objects get are theirs.
 * @throws Refusal NOT_FOUND_ATTACHMENT; without sub-code where another operation is at one of them
 */
export async function claimGroups(
  tx: Tx,
  tenant: TenantId,
  operation: OperationId,
  seen: SeenManifest,
  existing: ReadonlyMap<string, ExistingUnit>,
): Promise<Map<string, ExistingGroup>> {
  const wanted = new Set<string>(seen.existingGroups.values());
  for (const [manifestId, { og }] of existing) {
    if (seen.existingGroups.has(manifestId))
      throw new Refusal(
        undefined,
        { ArchiveUnit: manifestId, error: 'an archived unit keeps the object group that it has' },
        { units: [manifestId] },
      );
    if (og !== null && groupNamedBy(seen, manifestId)) wanted.add(og);
  }
  if (wanted.size === 0) return new Map();
  const ids = [...wanted].sort();
  await tx.query(
    `insert into claimed_group (tenant, id, operation) select $1, id, $2 from unnest($3::text[]) id
     on conflict (tenant, id) do nothing`,
    [tenant, operation, ids],
  );
  const [taken] = await tx.query<{ id: string; operation: string }>(
    'select id, operation from claimed_group where tenant = $1 and id = any ($2) and operation <> $3 limit 1',
    [tenant, ids, operation],
  );
  if (taken)
    throw new Refusal(
      undefined,
      {
        ObjectGroup: taken.id,
        error: `the operation ${taken.operation} is changing it: send the transfer again when that has ended`,
      },
      { units: unitsOf(taken.id, seen, existing) },
    );
  const found = new Map((await groupsById(tx, tenant, ids)).map((group) => [group.id as string, group]));
  for (const [unit, group] of seen.existingGroups)
    if (!found.has(group))
      throw new Refusal(
        'NOT_FOUND_ATTACHMENT',
        { [unit]: { ObjectGroup: `[MetadataName:#id, MetadataValue : ${group}]` } },
        { units: [unit] },
      );
  return found;
}

/** Units of the manifest that are attached to an archived group, or stand for one that has it. */
function unitsOf(group: string, seen: SeenManifest, existing: ReadonlyMap<string, ExistingUnit>): string[] {
  const attached = [...seen.existingGroups].flatMap(([unit, id]) => (id === group ? [unit] : []));
  return [...attached, ...[...existing].flatMap(([unit, { og }]) => (og === group ? [unit] : []))];
}

function groupNamedBy(seen: SeenManifest, manifestId: string): SeenGroup | undefined {
  return seen.unitGroups.get(seen.graph.numberOf(manifestId) as number);
}

async function groupsById(tx: Tx, tenant: TenantId, ids: readonly string[]): Promise<ExistingGroup[]> {
  return tx.query<ExistingGroup>(
    `select id, version, sp,
            (select coalesce(jsonb_object_agg(usage ->> 'qualifier', highest), '{}')
             from jsonb_array_elements(doc -> 'qualifiers') usage, lateral (
               select max(substring(object ->> 'DataObjectVersion' from '[0-9]+$')::integer) as highest
               from jsonb_array_elements(usage -> 'versions') object) numbers) as usages
     from object_group where tenant = $1 and id = any ($2)`,
    [tenant, ids],
  );
}

/**
 * Leads the groups to which archived units of the manifest refer into the groups that these have: the objects get the
 * numbers that follow, usage by usage.
 * @throws Refusal UNAUTHORIZED_ATTACHMENT (a unit without group), SUBTASK_UNAUTHORIZED_ATTACHMENT_BY_BAD_SP,
 * ATTACHMENT_OBJECTGROUP
 */
export function leadIntoExisting(
  seen: SeenManifest,
  existing: ReadonlyMap<string, ExistingUnit>,
  groups: ReadonlyMap<string, ExistingGroup>,
  agency: string | undefined,
  addable: AddableUsages,
): void {
  const notAddable = { units: new Set<string>(), groups: new Set<SeenGroup>(), into: new Set<string>() };
  for (const [manifestId, { og }] of existing) {
    const group = groupNamedBy(seen, manifestId);
    if (!group) continue;
    const faulty = { units: [manifestId], groups: [group] };
    const target = og === null ? undefined : groups.get(og);
    if (!target)
      throw new Refusal(
        'UNAUTHORIZED_ATTACHMENT',
        {
          ArchiveUnit: manifestId,
          message: 'the archived unit has no object group to which objects could be added',
        },
        faulty,
      );
    if (group.into && group.into.id !== target.id)
      throw new Refusal(
        undefined,
        {
          DataObjectGroupId: group.manifestId,
          error: 'its objects would go into two archived object groups',
        },
        faulty,
      );
    if (target.sp !== (agency ?? null))
      throw new Refusal(
        'SUBTASK_UNAUTHORIZED_ATTACHMENT_BY_BAD_SP',
        {
          ArchiveUnit: manifestId,
          ObjectGroup: target.id,
          error: `the object group is of the agency ${target.sp}, the transfer of ${agency}`,
        },
        faulty,
      );
    if (addable && group.objects.some(({ usage }) => !addable.includes(usage))) {
      notAddable.units.add(manifestId);
      notAddable.groups.add(group);
      notAddable.into.add(target.id);
    }
    group.into = target;
    group.given = target.id;
  }
  const units = [...notAddable.units];
  if (units.length > 0)
    throw new Refusal(
      'ATTACHMENT_OBJECTGROUP',
      { ArchiveUnit: units, DataObjectGroup: [...notAddable.into] },
      { units, groups: [...notAddable.groups] },
    );
  renumber(seen.groups.values());
}

/** Objects of a usage that the archived group has follow its last one; those of a new usage stay as they are. */
function renumber(groups: Iterable<SeenGroup>): void {
  const highest = new Map<GroupId, Record<string, number>>();
  for (const { into, objects } of groups) {
    if (!into) continue;
    const known = highest.get(into.id) ?? { ...into.usages };
    const before = { ...known };
    const inOrder = objects.toSorted(
      (one, other) => versionNumber(one.version) - versionNumber(other.version),
    );
    for (const object of inOrder) {
      const number = object.usage in before ? (known[object.usage] ?? 0) + 1 : versionNumber(object.version);
      object.version = `${object.usage}_${number}`;
      known[object.usage] = Math.max(number, known[object.usage] ?? 0);
    }
    highest.set(into.id, known);
  }
}
