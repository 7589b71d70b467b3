import { describe, expect, it } from 'vitest';
import type { SedaVersion } from './records.ts';
import { ManifestGenerator } from './testing/generate.ts';
import { choicesFrom } from './testing/random.ts';
import { recordsOf } from './testing/records-of.ts';
import { faultOf } from './testing/verdict.ts';
import { xmlOf } from './testing/xml-tree.ts';
import { namespaceOf, SEDA_VERSIONS } from './versions.ts';

/** What the compatible mode takes beyond the official schemas (spec seda.md 6.3), and what it leaves as it is. */

interface Pieces {
  readonly message?: string;
  readonly lists?: string;
  readonly objects?: string;
  readonly management?: string;
  readonly content?: string;
  readonly after?: string;
}

const manifest = (version: SedaVersion, pieces: Pieces) =>
  `<ArchiveTransfer xmlns="${namespaceOf(version)}"><Date>2024-01-15T10:00:00</Date>` +
  `${pieces.message ?? '<MessageIdentifier>M</MessageIdentifier>'}<CodeListVersions>${pieces.lists ?? ''}</CodeListVersions>` +
  `<DataObjectPackage>${pieces.objects ?? ''}<DescriptiveMetadata><ArchiveUnit id="U">` +
  `<Management>${pieces.management ?? ''}</Management><Content><Title>T</Title>${pieces.content ?? ''}</Content>` +
  `${pieces.after ?? ''}</ArchiveUnit></DescriptiveMetadata><ManagementMetadata/></DataObjectPackage>` +
  '<ArchivalAgency><Identifier>A</Identifier></ArchivalAgency>' +
  '<TransferringAgency><Identifier>T</Identifier></TransferringAgency></ArchiveTransfer>';

const ALL = SEDA_VERSIONS;
const SINCE_22 = ['2.2', '2.3'] as const;
const UNTIL_22 = ['2.1', '2.2'] as const;
const object = (inside: string, id = 'B') => `<BinaryDataObject id="${id}">${inside}</BinaryDataObject>`;
const PID =
  '<PersistentIdentifier><PersistentIdentifierType>ark</PersistentIdentifierType><PersistentIdentifierContent>ark:/1/2</PersistentIdentifierContent></PersistentIdentifier>';
const AGENT = '<Agent><FirstName>Jeanne</FirstName></Agent>';
const LINKING = '<LinkingAgentIdentifier/><LinkingAgentIdentifier/>';
const event = (inside: string) => `<Event><EventDateTime>2024</EventDateTime>${inside}</Event>`;
const SIGNING = '<SigningInformation><SigningRole>Signature</SigningRole></SigningInformation>';

const TAKEN: readonly [string, readonly SedaVersion[], Pieces][] = [
  ['free metadata at the end of a content', ALL, { content: '<MyField>x</MyField>' }],
  ['free metadata of another namespace', ALL, { content: '<o:MyField xmlns:o="urn:o">x</o:MyField>' }],
  ['an unknown element of management', ALL, { management: '<MyRule>x</MyRule>' }],
  ['an unknown code list', ALL, { lists: '<MyCodeListVersion>x</MyCodeListVersion>' }],
  ['an unknown element of an event', ALL, { content: event('<MyDetail>x</MyDetail>') }],
  ['an unknown child of a unit', ALL, { after: '<MyChild/>' }],
  [
    'an unknown element of a physical object',
    ALL,
    {
      objects:
        '<DataObjectGroup id="G"><PhysicalDataObject id="P"><MySize>3</MySize></PhysicalDataObject></DataObjectGroup>',
    },
  ],
  [
    'technical metadata of another kind',
    ALL,
    { objects: `<DataObjectGroup id="G">${object('<Metadata><Database/></Metadata>')}</DataObjectGroup>` },
  ],
  [
    'elements of SEDA in an open type',
    ALL,
    {
      content:
        '<OriginatingAgency><Identifier>A</Identifier><OrganizationDescriptiveMetadata><DescriptionLevel>x</DescriptionLevel></OrganizationDescriptiveMetadata></OriginatingAgency>',
    },
  ],
  [
    'a group already archived',
    ALL,
    {
      after:
        '<DataObjectGroup><DataObjectGroupExistingReferenceId>aeba</DataObjectGroupExistingReferenceId></DataObjectGroup>',
    },
  ],
  [
    'an update of a unit already archived',
    ALL,
    { management: '<UpdateOperation><SystemId>aeaq</SystemId></UpdateOperation>' },
  ],
  [
    'an update by a metadatum',
    ALL,
    {
      management:
        '<UpdateOperation><ArchiveUnitIdentifierKey><MetadataName>Title</MetadataName><MetadataValue>x</MetadataValue></ArchiveUnitIdentifierKey></UpdateOperation>',
    },
  ],
  [
    'a history',
    ALL,
    {
      content:
        '<History><UpdateDate>2024-01-15T10:00:00</UpdateDate><Data><Version>1</Version></Data></History>',
    },
  ],
  ['objects outside a group', SINCE_22, { objects: object('') }],
  ['an empty group', SINCE_22, { objects: '<DataObjectGroup id="G"/>' }],
  ['the group told by an object', SINCE_22, { objects: object('<DataObjectGroupId>G</DataObjectGroupId>') }],
  [
    'a reference to an object',
    SINCE_22,
    {
      objects: object(''),
      after: '<DataObjectReference><DataObjectReferenceId>B</DataObjectReferenceId></DataObjectReference>',
    },
  ],
  ['a hold rule in 2.1', ['2.1'], { management: '<HoldRule/>' }],
  ['an agent in 2.1', ['2.1'], { content: AGENT }],
  ['persistent identifiers of a unit before 2.3', UNTIL_22, { content: PID }],
  ['signing information before 2.3', UNTIL_22, { content: SIGNING }],
  ['several linking agents', SINCE_22, { content: event(LINKING) }],
  [
    'several text contents',
    SINCE_22,
    { content: '<TextContent>a</TextContent><TextContent>b</TextContent>' },
  ],
  [
    'the version of the list of hold rules',
    SINCE_22,
    { lists: '<HoldRuleCodeListVersion>x</HoldRuleCodeListVersion>' },
  ],
];

