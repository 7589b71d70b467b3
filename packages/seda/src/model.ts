import { collapsed } from './collapsed.ts';
import {
  any,
  choice,
  element as el,
  many,
  optional,
  type Particle,
  type Placement,
  sequence,
  some,
} from './particles.ts';
import type { JsonObject, SedaVersion } from './records.ts';
import {
  ANY_DATE,
  ANY_URI,
  type Attributes,
  allowed,
  BASE64,
  BINARY,
  BOOLEAN,
  type ComplexType,
  complex,
  DATE_TIME_TYPE,
  DECIMAL,
  type DisownedMembers,
  type ElementType,
  exactlyOneOf,
  ID,
  IDREF,
  INT,
  INTEGER,
  LANGUAGE,
  NON_EMPTY_TOKEN,
  oneOf,
  POSITIVE_INTEGER,
  required,
  type SimpleType,
  STRING,
  TOKEN,
  text,
  XML_LANG,
  XSD_DATE,
} from './types.ts';

/**
 * The content model of an ArchiveTransfer (spec seda.md 4 to 6). Strict: the official schemas. Compatible: with the
 * loosening of the reference system (spec seda.md 6.3), its wildcards after optional elements.
 */
export type Mode = 'compatible' | 'strict';

export interface Edition {
  readonly version: SedaVersion;
  readonly mode: Mode;
}

/** Types whose elements the reader hands over as records. */
export interface TransferModel {
  readonly root: ComplexType;
  readonly binaryObject: ComplexType;
  readonly physicalObject: ComplexType;
  readonly objectGroup: ComplexType;
  readonly unit: ComplexType;
  readonly managementMetadata: ComplexType;
}

// ---- Types that all editions share ----

const XML_ID: Attributes = { 'xml:id': allowed(ID) };
const NON_EMPTY = text(NON_EMPTY_TOKEN);
const PLAIN = text(STRING);
const REFERENCE = text(IDREF);
const isTrue = (value: string) => value === 'true' || value === '1';
const FLAG = text(BOOLEAN, {}, isTrue);
/** Empty, it says false. */
const FALSE_FLAG = text(BOOLEAN, {}, isTrue, { byDefault: 'false' });
const DAY = text(XSD_DATE);
const NIL_DAY = text(XSD_DATE, {}, undefined, { nillable: true });
const INSTANT = text(DATE_TIME_TYPE);
const ANY_DAY = text(ANY_DATE);
/** A day with an offset becomes a date-time with one (spec seda.md 7.1). */
const DESCRIPTIVE_DAY = text(ANY_DATE, {}, (value) =>
  value.replace(/^(-?\d{4,}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)$/, '$1T00:00:00$2'),
);
const NUMBER = text(INT, {}, Number);
const INTEGER_VALUE = text(INTEGER, {}, Number);
const LANGUAGE_VALUE = text(LANGUAGE);

/** Text in a language: handed over with it, so that titles keep theirs. */
const LOCAL_TEXT = text(STRING, { 'xml:lang': allowed(XML_LANG) });
const LOCALISED = text(
  STRING,
  { 'xml:lang': allowed(XML_LANG) },
  (value, attributes) => ({
    text: value,
    ...(attributes['xml:lang'] === undefined ? {} : { lang: collapsed(attributes['xml:lang']) }),
  }),
  { written: (value) => ({ text: value.text, attributes: { 'xml:lang': value.lang } }) },
);

const identifierAttributes: Attributes = Object.fromEntries(
  [
    'schemeID',
    'schemeName',
    'schemeAgencyID',
    'schemeAgencyName',
    'schemeVersionID',
    'schemeDataURI',
    'schemeURI',
  ].map((name) => [name, allowed(name.endsWith('URI') ? ANY_URI : name.endsWith('ID') ? TOKEN : STRING)]),
);
const IDENTIFIER = text(TOKEN, identifierAttributes);

