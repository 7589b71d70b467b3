import { ADMINISTRATION_TENANT, type Database, type TenantId, type Tx } from '../platform/index.ts';
import type { Storage } from '../storage/index.ts';
import type {
  AccessContract,
  ArchivalProfile,
  Context,
  IngestContract,
  ManagementContract,
  ManagementRule,
  SecurityProfile,
} from './documents.ts';
import { keptFile } from './kept-files.ts';
import { existing, type KindName, readRow, readRows } from './store.ts';

/** What other rooms ask of the referentials. */

/** Those of the agencies that the tenant has. */
export function findAgencies(tx: Tx, tenant: TenantId, ids: readonly string[]): Promise<Set<string>> {
  return existing(tx, tenant, 'agency', ids);
}

/** Names of agencies, by identifier; those that the tenant has not are left out. */
export async function agencyNames(
  tx: Tx,
  tenant: TenantId,
  ids: readonly string[],
): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const rows = await tx.query<{ identifier: string; name: string }>(
    `select identifier, doc ->> 'Name' as name from referential
     where tenant = $1 and kind = 'agency' and identifier = any ($2)`,
    [tenant, [...new Set(ids)]],
  );
  return Object.fromEntries(rows.map(({ identifier, name }) => [identifier, name]));
}

async function find<D>(tx: Tx, tenant: TenantId, kind: KindName, identifier: string): Promise<D | undefined> {
  return (await readRow<D>(tx, tenant, kind, identifier))?.doc;
}

/** Undefined: the tenant has no such contract, whatever its status. */
export const findIngestContract = (tx: Tx, tenant: TenantId, id: string) =>
  find<IngestContract>(tx, tenant, 'ingest-contract', id);

/** The first of the ingest contracts that bear a name; names are for people and may be given twice. */
export async function findIngestContractByName(
  tx: Tx,
  tenant: TenantId,
  name: string,
): Promise<IngestContract | undefined> {
  const rows = await readRows<IngestContract>(tx, tenant, 'ingest-contract');
  return rows.find(({ doc }) => doc.Name === name)?.doc;
}

export const findAccessContract = (tx: Tx, tenant: TenantId, id: string) =>
  find<AccessContract>(tx, tenant, 'access-contract', id);

export const findManagementContract = (tx: Tx, tenant: TenantId, id: string) =>
  find<ManagementContract>(tx, tenant, 'management-contract', id);

export const findArchivalProfile = (tx: Tx, tenant: TenantId, id: string) =>
  find<ArchivalProfile>(tx, tenant, 'profile', id);

export const findContext = (database: Database, id: string) =>
  database.inTenant(ADMINISTRATION_TENANT, (tx) => find<Context>(tx, ADMINISTRATION_TENANT, 'context', id));

export const findSecurityProfile = (database: Database, id: string) =>
  database.inTenant(ADMINISTRATION_TENANT, (tx) =>
    find<SecurityProfile>(tx, ADMINISTRATION_TENANT, 'security-profile', id),
  );

/** True while a tenant has no document of a kind. */
export async function isEmpty(tx: Tx, tenant: TenantId, kind: KindName): Promise<boolean> {
  const [row] = await tx.query('select 1 from referential where tenant = $1 and kind = $2 limit 1', [
    tenant,
    kind,
  ]);
  return row === undefined;
}

/** Every management rule of the tenant, by `RuleId`. */
export async function rulesOf(tx: Tx, tenant: TenantId): Promise<Map<string, ManagementRule>> {
  const rows = await readRows<ManagementRule>(tx, tenant, 'rule');
  return new Map(rows.map(({ identifier, doc }) => [identifier, doc]));
}

/** The RNG or XSD file of a profile; undefined when none was given. @throws StorageError */
export async function archivalProfileFile(
  tx: Tx,
  storage: Storage,
  tenant: TenantId,
  profile: Pick<ArchivalProfile, 'Path'>,
): Promise<Buffer | undefined> {
  if (profile.Path === undefined) return undefined;
  const stream = await keptFile(tx, { storage }, tenant, 'profiles', profile.Path);
  if (!stream) return undefined;
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
