import { any, choice, element as el, many, optional, type Particle, sequence } from '../particles.ts';
import type { JsonObject } from '../records.ts';
import {
  ANY_DATE,
  allowed,
  type ComplexType,
  complex,
  ID,
  required,
  STRING,
  text,
  XML_LANG,
} from '../types.ts';
import { AGENT } from './agents.ts';
import type { Has } from './edition.ts';
import { PERSISTENT_IDENTIFIER } from './objects.ts';
import { SIGNATURE, signingInformation } from './signatures.ts';
import {
  ANY_DAY,
  DESCRIPTIVE_DAY,
  IDENTIFIER,
  INSTANT,
  INTEGER_VALUE,
  KEYWORD_TYPE,
  LANGUAGE_VALUE,
  LEVEL,
  LOCAL_LISTS,
  LOCAL_TEXT,
  LOCALISED,
  list,
  NON_EMPTY,
  opt,
  PLAIN,
  REFERENCE,
  someOf,
} from './values.ts';

/* Archive units and their description (spec seda.md 5). */

export function unitType(has: Has, group: Particle, open: ComplexType, event: ComplexType): ComplexType {
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

const KEYWORD = complex(
  'KeywordsType',
  sequence(
    el('KeywordContent', LOCAL_TEXT),
    opt('KeywordReference', IDENTIFIER),
    opt('KeywordType', KEYWORD_TYPE),
  ),
  { attributes: { id: allowed(ID) } },
);

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