const CODE_ATTRIBUTES = [
  'listID',
  'listAgencyID',
  'listAgencyName',
  'listName',
  'listVersionID',
  'name',
  'languageID',
  'listURI',
  'listSchemeURI',
];
function codeAttributeType(name: string): SimpleType {
  if (name === 'languageID') return LANGUAGE;
  if (name.endsWith('URI')) return ANY_URI;
  return name.endsWith('ID') ? TOKEN : STRING;
}
const codeAttributes: Attributes = Object.fromEntries(
  CODE_ATTRIBUTES.map((name) => [name, allowed(codeAttributeType(name))]),
);
const CODE = text(NON_EMPTY_TOKEN, codeAttributes);
/** A code with its attributes, by the capitalised names of the reference system (spec seda.md 7.1). */
const CODE_WITH_ATTRIBUTES = text(
  NON_EMPTY_TOKEN,
  codeAttributes,
  (value, attributes) => ({
    Value: value,
    ...Object.fromEntries(
      CODE_ATTRIBUTES.flatMap((name) =>
        attributes[name] === undefined ? [] : [[capitalised(name), attributes[name]]],
      ),
    ),
  }),
  {
    written: ({ Value, ...value }) => ({
      text: Value,
      attributes: Object.fromEntries(CODE_ATTRIBUTES.map((name) => [name, value[capitalised(name)]])),
    }),
  },
);
const capitalised = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

const DIGEST = text(
  BINARY,
  { algorithm: required(NON_EMPTY_TOKEN) },
  (value, { algorithm }) => ({ MessageDigest: value, Algorithm: algorithm }),
  {
    written: ({ MessageDigest, Algorithm }) => ({
      text: MessageDigest,
      attributes: { algorithm: Algorithm },
    }),
  },
);
const COMPRESSED = text(STRING, {
  algorithm: required(NON_EMPTY_TOKEN),
  uncompressedSize: required(POSITIVE_INTEGER),
});
const ATTACHMENT = text(BASE64, { filename: allowed(STRING), uri: allowed(ANY_URI) });

const LEVEL = text(
  oneOf(
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
  ),
);
const LEGAL_STATUS = text(oneOf('Public Archive', 'Private Archive', 'Public and Private Archive'));
const KEYWORD_TYPE = text(
  oneOf(
    'corpname',
    'famname',
    'geogname',
    'name',
    'occupation',
    'persname',
    'subject',
    'genreform',
    'function',
  ),
  { listVersionID: allowed(TOKEN) },
);
const SIGNING_ROLE = text(oneOf('SignedDocument', 'Timestamp', 'Signature', 'AdditionalProof'));
const DETACHED_SIGNING_ROLE = text(oneOf('Timestamp', 'Signature', 'AdditionalProof'));
const LENGTHS = exactlyOneOf(
  'micrometre',
  '4H',
  'millimetre',
  'MMT',
  'centimetre',
  'CMT',
  'metre',
  'inch',
  'INH',
  'foot',
  'FOT',
);
const WEIGHTS = exactlyOneOf('microgram', 'MC', 'milligram', 'MGM', 'gram', 'GRM', 'kilogram', 'KGM');
const measure = (unit: SimpleType) =>
  text(
    DECIMAL,
    { unit: required(unit) },
    (value, attributes) => ({ dValue: Number(value), unit: attributes.unit }),
    { written: ({ dValue, unit: name }) => ({ text: dValue, attributes: { unit: name } }) },
  );
const LENGTH = measure(LENGTHS);
const WEIGHT = measure(WEIGHTS);

const opt = (name: string, type: ElementType, placement: Placement = 'member', as = name) =>
  optional(el(name, type, placement, as));
const list = (name: string, type: ElementType, as = name) => many(el(name, type, 'list', as));
const someOf = (name: string, type: ElementType, as = name) => some(el(name, type, 'list', as));

/** The content model of one edition; made once each. */
export function transferModel(edition: Edition): TransferModel {
  const key = `${edition.version} ${edition.mode}`;
  let model = MODELS.get(key);
  if (!model) {
    model = buildModel(edition);
    MODELS.set(key, model);
  }
  return model;
}
const MODELS = new Map<string, TransferModel>();

/** Tells what an edition has. */
interface Has {
  readonly compatible: boolean;
  /** Version 2.2 or later. */
  readonly v22: boolean;
  readonly v23: boolean;
  when(condition: boolean, particle: Particle): Particle | undefined;
  /** A place for elements of others: open in compatible mode, an abstract element nobody can use in strict mode. */
  extension(): Particle | undefined;
}

