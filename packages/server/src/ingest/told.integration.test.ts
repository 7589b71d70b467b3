import { createHash } from 'node:crypto';
import { SAMPLE } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Entered, openArchive, type TestArchive } from './testing/archive.ts';
import { changed, goodSip, type Sip, sipOf, zipOf } from './testing/sip.ts';

/** What an entry tells, member by member: journal, life cycles, register (spec ingest.md 4, 8.4, 10, 11, 15). */

const ACCESS = '/access-external/v1';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive({}, [0]);
});
afterAll(() => archive?.close());

// biome-ignore lint/suspicious/noExplicitAny: documents of the API
type Document = any;

const notOk = ({ events }: Entered) => JSON.stringify(events.filter(({ outcome }) => outcome !== 'OK'));

async function enter(sip: Sip, status: string, workflow?: string): Promise<Entered> {
  const entered = await archive.enter(await zipOf(sip), workflow === undefined ? {} : { workflow });
  expect(entered.status, notOk(entered)).toBe(status);
  return entered;
}

async function found(collection: 'units' | 'objects', operation: string): Promise<Document[]> {
  const query = { $query: [{ $eq: { '#opi': operation } }], $filter: {}, $projection: {} };
  return (await archive.get(`${ACCESS}/${collection}`, { query })).$results;
}

const eventOf = ({ events }: Entered, type: string) => events.find(({ evType }) => evType === type);

