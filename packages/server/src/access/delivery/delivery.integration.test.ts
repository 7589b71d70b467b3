import { createHash } from 'node:crypto';
import { SAMPLE } from '@perenne/sample';
import { hasReferee, openReferee, type Referee } from '@perenne/seda/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../../ingest/testing/archive.ts';
import { changed, goodSip, zipOf } from '../../ingest/testing/sip.ts';
import type { DeliveryThreshold } from '../../platform/index.ts';
import { ask, broughtBy, deliver, download, ended, packageOf, saidBy, turned } from './testing/packages.ts';

let archive: TestArchive;
let referee: Referee | undefined;
let entered: string;
const sip = goodSip(7);

beforeAll(async () => {
  archive = await openArchive({}, [0]);
  const entry = await archive.enter(await zipOf(sip));
  expect(entry.status, entry.refusal).toBe('OK');
  entered = entry.id;
  // The official schemas are no part of the project: without them nothing is compared with them.
  if (hasReferee) referee = await openReferee();
});
afterAll(() => archive?.close());

type Version = '2.1' | '2.2' | '2.3';

/** The manifest of a package, which is valid by the official schema of its version. */
async function manifestOf(files: ReadonlyMap<string, Buffer>, version: Version = '2.3'): Promise<string> {
  const bytes = files.get('manifest.xml') as Buffer;
  expect(bytes.toString().slice(0, 200)).toContain(`fr:gouv:culture:archivesdefrance:seda:v${version}"`);
  expect(referee?.fault(version, bytes)).toBeUndefined();
  return bytes.toString();
}

const reasonOf = ({ events }: { events: readonly { evType: string; evDetData: string | null }[] }) =>
  JSON.parse(events.find(({ evType }) => evType === 'CREATE_MANIFEST')?.evDetData ?? '{}').Reason;

