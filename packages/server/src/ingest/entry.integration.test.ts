import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLE } from '@perenne/sample';
import { hasReferee, openReferee, WITHOUT_REFEREE } from '@perenne/seda/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../platform/index.ts';
import { type Entered, type Event, openArchive, type TestArchive } from './testing/archive.ts';
import { CONTAINERS, changed, goodSip, sipOf, zipOf } from './testing/sip.ts';

const ACCESS = '/access-external/v1';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive?.close());

/** Unpublished faults make a failure tell itself. */
const notOk = ({ events }: Entered) => events.filter(({ outcome }) => outcome !== 'OK');

/** Units of an operation by their title, as the API gives them. */
async function unitsOf(operation: string, tenant = 0) {
  const query = { $roots: [], $query: [{ $eq: { '#opi': operation } }], $filter: {}, $projection: {} };
  const { $results } = await archive.get(`${ACCESS}/units`, { tenant, query });
  // biome-ignore lint/suspicious/noExplicitAny: documents of the API
  return new Map<string, any>($results.map((unit: { Title: string }) => [unit.Title, unit]));
}

/** Ancestors of a unit by distance, which the API does not show. */
async function distancesOf(id: string, tenant = 0): Promise<unknown> {
  const [row] = await archive.service.house.database.inTenant(tenant as TenantId, (tx) =>
    tx.query<{ uds: unknown }>('select uds from unit where tenant = $1 and id = $2', [tenant, id]),
  );
  return row?.uds;
}

/** Steps, actions and tasks, indented; `A.B` below `A` is written whole. */
function treeOf(events: readonly Event[]): string[] {
  const depth = new Map<string, number>();
  return events.map(({ evId, evParentId, outDetail }) => {
    const own = evParentId === null ? 0 : (depth.get(evParentId) ?? Number.NaN) + 1;
    depth.set(evId, own);
    return `${'  '.repeat(own)}${outDetail}`;
  });
}

const lines = (text: string) => text.trim().split('\n');
/** A step with its beginning. */
const step = (name: string, ...below: string[]) => [`${name}.STARTED.OK`, `${name}.OK`, ...below];

const RECEPTION = [
  ...step(
    'STP_SANITY_CHECK_SIP',
    '  SANITY_CHECK_SIP.OK',
    '  CHECK_CONTAINER.OK',
    '  MANIFEST_FILE_NAME_CHECK.OK',
  ),
  ...step('STP_UPLOAD_SIP'),
];
const OBJECT_CONTROLS = lines(`
  CHECK_DATAOBJECTPACKAGE.OK
    CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_DATAOBJECT_VERSION.OK
    CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_OBJECTNUMBER.OK
    CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST.OK
    CHECK_DATAOBJECTPACKAGE.CHECK_CONSISTENCY.OK`).map((line) =>
  line.startsWith('CHECK') ? `  ${line}` : line,
);
const NO_OBJECT_CONTROLS = lines(`
  CHECK_DATAOBJECTPACKAGE.OK
    CHECK_DATAOBJECTPACKAGE.CHECK_NO_OBJECT.OK
    CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_OBJECTNUMBER.OK
    CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST.OK`).map((line) =>
  line.startsWith('CHECK') ? `  ${line}` : line,
);
const control = (agencies: boolean, objects: boolean) =>
  step(
    'STP_INGEST_CONTROL_SIP',
    '  CHECK_SEDA.OK',
    '  CHECK_HEADER.OK',
    ...(agencies ? ['    CHECK_HEADER.CHECK_AGENT.OK'] : []),
    '    CHECK_HEADER.CHECK_CONTRACT_INGEST.OK',
    '  PREPARE_STORAGE_INFO.OK',
    ...(objects ? OBJECT_CONTROLS : NO_OBJECT_CONTROLS),
    '  CHECK_ATTACHEMENT.OK',
  );
