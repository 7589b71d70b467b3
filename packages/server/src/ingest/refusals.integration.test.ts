import { createHash } from 'node:crypto';
import { pdfFile, randomFrom, SAMPLE, sampleReferentials } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DepositOptions, ONLY_THE_REPLY, openArchive, type TestArchive } from './testing/archive.ts';
import { changed, describe as described, entriesOf, goodSip, type Sip, sipOf, zipOf } from './testing/sip.ts';

/** One thing broken in a good package: where the entry ends, and what the reply says of it. */
interface Case {
  readonly name: string;
  readonly sip?: (sip: Sip) => Sip | readonly (readonly [string, Buffer])[];
  readonly step: string;
  /** Key of the first action or task that refuses. */
  readonly refusal: string;
  /** What stands in the reply; default: the refusal. */
  readonly says?: string;
  readonly options?: DepositOptions;
}

const RECEPTION = 'STP_SANITY_CHECK_SIP';
const CONTROL = 'STP_INGEST_CONTROL_SIP';
const OBJECTS = 'STP_OG_CHECK_AND_TRANSFORME';
const UNITS = 'STP_UNIT_CHECK_AND_PROCESS';

/** Identifiers of profiles are given by the archive: this is the first. */
const STRICT_PROFILE = 'PR-000001';
/** Likewise of contracts on tenant 2. */
const FOREIGN_CONTRACT = 'IC-000001';
const MANIFEST = 'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST';
const replaced =
  (from: string | RegExp, to: string) =>
  (sip: Sip): Sip =>
    changed(sip, from, to);
const withContract = (identifier: string) => replaced(SAMPLE.ingestContract, identifier);
const management = (text: string) =>
  replaced('<ArchiveUnit id="U1">', `<ArchiveUnit id="U1"><Management>${text}</Management>`);
/** The text object gets another content, with its size and digest. */
const content =
  (bytes: Buffer, uri = 'content/1.txt') =>
  (sip: Sip): Sip => {
    const [old] = Object.values(sip.files) as [Buffer];
    const digest = (of: Buffer) => createHash('sha512').update(of).digest('hex');
    const renamed = Object.fromEntries(
      Object.entries(sip.files).map(([path, each]) =>
        path === 'content/1.txt' ? [uri, bytes] : [path, each],
      ),
    );
    const manifest = sip.manifest
      .replace(digest(old), digest(bytes))
      .replace(`<Size>${old.length}</Size>`, `<Size>${bytes.length}</Size>`)
      .replace('<Uri>content/1.txt</Uri>', `<Uri>${uri}</Uri>`);
    return { manifest, files: renamed };
  };
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const secondObject =
  (version: string) =>
  (sip: Sip): Sip => {
    const file = pdfFile(randomFrom(9), 'Autre');
    const { uri, digest, size } = described(file, 9);
    const object =
      `<BinaryDataObject id="B9"><DataObjectVersion>${version}</DataObjectVersion><Uri>${uri}</Uri>` +
      `<MessageDigest algorithm="SHA-512">${digest}</MessageDigest><Size>${size}</Size></BinaryDataObject>`;
    const { manifest } = changed(
      sip,
      '</BinaryDataObject></DataObjectGroup>',
      `</BinaryDataObject>${object}</DataObjectGroup>`,
    );
    return { manifest, files: { ...sip.files, [uri]: file.content } };
  };