describe('a delivery', () => {
  it.each(['2.2', '2.3'] as const)('in SEDA %s holds what was entered, bit by bit', async (version) => {
    const delivery = await deliver(archive, broughtBy(entered), { sedaVersion: version });
    expect(delivery.status).toBe('OK');
    const files = await packageOf(archive, delivery.id);
    const manifest = await manifestOf(files, version);
    const before = await saidBy(sip.manifest, new Map(Object.entries(sip.files)));
    const after = await saidBy(turned(manifest), files);
    expect(after.edges).toEqual(before.edges);
    expect(after.units).toEqual(before.units);
    for (const [title, objects] of Object.entries(before.objects)) {
      expect(objects).toHaveLength(1);
      expect(after.objects[title]).toMatchObject(objects as object);
    }
    expect([...files.keys()].filter((name) => name.startsWith('Content/'))).toHaveLength(4);
    expect(after.header).toMatchObject({
      messageIdentifier: delivery.id,
      originatingAgency: before.header.originatingAgency,
    });
  });

  it('of objects with an ARK of the archive says it where the version of SEDA has a place for it', async () => {
    await archive.import('/managementcontracts', [
      {
        Identifier: 'CG-ARK',
        Name: 'CG-ARK',
        Status: 'ACTIVE',
        PersistentIdentifierPolicy: [
          {
            PersistentIdentifierPolicyType: 'ARK',
            PersistentIdentifierUnit: false,
            PersistentIdentifierAuthority: '12354',
            PersistentIdentifierUsages: [
              { UsageName: 'BinaryMaster', InitialVersion: true, IntermediaryVersion: 'NONE' },
            ],
          },
        ],
      },
    ]);
    await archive.import('/ingestcontracts', [
      { Identifier: 'CE-ARK', Name: 'CE-ARK', Status: 'ACTIVE', ManagementContractId: 'CG-ARK' },
    ]);
    const entry = await archive.enter(await zipOf(changed(goodSip(), SAMPLE.ingestContract, 'CE-ARK')));
    expect(entry.status, entry.refusal).toBe('OK');
    for (const sedaVersion of ['2.2', '2.3'] as const) {
      const delivery = await deliver(archive, broughtBy(entry.id), { sedaVersion });
      expect(delivery.status).toBe('OK');
      const manifest = await manifestOf(await packageOf(archive, delivery.id), sedaVersion);
      expect(manifest.includes('ark:/12354/')).toBe(sedaVersion === '2.3');
    }
  });

  it('tells its steps in the journal', async () => {
    const { id, journal, events } = await deliver(archive, broughtBy(entered));
    const { bytes } = await download(archive, id);
    const digest = createHash('sha512').update(bytes).digest('hex');
    expect(events.map(({ outDetail }) => outDetail)).toEqual([
      'STP_CREATE_MANIFEST.STARTED.OK',
      'STP_CREATE_MANIFEST.OK',
      'CHECK_DISTRIBUTION_THRESHOLD.OK',
      'CREATE_MANIFEST.OK',
      'STP_PUT_BINARY_ON_WORKSPACE.STARTED.OK',
      'STP_PUT_BINARY_ON_WORKSPACE.OK',
      'EXPORT_CHECK_RESOURCE_AVAILABILITY.OK',
      'PUT_BINARY_ON_WORKSPACE.OK',
      'STP_STORE_MANIFEST.STARTED.OK',
      'STP_STORE_MANIFEST.OK',
      'STORE_MANIFEST.OK',
      'EXPORT_DIP.OK',
    ]);
    expect(events.filter(({ outMessg }) => outMessg.startsWith('!'))).toEqual([]);
    const detailOf = (key: string) => events.find(({ evType }) => evType === key)?.evDetData;
    expect(detailOf('STORE_MANIFEST')).toBe(
      JSON.stringify({ SystemMessageDigest: digest, SystemAlgorithm: 'SHA-512' }),
    );
    expect(detailOf('PUT_BINARY_ON_WORKSPACE')).toBe('{}');
    expect(events.find(({ evType }) => evType === 'PUT_BINARY_ON_WORKSPACE')?.outMessg).toMatch(/OK:3$/);
    expect(JSON.parse(journal.evDetData)).toMatchObject({ SystemMessageDigest: digest });
    expect(journal).toMatchObject({
      evType: 'EXPORT_DIP',
      evTypeProc: 'EXPORT_DIP',
      agIdApp: 'CT-000001',
      rightsStatementIdentifier: '{"AccessContract":"CA-EXEMPLE"}',
    });
  });

  it('can be entered again as a transfer', async () => {
    const { id } = await deliver(archive, broughtBy(entered));
    const files = await packageOf(archive, id);
    const manifest = Buffer.from(turned(await manifestOf(files)));
    const again = await archive.enter(
      await zipOf(
        [...files]
          .filter(([name]) => !name.endsWith('/'))
          .map(([name, content]) => [name, name === 'manifest.xml' ? manifest : content]),
      ),
    );
    expect(again.refusal).toBeUndefined();
    expect(again.status).toBe('OK');
    const second = await deliver(archive, broughtBy(again.id));
    const secondFiles = await packageOf(archive, second.id);
    const first = await saidBy(turned(await manifestOf(files)), files);
    const twice = await saidBy(turned(await manifestOf(secondFiles)), secondFiles);
    expect({ ...twice, header: {} }).toEqual({ ...first, header: {} });
  });

  it('is read in ranges, under a name and with its digest as tag', async () => {
    const { id } = await deliver(archive, broughtBy(entered));
    const whole = await download(archive, id);
    expect(whole.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${id}.zip"`,
      'accept-ranges': 'bytes',
    });
    const part = await download(archive, id, { Range: 'bytes=10-99' });
    expect(part.status).toBe(206);
    expect(part.bytes).toEqual(whole.bytes.subarray(10, 100));
    expect((await download(archive, id, { 'If-None-Match': String(whole.headers.etag) })).status).toBe(304);
  });

  it.each(['2.2', '2.3'] as const)(
    'for a desktop has the names and folders of people, in SEDA %s',
    async (sedaVersion) => {
      const { id } = await deliver(archive, broughtBy(entered), {
        sedaVersion,
        exportWithTree: true,
        useOriginalFilenames: true,
      });
      const files = await packageOf(archive, id);
      const names = [...files.keys()].filter((name) => name.startsWith('Content/') && name !== 'Content/');
      expect(names).toHaveLength(3);
      for (const name of names)
        expect(name).toMatch(/^Content\/Archives_de_la_commune\/Dossier\/[\w.-]+\.(txt|pdf|png)$/);
      const manifest = await manifestOf(files, sedaVersion);
      const before = await saidBy(sip.manifest, new Map(Object.entries(sip.files)));
      const after = await saidBy(turned(manifest), files);
      expect(after.units).toEqual(before.units);
      for (const [title, objects] of Object.entries(before.objects))
        expect(after.objects[title]).toMatchObject(objects as object);
      const again = await archive.enter(
        await zipOf(
          [...files]
            .filter(([name]) => !name.endsWith('/'))
            .map(([name, content]) => [
              name,
              name === 'manifest.xml' ? Buffer.from(turned(manifest)) : content,
            ]),
        ),
      );
      expect(again.refusal).toBeUndefined();
    },
  );

  it('of version 1 is minimal, and its journal names no contract', async () => {
    const answer = await ask(archive, '/access-external/v1/dipexport', broughtBy(entered));
    expect(answer.status, answer.text).toBe(202);
    expect(answer.json).toMatchObject({
      httpCode: 202,
      $results: [{ itemId: 'EXPORT_DIP', globalState: 'RUNNING', globalStatus: 'STARTED' }],
    });
    const { id, status, journal } = await ended(archive, String(answer.headers['x-request-id']));
    expect(status).toBe('OK');
    expect(journal.rightsStatementIdentifier).toBeNull();
    await manifestOf(await packageOf(archive, id));
  });

  it('with a complete header says what it was given', async () => {
    const dipRequestParameters = {
      messageRequestIdentifier: 'DEMANDE-1',
      archivalAgencyIdentifier: 'ARCHIVES',
      requesterIdentifier: 'DEMANDEUR',
      authorizationRequestReplyIdentifier: 'AUTORISATION-1',
      submissionAgencyIdentifier: 'VERSANT',
      archivalAgreement: 'CE',
      comment: 'À lire & à rendre',
    };
    const { id } = await deliver(archive, broughtBy(entered), {
      dipExportType: 'FULL',
      dipRequestParameters,
    });
    const manifest = await manifestOf(await packageOf(archive, id));
    for (const text of [
      '<Comment>À lire &amp; à rendre</Comment>',
      '<ArchivalAgreement>CE</ArchivalAgreement>',
      '<MimeTypeCodeListVersion>MimeTypeCodeListVersion0</MimeTypeCodeListVersion>',
      '<SubmissionAgencyIdentifier>VERSANT</SubmissionAgencyIdentifier>',
      '<MessageRequestIdentifier>DEMANDE-1</MessageRequestIdentifier>',
      '<AuthorizationRequestReplyIdentifier>AUTORISATION-1</AuthorizationRequestReplyIdentifier>',
      '<ArchivalAgency><Identifier>ARCHIVES</Identifier></ArchivalAgency>',
      '<Requester><Identifier>DEMANDEUR</Identifier></Requester>',
    ])
      expect(manifest).toContain(text);
  });

  const KINDS = [
    {},
    { exportWithLogBookLFC: true },
    { exportWithoutObjects: true, exportWithLogBookLFC: true },
    { dataObjectVersionToExport: { dataObjectVersionsPatterns: { BinaryMaster: ['ALL'] } } },
    { useOriginalFilenames: true },
    { exportWithTree: true },
  ];
  it.each(
    KINDS.flatMap((kind) =>
      (['2.2', '2.3'] as const).flatMap((version) =>
        (['MINIMAL', 'FULL'] as const).map((type) => [version, type, kind] as const),
      ),
    ),
  )('is valid in SEDA %s, %s, %j', async (sedaVersion, dipExportType, kind) => {
    const { id } = await deliver(archive, broughtBy(entered), {
      ...kind,
      sedaVersion,
      dipExportType,
      dipRequestParameters: {
        messageRequestIdentifier: 'D',
        archivalAgencyIdentifier: 'A',
        requesterIdentifier: 'R',
      },
    });
    await manifestOf(await packageOf(archive, id), sedaVersion);
  });

  it('with life cycles tells the events of units, groups and their objects', async () => {
    const { id } = await deliver(archive, broughtBy(entered), { exportWithLogBookLFC: true });
    const manifest = await manifestOf(await packageOf(archive, id));
    expect(manifest.match(/<LogBook>/g)).toHaveLength(8);
    expect(manifest).toContain('<EventType>LFC.CHECK_MANIFEST</EventType>');
    expect(manifest.match(/<DataObjectReferenceId>/g)?.length).toBeGreaterThan(3);
  });

  it('of descriptions alone is a warning', async () => {
    const { id, status, events } = await deliver(archive, broughtBy(entered), { exportWithoutObjects: true });
    expect(status).toBe('WARNING');
    expect(events.map(({ outDetail }) => outDetail)).toContain('OBJECTS_LIST_EMPTY.WARNING');
    const files = await packageOf(archive, id);
    expect([...files.keys()]).toEqual(['manifest.xml', 'Content/']);
    expect(await manifestOf(files)).not.toContain('DataObjectReference');
  });

  it('of another usage than the objects have is one of descriptions', async () => {
    const dataObjectVersionToExport = { DataObjectVersions: ['Thumbnail'] };
    const { status } = await deliver(archive, broughtBy(entered), { dataObjectVersionToExport });
    expect(status).toBe('WARNING');
    const dataObjectVersionsPatterns = { BinaryMaster: ['FIRST', 'LAST'] };
    const { id } = await deliver(archive, broughtBy(entered), {
      dataObjectVersionToExport: { dataObjectVersionsPatterns },
    });
    expect((await packageOf(archive, id)).size).toBe(5);
  });

  it('of a part refers to nothing outside it', async () => {
    const query = {
      ...broughtBy(entered),
      $query: [{ $and: [{ $eq: { '#opi': entered } }, { $eq: { DescriptionLevel: 'Item' } }] }],
    };
    const { id } = await deliver(archive, query);
    const files = await packageOf(archive, id);
    const { edges, units } = await saidBy(turned(await manifestOf(files)), files);
    expect(edges).toEqual([]);
    expect(Object.keys(units)).toHaveLength(3);
  });
});

