import { ADMINISTRATION_TENANT, type Database } from '../../platform/index.ts';
import { type Document, existing } from '../store.ts';
import { contractUpdateDetail, contractWords } from './contract-words.ts';
import {
  knownUsages,
  listOf,
  mandatoryFields,
  noTechnicalId,
  textOf,
  uniqueIdentifier,
  unknownUnits,
} from './controls.ts';
import type { Control, DocumentKind } from './document-kind.ts';
import { lifeFields, NO, oneOf, reference, references, USAGE_LIST } from './shape.ts';

const knownLinkParent: Control = async (examined, { tx, tenant }) => {
  const parent = textOf(examined, 'LinkParentId');
  if (parent === undefined || (await unknownUnits(tx, tenant, [parent])).length === 0) return undefined;
  return {
    ...{ field: 'LinkParentId', reason: 'UNIT_NOT_FOUND', values: [parent] },
    text: `At least one AU id ${parent} not found`,
  };
};

const knownManagementContract: Control = async (examined, { tx, tenant }) => {
  const id = textOf(examined, 'ManagementContractId');
  if (id === undefined || (await existing(tx, tenant, 'management-contract', [id])).has(id)) return undefined;
  return {
    suffix: 'MANAGEMENTCONTRACT_NOT_FOUND',
    ...{ field: 'ManagementContractId', values: [id] },
    text: `At least one Management Contract with Id ${id} not found`,
  };
};

const DECLARED = ['DeclaredSignature', 'DeclaredTimestamp', 'DeclaredAdditionalProof'];

const signaturePolicy: Control = ({ document }) => {
  const policy = document.SignaturePolicy as Document | undefined;
  if (policy === undefined) return undefined;
  const key = 'ingestContractCheck';
  if (policy.SignedDocument === undefined)
    return {
      suffix: 'EMPTY_REQUIRED_FIELD',
      field: 'SignaturePolicy.SignedDocument',
      text: 'The field SignaturePolicy.SignedDocument is mandatory',
    };
  const declared = DECLARED.filter((name) => policy[name] !== undefined);
  if (policy.SignedDocument !== 'FORBIDDEN' || declared.length === 0) return undefined;
  return declared.map((name) => ({
    suffix: 'BAD_REQUEST',
    key,
    // The reference system says it of an update even when it refuses an import (spec api.md 6.3.3).
    outDetail: 'STP_UPDATE_INGEST_CONTRACT.BAD_REQUEST.KO',
    ...{ field: `SignaturePolicy.${name}`, reason: 'MUST_BE_EMPTY' },
    text: `The signature policy FORBIDDEN excludes ${declared.join(', ')}`,
  }));
};

/** One of the listed nodes is enough; none may be listed when attachments are forbidden. */
const knownCheckParents: Control = async (examined, { tx, tenant }) => {
  const parents = listOf(examined, 'CheckParentId');
  if (parents.length === 0) return undefined;
  if (examined.document.CheckParentLink === 'UNAUTHORIZED')
    return {
      ...{ field: 'CheckParentId', reason: 'MUST_BE_EMPTY' },
      text: 'CheckParentId must be empty when CheckParentLink is UNAUTHORIZED',
    };
  const unknown = await unknownUnits(tx, tenant, parents);
  return unknown.length < new Set(parents).size
    ? undefined
    : {
        ...{ field: 'CheckParentId', reason: 'UNIT_NOT_FOUND', values: unknown },
        text: `At least one AU id ${unknown.join(' ')} not found`,
      };
};

const formatList: Control = (examined) => {
  const every = examined.document.EveryFormatType !== false;
  const listed = examined.document.FormatType;
  const key = 'ingestContractCheck';
  if (every && listed !== undefined)
    return {
      suffix: 'FORMAT_MUST_BE_EMPTY',
      key,
      field: 'FormatType',
      text: 'formatType field must be empty when everyFormat is true',
    };
  if (!every && listOf(examined, 'FormatType').length === 0)
    return {
      suffix: 'FORMAT_MUST_NOT_BE_EMPTY',
      key,
      field: 'FormatType',
      text: 'formatType field must not be empty when everyFormat is false',
    };
  return undefined;
};

