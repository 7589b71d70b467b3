import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { SAMPLE, sampleReferentials } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../platform/index.ts';
import {
  type DepositOptions,
  type Entered,
  type Event,
  ONLY_THE_REPLY,
  openArchive,
  type TestArchive,
} from './testing/archive.ts';
import { changed, goodSip, type Sip, sipOf, zipOf } from './testing/sip.ts';

/** Objects and units added to archived object groups (spec ingest.md 9.2, 9.5, 14.4). */

const ACCESS = '/access-external/v1';
const EVERY_USAGE = 'CE-TOUS-USAGES';
const COPIES = 'CE-DIFFUSION';
const OTHER_AGENCY = 'FRAN_AUTRE';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive({}, [0]);
  const contract = (Identifier: string, more: object) => ({
    ...sampleReferentials.ingestContracts[0],
    Identifier,
    Name: Identifier,
    ...more,
  });
  await archive.import('/ingestcontracts', [
    contract(EVERY_USAGE, { EveryDataObjectVersion: true }),
    contract(COPIES, { DataObjectVersion: ['Dissemination', 'Thumbnail'] }),
  ]);
});
afterAll(() => archive?.close());

// biome-ignore lint/suspicious/noExplicitAny: documents of the API
type Document = any;

const notOk = ({ events }: Entered) => JSON.stringify(events.filter(({ outcome }) => outcome !== 'OK'));

interface NewObject {
  readonly version: string;
  readonly text: string;
}

/** A group of text objects, with its files. */
function group(id: string, objects: readonly NewObject[]): { xml: string; files: Sip['files'] } {
  const files: Record<string, Buffer> = {};
  const inside = objects.map(({ version, text }, at) => {
    const uri = `content/${id}-${at}.txt`;
    const content = Buffer.from(text);
    files[uri] = content;
    const digest = createHash('sha512').update(content).digest('hex');
    return (
      `<BinaryDataObject id="${id}-${at}"><DataObjectVersion>${version}</DataObjectVersion><Uri>${uri}</Uri>` +
      `<MessageDigest algorithm="SHA-512">${digest}</MessageDigest><Size>${content.length}</Size>` +
      `<FileInfo><Filename>${id}-${at}.txt</Filename></FileInfo></BinaryDataObject>`
    );
  });
  return { xml: `<DataObjectGroup id="${id}">${inside.join('')}</DataObjectGroup>`, files };
}

/** A package whose unit X stands for an archived one and brings objects to its group. */
function addition(unit: string, objects: readonly NewObject[], contract = EVERY_USAGE): Sip {
  const added = group('N', objects);
  const sip = sipOf(
    [{ id: 'X', level: 'Item', title: 'Rattachement', systemId: unit, groupId: 'N' }],
    [],
    added.files,
    { contract },
  );
  return changed(sip, '<DescriptiveMetadata>', `${added.xml}<DescriptiveMetadata>`);
}

const text = (version: string, word = version): NewObject => ({ version, text: `Un texte : ${word}.` });

/** A fresh transfer. @returns its units by title */
async function enterGood(): Promise<Map<string, Document>> {
  const entered = await archive.enter(await zipOf(goodSip()));
  expect(entered.status, notOk(entered)).toBe('OK');
  const query = { $query: [{ $eq: { '#opi': entered.id } }], $filter: {}, $projection: {} };
  const { $results } = await archive.get(`${ACCESS}/units`, { query });
  return new Map($results.map((unit: Document) => [unit.Title, unit]));
}

const enter = async (sip: Sip, options?: DepositOptions) => archive.enter(await zipOf(sip), options);
const unitById = async (id: string) => (await archive.get(`${ACCESS}/units/${id}`)).$results[0];
const groupOf = async (unit: Document): Promise<Document> =>
  (await archive.get(`${ACCESS}/units/${unit['#id']}/objects`)).$results[0];
const versionsOf = (found: Document): Record<string, string[]> =>
  Object.fromEntries(
    found['#qualifiers'].map(({ qualifier, versions }: Document) => [
      qualifier,
      versions.map(({ DataObjectVersion }: Document) => DataObjectVersion),
    ]),
  );