const OBJECTS = step(
  'STP_OG_CHECK_AND_TRANSFORME',
  '  CHECK_DIGEST.OK',
  '  CHECK_OBJECT_SIZE.OK',
  '  OG_OBJECTS_FORMAT_CHECK.OK',
  '  CHECK_OBJECT_GROUP_SCHEMA.OK',
);
const units = (rules: boolean) =>
  step(
    'STP_UNIT_CHECK_AND_PROCESS',
    '  CHECK_UNIT_SCHEMA.OK',
    ...(rules
      ? ['  CHECK_ARCHIVE_UNIT_PROFILE.OK', '  CHECK_CLASSIFICATION_LEVEL.OK', '  UNITS_RULES_COMPUTE.OK']
      : []),
  );
const AVAILABILITY = step(
  'STP_STORAGE_AVAILABILITY_CHECK',
  '  STORAGE_AVAILABILITY_CHECK.OK',
  '    STORAGE_AVAILABILITY_CHECK.STORAGE_AVAILABILITY_CHECK.OK',
);
const STORED_UNITS = [
  ...step('STP_UNIT_METADATA', '  UNIT_METADATA_INDEXATION.OK'),
  ...step('STP_UNIT_STORING', '  COMMIT_LIFE_CYCLE_UNIT.OK', '  UNIT_METADATA_STORAGE.OK'),
];
const STORED = [
  ...step('STP_OBJ_STORING', '  OBJ_STORAGE.OK', '  OG_METADATA_INDEXATION.OK'),
  ...step('STP_UNIT_METADATA', '  UNIT_METADATA_INDEXATION.OK'),
  ...step('STP_OG_STORING', '  COMMIT_LIFE_CYCLE_OBJECT_GROUP.OK', '  OG_METADATA_STORAGE.OK'),
  ...step('STP_UNIT_STORING', '  COMMIT_LIFE_CYCLE_UNIT.OK', '  UNIT_METADATA_STORAGE.OK'),
  ...step('STP_UPDATE_OBJECT_GROUP', '  OBJECTS_LIST_EMPTY.OK'),
];
const REGISTER = step('STP_ACCESSION_REGISTRATION', '  ACCESSION_REGISTRATION.OK');
const END = step('STP_INGEST_FINALISATION', '  ATR_NOTIFICATION.OK', '  ROLL_BACK.OK');

const scheme = (titles: readonly [string, string], heading = {}) =>
  sipOf(
    [
      {
        id: 'A',
        level: 'RecordGrp',
        title: titles[0],
        children: [{ id: 'B', level: 'File', title: titles[1] }],
      },
    ],
    [],
    {},
    heading,
  );

