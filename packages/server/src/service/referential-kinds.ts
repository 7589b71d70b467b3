import type { Role } from '../identity/index.ts';
import type { TenantId } from '../platform/index.ts';
import {
  ACCESS_CONTRACT,
  ACCESS_CONTRACT_TABLE,
  AGENCY_COLUMNS,
  ARCHIVAL_PROFILE,
  ARCHIVE_UNIT_PROFILE,
  AUTHORITY_MEMBERS,
  asOfApi,
  type CheckedContent,
  CONTEXT,
  DOCUMENT_SETS,
  type DocumentKind,
  type DocumentTable,
  goodDocuments,
  INGEST_CONTRACT,
  INGEST_CONTRACT_TABLE,
  importAgencies,
  importDocumentSet,
  importDocuments,
  importExtensions,
  importFormats,
  importNotices,
  importOntologies,
  importRules,
  type KindName,
  MANAGEMENT_CONTRACT,
  type Order,
  previewAgencies,
  previewDocumentSet,
  previewDocuments,
  previewExtensions,
  previewFormats,
  previewNotices,
  previewOntologies,
  previewRules,
  type ReferentialHouse,
  receiveDocuments,
  receiveJson,
  removeSecurityProfile,
  SECURITY_PROFILE,
} from '../referentials/index.ts';
import {
  AGENCY_KEEPER,
  documentKeeper,
  FORMAT_KEEPER,
  ONTOLOGY_KEEPER,
  type RecordKeeper,
  RULE_KEEPER,
  SCHEMA_KEEPER,
  setKeeper,
} from './record-keeper.ts';

/** The referentials of the administration screens, by the name that they have in addresses (spec frontoffice.md B.18 to B.27). */

type File = AsyncIterable<Uint8Array>;

export interface ShownReferential {
  readonly kind: KindName;
  readonly scope: 'tenant' | 'platform';
  /** Read in the administration tenant alone; whatever is of the platform is changed there alone. */
  readonly administration?: true;
  /** Who reads and imports it. */
  readonly roles: readonly Role[];
  /** Who changes it, where not all who read it do. */
  readonly changedBy?: readonly Role[];
  /** Members by which the list is filtered. */
  readonly filters: readonly string[];
  /** Member that names the records that one is under: the list is filtered by all that is beneath one. */
  readonly under?: 'SuperiorAgencies';
  /** Members that the export writes, one a column. */
  readonly columns: readonly string[];
  /** Further members, each a column of the export once a record has it. */
  readonly optionalColumns?: readonly string[];
  /** How its records are made and changed one by one. */
  readonly records: RecordKeeper;
  /** Its records have a file of their own. */
  readonly hasFiles?: true;
  /** Extension of the files that it takes. */
  readonly takes: 'csv' | 'xml' | 'json';
  /** Columns of the table that it takes beside: one document a line. */
  readonly table?: DocumentTable;
  /** Files that add records and change them, and replace nothing else, by the name of their form. */
  readonly additions?: Readonly<Record<string, Pick<ShownReferential, 'load' | 'check'>>>;
  /** Carries out an import. @throws ArchiveError when it is refused, the journal says why */
  load(house: ReferentialHouse, order: Order, file: File): Promise<unknown>;
  /** What an import would say of the file, and make of the referential. @throws CsvFault, ArchiveError */
  check(house: ReferentialHouse, tenant: TenantId, file: File): Promise<CheckedContent>;
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
    records: documentKeeper(kind),
    columns: [...LIFE.filter((name) => Object.hasOwn(kind.fields, name)), ...columns],
    load: async (house, order, file) =>
      importDocuments(
        house,
        order,
        kind,
        goodDocuments(await receiveDocuments(file, kind.fields, more.table)),
      ),
    check: async (house, tenant, file) =>
      previewDocuments(house, tenant, kind, await receiveDocuments(file, kind.fields, more.table)),
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
        records: setKeeper(set),
        load: async (house, order, file) => importDocumentSet(house, order, set, await receiveJson(file)),
        check: async (house, tenant, file) => previewDocumentSet(house, tenant, set, await receiveJson(file)),
      } satisfies ShownReferential,
    ]),
  );
}

const OF_OPERATOR = { administration: true, roles: OPERATOR } as const;

