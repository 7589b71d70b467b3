import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestArchive, type TestArchive } from './testing/archive.ts';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openTestArchive();
});
afterAll(() => archive.close());

const extension = (Path: string, more: object = {}) => ({
  Path,
  Cardinality: 'ONE',
  ShortName: `Nom de ${Path}`,
  Description: `Ce que dit ${Path}`,
  ...more,
});
const object = (Path: string) => extension(Path, { IsObject: true, Cardinality: 'MANY' });
const send = (tenant: number, ...json: object[]) =>
  archive.call({ method: 'POST', path: '/schema/unit', tenant, json });
const remove = (tenant: number, ...json: string[]) =>
  archive.call({ method: 'DELETE', path: '/schema/unit', tenant, json });
const schema = async (tenant: number, path = '/schema/unit') => {
  const { json } = await archive.call({ path, tenant });
  return new Map<string, Record<string, unknown>>(
    json.$results.map((each: Record<string, unknown>) => [each.Path, each]),
  );
};
const final = async (tenant: number, operation: string) =>
  (await archive.journal(tenant, operation)).events.at(-1);

test('units and groups have the paths of the model, typed by the vocabulary', async () => {
  const units = await schema(0);
  expect(units.get('Title')).toMatchObject({ Type: 'TEXT', Cardinality: 'ONE', Origin: 'INTERNAL' });
  expect(units.get('DescriptionLevel')).toMatchObject({ Cardinality: 'ONE_REQUIRED', Type: 'KEYWORD' });
  expect(units.get('Event.evDateTime')).toMatchObject({
    Cardinality: 'ONE_REQUIRED',
    TypeDetail: 'DATETIME',
  });
  expect(units.get('Addressee.DeathPlace.Country')).toMatchObject({ Category: 'DESCRIPTION' });
  expect(units.get('_mgt.AppraisalRule.Rules.Rule')).toMatchObject({
    ApiPath: '#management.AppraisalRule.Rules.Rule',
    Category: 'MANAGEMENT',
  });
  expect(units.get('_up')).toMatchObject({ ApiPath: '#unitups', Cardinality: 'MANY' });
  const groups = await schema(0, '/schema/objectgroup');
  expect(groups.get('_qualifiers.versions.Size')).toMatchObject({ Type: 'LONG', Collection: 'ObjectGroup' });
});

test('a tenant adds paths of its own, and takes them away from the leaves on', async () => {
  const sent = await send(
    0,
    extension('Invoice.Provider.BirthDate'),
    object('Invoice'),
    object('Invoice.Provider'),
  );
  expect([sent.status, sent.body]).toEqual([202, '']);
  expect((await final(0, sent.operation))?.outDetail).toBe('IMPORT_EXTERNAL_SCHEMA.OK');
  expect((await schema(0)).get('Invoice.Provider.BirthDate')).toMatchObject({
    tenant: 0,
    Origin: 'EXTERNAL',
    Type: 'DATE',
    TypeDetail: 'DATETIME',
    ShortName: 'Nom de Invoice.Provider.BirthDate',
  });
  expect((await schema(2)).has('Invoice')).toBe(false);
  expect((await remove(0, 'Invoice')).status).toBe(400);
  expect((await remove(2, 'Invoice')).status).toBe(400);
  expect((await remove(0, 'Title')).status).toBe(400);
  const removed = await remove(0, 'Invoice', 'Invoice.Provider', 'Invoice.Provider.BirthDate');
  expect([removed.status, removed.body]).toEqual([200, '']);
  expect((await schema(0)).has('Invoice')).toBe(false);
});

test.each([
  [[object('A'), extension('A.BirthDate'), extension('A.BirthDate')], 'Duplicate key A.BirthDate'],
  [[extension('Addressee.DeathPlace.Country')], 'in the schema already'],
  [[extension('Nobody.BirthDate')], 'PATH_PARENT_MISSED'],
  [[extension('Title.BirthDate')], 'PATH_PARENT_MISSED'],
  [[extension('Unheard')], 'LEAF_NOT_FOUND'],
  [[object('BirthDate')], 'PATH_OBJECT_IN_ONTOLOGY'],
  [[extension('Wrong..Path')], 'WRONG_PATH_FORMAT'],
  [[extension('BirthDate', { ShortName: ' ' })], 'MISSING_INFORMATION'],
])('%j is refused, and nothing is added', async (json, text) => {
  const before = await schema(0);
  const refused = await send(0, ...json);
  expect(refused.status).toBe(400);
  const event = await final(0, refused.operation);
  expect(event?.outDetail).toBe('IMPORT_EXTERNAL_SCHEMA.KO');
  expect(event?.evDetData).toContain(text);
  expect((await schema(0)).size).toBe(before.size);
});

test('what is no list of paths is refused before it is journalled', async () => {
  for (const json of [{ Path: 'X' }, [{ ...extension('X'), Cardinality: 'SOME' }], ['X']])
    expect(await archive.call({ method: 'POST', path: '/schema/unit', json })).toMatchObject({
      status: 400,
      json: { code: '020135' },
    });
  const csv = await archive.call({
    method: 'POST',
    path: '/schema/unit',
    octets: 'Path;Cardinality',
    headers: { 'content-type': 'application/json' },
  });
  expect(csv.status).toBe(412);
});

test('paths of the administration are for all, and of no tenant before it', async () => {
  await send(0, object('Theirs'));
  expect((await send(1, object('Theirs'))).status).toBe(400);
  expect((await send(1, object('Common'))).status).toBe(202);
  expect((await schema(2)).has('Common')).toBe(true);
  expect((await send(2, object('Common'))).status).toBe(400);
});

test('a profile closes, needs and controls paths', async () => {
  const ControlSchema = JSON.stringify({
    type: 'object',
    additionalProperties: false,
    required: ['Title'],
    properties: {
      Title: { type: 'string', pattern: '^Dossier' },
      Tag: { type: 'array', maxItems: 1, items: { enum: ['rouge', 'vert'] } },
    },
  });
  await archive.call({
    method: 'POST',
    path: '/archiveunitprofiles',
    json: [{ Identifier: 'AUP-S', Name: 'S', ControlSchema }],
  });
  const paths = await schema(0, '/archiveunitprofiles/AUP-S/schema');
  expect(paths.get('Title')).toMatchObject({
    Cardinality: 'ONE',
    EffectiveCardinality: 'ONE_REQUIRED',
    Control: { Type: 'REGEX', Value: '^Dossier' },
  });
  expect(paths.get('Tag')).toMatchObject({
    Cardinality: 'MANY',
    EffectiveCardinality: 'ONE',
    Control: { Type: 'SELECT', Values: ['rouge', 'vert'] },
  });
  expect(paths.get('Writer.FirstName')).toMatchObject({ EffectiveCardinality: 'ZERO' });
  expect(paths.get('_id')).toMatchObject({ EffectiveCardinality: 'ONE_REQUIRED' });
  expect((await archive.call({ path: '/archiveunitprofiles/NONE/schema' })).status).toBe(404);
});