describe('a transfer', () => {
  let entered: Entered;
  beforeAll(async () => {
    entered = await archive.enter(await zipOf(goodSip()));
    expect(entered.status, JSON.stringify(notOk(entered))).toBe('OK');
  });

  it('writes its journal step by step', () => {
    expect(treeOf(entered.events)).toEqual([
      ...RECEPTION,
      ...control(true, true),
      ...OBJECTS,
      ...units(true),
      ...AVAILABILITY,
      ...STORED,
      ...REGISTER,
      ...END,
      'PROCESS_SIP_UNITARY.OK',
    ]);
    for (const { outMessg } of entered.events) expect(outMessg).not.toMatch(/^!/);
    expect(entered.journal).toMatchObject({
      evType: 'PROCESS_SIP_UNITARY',
      evTypeProc: 'INGEST',
      obIdIn: 'Versement d’essai',
      outcome: 'STARTED',
      rightsStatementIdentifier: `{"ArchivalAgreement":"${SAMPLE.ingestContract}"}`,
      evDetData: [
        '{',
        '  "EvDetailReq" : "Trois pièces",',
        '  "EvDateTimeReq" : "2026-01-15T09:00:00",',
        `  "ArchivalAgreement" : "${SAMPLE.ingestContract}",`,
        '  "ServiceLevel" : null',
        '}',
      ].join('\n'),
    });
    const ofHeader = entered.events.find(({ evType }) => evType === 'CHECK_HEADER');
    expect(ofHeader?.evDetData).toBe(
      `{"EvDetailReq":"Trois pièces","ArchivalAgreement":"${SAMPLE.ingestContract}"}`,
    );
    const ofReply = entered.events.find(({ evType }) => evType === 'ATR_NOTIFICATION');
    const digest = createHash('sha512').update(entered.reply).digest('hex');
    expect(ofReply?.evDetData).toBe(
      `{"FileName":"ATR_${entered.id}", "MessageDigest": "${digest}", "Algorithm": "SHA-512"}`,
    );
  });

  it('publishes units with their ancestors and the end dates of their rules', async () => {
    const published = await unitsOf(entered.id);
    const [root, folder, piece] = ['Archives de la commune', 'Dossier', 'Pièce 1'].map((title) =>
      published.get(title),
    );
    expect(published.size).toBe(5);
    expect(root).toMatchObject({ '#unitups': [], '#allunitups': [], '#min': 1, '#max': 1 });
    expect(piece).toMatchObject({
      DescriptionLevel: 'Item',
      StartDate: '2014-05-02',
      EndDate: '2014-06-01',
      '#unitType': 'INGEST',
      '#opi': entered.id,
      '#operations': [entered.id],
      '#tenant': 0,
      '#version': 0,
      '#sedaVersion': '2.2',
      '#originating_agency': SAMPLE.agency,
      '#originating_agencies': [SAMPLE.agency],
      '#unitups': [folder['#id']],
      '#min': 1,
      '#max': 3,
    });
    expect([...piece['#allunitups']].sort()).toEqual([root['#id'], folder['#id']].sort());
    expect(await distancesOf(piece['#id'])).toEqual({ '1': [folder['#id']], '2': [root['#id']] });
    expect(folder['#management'].AppraisalRule).toEqual({
      Rules: [{ Rule: SAMPLE.appraisalRule, StartDate: '2015-01-01', EndDate: '2025-01-01' }],
      FinalAction: 'Keep',
    });
  });

  it('puts its units into the last part of the tenant, and goes on in the next', async () => {
    const inTenant = <Row>(text: string, values: readonly unknown[] = []) =>
      archive.service.house.database.inTenant(0 as TenantId, (tx) => tx.query<Row>(text, [0, ...values]));
    await inTenant(`insert into unit_part (tenant, part, operation, units) values ($1, 7, 'others', 65534)`);
    const { id } = await archive.enter(await zipOf(goodSip()));
    const told = 'select part, units from unit_part where tenant = $1 and operation = $2 order by part';
    const held =
      'select part, count(*) as units from unit where tenant = $1 and opi = $2 group by part order by part';
    const parts = [
      { part: 7, units: 2 },
      { part: 8, units: 3 },
    ];
    expect(await inTenant(told, [id])).toEqual(parts);
    expect(await inTenant(held, [id])).toEqual(parts);
  });

  it('publishes groups and keeps each object to the bit, on both offers', async () => {
    const published = await unitsOf(entered.id);
    const { files } = goodSip();
    const { storage, database } = archive.service.house;
    for (const [at, [uri, content]] of Object.entries(files).entries()) {
      const unit = published.get(`Pièce ${at + 1}`);
      const group = (await archive.get(`${ACCESS}/units/${unit['#id']}/objects`)).$results[0];
      const sha512 = createHash('sha512').update(content).digest('hex');
      const version = group['#qualifiers'][0].versions[0];
      expect(group['#unitups']).toEqual([unit['#id']]);
      expect(version).toMatchObject({
        DataObjectVersion: 'BinaryMaster_1',
        Uri: uri,
        Size: content.length,
        MessageDigest: sha512,
        Algorithm: 'SHA-512',
        FormatIdentification: { FormatId: ['x-fmt/111', 'fmt/18', 'fmt/11'][at] },
        FileInfo: { Filename: uri.split('/')[1] },
      });
      const download = await archive.service.asApplication('GET', `${ACCESS}/units/${unit['#id']}/objects`, {
        headers: {
          Accept: 'application/octet-stream',
          'X-Access-Contract-Id': SAMPLE.accessContract,
          'X-Qualifier': 'BinaryMaster',
          'X-Version': '1',
        },
      });
      expect(download.bytes.equals(content)).toBe(true);
      const [place] = await database.inTenant(0 as TenantId, (tx) =>
        tx.query<{ container: string; entry_offset: number; size: number; offers: string[] }>(
          'select container, entry_offset, size, offers from placement where tenant = 0 and name = $1',
          [version['#id']],
        ),
      );
      expect(place?.offers).toEqual(['offer-fs-1', 'offer-fs-2']);
      for (const offer of storage.offers) {
        const copy = await offer.open(place?.container as string);
        const bytes = Buffer.alloc(place?.size as number);
        await copy.read(bytes, Number(place?.entry_offset));
        await copy.close();
        expect(bytes.equals(content), `${uri} on ${offer.id}`).toBe(true);
      }
    }
  });

  it('writes life cycles of units and groups', async () => {
    const unit = (await unitsOf(entered.id)).get('Pièce 1');
    const keysOf = async (path: string) => {
      const record = (await archive.get(`${ACCESS}/${path}`)).$results[0];
      return record.events.map(({ evType }: Event) => evType);
    };
    expect(await keysOf(`logbookunitlifecycles/${unit['#id']}`)).toEqual([
      'LFC.CHECK_MANIFEST',
      'LFC.CHECK_MANIFEST.LFC_CREATION',
      'LFC.CHECK_UNIT_SCHEMA',
      'LFC.CHECK_ARCHIVE_UNIT_PROFILE',
      'LFC.CHECK_CLASSIFICATION_LEVEL',
      'LFC.UNITS_RULES_COMPUTE',
      'LFC.UNIT_METADATA_INDEXATION',
    ]);
    expect(await keysOf(`logbookobjectslifecycles/${unit['#object']}`)).toEqual([
      'LFC.CHECK_MANIFEST',
      'LFC.CHECK_MANIFEST.LFC_CREATION',
      'LFC.CHECK_CONSISTENCY',
      'LFC.CHECK_DIGEST',
      'LFC.CHECK_DIGEST.CALC_CHECK',
      'LFC.CHECK_OBJECT_SIZE',
      'LFC.CHECK_OBJECT_SIZE.CHECK_SIZE',
      'LFC.OG_OBJECTS_FORMAT_CHECK',
      'LFC.OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT',
      'LFC.CHECK_OBJECT_GROUP_SCHEMA',
      'LFC.OBJ_STORAGE',
      'LFC.OBJ_STORAGE.OBJECT_STORAGE_SUB_TASK',
      'LFC.OG_METADATA_INDEXATION',
    ]);
  });

  it('tells of each object in the life cycle of its group, below the action', async () => {
    const unit = (await unitsOf(entered.id)).get('Pièce 1');
    const group = (await archive.get(`${ACCESS}/units/${unit['#id']}/objects`)).$results[0];
    const object = group['#qualifiers'][0].versions[0];
    const [cycle] = (await archive.get(`${ACCESS}/logbookobjectslifecycles/${group['#id']}`)).$results;
    const { MessageDigest } = object;
    const details: Readonly<Record<string, unknown>> = {
      'LFC.CHECK_DIGEST.CALC_CHECK': {
        ...{ MessageDigest, Algorithm: 'SHA-512' },
        ...{ SystemMessageDigest: MessageDigest, SystemAlgorithm: 'SHA-512' },
      },
      'LFC.CHECK_OBJECT_SIZE.CHECK_SIZE': {},
      'LFC.OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT': {},
      'LFC.OBJ_STORAGE.OBJECT_STORAGE_SUB_TASK': {
        ...{ FileName: object['#id'], Algorithm: 'SHA-512', MessageDigest },
        Offers: 'offer-fs-1,offer-fs-2',
      },
    };
    for (const [type, detail] of Object.entries(details)) {
      const event = cycle.events.find(({ evType }: Event) => evType === type);
      const parent = cycle.events.find(({ evId }: Event) => evId === event.evParentId);
      expect(JSON.parse(event.evDetData), type).toEqual(detail);
      expect(event.obId).toBe(object['#id']);
      expect(parent).toMatchObject({
        evType: type.split('.').slice(0, 2).join('.'),
        obId: group['#id'],
        evDetData: '{}',
      });
    }
    expect(cycle).toMatchObject({
      evType: 'LFC.LFC_CREATION',
      outDetail: 'LFC.LFC_CREATION.OK',
      outcome: 'OK',
    });
  });

  it('keeps the events of the manifest in life cycles, below one of their own', async () => {
    const event =
      '<EventIdentifier>E1</EventIdentifier><EventType>Restauration</EventType><EventDateTime>1998-05-04T10:00:00</EventDateTime><Outcome>OK</Outcome>';
    const sip = changed(
      goodSip(3),
      '<ArchiveUnit id="U1">',
      `<ArchiveUnit id="U1"><Management><LogBook><Event>${event}</Event></LogBook></Management>`,
    );
    const { id } = await archive.enter(await zipOf(sip));
    const unit = (await unitsOf(id)).get('Pièce 1');
    const [cycle] = (await archive.get(`${ACCESS}/logbookunitlifecycles/${unit['#id']}`)).$results;
    const parent = cycle.events.find(({ evType }: Event) => evType === 'LFC.EXTERNAL_LOGBOOK');
    expect(cycle.events).toContainEqual(
      expect.objectContaining({
        evId: 'E1',
        evType: 'Restauration',
        evParentId: parent.evId,
        obId: unit['#id'],
      }),
    );
  });

  it('enters its volumes in the register, each entry once', async () => {
    const size = Object.values(goodSip().files).reduce((sum, { length }) => sum + length, 0);
    const query = { $query: { $eq: { Opi: entered.id } }, $filter: {}, $projection: {} };
    const details = (
      await archive.get(`/admin-external/v1/accessionregisters/${SAMPLE.agency}/accessionregisterdetails`, {
        query,
      })
    ).$results;
    const counter = (ingested: number) => ({ ingested, deleted: 0, remained: ingested });
    expect(details).toHaveLength(1);
    expect(details[0]).toMatchObject({
      OriginatingAgency: SAMPLE.agency,
      SubmissionAgency: SAMPLE.agency,
      ArchivalAgreement: SAMPLE.ingestContract,
      Status: 'STORED_AND_COMPLETED',
      TotalUnits: counter(5),
      TotalObjectGroups: counter(3),
      TotalObjects: counter(3),
      ObjectSize: counter(size),
    });
    const summary = async () => {
      const all = { $query: { $eq: { OriginatingAgency: SAMPLE.agency } }, $filter: {}, $projection: {} };
      return (await archive.get('/admin-external/v1/accessionregisters', { query: all })).$results[0]
        .TotalUnits.ingested;
    };
    const before = await summary();
    expect((await archive.enter(await zipOf(goodSip(7)))).status).toBe('OK');
    expect(await summary()).toBe(before + 5);
  });

  it('answers with a reply and gives the manifest back as it came', async () => {
    expect(entered.reply).toContain('<ReplyCode>OK</ReplyCode>');
    expect(entered.reply).toContain('<MessageRequestIdentifier>Versement d’essai</MessageRequestIdentifier>');
    for (const unit of (await unitsOf(entered.id)).values()) expect(entered.reply).toContain(unit['#id']);
    const manifest = await archive.service.asApplication(
      'GET',
      `/ingest-external/v1/ingests/${entered.id}/manifests`,
      { headers: { Accept: 'application/octet-stream' } },
    );
    expect(manifest.text).toBe(goodSip().manifest);
  });

  it.skipIf(!hasReferee)(
    `answers with a reply that the official schemas take (${WITHOUT_REFEREE})`,
    async () => {
      const referee = await openReferee();
      const warning = await archive.enter(await zipOf(changed(goodSip(), /<Size>\d+</, '<Size>1<')));
      expect(warning.status).toBe('WARNING');
      const refused = await archive.enter(await zipOf(changed(goodSip(), /(algorithm="SHA-512">)./, '$1x')));
      expect(refused.status).toBe('KO');
      for (const { reply } of [entered, warning, refused])
        expect(referee.fault('2.2', Buffer.from(reply)), reply).toBeUndefined();
    },
  );

  it('leaves nothing in the workspace, and its documents and objects on both offers', async () => {
    expect(await archive.leftOf(entered.id)).toEqual({
      unit: 5,
      object_group: 3,
      life_cycle: 8,
      placement: 5,
      pack: 3,
      accession_register_detail: 1,
      units: 4,
      objectgroups: 4,
      objects: 4,
      manifests: 2,
      reports: 2,
    });
  });
});