export const REFERENTIALS: Readonly<Record<string, ShownReferential>> = {
  agencies: {
    ...{ kind: 'agency', scope: 'tenant', roles: ADMINISTRATORS, takes: 'csv', filters: [] },
    ...{ under: 'SuperiorAgencies', columns: AGENCY_COLUMNS, optionalColumns: AUTHORITY_MEMBERS },
    records: AGENCY_KEEPER,
    load: (house, order, file) => importAgencies(house, order, asOfApi(file)),
    check: (house, tenant, file) => previewAgencies(house, tenant, asOfApi(file)),
    additions: { 'eac-cpf': { load: importNotices, check: previewNotices } },
  },
  rules: {
    ...{ kind: 'rule', scope: 'tenant', roles: ADMINISTRATORS, takes: 'csv', filters: ['RuleType'] },
    columns: ['RuleId', 'RuleType', 'RuleValue', 'RuleDescription', 'RuleDuration', 'RuleMeasurement'],
    records: RULE_KEEPER,
    load: (house, order, file) => importRules(house, order, asOfApi(file)),
    check: (house, tenant, file) => previewRules(house, tenant, asOfApi(file)),
  },
  'access-contracts': documents(
    ACCESS_CONTRACT,
    [
      ...['WritingPermission', 'WritingRestrictedDesc', 'EveryOriginatingAgency', 'OriginatingAgencies'],
      ...['EveryDataObjectVersion', 'DataObjectVersion', 'RootUnits', 'ExcludedRootUnits', 'AccessLog'],
      ...['RuleCategoryToFilter', 'RuleCategoryToFilterForTheOtherOriginatingAgencies'],
      ...['DoNotFilterFilingSchemes', 'SkipFilingSchemeRuleCategoryFilter'],
    ],
    { table: ACCESS_CONTRACT_TABLE },
  ),
  'ingest-contracts': documents(
    INGEST_CONTRACT,
    [
      ...['ArchiveProfiles', 'CheckParentLink', 'CheckParentId', 'LinkParentId', 'ManagementContractId'],
      ...['FormatUnidentifiedAuthorized', 'EveryFormatType', 'FormatType', 'ComputeInheritedRulesAtIngest'],
      ...['MasterMandatory', 'EveryDataObjectVersion', 'DataObjectVersion', 'SignaturePolicy'],
    ],
    { table: INGEST_CONTRACT_TABLE },
  ),
  'management-contracts': documents(MANAGEMENT_CONTRACT, [
    ...['Storage', 'VersionRetentionPolicy', 'PersistentIdentifierPolicy'],
  ]),
  formats: {
    ...{ kind: 'format', scope: 'platform', roles: ADMINISTRATORS, takes: 'xml', filters: [] },
    columns: ['PUID', 'Name', 'Version', 'MimeType', 'Extension', 'VersionPronom', 'CreatedDate'],
    records: FORMAT_KEEPER,
    load: importFormats,
    check: (house, _tenant, file) => previewFormats(house, file),
  },
  contexts: documents(CONTEXT, ['SecurityProfile', 'EnableControl', 'Permissions'], OF_OPERATOR),
  'security-profiles': documents(SECURITY_PROFILE, ['FullAccess', 'Permissions'], {
    ...OF_OPERATOR,
    records: { ...documentKeeper(SECURITY_PROFILE), remove: removeSecurityProfile },
    filters: [],
  }),
  'archival-profiles': documents(ARCHIVAL_PROFILE, ['Format', 'Path'], { hasFiles: true }),
  'archive-unit-profiles': documents(ARCHIVE_UNIT_PROFILE, ['ControlSchema']),
  ontologies: {
    ...{ kind: 'ontology', scope: 'platform', takes: 'json', filters: ['Origin', 'Type'] },
    ...{ roles: ADMINISTRATORS, changedBy: OPERATOR },
    columns: ['Identifier', 'ShortName', 'Description', 'Type', 'Origin', 'Collections', 'CreationDate'],
    records: ONTOLOGY_KEEPER,
    load: async (house, order, file) => importOntologies(house, order, await receiveJson(file), false),
    check: async (house, _tenant, file) => previewOntologies(house, await receiveJson(file)),
  },
  schema: {
    ...{ kind: 'schema-path', scope: 'tenant', roles: ADMINISTRATORS, takes: 'json', filters: [] },
    columns: ['Path', 'ShortName', 'Description', 'Cardinality', 'IsObject', 'CreationDate'],
    records: SCHEMA_KEEPER,
    load: async (house, order, file) => importExtensions(house, order, await receiveJson(file)),
    check: async (house, tenant, file) => previewExtensions(house, tenant, await receiveJson(file)),
  },
  ...sets(),
};
