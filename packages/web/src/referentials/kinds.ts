/** The referentials as the screens show them: what one differs from another by. */

/** How a member of a record is written. */
export type ValueForm =
  | 'text'
  | 'identifier'
  | 'date'
  | 'day'
  | 'status'
  | 'yes'
  | 'word'
  | 'list'
  /** Records that a panel tells apart. */
  | 'related'
  | 'count'
  | 'duration'
  | 'position'
  | 'schema';

export interface ReferentialView {
  /** Group of the page of all referentials. */
  readonly group: 'holdings' | 'contracts' | 'description' | 'preservation' | 'security';
  /** Member that its identifier is, where it has a name of its own. */
  readonly key?: string;
  /** Member that people know a record by. */
  readonly name: string;
  /** Columns after the identifier and the name, with how they are written. */
  readonly columns: Readonly<Record<string, ValueForm>>;
  /** Further members of the panel; those that are not named here follow as they are. */
  readonly details?: Readonly<Record<string, ValueForm>>;
  /** Members that the panel shows in a part of their own. */
  readonly apart?: readonly string[];
  /** Members by which the list is filtered, by their names in the address. */
  readonly filters: Readonly<Partial<Record<FilterName, string>>>;
  /** A file replaces all that is there. */
  readonly isReplaced?: true;
  /** Files of another form, known by their extensions, that add records and change them. */
  readonly additions?: { readonly form: string; readonly extensions: readonly string[] };
}

/** Names of filters in addresses. */
export const FILTERS = ['statut', 'type', 'origine', 'collection', 'categorie', 'sous'] as const;
export type FilterName = (typeof FILTERS)[number];

const BY_STATUS = { statut: 'Status' } as const;
const CONTRACT = {
  group: 'contracts',
  name: 'Name',
  columns: { Status: 'status', CreationDate: 'date' },
  filters: BY_STATUS,
} as const;
const LIFE = {
  Description: 'text',
  LastUpdate: 'date',
  ActivationDate: 'date',
  DeactivationDate: 'date',
} as const;

