import { Type } from 'typebox';
import {
  ADMINISTRATION_TENANT,
  ArchiveError,
  Instant,
  type TenantId,
  Text,
  type Told,
  type Tx,
} from '../platform/index.ts';
import { FRONT_OFFICE_CONTEXT } from './contexts.ts';

export const TenantView = Type.Object(
  {
    tenant: Type.Integer(),
    name: Text,
    administration: Type.Boolean({ description: 'Whether the platform’s own referentials are kept in it.' }),
    createdAt: Instant,
  },
  { title: 'TenantEntry' },
);
export type TenantView = Told<typeof TenantView>;

export function listTenants(tx: Tx): Promise<TenantView[]> {
  return tx.query<TenantView>(
    'select tenant, name, administration, created_at as "createdAt" from tenant order by tenant',
  );
}

/**
 * A tenant with all that it needs to be used at once: its row, the platform's operators as its administrators, and
 * its place in the context of the front office. Formats, vocabulary, contexts and security profiles are the
 * platform's, and are there; folders of the offers are made when something is first written.
 * @param tx in the administration tenant, whose context is changed
 * @throws ArchiveError identityConflict: the number is taken
 */
export async function createTenant(
  tx: Tx,
  { tenant, name }: { readonly tenant: TenantId; readonly name: string },
  now: Date,
): Promise<TenantView> {
  const stored = await tx.query(
    `insert into tenant (tenant, name, administration, created_at) values ($1, $2, false, $3)
     on conflict do nothing returning 1`,
    [tenant, name, now],
  );
  if (stored.length === 0)
    throw new ArchiveError('identityConflict', `Le numéro de coffre ${tenant} est pris.`);
  await tx.query(
    `update referential
     set doc = jsonb_set(doc, '{Permissions}', (doc -> 'Permissions') || $3::jsonb), version = version + 1
     where tenant = $1 and kind = 'context' and identifier = $2`,
    [
      ADMINISTRATION_TENANT,
      FRONT_OFFICE_CONTEXT,
      JSON.stringify([{ tenant, AccessContracts: [], IngestContracts: [] }]),
    ],
  );
  await tx.query(
    `insert into account_right (account, tenant, role)
     select account, $2, role from account_right where tenant = $1 and role = 'R5'`,
    [ADMINISTRATION_TENANT, tenant],
  );
  return { tenant, name, administration: false, createdAt: now };
}