function buildModel({ version, mode }: Edition): TransferModel {
  const compatible = mode === 'compatible';
  const has: Has = {
    compatible,
    v22: version !== '2.1',
    v23: version === '2.3',
    when: (condition, particle) => (condition ? particle : undefined),
    extension: () => (compatible ? many(any()) : undefined),
  };
  const open = openType(has);
  const event = eventType(has);
  const binaryObject = dataObjectType(has, 'binary', open);
  const physicalObject = dataObjectType(has, 'physical', open);
  const objectGroup = objectGroupType(has, binaryObject, physicalObject);
  const group = managementGroup(has, event);
  const unit = unitType(has, group, open, event);
  const managementMetadata = managementMetadataType(group);
  const organization = organizationType(open);
  const root = complex(
    'ArchiveTransfer',
    sequence(
      list('Comment', LOCALISED),
      el('Date', INSTANT),
      el('MessageIdentifier', compatible && has.v22 ? NON_EMPTY : IDENTIFIER),
      opt('Signature', open, 'drop'),
      opt('ArchivalAgreement', IDENTIFIER),
      el('CodeListVersions', codeListVersionsType(has)),
      opt(
        'DataObjectPackage',
        packageType(has, { binaryObject, physicalObject, objectGroup, unit, managementMetadata }),
        'drop',
      ),
      many(el('RelatedTransferReference', IDENTIFIER, 'drop')),
      opt('TransferRequestReplyIdentifier', IDENTIFIER, 'drop'),
      el('ArchivalAgency', organization),
      el('TransferringAgency', organization),
    ),
    { attributes: XML_ID },
  );
  return { root, binaryObject, physicalObject, objectGroup, unit, managementMetadata };
}

function openType({ compatible }: Has): ComplexType {
  return complex('OpenType', many(any(compatible ? 'any' : 'other')), {
    attributes: { 'xml:id': allowed(ID), 'xlink:href': allowed(ANY_URI) },
    free: true,
  });
}

function organizationType(open: ComplexType): ComplexType {
  return complex(
    'OrganizationWithIdType',
    sequence(el('Identifier', IDENTIFIER), opt('OrganizationDescriptiveMetadata', open)),
    {
      attributes: XML_ID,
    },
  );
}

function codeListVersionsType(has: Has): ComplexType {
  const names = [
    'Reply',
    'MessageDigestAlgorithm',
    'MimeType',
    'Encoding',
    'FileFormat',
    'CompressionAlgorithm',
    'DataObjectVersion',
    'StorageRule',
    'AppraisalRule',
    'AccessRule',
    'DisseminationRule',
    'ReuseRule',
    'ClassificationRule',
    ...(has.compatible && has.v22 ? ['HoldRule'] : []),
    'AcquisitionInformation',
    'AuthorizationReason',
    'Relationship',
  ];
  return complex(
    'CodeListVersionsType',
    sequence(...names.map((name) => opt(`${name}CodeListVersion`, CODE)), has.extension()),
    { attributes: XML_ID },
  );
}

interface PackageParts {
  readonly binaryObject: ComplexType;
  readonly physicalObject: ComplexType;
  readonly objectGroup: ComplexType;
  readonly unit: ComplexType;
  readonly managementMetadata: ComplexType;
}

function packageType({ compatible, v22 }: Has, parts: PackageParts): ComplexType {
  const group = el('DataObjectGroup', parts.objectGroup, 'drop');
  const objects =
    compatible || !v22
      ? choice(
          group,
          el('BinaryDataObject', parts.binaryObject, 'drop'),
          el('PhysicalDataObject', parts.physicalObject, 'drop'),
        )
      : group;
  const descriptive = complex('DescriptiveMetadataType', many(el('ArchiveUnit', parts.unit, 'drop')));
  return complex(
    'DataObjectPackageType',
    sequence(
      many(objects),
      el('DescriptiveMetadata', descriptive, 'drop'),
      el('ManagementMetadata', parts.managementMetadata, 'drop'),
    ),
    { attributes: XML_ID },
  );
}

// ---- Objects (spec seda.md 4.4 to 4.6) ----

function objectGroupType(has: Has, binary: ComplexType, physical: ComplexType): ComplexType {
  const ofGroup = complex(
    'ObjectGroupEventType',
    sequence(...eventParticles(has), opt('DataObjectReferenceId', REFERENCE)),
  );
  const objects = choice(el('BinaryDataObject', binary, 'drop'), el('PhysicalDataObject', physical, 'drop'));
  const logBook = complex('LogBookOgType', list('Event', ofGroup));
  return complex(
    'DataObjectGroupType',
    sequence(has.compatible || !has.v22 ? many(objects) : some(objects), opt('LogBook', logBook)),
    { attributes: { id: required(ID) } },
  );
}

