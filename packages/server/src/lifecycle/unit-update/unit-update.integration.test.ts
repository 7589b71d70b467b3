import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { manyUnits, SAMPLE } from '@perenne/sample';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../../ingest/testing/archive.ts';

const ACCESS = '/access-external/v1';
const WRITING = 'ecriture';
const DESCRIBING = 'description';
const READING = 'lecture';

let archive: TestArchive;
let entry: string;
beforeAll(async () => {
  archive = await openArchive();
  const contract = (Name: string, WritingPermission: boolean, WritingRestrictedDesc: boolean) => ({
    Name,
    Identifier: Name,
    Status: 'ACTIVE',
    EveryOriginatingAgency: true,
    EveryDataObjectVersion: true,
    WritingPermission,
    WritingRestrictedDesc,
  });
  const contracts = [
    contract(WRITING, true, false),
    contract(DESCRIBING, true, true),
    contract(READING, false, false),
  ];
  for (const tenant of [0, 2]) await archive.import('/accesscontracts', contracts, { tenant });
  entry = (
    await archive.enter(await buffer(manyUnits({ units: 40, objectSize: 16, seed: 7, perFolder: 20 })))
  ).id;
});
afterAll(() => archive?.close());

type Json = Readonly<Record<string, unknown>>;
interface Unit extends Json {
  readonly '#id': string;
  readonly '#version': number;
  readonly '#operations': readonly string[];
  readonly '#management': Readonly<Record<string, { readonly Rules?: readonly Json[] }>>;
}

/** Each test has a unit of its own. */
let unit: Unit;
let next = 0;
beforeEach(async () => {
  const query = {
    $roots: [],
    $query: [{ $and: [{ $eq: { '#opi': entry } }, { $eq: { DescriptionLevel: 'Item' } }] }],
    $filter: { $offset: next++, $limit: 1, $orderby: { '#id': 1 } },
    $projection: {},
  };
  [unit] = (await archive.get(`${ACCESS}/units`, { query })).$results;
});

async function update(action: readonly object[], { contract = WRITING, id = unit['#id'], tenant = 0 } = {}) {
  const identifier = await archive.identifierOf('/accesscontracts', contract, tenant);
  return archive.service.asApplication('PUT', `${ACCESS}/units/${id}`, {
    tenant,
    headers: { 'X-Access-Contract-Id': identifier },
    body: { $action: action },
  });
}

const read = async (): Promise<Unit> => (await archive.get(`${ACCESS}/units/${unit['#id']}`)).$results[0];
const lifeCycle = async (): Promise<{ outDetail: string; evDetData: string; evIdProc: string }[]> =>
  (await archive.get(`${ACCESS}/logbookunitlifecycles/${unit['#id']}`)).$results[0].events;
const journal = async (operation: unknown) =>
  (await archive.get(`${ACCESS}/logbookoperations/${operation}`)).$results[0];

