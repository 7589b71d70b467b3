import { createInterface } from 'node:readline';
import type { TenantId } from '../../platform/index.ts';
import { keptFile } from '../../referentials/index.ts';
import type { AuditHouse } from '../house.ts';
import type { GroupVerdict, ObjectFault } from '../objects/audited-group.ts';

/** Faults that a screen tells of; the file has them all. */
const MOST_TOLD = 100;

/** The report of an audit of objects, as a screen tells of it. */
export interface ReadReport {
  readonly groups: { readonly sound: number; readonly faulty: number };
  readonly objects: { readonly sound: number; readonly faulty: number };
  readonly faults: readonly {
    readonly object: string;
    readonly version: string;
    readonly unit: string | null;
    readonly offers: readonly { readonly id: string; readonly fault: ObjectFault | null }[];
  }[];
}

/** Reads no further than it tells; undefined: there is none. */
export async function readReport(
  house: AuditHouse,
  tenant: TenantId,
  id: string,
): Promise<ReadReport | undefined> {
  const file = await house.database.inTenant(tenant, (tx) =>
    keptFile(tx, house, tenant, 'reports', `${id}.jsonl`),
  );
  if (!file) return undefined;
  const heads: unknown[] = [];
  const faults: ReadReport['faults'][number][] = [];
  try {
    for await (const line of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (heads.length < 3) heads.push(JSON.parse(line));
      else faults.push(...faultsIn((JSON.parse(line) as { params: GroupVerdict }).params));
      if (faults.length >= MOST_TOLD) break;
    }
  } finally {
    file.destroy();
  }
  const { extendedInfo } = heads[1] as {
    extendedInfo: { globalResults: Record<'objectGroupsCount' | 'objectsCount', { OK: number; KO: number }> };
  };
  const { objectGroupsCount, objectsCount } = extendedInfo.globalResults;
  return {
    groups: { sound: objectGroupsCount.OK, faulty: objectGroupsCount.KO },
    objects: { sound: objectsCount.OK, faulty: objectsCount.KO },
    faults: faults.slice(0, MOST_TOLD),
  };
}

function faultsIn({ parentUnitIds, objectVersions }: GroupVerdict): ReadReport['faults'] {
  return objectVersions
    .filter(({ status }) => status !== 'OK')
    .map(({ id, version, offerIds }) => ({
      ...{ object: id, version, unit: parentUnitIds[0] ?? null },
      offers: offerIds.map((offer) => ({ id: offer.id, fault: offer.fault ?? null })),
    }));
}