const lifeCycleOf = async (path: string): Promise<Event[]> =>
  (await archive.get(`${ACCESS}/${path}`)).$results[0].events;

/** Documents of object groups that an operation wrote, as they lie on each offer, by group. */
async function documentsOf(operation: string): Promise<Map<string, { got: Document; lfc: Document }>[]> {
  const { database, storage } = archive.service.house;
  const packs = await database.inTenant(0 as TenantId, (tx) =>
    tx.query<{ container: string; size: number }>(
      `select container, size from pack where tenant = 0 and category = 'objectgroups' and operation = $1`,
      [operation],
    ),
  );
  return Promise.all(
    storage.offers.map(async (offer) => {
      const documents = new Map<string, { got: Document; lfc: Document }>();
      for (const { container, size } of packs) {
        const copy = await offer.open(container);
        const bytes = Buffer.alloc(Number(size));
        await copy.read(bytes, 0);
        await copy.close();
        for (const line of gunzipSync(bytes).toString().trim().split('\n')) {
          const document = JSON.parse(line);
          documents.set(document.got._id, document);
        }
      }
      return documents;
    }),
  );
}

async function download(unit: string, usage: string, version: number): Promise<string> {
  const answer = await archive.service.asApplication('GET', `${ACCESS}/units/${unit}/objects`, {
    headers: {
      Accept: 'application/octet-stream',
      'X-Access-Contract-Id': SAMPLE.accessContract,
      'X-Qualifier': usage,
      'X-Version': String(version),
    },
  });
  expect(answer.status).toBe(200);
  return answer.text;
}

