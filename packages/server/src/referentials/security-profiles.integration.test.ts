import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestArchive, type TestArchive } from './testing/archive.ts';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openTestArchive();
});
afterAll(() => archive.close());

const PATH = '/securityprofiles';
const send = (...json: object[]) => archive.call({ method: 'POST', path: PATH, tenant: 1, json });
const final = async (operation: string) => (await archive.journal(1, operation)).events.at(-1);

test('permissions are kept in the case of the catalogue', async () => {
  const imported = await send({
    Identifier: 'lecture',
    Name: 'Lecture seule',
    FullAccess: false,
    Permissions: ['UNITS:READ', 'reindex:create'],
  });
  expect([imported.status, imported.body]).toEqual([201, '']);
  const read = await archive.call({ path: `${PATH}/lecture`, tenant: 1 });
  expect(read.json.$results[0]).toEqual({
    '#id': expect.any(String),
    '#version': 0,
    Identifier: 'lecture',
    Name: 'Lecture seule',
    FullAccess: false,
    Permissions: ['units:read', 'reindex:create'],
  });
});

test.each([
  [{ Permissions: ['units:write'] }, 'UNKNOWN_PERMISSION.KO'],
  [{ FullAccess: true, Permissions: ['units:read'] }, 'KO'],
  [{ FullAccess: undefined }, 'EMPTY_REQUIRED_FIELD.KO'],
  [{ Name: ' ' }, 'EMPTY_REQUIRED_FIELD.KO'],
  [{ Identifier: 'admin-security-profile' }, 'IDENTIFIER_DUPLICATION.KO'],
])('%j is refused', async (more, outcome) => {
  const refused = await send({ Identifier: 'x', Name: 'X', FullAccess: false, ...more });
  expect(refused.status).toBe(400);
  expect((await final(refused.operation))?.outDetail).toBe(`STP_IMPORT_SECURITY_PROFILE.${outcome}`);
  expect((await archive.call({ path: `${PATH}/x`, tenant: 1 })).json.$results).toEqual([]);
});

test('an update is controlled like an import; an unknown profile is 412', async () => {
  await send({ Identifier: 'maj', Name: 'Maj', FullAccess: false });
  const update = (id: string, set: object) =>
    archive.call({ method: 'PUT', path: `${PATH}/${id}`, tenant: 1, json: { $action: [{ $set: set }] } });
  expect((await update('maj', { Permissions: ['units:read'] })).json).toMatchObject({ $results: [] });
  expect((await update('maj', { Permissions: ['nothing'] })).json).toMatchObject({ code: '020126' });
  expect(await update('nobody', { Name: 'N' })).toMatchObject({ status: 412, json: { code: '020132' } });
});

test('profiles belong to the administration', async () => {
  const json = [{ Identifier: 'y', Name: 'Y', FullAccess: true }];
  expect((await archive.call({ method: 'POST', path: PATH, tenant: 0, json })).status).toBe(401);
});
