import { createTenant, hashPassword, makePassword, type Role, storeAccount } from '../identity/index.ts';
import { ADMINISTRATION_TENANT, type Platform, type TenantId, type Tx } from '../platform/index.ts';
import type { Credentials } from './credentials-file.ts';
import { LOCK } from './names.ts';

/** The demonstration organisation: a tenant with accounts, whose archives are entered once the service answers. */

const TENANT = { tenant: 3, name: 'Saint-Aubin-la-Velle (démonstration)' } as const;

/** One account a role; the operator of the service, R5, is the administrator of the installation. */
const ACCOUNTS: readonly {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Access contract of the demonstration that applies to the person. */
  readonly accessContract?: string;
}[] = [
  {
    email: 'urbanisme@perenne.local',
    name: 'Solène Brumelot',
    role: 'R1',
    accessContract: 'CA_URBANISME',
  },
  { email: 'archiviste@perenne.local', name: 'Tristan Mirvallon', role: 'R2' },
  { email: 'responsable@perenne.local', name: 'Agathe Cassevigne', role: 'R3' },
  { email: 'organisation@perenne.local', name: 'Rémi Tournemiche', role: 'R4' },
];

type Installing = Pick<Platform, 'database' | 'guids' | 'clock'>;

/** Tenant, rights and accounts of the demonstration. @returns the accounts with their passwords */
export async function storeDemonstration(
  tx: Tx,
  { guids, clock }: Pick<Platform, 'guids' | 'clock'>,
): Promise<Credentials['accounts']> {
  const now = clock.now();
  await tx.query(`insert into setting (name, value) values ('demonstration', $1)`, [
    JSON.stringify({ begunAt: now }),
  ]);
  await createTenant(tx, { tenant: TENANT.tenant as TenantId, name: TENANT.name }, now);
  const passwords = ACCOUNTS.map(makePassword);
  const hashes = await Promise.all(passwords.map(hashPassword));
  const kept: { email: string; password: string; role: Role }[] = [];
  for (const [at, { email, name, role, accessContract }] of ACCOUNTS.entries()) {
    const right = {
      tenant: TENANT.tenant,
      role,
      ...(accessContract === undefined ? {} : { accessContract }),
    };
    const id = guids.make('plain', ADMINISTRATION_TENANT);
    await storeAccount(tx, { id, email, name, password: hashes[at] as string, rights: [right] }, now);
    kept.push({ email, password: passwords[at] as string, role });
  }
  return kept;
}

/**
 * The demonstration in an archive that was installed without it.
 * @param keep keeps the new accounts' secrets, which the database has not; called before the commit
 * @returns false when the demonstration is there already, or another tenant has its number
 */
export async function addDemonstration(
  platform: Installing,
  keep: (accounts: Credentials['accounts']) => Promise<void>,
): Promise<boolean> {
  return platform.database.inTenant(ADMINISTRATION_TENANT, async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const [taken] = await tx.query('select 1 from tenant where tenant = $1', [TENANT.tenant]);
    if (taken) return false;
    await keep(await storeDemonstration(tx, platform));
    return true;
  });
}

/** `absent`: not asked for; `begun`: to be loaded, or to the end; `loaded`: nothing is left to do. */
export async function demonstrationState({
  database,
}: Pick<Platform, 'database'>): Promise<'absent' | 'begun' | 'loaded'> {
  const [row] = await database.outsideTenants((tx) =>
    tx.query<{ loaded: boolean }>(
      `select value ? 'loadedAt' as loaded from setting where name = 'demonstration'`,
    ),
  );
  return row === undefined ? 'absent' : row.loaded ? 'loaded' : 'begun';
}

export async function noteDemonstrationLoaded({
  database,
  clock,
}: Pick<Platform, 'database' | 'clock'>): Promise<void> {
  await database.outsideTenants((tx) =>
    tx.query(`update setting set value = value || $1::jsonb where name = 'demonstration'`, [
      JSON.stringify({ loadedAt: clock.now() }),
    ]),
  );
}
