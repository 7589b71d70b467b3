import type { ReferentialName } from '../kinds.ts';
import type { Document } from './document.ts';

/**
 * How the fields of each kind stand on its form: in which part, and when they are asked for at all. What a field is
 * (type, values, what it refers to) the service says, from the shape that its controls read.
 */

export interface FormLayout {
  readonly parts: readonly Part[];
  /** Fields that only some records have, by their paths without places (`Permissions.tenant`). */
  readonly shown: Readonly<Record<string, (document: Document) => boolean>>;
  /** Fields that may not be left empty while they are shown, beside those that the service calls mandatory. */
  readonly required: readonly string[];
  /** Fields that may be changed once they are filled, and no more be emptied. */
  readonly kept?: readonly string[];
  /** What every record that is made here has, without being asked. */
  readonly given?: Document;
  /** Fields that are the archive's to fill, from the others. */
  readonly unasked?: readonly string[];
  /** Those of the values of a field that a person chooses among. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
}

export interface Part {
  readonly name: PartName;
  readonly fields: readonly string[];
}

export type PartName =
  | 'identity'
  | 'holdings'
  | 'rights'
  | 'positions'
  | 'profiles'
  | 'formats'
  | 'recognition'
  | 'usages'
  | 'attachment'
  | 'signature'
  | 'storage'
  | 'versions'
  | 'identifiers'
  | 'security'
  | 'permissions'
  | 'control'
  | 'duration'
  | 'indexing'
  | 'program'
  | 'actions'
  | 'authority'
  | 'history'
  | 'relations'
  | 'notice'
  | 'others';

const IDENTITY: Part = { name: 'identity', fields: ['Identifier', 'Name', 'Description', 'Status'] };
const without = (member: string) => (document: Document) => document[member] !== true;
const USAGES = { DataObjectVersion: without('EveryDataObjectVersion') };
const FREE = { shown: {}, required: [] } as const;
const isDeclarable = ({ SignaturePolicy }: Document) =>
  (SignaturePolicy as Document | undefined)?.SignedDocument !== 'FORBIDDEN';

export const LAYOUTS = {
  agencies: {
    parts: [
      IDENTITY,
      {
        name: 'authority',
        fields: ['EntityType', 'EntityId', 'NameEntryParallel', 'AuthorizedForm', 'AlternativeForm'],
      },
      {
        name: 'history',
        fields: [
          ...['FromDate', 'ToDate', 'BiogHist', 'Places', 'LegalStatuses', 'Functions', 'Mandates'],
          ...['StructureOrGenealogy', 'GeneralContext'],
        ],
      },
      {
        name: 'relations',
        fields: ['SuperiorAgencies', 'EarlierAgencies', 'LaterAgencies', 'AssociatedAgencies'],
      },
      { name: 'notice', fields: ['MaintenanceStatus', 'LocalStatus', 'Sources', 'EventDescription'] },
    ],
    ...FREE,
  },
  rules: {
    parts: [
      { name: 'identity', fields: ['RuleId', 'RuleType', 'RuleValue', 'RuleDescription'] },
      { name: 'duration', fields: ['RuleDuration', 'RuleMeasurement'] },
    ],
    ...FREE,
  },
  ontologies: {
    parts: [
      { name: 'identity', fields: ['Identifier', 'ShortName', 'Description'] },
      { name: 'indexing', fields: ['Type', 'StringSize', 'Collections', 'SedaField', 'ApiField'] },
    ],
    shown: { StringSize: ({ Type }) => Type === 'TEXT' || Type === 'KEYWORD' },
    required: ['Type', 'ShortName'],
    given: { Origin: 'EXTERNAL' },
    unasked: ['Origin', 'TypeDetail'],
    choices: { Collections: ['Unit', 'ObjectGroup'] },
  },
  formats: {
    parts: [
      { name: 'identity', fields: ['PUID', 'Name', 'Version', 'MimeType'] },
      { name: 'recognition', fields: ['Extension', 'HasPriorityOverFileFormatID'] },
    ],
    ...FREE,
  },
  schema: {
    parts: [{ name: 'identity', fields: ['Path', 'ShortName', 'Description', 'IsObject', 'Cardinality'] }],
    ...FREE,
    unasked: ['Origin'],
  },
  griffins: {
    parts: [IDENTITY, { name: 'program', fields: ['ExecutableName', 'ExecutableVersion'] }],
    ...FREE,
  },
  'preservation-scenarios': {
    parts: [IDENTITY, { name: 'actions', fields: ['ActionList', 'GriffinByFormat', 'DefaultGriffin'] }],
    shown: { 'DefaultGriffin.FormatList': () => false },
    required: ['GriffinByFormat.FormatList'],
  },
  'access-contracts': {
    parts: [
      IDENTITY,
      {
        name: 'holdings',
        fields: [
          ...['EveryOriginatingAgency', 'OriginatingAgencies', 'RuleCategoryToFilter'],
          'RuleCategoryToFilterForTheOtherOriginatingAgencies',
          ...['DoNotFilterFilingSchemes', 'SkipFilingSchemeRuleCategoryFilter'],
        ],
      },
      {
        name: 'rights',
        fields: [
          ...['WritingPermission', 'WritingRestrictedDesc', 'EveryDataObjectVersion', 'DataObjectVersion'],
          'AccessLog',
        ],
      },
      { name: 'positions', fields: ['RootUnits', 'ExcludedRootUnits'] },
    ],
    shown: {
      OriginatingAgencies: without('EveryOriginatingAgency'),
      RuleCategoryToFilterForTheOtherOriginatingAgencies: without('EveryOriginatingAgency'),
      ...USAGES,
    },
    required: ['OriginatingAgencies'],
  },
  'ingest-contracts': {
    parts: [
      IDENTITY,
      { name: 'profiles', fields: ['ArchiveProfiles', 'ManagementContractId'] },
      { name: 'formats', fields: ['EveryFormatType', 'FormatType', 'FormatUnidentifiedAuthorized'] },
      { name: 'usages', fields: ['MasterMandatory', 'EveryDataObjectVersion', 'DataObjectVersion'] },
      {
        name: 'attachment',
        fields: ['LinkParentId', 'CheckParentLink', 'CheckParentId', 'ComputeInheritedRulesAtIngest'],
      },
      { name: 'signature', fields: ['SignaturePolicy'] },
    ],
    shown: {
      ...USAGES,
      FormatType: without('EveryFormatType'),
      CheckParentId: ({ CheckParentLink }) => CheckParentLink !== 'UNAUTHORIZED',
      'SignaturePolicy.DeclaredSignature': isDeclarable,
      'SignaturePolicy.DeclaredTimestamp': isDeclarable,
      'SignaturePolicy.DeclaredAdditionalProof': isDeclarable,
    },
    required: ['Description', 'FormatType', 'SignaturePolicy.SignedDocument'],
  },
  'management-contracts': {
    parts: [
      IDENTITY,
      { name: 'storage', fields: ['Storage'] },
      { name: 'versions', fields: ['VersionRetentionPolicy'] },
      { name: 'identifiers', fields: ['PersistentIdentifierPolicy'] },
    ],
    shown: {},
    // Identifiers that were given under it go on to name archives (spec frontoffice.md B.20).
    kept: ['PersistentIdentifierPolicy'],
    required: [
      'Description',
      'VersionRetentionPolicy.Usages.UsageName',
      'VersionRetentionPolicy.Usages.IntermediaryVersion',
      'PersistentIdentifierPolicy.PersistentIdentifierPolicyType',
      'PersistentIdentifierPolicy.PersistentIdentifierAuthority',
      'PersistentIdentifierPolicy.PersistentIdentifierUsages',
      'PersistentIdentifierPolicy.PersistentIdentifierUsages.UsageName',
      'PersistentIdentifierPolicy.PersistentIdentifierUsages.IntermediaryVersion',
    ],
  },
  contexts: {
    parts: [
      IDENTITY,
      { name: 'security', fields: ['SecurityProfile', 'EnableControl'] },
      { name: 'permissions', fields: ['Permissions'] },
    ],
    shown: {},
    required: ['Permissions', 'Permissions.tenant'],
  },
  'security-profiles': {
    parts: [IDENTITY, { name: 'permissions', fields: ['FullAccess', 'Permissions'] }],
    shown: { Permissions: without('FullAccess') },
    required: ['Permissions'],
  },
  'archival-profiles': {
    parts: [IDENTITY, { name: 'control', fields: ['Format', 'SedaVersion'] }],
    ...FREE,
  },
  'archive-unit-profiles': {
    parts: [IDENTITY, { name: 'control', fields: ['ControlSchema', 'SedaVersion'] }],
    ...FREE,
  },
} as const satisfies Partial<Record<ReferentialName, FormLayout>>;

export type EditableName = keyof typeof LAYOUTS;

export const isEditable = (name: string): name is EditableName => Object.hasOwn(LAYOUTS, name);
export const layoutOf = (name: EditableName): FormLayout => LAYOUTS[name];

/** A path without the places in lists: `Permissions.0.tenant` is `Permissions.tenant`. */
export const shapePath = (path: string) => path.replace(/\.\d+/g, '');

export function isShown({ shown }: FormLayout, path: string, document: Document): boolean {
  return shown[shapePath(path)]?.(document) ?? true;
}
