import { buffer } from 'node:stream/consumers';
import { manyUnits, SAMPLE, sampleReferentials } from '@perenne/sample';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../../ingest/testing/archive.ts';

const ACCESS = '/access-external/v1';
const WRITING = 'ecriture';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive();
  const contract = (Name: string, WritingPermission: boolean, WritingRestrictedDesc = false) => ({
    ...{ Name, Identifier: Name, Status: 'ACTIVE', WritingPermission, WritingRestrictedDesc },
    ...{ EveryOriginatingAgency: true, EveryDataObjectVersion: true },
  });
  await archive.import('/accesscontracts', [
    contract(WRITING, true),
    contract('lecture', false),
    contract('description', true, true),
  ]);
  const rules = `${sampleReferentials.rules}ACC-1,AccessRule,Communicabilité,,25,Year\n`;
  await archive.import('/rules', rules, { file: 'rules.csv' });
});
afterAll(() => archive?.close());

type Json = Readonly<Record<string, unknown>>;
type Unit = Json & { readonly '#id': string; readonly '#management': Record<string, Json> };

/** Each test has an entry of its own. */
let entry: string;
let seed = 0;
beforeEach(async () => {
  const source = manyUnits({ units: 4, objectSize: 16, seed: ++seed, perFolder: 4 });
  entry = (await archive.enter(await buffer(source))).id;
});

const ofEntry = (more: object = { $exists: '#id' }) => ({
  ...{ $roots: [], $query: [{ $and: [{ $eq: { '#opi': entry } }, more] }] },
});
const units = async (more?: object): Promise<Unit[]> =>
  (await archive.get(`${ACCESS}/units`, { query: { ...ofEntry(more), $filter: {}, $projection: {} } }))
    .$results;
const events = async (operation: string): Promise<Record<string, string>[]> =>
  (await archive.get(`${ACCESS}/logbookoperations/${operation}`)).$results[0].events;
const details = async (operation: string) => (await events(operation)).map(({ outDetail }) => outDetail);

function post(path: string, body: object, contract = WRITING) {
  return archive.service.asApplication('POST', `${ACCESS}${path}`, {
    ...{ tenant: 0, body, headers: { Accept: 'application/json', 'X-Access-Contract-Id': contract } },
  });
}

async function done(path: string, body: object): Promise<{ id: string; status: string }> {
  const answer = await post(path, body);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.json.httpCode).toBe(202);
  const id = String(answer.headers['x-request-id']);
  return { id, status: (await archive.settled(id)).status };
}

const reportOf = (operation: string) =>
  archive.service.asApplication('GET', `/admin-external/v1/batchreport/${operation}`, {
    ...{ tenant: 0, headers: { Accept: 'application/octet-stream' } },
  });

