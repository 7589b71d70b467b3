import { Ajv, type ErrorObject } from 'ajv';

/**
 * What every unit must be, as JSON Schema: made from the facts of spec ingest.md 12.1, model.md 3.2 to 3.5 and 3.10,
 * rules.md 1. Members that it does not name are free.
 */

const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: { type: 'string' } } as const;
/** Holds at least one character that is not blank. */
const token = { type: 'string', pattern: '\\S' } as const;
const tokens = { type: 'array', items: token } as const;
const flag = { type: 'boolean' } as const;
/** The calendar is not looked at by the pattern: conversion has done it. */
const day = { type: 'string', pattern: '^[0-8][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' } as const;
const instant = {
  type: 'string',
  pattern:
    '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?$',
} as const;
const date = { anyOf: [day, instant] } as const;
const byLanguage = {
  type: 'object',
  minProperties: 1,
  propertyNames: { pattern: '^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$' },
  additionalProperties: text,
} as const;

const list = (items: object, more: object = {}) => ({ type: 'array', items, ...more });
const closed = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const open = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
});

const place = open({
  Geogname: text,
  Address: text,
  PostalCode: text,
  City: text,
  Region: text,
  Country: text,
});
const PERSON = [
  'FirstName',
  'BirthName',
  'FullName',
  'GivenName',
  'Gender',
  'BirthDate',
  'BirthPlace',
  'DeathDate',
  'DeathPlace',
  'Nationality',
];
const agentMembers = {
  FirstName: { type: 'string' },
  BirthName: { type: 'string' },
  FullName: { type: 'string' },
  GivenName: { type: 'string' },
  Gender: text,
  BirthDate: date,
  BirthPlace: place,
  DeathDate: date,
  DeathPlace: place,
  Nationality: texts,
  Corpname: { type: 'string' },
  Identifier: texts,
  Function: texts,
  Activity: texts,
  Position: texts,
  Role: texts,
  Mandate: texts,
};
/** A person or a corporate body, never both. */
const personOrBody = {
  if: { required: ['Corpname'] },
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  then: { not: { anyOf: PERSON.map((name) => ({ required: [name] })) } },
};
const agent = { ...closed(agentMembers), ...personOrBody };
const signer = { ...closed({ ...agentMembers, SigningTime: date }), ...personOrBody };
const validator = { ...closed({ ...agentMembers, ValidationTime: date }), ...personOrBody };
const agents = list(agent);

const organization = open({ Identifier: text }, ['Identifier']);

const dataObjectReference = open({ DataObjectReferenceId: text, DataObjectGroupReferenceId: text });
const relatedObjects = list({
  type: 'object',
  properties: {
    ArchiveUnitRefId: text,
    DataObjectReference: dataObjectReference,
    RepositoryArchiveUnitPID: text,
    RepositoryObjectPID: text,
    ExternalReference: text,
  },
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
});

const inheritance = {
  ...closed({ PreventInheritance: flag, PreventRulesId: list(token, { uniqueItems: true }) }),
  not: {
    properties: { PreventInheritance: { const: true }, PreventRulesId: { minItems: 1 } },
    required: ['PreventInheritance', 'PreventRulesId'],
  },
};
const ruleMembers = { Rule: token, StartDate: day, EndDate: day };
const category = (members: object = {}, required: readonly string[] = [], rule: object = ruleMembers) =>
  closed({ Rules: list(closed(rule, ['Rule'])), Inheritance: inheritance, ...members }, required);

const management = open({
  StorageRule: category({ FinalAction: { enum: ['RestrictAccess', 'Transfer', 'Copy'] } }, ['FinalAction']),
  AppraisalRule: category({ FinalAction: { enum: ['Keep', 'Destroy'] } }, ['FinalAction']),
  AccessRule: category(),
  DisseminationRule: category(),
  ReuseRule: category(),
  ClassificationRule: category(
    {
      ClassificationLevel: token,
      ClassificationOwner: token,
      ClassificationAudience: { type: 'string' },
      ClassificationReassessingDate: date,
      NeedReassessingAuthorization: flag,
    },
    ['ClassificationLevel', 'ClassificationOwner'],
  ),
  HoldRule: category({}, [], {
    ...ruleMembers,
    HoldEndDate: day,
    HoldOwner: text,
    HoldReason: text,
    HoldReassessingDate: date,
    PreventRearrangement: flag,
  }),
  NeedAuthorization: flag,
});

const event = open(
  {
    evId: text,
    evTypeProc: text,
    evType: text,
    evDateTime: date,
    evTypeDetail: { type: 'string' },
    outcome: text,
    outDetail: text,
    outMessg: text,
    evDetData: text,
    linkingAgentIdentifier: list(
      open({ LinkingAgentIdentifierType: text, LinkingAgentIdentifierValue: text, LinkingAgentRole: text }),
    ),
  },
  ['evDateTime'],
);

