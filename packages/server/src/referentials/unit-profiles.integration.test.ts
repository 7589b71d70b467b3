import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TenantId } from '../platform/index.ts';
import { controlledFields, readControlSchema } from './kinds/control-schema.ts';
import { openTestArchive, type TestArchive } from './testing/archive.ts';
import { unitProfilesOf } from './unit-profiles.ts';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openTestArchive();
});
afterAll(() => archive.close());

const PATH = '/archiveunitprofiles';
const schemaOf = (...names: string[]) =>
  JSON.stringify({
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string', minLength: 1 }])),
    required: names.slice(0, 1),
  });
const profile = (Identifier: string, more: object = {}) => ({
  Identifier,
  Name: `Profil ${Identifier}`,
  Status: 'ACTIVE',
  ControlSchema: schemaOf('Title', 'Description'),
  ...more,
});
const final = async (tenant: number, operation: string) =>
  (await archive.journal(tenant, operation)).events.at(-1);

test('a profile is imported with the fields of its schema, found, and changed under its version', async () => {
  const imported = await archive.call({ method: 'POST', path: PATH, json: [profile('AUP-A')] });
  expect(imported.status).toBe(201);
  expect(imported.json.$results[0]).toMatchObject({ Fields: ['Title', 'Description'], '#version': 0 });
  expect((await final(0, imported.operation))?.outDetail).toBe('IMPORT_ARCHIVEUNITPROFILE.OK');

  const changed = await archive.call({
    method: 'PUT',
    path: `${PATH}/AUP-A`,
    json: { $action: [{ $set: { ControlSchema: schemaOf('Title') } }] },
  });
  expect(changed.json).toMatchObject({ httpCode: 200, $results: [] });
  const read = await archive.call({ path: `${PATH}/AUP-A` });
  expect(read.json.$results[0]).toMatchObject({ Fields: ['Title'], '#version': 1 });
});

test.each([
  [{ Name: undefined, ControlSchema: undefined }, 'EMPTY_REQUIRED_FIELD', 'Mandatory Fields'],
  [{ ControlSchema: '{ "properties": ' }, 'INVALID_JSON_SCHEMA', 'Invalid JSON schema'],
  [
    { ControlSchema: '{"properties":{"Title":{"type":"text"}}}' },
    'INVALID_JSON_SCHEMA',
    'Invalid JSON schema',
  ],
  [
    { ControlSchema: '{"properties":{"Title":{"pattern":"("}}}' },
    'INVALID_JSON_SCHEMA',
    'Invalid JSON schema',
  ],
])('%j is refused as %s', async (more, suffix, key) => {
  const refused = await archive.call({ method: 'POST', path: PATH, json: [profile('AUP-KO', more)] });
  expect(refused.status).toBe(400);
  const event = await final(0, refused.operation);
  expect(event?.outDetail).toBe(`IMPORT_ARCHIVEUNITPROFILE.${suffix}.KO`);
  expect(Object.keys(JSON.parse(event?.evDetData ?? ''))).toEqual([key]);
  expect((await archive.call({ path: `${PATH}/AUP-KO` })).status).toBe(404);
});

test('a pattern that could keep the archive busy for ever is refused, or tried in linear time', async () => {
  const withPattern = (pattern: string) => JSON.stringify({ properties: { Title: { pattern } } });
  const looking = [profile('AUP-L', { ControlSchema: withPattern('^(?=a)(a+)+$') })];
  const refused = await archive.call({ method: 'POST', path: PATH, json: looking });
  expect(refused.status).toBe(400);
  const event = await final(0, refused.operation);
  expect(event?.outDetail).toBe('IMPORT_ARCHIVEUNITPROFILE.INVALID_JSON_SCHEMA.KO');
  expect(event?.evDetData).toContain('write it without looking ahead');
  const json = [profile('AUP-N', { ControlSchema: withPattern('^(a+)+$') })];
  expect((await archive.call({ method: 'POST', path: PATH, json })).status).toBe(201);
  const profiles = await archive.house.database.inTenant(0 as TenantId, (tx) =>
    unitProfilesOf(tx, 0 as TenantId),
  );
  expect(profiles('AUP-N')?.control?.({ Title: `${'a'.repeat(30_000)}!` })).toContain('must match pattern');
});

test('a field that the vocabulary has not is refused in the words of the reference system', async () => {
  const json = [profile('AUP-U', { ControlSchema: schemaOf('Title', 'Inconnu') })];
  const refused = await archive.call({ method: 'POST', path: PATH, json });
  const event = await final(0, refused.operation);
  expect(event?.outDetail).toBe('ArchiveUnitProfile service error');
  expect(event?.evDetData).toContain('The field Inconnu specified in the schema is not declared in ontology');
});

test('one bad profile of many refuses all, and an identifier is taken once', async () => {
  const json = [profile('AUP-1'), profile('AUP-1')];
  const refused = await archive.call({ method: 'POST', path: PATH, json });
  expect((await final(0, refused.operation))?.outDetail).toBe(
    'IMPORT_ARCHIVEUNITPROFILE.IDENTIFIER_DUPLICATION.KO',
  );
  expect((await archive.call({ path: `${PATH}/AUP-1` })).status).toBe(404);
});

test('profiles sent as a file, in the tenant that numbers them', async () => {
  const octets = JSON.stringify([profile('mine')]);
  const imported = await archive.call({ method: 'POST', path: PATH, tenant: 1, octets });
  expect(imported.status).toBe(201);
  expect(imported.json.$results[0].Identifier).toMatch(/^AUP-\d{6}$/);
});

test('any text is a control schema or is not, and never more than that', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const schema = readControlSchema(text);
      if (schema !== undefined) controlledFields(schema);
    }),
  );
  expect(readControlSchema(`${`{"not":`.repeat(50_000)}{}${'}'.repeat(50_000)}`)).toBeUndefined();
});