describe('the update of a unit', () => {
  it('reaches its row, its search, its life cycle, its document on the offers and the journal', async () => {
    const answer = await update([
      { $set: { Title: 'Délibération zéphyr', 'Title_.en': 'Resolution', Tag: 'conseil' } },
      { $unset: ['Description'] },
    ]);
    expect(answer.status, answer.text).toBe(200);
    const operation = String(answer.headers['x-request-id']);
    expect(answer.json.$results).toEqual([
      {
        '#id': unit['#id'],
        '#status': 'OK',
        '#key': 'UNIT_METADATA_UPDATE',
        '#message': 'Unit updated',
        '#diff': expect.stringContaining(
          `-  "Title" : ${JSON.stringify(unit.Title)}\n+  "Title" : "Délibération zéphyr"`,
        ),
      },
    ]);

    const after = await read();
    expect(after).toMatchObject({
      Title: 'Délibération zéphyr',
      Title_: { en: 'Resolution' },
      Tag: ['conseil'],
    });
    expect(after).not.toHaveProperty('Description');
    expect([after['#version'], after['#operations']]).toEqual([1, [entry, operation]]);
    const query = { $roots: [], $query: [{ $match: { Title: 'zephyr' } }], $filter: {}, $projection: {} };
    expect((await archive.get(`${ACCESS}/units`, { query })).$results).toMatchObject([
      { '#id': unit['#id'] },
    ]);

    const event = (await lifeCycle()).at(-1);
    expect(event).toMatchObject({ outDetail: 'LFC.UNIT_METADATA_UPDATE.OK', evIdProc: operation });
    expect(JSON.parse(event?.evDetData ?? '')).toEqual({
      diff: answer.json.$results[0]['#diff'],
      version: 1,
    });

    const { dataFolder } = archive.service.house.configuration;
    for (const offer of await readdir(join(dataFolder, 'offers'))) {
      const folder = join(dataFolder, 'offers', offer, '0', 'units', operation);
      const [name = ''] = (await readdir(folder)).filter((each) => each.endsWith('.jsonl.gz'));
      const stored = JSON.parse(gunzipSync(await readFile(join(folder, name))).toString()).unit;
      expect(stored).toMatchObject({
        _id: unit['#id'],
        _v: 1,
        Title: 'Délibération zéphyr',
        _ops: [entry, operation],
      });
    }

    const told = await journal(operation);
    expect(told).toMatchObject({ evType: 'STP_UPDATE_UNIT_DESC', evTypeProc: 'UPDATE', obId: unit['#id'] });
    expect(told.events.map(({ outDetail }: { outDetail: string }) => outDetail)).toEqual([
      'UNIT_METADATA_UPDATE_CHECK_PERMISSION.OK',
      'UNIT_METADATA_UPDATE_CHECK_DT.OK',
      'UNIT_METADATA_UPDATE.OK',
      'COMMIT_LIFE_CYCLE_UNIT.OK',
      'UNIT_METADATA_STORAGE.OK',
      'STP_UPDATE_UNIT.OK',
    ]);
    expect(told.events.every(({ outMessg }: { outMessg: string }) => !outMessg.startsWith('!'))).toBe(true);
  });

  it('computes the end dates of the rules that it sets', async () => {
    const [rule] = (unit['#management'].AppraisalRule as { Rules: [Json] }).Rules;
    const answer = await update([
      {
        $set: {
          '#management.AppraisalRule': {
            FinalAction: 'Keep',
            Rules: [{ Rule: rule.Rule, StartDate: '2001-02-03' }],
          },
        },
      },
    ]);
    expect(answer.status, answer.text).toBe(200);
    expect((await read())['#management'].AppraisalRule).toEqual({
      FinalAction: 'Keep',
      Rules: [{ Rule: rule.Rule, StartDate: '2001-02-03', EndDate: '2011-02-03' }],
    });
    const told = await journal(answer.headers['x-request-id']);
    expect(told.evType).toBe('STP_UPDATE_UNIT');
    expect(told.events[1].outDetail).toBe('UNIT_METADATA_UPDATE_CHECK_RULES.OK');
  });

  it('that changes nothing leaves the unit as it is', async () => {
    const answer = await update([{ $set: { Title: unit.Title } }]);
    expect(answer.json.$results).toMatchObject([{ '#key': 'UNIT_METADATA_NO_CHANGES', '#diff': '' }]);
    expect(await read()).toEqual(unit);
  });

  it('goes with another at the same time: both are there', async () => {
    const answers = await Promise.all([
      update([{ $set: { Title: 'Premier' } }]),
      update([{ $set: { Description: 'Second' } }]),
      update([{ $set: { Source: 'Troisième' } }]),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const after = await read();
    expect(after).toMatchObject({ Title: 'Premier', Description: 'Second', '#version': 3 });
    expect(after['#operations']).toHaveLength(4);
  });
});

describe('an update that is refused', () => {
  const rule = (category: string, value: unknown) => [{ $set: { [`#management.${category}`]: value } }];
  const appraisal = (...Rules: object[]) => rule('AppraisalRule', { FinalAction: 'Keep', Rules });
  it.each([
    ['a name of the archive', [{ $set: { '#unitups': ['x'] } }], '020102', 'Illegal'],
    ['a name of its tables', [{ $unset: ['_ops'] }], '020102', 'Illegal'],
    ['a name that no unit has', [{ $set: { '#unheard': 1 } }], 'BAD_REQUEST', '#unheard'],
    ['a name of the archive below another', [{ $set: { 'Writer.#id': 1 } }], 'BAD_REQUEST', 'Writer.#id'],
    ['a path through a text', [{ $set: { 'Title.fr': 'x' } }], 'BAD_REQUEST', 'Title.fr'],
    ['another verb', [{ $push: { Tag: 'x' } }], '000601', '$action'],
    ['a unit without title', [{ $unset: ['Title'] }], 'BAD_REQUEST', 'SCHEMA_VALIDATION_FAILURE'],
    ['markup', [{ $set: { Title: '<script>alert(1)</script>' } }], '', ''],
    ['a date that is none', [{ $set: { StartDate: 'demain' } }], 'BAD_REQUEST', 'VALIDATION_FAILURE'],
    [
      'dates in the wrong order',
      [{ $set: { StartDate: '2020-01-02', EndDate: '2020-01-01' } }],
      'BAD_REQUEST',
      'INVALID_START_END_DATE',
    ],
    [
      'an unknown profile',
      [{ $set: { ArchiveUnitProfile: 'AUP-999999' } }],
      'BAD_REQUEST',
      'UNKNOWN_ARCHIVE_UNIT_PROFILE',
    ],
    [
      'a level that is none',
      rule('ClassificationRule', { ClassificationLevel: 'Privé', ClassificationOwner: 'x', Rules: [] }),
      'BAD_REQUEST',
      'Privé',
    ],
    ['a rule without identifier', appraisal({ StartDate: '2020-01-01' }), '010601', 'CHECK_RULES'],
    ['an unknown rule', appraisal({ Rule: 'APP-99999' }), '010601', 'CREATE_RULE_EXIST'],
    [
      'an end date',
      appraisal({ Rule: SAMPLE.appraisalRule, EndDate: '2030-01-01' }),
      '010601',
      'UPDATE_RULE_END_DATE',
    ],
    [
      'a start in the year 9000',
      appraisal({ Rule: SAMPLE.appraisalRule, StartDate: '9000-01-01' }),
      '010601',
      'UPDATE_RULE_START_DATE',
    ],
    [
      'a day that does not exist',
      appraisal({ Rule: SAMPLE.appraisalRule, StartDate: '2021-02-29' }),
      '010601',
      'UPDATE_RULE_START_DATE',
    ],
    [
      'no final action',
      rule('AppraisalRule', { Rules: [{ Rule: SAMPLE.appraisalRule }] }),
      '010601',
      'RULE_FINAL_ACTION',
    ],
    [
      'a rule of another category',
      rule('AccessRule', { Rules: [{ Rule: SAMPLE.appraisalRule }] }),
      '010601',
      'CREATE_RULE_CATEGORY',
    ],
  ])('for %s changes nothing', async (_, action, code, words) => {
    const answer = await update(action);
    expect([400, 412], answer.text).toContain(answer.status);
    if (code !== '') expect(answer.json).toMatchObject({ code, description: expect.stringContaining(words) });
    expect(await read()).toEqual(unit);
  });

  it('tells the journal why', async () => {
    const answer = await update(appraisal({ Rule: 'APP-99999' }));
    expect(answer.json.errors).toMatchObject([{ code: '020102' }]);
    const { events } = await journal(answer.headers['x-request-id']);
    const errorCode = 'ACCESS_INTERNAL_UPDATE_UNIT_CREATE_RULE_EXIST';
    expect(events.at(-1)).toMatchObject({
      outDetail: 'STP_UPDATE_UNIT.KO',
      evDetData: JSON.stringify({ errorCode }),
    });
    expect(events.at(-2)).toMatchObject({ outDetail: 'UNIT_METADATA_UPDATE_CHECK_RULES.KO' });
  });

  it.each([
    ['reads only', READING, [{ $set: { Title: 'x' } }]],
    ['describes only, for rules', DESCRIBING, rule('AccessRule', { Rules: [] })],
    ['describes only, for a profile', DESCRIBING, [{ $set: { ArchiveUnitProfile: 'AUP-000001' } }]],
  ])('under a contract that %s is a 401', async (_, contract, action) => {
    const answer = await update(action, { contract });
    expect([answer.status, answer.json.code]).toEqual([401, '020102']);
    expect(await read()).toEqual(unit);
    expect((await journal(answer.headers['x-request-id'])).events.at(-1).outDetail).toBe(
      'STP_UPDATE_UNIT.KO',
    );
  });

  it('under a contract that describes only, descriptions are changed', async () => {
    expect((await update([{ $set: { Title: 'Décrite' } }], { contract: DESCRIBING })).status).toBe(200);
  });

  it('because nobody knows the unit, or another tenant has it, is one', async () => {
    const unknown = `${unit['#id'].slice(0, -4)}aaaa`;
    expect((await update([{ $set: { Title: 'x' } }], { id: unknown })).json).toMatchObject({
      httpCode: 404,
      code: '020150',
    });
    const foreign = await update([{ $set: { Title: 'x' } }], { tenant: 2 });
    expect([foreign.status, foreign.json.code]).toEqual([404, '020150']);
    expect(await read()).toEqual(unit);
  });
});
