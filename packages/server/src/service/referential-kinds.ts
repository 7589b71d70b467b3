import type { Role } from '../identity/index.ts';
import type { TenantId } from '../platform/index.ts';
import {
  ACCESS_CONTRACT,
  ARCHIVAL_PROFILE,
  ARCHIVE_UNIT_PROFILE,
  CONTEXT,
  checkAgencies,
  checkRules,
  DOCUMENT_SETS,
  type DocumentKind,
  INGEST_CONTRACT,
  importAgencies,
  importDocumentSet,
  importDocuments,
  importFormats,
  importOntologies,
  importRules,
  type KindName,
  type LineErrors,
  MANAGEMENT_CONTRACT,
  type Order,
  type ReferentialHouse,
  readSignatureFile,
  receiveJson,
  SECURITY_PROFILE,
} from '../referentials/index.ts';

/** The referentials of the administration screens, by the name that they have in addresses (spec frontoffice.md B.18 to B.27). */

type File = AsyncIterable<Uint8Array>;

export interface ShownReferential {
  readonly kind: KindName;
  readonly scope: 'tenant' | 'platform';
  /** Read in the administration tenant alone; whatever is of the platform is changed there alone. */
  readonly administration?: true;
  /** Who reads and imports it. */
  readonly roles: readonly Role[];
  /** Members by which the list is filtered. */
  readonly filters: readonly string[];
  /** Members that the export writes, one a column. */
  readonly columns: readonly string[];
  /** Types of the operations that change it; none: the operations of each record are noted. */
  readonly operations?: readonly string[];
  /** What its records are, where they are made and changed one by one. */
  readonly document?: DocumentKind;
  /** Extension of the files that it takes. */
  readonly takes: 'csv' | 'xml' | 'json';
  /** Carries out an import. @throws ArchiveError when it is refused, the journal says why */
  load(house: ReferentialHouse, order: Order, file: File): Promise<unknown>;
  /** What an import would say of the lines. @throws CsvFault, ArchiveError adminBadRequest */
  check?(house: ReferentialHouse, tenant: TenantId, file: File): Promise<LineErrors>;
}

/** Functional administrators of the organisation, and the operator (spec frontoffice.md A.1). */
const ADMINISTRATORS: readonly Role[] = ['R3', 'R5'];
const OPERATOR: readonly Role[] = ['R5'];
export const REFERENTIAL_ROLES = ADMINISTRATORS;

const LIFE = ['Identifier', 'Name', 'Description', 'Status', 'CreationDate', 'LastUpdate'];

function documents(
  kind: DocumentKind,
  columns: readonly string[],
  more: Partial<ShownReferential> = {},
): ShownReferential {
  return {
    ...{ kind: kind.kind, scope: kind.scope, roles: ADMINISTRATORS, takes: 'json', filters: ['Status'] },
    document: kind,
    columns: [...LIFE.filter((name) => Object.hasOwn(kind.fields, name)), ...columns],
    load: async (house, order, file) => importDocuments(house, order, kind, await receiveJson(file)),
    ...more,
  };
}

function sets(): Record<string, ShownReferential> {
  return Object.fromEntries(
    DOCUMENT_SETS.map((set) => [
      set.kind === 'griffin' ? 'griffins' : 'preservation-scenarios',
      {
        ...{ kind: set.kind, scope: set.scope, roles: ADMINISTRATORS, takes: 'json', filters: [] },
        ...(set.scope === 'platform' ? { administration: true, roles: OPERATOR } : {}),
        columns: LIFE.filter((name) => Object.hasOwn(set.fields, name)),
        operations: [set.events.import],
        load: async (house, order, file) => importDocumentSet(house, order, set, await receiveJson(file)),
      } satisfies ShownReferential,
    ]),
  );
}

const OF_OPERATOR = { administration: true, roles: OPERATOR } as const;

export const REFERENTIALS: Readonly<Record<string, ShownReferential>> = {
  agencies: {
    ...{ kind: 'agency', scope: 'tenant', roles: ADMINISTRATORS, takes: 'csv', filters: [] },
    columns: ['Identifier', 'Name', 'Description'],
    operations: ['IMPORT_AGENCIES'],
    load: importAgencies,
    check: (_house, _tenant, file) => checkAgencies(file),
  },
  rules: {
    ...{ kind: 'rule', scope: 'tenant', roles: ADMINISTRATORS, takes: 'csv', filters: ['RuleType'] },
    columns: ['RuleId', 'RuleType', 'RuleValue', 'RuleDescription', 'RuleDuration', 'RuleMeasurement'],
    operations: ['STP_IMPORT_RULES'],
    load: importRules,
    check: checkRules,
  },
  'access-contracts': documents(ACCESS_CONTRACT, [
    ...['WritingPermission', 'WritingRestrictedDesc', 'EveryOriginatingAgency', 'OriginatingAgencies'],
    ...['EveryDataObjectVersion', 'DataObjectVersion', 'RootUnits', 'ExcludedRootUnits', 'AccessLog'],
    'RuleCategoryToFilter',
  ]),
  'ingest-contracts': documents(INGEST_CONTRACT, [
    ...['ArchiveProfiles', 'CheckParentLink', 'CheckParentId', 'LinkParentId', 'ManagementContractId'],
    ...['FormatUnidentifiedAuthorized', 'EveryFormatType', 'FormatType', 'ComputeInheritedRulesAtIngest'],
    ...['MasterMandatory', 'EveryDataObjectVersion', 'DataObjectVersion', 'SignaturePolicy'],
  ]),
  'management-contracts': documents(MANAGEMENT_CONTRACT, [
    ...['Storage', 'VersionRetentionPolicy', 'PersistentIdentifierPolicy'],
  ]),
  formats: {
    ...{ kind: 'format', scope: 'platform', roles: ADMINISTRATORS, takes: 'xml', filters: [] },
    columns: ['PUID', 'Name', 'Version', 'MimeType', 'Extension', 'VersionPronom', 'CreatedDate'],
    operations: ['STP_REFERENTIAL_FORMAT_IMPORT'],
    load: importFormats,
    check: async (_house, _tenant, file) => {
      await readSignatureFile(file);
      return {};
    },
  },
  contexts: documents(CONTEXT, ['SecurityProfile', 'EnableControl', 'Permissions'], OF_OPERATOR),
  'security-profiles': documents(SECURITY_PROFILE, ['FullAccess', 'Permissions'], {
    ...OF_OPERATOR,
    filters: [],
  }),
  'archival-profiles': documents(ARCHIVAL_PROFILE, ['Format', 'Path']),
  'archive-unit-profiles': documents(ARCHIVE_UNIT_PROFILE, ['ControlSchema']),
  ontologies: {
    ...{ kind: 'ontology', scope: 'platform', takes: 'json', filters: ['Origin', 'Type'], ...OF_OPERATOR },
    columns: ['Identifier', 'ShortName', 'Description', 'Type', 'Origin', 'Collections', 'CreationDate'],
    operations: ['IMPORT_ONTOLOGY'],
    load: async (house, order, file) => importOntologies(house, order, await receiveJson(file), false),
  },
  ...sets(),
};
