import type { Edition, Has } from './model/edition.ts';
import { eventType } from './model/events.ts';
import { managementGroup, managementMetadataType } from './model/management.ts';
import { dataObjectType, objectGroupType } from './model/objects.ts';
import { openType, organizationType } from './model/open-types.ts';
import { unitType } from './model/units.ts';
import { CODE, IDENTIFIER, INSTANT, LOCALISED, list, NON_EMPTY, opt, XML_ID } from './model/values.ts';
import { any, choice, element as el, many, sequence } from './particles.ts';
import { type ComplexType, complex } from './types.ts';

/** Types whose elements the reader hands over as records. */
export interface TransferModel {
  readonly root: ComplexType;
  readonly binaryObject: ComplexType;
  readonly physicalObject: ComplexType;
  readonly objectGroup: ComplexType;
  readonly unit: ComplexType;
  readonly managementMetadata: ComplexType;
}

/** The content model of an ArchiveTransfer in one edition (spec seda.md 4); made once each. */
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