async function report(operation: string): Promise<Json[]> {
  const answer = await reportOf(operation);
  expect(answer.status, answer.text).toBe(200);
  return answer.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('the descriptions of many units', () => {
  it('are changed, with their life cycles and a report', async () => {
    const before = await units();
    const { id, status } = await done('/units', {
      ...ofEntry(),
      $action: [
        { $set: { Tag: 'masse', 'Title_.en': 'Whole' } },
        { $setregex: { $target: 'Title', $controlPattern: '^(.)(.*)$', $updatePattern: '$1$2 \\(revu\\)' } },
        { $unset: ['Description'] },
      ],
    });
    expect(status).toBe('OK');
    const after = new Map((await units()).map((unit) => [unit['#id'], unit]));
    for (const unit of before)
      expect(after.get(unit['#id'])).toMatchObject({
        ...{ Title: `${unit.Title} (revu)`, Title_: { en: 'Whole' }, Tag: ['masse'] },
        ...{ '#version': 1, '#operations': [entry, id] },
      });
    expect([...after.values()].every((unit) => !Object.hasOwn(unit, 'Description'))).toBe(true);
    expect(await units({ $match: { Title: 'revu' } })).toHaveLength(before.length);
    const [first] = before;
    const { $results } = await archive.get(`${ACCESS}/logbookunitlifecycles/${first?.['#id']}`);
    expect($results[0].events.at(-1)).toMatchObject({
      outDetail: 'LFC.UNIT_METADATA_UPDATE.OK',
      evIdProc: id,
    });
    expect(await details(id)).toEqual([
      'STP_CHECK_AND_COMPUTE.STARTED.OK',
      'STP_CHECK_AND_COMPUTE.OK',
      'MASS_UPDATE_CHECK.OK',
      'CHECK_DISTRIBUTION_THRESHOLD.OK',
      'PREPARE_UPDATE_UNIT_LIST.OK',
      'STP_UPDATE.STARTED.OK',
      'STP_UPDATE.OK',
      'MASS_UPDATE_UNITS.OK',
      'STP_MASS_UPDATE_FINALIZE.STARTED.OK',
      'STP_MASS_UPDATE_FINALIZE.OK',
      'MASS_UPDATE_FINALIZE.OK',
      'MASS_UPDATE_UNIT_DESC.OK',
    ]);
    const [summary, counts, context, ...entries] = await report(id);
    expect(summary).toMatchObject({ tenant: 0, evId: id, evType: 'MASS_UPDATE_UNITS', outcome: 'OK' });
    expect(counts).toMatchObject({
      reportType: 'UPDATE_UNIT',
      vitamResults: { OK: 5, KO: 0, WARNING: 0, total: 5 },
    });
    expect([context, entries]).toEqual([{}, []]);
  });

  it('have a report only where they were', async () => {
    expect((await reportOf(entry)).status).toBe(404);
  });

  it('that a unit cannot have are refused for it alone', async () => {
    const [one] = await units({ $eq: { DescriptionLevel: 'Item' } });
    await done('/units', {
      ...ofEntry({ $eq: { '#id': one?.['#id'] } }),
      $action: [{ $set: { EndDate: '1500-01-01' } }, { $unset: ['StartDate'] }],
    });
    const { id, status } = await done('/units', {
      ...ofEntry(),
      $action: [{ $set: { StartDate: '1600-01-01' } }],
    });
    expect(status).toBe('WARNING');
    expect(await details(id)).toEqual(expect.arrayContaining(['MASS_UPDATE_UNITS.KO', 'STP_UPDATE.WARNING']));
    const [, counts, , ...entries] = await report(id);
    expect(counts).toMatchObject({ vitamResults: { KO: 1, OK: 4, total: 5 } });
    expect(entries).toEqual([
      expect.objectContaining({
        ...{
          id: one?.['#id'],
          status: 'KO',
          resultKey: 'CHECK_UNIT_SCHEMA',
          outcome: 'MASS_UPDATE_UNITS.KO',
        },
        message: expect.stringContaining('INVALID_START_END_DATE'),
      }),
    ]);
    expect((await units({ $eq: { '#id': one?.['#id'] } }))[0]).toMatchObject({ '#version': 1 });
  });

  it.each([
    ['management', { $set: { '#management.AccessRule': {} } }],
    ['a nested name of the archive’s own', { $set: { Writer: [{ _id: 'x' }] } }],
    ['a pattern that is none', { $setregex: { $target: 'Title', $controlPattern: '(', $updatePattern: '' } }],
  ])('are not changed by %s', async (_, action) => {
    const { id, status } = await done('/units', { ...ofEntry(), $action: [action] });
    expect(status).toBe('KO');
    expect(await details(id)).toEqual(
      expect.arrayContaining(['MASS_UPDATE_CHECK.KO', 'MASS_UPDATE_FINALIZE.WARNING']),
    );
    expect((await units()).every((unit) => unit['#version'] === 0)).toBe(true);
  });

  it.each([
    ['a reserved name', { $action: [{ $set: { _id: 'x' } }] }, WRITING, 400, '020140'],
    ['no action', { $action: [] }, WRITING, 400, '000601'],
    ['another operator', { $action: [{ $push: { Tag: ['x'] } }] }, WRITING, 400, '000601'],
    [
      'a contract that lets nothing be changed',
      { $action: [{ $set: { Tag: 'x' } }] },
      'lecture',
      401,
      '020140',
    ],
  ])('are not even asked for with %s', async (_, body, contract, status, code) => {
    const answer = await post('/units', { ...ofEntry(), ...body }, contract);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ code });
  });
});

