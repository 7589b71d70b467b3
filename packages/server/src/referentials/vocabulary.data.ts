/**
 * Vocabulary of an installed archive (spec model.md 14.3). A line: identifier, name in SEDA, name in the API
 * (`=` the identifier itself, `-` none), then the collections that have it, by the codes below.
 */
export const VOCABULARY_LINES = {
  KEYWORD: `
_graph - #graph U
_id - #id all
_implementationVersion - #implementationVersion U
_og - #object U
_opi - #opi U OG
_ops - #operations U OG
_opts - #opts U
_profil - = OG
_sedaVersion - #sedaVersion U
_sp OriginatingAgencyIdentifier #originating_agency U OG
_sps - #originating_agencies U OG
_unitType - #unitType U
_up - #unitups U OG
_us - #allunitups U OG
AccessContracts - = CX
AccessLog - = AC
ActionList = - PS
AgIfTrans - = LO
Algorithm = - U OG
ApiField - = O
ArchivalAgency = = LO
ArchivalAgencyArchiveUnitIdentifier = - U
ArchivalAgreement = - LO RD
ArchivalProfile = - RD
ArchiveProfiles - = IC
ArchiveUnitProfile = - U
ArchiveUnitRefId = - U
Args = - PS
CheckParentId - = IC
CheckParentLink - = IC
ClassificationLevel = - U
Collections - = O
ControlSchema - = AUP
DataObjectGroupId = - OG
DataObjectGroupReferenceId = - U
DataObjectGroupSystemId = - OG
DataObjectProfile = - OG
DataObjectReferenceId = - U
DataObjectSystemId = - OG
DataObjectUse = = OG
DataObjectVersion = - OG AC IC
DescriptionLanguage = - U
DescriptionLevel = - U
DestroyableOriginatingAgencies - = U
DetachedSigningRole = = U
diff - = LO
Encoding = - OG
errors - = LO
evDetData eventDetailData = U
evId EventIdentifier = U LO
evIdProc - = LO
evIdReq - = LO
evParentId - = LO
evType EventType = U LO
evTypeProc EventTypeCode = U LO
ExcludedRootUnits - = AC
ExecutableName = - GR
ExecutableVersion = - GR
ExtendedInfoType - = U
Extension - = FF PS
Fields - = AUP
FilePlanPosition = - U
FilteredExtractedObjectGroupData - = PS
FilteredExtractedUnitData - = PS
FinalAction = - U
Format - = P
FormatId = - OG
FormatList = - PS
FormatLitteral = - OG
FormatType - = IC
GlobalStatus - = U
GpsAltitudeRef = - U
GpsDateStamp = - U
GpsLatitude = - U
GpsLatitudeRef = - U
GpsLongitude = - U
GpsLongitudeRef = - U
GpsVersionID = - U
GriffinIdentifier = - PS
Hash - = LO
HasPriorityOverFileFormatID - = FF
HoldRuleIds - = U
Identifier = - U AC IC MC P AUP AG CX SP O GR PS
IngestContracts - = CX
InheritanceOrigin - - U
InheritedRuleIds - - U
IntermediaryVersion - = MC
KeywordContent = - U
KeywordReference = - U
KeywordType = - U
Language = - U
LegalStatus = - LO RD
LinkingAgentIdentifierType = - U
LinkingAgentRole = - U
LinkParentId - = IC
LogType - = LO
ManagementContractId - = IC
MessageDigest = - U OG
MimeType = - OG FF
NonDestroyableOriginatingAgencies - = U
obId - = LO
ObjectGroupStrategy - = MC
ObjectStrategy - = MC
offerIds - = U OG
Opc - = RD
OperationId - = U
OperationIds - = RD
Opi - = RD
OpType - = RD
Origin - = O
OriginatingAgencies - = AC
OriginatingAgenciesInConflict - = U
OriginatingAgency OriginatingAgencyIdentifier - RS RD RY
OriginatingAgencyArchiveUnitIdentifier = - U
OriginatingSystemId = - U
outcome Outcome = U LO
outDetail OutcomeDetail = U LO
ParentUnitId - = U
Path - = P
Permissions - = SP
PersistentIdentifierAuthority - = MC
PersistentIdentifierContent = - U OG
PersistentIdentifierOrigin = - U OG
PersistentIdentifierPolicyType - = MC
PersistentIdentifierReference = - U OG
PersistentIdentifierType = - U OG
PhysicalId = - OG
PostalCode = - U
PreventRulesId RefNonRuleId - U
PUID - = FF
qualifier - = OG
reports - = LO
RepositoryArchiveUnitPID = - U
RepositoryObjectPID = - U
RootUnits - = AC
Rule = - U
RuleCategoryToFilter - = AC
RuleDuration - = FR
RuleId - = FR
RuleMeasurement - = FR
RuleType - = FR
SecurityProfile - = CX
SedaField - = O
ServiceLevel = - LO
Shape = - OG
ShortName - = O
SignedDocument - = IC
SignedObjectId = - U
SigningRole = = U
SigningType = = U
Status = - U AC IC MC P AUP CX RD
strategyId - = U OG
SubmissionAgency SubmissionAgencyIdentifier - RD
SystemId = - U
Tag = - U
TimeStampToken - = LO
TransferringAgency = - LO
TransferringAgencyArchiveUnitIdentifier = - U
Type = - U O PS
unit = - OG
UnitStrategy - = MC
Uri = - OG
UsageName - = MC
Version = - U FF
VersionPronom - = FF
`,
  TEXT: `
AcquisitionInformation = = RD
Activity = - U
AdditionalProofInformation = = U
AdditionalTimestampingInformation = = U
Address = - U
agId - = LO
BirthName = - U
City = - U
ClassificationAudience = - U
ClassificationOwner = - U
Comment = - FF RD
Compressed = - OG
Corpname = - U
Country = - U
CreatingApplicationName = - OG
CreatingApplicationVersion = - OG
CreatingOs = - OG
CreatingOsVersion = - OG
CustodialHistoryItem = - U
DateLitteral = - U
Description = - U AC IC MC P AUP AG O GR PS
DocumentType = - U
EvDetailReq - = LO
evTypeDetail EventDetail - U
ExternalReference = - U
Filename = - OG LO
FirstName = - U
FullName = - U
Function = - U
Gender = - U
Geogname = - U
GivenName = - U
Group - = FF
HoldOwner = - U
HoldReason = - U
Juridictional = - U
LinkingAgentIdentifierValue = - U
loadingURI - = LO
Mandate = - U
Name - = AC IC MC P AUP AG CX SP FF GR PS
Nationality = - U
obIdIn MessageIdentifier - RD
OriginatingSystemIdReplyTo = - U
outMessg OutcomeDetailMessage = U LO
pointer = = LO
Position = - U
RawMetadata - = OG
Region = - U
Role = - U
RuleDescription - = FR
RuleValue - = FR
SecurisationVersion - = LO
Source = - U
Spatial = - U
Temporal = - U
TextContent = - U
Title = - U
`,
  DATE: `
_acd - #approximate_creation_date U OG
_aud - #approximate_update_date U OG
_glpd - #graph_last_persisted_date U OG
_lastPersistedDate - #lastPersistedDate LO
AcquiredDate = - U
ActivationDate - = AC IC MC P AUP CX
BirthDate = - U
ClassificationReassessingDate = - U
CreatedDate = - U FF
CreationDate - = AC IC MC P AUP CX O FR GR PS RS RD RY
DateCreatedByApplication = - OG
DeactivationDate - = AC IC MC P AUP CX
DeathDate = - U
EndDate = - U LO RD
evDateTime EventDateTime = U LO
EvDateTimeReq - = LO
HoldEndDate = - U
HoldReassessingDate = - U
indexationDate - - U
LastModified = - OG
LastUpdate - = AC IC MC P AUP CX O GR PS RD
MaxEndDate - - U
MinusOneMonthLogbookTraceabilityDate - = LO
MinusOneYearLogbookTraceabilityDate - = LO
PreviousLogbookTraceabilityDate - = LO
ReceivedDate = - U
RegisteredDate = - U
SentDate = - U
SigningTime = - U
StartDate = - U LO RD
TimeStamp = = U
TransactedDate = - U
ud - = U
UpdateDate - = FF FR
ValidationTime = - U
`,
  LONG: `
_av - = U OG
_max - #max U
_min - #min U
_nbc - = U OG
_tenant - #tenant U OG LO AC IC MC P AUP AG O FR GR PS RS RD RY
_v - #version U OG LO AC IC MC P AUP AG CX SP O FF FR GR PS RS RD RY
ArchiveUnit - = RY
BinaryObject - = RY
DataObjectNumber = = OG
deleted - = RS RD
Gots - = RD
GpsAltitude = - U
ingested - = RS RD
MaxSize = - PS
NumberOfElements - = LO
NumberOfPage = - OG
ObjectGroup - = RY
Objects - = RD
ObjSize - = RD
remained - = RS RD
Size = - OG LO
tenant - = CX
Timeout = - PS
Units - = RD
`,
  DOUBLE: `
BinaryObjectSize - = RY
dValue Value = OG
`,
  BOOLEAN: `
_validComputedInheritedRules - - U
Alert - = FF
ComputeInheritedRulesAtIngest - = IC
Debug = - PS
DeclaredAdditionalProof - = IC
DeclaredSignature - = IC
DeclaredTimestamp - = IC
EnableControl - = CX
EveryDataObjectVersion - = AC IC
EveryFormatType - = IC
EveryOriginatingAgency - = AC
FormatUnidentifiedAuthorized - = IC
FullAccess - = SP
InitialVersion - = MC
MasterMandatory - = IC
MaxEntriesReached - = LO
NeedAuthorization = - U
NeedReassessingAuthorization = - U
PersistentIdentifierUnit - = MC
PreventInheritance = - U
PreventRearrangement = - U
WritingPermission - = AC
WritingRestrictedDesc - = AC
`,
} as const;

export const COLLECTION_CODES = {
  U: 'Unit',
  OG: 'ObjectGroup',
  LO: 'LogbookOperation',
  LU: 'LogbookLifeCycleUnit',
  LG: 'LogbookLifeCycleObjectGroup',
  AC: 'AccessContract',
  IC: 'IngestContract',
  MC: 'ManagementContract',
  P: 'Profile',
  AUP: 'ArchiveUnitProfile',
  AG: 'Agencies',
  CX: 'Context',
  SP: 'SecurityProfile',
  O: 'Ontology',
  FF: 'FileFormat',
  FR: 'FileRules',
  GR: 'Griffin',
  PS: 'PreservationScenario',
  RS: 'AccessionRegisterSummary',
  RD: 'AccessionRegisterDetail',
  RY: 'AccessionRegisterSymbolic',
} as const;
