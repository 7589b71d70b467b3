import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadOntology } from './index.ts';
import { openTestArchive, type TestArchive } from './testing/archive.ts';

let archive: TestArchive;
let internal: object[];
beforeAll(async () => {
  archive = await openTestArchive();
  const { json } = await archive.call({
    path: '/ontologies',
    tenant: 1,
    json: { $query: {}, $filter: {}, $projection: {} },
  });
  internal = json.$results.map((entry: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(entry).filter(([name]) => !name.startsWith('#'))),
  );
});
afterAll(() => archive.close());

const mine = (Identifier: string, Type: string, more: object = {}) => ({
  Identifier,
  Type,
  Origin: 'EXTERNAL',
  Collections: ['Unit'],
  ...more,
});
const send = (entries: object[], headers: Record<string, string> = {}, tenant = 1) =>
  archive.call({ method: 'POST', path: '/ontologies', tenant, json: [...internal, ...entries], headers });
const final = async (operation: string, tenant = 1) =>
  (await archive.journal(tenant, operation)).events.at(-1);
const refusal = async (operation: string) =>
  JSON.parse((await final(operation))?.evDetData ?? '{}').ontologyCheck;
const report = async (operation: string) =>
  (await archive.call({ path: `/rulesreport/${operation}`, tenant: 1, headers: { accept: '*/*' } })).json;

test('a list replaces the vocabulary, which all know at once', async () => {
  const imported = await send([mine('MyText', 'TEXT'), mine('MyDate', 'DATE')]);
  expect(imported.status).toBe(201);
  expect((await loadOntology(archive.house.database)).get('MyText')?.type).toBe('TEXT');
  expect(await report(imported.operation)).toMatchObject({ createdOntologies: ['MyText', 'MyDate'] });
  const [entry] = (await archive.call({ path: '/ontologies/MyText', tenant: 0 })).json.$results;
  expect(entry).toMatchObject({ TypeDetail: 'STRING', StringSize: 'MEDIUM', Origin: 'EXTERNAL' });
});

test.each([
  ['TEXT', 'KEYWORD', true],
  ['KEYWORD', 'TEXT', true],
  ['DATE', 'TEXT', true],
  ['GEO_POINT', 'KEYWORD', true],
  ['ENUM', 'TEXT', true],
  ['TEXT', 'DATE', false],
  ['LONG', 'DOUBLE', false],
  ['DOUBLE', 'TEXT', false],
  ['BOOLEAN', 'KEYWORD', false],
  ['DATE', 'LONG', false],
])('%s to %s: %s', async (from, to, allowed) => {
  await send([mine('Moved', from)], { 'force-update': 'true' });
  const changed = await send([mine('Moved', to)]);
  expect(changed.status).toBe(allowed ? 201 : 400);
  if (allowed) return;
  expect(await refusal(changed.operation)).toBe(
    `Moved: Change of type from ${from} to ${to} is not possible`,
  );
  expect((await report(changed.operation)).error.Moved[0].Code).toBe(
    'STP_IMPORT_ONTOLOGIES_UPDATE_INVALID_TYPE.KO',
  );
  expect((await send([mine('Moved', to)], { 'force-update': 'true' })).status).toBe(201);
});

test.each([
  [[mine('Twice', 'TEXT'), mine('tWICE', 'TEXT')], 'already exists in the json file'],
  [[mine('title', 'TEXT')], 'already exists in the json file'],
  [[mine('With blank', 'TEXT')], 'Invalid field Identifier'],
  [[mine(' Around ', 'TEXT')], 'Invalid field Identifier'],
  [[mine('_mine', 'TEXT')], 'Invalid field Identifier'],
  [[mine('#mine', 'TEXT')], 'Invalid field Identifier'],
  [[mine('NoType', 'TEXT', { Type: undefined })], 'The field Type is mandatory'],
  [[mine('Given', 'TEXT', { '#id': 'x' })], '#id'],
  [[mine('Dated', 'TEXT', { CreationDate: 'hier' })], 'Invalid field CreationDate'],
])('%j is refused', async (entries, text) => {
  const refused = await send(entries);
  expect(refused.status).toBe(400);
  expect((await final(refused.operation))?.outDetail).toBe('IMPORT_ONTOLOGY.KO');
  expect(await refusal(refused.operation)).toContain(text);
});

test('entries of the archive, and those of unit profiles, go by force alone', async () => {
  await send([mine('InUse', 'TEXT')]);
  const ControlSchema = JSON.stringify({ properties: { InUse: { type: 'string' } } });
  await archive.call({
    method: 'POST',
    path: '/archiveunitprofiles',
    tenant: 0,
    json: [{ Identifier: 'USES', Name: 'Uses', ControlSchema }],
  });
  const used = await send([]);
  expect(await refusal(used.operation)).toBe(
    'InUse: Field Identifier used by ArchiveUnitProfile USES of tenant 0',
  );
  const removed = await archive.call({
    method: 'POST',
    path: '/ontologies',
    tenant: 1,
    json: [...internal.slice(1), mine('InUse', 'TEXT')],
  });
  expect(await refusal(removed.operation)).toContain('header "Force-Update" must be true');
  expect((await send([], { 'force-update': 'true' })).status).toBe(201);
});

test('a value that no entry may have is refused before anything is journalled', async () => {
  const refused = await send([mine('Odd', 'COLOUR')]);
  expect(refused).toMatchObject({ status: 400, json: { code: '020135' } });
  await expect(archive.journal(1, refused.operation)).rejects.toThrow();
});

test('the vocabulary is the administration’s to change', async () => {
  const refused = await send([], {}, 0);
  expect(refused.status).toBe(400);
  expect((await final(refused.operation, 0))?.evDetData).toContain('not authorized for tenant');
});
