import { hashPassword, makeApiKey, makePassword, storeAccount, storeApiKey } from '../identity/index.ts';
import {
  ADMINISTRATION_TENANT,
  type Platform,
  type TenantId,
  type Tx,
  technicalDate,
} from '../platform/index.ts';
import type { Credentials } from './credentials-file.ts';
import { storeDemonstration } from './demonstration.ts';
import { FIRST_CONTEXT, LOCK } from './names.ts';

const SECURITY_PROFILE = 'admin-security-profile';
const ADMINISTRATOR = { email: 'admin@perenne.local', name: 'Administrateur', role: 'R5' } as const;

/** Tenants of an installed platform; the demonstration brings its own. */
const TENANTS: readonly { readonly tenant: number; readonly name: string }[] = [
  { tenant: 0, name: 'Coffre 0' },
  { tenant: ADMINISTRATION_TENANT, name: 'Administration' },
  { tenant: 2, name: 'Coffre 2' },
];

export interface InstallOptions {
  /** Address of the service, for the credentials. */
  readonly url: string;
  /** With the tenant and the accounts of the demonstration. */
  readonly demonstration?: boolean;
  /**
   * Keeps the secrets, which the database has not. Called before the installation is final: when it fails nothing is
   * installed; when the commit after it fails, the next start calls it anew.
   */
  readonly keep: (credentials: Credentials) => Promise<void>;
}

/**
 * What the clients of a platform find after its first start: tenants, first context with its security profile and its
 * API key, one administrator. One transaction, once in the life of a database.
 * @returns true when it was installed now
 */
export async function install(
  platform: Pick<Platform, 'database' | 'guids' | 'clock'>,
  options: InstallOptions,
): Promise<boolean> {
  const password = makePassword();
  return platform.database.inTenant(ADMINISTRATION_TENANT, async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const [done] = await tx.query(`select 1 from setting where name = 'installation'`);
    if (done) return false;
    const now = platform.clock.now();
    await tx.query(`insert into setting (name, value) values ('installation', $1)`, [
      JSON.stringify({ at: now }),
    ]);
    for (const { tenant, name } of TENANTS)
      await tx.query(
        'insert into tenant (tenant, name, administration, created_at) values ($1, $2, $3, $4)',
        [tenant, name, tenant === ADMINISTRATION_TENANT, now],
      );
    const tenants = TENANTS.map(({ tenant }) => tenant as TenantId);
    await storeContext(tx, platform, tenants, now);
    const apiKey = makeApiKey();
    await storeApiKey(tx, { key: apiKey, label: 'Première clé', context: FIRST_CONTEXT }, now);
    await storeAccount(
      tx,
      {
        id: platform.guids.make('plain', ADMINISTRATION_TENANT),
        email: ADMINISTRATOR.email,
        name: ADMINISTRATOR.name,
        password: await hashPassword(password),
        rights: TENANTS.map(({ tenant }) => ({ tenant, role: ADMINISTRATOR.role })),
      },
      now,
    );
    const others = options.demonstration ? await storeDemonstration(tx, platform) : [];
    await options.keep({
      url: options.url,
      apiKey,
      accounts: [{ email: ADMINISTRATOR.email, password, role: ADMINISTRATOR.role }, ...others],
    });
    return true;
  });
}

/**
 * The first context, in all these tenants, with its security profile: documents in the shapes of spec model.md 12.1 and
 * 12.2; identifier, tenant and version are columns.
 */
export async function storeContext(
  tx: Tx,
  { guids }: Pick<Platform, 'guids'>,
  tenants: readonly TenantId[],
  now: Date,
): Promise<void> {
  const date = technicalDate(now);
  await storeReferential(tx, 'security-profile', guids.make('plain', ADMINISTRATION_TENANT), {
    Identifier: SECURITY_PROFILE,
    Name: SECURITY_PROFILE,
    FullAccess: true,
  });
  await storeReferential(tx, 'context', guids.make('context', ADMINISTRATION_TENANT), {
    Identifier: FIRST_CONTEXT,
    Name: 'admin-context',
    Status: 'ACTIVE',
    EnableControl: false,
    SecurityProfile: SECURITY_PROFILE,
    Permissions: tenants.map((tenant) => ({ tenant, AccessContracts: [], IngestContracts: [] })),
    CreationDate: date,
    LastUpdate: date,
    ActivationDate: date,
  });
}

async function storeReferential(
  tx: Tx,
  kind: string,
  id: string,
  doc: { readonly Identifier: string; readonly [member: string]: unknown },
): Promise<void> {
  await tx.query(
    'insert into referential (tenant, kind, identifier, id, version, doc) values ($1, $2, $3, $4, 0, $5)',
    [ADMINISTRATION_TENANT, kind, doc.Identifier, id, JSON.stringify(doc)],
  );
}