export const VIEWS = {
  agencies: {
    ...{ group: 'holdings', name: 'Name', isReplaced: true },
    columns: { Description: 'text' },
    details: {
      ...{ EntityType: 'text', EntityId: 'text', NameEntryParallel: 'list', AuthorizedForm: 'list' },
      ...{ AlternativeForm: 'list', FromDate: 'day', ToDate: 'day', BiogHist: 'text', Places: 'list' },
      ...{ LegalStatuses: 'list', Functions: 'list', Mandates: 'list', StructureOrGenealogy: 'text' },
      ...{ GeneralContext: 'text', MaintenanceStatus: 'text', LocalStatus: 'text', Sources: 'list' },
      ...{ EventDescription: 'text', SuperiorAgencies: 'related', EarlierAgencies: 'related' },
      ...{ LaterAgencies: 'related', AssociatedAgencies: 'related' },
      ...{ CreationDate: 'date', UpdateDate: 'date' },
    },
    filters: { sous: 'under' },
    additions: { form: 'eac-cpf', extensions: ['.xml', '.zip'] },
  },
  rules: {
    ...{ group: 'holdings', name: 'RuleValue', isReplaced: true },
    columns: { RuleType: 'word', RuleDuration: 'duration' },
    details: { RuleDescription: 'text', CreationDate: 'date', UpdateDate: 'date' },
    filters: { type: 'RuleType' },
  },
  'access-contracts': {
    ...CONTRACT,
    details: {
      ...LIFE,
      ...{ EveryOriginatingAgency: 'yes', OriginatingAgencies: 'list', RootUnits: 'position' },
      ...{ ExcludedRootUnits: 'position', EveryDataObjectVersion: 'yes', DataObjectVersion: 'list' },
      ...{ WritingPermission: 'yes', WritingRestrictedDesc: 'yes', AccessLog: 'word' },
      ...{ RuleCategoryToFilter: 'list', RuleCategoryToFilterForTheOtherOriginatingAgencies: 'list' },
      ...{ DoNotFilterFilingSchemes: 'yes', SkipFilingSchemeRuleCategoryFilter: 'yes' },
    },
  },
  'ingest-contracts': {
    ...CONTRACT,
    columns: { Status: 'status', ArchiveProfiles: 'count', CreationDate: 'date' },
    details: {
      ...LIFE,
      ...{ ArchiveProfiles: 'list', ManagementContractId: 'identifier', EveryFormatType: 'yes' },
      ...{ FormatType: 'list', FormatUnidentifiedAuthorized: 'yes', MasterMandatory: 'yes' },
      ...{ EveryDataObjectVersion: 'yes', DataObjectVersion: 'list' },
      ...{ ComputeInheritedRulesAtIngest: 'yes', LinkParentId: 'position', CheckParentLink: 'word' },
      CheckParentId: 'position',
    },
  },
  'management-contracts': {
    ...CONTRACT,
    columns: { Status: 'status', CreationDate: 'date', LastUpdate: 'date' },
    details: LIFE,
    apart: ['Storage'],
  },
  formats: {
    ...{ group: 'description', name: 'Name', isReplaced: true },
    columns: { Version: 'text', Extension: 'list', CreatedDate: 'date' },
    details: {
      ...{ MimeType: 'text', HasPriorityOverFileFormatID: 'list', VersionPronom: 'text' },
      UpdateDate: 'date',
    },
    filters: {},
  },
  contexts: {
    ...{ group: 'security', name: 'Name', filters: BY_STATUS },
    columns: { Status: 'status', SecurityProfile: 'identifier', CreationDate: 'date' },
    details: { ...LIFE, EnableControl: 'yes' },
  },
  'security-profiles': {
    ...{ group: 'security', name: 'Name', filters: {} },
    columns: { FullAccess: 'yes' },
    details: { Permissions: 'list' },
    apart: ['Permissions'],
  },
  'archival-profiles': {
    ...{ group: 'description', name: 'Name', filters: BY_STATUS },
    columns: { Status: 'status', Format: 'text', LastUpdate: 'date' },
    details: { ...LIFE, CreationDate: 'date', Path: 'identifier', SedaVersion: 'text' },
  },
  'archive-unit-profiles': {
    ...{ group: 'description', name: 'Name', filters: BY_STATUS },
    columns: { Status: 'status', LastUpdate: 'date' },
    details: { ...LIFE, CreationDate: 'date', Fields: 'list', ControlSchema: 'schema' },
  },
  ontologies: {
    ...{ group: 'description', name: 'ShortName', isReplaced: true },
    columns: { Type: 'word', Origin: 'word', Description: 'text' },
    details: {
      ...{ SedaField: 'text', ApiField: 'text', Collections: 'list' },
      ...{ CreationDate: 'date', LastUpdate: 'date' },
    },
    filters: { origine: 'Origin', type: 'Type' },
  },
  schema: {
    ...{ group: 'description', key: 'Path', name: 'ShortName' },
    columns: { Description: 'text', Cardinality: 'word', IsObject: 'yes' },
    details: { CreationDate: 'date', LastUpdate: 'date' },
    filters: {},
  },
  griffins: {
    ...{ group: 'preservation', name: 'Name', isReplaced: true },
    columns: { Description: 'text', CreationDate: 'date' },
    details: { LastUpdate: 'date', ExecutableName: 'text', ExecutableVersion: 'text' },
    filters: {},
  },
  'preservation-scenarios': {
    ...{ group: 'preservation', name: 'Name', isReplaced: true },
    columns: { Description: 'text', CreationDate: 'date' },
    details: { LastUpdate: 'date', ActionList: 'list' },
    filters: {},
  },
} as const satisfies Readonly<Record<string, ReferentialView>>;

export type ReferentialName = keyof typeof VIEWS;

export const isReferential = (name: string): name is ReferentialName => Object.hasOwn(VIEWS, name);
export const viewOf = (name: ReferentialName): ReferentialView => VIEWS[name];

/** Forms that a cell of a list has no room for. */
const LARGE: readonly ValueForm[] = ['schema', 'position'];

/** Members that may be columns, with their forms: the usual ones first. */
export const columnsOf = ({ columns, details }: ReferentialView): [member: string, form: ValueForm][] =>
  Object.entries({ ...columns, ...details }).filter(([, form]) => !LARGE.includes(form));

/** Members that stand elsewhere in a record: technical ones, the one it is known by, and those of the columns. */
const ELSEWHERE = ['#id', '#key', '#version', 'Identifier', 'RuleId', 'PUID', 'RuleMeasurement'];

/** Members of a panel with their forms: those that the view names, then whatever else the record holds. */
export function membersOf(
  view: ReferentialView,
  record: Readonly<Record<string, unknown>>,
): readonly (readonly [member: string, form: ValueForm])[] {
  const named: Readonly<Record<string, ValueForm>> = { ...view.columns, ...view.details };
  const others = Object.keys(record).filter(
    (member) =>
      !Object.hasOwn(named, member) &&
      !ELSEWHERE.includes(member) &&
      member !== view.name &&
      member !== view.key,
  );
  return [...Object.entries(named), ...others.map((member) => [member, formOf(record[member])] as const)];
}

function formOf(value: unknown): ValueForm {
  if (typeof value === 'boolean') return 'yes';
  return Array.isArray(value) ? 'list' : 'text';
}