describe('units, each by a query of its own', () => {
  const bulk = (queries: readonly object[], more: object = {}) => done('/units/bulk', { queries, ...more });
  const byId = (unit: Unit | undefined, ...$action: object[]) => ({
    ...{ $query: [{ $eq: { '#id': unit?.['#id'] } }], $action },
  });
  const only = async (id: string) => (await units({ $eq: { '#id': id } }))[0];

  it('are changed, told one by one', async () => {
    const [a, b] = await units({ $eq: { DescriptionLevel: 'Item' } });
    const { id, status } = await bulk([
      byId(a, { $set: { Title: 'Un' } }),
      byId(b, { $set: { Title: 'Deux' } }),
      byId(a, { $setregex: { $target: 'Title', $controlPattern: 'n', $updatePattern: 'ne' } }),
    ]);
    expect(status).toBe('OK');
    expect(await only(a?.['#id'] as string)).toMatchObject({
      Title: 'Une',
      '#version': 1,
      '#operations': [entry, id],
    });
    expect(await only(b?.['#id'] as string)).toMatchObject({ Title: 'Deux' });
    const [, counts, , ...entries] = await report(id);
    expect(counts).toMatchObject({ reportType: 'BULK_UPDATE_UNIT', vitamResults: { OK: 3, total: 3 } });
    expect(entries.map(({ id: index, unitId, status: each }) => [index, unitId, each]).toSorted()).toEqual([
      ['0', a?.['#id'], 'OK'],
      ['1', b?.['#id'], 'OK'],
      ['2', a?.['#id'], 'OK'],
    ]);
  });

  it('that none or several answer, or that have it already, are warnings; refused ones are told', async () => {
    const [a, b, c] = await units({ $eq: { DescriptionLevel: 'Item' } });
    const { id, status } = await bulk([
      { ...byId(a, { $set: { Title: 'x' } }), $query: [{ $eq: { '#id': entry } }] },
      { ...byId(a, { $set: { Title: 'x' } }), $query: [{ $eq: { '#opi': entry } }] },
      byId(a, { $set: { _id: 'x' } }),
      byId(a, { $set: { Title: a?.Title } }),
      byId(b, { $set: { StartDate: 'demain' } }),
      byId(c, { $set: { Title: 'Changé' } }),
    ]);
    expect(status).toBe('WARNING');
    expect(await details(id)).toEqual(
      expect.arrayContaining([
        'PREPARE_BULK_ATOMIC_UPDATE_UNIT_LIST.WARNING',
        'BULK_ATOMIC_UPDATE_UNITS.KO',
        'STP_UPDATE.WARNING',
        'BULK_ATOMIC_UPDATE_FINALIZE.WARNING',
      ]),
    );
    const [, counts, , ...entries] = await report(id);
    expect(counts).toMatchObject({ vitamResults: { OK: 1, KO: 1, WARNING: 4, total: 6 } });
    expect(Object.fromEntries(entries.map(({ id: index, resultKey }) => [index, resultKey]))).toEqual({
      ...{ 0: 'UNIT_NOT_FOUND', 1: 'TOO_MANY_UNITS_FOUND', 2: 'INVALID_DSL_QUERY' },
      ...{ 3: 'UNIT_METADATA_NO_NEW_DATA', 4: 'CHECK_UNIT_SCHEMA', 5: 'UNIT_METADATA_UPDATE' },
    });
    expect(entries[0]).toMatchObject({ status: 'KO' });
    expect(await only(a?.['#id'] as string)).toMatchObject({ '#version': 0 });
  });

  it('are not changed when there are more than the threshold, nor when no query finds one', async () => {
    const [a] = await units();
    const many = await bulk([byId(a, { $set: { Title: 'x' } })], { threshold: 0 });
    expect(many.status).toBe('KO');
    expect(await details(many.id)).toEqual(
      expect.arrayContaining(['CHECK_QUERIES_THRESHOLD.KO', 'BULK_ATOMIC_UPDATE_FINALIZE.WARNING']),
    );
    const none = await bulk([{ $query: [{ $eq: { '#id': entry } }], $action: [{ $unset: ['Tag'] }] }]);
    expect(none.status).toBe('WARNING');
    expect(await details(none.id)).toContain('OBJECTS_LIST_EMPTY.WARNING');
  });

  it.each([
    [
      'without an action',
      { queries: [{ $query: [{ $exists: '#id' }], $action: [] }] },
      WRITING,
      400,
      '000601',
    ],
    ['with another member', { queries: [], other: 1 }, WRITING, 400, '000601'],
    ['under a contract that only reads', { queries: [] }, 'lecture', 401, '020153'],
  ])('are not even asked for %s', async (_, body, contract, status, code) => {
    const answer = await post('/units/bulk', body, contract);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ code });
  });
});