describe('objects added to the group of an archived unit', () => {
  it('follow the last of their usage; those of a new usage stay as they are', async () => {
    const unit = (await enterGood()).get('Pièce 1');
    const before = await groupOf(unit);
    const cycle = await lifeCycleOf(`logbookunitlifecycles/${unit['#id']}`);
    const entered = await enter(
      addition(unit['#id'], [
        text('BinaryMaster_1'),
        text('Dissemination_2'),
        text('BinaryMaster_4'),
        text('TextContent'),
      ]),
    );
    expect(entered.status, notOk(entered)).toBe('OK');

    const after = await groupOf(unit);
    expect(versionsOf(after)).toEqual({
      BinaryMaster: ['BinaryMaster_1', 'BinaryMaster_2', 'BinaryMaster_3'],
      Dissemination: ['Dissemination_2'],
      TextContent: ['TextContent_1'],
    });
    expect(after).toMatchObject({
      '#id': before['#id'],
      '#opi': before['#opi'],
      '#operations': [before['#opi'], entered.id],
      '#nbobjects': 5,
      '#unitups': before['#unitups'],
      '#allunitups': before['#allunitups'],
      '#version': before['#version'] + 1,
      FileInfo: before.FileInfo,
    });
    const [first, ...added] = after['#qualifiers'].flatMap(({ versions }: Document) => versions);
    expect(first).toEqual(before['#qualifiers'][0].versions[0]);
    for (const version of added)
      expect(version).toMatchObject({ '#opi': entered.id, DataObjectGroupId: before['#id'] });
    expect(await download(unit['#id'], 'BinaryMaster', 3)).toBe('Un texte : BinaryMaster_4.');
    expect(await download(unit['#id'], 'BinaryMaster', 1)).toBe(
      Object.values(goodSip().files)[0]?.toString(),
    );

    // The unit through which they came is as it was.
    expect(await unitById(unit['#id'])).toEqual(unit);
    expect(await lifeCycleOf(`logbookunitlifecycles/${unit['#id']}`)).toEqual(cycle);
  });

  it('are told by the life cycle of the group, by the reply, by the register and by the documents', async () => {
    const unit = (await enterGood()).get('Pièce 2');
    const [old] = await documentsOf(unit['#opi']);
    const before = await lifeCycleOf(`logbookobjectslifecycles/${unit['#object']}`);
    const objects = [text('BinaryMaster_1'), text('Dissemination_1')];
    const entered = await enter(addition(unit['#id'], objects));
    expect(entered.status, notOk(entered)).toBe('OK');
    const after = await groupOf(unit);

    const events = (await lifeCycleOf(`logbookobjectslifecycles/${unit['#object']}`)).slice(before.length);
    const perObject = (key: string, task: string) => [key, task, task];
    expect(events.map(({ evType }) => evType)).toEqual([
      ...perObject('LFC.CHECK_DIGEST', 'LFC.CHECK_DIGEST.CALC_CHECK'),
      ...perObject('LFC.CHECK_OBJECT_SIZE', 'LFC.CHECK_OBJECT_SIZE.CHECK_SIZE'),
      ...perObject('LFC.OG_OBJECTS_FORMAT_CHECK', 'LFC.OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT'),
      'LFC.CHECK_OBJECT_GROUP_SCHEMA',
      ...perObject('LFC.OBJ_STORAGE', 'LFC.OBJ_STORAGE.OBJECT_STORAGE_SUB_TASK'),
      'LFC.OG_METADATA_INDEXATION',
    ]);
    expect(JSON.parse(events.at(-1)?.evDetData ?? '')).toEqual({
      updatedQualifiers: { BinaryMaster: 2, Dissemination: 1 },
    });

    const added = after['#qualifiers'].flatMap(({ versions }: Document) =>
      versions.filter((version: Document) => version['#opi'] === entered.id),
    );
    for (const { '#id': id, DataObjectVersion } of added)
      expect(entered.reply).toContain(
        `<DataObjectSystemId>${id}</DataObjectSystemId><DataObjectGroupSystemId>${unit['#object']}` +
          `</DataObjectGroupSystemId><DataObjectVersion>${DataObjectVersion}</DataObjectVersion>`,
      );
    expect(entered.reply).toContain('<DataObjectGroup id="N">');
    expect(entered.reply).toContain(`<ArchiveUnit id="X"><Content><SystemId>${unit['#id']}</SystemId>`);

    const query = { $query: { $eq: { Opi: entered.id } }, $filter: {}, $projection: {} };
    const path = `/admin-external/v1/accessionregisters/${SAMPLE.agency}/accessionregisterdetails`;
    const size = objects.reduce((sum, object) => sum + Buffer.byteLength(object.text), 0);
    const counter = (ingested: number) => ({ ingested, deleted: 0, remained: ingested });
    expect((await archive.get(path, { query })).$results).toMatchObject([
      {
        TotalUnits: counter(0),
        TotalObjectGroups: counter(0),
        TotalObjects: counter(2),
        ObjectSize: counter(size),
        Events: [{ Units: 0, Gots: 0, Objects: 2, ObjSize: size }],
      },
    ]);
    const [formats] = await archive.service.house.database.inTenant(0 as TenantId, (tx) =>
      tx.query<{ objects: number }>(
        'select sum(objects)::integer as objects from entered_objects where tenant = 0 and opi = $1',
        [entered.id],
      ),
    );
    expect(formats?.objects).toBe(2);

    const copies = await documentsOf(entered.id);
    expect(copies).toHaveLength(2);
    for (const documents of copies) {
      const { got, lfc } = documents.get(unit['#object']) as { got: Document; lfc: Document };
      expect(got).toMatchObject({
        _id: unit['#object'],
        _opi: unit['#opi'],
        _ops: [unit['#opi'], entered.id],
        _nbc: 3,
        _v: after['#version'],
      });
      expect(got._qualifiers.map(({ _nbc }: Document) => _nbc)).toEqual([2, 1]);
      expect(lfc.events.at(-1).evType).toBe('LFC.OG_METADATA_INDEXATION');
    }
    // The earlier document stays where it was.
    expect((await documentsOf(unit['#opi']))[0]).toEqual(old);
  });

  it('may come in several groups of the manifest, with units that join the group', async () => {
    const unit = (await enterGood()).get('Pièce 3');
    const [one, two] = [
      group('N', [text('BinaryMaster_1', 'un')]),
      group('M', [text('BinaryMaster_1', 'deux')]),
    ];
    const sip = sipOf(
      [
        { id: 'X', level: 'Item', title: 'x', systemId: unit['#id'], groupId: 'N' },
        { id: 'Y', level: 'Item', title: 'y', systemId: unit['#id'], groupId: 'M' },
        { id: 'Z', level: 'Item', title: 'Autre unité du groupe', groupId: 'M' },
      ],
      [],
      { ...one.files, ...two.files },
      { contract: EVERY_USAGE },
    );
    const entered = await enter(
      changed(sip, '<DescriptiveMetadata>', `${one.xml}${two.xml}<DescriptiveMetadata>`),
    );
    expect(entered.status, notOk(entered)).toBe('OK');
    const after = await groupOf(unit);
    expect(versionsOf(after).BinaryMaster).toEqual(['BinaryMaster_1', 'BinaryMaster_2', 'BinaryMaster_3']);
    expect(await download(unit['#id'], 'BinaryMaster', 3)).toBe('Un texte : deux.');
    const query = { $query: [{ $eq: { '#opi': entered.id } }], $filter: {}, $projection: {} };
    const [joined] = (await archive.get(`${ACCESS}/units`, { query })).$results;
    expect(joined['#object']).toBe(unit['#object']);
    expect(after['#unitups'].sort()).toEqual([unit['#id'], joined['#id']].sort());
    expect(entered.reply).toContain('<DataObjectGroup id="N"><BinaryDataObject id="N-0">');
    expect(entered.reply).toContain('<DataObjectGroup id="M"><BinaryDataObject id="M-0">');
    const types = entered.events.map(({ outDetail }) => outDetail);
    expect(types).toContain('OBJECT_GROUP_UPDATE.OK');
    const cycle = await lifeCycleOf(`logbookobjectslifecycles/${unit['#object']}`);
    expect(cycle.at(-1)?.evType).toBe('LFC.OBJECT_GROUP_UPDATE');
  });

  it('come from several entries in turn, and none is lost or doubled', async () => {
    const unit = (await enterGood()).get('Pièce 1');
    for (let turn = 2; turn <= 4; turn++) {
      const entered = await enter(addition(unit['#id'], [text('BinaryMaster_1', String(turn))]));
      expect(entered.status, notOk(entered)).toBe('OK');
      expect(await download(unit['#id'], 'BinaryMaster', turn)).toBe(`Un texte : ${turn}.`);
    }
    expect(await groupOf(unit)).toMatchObject({ '#nbobjects': 4, '#version': 3 });
  });

  it('keep others out of the group until the entry has ended', async () => {
    const unit = (await enterGood()).get('Pièce 1');
    const first = await archive.enterUntil(
      'STP_INGEST_CONTROL_SIP',
      await zipOf(addition(unit['#id'], [text('BinaryMaster', 'un')])),
    );
    const second = await enter(addition(unit['#id'], [text('BinaryMaster', 'deux')]));
    expect(second).toMatchObject({ status: 'KO', refusal: 'CHECK_DATAOBJECTPACKAGE.KO' });
    expect(second.reply).toContain(`the operation ${first} is changing it`);
    expect(await archive.leftOf(second.id)).toEqual(ONLY_THE_REPLY);
    expect(await archive.goOn(first)).toMatchObject({ state: 'COMPLETED', status: 'OK' });
    const third = await enter(addition(unit['#id'], [text('BinaryMaster', 'trois')]));
    expect(third.status, notOk(third)).toBe('OK');
    expect(versionsOf(await groupOf(unit)).BinaryMaster).toHaveLength(3);
    expect(await download(unit['#id'], 'BinaryMaster', 2)).toBe('Un texte : un.');
    expect(await download(unit['#id'], 'BinaryMaster', 3)).toBe('Un texte : trois.');
  });

  it('let go of the group when their entry is cancelled', async () => {
    const unit = (await enterGood()).get('Pièce 1');
    const cancelled = await archive.enterUntil(
      'STP_INGEST_CONTROL_SIP',
      await zipOf(addition(unit['#id'], [text('BinaryMaster')])),
    );
    await archive.service.asApplication('DELETE', `/admin-external/v1/operations/${cancelled}`, {});
    expect((await archive.settled(cancelled)).state).toBe('COMPLETED');
    const entered = await enter(addition(unit['#id'], [text('BinaryMaster')]));
    expect(entered.status, notOk(entered)).toBe('OK');
  });

  it('leave nothing in a blank test', async () => {
    const unit = (await enterGood()).get('Pièce 1');
    const before = await groupOf(unit);
    const tested = await enter(addition(unit['#id'], [text('BinaryMaster')]), { workflow: 'BLANK_TEST' });
    expect(tested.status, notOk(tested)).toBe('OK');
    expect(await groupOf(unit)).toEqual(before);
    const entered = await enter(addition(unit['#id'], [text('BinaryMaster')]));
    expect(entered.status, notOk(entered)).toBe('OK');
  });
});