describe('the containers', () => {
  it.each(Object.entries(CONTAINERS).filter(([form]) => form !== 'zip'))(
    '%s is read like a zip',
    async (_, packed) => {
      const entered = await archive.enter(await packed(goodSip()));
      expect(entered.status, JSON.stringify(notOk(entered))).toBe('OK');
      expect((await unitsOf(entered.id)).size).toBe(5);
    },
  );

  it('takes a manifest under any name that the rule allows, and objects in folders below content', async () => {
    const sip = goodSip();
    const entries = Object.entries(sip.files).map(
      ([uri, content]) => [uri.replace('content/', 'Content/sub/'), content] as const,
    );
    const manifest = sip.manifest.replaceAll('content/', 'Content/sub/');
    const entered = await archive.enter(
      await zipOf([...entries, ['Versement-2026_manifest.xml', Buffer.from(manifest)]]),
    );
    expect(entered.status, JSON.stringify(notOk(entered))).toBe('OK');
  });

  it('takes a manifest whose digest is the announced one, in silence', async () => {
    const value = createHash('sha256').update(goodSip().manifest).digest('hex');
    const headers = { 'X-Manifest-Digest-Algo': 'SHA-256', 'X-Manifest-Digest-Value': value };
    const entered = await archive.enter(await zipOf(goodSip()), { headers });
    expect(entered.status).toBe('OK');
    expect(entered.events.some(({ evType }) => evType === 'MANIFEST_DIGEST_CHECK')).toBe(false);
  });
});