describe('the journal of an entry', () => {
  let entered: Entered;
  beforeAll(async () => {
    const header =
      '<Comment xml:lang="en">Three pieces</Comment><Comment xml:lang="fr">Un</Comment><Comment xml:lang="fr">Deux</Comment>';
    const more =
      '<AcquisitionInformation>Don</AcquisitionInformation><LegalStatus>Public Archive</LegalStatus>';
    const sip = changed(
      changed(goodSip(), /<Comment>[^<]*<\/Comment>/, header),
      '<OriginatingAgencyIdentifier>',
      `${more}<OriginatingAgencyIdentifier>`,
    );
    entered = await enter(sip, 'OK');
  });

  it('names the operation where an event is about it as a whole, and nowhere else', () => {
    const whole = entered.events.filter(
      ({ evParentId, evType }) => evParentId === null || evType === 'OBJECTS_LIST_EMPTY',
    );
    for (const event of entered.events as Document[])
      expect([event.evType, event.obId ?? null]).toEqual([
        event.evType,
        whole.includes(event) ? entered.id : null,
      ]);
  });

  it('has a meter on actions and tasks, none on steps; details on actions alone', () => {
    const parents = new Map(entered.events.map((event) => [event.evId, event]));
    for (const { evType, evParentId, evDetData, outMessg } of entered.events) {
      const parent = parents.get(evParentId ?? '');
      const isTask = parent !== undefined && parent.evParentId !== null;
      if (parent === undefined || isTask) expect([evType, evDetData]).toEqual([evType, null]);
      const isMetered = parent !== undefined && evType !== 'OBJECTS_LIST_EMPTY';
      if (isMetered) expect(outMessg).toMatch(/ Detail= {2}OK:\d+$/);
      else expect(outMessg).not.toContain('Detail=');
    }
    for (const type of ['CHECK_DIGEST', 'CHECK_UNIT_SCHEMA', 'OBJ_STORAGE', 'UNIT_METADATA_INDEXATION'])
      expect(eventOf(entered, type)?.evDetData).toBe('{}');
    expect(eventOf(entered, 'CHECK_DIGEST')?.outMessg).toMatch(/OK:3$/);
    expect(eventOf(entered, 'CHECK_UNIT_SCHEMA')?.outMessg).toMatch(/OK:5$/);
    expect(eventOf(entered, 'CHECK_DATAOBJECTPACKAGE')?.outMessg).toMatch(/OK:1$/);
  });

  it('says of the manifest what it holds, in the languages of its comments', () => {
    const { journal } = entered;
    const said = {
      EvDetailReq: 'Un_Deux',
      EvDetailReq_en: 'Three pieces',
      EvDetailReq_fr: 'Un_Deux',
      EvDateTimeReq: '2026-01-15T09:00:00',
      ArchivalAgreement: SAMPLE.ingestContract,
      ServiceLevel: null,
      AcquisitionInformation: 'Don',
      LegalStatus: 'Public Archive',
    };
    const rights = { ArchivalAgreement: SAMPLE.ingestContract };
    const ofPackage = eventOf(entered, 'CHECK_DATAOBJECTPACKAGE')?.evDetData ?? '';
    expect(JSON.parse(ofPackage)).toEqual({ ...said, rightsStatementIdentifier: rights });
    expect(ofPackage).toBe(JSON.stringify(JSON.parse(ofPackage)));
    expect(JSON.parse(journal.evDetData)).toEqual(said);
    const { evDetData } = eventOf(entered, 'CHECK_HEADER') as { evDetData: string };
    const { EvDateTimeReq: _date, ServiceLevel: _level, ...ofHeader } = said;
    expect(JSON.parse(evDetData)).toEqual(ofHeader);
    expect(JSON.parse(journal.rightsStatementIdentifier)).toEqual(rights);
    expect(JSON.parse(journal.agIdExt)).toMatchObject({ originatingAgency: SAMPLE.agency });
    expect(journal).toMatchObject({
      evIdProc: entered.id,
      obId: entered.id,
      outDetail: 'PROCESS_SIP_UNITARY.STARTED',
      agIdApp: 'CT-000001',
    });
  });

  it('has its register say so too', async () => {
    const query = { $query: { $eq: { Opi: entered.id } }, $filter: {}, $projection: {} };
    const path = `/admin-external/v1/accessionregisters/${SAMPLE.agency}/accessionregisterdetails`;
    const [detail] = (await archive.get(path, { query })).$results;
    const size = Object.values(goodSip().files).reduce((sum, { length }) => sum + length, 0);
    expect(detail).toMatchObject({
      obIdIn: 'Versement d’essai',
      Comment: ['Three pieces', 'Un', 'Deux'],
      AcquisitionInformation: 'Don',
      LegalStatus: 'Public Archive',
      Opc: entered.id,
      OpType: 'INGEST',
      OperationIds: [entered.id],
      Events: [{ Opc: entered.id, OpType: 'INGEST', Gots: 3, Units: 5, Objects: 3, ObjSize: size }],
    });
    expect(detail).not.toHaveProperty('ArchivalProfile');
    const { Volumetry } = JSON.parse(eventOf(entered, 'ACCESSION_REGISTRATION')?.evDetData ?? '');
    expect(Volumetry).toHaveLength(1);
    expect(Volumetry[0]).toMatchObject({ Opi: entered.id, OriginatingAgency: SAMPLE.agency });
  });
});

it('the register of a filing scheme counts its units alone, and an entry that counts nothing has none', async () => {
  const plan = await enter(sipOf([{ id: 'A', level: 'RecordGrp', title: 'Plan' }]), 'OK', 'FILING_SCHEME');
  const query = { $query: { $eq: { Opi: plan.id } }, $filter: {}, $projection: {} };
  const path = `/admin-external/v1/accessionregisters/${SAMPLE.agency}/accessionregisterdetails`;
  const [detail] = (await archive.get(path, { query })).$results;
  expect(detail).toMatchObject({
    OpType: 'INGEST',
    TotalUnits: { ingested: 1 },
    TotalObjectGroups: { ingested: 0 },
    TotalObjects: { ingested: 0 },
    ObjectSize: { ingested: 0 },
  });
});