const knownProfiles: Control = async (examined, { tx, tenant }) => {
  const profiles = listOf(examined, 'ArchiveProfiles');
  const known = await existing(tx, tenant, 'profile', profiles);
  const missing = profiles.filter((profile) => !known.has(profile));
  if (missing.length === 0) return undefined;
  return {
    suffix: 'PROFILE_NOT_FOUND',
    ...{ field: 'ArchiveProfiles', values: missing },
    text: `One or multiple archive profiles or the contract ${textOf(examined, 'Identifier') ?? examined.document.Name} not found in db`,
  };
};

const knownFormats: Control = (examined, { facts, mode }) => {
  const missing = listOf(examined, 'FormatType').filter((puid) => !(facts as Set<string>).has(puid));
  if (missing.length === 0) return undefined;
  return {
    suffix: mode === 'import' ? 'FORMAT_NOT_FOUND' : 'FILEFORMAT_NOT_FOUND',
    ...{ field: 'FormatType', values: missing },
    text: `One or multiple file format ${missing.join(' ')} not found in db`,
  };
};

/** Formats are the platform's: another tenant's rows. */
function formatsOf(database: Database, documents: readonly Document[]): Promise<Set<string>> {
  const puids = documents.flatMap(({ FormatType }) => (FormatType as string[] | undefined) ?? []);
  return database.inTenant(ADMINISTRATION_TENANT, (tx) =>
    existing(tx, ADMINISTRATION_TENANT, 'format', puids),
  );
}

/** How packages of one agreement enter (spec api.md 6.3.5; model.md 11.2; ingest.md 19). */
export const INGEST_CONTRACT: DocumentKind = {
  kind: 'ingest-contract',
  collection: 'IngestContract',
  scope: 'tenant',
  prefix: 'IC',
  externalKey: 'INGEST_CONTRACT',
  guid: 'contract',
  fields: {
    ...lifeFields({ creation: 'Creationdate', deactivation: 'deactivationdate' }),
    LinkParentId: reference('unit'),
    CheckParentLink: oneOf(['AUTHORIZED', 'REQUIRED', 'UNAUTHORIZED'], 'AUTHORIZED'),
    CheckParentId: references('unit'),
    ArchiveProfiles: references('profile'),
    ManagementContractId: reference('management-contract'),
    MasterMandatory: { type: 'boolean', initial: true },
    EveryDataObjectVersion: NO,
    DataObjectVersion: USAGE_LIST,
    FormatUnidentifiedAuthorized: NO,
    EveryFormatType: { type: 'boolean', initial: true },
    FormatType: references('format'),
    ComputeInheritedRulesAtIngest: NO,
    SignaturePolicy: {
      type: 'object',
      members: {
        SignedDocument: oneOf(['ALLOWED', 'MANDATORY', 'FORBIDDEN']),
        DeclaredSignature: { type: 'boolean' },
        DeclaredTimestamp: { type: 'boolean' },
        DeclaredAdditionalProof: { type: 'boolean' },
      },
    },
  },
  controls: [
    knownLinkParent,
    knownManagementContract,
    signaturePolicy,
    knownCheckParents,
    noTechnicalId,
    formatList,
    mandatoryFields,
    uniqueIdentifier,
    knownProfiles,
    knownFormats,
    knownUsages,
  ],
  facts: formatsOf,
  events: {
    import: 'STP_IMPORT_INGEST_CONTRACT',
    update: 'STP_UPDATE_INGEST_CONTRACT',
    backup: 'STP_BACKUP_INGEST_CONTRACT',
  },
  words: {
    ...contractWords('IngestContract', 'ingest'),
    keys: {
      ...contractWords('IngestContract', 'ingest').keys,
      FORMAT_NOT_FOUND: 'ingestContractCheck',
      MANAGEMENTCONTRACT_NOT_FOUND: 'ingestContractCheck',
    },
    distinct: true,
  },
  http: {
    path: '/ingestcontracts',
    permissions: {
      create: 'ingestcontracts:create:json',
      search: 'ingestcontracts:read',
      read: 'ingestcontracts:id:read',
      update: 'ingestcontracts:id:update',
    },
    created: 'text',
    unreadable: 'invalidJson',
    updateRefused: 'ingestContractUpdate',
    updateUnknown: 'contractUnknown',
  },
  updateDetail: contractUpdateDetail('IngestContract'),
};