describe('the other workflows', () => {
  it('HOLDING_SCHEME: no agency, no rule, no register', async () => {
    const entered = await archive.enter(await zipOf(scheme(['Positions', 'Position'])), {
      workflow: 'HOLDING_SCHEME',
    });
    expect(treeOf(entered.events)).toEqual([
      ...RECEPTION,
      ...control(false, false),
      ...units(false),
      ...STORED_UNITS,
      ...END,
      'HOLDINGSCHEME.OK',
    ]);
    const unit = (await unitsOf(entered.id)).get('Position');
    expect(unit).toMatchObject({ '#unitType': 'HOLDING_UNIT', '#originating_agencies': [] });
    expect(unit['#originating_agency']).toBeUndefined();
    expect(entered.journal).toMatchObject({ evType: 'HOLDINGSCHEME', evTypeProc: 'MASTERDATA' });
    const [cycle] = (await archive.get(`${ACCESS}/logbookunitlifecycles/${unit['#id']}`)).$results;
    const told = [cycle, ...cycle.events].map(({ evType, evTypeProc }) => `${evType} ${evTypeProc}`);
    expect(told).toEqual([
      'LFC.LFC_CREATION INGEST',
      'LFC.CHECK_MANIFEST INGEST',
      'LFC.CHECK_MANIFEST.LFC_CREATION INGEST',
      'LFC.CHECK_UNIT_SCHEMA MASTERDATA',
      'LFC.UNIT_METADATA_INDEXATION MASTERDATA',
    ]);
    expect((await archive.leftOf(entered.id)).accession_register_detail).toBeUndefined();
  });

  it('FILING_SCHEME: agencies and rules, a register of its units alone', async () => {
    const entered = await archive.enter(await zipOf(scheme(['Plan', 'Rubrique'])), {
      workflow: 'FILING_SCHEME',
    });
    expect(treeOf(entered.events)).toEqual([
      ...RECEPTION,
      ...control(true, false),
      ...units(true),
      ...STORED_UNITS,
      ...REGISTER,
      ...END,
      'FILINGSCHEME.OK',
    ]);
    expect((await unitsOf(entered.id)).get('Rubrique')).toMatchObject({
      '#unitType': 'FILING_UNIT',
      '#originating_agency': SAMPLE.agency,
    });
  });

  it('BLANK_TEST: every control, nothing kept', async () => {
    const entered = await archive.enter(await zipOf(goodSip()), { workflow: 'BLANK_TEST' });
    expect(entered.status, JSON.stringify(notOk(entered))).toBe('OK');
    expect(treeOf(entered.events)).toEqual([
      ...RECEPTION,
      ...control(true, true),
      ...OBJECTS.filter((line) => !line.includes('CHECK_OBJECT_SIZE')),
      ...units(true),
      ...AVAILABILITY,
      ...END,
      'PROCESS_SIP_UNITARY_TEST.OK',
    ]);
    expect(entered.reply).toContain('<ReplyCode>Test OK</ReplyCode>');
    expect(entered.reply).not.toContain('GrantDate');
    const refused = await archive.enter(await zipOf(changed(goodSip(), /(algorithm="SHA-512">)./, '$1x')), {
      workflow: 'BLANK_TEST',
    });
    expect(refused.reply).toContain('<ReplyCode>Test KO</ReplyCode>');
    expect(refused.events.at(-1)?.outDetail).toBe('PROCESS_SIP_UNITARY_TEST.KO');
    const { reports, manifests, ...left } = await archive.leftOf(entered.id);
    expect({ reports, manifests }).toEqual({ reports: 2, manifests: 2 });
    expect(left).toEqual({ placement: 2 });
  });

  it('BIG_WORKFLOW: a transfer whose sizes nobody compares', async () => {
    const entered = await archive.enter(await zipOf(goodSip()), { workflow: 'BIG_WORKFLOW' });
    expect(entered.status).toBe('OK');
    expect(entered.events.some(({ evType }) => evType === 'CHECK_OBJECT_SIZE')).toBe(false);
  });
});

