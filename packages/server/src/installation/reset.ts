import {
  ADMINISTRATION_TENANT,
  ArchiveError,
  type Platform,
  type TenantId,
  type Tx,
} from '../platform/index.ts';
import { FORMAT_SETTINGS, installFormats, installVocabulary } from '../referentials/index.ts';
import type { Storage, Workspace } from '../storage/index.ts';
import { storeContext } from './install.ts';

/** What says who may do what, and that the tenant is there: it stays. */
const KEPT: ReadonlySet<string> = new Set(['tenant', 'account_right']);

type Emptied = Pick<Platform, 'database' | 'guids' | 'clock' | 'log'> & {
  readonly storage: Storage;
  readonly workspace: Workspace;
};

/**
 * Puts a tenant back into its installed state, for tests: rows, what lies on the offers and in the work folder. With
 * the administration tenant go vocabulary, formats, contexts and security profiles of the platform, but for those of
 * the installation, and the keys and certificates of the contexts that go.
 * @throws ArchiveError tenantBusy: an operation of the tenant runs or is queued, and nothing is removed
 */
export async function resetTenant(house: Emptied, tenant: TenantId): Promise<void> {
  const { database, storage, workspace, log } = house;
  const left = await database.inTenant(tenant, async (tx) => {
    await refuseWhileBusy(tx, tenant);
    // Bytes go when no row names them any more; listed while no operation can begin, whose bytes would go too.
    const operations = new Set(await storage.operations(tenant));
    const working = (await workspace.list()).filter((each) => each.tenant === tenant);
    for (const table of await tablesOfTenants(tx))
      await tx.query(`delete from ${table} where tenant = $1`, [tenant]);
    await tx.query('update tenant set content_search = default, content_sweep = default where tenant = $1', [
      tenant,
    ]);
    if (tenant === ADMINISTRATION_TENANT) await installAnew(tx, house);
    return { operations, working };
  });
  if (tenant === ADMINISTRATION_TENANT) {
    await installVocabulary(house);
    await installFormats(house);
  }
  for (const operation of left.operations) await storage.discard(tenant, operation);
  // The log tells of these removals; a tenant that is as new has none.
  await database.inTenant(tenant, (tx) => tx.query('delete from storage_log where tenant = $1', [tenant]));
  for (const { operation } of left.working) await workspace.folder(tenant, operation).removeAll();
  log.warn({ tenant }, 'the tenant was emptied through the test support API');
}

/** From here to the end of the transaction no operation begins or ends, in any tenant. */
async function refuseWhileBusy(tx: Tx, tenant: TenantId): Promise<void> {
  // Some tables only let the service add to them; what the service itself may not do, its tester may.
  await tx.query('reset role');
  await tx.query('lock table operation, work_queue in share row exclusive mode');
  const [busy] = await tx.query(
    `select from operation where tenant = $1 and state = 'RUNNING'
     union all select from work_queue where tenant = $1`,
    [tenant],
  );
  if (busy)
    throw new ArchiveError(
      'tenantBusy',
      `Operations run in the tenant ${tenant}: wait for their end, or cancel them, then reset it.`,
    );
}

/** Every table that has rows of tenants, so that one that is added is emptied too. */
async function tablesOfTenants(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(
    `select c.oid::regclass::text as name
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !KEPT.has(name));
}

async function installAnew(tx: Tx, { guids, clock }: Emptied): Promise<void> {
  await tx.query('delete from setting where name = any($1::text[])', [FORMAT_SETTINGS]);
  const tenants = await tx.query<{ tenant: TenantId }>('select tenant from tenant order by tenant');
  await storeContext(
    tx,
    { guids },
    tenants.map(({ tenant }) => tenant),
    clock.now(),
  );
  for (const table of ['api_key', 'certificate'])
    await tx.query(
      `delete from ${table} where context not in
         (select identifier from referential where tenant = $1 and kind = 'context')`,
      [ADMINISTRATION_TENANT],
    );
}
