/**
 * Types of the members of a unit (spec dsl.md 7.3, model.md 3): what decides how a value is searched, compared
 * and sorted. Members that are not described take the type of the ontology entry of the whole path; without
 * one they are analysed text (dsl.md 7.4).
 */

export type FieldType = 'keyword' | 'text' | 'date' | 'long' | 'double' | 'boolean' | 'object';

/** Members by name; `*` stands for any name that is not listed. */
export interface Members {
  readonly [name: string]: FieldType | Members;
}

/** What the catalogue asks of the vocabulary: the declared type of a name. */
export interface Vocabulary {
  get(identifier: string): { readonly type: string } | undefined;
}

const ONTOLOGY_TYPES: Readonly<Record<string, FieldType>> = {
  TEXT: 'text',
  KEYWORD: 'keyword',
  ENUM: 'keyword',
  GEO_POINT: 'keyword',
  DATE: 'date',
  LONG: 'long',
  DOUBLE: 'double',
  BOOLEAN: 'boolean',
};

/** Several members of one type: `all('keyword', 'Type', 'Status')`. */
export function all(type: FieldType, ...names: string[]): Members {
  return Object.fromEntries(names.map((name) => [name, type]));
}

const PLACE: Members = {
  ...all('text', 'Geogname', 'Address', 'City', 'Region', 'Country'),
  ...all('keyword', 'PostalCode'),
};

const AGENT: Members = {
  ...all('text', 'FirstName', 'BirthName', 'FullName', 'GivenName', 'Gender', 'Corpname', 'Nationality'),
  ...all('text', 'Function', 'Activity', 'Position', 'Role', 'Mandate'),
  ...all('date', 'BirthDate', 'DeathDate', 'SigningTime', 'ValidationTime'),
  Identifier: 'keyword',
  BirthPlace: PLACE,
  DeathPlace: PLACE,
};

const PERSISTENT_IDENTIFIER: Members = all(
  'keyword',
  'PersistentIdentifierType',
  'PersistentIdentifierOrigin',
  'PersistentIdentifierReference',
  'PersistentIdentifierContent',
);

const EVENT: Members = {
  ...all('keyword', 'evId', 'evTypeProc', 'evType', 'outcome', 'outDetail', 'evDetData'),
  ...all('text', 'evTypeDetail', 'outMessg'),
  evDateTime: 'date',
  linkingAgentIdentifier: all(
    'text',
    'LinkingAgentIdentifierType',
    'LinkingAgentIdentifierValue',
    'LinkingAgentRole',
  ),
};

const RELATED: Members = {
  ...all('keyword', 'ArchiveUnitRefId', 'RepositoryArchiveUnitPID', 'RepositoryObjectPID'),
  DataObjectReference: all('keyword', 'DataObjectReferenceId', 'DataObjectGroupReferenceId'),
  ExternalReference: 'text',
};

const AGENCY: Members = { Identifier: 'keyword' };

