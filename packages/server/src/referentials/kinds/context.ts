import { ADMINISTRATION_TENANT, type Database, readTenant } from '../../platform/index.ts';
import { type Document, existing } from '../store.ts';
import { mandatoryFields, noTechnicalId, textOf, uniqueIdentifier } from './controls.ts';
import type { Control, DocumentKind } from './document-kind.ts';
import { lifeFields, NAME, NO, TEXTS } from './shape.ts';

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
  const texts = permissionsOf(document).flatMap(({ tenant, AccessContracts, IngestContracts }) => {
    if (tenant === undefined) return ['The tenant field for permissions should not be null'];
    const known = tenants.get(tenant);
    if (!known) return [`The tenant ${tenant} does not exist`];
    return [
      ...(AccessContracts ?? [])
        .filter((id) => !known.access.has(id))
        .map((id) => `The access contract ${id} of tenant ${tenant} does not exist`),
      ...(IngestContracts ?? [])
        .filter((id) => !known.ingest.has(id))
        .map((id) => `The ingest contract ${id} of tenant ${tenant} does not exist`),
    ];
  });
  if (texts.length === 0) return undefined;
  return { suffix: 'UNKNOWN_VALUE', text: texts.join(','), ...keyOf(mode) };
};

const knownSecurityProfile: Control = async (examined, { tx, mode }) => {
  const id = textOf(examined, 'SecurityProfile');
  if (id === undefined) return undefined;
  if ((await existing(tx, ADMINISTRATION_TENANT, 'security-profile', [id])).has(id)) return undefined;
  return {
    suffix: mode === 'import' ? 'SECURITY_PROFILE_NOT_FOUND' : 'UNKNOWN_VALUE',
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
    SecurityProfile: NAME,
    Permissions: {
      type: 'object',
      many: true,
      initial: [],
      members: { tenant: { type: 'integer' }, AccessContracts: TEXTS, IngestContracts: TEXTS },
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