describe('attachments', () => {
  it('puts units under an archived one by its system identifier', async () => {
    const plan = await archive.enter(await zipOf(scheme(['Plan', 'Rubrique'])), {
      workflow: 'FILING_SCHEME',
    });
    const place = (await unitsOf(plan.id)).get('Rubrique');
    const sip = changed(
      goodSip(),
      '<ArchiveUnit id="R">',
      `<ArchiveUnit id="R"><Management><UpdateOperation><SystemId>${place['#id']}</SystemId></UpdateOperation></Management>`,
    );
    const entered = await archive.enter(await zipOf(sip));
    expect(entered.status, JSON.stringify(notOk(entered))).toBe('OK');
    const published = await unitsOf(entered.id);
    // R stands for the archived unit: it is not entered again.
    expect([...published.keys()].sort()).toEqual(['Dossier', 'Pièce 1', 'Pièce 2', 'Pièce 3']);
    const folder = published.get('Dossier');
    expect(folder['#unitups']).toEqual([place['#id']]);
    expect(await distancesOf(folder['#id'])).toEqual({ '1': [place['#id']], '2': place['#unitups'] });
    expect(published.get('Pièce 1')['#max']).toBe(4);
    const control = entered.events.find(({ evType }) => evType === 'CHECK_DATAOBJECTPACKAGE');
    expect(JSON.parse(control?.evDetData ?? '{}')._up).toEqual([place['#id']]);
    expect(entered.reply).toContain(`<ArchiveUnit id="R">`);
    expect(entered.reply).toContain(place['#id']);
    const unchanged = (await unitsOf(plan.id)).get('Rubrique');
    expect(unchanged).toEqual(place);
  });

  it('follows links between units, also those that lead to links', async () => {
    const linked = changed(
      goodSip(),
      '</DescriptiveMetadata>',
      '<ArchiveUnit id="X"><Content><DescriptionLevel>File</DescriptionLevel><Title>Autre dossier</Title></Content>' +
        '<ArchiveUnit id="L1"><ArchiveUnitRefId>L2</ArchiveUnitRefId></ArchiveUnit></ArchiveUnit>' +
        '<ArchiveUnit id="L2"><ArchiveUnitRefId>U1</ArchiveUnitRefId></ArchiveUnit></DescriptiveMetadata>',
    );
    const entered = await archive.enter(await zipOf(linked));
    expect(entered.status, JSON.stringify(notOk(entered))).toBe('OK');
    const published = await unitsOf(entered.id);
    expect([...published.get('Pièce 1')['#unitups']].sort()).toEqual(
      [published.get('Dossier')['#id'], published.get('Autre dossier')['#id']].sort(),
    );
    expect(published.size).toBe(6);
  });
});