describe('a delivery that cannot be', () => {
  it.each([
    [
      'nothing selected',
      broughtBy('aeaqaaaaaahmhpgzaatpeal2xxxxxxaaaaaq'),
      {},
      'the DSL query has no result',
    ],
    [
      'a version older than the units',
      undefined,
      { sedaVersion: '2.1' },
      /^Incompatible seda version to export \(2\.1\) for unit : ae/,
    ],
    [
      'a complete header that lacks its members',
      undefined,
      { dipExportType: 'FULL', dipRequestParameters: { requesterIdentifier: 'R' } },
      'MessageRequestIdentifier parameter is required, ArchivalAgencyIdentifier parameter is required',
    ],
    [
      'more bytes than asked for',
      undefined,
      { maxSizeThreshold: 1_000 },
      /^export size exceeds threshold. \n Export Size = \[\d{4,}\]\n Threshold = \[1000\]$/,
    ],
  ])('ends KO: %s', async (_, query, options, reason) => {
    const delivery = await deliver(archive, query ?? broughtBy(entered), options);
    expect(delivery.status).toBe('KO');
    expect(reasonOf(delivery)).toMatch(reason);
    expect(delivery.events.at(-1)?.outDetail).toBe('EXPORT_DIP.KO');
    expect((await download(archive, delivery.id)).status).toBe(404);
    expect(await archive.leftOf(delivery.id)).toEqual({});
  });

  it('ends KO: more units than the request allows', async () => {
    const { status, events } = await deliver(archive, broughtBy(entered, { $threshold: 2 }));
    expect(status).toBe('KO');
    const check = events.find(({ evType }) => evType === 'CHECK_DISTRIBUTION_THRESHOLD');
    expect(check).toMatchObject({
      outDetail: 'CHECK_DISTRIBUTION_THRESHOLD.KO',
      evDetData: '{"error":"Too many units found. Threshold=2, found=5"}',
    });
  });

  it('of a tenant with a limit is warned of when it may be passed, refused otherwise', async () => {
    const thresholds: Record<string, DeliveryThreshold> =
      archive.service.house.configuration.deliveryThresholds;
    thresholds[0] = { bytes: 1_000, authorize: true };
    const warned = await deliver(archive, broughtBy(entered), { maxSizeThreshold: 1_000_000 });
    const refused = await deliver(archive, broughtBy(entered));
    delete thresholds[0];
    expect(warned.status).toBe('WARNING');
    expect(reasonOf(warned)).toMatch(/^export size exceeds tenant threshold\.\n Export Size = /);
    await manifestOf(await packageOf(archive, warned.id));
    expect(refused.status).toBe('KO');
    expect(reasonOf(refused)).toMatch(/Threshold = \[1000\]$/);
  });

  it('is refused at the door', async () => {
    const dslRequest = broughtBy(entered);
    for (const [body, text] of [
      [{ dslRequest, sedaVersion: '1.0' }, 'The Seda version is invalid!'],
      [{ dslRequest: { $roots: [], $query: [], $projection: {} } }, 'Select units'],
      [{ dslRequest: { $query: [{ $what: {} }], $projection: {} } }, ''],
      [{ dipExportType: 'FULL' }, 'dslRequest'],
      [
        {
          dslRequest,
          dataObjectVersionToExport: {
            dataObjectVersions: ['BinaryMaster'],
            dataObjectVersionsPatterns: { BinaryMaster: ['ALL'] },
          },
        },
        'not both',
      ],
    ] as const) {
      const answer = await ask(archive, '/access-external/v2/dipexport', body);
      expect(answer.status, answer.text).toBe(412);
      expect(answer.json.description).toContain(text);
    }
    const contract = await ask(archive, '/access-external/v2/dipexport', { dslRequest }, 'UNKNOWN');
    expect(contract.status).toBe(412);
    expect((await download(archive, entered)).status).toBe(404);
    expect((await download(archive, 'nothing')).status).toBe(404);
  });

  it('shows nothing that the contract hides', async () => {
    await archive.import('/accesscontracts', [
      { Identifier: 'CA-AUTRE', Name: 'Autre', Status: 'ACTIVE', OriginatingAgencies: [] },
    ]);
    const delivery = await deliver(archive, broughtBy(entered), {}, 'CA-AUTRE');
    expect(reasonOf(delivery)).toBe('the DSL query has no result');
  });
});