describe('faults of usages', () => {
  it('are all told, with how many there are, and the last kind names the refusal', async () => {
    const two = changed(goodSip(), 'BinaryMaster_1', 'Copy_1');
    const three = changed(two, 'BinaryMaster_1', 'PhysicalMaster_1');
    const { events } = await enter(three, 'KO');
    const task = events.find(({ evType }) => evType.endsWith('CHECK_MANIFEST_DATAOBJECT_VERSION'));
    expect(task?.outDetail).toMatch(/BDO_DATAOBJECTIONVERSION_PHYSICALMASTER\.KO$/);
    expect(task?.outMessg).toMatch(/ Detail= {2}OK:1 KO:2$/);
    const action = events.find(({ evType }) => evType === 'CHECK_DATAOBJECTPACKAGE');
    expect(JSON.parse(action?.evDetData ?? '').evDetTechData).toBe(
      '{"BinaryDataObject":"Copy_1 - B1"} \n{"BinaryDataObject":"PhysicalMaster_1 - B2"}',
    );
    // What comes after the first refusal is not looked at.
    expect(events.some(({ evType }) => evType.endsWith('CHECK_MANIFEST_OBJECTNUMBER'))).toBe(false);
  });

  it('of a scheme without objects do not spare it the other controls', async () => {
    const { events } = await enter(goodSip(), 'KO', 'FILING_SCHEME');
    const tasks = events.filter(({ evType }) => evType.startsWith('CHECK_DATAOBJECTPACKAGE.'));
    expect(tasks.map(({ outDetail }) => outDetail)).toEqual([
      'CHECK_DATAOBJECTPACKAGE.CHECK_NO_OBJECT.KO',
      'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_OBJECTNUMBER.OK',
      'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST.OK',
    ]);
  });
});

describe('objects', () => {
  const B1 =
    /<DataObjectGroup id="G1"><BinaryDataObject id="B1">(.*?)<\/BinaryDataObject><\/DataObjectGroup>/;

  it('that declare one path share its file', async () => {
    const [content] = Object.values(goodSip().files) as [Buffer];
    const digest = createHash('sha512').update(content).digest('hex');
    const second = `<BinaryDataObject id="B9"><DataObjectVersion>Dissemination_1</DataObjectVersion><Uri>content/1.txt</Uri><MessageDigest algorithm="SHA-512">${digest}</MessageDigest><Size>${content.length}</Size></BinaryDataObject>`;
    const sip = changed(
      goodSip(),
      '</BinaryDataObject></DataObjectGroup>',
      `</BinaryDataObject>${second}</DataObjectGroup>`,
    );
    const { id } = await enter(sip, 'OK');
    const [group] = (await found('objects', id)).filter((each) => each['#nbobjects'] === 2);
    expect(group['#qualifiers'].map(({ qualifier }: Document) => qualifier)).toEqual([
      'BinaryMaster',
      'Dissemination',
    ]);
    for (const { versions } of group['#qualifiers']) expect(versions[0].MessageDigest).toBe(digest);
  });

  it.each([
    ['opens a group by its DataObjectGroupId', '<DataObjectGroupId>G1</DataObjectGroupId>', undefined],
    [
      'joins a group by DataObjectGroupReferenceId',
      '<DataObjectGroupReferenceId>G2</DataObjectGroupReferenceId>',
      'G2',
    ],
  ])('one beside the groups %s', async (_what, member, joined) => {
    let sip = changed(goodSip(), B1, `<BinaryDataObject id="B1">${member}$1</BinaryDataObject>`);
    if (joined === undefined) sip = changed(sip, '<DataObjectVersion>BinaryMaster_1</DataObjectVersion>', '');
    else {
      sip = changed(sip, 'BinaryMaster_1', 'Dissemination_3');
      sip = changed(
        sip,
        '<DataObjectGroupReferenceId>G1</DataObjectGroupReferenceId></DataObjectReference>',
        '<DataObjectGroupReferenceId>G2</DataObjectGroupReferenceId></DataObjectReference>',
      );
    }
    const { id } = await enter(sip, 'OK');
    const groups = await found('objects', id);
    expect(groups).toHaveLength(joined === undefined ? 3 : 2);
    const usages = groups.map((group) =>
      group['#qualifiers'].flatMap(({ versions }: Document) =>
        versions.map((version: Document) => version.DataObjectVersion),
      ),
    );
    const alone = [['BinaryMaster_1'], ['BinaryMaster_1'], ['BinaryMaster_1']];
    expect(usages.sort((one, other) => one.length - other.length)).toEqual(
      joined === undefined ? alone : [['BinaryMaster_1'], ['BinaryMaster_1', 'Dissemination_3']],
    );
  });

  it('without a size, a format or a usage get them, and a physical copy is no technical failure', async () => {
    let sip = changed(goodSip(), /<Size>\d+<\/Size><FormatIdentification>.*?<\/FormatIdentification>/, '');
    sip = changed(sip, '<DataObjectVersion>BinaryMaster_1</DataObjectVersion>', '');
    sip = changed(
      sip,
      '</BinaryDataObject></DataObjectGroup>',
      '</BinaryDataObject><PhysicalDataObject id="P1"><DataObjectVersion>Dissemination</DataObjectVersion><PhysicalId>1 J 12</PhysicalId></PhysicalDataObject></DataObjectGroup>',
    );
    const { id } = await enter(sip, 'OK');
    const [group] = (await found('objects', id)).filter((each) => each['#nbobjects'] === 2);
    const [master, copy] = group['#qualifiers'].map(({ versions }: Document) => versions[0]);
    const [content] = Object.values(goodSip().files) as [Buffer];
    expect(master).toMatchObject({
      DataObjectVersion: 'BinaryMaster_1',
      Size: content.length,
      FormatIdentification: { FormatId: 'x-fmt/111' },
    });
    expect(copy).toMatchObject({ DataObjectVersion: 'Dissemination_1', PhysicalId: '1 J 12', Size: 0 });
    expect(copy).not.toHaveProperty('#storage');
    const [cycle] = (await archive.get(`${ACCESS}/logbookobjectslifecycles/${group['#id']}`)).$results;
    const ofSize = cycle.events.filter(
      ({ evType }: Document) => evType === 'LFC.CHECK_OBJECT_SIZE.CHECK_SIZE',
    );
    expect(ofSize).toMatchObject([{ outcome: 'OK', obId: master['#id'] }]);
    expect(JSON.parse(ofSize[0].evDetData)).toEqual({ diff: { '- Size': '', '+ Size': content.length } });
  });
});