const CASES: readonly Case[] = [
  // Reception.
  {
    name: 'a file with a virus',
    sip: content(Buffer.from(EICAR)),
    step: RECEPTION,
    refusal: 'SANITY_CHECK_SIP.KO',
    says: 'EICAR',
  },
  {
    name: 'no manifest',
    sip: ({ files }) => Object.entries(files),
    step: RECEPTION,
    refusal: 'MANIFEST_FILE_NAME_CHECK.KO',
  },
  {
    name: 'a manifest in a folder alone',
    sip: ({ manifest, files }) => [['content/manifest.xml', Buffer.from(manifest)], ...Object.entries(files)],
    step: RECEPTION,
    refusal: 'MANIFEST_FILE_NAME_CHECK.KO',
  },
  {
    name: 'another digest of the manifest than announced',
    step: RECEPTION,
    refusal: 'MANIFEST_DIGEST_CHECK.KO',
    options: { headers: { 'X-Manifest-Digest-Algo': 'SHA-256', 'X-Manifest-Digest-Value': 'ab' } },
  },
  {
    name: 'a digest of the manifest by an unknown algorithm',
    step: RECEPTION,
    refusal: 'MANIFEST_DIGEST_CHECK.KO',
    options: { headers: { 'X-Manifest-Digest-Algo': 'CRC32', 'X-Manifest-Digest-Value': 'ab' } },
  },
  {
    name: 'one of the two headers of the manifest’s digest',
    step: RECEPTION,
    refusal: 'MANIFEST_DIGEST_CHECK.KO',
    options: { headers: { 'X-Manifest-Digest-Value': 'ab' } },
  },
  // The manifest as a document.
  {
    name: 'no XML',
    sip: replaced('</ArchiveTransfer>', ''),
    step: CONTROL,
    refusal: 'CHECK_SEDA.NOT_XML_FILE.KO',
  },
  {
    name: 'another namespace than that of SEDA',
    sip: replaced('fr:gouv:culture:archivesdefrance:seda:v2.2', 'urn:other'),
    step: CONTROL,
    refusal: 'CHECK_SEDA.KO',
  },
  {
    name: 'a version of SEDA that is not read',
    sip: replaced('seda:v2.2', 'seda:v1.0'),
    step: CONTROL,
    refusal: 'CHECK_SEDA.UNSUPPORTED_SEDA_VERSION.KO',
  },
  {
    name: 'two manifests',
    sip: (sip) => [...entriesOf(sip), ['second_manifest.xml', Buffer.from(sip.manifest)]],
    step: CONTROL,
    refusal: 'CHECK_SEDA.CONTAINER_FORMAT.FILE.KO',
    says: 'second_manifest.xml',
  },
  {
    name: 'a second folder at the root',
    sip: (sip) => [...entriesOf(sip), ['annexes/a.txt', Buffer.from('a')]],
    step: CONTROL,
    refusal: 'CHECK_SEDA.CONTAINER_FORMAT.DIRECTORY.KO',
    says: 'annexes',
  },
  {
    name: 'an identifier given twice',
    sip: replaced('<ArchiveUnit id="U2">', '<ArchiveUnit id="U1">'),
    step: CONTROL,
    refusal: 'CHECK_SEDA.NOT_XSD_VALID.KO',
    says: 'U1 is given twice',
  },
  {
    name: 'a reference to nothing',
    sip: replaced('<DataObjectGroupReferenceId>G2<', '<DataObjectGroupReferenceId>G7<'),
    step: CONTROL,
    refusal: 'CHECK_SEDA.NOT_XSD_VALID.KO',
    says: 'G7',
  },
  {
    name: 'a level of description that SEDA has not',
    sip: replaced('<DescriptionLevel>File<', '<DescriptionLevel>Chest<'),
    step: CONTROL,
    refusal: 'CHECK_SEDA.NOT_XSD_VALID.KO',
  },
  {
    name: 'a size of 0',
    sip: replaced(/<Size>\d+</, '<Size>0<'),
    step: CONTROL,
    refusal: 'CHECK_SEDA.NOT_XSD_VALID.KO',
  },
  // The header.
  {
    name: 'an unknown producing agency',
    sip: replaced(`<OriginatingAgencyIdentifier>${SAMPLE.agency}<`, '<OriginatingAgencyIdentifier>NOBODY<'),
    step: CONTROL,
    refusal: 'CHECK_HEADER.UNKNOWN.KO',
    says: 'NOBODY',
  },
  {
    name: 'no producing agency',
    sip: replaced(/<OriginatingAgencyIdentifier>[^/]*<\/OriginatingAgencyIdentifier>/, ''),
    step: CONTROL,
    refusal: 'CHECK_HEADER.EMPTY_REQUIRED_FIELD.KO',
  },
  {
    name: 'no contract',
    sip: replaced(/<ArchivalAgreement>[^<]*<\/ArchivalAgreement>/, ''),
    step: CONTROL,
    refusal: 'CHECK_HEADER.CONTRACT_NOT_IN_MANIFEST.KO',
  },
  {
    name: 'an unknown contract',
    sip: withContract('CE-INCONNU'),
    step: CONTROL,
    refusal: 'CHECK_HEADER.CONTRACT_UNKNOWN.KO',
  },
  {
    name: 'a contract of another tenant',
    sip: withContract(FOREIGN_CONTRACT),
    step: CONTROL,
    refusal: 'CHECK_HEADER.CONTRACT_UNKNOWN.KO',
  },
  {
    name: 'an inactive contract',
    sip: withContract('CE-INACTIF'),
    step: CONTROL,
    refusal: 'CHECK_HEADER.CONTRACT_INACTIVE.KO',
  },
  {
    name: 'no profile where the contract lists some',
    sip: withContract('CE-PROFIL'),
    step: CONTROL,
    refusal: 'CHECK_HEADER.DIFF.KO',
  },
  {
    name: 'an unknown profile where the contract lists others',
    sip: (sip) => withProfile('PA-INCONNU')(withContract('CE-PROFIL')(sip)),
    step: CONTROL,
    refusal: 'CHECK_HEADER.UNKNOWN.KO',
    says: 'PA-INCONNU',
  },
  {
    name: 'a manifest that its profile does not take',
    sip: (sip) => withProfile(STRICT_PROFILE)(withContract('CE-PROFIL')(sip)),
    step: CONTROL,
    refusal: 'CHECK_HEADER.KO',
    says: 'CHECK_HEADER.CHECK_ARCHIVEPROFILE.KO',
  },
  // Objects, groups and the graph.
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
  },
  {
    name: 'a unit that names an object instead of its group',
    sip: replaced(
      '<DataObjectGroupReferenceId>G1</DataObjectGroupReferenceId>',
      '<DataObjectReferenceId>B1</DataObjectReferenceId>',
    ),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.EXISTING_OG_NOT_DECLARED.KO',
  },
  {
    name: 'a group without master',
    sip: replaced('BinaryMaster_1', 'Dissemination_1'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.MASTER_MANDATORY_REQUIRED.KO',
    says: 'G1',
  },
  {
    name: 'a second version without a first',
    sip: replaced('BinaryMaster_1', 'BinaryMaster_2'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.EXPECTED_MANDATORY_VERSION_1.KO',
    says: 'G1',
  },
  {
    name: 'one usage and version twice in a group',
    sip: secondObject('BinaryMaster'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.KO',
    says: 'two objects are BinaryMaster_1',
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
  },
  {
    name: 'objects in a holding scheme',
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.KO',
    says: 'CHECK_DATAOBJECTPACKAGE.CHECK_NO_OBJECT.KO',
    options: { workflow: 'HOLDING_SCHEME' },
  },
  // Attachments.
  {
    name: 'a parent whose identifier is none',
    sip: management('<UpdateOperation><SystemId>U99</SystemId></UpdateOperation>'),
    step: CONTROL,
    refusal: 'CHECK_DATAOBJECTPACKAGE.INVALID_GUID_ATTACHMENT.KO',
    says: 'U99',
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
  },
  // Objects.
  {
    name: 'a wrong digest',
    sip: replaced(/(algorithm="SHA-512">)./, '$1x'),
    step: OBJECTS,
    refusal: 'CHECK_DIGEST.KO',
    says: 'LFC.CHECK_DIGEST.CALC_CHECK.INVALID.KO',
  },
  {
    name: 'a format that is not known',
    sip: content(Buffer.from([0, 1, 2, 3, 4, 5, 250, 251]), 'content/1.zzz'),
    step: OBJECTS,
    refusal: 'OG_OBJECTS_FORMAT_CHECK.KO',
    says: 'LFC.OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT.UNKNOWN.KO',
  },
  {
    name: 'a format that the contract does not take',
    sip: withContract('CE-PDF'),
    step: OBJECTS,
    refusal: 'OG_OBJECTS_FORMAT_CHECK.REJECTED_FORMAT.KO',
    says: 'LFC.OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT.REJECTED.KO',
  },
  // Units.
  {
    name: 'an empty title',
    sip: replaced('<Title>Pièce 1</Title>', '<Title></Title>'),
    step: UNITS,
    refusal: 'CHECK_UNIT_SCHEMA.INVALID_UNIT.KO',
    says: 'LFC.CHECK_UNIT_SCHEMA.KO',
  },
  {
    name: 'mark-up in a title',
    sip: replaced('<Title>Pièce 1</Title>', '<Title>&lt;script&gt;alert(1)&lt;/script&gt;</Title>'),
    step: UNITS,
    refusal: 'CHECK_UNIT_SCHEMA.INVALID_UNIT.KO',
    says: 'Title',
  },
  {
    name: 'a text longer than any field may be',
    sip: replaced('<Title>Pièce 1</Title>', `<Title>${'a'.repeat(33_000)}</Title>`),
    step: UNITS,
    refusal: 'CHECK_UNIT_SCHEMA.KO',
    says: 'wrong format',
  },
  {
    name: 'an end before its beginning',
    sip: replaced('<EndDate>2014-06-01<', '<EndDate>2013-06-01<'),
    step: UNITS,
    refusal: 'CHECK_UNIT_SCHEMA.CONSISTENCY.KO',
    says: '2013-06-01',
  },
  {
    name: 'a field of the vocabulary with a value of another type',
    sip: replaced('</EndDate></Content>', '</EndDate><BirthDate>yesterday</BirthDate></Content>'),
    step: UNITS,
    refusal: 'CHECK_UNIT_SCHEMA.KO',
  },
  {
    name: 'an unknown unit profile',
    sip: replaced(
      '<ArchiveUnit id="U1">',
      '<ArchiveUnit id="U1"><ArchiveUnitProfile>PU-INCONNU</ArchiveUnitProfile>',
    ),
    step: UNITS,
    refusal: 'CHECK_ARCHIVE_UNIT_PROFILE.NOT_FOUND.KO',
    says: 'LFC.CHECK_ARCHIVE_UNIT_PROFILE.KO',
  },
  ...(
    [
      ['PU-SOMMEIL', 'INACTIVE_STATUS', 'is not active'],
      ['PU-VIDE', 'EMPTY_CONTROL_SCHEMA', 'controls nothing'],
      ['PU-STRICT', 'NOT_AU_JSON_VALID', 'Title must match pattern'],
    ] as const
  ).map(([profile, refusal, says]) => ({
    name: `the unit profile ${profile}`,
    sip: replaced(
      '<ArchiveUnit id="U1">',
      `<ArchiveUnit id="U1"><ArchiveUnitProfile>${profile}</ArchiveUnitProfile>`,
    ),
    step: UNITS,
    refusal: `CHECK_ARCHIVE_UNIT_PROFILE.${refusal}.KO`,
    says,
  })),
  {
    name: 'a classification that the platform does not take',
    sip: management(
      '<ClassificationRule><ClassificationLevel>Cosmique</ClassificationLevel><ClassificationOwner>ONU</ClassificationOwner></ClassificationRule>',
    ),
    step: UNITS,
    refusal: 'CHECK_CLASSIFICATION_LEVEL.KO',
    says: 'Cosmique',
  },
  {
    name: 'an unknown rule',
    sip: replaced(`<Rule>${SAMPLE.appraisalRule}<`, '<Rule>APP-INCONNUE<'),
    step: UNITS,
    refusal: 'UNITS_RULES_COMPUTE.UNKNOWN.KO',
    says: 'APP-INCONNUE',
  },
  {
    name: 'a rule of another category',
    sip: management(
      `<AccessRule><Rule>${SAMPLE.appraisalRule}</Rule><StartDate>2015-01-01</StartDate></AccessRule>`,
    ),
    step: UNITS,
    refusal: 'UNITS_RULES_COMPUTE.CONSISTENCY.KO',
    says: SAMPLE.appraisalRule,
  },
  {
    name: 'an exclusion of a rule that does not exist',
    sip: management('<AccessRule><RefNonRuleId>ACC-INCONNUE</RefNonRuleId></AccessRule>'),
    step: UNITS,
    refusal: 'UNITS_RULES_COMPUTE.REF_INCONSISTENCY.KO',
    says: 'ACC-INCONNUE',
  },
];

function withProfile(identifier: string) {
  return replaced(
    '<ManagementMetadata>',
    `<ManagementMetadata><ArchivalProfile>${identifier}</ArchivalProfile>`,
  );
}

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive();
  const contract = (Identifier: string, more: object = {}) => ({
    Identifier,
    Name: Identifier,
    Status: 'ACTIVE',
    ...more,
  });
  await archive.import('/profiles', [{ Name: 'Profil strict', Status: 'ACTIVE', Format: 'RNG' }]);
  expect(await archive.identifierOf('/profiles', 'Profil strict')).toBe(STRICT_PROFILE);
  const stored = await archive.service.asApplication('PUT', `/admin-external/v1/profiles/${STRICT_PROFILE}`, {
    body: '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><element name="ArchiveTransfer" ns="fr:gouv:culture:archivesdefrance:seda:v2.2"><empty/></element></start></grammar>',
    headers: { 'Content-Type': 'application/octet-stream', Accept: 'application/json' },
  });
  expect(stored.status, stored.text).toBeLessThan(300);
  const titled = (pattern: string) => JSON.stringify({ properties: { Title: { pattern } } });
  await archive.import('/archiveunitprofiles', [
    contract('PU-SOMMEIL', { Status: 'INACTIVE', ControlSchema: titled('.') }),
    contract('PU-VIDE', { ControlSchema: '{}' }),
    contract('PU-STRICT', { ControlSchema: titled('^Jamais') }),
    contract('PU-BON', { ControlSchema: titled('.') }),
  ]);
  await archive.import('/ingestcontracts', [
    contract('CE-INACTIF', { Status: 'INACTIVE' }),
    contract('CE-PROFIL', { ArchiveProfiles: [STRICT_PROFILE] }),
    contract('CE-PDF', { EveryFormatType: false, FormatType: ['fmt/18'] }),
    contract('CE-SANS-LIEN', { CheckParentLink: 'UNAUTHORIZED' }),
    contract('CE-LIEN', { CheckParentLink: 'REQUIRED' }),
  ]);
  const { Name } = sampleReferentials.ingestContracts[0];
  expect(await archive.identifierOf('/ingestcontracts', Name, 2)).toBe(FOREIGN_CONTRACT);
});
afterAll(() => archive?.close());