describe('rich descriptions', () => {
  const RICH =
    '<DescriptionLevel>Item</DescriptionLevel><Title>Riche</Title><Title xml:lang="en">Rich</Title>' +
    '<OriginatingSystemId>S-1</OriginatingSystemId><OriginatingSystemId>S-2</OriginatingSystemId>' +
    '<Description>Deux\nlignes &amp; plus</Description>' +
    '<CustodialHistory><CustodialHistoryItem>Reçu</CustodialHistoryItem></CustodialHistory>' +
    '<Language>fra</Language><Tag>a</Tag><Tag>b</Tag>' +
    '<Keyword><KeywordContent>mairie</KeywordContent><KeywordType>corpname</KeywordType></Keyword>' +
    '<Coverage><Spatial>Saint-Aubin</Spatial></Coverage>' +
    '<OriginatingAgency><Identifier>SAINT-AUBIN-LA-VELLE</Identifier></OriginatingAgency>' +
    '<Writer><FirstName>Jules</FirstName><BirthPlace><City>Pella</City></BirthPlace><Nationality>FR</Nationality><Identifier>id</Identifier></Writer>' +
    '<Addressee><Corpname>Mairie</Corpname></Addressee>' +
    '<RelatedObjectReference><References><ArchiveUnitRefId>U2</ArchiveUnitRefId></References><References><ExternalReference>ailleurs</ExternalReference></References></RelatedObjectReference>' +
    '<CreatedDate>2014-05-02T10:00:00</CreatedDate><StartDate>2014-05-02</StartDate>' +
    '<Event><EventType>CREATION</EventType><EventDateTime>2014-05-02T10:00:00</EventDateTime></Event>' +
    '<Gps><GpsAltitude>12</GpsAltitude><GpsLatitude>48</GpsLatitude></Gps>' +
    '<TextContent>texte</TextContent>';
  const RULES =
    '<Management><AccessRule><PreventInheritance>true</PreventInheritance></AccessRule>' +
    '<NeedAuthorization>true</NeedAuthorization></Management>';

  const contentOf = (title: string) => new RegExp(`<Content>(?:(?!<Content>).)*?${title}.*?</Content>`);

  it('come out as they went in; free metadata too', async () => {
    const plain = changed(sip, contentOf('Pièce 1'), `${RULES}<Content>${RICH}</Content>`);
    const free = changed(
      plain,
      contentOf('Pièce 2'),
      '<Content><DescriptionLevel>Item</DescriptionLevel><Title>Libre</Title><Hauteur>12</Hauteur><Bloc><Un>1</Un><Deux>2</Deux></Bloc></Content>',
    );
    const entry = await archive.enter(await zipOf(free));
    expect(entry.refusal).toBeUndefined();
    const { id, status } = await deliver(archive, broughtBy(entry.id));
    expect(status).toBe('OK');
    const files = await packageOf(archive, id);
    const before = await saidBy(free.manifest, new Map());
    const after = await saidBy(turned(String(files.get('manifest.xml'))), files);
    const references = after.units.Riche as { content: { RelatedObjectReference: unknown } };
    // Inner references carry the archive's identifiers.
    expect(JSON.stringify(references.content.RelatedObjectReference)).toMatch(
      /"ArchiveUnitRefId":"ae\w{34}"/,
    );
    references.content.RelatedObjectReference = {
      References: [{ ArchiveUnitRefId: 'U2' }, { ExternalReference: 'ailleurs' }],
    };
    expect(after.units).toEqual(before.units);

    // Alone, it names the unit that is not with it.
    const alone = await deliver(archive, {
      ...broughtBy(entry.id),
      $query: [{ $and: [{ $eq: { '#opi': entry.id } }, { $match: { Title: 'Riche' } }] }],
    });
    const manifest = await manifestOf(await packageOf(archive, alone.id));
    expect(manifest).toMatch(/<References><RepositoryArchiveUnitPID>ae\w{34}<\/RepositoryArchiveUnitPID>/);
  });

  it('of objects on paper come out too; in SEDA 2.1 and in what came after it', async () => {
    const old = changed(sip, /seda:v2\.2/, 'seda:v2.1');
    const paper =
      '<PhysicalDataObject id="P1"><DataObjectVersion>PhysicalMaster_1</DataObjectVersion><PhysicalId>Boîte 12</PhysicalId>' +
      '<PhysicalDimensions><Width unit="centimetre">21</Width><Weight unit="kilogram">0.5</Weight><NumberOfPage>3</NumberOfPage></PhysicalDimensions></PhysicalDataObject>';
    const withPaper = changed(
      old,
      /<DataObjectGroup id="G1">.*?<\/DataObjectGroup>/,
      `<DataObjectGroup id="G1">${paper}</DataObjectGroup>`,
    );
    const { 'content/1.txt': _left, ...kept } = withPaper.files;
    const entry = await archive.enter(await zipOf({ ...withPaper, files: kept }));
    expect(entry.refusal).toBeUndefined();
    const before = await saidBy(withPaper.manifest, new Map(Object.entries(kept)));
    for (const sedaVersion of ['2.1', '2.2', '2.3'] as const) {
      const { id, status } = await deliver(archive, broughtBy(entry.id), { sedaVersion });
      expect(status).toBe('OK');
      const files = await packageOf(archive, id);
      const after = await saidBy(turned(await manifestOf(files, sedaVersion)), files);
      expect(after.units).toEqual(before.units);
      expect(Object.keys(before.objects)).toHaveLength(3);
      for (const [title, objects] of Object.entries(before.objects))
        expect(after.objects[title]).toMatchObject(objects as object);
    }
  });
});