function dataObjectType(has: Has, kind: 'binary' | 'physical', open: ComplexType): ComplexType {
  const relationship = complex('RelationshipType', sequence(), {
    attributes: { target: required(IDREF), type: required(NON_EMPTY_TOKEN) },
    make: () => undefined,
  });
  const groupId = text(ID);
  const minimal = sequence(
    has.when(has.v22, opt('DataObjectProfile', IDENTIFIER)),
    opt('DataObjectSystemId', NON_EMPTY, 'drop'),
    opt('DataObjectGroupSystemId', NON_EMPTY, 'drop'),
    many(el('Relationship', relationship, 'drop')),
    has.when(
      has.compatible || !has.v22,
      optional(choice(el('DataObjectGroupReferenceId', REFERENCE), el('DataObjectGroupId', groupId))),
    ),
    opt('DataObjectVersion', NON_EMPTY),
    has.when(has.v23, list('PersistentIdentifier', PERSISTENT_IDENTIFIER)),
    has.when(has.v23, opt('DataObjectUse', NON_EMPTY)),
    has.when(has.v23, opt('DataObjectNumber', NUMBER)),
  );
  const attributes: Attributes = { id: required(ID) };
  return kind === 'binary'
    ? complex('BinaryDataObjectType', sequence(minimal, ...binaryParticles(has, open)), { attributes })
    : complex('PhysicalDataObjectType', sequence(minimal, ...physicalParticles(has)), {
        attributes,
        freeInto: 'PhysicalDimensions',
      });
}

const PERSISTENT_IDENTIFIER = complex(
  'PersistentIdentifierType',
  sequence(
    el('PersistentIdentifierType', NON_EMPTY),
    opt('PersistentIdentifierOrigin', NON_EMPTY),
    opt('PersistentIdentifierReference', NON_EMPTY),
    el('PersistentIdentifierContent', NON_EMPTY),
  ),
);

function binaryParticles(has: Has, open: ComplexType): Particle[] {
  const format = complex(
    'FormatIdentificationType',
    sequence(
      opt('FormatLitteral', PLAIN),
      opt('MimeType', NON_EMPTY),
      opt('FormatId', NON_EMPTY),
      opt('Encoding', NON_EMPTY),
    ),
  );
  const fileInfo = complex(
    'FileInfoType',
    sequence(
      el('Filename', PLAIN),
      opt('CreatingApplicationName', PLAIN),
      opt('CreatingApplicationVersion', PLAIN),
      opt('DateCreatedByApplication', INSTANT),
      opt('CreatingOs', PLAIN),
      opt('CreatingOsVersion', PLAIN, 'drop'),
      opt('LastModified', INSTANT),
    ),
  );
  const metadata = complex(
    'CoreMetadataType',
    choice(
      ...['Text', 'Document', 'Image', 'Audio', 'Video'].map((name) => el(name, open)),
      has.when(has.compatible, optional(any())),
    ),
  );
  return [
    optional(
      sequence(
        optional(choice(el('Attachment', ATTACHMENT, 'drop'), el('Uri', text(ANY_URI)))),
        el('MessageDigest', DIGEST),
      ),
    ),
    opt('Size', text(POSITIVE_INTEGER, {}, Number)),
    opt('Compressed', COMPRESSED, 'drop'),
    opt('FormatIdentification', format),
    opt('FileInfo', fileInfo),
    opt('Metadata', metadata),
    opt('OtherMetadata', open),
  ];
}

function physicalParticles(has: Has): (Particle | undefined)[] {
  const dimensions = complex(
    'PhysicalDimensionsType',
    sequence(
      opt('Width', LENGTH),
      opt('Height', LENGTH),
      opt('Depth', LENGTH),
      opt('Shape', PLAIN),
      opt('Diameter', LENGTH),
      opt('Length', LENGTH),
      opt('Thickness', LENGTH),
      opt('Weight', WEIGHT),
      opt('NumberOfPage', NUMBER),
    ),
  );
  return [opt('PhysicalId', IDENTIFIER), opt('PhysicalDimensions', dimensions), has.extension()];
}

// ---- Management (spec seda.md 4.7, 5.3, 7.4) ----

type RuleObject = {
  Rules?: JsonObject[];
  Inheritance?: { PreventInheritance?: boolean; PreventRulesId?: string[] };
} & JsonObject;

const RULE_ID = text(NON_EMPTY_TOKEN, { id: allowed(ID) });

