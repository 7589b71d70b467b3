import { entriesOf, sipOf } from '../sip.ts';
import {
  CONTROL,
  custodialHistory,
  management,
  physicalObject,
  type Refusal,
  replaced,
  secondObject,
  withContract,
} from './changes.ts';

/** An archived unit in place of U1. */
const attached = (key: string) => management(`<UpdateOperation>${key}</UpdateOperation>`);
const bySystemId = (id: string) => `<SystemId>${id}</SystemId>`;
const byKey = (name: string, value: string) =>
  `<ArchiveUnitIdentifierKey><MetadataName>${name}</MetadataName><MetadataValue>${value}</MetadataValue></ArchiveUnitIdentifierKey>`;

/** Objects, groups, the graph and what is attached (spec ingest.md 8.4, 9). */
export const OF_PACKAGE: readonly Refusal[] = [
  {
    name: 'an empty address of an object',
    sip: replaced('<Uri>content/1.txt</Uri>', '<Uri></Uri>'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.EMPTY_REQUIRED_FIELD.KO',
    says: 'CHECK_MANIFEST_DATAOBJECT_VERSION.EMPTY_REQUIRED_FIELD.KO',
  },
  {
    name: 'an unknown usage',
    sip: replaced('BinaryMaster_1', 'Copy_1'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.INVALID_DATAOBJECTVERSION.KO',
    says: 'Copy_1 - B1',
  },
  {
    name: 'a usage of physical objects on a binary one',
    sip: replaced('BinaryMaster_1', 'PhysicalMaster_1'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.BDO_DATAOBJECTIONVERSION_PHYSICALMASTER.KO',
  },
  {
    name: 'an unknown digest algorithm',
    sip: replaced('algorithm="SHA-512"', 'algorithm="CRC32"'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.INVALIDE_ALGO.KO',
    says: 'CRC32',
  },
  {
    name: 'a declared object whose file is missing',
    sip: (sip) => entriesOf(sip).filter(([name]) => name !== 'content/2.pdf'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.MANIFEST_SUPERIOR_BDO.KO',
    says: 'content/2.pdf',
  },
  {
    name: 'a file that nothing declares',
    sip: (sip) => ({ ...sip, files: { ...sip.files, 'content/intruder.txt': Buffer.from('x') } }),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.MANIFEST_INFERIOR_BDO.KO',
    says: 'content/intruder.txt',
  },
  {
    name: 'a file under another name than declared',
    sip: replaced('<Uri>content/2.pdf<', '<Uri>content/two.pdf<'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.INVALID_URI.KO',
    says: 'content/two.pdf',
  },
  {
    name: 'a cycle of units',
    sip: replaced(
      '<ArchiveUnit id="U1">',
      '<ArchiveUnit id="L"><ArchiveUnitRefId>R</ArchiveUnitRefId></ArchiveUnit><ArchiveUnit id="U1">',
    ),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_LOOP.KO',
    says: 'Cycle : [F, R, F]',
    names: ['F'],
  },
  {
    name: 'links that lead to one another',
    sip: replaced(
      '</DescriptiveMetadata>',
      '<ArchiveUnit id="L1"><ArchiveUnitRefId>L2</ArchiveUnitRefId></ArchiveUnit>' +
        '<ArchiveUnit id="L2"><ArchiveUnitRefId>L1</ArchiveUnitRefId></ArchiveUnit></DescriptiveMetadata>',
    ),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_LOOP.KO',
    names: ['L1'],
  },
  {
    name: 'a link to what is no unit',
    sip: replaced(
      '</DescriptiveMetadata>',
      '<ArchiveUnit id="L1"><ArchiveUnitRefId>G1</ArchiveUnitRefId></ArchiveUnit></DescriptiveMetadata>',
    ),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.KO',
    says: 'G1 is no archive unit',
    names: ['L1'],
  },
  {
    name: 'an object to which no unit refers',
    sip: replaced(/<DataObjectReference><DataObjectGroupReferenceId>G1<.*?<\/DataObjectReference>/, ''),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.CHECK_CONSISTENCY_ORPHAN_OBJECT.KO',
    says: 'G1',
  },
  {
    name: 'a unit with two groups',
    sip: replaced(
      '<DataObjectReference><DataObjectGroupReferenceId>G1<',
      '<DataObjectReference><DataObjectGroupReferenceId>G2</DataObjectGroupReferenceId></DataObjectReference>' +
        '<DataObjectReference><DataObjectGroupReferenceId>G1<',
    ),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.ARCHIVEUNIT_REFERENCES_MULTIPLE_OBJECTGROUP.KO',
    says: 'U1',
    names: ['U1'],
  },
  {
    name: 'a unit that names an object instead of its group',
    sip: replaced(
      '<DataObjectGroupReferenceId>G1</DataObjectGroupReferenceId>',
      '<DataObjectReferenceId>B1</DataObjectReferenceId>',
    ),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.EXISTING_OG_NOT_DECLARED.KO',
    names: ['G1', 'U1'],
  },
  {
    name: 'a group without master',
    sip: replaced('BinaryMaster_1', 'Dissemination_1'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.MASTER_MANDATORY_REQUIRED.KO',
    says: 'G1',
    names: ['G1'],
  },
  {
    name: 'a second version without a first',
    sip: replaced('BinaryMaster_1', 'BinaryMaster_2'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.EXPECTED_MANDATORY_VERSION_1.KO',
    says: 'G1',
    names: ['G1'],
  },
  {
    name: 'one usage and version twice in a group',
    sip: secondObject('BinaryMaster'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.KO',
    says: 'two objects are BinaryMaster_1',
    names: ['G1'],
  },
  {
    name: 'an appraisal rule without final action',
    sip: replaced('<FinalAction>Keep</FinalAction>', ''),
    step: CONTROL,
    refusal: 'CHECK_SEDA.NOT_XSD_VALID.KO',
    says: 'FinalAction',
  },
  {
    name: 'an event of the future in a log book',
    sip: management('<LogBook><Event><EventDateTime>2999-01-01T00:00:00</EventDateTime></Event></LogBook>'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_MALFORMED_DATA.KO',
    says: '2999-01-01',
    names: ['U1'],
  },
  ...['\n        R', 'R '].map((reference) => ({
    name: `a link written as ${JSON.stringify(reference)}`,
    sip: replaced(
      '</DescriptiveMetadata>',
      `<ArchiveUnit id="X"><Content><DescriptionLevel>File</DescriptionLevel><Title>Autre</Title></Content>` +
        `<ArchiveUnit id="L1"><ArchiveUnitRefId>${reference}</ArchiveUnitRefId></ArchiveUnit></ArchiveUnit></DescriptiveMetadata>`,
    ),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_MALFORMED_DATA.KO',
    says: 'L1 to R has blanks',
    names: ['L1'],
  })),
  ...(
    [
      ['DataObjectGroupReferenceId', 'U2', 'U2 is no object group'],
      ['DataObjectReferenceId', 'G1', 'G1 is no object'],
    ] as const
  ).map(([reference, id, says]) => ({
    name: `a custodial history in ${reference} ${id}`,
    sip: custodialHistory(reference, id),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.SUBTASK_UNAUTHORIZED_ATTACHMENT_BY_BAD_SP.KO',
    says,
    names: ['U1'],
  })),
  {
    name: 'an event of the future in the log book of a group',
    sip: replaced(
      '</BinaryDataObject></DataObjectGroup>',
      '</BinaryDataObject><LogBook><Event><EventDateTime>2999-01-01T00:00:00</EventDateTime></Event></LogBook></DataObjectGroup>',
    ),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_MALFORMED_DATA.KO',
    says: '2999-01-01',
    names: ['G1'],
  },
  {
    name: 'objects in a holding scheme',
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.KO',
    says: 'CHECK_DATAOBJECTPACKAGE.CHECK_NO_OBJECT.KO',
    options: { workflow: 'HOLDING_SCHEME' },
  },
  {
    name: 'a usage of binary objects on a physical one',
    sip: physicalObject('BinaryMaster_1', '1 J 12'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.PDO_DATAOBJECTIONVERSION_BINARYMASTER.KO',
    says: 'BinaryMaster_1 - P9',
  },
  {
    name: 'a physical object without its place',
    sip: physicalObject('PhysicalMaster_1', ''),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.EMPTY_REQUIRED_FIELD.KO',
    says: 'PhysicalMaster_1 - P9',
  },
  {
    name: 'a parent whose identifier is none',
    sip: attached(bySystemId('U99')),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.INVALID_GUID_ATTACHMENT.KO',
    says: 'U99',
    names: ['U1'],
  },
  {
    name: 'an attachment that the contract forbids',
    sip: (sip) =>
      withContract('CE-SANS-LIEN')(
        management(
          '<UpdateOperation><SystemId>aeaqaaaaaaaaaaabb2hkkanccb2qbhaaaaba</SystemId></UpdateOperation>',
        )(sip),
      ),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.UNAUTHORIZED_ATTACHMENT_BY_CONTRACT.KO',
    names: ['U1'],
  },
  {
    name: 'no attachment where the contract wants one',
    sip: withContract('CE-LIEN'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.ATTACHMENT_REQUIRED.KO',
  },
  {
    name: 'an object group that does not exist',
    sip: replaced(
      /<DataObjectReference><DataObjectGroupReferenceId>G1<.*?<\/DataObjectReference>/,
      '<DataObjectGroup><DataObjectGroupExistingReferenceId>aebaaaaaaaaaaaabb2hkkanccb2qbhaaaaaq</DataObjectGroupExistingReferenceId></DataObjectGroup>',
    ),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.NOT_FOUND_ATTACHMENT.KO',
    names: ['U1'],
  },
  {
    name: 'a key of several units',
    sip: attached(byKey('DescriptionLevel', 'Item')),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.TOO_MANY_FOUND_ATTACHMENT.KO',
    says: 'DescriptionLevel',
    names: ['U1'],
  },
  {
    name: 'a key without value',
    sip: attached(byKey('OriginatingSystemId', '')),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.EMPTY_KEY_ATTACHMENT.KO',
    names: ['U1'],
  },
  {
    name: 'a key that is no name of metadata',
    sip: attached(byKey('#inconnu', 'x')),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.ERROR_PARSE_ATTACHMENT.KO',
    says: '#inconnu',
    names: ['U1'],
  },
  {
    name: 'a holding scheme below a transfer',
    sip: (_, { unit }) => sipOf([{ id: 'A', level: 'RecordGrp', title: 'Positions', systemId: unit }]),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.UNAUTHORIZED_ATTACHMENT.KO',
    says: 'HOLDING_UNIT cannot be attached under INGEST',
    names: ['A'],
    options: { workflow: 'HOLDING_SCHEME' },
  },
  {
    name: 'an archived unit below another',
    sip: (sip, { unit }) =>
      replaced('</Management>', `<UpdateOperation>${bySystemId(unit)}</UpdateOperation></Management>`)(sip),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.MODIFY_PARENT_EXISTING_UNIT_UNAUTHORIZED.KO',
    says: 'F',
    names: ['F'],
  },
];