describe('the rules of many units', () => {
  const add = { add: [{ AccessRule: { Rules: [{ Rule: 'ACC-1', StartDate: '2000-01-01' }] } }] };

  it('are added and taken away; what was computed of them holds no more', async () => {
    await archive.settled(
      String((await post('/units/computedInheritedRules', ofEntry())).headers['x-request-id']),
    );
    expect(await units({ $eq: { '#validComputedInheritedRules': true } })).toHaveLength(5);
    const { id, status } = await done('/units/rules', {
      dslRequest: ofEntry({ $eq: { DescriptionLevel: 'Item' } }),
      ruleActions: { ...add, delete: [{ AppraisalRule: { Rules: [{ Rule: SAMPLE.appraisalRule }] } }] },
    });
    expect(status).toBe('OK');
    const changed = await units({ $eq: { DescriptionLevel: 'Item' } });
    for (const unit of changed)
      expect(unit['#management']).toMatchObject({
        AccessRule: { Rules: [{ Rule: 'ACC-1', StartDate: '2000-01-01', EndDate: '2025-01-01' }] },
        AppraisalRule: { Rules: [] },
      });
    expect(await units({ $eq: { '#validComputedInheritedRules': false } })).toHaveLength(changed.length);
    expect(await details(id)).toEqual([
      'STP_CHECK_AND_COMPUTE.STARTED.OK',
      'STP_CHECK_AND_COMPUTE.OK',
      'MASS_UPDATE_RULES_CHECK.OK',
      'UNIT_METADATA_CHECK_CONSISTENCY.OK',
      'CHECK_DISTRIBUTION_THRESHOLD.OK',
      'PREPARE_UPDATE_UNIT_LIST.OK',
      'COMPUTE_INHERITED_RULES_PROGENY_IDENTIFIER.OK',
      'STP_INVALIDATE.STARTED.OK',
      'STP_INVALIDATE.OK',
      'COMPUTE_INHERITED_RULES_INVALIDATOR.OK',
      'STP_UPDATE.STARTED.OK',
      'STP_UPDATE.OK',
      'MASS_UPDATE_UNITS_RULES.OK',
      'STP_MASS_UPDATE_FINALIZE.STARTED.OK',
      'STP_MASS_UPDATE_FINALIZE.OK',
      'MASS_UPDATE_FINALIZE.OK',
      'MASS_UPDATE_UNIT_RULE.OK',
    ]);
  });

  it('that are unknown stop the operation before any unit', async () => {
    const ruleActions = { add: [{ AccessRule: { Rules: [{ Rule: 'ACC-0' }] } }] };
    const { id, status } = await done('/units/rules', { dslRequest: ofEntry(), ruleActions });
    expect(status).toBe('KO');
    const refusal = (await events(id)).find(
      ({ outDetail }) => outDetail === 'UNIT_METADATA_CHECK_CONSISTENCY.KO',
    );
    expect(JSON.parse(refusal?.evDetData ?? '{}')).toMatchObject({ Code: 'UNITS_RULES_UNKNOWN' });
    expect((await units()).every((unit) => unit['#version'] === 0)).toBe(true);
  });

  it.each([
    ['lecture', 401],
    ['description', 401],
  ])('are not asked for under the contract %s', async (contract, status) => {
    const answer = await post('/units/rules', { dslRequest: ofEntry(), ruleActions: add }, contract);
    expect(answer.status).toBe(status);
  });

  it('are not asked for without actions', async () => {
    expect((await post('/units/rules', { dslRequest: ofEntry() })).status).toBe(400);
  });
});