/** Descriptive members, at the root of a unit's `content`. */
export const CONTENT_FIELDS: Members = {
  ...all(
    'keyword',
    'DescriptionLevel',
    'Type',
    'Status',
    'Version',
    'Language',
    'DescriptionLanguage',
    'Tag',
  ),
  ...all('keyword', 'FilePlanPosition', 'SystemId', 'OriginatingSystemId', 'ArchiveUnitProfile'),
  ...all('keyword', 'ArchivalAgencyArchiveUnitIdentifier', 'OriginatingAgencyArchiveUnitIdentifier'),
  ...all('keyword', 'TransferringAgencyArchiveUnitIdentifier'),
  ...all('text', 'Title', 'Description', 'DocumentType', 'Source', 'DateLitteral', 'TextContent'),
  ...all('text', 'OriginatingSystemIdReplyTo'),
  ...all('date', 'CreatedDate', 'TransactedDate', 'AcquiredDate', 'SentDate', 'ReceivedDate'),
  ...all('date', 'RegisteredDate', 'StartDate', 'EndDate'),
  Title_: { '*': 'text' },
  Description_: { '*': 'text' },
  PersistentIdentifier: PERSISTENT_IDENTIFIER,
  Keyword: all('keyword', 'KeywordContent', 'KeywordReference', 'KeywordType'),
  Coverage: all('text', 'Spatial', 'Temporal', 'Juridictional'),
  OriginatingAgency: AGENCY,
  SubmissionAgency: AGENCY,
  ...Object.fromEntries(
    ['AuthorizedAgent', 'Agent', 'Writer', 'Addressee', 'Recipient', 'Transmitter', 'Sender'].map((role) => [
      role,
      AGENT,
    ]),
  ),
  RelatedObjectReference: {
    IsVersionOf: RELATED,
    Replaces: RELATED,
    Requires: RELATED,
    IsPartOf: RELATED,
    References: RELATED,
  },
  Event: EVENT,
  Signature: {
    Signer: AGENT,
    Validator: AGENT,
    ReferencedObject: {
      SignedObjectId: 'keyword',
      SignedObjectDigest: all('keyword', 'MessageDigest', 'Algorithm'),
    },
  },
  SigningInformation: {
    ...all('keyword', 'SigningRole', 'DetachedSigningRole'),
    SignatureDescription: { Signer: AGENT, Validator: AGENT, SigningType: 'keyword' },
    TimestampingInformation: { TimeStamp: 'date', AdditionalTimestampingInformation: 'text' },
    AdditionalProof: { AdditionalProofInformation: 'text' },
  },
  Gps: {
    ...all('keyword', 'GpsVersionID', 'GpsAltitudeRef', 'GpsLatitude', 'GpsLatitudeRef', 'GpsLongitude'),
    ...all('keyword', 'GpsLongitudeRef', 'GpsDateStamp'),
    GpsAltitude: 'long',
  },
  CustodialHistory: {
    CustodialHistoryItem: 'text',
    CustodialHistoryFile: all('keyword', 'DataObjectReferenceId', 'DataObjectGroupReferenceId'),
  },
};

const RULES: Members = {
  Rules: { Rule: 'keyword', ...all('date', 'StartDate', 'EndDate') },
  Inheritance: { PreventInheritance: 'boolean', PreventRulesId: 'keyword' },
  FinalAction: 'keyword',
};

/** Members of `#management`. */
export const MANAGEMENT_FIELDS: Members = {
  StorageRule: RULES,
  AppraisalRule: RULES,
  AccessRule: RULES,
  DisseminationRule: RULES,
  ReuseRule: RULES,
  ClassificationRule: {
    ...RULES,
    ClassificationLevel: 'keyword',
    ...all('text', 'ClassificationOwner', 'ClassificationAudience'),
    ClassificationReassessingDate: 'date',
    NeedReassessingAuthorization: 'boolean',
  },
  HoldRule: {
    ...RULES,
    Rules: {
      Rule: 'keyword',
      ...all('date', 'StartDate', 'EndDate', 'HoldEndDate', 'HoldReassessingDate'),
      ...all('text', 'HoldOwner', 'HoldReason'),
      PreventRearrangement: 'boolean',
    },
  },
  NeedAuthorization: 'boolean',
};

/** Type that `members` give to `path`; undefined when they say nothing of it. */
export function describedType(members: Members, path: readonly string[]): FieldType | undefined {
  let at: FieldType | Members = members;
  for (const name of path) {
    if (typeof at === 'string') return undefined;
    const next: FieldType | Members | undefined = Object.hasOwn(at, name) ? at[name] : at['*'];
    if (next === undefined) return undefined;
    at = next;
  }
  return typeof at === 'string' ? at : 'object';
}

/** Type of a path: as described, else as the vocabulary types its whole name, else analysed text. */
export function fieldType(members: Members, path: readonly string[], vocabulary: Vocabulary): FieldType {
  const described = describedType(members, path);
  if (described !== undefined) return described;
  const declared = vocabulary.get(path.join('.'));
  return (declared && ONTOLOGY_TYPES[declared.type]) ?? 'text';
}