it('a refused task of elements spares its other elements the next controls, and nobody else', async () => {
  const units = Array.from({ length: 25 }, (_, at) => ({
    id: `U${at}`,
    level: 'Item' as const,
    title: at === 3 ? '' : `Pièce ${at}`,
  }));
  const { events } = await enter(sipOf(units), 'KO');
  const meterOf = (type: string) =>
    events.find(({ evType }) => evType === type)?.outMessg.split('Detail=  ')[1];
  expect(meterOf('CHECK_UNIT_SCHEMA')).toBe('OK:24 KO:1');
  expect(meterOf('UNITS_RULES_COMPUTE')).toBe('OK:15');
});

it('a reply with a warning holds events of that outcome, in the operation and with the object', async () => {
  const { reply } = await enter(changed(goodSip(), /<Size>\d+</, '<Size>7<'), 'WARNING');
  expect([...reply.matchAll(/<OutcomeDetail>([^<]*)</g)].map(([, code]) => code)).toEqual([
    'LFC.CHECK_OBJECT_SIZE.WARNING',
    'LFC.CHECK_OBJECT_SIZE.CHECK_SIZE.WARNING',
    'STP_OG_CHECK_AND_TRANSFORME.WARNING',
    'CHECK_OBJECT_SIZE.WARNING',
  ]);
  expect(reply).toContain('<DataObjectReferenceId>B1</DataObjectReferenceId>');
  expect(reply.match(/<ArchiveUnit /g)).toHaveLength(5);
  expect(reply.match(/<Management>/g)).toHaveLength(5);
});