describe('a package with one fault', () => {
  it.each(CASES)(
    '$name: $refusal',
    async ({ sip = (same: Sip) => same, step, refusal, says = refusal, options }) => {
      const entered = await archive.enter(await zipOf(sip(goodSip())), options);
      expect(entered, JSON.stringify(entered.events.slice(-6))).toMatchObject({
        state: 'COMPLETED',
        status: 'KO',
        refusal,
      });
      const refusedStep = entered.events.find(
        ({ evParentId, outcome }) => evParentId === null && outcome === 'KO',
      );
      expect(refusedStep?.evType).toBe(step);
      const { workflow } = options ?? {};
      expect(entered.events.at(-1)?.outDetail).toBe(
        workflow === 'HOLDING_SCHEME' ? 'HOLDINGSCHEME.KO' : 'PROCESS_SIP_UNITARY.KO',
      );
      expect(entered.reply).toContain('<ReplyCode>KO</ReplyCode>');
      expect(entered.reply).toContain(says);
      expect(await archive.leftOf(entered.id)).toEqual(ONLY_THE_REPLY);
    },
  );
});

it('warns of a size that is not the real one, and keeps the real one', async () => {
  const [file] = Object.values(goodSip().files) as [Buffer];
  const entered = await archive.enter(await zipOf(changed(goodSip(), /<Size>\d+</, '<Size>7<')));
  expect(entered.status).toBe('WARNING');
  expect(entered.reply).toContain('CHECK_OBJECT_SIZE.WARNING');
  const query = { $query: [{ $eq: { '#opi': entered.id } }], $filter: {}, $projection: {} };
  const groups = (await archive.get('/access-external/v1/objects', { query })).$results;
  // biome-ignore lint/suspicious/noExplicitAny: documents of the API
  const sizes = groups.map((group: any) => group['#qualifiers'][0].versions[0].Size);
  expect(sizes).toContain(file.length);
});