/** Rule opens a pair, what follows it completes it; inheritance gathers apart. */
function placeRule(value: JsonObject, name: string, child: unknown): void {
  const rule = value as RuleObject;
  switch (name) {
    case 'Rule':
      rule.Rules ??= [];
      rule.Rules.push({ Rule: child });
      return;
    case 'PreventInheritance':
      rule.Inheritance = { PreventInheritance: child as boolean, PreventRulesId: [] };
      return;
    case 'RefNonRuleId':
      rule.Inheritance ??= { PreventRulesId: [] };
      rule.Inheritance.PreventRulesId?.push(child as string);
      return;
    default: {
      const last = rule.Rules?.at(-1);
      if (last) last[name] = child;
    }
  }
}

/** End dates are computed: no element holds them (spec rules.md, exports). */
function rulesAndRest({ Rules = [], Inheritance, ...rest }: JsonObject): DisownedMembers {
  const { PreventInheritance, PreventRulesId = [] } = (Inheritance ?? {}) as NonNullable<
    RuleObject['Inheritance']
  >;
  const inheritance =
    PreventRulesId.length > 0
      ? { RefNonRuleId: PreventRulesId }
      : PreventInheritance === undefined
        ? {}
        : { PreventInheritance };
  return {
    repeated: (Rules as JsonObject[]).map(({ EndDate: _computed, ...rule }) => rule),
    rest: { ...rest, ...inheritance },
  };
}

function ruleType(name: string, pair: Particle[], rest: (Particle | undefined)[]): ComplexType {
  return complex(name, sequence(many(sequence(el('Rule', RULE_ID, 'own'), ...pair)), ...rest), {
    own: placeRule,
    disowned: rulesAndRest,
  });
}

const START: Particle[] = [optional(el('StartDate', NIL_DAY, 'own'))];
const INHERITANCE = optional(
  choice(el('PreventInheritance', FALSE_FLAG, 'own'), some(el('RefNonRuleId', RULE_ID, 'own'))),
);
const finalAction = (...values: string[]) => el('FinalAction', text(oneOf(...values)));

const CATEGORIES: readonly [string, ComplexType][] = [
  [
    'StorageRule',
    ruleType('StorageRuleType', START, [INHERITANCE, finalAction('RestrictAccess', 'Transfer', 'Copy')]),
  ],
  ['AppraisalRule', ruleType('AppraisalRuleType', START, [INHERITANCE, finalAction('Keep', 'Destroy')])],
  ['AccessRule', ruleType('AccessRuleType', START, [INHERITANCE])],
  ['DisseminationRule', ruleType('DisseminationRuleType', START, [INHERITANCE])],
  ['ReuseRule', ruleType('ReuseRuleType', START, [INHERITANCE])],
  [
    'ClassificationRule',
    ruleType('ClassificationRuleType', START, [
      opt('ClassificationAudience', NON_EMPTY),
      INHERITANCE,
      el('ClassificationLevel', NON_EMPTY),
      el('ClassificationOwner', NON_EMPTY),
      opt('ClassificationReassessingDate', DAY),
      opt('NeedReassessingAuthorization', FLAG),
    ]),
  ],
];

const HOLD_RULE = ruleType(
  'HoldRuleType',
  [
    ...START,
    optional(el('HoldEndDate', NIL_DAY, 'own')),
    optional(el('HoldOwner', NON_EMPTY, 'own')),
    optional(el('HoldReassessingDate', NIL_DAY, 'own')),
    optional(el('HoldReason', NON_EMPTY, 'own')),
    optional(el('PreventRearrangement', FLAG, 'own')),
  ],
  [INHERITANCE],
);

const UPDATE_OPERATION = complex(
  'UpdateOperationType',
  sequence(
    choice(
      el('SystemId', NON_EMPTY),
      el(
        'ArchiveUnitIdentifierKey',
        complex(
          'ArchiveUnitIdentifierKeyType',
          sequence(el('MetadataName', NON_EMPTY), el('MetadataValue', PLAIN)),
        ),
      ),
    ),
    opt('ToDelete', complex('ToDeleteType', some(el('ArchiveUnitRefId', REFERENCE, 'drop'))), 'drop'),
    opt('FullUpdate', FALSE_FLAG, 'drop'),
  ),
);