describe('objects that a group does not take', () => {
  const refusal = (code: string) => `CHECK_DATAOBJECTPACKAGE.${code}KO`;

  it('of a usage that the contract does not let be added', async () => {
    const unit = (await enterGood()).get('Pièce 1');
    const other = await enter(addition(unit['#id'], [text('Dissemination'), text('BinaryMaster')], COPIES));
    expect(other).toMatchObject({ status: 'KO', refusal: refusal('ATTACHMENT_OBJECTGROUP.') });
    expect(other.reply).toContain(unit['#object']);
    const none = await enter(addition(unit['#id'], [text('Dissemination')], SAMPLE.ingestContract));
    expect(none).toMatchObject({ status: 'KO', refusal: refusal('ATTACHMENT_OBJECTGROUP.') });
    // No master is asked for, since the group has its own.
    const taken = await enter(addition(unit['#id'], [text('Dissemination_2'), text('Thumbnail')], COPIES));
    expect(taken.status, notOk(taken)).toBe('OK');
  });

  it('of another producing agency', async () => {
    const unit = (await enterGood()).get('Pièce 1');
    const agencies = `${sampleReferentials.agencies.trimEnd()}\n${OTHER_AGENCY},Autre service,\n`;
    await archive.import('/agencies', agencies, { file: 'agencies.csv' });
    const sip = changed(
      addition(unit['#id'], [text('BinaryMaster')]),
      `<OriginatingAgencyIdentifier>${SAMPLE.agency}<`,
      `<OriginatingAgencyIdentifier>${OTHER_AGENCY}<`,
    );
    const entered = await enter(sip);
    expect(entered).toMatchObject({
      status: 'KO',
      refusal: refusal('SUBTASK_UNAUTHORIZED_ATTACHMENT_BY_BAD_SP.'),
    });
    expect(await groupOf(unit)).toMatchObject({ '#nbobjects': 1, '#version': 0 });
  });

  it('through a unit that has no group', async () => {
    const folder = (await enterGood()).get('Dossier');
    const entered = await enter(addition(folder['#id'], [text('BinaryMaster')]));
    expect(entered).toMatchObject({ status: 'KO', refusal: refusal('UNAUTHORIZED_ATTACHMENT.') });
  });

  it('for two groups at once, or twice of one version', async () => {
    const units = await enterGood();
    const [one, other] = [units.get('Pièce 1'), units.get('Pièce 2')];
    const second = `<ArchiveUnit id="Y"><Management><UpdateOperation><SystemId>${other['#id']}</SystemId></UpdateOperation></Management><Content><DescriptionLevel>Item</DescriptionLevel><Title>y</Title></Content><DataObjectReference><DataObjectGroupReferenceId>N</DataObjectGroupReferenceId></DataObjectReference></ArchiveUnit>`;
    const sip = addition(one['#id'], [text('BinaryMaster')]);
    const both = await enter(changed(sip, '</DescriptiveMetadata>', `${second}</DescriptiveMetadata>`));
    expect(both).toMatchObject({ status: 'KO', refusal: refusal('') });
    expect(both.reply).toContain('two archived object groups');
    const twice = await enter(addition(one['#id'], [text('BinaryMaster'), text('BinaryMaster_1')]));
    expect(twice).toMatchObject({ status: 'KO', refusal: refusal('') });
    expect(await groupOf(one)).toMatchObject({ '#nbobjects': 1, '#version': 0 });
  });

  it('that are not what the manifest says: the group stays as it was', async () => {
    const unit = (await enterGood()).get('Pièce 1');
    const before = await groupOf(unit);
    const entered = await enter(
      changed(addition(unit['#id'], [text('BinaryMaster')]), /(algorithm="SHA-512">)./, '$1x'),
    );
    expect(entered).toMatchObject({ status: 'KO', refusal: 'CHECK_DIGEST.KO' });
    expect(await archive.leftOf(entered.id)).toEqual(ONLY_THE_REPLY);
    expect(await groupOf(unit)).toEqual(before);
    const again = await enter(addition(unit['#id'], [text('BinaryMaster')]));
    expect(again.status, notOk(again)).toBe('OK');
  });
});