const REFUSED: readonly [string, readonly SedaVersion[], Pieces][] = [
  ['an element of the model out of its place', ALL, { content: '<DescriptionLevel>Item</DescriptionLevel>' }],
  ['an element of the model repeated', ALL, { content: '<Source>a</Source><Source>b</Source>' }],
  [
    'free metadata before what the model declares',
    ALL,
    { content: '<MyField>x</MyField><Source>x</Source>' },
  ],
  ['signing information beside a signature’s fields', UNTIL_22, { content: `<Gps/>${SIGNING}` }],
  ['an empty message identifier', SINCE_22, { message: '<MessageIdentifier/>' }],
  [
    'a message identifier with a scheme',
    SINCE_22,
    { message: '<MessageIdentifier schemeID="x">M</MessageIdentifier>' },
  ],
];

describe('the compatible mode', () => {
  it.each(
    TAKEN.flatMap(([what, versions, pieces]) => versions.map((version) => ({ what, version, pieces }))),
  )('takes $what ($version), which strict mode refuses', async ({ version, pieces }) => {
    expect(await faultOf(manifest(version, pieces), 'compatible')).toBeUndefined();
    expect(await faultOf(manifest(version, pieces), 'strict')).toMatchObject({ fault: 'NOT_VALID' });
  });

  it.each(
    REFUSED.flatMap(([what, versions, pieces]) => versions.map((version) => ({ what, version, pieces }))),
  )('refuses $what ($version)', async ({ version, pieces }) => {
    expect(await faultOf(manifest(version, pieces), 'compatible')).toMatchObject({ fault: 'NOT_VALID' });
  });

  it('reads whatever its own model makes', async () => {
    for (const version of SEDA_VERSIONS) {
      const generator = new ManifestGenerator(version, 'compatible');
      for (let seed = 0; seed < 100; seed++) {
        const fault = await faultOf(xmlOf(generator.make(choicesFrom(seed))), 'compatible');
        expect(fault, `version ${version}, seed ${seed}`).toBeUndefined();
      }
      expect(generator.missing()).toEqual([]);
    }
  });

  it('keeps free metadata as lists of texts and objects, by their local names (spec seda.md 7.8)', async () => {
    const content =
      '<One>1</One><o:Many xmlns:o="urn:o">a</o:Many><Many>b</Many><Block unit="m"><A>a</A><B>1</B><B>2</B></Block>' +
      '<Mixed>first<C>lost</C></Mixed><Empty/><Title2/>';
    const { units } = await recordsOf(manifest('2.2', { content }), 'compatible');
    expect(units[0]?.content).toEqual({
      Title: 'T',
      One: ['1'],
      Many: ['a', 'b'],
      Block: [{ A: ['a'], B: ['1', '2'] }],
      Mixed: ['first'],
    });
  });
});
