import { any, choice, element as el, many, optional, type Particle, sequence, some } from '../particles.ts';
import {
  ANY_URI,
  type Attributes,
  type ComplexType,
  complex,
  ID,
  IDREF,
  NON_EMPTY_TOKEN,
  POSITIVE_INTEGER,
  required,
  text,
} from '../types.ts';
import type { Has } from './edition.ts';
import { eventParticles } from './events.ts';
import {
  ATTACHMENT,
  COMPRESSED,
  DIGEST,
  IDENTIFIER,
  INSTANT,
  LENGTH,
  list,
  NON_EMPTY,
  NUMBER,
  opt,
  PLAIN,
  REFERENCE,
  WEIGHT,
} from './values.ts';

/* Objects and their groups (spec seda.md 4.4 to 4.6). */

export function objectGroupType(has: Has, binary: ComplexType, physical: ComplexType): ComplexType {
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

export function dataObjectType(has: Has, kind: 'binary' | 'physical', open: ComplexType): ComplexType {
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

export const PERSISTENT_IDENTIFIER = complex(
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