/** Members in the order of ManagementGroup; what is unknown there is not kept (spec seda.md 7.4). */
function managementGroup(has: Has, event: ComplexType): Particle {
  const logBook = complex('LogBookType', someOf('Event', event));
  return sequence(
    ...CATEGORIES.map(([name, type]) => opt(name, type)),
    opt('LogBook', logBook),
    opt('NeedAuthorization', FLAG),
    has.when(has.compatible || has.v22, opt('HoldRule', HOLD_RULE)),
    has.when(has.compatible, opt('UpdateOperation', UPDATE_OPERATION)),
    has.extension(),
  );
}

function managementMetadataType(group: Particle): ComplexType {
  return complex(
    'ManagementMetadataType',
    sequence(
      opt('ArchivalProfile', IDENTIFIER),
      opt('ServiceLevel', IDENTIFIER),
      opt('AcquisitionInformation', NON_EMPTY),
      opt('LegalStatus', LEGAL_STATUS),
      opt('OriginatingAgencyIdentifier', IDENTIFIER),
      opt('SubmissionAgencyIdentifier', IDENTIFIER),
      group,
    ),
    { attributes: XML_ID },
  );
}

// ---- Archive units (spec seda.md 5) ----

function unitType(has: Has, group: Particle, open: ComplexType, event: ComplexType): ComplexType {
  const dataObjectReference = complex(
    'DataObjectRefType',
    has.compatible || !has.v22
      ? choice(el('DataObjectReferenceId', REFERENCE), el('DataObjectGroupReferenceId', REFERENCE))
      : el('DataObjectGroupReferenceId', REFERENCE),
    { attributes: { id: allowed(ID) } },
  );
  const existingGroup = complex(
    'ObjectGroupRefType',
    sequence(
      opt('DataObjectReference', dataObjectReference),
      el('DataObjectGroupExistingReferenceId', NON_EMPTY),
    ),
  );
  const management = complex('ManagementType', group);
  const content = contentType(has, group, open, event, dataObjectReference);
  const children = choice(
    el('ArchiveUnit', () => unit, 'drop'),
    el('DataObjectReference', dataObjectReference, 'list'),
    has.when(has.compatible, el('DataObjectGroup', existingGroup, 'list')),
    has.when(has.compatible, any()),
  );
  const unit: ComplexType = complex(
    'ArchiveUnitType',
    choice(
      el('ArchiveUnitRefId', REFERENCE),
      sequence(
        opt('ArchiveUnitProfile', IDENTIFIER),
        opt('Management', management),
        el('Content', content),
        many(children),
      ),
    ),
    { attributes: { id: required(ID) } },
  );
  return unit;
}

const LOCAL_LISTS = (...names: string[]) => names.map((name) => list(name, LOCAL_TEXT));
const PLACE_NAMES = ['Geogname', 'Address', 'PostalCode', 'City', 'Region', 'Country'];
const PLACE = complex('BirthOrDeathPlaceType', many(choice(...PLACE_NAMES.map((name) => el(name, PLAIN)))), {
  anyOrder: true,
});

const PERSON: Particle[] = [
  opt('FirstName', PLAIN),
  opt('BirthName', PLAIN),
  opt('FullName', PLAIN),
  opt('GivenName', PLAIN),
  opt('Gender', NON_EMPTY),
  opt('BirthDate', DAY),
  opt('BirthPlace', PLACE),
  opt('DeathDate', DAY),
  opt('DeathPlace', PLACE),
  list('Nationality', NON_EMPTY),
];
const FUNCTIONS = LOCAL_LISTS('Function', 'Activity', 'Position', 'Role', 'Mandate');

function agentType(name: string, ...between: Particle[]): ComplexType {
  return complex(
    name,
    sequence(
      choice(sequence(...PERSON), el('Corpname', PLAIN)),
      list('Identifier', NON_EMPTY),
      ...between,
      ...FUNCTIONS,
    ),
  );
}

const AGENT = agentType('AgentType');
const SIGNER = agentType('SignerType', el('SigningTime', INSTANT));
const VALIDATOR = agentType('ValidatorType', el('ValidationTime', INSTANT));

const KEYWORD = complex(
  'KeywordsType',
  sequence(
    el('KeywordContent', LOCAL_TEXT),
    opt('KeywordReference', IDENTIFIER),
    opt('KeywordType', KEYWORD_TYPE),
  ),
  { attributes: { id: allowed(ID) } },
);

const SIGNATURE = complex(
  'SignatureType',
  sequence(
    someOf('Signer', SIGNER),
    el('Validator', VALIDATOR),
    opt('Masterdata', CODE_WITH_ATTRIBUTES),
    el(
      'ReferencedObject',
      complex(
        'ReferencedObjectType',
        sequence(el('SignedObjectId', REFERENCE), el('SignedObjectDigest', DIGEST)),
      ),
    ),
  ),
);