it('takes what the contract lets pass: unidentified formats, groups without master', async () => {
  await archive.import('/ingestcontracts', [
    {
      ...sampleReferentials.ingestContracts[0],
      Identifier: 'CE-LARGE',
      Name: 'Contrat large',
      FormatUnidentifiedAuthorized: true,
      MasterMandatory: false,
    },
  ]);
  const sip = withContract('CE-LARGE')(content(Buffer.from([0, 1, 2, 250]), 'content/1.zzz')(goodSip()));
  const entered = await archive.enter(await zipOf(changed(sip, 'BinaryMaster_1', 'Dissemination_1')));
  expect(entered.status, JSON.stringify(entered.events.filter(({ outcome }) => outcome !== 'OK'))).toBe(
    'WARNING',
  );
  expect(entered.events.map(({ outDetail }) => outDetail)).toContain('OG_OBJECTS_FORMAT_CHECK.WARNING');
});

describe('a unit of another tenant', () => {
  it('looks like one that does not exist', async () => {
    const other = await archive.enter(
      await zipOf(
        sipOf([{ id: 'A', level: 'RecordGrp', title: 'Ailleurs' }], [], {}, { contract: FOREIGN_CONTRACT }),
      ),
      { workflow: 'FILING_SCHEME', tenant: 2 },
    );
    expect(other.status, JSON.stringify(other.events.filter(({ outcome }) => outcome !== 'OK'))).toBe('OK');
    const query = { $query: [{ $eq: { '#opi': other.id } }], $filter: {}, $projection: {} };
    const foreign = (await archive.get('/access-external/v1/units', { tenant: 2, query })).$results[0]['#id'];
    const unknown = `${foreign.slice(0, -4)}aaaq`;
    const said = [];
    for (const id of [foreign, unknown]) {
      const entered = await archive.enter(
        await zipOf(management(`<UpdateOperation><SystemId>${id}</SystemId></UpdateOperation>`)(goodSip())),
      );
      const control = entered.events.find(
        ({ evType }) => evType === 'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST',
      );
      expect(control?.outDetail).toBe(`${MANIFEST}.NOT_FOUND_ATTACHMENT.KO`);
      expect(await archive.leftOf(entered.id)).toEqual(ONLY_THE_REPLY);
      said.push(
        entered.events
          .map(({ outDetail, evDetData }) => `${outDetail} ${evDetData?.replaceAll(id, 'ID')}`)
          .slice(0, -4),
      );
    }
    expect(said[0]).toEqual(said[1]);
  });
});