it('says in the journal that no antivirus looked, when none is configured', async () => {
  const bare = await openArchive({ antivirus: { kind: 'none' } }, [0]);
  try {
    const { events } = await bare.enter(await zipOf(goodSip()));
    const sanity = events.find(({ evType }) => evType === 'SANITY_CHECK_SIP');
    expect(JSON.parse(sanity?.evDetData ?? '{}')).toEqual({ Antivirus: 'none configured' });
  } finally {
    await bare.close();
  }
});

it('wants of units a classification level of the platform, where none may be left out', async () => {
  const classificationLevel = { allowList: ['Restreint'], authorizeNotDefined: false };
  const classifying = await openArchive({ classificationLevel }, [0]);
  const plain = sipOf([{ id: 'A', level: 'RecordGrp', title: 'Fonds' }]);
  const classified = (level: string) =>
    changed(
      plain,
      '<ArchiveUnit id="A">',
      `<ArchiveUnit id="A"><Management><ClassificationRule><ClassificationLevel>${level}</ClassificationLevel>` +
        '<ClassificationOwner>Commune</ClassificationOwner></ClassificationRule></Management>',
    );
  const refusalOf = async (sip: typeof plain) =>
    (await classifying.enter(await zipOf(sip), { workflow: 'FILING_SCHEME' })).refusal;
  try {
    expect(await refusalOf(plain)).toBe('CHECK_CLASSIFICATION_LEVEL.KO');
    expect(await refusalOf(classified('Secret Défense'))).toBe('CHECK_CLASSIFICATION_LEVEL.KO');
    expect(await refusalOf(classified('Restreint'))).toBeUndefined();
  } finally {
    await classifying.close();
  }
});

it('keeps the offers readable with ordinary tools', async () => {
  const entered = await archive.enter(await zipOf(goodSip()));
  const folder = join(archive.service.house.configuration.dataFolder, 'offers', 'offer-1');
  const reply = readFileSync(join(folder, '0', 'reports', entered.id, `${entered.id}.xml`), 'utf8');
  expect(reply).toBe(entered.reply);
});