function signingInformation({ compatible }: Has, open: ComplexType): ComplexType {
  const description = complex(
    'SignatureDescriptionType',
    sequence(opt('Signer', SIGNER), opt('Validator', VALIDATOR), opt('SigningType', NON_EMPTY)),
  );
  const timestamping = complex(
    'TimestampingInformationType',
    sequence(opt('TimeStamp', INSTANT), opt('AdditionalTimestampingInformation', NON_EMPTY)),
  );
  const proof = complex('AdditionalProofType', list('AdditionalProofInformation', NON_EMPTY));
  return complex(
    'SigningInformationType',
    sequence(
      someOf('SigningRole', SIGNING_ROLE),
      list('DetachedSigningRole', DETACHED_SIGNING_ROLE),
      many(el('SignedDocumentReferenceId', REFERENCE, 'drop')),
      list('SignatureDescription', description),
      list('TimestampingInformation', timestamping),
      list('AdditionalProof', proof),
      // The official schema gives it an abstract type: no document can have it.
      compatible ? opt('Extended', open) : undefined,
    ),
  );
}

const EVENT_MEMBERS: readonly [string, string, ElementType][] = [
  ['EventIdentifier', 'evId', NON_EMPTY],
  ['EventTypeCode', 'evTypeProc', NON_EMPTY],
  ['EventType', 'evType', NON_EMPTY],
];
const EVENT_TAIL: readonly [string, string, ElementType][] = [
  ['EventDetail', 'evTypeDetail', LOCAL_TEXT],
  ['Outcome', 'outcome', NON_EMPTY],
  ['OutcomeDetail', 'outDetail', NON_EMPTY],
  ['OutcomeDetailMessage', 'outMessg', NON_EMPTY],
  ['EventDetailData', 'evDetData', NON_EMPTY],
];
const LINKING_AGENT = complex(
  'LinkingAgentIdentifierType',
  sequence(
    opt('LinkingAgentIdentifierType', NON_EMPTY),
    opt('LinkingAgentIdentifierValue', NON_EMPTY),
    opt('LinkingAgentRole', NON_EMPTY),
  ),
);

/** Spec seda.md 5.7, members of 7.7; what is unknown is not kept. */
function eventParticles(has: Has): (Particle | undefined)[] {
  const linking = el('LinkingAgentIdentifier', LINKING_AGENT, 'list', 'linkingAgentIdentifier');
  return [
    ...EVENT_MEMBERS.map(([name, as, type]) => opt(name, type, 'member', as)),
    el('EventDateTime', ANY_DAY, 'member', 'evDateTime'),
    ...EVENT_TAIL.map(([name, as, type]) => opt(name, type, 'member', as)),
    has.when(has.v22, has.compatible ? many(linking) : optional(linking)),
    has.extension(),
  ];
}

function eventType(has: Has): ComplexType {
  return complex('EventType', sequence(...eventParticles(has)));
}

const TOKEN_LISTS = [
  'FilePlanPosition',
  'SystemId',
  'OriginatingSystemId',
  'ArchivalAgencyArchiveUnitIdentifier',
  'OriginatingAgencyArchiveUnitIdentifier',
  'TransferringAgencyArchiveUnitIdentifier',
];
const DATES = [
  'CreatedDate',
  'TransactedDate',
  'AcquiredDate',
  'SentDate',
  'ReceivedDate',
  'RegisteredDate',
  'StartDate',
  'EndDate',
];
const GPS = complex(
  'GpsType',
  sequence(
    opt('GpsVersionID', PLAIN),
    opt('GpsAltitude', INTEGER_VALUE),
    ...[
      'GpsAltitudeRef',
      'GpsLatitude',
      'GpsLatitudeRef',
      'GpsLongitude',
      'GpsLongitudeRef',
      'GpsDateStamp',
    ].map((name) => opt(name, PLAIN)),
  ),
);