/** A unit that is attached to an archived group. */
const attached = (group: string) =>
  changed(
    sipOf([{ id: 'U', level: 'Item', title: 'Rattachée au groupe' }]),
    '</Content></ArchiveUnit>',
    `</Content><DataObjectGroup><DataObjectGroupExistingReferenceId>${group}</DataObjectGroupExistingReferenceId></DataObjectGroup></ArchiveUnit>`,
  );

describe('a unit attached to an archived group', () => {
  it('joins it: row, life cycle, document on the offers', async () => {
    const unit = (await enterGood()).get('Pièce 1');
    const before = await groupOf(unit);
    const entered = await enter(attached(unit['#object']));
    // A package without objects says so.
    expect(entered.status, notOk(entered)).toBe('WARNING');
    const keys = entered.events.map(({ outDetail }) => outDetail);
    const at = keys.indexOf('STP_UPDATE_OBJECT_GROUP.OK');
    expect(keys.slice(at + 1, at + 4)).toEqual([
      'OBJECT_GROUP_UPDATE.OK',
      'COMMIT_LIFE_CYCLE_OBJECT_GROUP.OK',
      'OG_METADATA_STORAGE.OK',
    ]);
    const query = { $query: [{ $eq: { '#opi': entered.id } }], $filter: {}, $projection: {} };
    const [joined] = (await archive.get(`${ACCESS}/units`, { query })).$results;
    const after = await groupOf(unit);
    expect(after['#unitups'].sort()).toEqual([unit['#id'], joined['#id']].sort());
    expect(after['#allunitups'].sort()).toEqual([...before['#allunitups'], joined['#id']].sort());
    expect(after).toMatchObject({
      '#opi': before['#opi'],
      '#operations': [before['#opi'], entered.id],
      '#version': before['#version'] + 1,
      '#qualifiers': before['#qualifiers'],
    });
    const own = (await lifeCycleOf(`logbookunitlifecycles/${joined['#id']}`))[0];
    expect(JSON.parse(own?.evDetData ?? '')).toEqual({ _og: unit['#object'] });
    const last = (await lifeCycleOf(`logbookobjectslifecycles/${unit['#object']}`)).at(-1);
    expect(last).toMatchObject({ evType: 'LFC.OBJECT_GROUP_UPDATE', outcome: 'OK' });
    const { diff } = JSON.parse(last?.evDetData ?? '');
    expect(diff).toBe(
      [
        `-  "_ops" : [ "${before['#opi']}" ]`,
        `+  "_ops" : [ "${before['#opi']}", "${entered.id}" ]`,
        `-  "_up" : [ "${unit['#id']}" ]`,
        `+  "_up" : [ "${unit['#id']}", "${joined['#id']}" ]`,
      ].join('\n'),
    );
    for (const documents of await documentsOf(entered.id))
      expect(documents.get(unit['#object'])?.got).toMatchObject({
        _up: [unit['#id'], joined['#id']],
        _ops: [before['#opi'], entered.id],
        _v: after['#version'],
      });
  });

  it('is told that there is none, whatever was written for it', async () => {
    for (const name of ['aebaaaaaaaaaaaabb2hkkanccb2qbhaaaaaq', 'G1']) {
      const entered = await enter(attached(name));
      expect(entered).toMatchObject({
        status: 'KO',
        refusal: 'CHECK_DATAOBJECTPACKAGE.NOT_FOUND_ATTACHMENT.KO',
      });
      expect(entered.reply).toContain(name);
    }
  });
});
