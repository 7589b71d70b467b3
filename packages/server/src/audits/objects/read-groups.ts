import type { TenantId, Tx } from '../../platform/index.ts';
import type { AuditedGroup } from './audited-group.ts';
import type { ListedGroup } from './list-groups.ts';

interface Row {
  readonly id: string;
  readonly opi: string;
  readonly sp: string | null;
  readonly strategy: string;
  readonly qualifiers: readonly Qualifier[] | null;
}

interface Qualifier {
  readonly qualifier: string;
  readonly versions: readonly {
    readonly _id: string;
    readonly _opi?: string;
    readonly DataObjectVersion: string;
    readonly MessageDigest?: string;
    readonly _storage?: { readonly strategyId?: string };
  }[];
}

/** Groups with their objects, as the database tells them; one that is gone since it was listed is left out. */
export async function readGroups(
  tx: Tx,
  tenant: TenantId,
  listed: readonly ListedGroup[],
): Promise<AuditedGroup[]> {
  const rows = await tx.query<Row>(
    `select id, opi, sp, strategy, doc -> 'qualifiers' as qualifiers from object_group
     where tenant = $1 and id = any ($2) order by id`,
    [tenant, listed.map(({ id }) => id)],
  );
  const units = new Map(listed.map((group) => [group.id, group.units]));
  return rows.map(({ id, opi, sp, strategy, qualifiers }) => ({
    ...{ id, opi, originatingAgency: sp ?? '', parentUnitIds: units.get(id) ?? [] },
    objects: (qualifiers ?? []).flatMap(({ qualifier, versions }) =>
      versions.map(({ _id, _opi, DataObjectVersion, MessageDigest, _storage }) => ({
        ...{ id: _id, opi: _opi ?? opi, qualifier, version: DataObjectVersion },
        strategyId: _storage?.strategyId ?? strategy,
        ...(MessageDigest === undefined ? {} : { digest: MessageDigest }),
      })),
    ),
  }));
}