describe('an update of many units', () => {
  const pick = ({ Title, Title_, Description, DescriptionLevel, Tag }: Unit) => ({
    ...{ Title, Title_, Description, DescriptionLevel, Tag },
  });
  const described = async () => new Map((await units()).map((unit) => [unit['#id'], pick(unit)]));
  const updated = () =>
    done('/units', {
      ...ofEntry({ $eq: { DescriptionLevel: 'Item' } }),
      $action: [
        { $set: { Title: 'Changé « "é" »\n', 'Title_.en': 'Changed', Tag: ['masse'] } },
        { $unset: ['Description'] },
      ],
    });
  const everything = { $roots: [], $query: [] };
  const revert = (operationId: string, more: object = {}) =>
    done('/revert/units', { dslRequest: everything, operationId, ...more });
  const errorOf = async (operation: string) => {
    const check = (await events(operation)).find(({ outDetail }) => outDetail === 'REVERT_CHECK.KO');
    return JSON.parse(check?.evDetData ?? '{}').error;
  };

  it('is undone in titles, descriptions and levels, and nowhere else', async () => {
    const before = await described();
    const { id } = await updated();
    const changed = (await units({ $eq: { '#operations': id } })).length;
    const { id: back, status } = await revert(id);
    expect(status).toBe('OK');
    for (const [unit, after] of await described()) {
      expect({ ...after, Tag: undefined }).toEqual({ ...before.get(unit), Tag: undefined });
    }
    expect(await units({ $eq: { Tag: 'masse' } })).toHaveLength(changed);
    expect(await details(back)).toEqual([
      'STP_CHECK_REVERT.STARTED.OK',
      'STP_CHECK_REVERT.OK',
      'REVERT_CHECK.OK',
      'STP_REVERT_UPDATE.STARTED.OK',
      'STP_REVERT_UPDATE.OK',
      'REVERT_UPDATE_UNITS.OK',
      'STP_REVERT_UPDATE_FINALIZE.STARTED.OK',
      'STP_REVERT_UPDATE_FINALIZE.OK',
      'REVERT_UPDATE_FINALIZE.OK',
      'REVERT_ESSENTIAL_METADATA.OK',
    ]);
    const [, counts, , ...entries] = await report(back);
    expect(counts).toMatchObject({
      reportType: 'BULK_UPDATE_UNIT',
      vitamResults: { OK: changed, total: changed },
    });
    expect(entries).toHaveLength(changed);
    expect(entries[0]).toMatchObject({ status: 'OK', outcome: 'REVERT_UPDATE_UNITS.OK' });
  });

  it('is undone in the fields and for the units that are named alone', async () => {
    const before = await described();
    const { id } = await updated();
    const [first, second] = await units({ $eq: { '#operations': id } });
    const one = { $roots: [], $query: [{ $eq: { '#id': first?.['#id'] } }] };
    expect((await revert(id, { dslRequest: one, $fields: ['Title'] })).status).toBe('OK');
    const after = await described();
    const [touched, other] = [first, second].map((unit) => unit?.['#id'] as string) as [string, string];
    expect(after.get(touched)).toMatchObject({
      Title: before.get(touched)?.Title,
      Title_: { en: 'Changed' },
    });
    expect(after.get(other)).toMatchObject({ Title: 'Changé « "é" »\n' });
  });

  it('is undone by force alone once another has followed', async () => {
    const before = await described();
    const { id } = await updated();
    const [unit] = await units({ $eq: { '#operations': id } });
    const named = unit?.['#id'] as string;
    const one = { $roots: [], $query: [{ $eq: { '#id': named } }] };
    await done('/units', { ...one, $action: [{ $set: { Description: 'Plus tard' } }] });
    const refused = await revert(id);
    expect(refused.status).toBe('KO');
    expect(await errorOf(refused.id)).toBe(
      'Another operation has changed some units, revert cannot be performed without force.',
    );
    expect((await described()).get(named)).toMatchObject({ Title: 'Changé « "é" »\n' });
    expect((await revert(id, { force: true })).status).toBe('OK');
    expect((await described()).get(named)).toMatchObject({ Title: before.get(named)?.Title });
  });

  it('is not undone where it touched nothing, or nothing that can be', async () => {
    const entered = await revert(entry);
    expect([entered.status, await errorOf(entered.id)]).toEqual(['KO', 'No unit to revert']);
    const { id } = await done('/units', { ...ofEntry(), $action: [{ $set: { Tag: ['autre'] } }] });
    const tagged = await revert(id);
    expect([tagged.status, await errorOf(tagged.id)]).toEqual(['KO', 'No updated field to revert']);
    const beyond = await revert(id, { dslRequest: { ...everything, $threshold: 1 } });
    expect([beyond.status, await errorOf(beyond.id)]).toEqual([
      'KO',
      'Too many units found. Threshold=1, found=5',
    ]);
  });

  it.each<[string, object, string, number, string]>([
    ['without an operation', { operationId: undefined }, WRITING, 400, '020147'],
    ['of what is no identifier', { operationId: 'x' }, WRITING, 400, '020147'],
    ['with a force in words', { force: 'yes' }, WRITING, 400, '020147'],
    ['with one field for a list', { $fields: 'Title' }, WRITING, 400, '020147'],
    ['with another member', { other: 1 }, WRITING, 400, '020147'],
    ['without a selection', { dslRequest: undefined }, WRITING, 400, '000601'],
    ['with a projection', { dslRequest: { $query: [], $projection: {} } }, WRITING, 400, '000601'],
    ['of a name that is none', { dslRequest: { $query: [{ $eq: { _id: 'x' } }] } }, WRITING, 400, '020147'],
    ['under a contract that only reads', {}, 'lecture', 401, '020147'],
  ])('is not undone %s', async (_, more, contract, status, code) => {
    const answer = await post(
      '/revert/units',
      { dslRequest: everything, operationId: entry, ...more },
      contract,
    );
    expect({ status: answer.status, code: answer.json?.code }, answer.text).toEqual({ status, code });
  });
});
