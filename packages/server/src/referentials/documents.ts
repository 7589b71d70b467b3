/** Reference documents as they are stored (spec model.md 11 to 16), without `#id`, `#tenant` and `#version`. */

/** Members of every document with a life. */
export interface Lived {
  readonly Identifier: string;
  readonly Name: string;
  readonly Description?: string;
  readonly Status: 'ACTIVE' | 'INACTIVE';
  readonly CreationDate: string;
  readonly LastUpdate: string;
  readonly ActivationDate?: string;
  readonly DeactivationDate?: string;
}

export interface AccessContract extends Lived {
  readonly OriginatingAgencies?: readonly string[];
  readonly EveryOriginatingAgency: boolean;
  readonly DataObjectVersion?: readonly string[];
  readonly EveryDataObjectVersion: boolean;
  readonly RootUnits?: readonly string[];
  readonly ExcludedRootUnits?: readonly string[];
  readonly WritingPermission: boolean;
  readonly WritingRestrictedDesc: boolean;
  readonly AccessLog: 'ACTIVE' | 'INACTIVE';
  readonly RuleCategoryToFilter?: readonly string[];
  readonly RuleCategoryToFilterForTheOtherOriginatingAgencies?: readonly string[];
  readonly DoNotFilterFilingSchemes?: boolean;
  readonly SkipFilingSchemeRuleCategoryFilter?: boolean;
}

export interface IngestContract extends Lived {
  readonly LinkParentId?: string;
  readonly CheckParentLink: 'AUTHORIZED' | 'REQUIRED' | 'UNAUTHORIZED';
  readonly CheckParentId?: readonly string[];
  readonly ArchiveProfiles?: readonly string[];
  readonly ManagementContractId?: string;
  readonly MasterMandatory: boolean;
  readonly EveryDataObjectVersion: boolean;
  readonly DataObjectVersion?: readonly string[];
  readonly FormatUnidentifiedAuthorized: boolean;
  readonly EveryFormatType: boolean;
  readonly FormatType?: readonly string[];
  readonly ComputeInheritedRulesAtIngest: boolean;
  readonly SignaturePolicy?: {
    readonly SignedDocument: 'ALLOWED' | 'MANDATORY' | 'FORBIDDEN';
    readonly DeclaredSignature?: boolean;
    readonly DeclaredTimestamp?: boolean;
    readonly DeclaredAdditionalProof?: boolean;
  };
}

export interface VersionRetention {
  readonly InitialVersion?: boolean;
  readonly IntermediaryVersion?: 'ALL' | 'LAST' | 'NONE';
}

export interface ManagementContract extends Lived {
  readonly Storage?: {
    readonly UnitStrategy?: string;
    readonly ObjectGroupStrategy?: string;
    readonly ObjectStrategy?: string;
  };
  readonly VersionRetentionPolicy?: VersionRetention & {
    readonly Usages?: readonly (VersionRetention & { readonly UsageName: string })[];
  };
  readonly PersistentIdentifierPolicy?: readonly {
    readonly PersistentIdentifierPolicyType: 'ARK';
    readonly PersistentIdentifierUnit: boolean;
    readonly PersistentIdentifierAuthority: string;
    readonly PersistentIdentifierUsages: readonly (VersionRetention & { readonly UsageName: string })[];
  }[];
}

export interface Context extends Lived {
  readonly EnableControl: boolean;
  readonly SecurityProfile: string;
  readonly Permissions: readonly {
    readonly tenant: number;
    readonly AccessContracts?: readonly string[];
    readonly IngestContracts?: readonly string[];
  }[];
}

export interface SecurityProfile {
  readonly Identifier: string;
  readonly Name: string;
  readonly FullAccess: boolean;
  readonly Permissions?: readonly string[];
}

export interface ArchivalProfile extends Lived {
  readonly Format: 'XSD' | 'RNG';
  /** Name of the file, once it has been given. */
  readonly Path?: string;
  readonly SedaVersion?: string;
}

/** Beside the first three, what an archival authority record says (ISAAR (CPF)). */
export interface Agency {
  readonly Identifier: string;
  readonly Name: string;
  readonly Description?: string;
  readonly EntityType?: string;
  readonly NameEntryParallel?: readonly string[];
  readonly AuthorizedForm?: readonly string[];
  readonly AlternativeForm?: readonly string[];
  readonly EntityId?: string;
  /** Days, `yyyy-mm-dd`. */
  readonly FromDate?: string;
  readonly ToDate?: string;
  readonly Functions?: readonly string[];
  readonly BiogHist?: string;
  readonly Places?: readonly string[];
  readonly LegalStatuses?: readonly string[];
  readonly Mandates?: readonly string[];
  readonly StructureOrGenealogy?: string;
  readonly GeneralContext?: string;
  readonly MaintenanceStatus?: string;
  readonly LocalStatus?: string;
  readonly Sources?: readonly string[];
  readonly EventDescription?: string;
  /** Identifiers of agencies: which it is under, took over from, gave over to, works with. */
  readonly SuperiorAgencies?: readonly string[];
  readonly EarlierAgencies?: readonly string[];
  readonly LaterAgencies?: readonly string[];
  readonly AssociatedAgencies?: readonly string[];
  /** Absent from agencies that no import has made or changed since the archive keeps them. */
  readonly CreationDate?: string;
  readonly UpdateDate?: string;
}

export interface ManagementRule {
  readonly RuleId: string;
  readonly RuleType: string;
  readonly RuleValue: string;
  readonly RuleDescription?: string;
  /** Digits or `unlimited`; absent from hold rules of no set duration. */
  readonly RuleDuration?: string;
  readonly RuleMeasurement?: 'YEAR' | 'MONTH' | 'DAY' | 'SECOND';
  readonly CreationDate: string;
  readonly UpdateDate: string;
}

export interface FileFormat {
  readonly PUID: string;
  readonly Name: string;
  readonly Version: string;
  /** Several are separated by `;`. */
  readonly MimeType?: string;
  readonly Extension: readonly string[];
  readonly HasPriorityOverFileFormatID: readonly string[];
  readonly VersionPronom: string;
  readonly CreatedDate: string;
  readonly UpdateDate: string;
  readonly Group: string;
  readonly Alert: boolean;
  readonly Comment: string;
}