const SIGNING_ROLES = ['SignedDocument', 'Timestamp', 'Signature', 'AdditionalProof'];

/** A unit: its description at the root, `_mgt` as `#management`. */
export const UNIT_SCHEMA = {
  type: 'object',
  required: ['DescriptionLevel', '#management'],
  anyOf: [{ required: ['Title'] }, { required: ['Title_'] }],
  not: { required: ['Signature', 'SigningInformation'] },
  properties: {
    '#management': management,
    DescriptionLevel: {
      enum: [
        'Fonds',
        'Subfonds',
        'Class',
        'Collection',
        'Series',
        'Subseries',
        'RecordGrp',
        'SubGrp',
        'File',
        'Item',
        'OtherLevel',
      ],
    },
    Title: text,
    Title_: byLanguage,
    Description: text,
    Description_: byLanguage,
    FilePlanPosition: tokens,
    SystemId: tokens,
    OriginatingSystemId: tokens,
    ArchivalAgencyArchiveUnitIdentifier: tokens,
    OriginatingAgencyArchiveUnitIdentifier: tokens,
    TransferringAgencyArchiveUnitIdentifier: tokens,
    CustodialHistory: open({ CustodialHistoryItem: texts, CustodialHistoryFile: dataObjectReference }, [
      'CustodialHistoryItem',
    ]),
    Type: { type: 'string' },
    DocumentType: { type: 'string' },
    Language: texts,
    DescriptionLanguage: text,
    Status: text,
    Version: { type: 'string' },
    Tag: tokens,
    Keyword: list(
      open(
        {
          KeywordContent: { type: 'string' },
          KeywordReference: { type: 'string' },
          KeywordType: {
            enum: [
              'corpname',
              'famname',
              'geogname',
              'name',
              'occupation',
              'persname',
              'subject',
              'genreform',
              'function',
            ],
          },
        },
        ['KeywordContent'],
      ),
    ),
    Coverage: open({ Spatial: texts, Temporal: texts, Juridictional: texts }),
    OriginatingAgency: organization,
    SubmissionAgency: organization,
    Agent: agents,
    AuthorizedAgent: agents,
    Writer: agents,
    Addressee: agents,
    Recipient: agents,
    Transmitter: agents,
    Sender: agents,
    Source: { type: 'string' },
    RelatedObjectReference: open({
      IsVersionOf: relatedObjects,
      Replaces: relatedObjects,
      Requires: relatedObjects,
      IsPartOf: relatedObjects,
      References: relatedObjects,
    }),
    CreatedDate: date,
    TransactedDate: date,
    AcquiredDate: date,
    SentDate: date,
    ReceivedDate: date,
    RegisteredDate: date,
    StartDate: date,
    EndDate: date,
    DateLitteral: text,
    Event: list(event),
    Signature: list(
      open(
        {
          Signer: list(signer),
          Validator: validator,
          Masterdata: { type: 'object' },
          ReferencedObject: open({
            SignedObjectId: text,
            SignedObjectDigest: open({ MessageDigest: text, Algorithm: text }),
          }),
        },
        ['ReferencedObject'],
      ),
    ),
    SigningInformation: open(
      {
        SigningRole: list({ enum: SIGNING_ROLES }, { minItems: 1 }),
        DetachedSigningRole: list({ enum: SIGNING_ROLES.slice(1) }),
        SignatureDescription: list(open({ Signer: signer, Validator: validator, SigningType: text })),
        TimestampingInformation: list(open({ TimeStamp: date, AdditionalTimestampingInformation: text })),
        AdditionalProof: list(open({ AdditionalProofInformation: texts })),
      },
      ['SigningRole'],
    ),
    Gps: open({ GpsAltitude: { type: 'integer' } }),
    OriginatingSystemIdReplyTo: text,
    TextContent: texts,
    PersistentIdentifier: list(
      open(
        {
          PersistentIdentifierType: text,
          PersistentIdentifierOrigin: text,
          PersistentIdentifierReference: text,
          PersistentIdentifierContent: text,
        },
        ['PersistentIdentifierType', 'PersistentIdentifierContent'],
      ),
    ),
  },
};

const validate = new Ajv({ allErrors: true, strict: false }).compile(UNIT_SCHEMA);

/** Faults said of one unit: the first ones tell enough. */
const SAID = 20;

/**
 * Checks a unit, its description at the root and `_mgt` as `#management`.
 * @returns what is wrong, one sentence a fault; undefined when nothing is
 */
export function unitSchemaFault(document: Readonly<Record<string, unknown>>): string | undefined {
  if (validate(document)) return undefined;
  return (validate.errors ?? []).slice(0, SAID).map(sentence).join('; ');
}

function sentence({ instancePath, message, keyword, params }: ErrorObject): string {
  const where = instancePath === '' ? 'the unit' : instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'enum') return `${where} must be one of ${(params.allowedValues as string[]).join(', ')}`;
  return `${where} ${message ?? keyword}`;
}
