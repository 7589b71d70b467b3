import { ADMINISTRATION_TENANT, type Database, readTenant } from '../../platform/index.ts';
import { type Document, existing } from '../store.ts';
import { mandatoryFields, noTechnicalId, textOf, uniqueIdentifier } from './controls.ts';
import type { Control, DocumentKind, Reason } from './document-kind.ts';
import { lifeFields, NO, reference, references } from './shape.ts';

interface Permission {
  readonly tenant?: number;
  readonly AccessContracts?: readonly string[];
  readonly IngestContracts?: readonly string[];
}

/** Tenants of the platform that the documents name, with those of the named contracts that they have. */
type Tenants = ReadonlyMap<number, { readonly access: Set<string>; readonly ingest: Set<string> }>;

const permissionsOf = (document: Document) => (document.Permissions ?? []) as readonly Permission[];

async function tenantsOf(database: Database, documents: readonly Document[]): Promise<Tenants> {
  const permissions = documents.flatMap(permissionsOf);
  const platform = await database.outsideTenants((tx) =>
    tx.query<{ tenant: number }>('select tenant from tenant where tenant = any($1::bigint[])', [
      permissions.flatMap(({ tenant }) => tenant ?? []),
    ]),
  );
  const found = new Map<number, { access: Set<string>; ingest: Set<string> }>();
  for (const { tenant } of platform) {
    const named = permissions.filter((permission) => permission.tenant === tenant);
    const id = readTenant(String(tenant));
    if (id === undefined) continue;
    found.set(
      tenant,
      await database.inTenant(id, async (tx) => ({
        access: await existing(
          tx,
          id,
          'access-contract',
          named.flatMap((each) => each.AccessContracts ?? []),
        ),
        ingest: await existing(
          tx,
          id,
          'ingest-contract',
          named.flatMap((each) => each.IngestContracts ?? []),
        ),
      })),
    );
  }
  return found;
}

/** All that is wrong with the permissions, in one text. */
const knownPermissions: Control = ({ document }, { facts, mode }) => {
  const tenants = facts as Tenants;
  const wrong = permissionsOf(document).flatMap(({ tenant, AccessContracts, IngestContracts }, at) => {
    const fault = (member: string, reason: Reason, value: string, text: string) => ({
      ...{ field: `Permissions.${at}.${member}`, reason, values: [value], text },
    });
    if (tenant === undefined)
      return [fault('tenant', 'INCOMPLETE', '', 'The tenant field for permissions should not be null')];
    const known = tenants.get(tenant);
    if (!known)
      return [fault('tenant', 'TENANT_NOT_FOUND', String(tenant), `The tenant ${tenant} does not exist`)];
    const unknown = (ids: readonly string[] | undefined, there: ReadonlySet<string>) =>
      (ids ?? []).filter((id) => !there.has(id));
    const text = (kind: string, id: string) =>
      `The ${kind} contract ${id} of tenant ${tenant} does not exist`;
    return [
      ...unknown(AccessContracts, known.access).map((id) =>
        fault('AccessContracts', 'ACCESS_CONTRACT_NOT_FOUND', id, text('access', id)),
      ),
      ...unknown(IngestContracts, known.ingest).map((id) =>
        fault('IngestContracts', 'INGEST_CONTRACT_NOT_FOUND', id, text('ingest', id)),
      ),
    ];
  });
  const whole = wrong.map(({ text }) => text).join(',');
  return wrong.map((each, at) => ({
    ...each,
    suffix: 'UNKNOWN_VALUE',
    text: at === 0 ? whole : each.text,
    ...keyOf(mode),
  }));
};

const knownSecurityProfile: Control = async (examined, { tx, mode }) => {
  const id = textOf(examined, 'SecurityProfile');
  if (id === undefined) return undefined;
  if ((await existing(tx, ADMINISTRATION_TENANT, 'security-profile', [id])).has(id)) return undefined;
  return {
    suffix: mode === 'import' ? 'SECURITY_PROFILE_NOT_FOUND' : 'UNKNOWN_VALUE',
    ...{ field: 'SecurityProfile', values: [id] },
    text: `The security profile ${id} does not exist`,
    ...keyOf(mode),
  };
};

/** Refusals of an update are all said under one member. */
const keyOf = (mode: 'import' | 'update') => (mode === 'update' ? { key: 'contextCheck' } : {});

/** An application, and what it may do in each tenant (spec api.md 6.3.7; model.md 12.1). */
export const CONTEXT: DocumentKind = {
  kind: 'context',
  collection: 'Context',
  scope: 'platform',
  prefix: 'CT',
  externalKey: 'CONTEXT',
  guid: 'context',
  fields: {
    ...lifeFields({ creation: 'Creationdate', deactivation: 'deactivationdate' }),
    EnableControl: NO,
    SecurityProfile: { ...reference('security-profile'), mandatory: true },
    Permissions: {
      type: 'object',
      many: true,
      initial: [],
      members: {
        tenant: { type: 'integer', refersTo: 'tenant' },
        AccessContracts: references('access-contract'),
        IngestContracts: references('ingest-contract'),
      },
    },
  },
  controls: [noTechnicalId, mandatoryFields, uniqueIdentifier, knownSecurityProfile, knownPermissions],
  facts: tenantsOf,
  events: {
    import: 'STP_IMPORT_CONTEXT',
    update: 'STP_UPDATE_CONTEXT',
    backup: 'STP_BACKUP_CONTEXT',
  },
  words: {
    check: 'contextCheck',
    keys: {
      EMPTY_REQUIRED_FIELD: 'Mandatory fields',
      SECURITY_PROFILE_NOT_FOUND: 'Security profile not found',
      IDENTIFIER_DUPLICATION: 'Duplicate field',
      UNKNOWN_VALUE: 'Incorrect field',
    },
    updateSuffixes: ['UNKNOWN_VALUE'],
    duplicate: (identifier) => `The context ${identifier} already exists in database`,
    mandatory: (fields) => fields.map((field) => `The field ${field} is mandatory`).join(','),
    subject: 'Context',
    importing: 'Import contexts error > ',
    updating: 'Update context error > ',
  },
  http: {
    path: '/contexts',
    permissions: {
      create: 'contexts:create:json',
      search: 'contexts:read',
      read: 'contexts:id:read',
      update: 'contexts:id:update',
    },
    created: 'text',
    unreadable: 'adminBadRequest',
    updateRefused: 'contextUpdate',
    updateUnknown: 'contextUnknown',
  },
  updateDetail: (_identifier, lines, version) => ({ diff: lines.join('\n'), version }),
};