it('refuses a contract that the context does not list, once contexts are controlled', async () => {
  const { Name } = sampleReferentials.accessContracts[0];
  const AccessContracts = [await archive.identifierOf('/accesscontracts', Name)];
  const setContext = async (EnableControl: boolean, IngestContracts: readonly string[]) => {
    const set = {
      EnableControl,
      Permissions: [0, 1, 2].map((tenant) => ({
        tenant,
        AccessContracts: tenant === 0 ? AccessContracts : [],
        IngestContracts: tenant === 0 ? IngestContracts : [],
      })),
    };
    const answer = await archive.service.asApplication('PUT', '/admin-external/v1/contexts/CT-000001', {
      tenant: 1,
      headers: { Accept: 'application/json' },
      body: { $action: [{ $set: set }] },
    });
    expect(answer.status, answer.text).toBe(200);
  };
  try {
    await setContext(true, ['CE-PROFIL']);
    const refused = await archive.enter(await zipOf(goodSip()));
    expect(refused).toMatchObject({ status: 'KO', refusal: 'CHECK_HEADER.CONTRACT_NOT_IN_CONTEXT.KO' });
    await setContext(true, [SAMPLE.ingestContract]);
    expect(await archive.enter(await zipOf(goodSip()))).toMatchObject({ status: 'OK' });
  } finally {
    await setContext(false, []);
  }
});

it('a unit that is what its profile wants enters with it', async () => {
  const sip = changed(
    goodSip(),
    '<ArchiveUnit id="U1">',
    '<ArchiveUnit id="U1"><ArchiveUnitProfile>PU-BON</ArchiveUnitProfile>',
  );
  const entered = await archive.enter(await zipOf(entriesOf(sip)));
  expect(entered.status).not.toBe('KO');
  const query = {
    $roots: [],
    $query: [{ $and: [{ $eq: { '#opi': entered.id } }, { $eq: { ArchiveUnitProfile: 'PU-BON' } }] }],
    $filter: {},
    $projection: {},
  };
  expect((await archive.get('/access-external/v1/units', { query })).$results).toHaveLength(1);
});