/** Spec seda.md 5.4; unknown elements at the end become free metadata. */
function contentType(
  has: Has,
  group: Particle,
  open: ComplexType,
  event: ComplexType,
  dataObjectReference: ComplexType,
): ComplexType {
  const organization = complex(
    'OrganizationType',
    sequence(el('Identifier', IDENTIFIER), opt('OrganizationDescriptiveMetadata', open)),
  );
  const custodial = complex(
    'CustodialHistoryType',
    sequence(
      someOf(
        'CustodialHistoryItem',
        text(STRING, { 'xml:lang': allowed(XML_LANG), when: allowed(ANY_DATE) }),
      ),
      opt('CustodialHistoryFile', dataObjectReference),
    ),
  );
  return complex(
    'DescriptiveMetadataContentType',
    sequence(
      opt('DescriptionLevel', LEVEL),
      many(el('Title', LOCALISED, 'localised')),
      ...TOKEN_LISTS.map((name) => list(name, NON_EMPTY)),
      many(el('Description', LOCALISED, 'localised')),
      opt('CustodialHistory', custodial),
      opt('Type', LOCAL_TEXT),
      opt('DocumentType', LOCAL_TEXT),
      list('Language', LANGUAGE_VALUE),
      opt('DescriptionLanguage', LANGUAGE_VALUE),
      opt('Status', NON_EMPTY),
      opt('Version', PLAIN),
      list('Tag', NON_EMPTY),
      list('Keyword', KEYWORD),
      opt(
        'Coverage',
        complex('CoverageType', sequence(...LOCAL_LISTS('Spatial', 'Temporal', 'Juridictional'))),
      ),
      opt('OriginatingAgency', organization),
      opt('SubmissionAgency', organization),
      has.when(has.compatible || has.v22, list('Agent', AGENT)),
      ...['AuthorizedAgent', 'Writer', 'Addressee', 'Recipient', 'Transmitter', 'Sender'].map((name) =>
        list(name, AGENT),
      ),
      opt('Source', PLAIN),
      opt('RelatedObjectReference', relatedObjectType(dataObjectReference)),
      ...DATES.map((name) => opt(name, name === 'EndDate' ? ANY_DAY : DESCRIPTIVE_DAY)),
      has.when(has.v22, opt('DateLitteral', NON_EMPTY)),
      list('Event', event),
      ...signatureParticles(has, open),
      has.when(has.compatible || has.v23, list('PersistentIdentifier', PERSISTENT_IDENTIFIER)),
      has.when(has.compatible, many(any())),
      has.when(has.compatible, list('History', historyType(group))),
    ),
    { free: true },
  );
}

function signatureParticles(has: Has, open: ComplexType): Particle[] {
  const gps = opt('Gps', GPS);
  const replyTo = opt('OriginatingSystemIdReplyTo', NON_EMPTY);
  const textContent = has.compatible
    ? list('TextContent', NON_EMPTY)
    : optional(el('TextContent', NON_EMPTY, 'list'));
  const signing = opt('SigningInformation', signingInformation(has, open));
  if (has.v23) return [signing, gps, replyTo, textContent];
  const signature = list('Signature', SIGNATURE);
  const with22 = has.v22 ? [replyTo, textContent] : [];
  if (!has.compatible) return [signature, gps, ...with22];
  return [choice(sequence(signature, gps, ...with22), signing)];
}

function relatedObjectType(dataObjectReference: ComplexType): ComplexType {
  const target = complex(
    'DataObjectOrArchiveUnitReferenceType',
    choice(
      el('ArchiveUnitRefId', REFERENCE),
      el('DataObjectReference', dataObjectReference),
      ...['RepositoryArchiveUnitPID', 'RepositoryObjectPID', 'ExternalReference'].map((name) =>
        el(name, NON_EMPTY),
      ),
    ),
  );
  return complex(
    'RelatedObjectReferenceType',
    sequence(
      ...['IsVersionOf', 'Replaces', 'Requires', 'IsPartOf', 'References'].map((name) => list(name, target)),
    ),
  );
}

/** What of a Management element describes rules (spec seda.md 7.4). */
function rulesOnly({ LogBook: _logBook, UpdateOperation: _update, ...rules }: JsonObject): unknown {
  return Object.keys(rules).length > 0 ? rules : undefined;
}

function historyType(group: Particle): ComplexType {
  const data = complex(
    'ManagementHistoryDataType',
    sequence(
      el('Version', PLAIN, 'member', '_v'),
      opt('Management', complex('ManagementType', group, { make: rulesOnly }), 'member', '_mgt'),
    ),
  );
  return complex(
    'ManagementHistoryType',
    sequence(el('UpdateDate', INSTANT, 'member', 'ud'), el('Data', data, 'member', 'data')),
  );
}
