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
    // Full access is never given to whoever does not ask for it.
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
  [{ Permissions: ['units:write'] }, 'The permission units:write does not exist'],
  [{ FullAccess: true, Permissions: ['units:read'] }, /full access is granted$/],
  [{ Name: ' ' }, 'Security profile name is mandatory'],
  [{ Identifier: 'admin-security-profile' }, /already exists in database$/],
])('%j is refused', async (more, text) => {
  const refused = await send({ Identifier: 'x', Name: 'X', FullAccess: false, ...more });
  expect(refused.status).toBe(400);
  const { outDetail, evDetData } = (await final(refused.operation)) ?? {};
  expect(outDetail).toBe('STP_IMPORT_SECURITY_PROFILE.KO');
  expect(JSON.parse(String(evDetData))).toEqual({ errors: expect.stringMatching(text) });
  expect((await archive.call({ path: `${PATH}/x`, tenant: 1 })).json.$results).toEqual([]);
});

test('an update is controlled like an import; an unknown profile is 412', async () => {
  await send({ Identifier: 'maj', Name: 'Maj', FullAccess: false });
  const update = (id: string, set: object) =>
    archive.call({ method: 'PUT', path: `${PATH}/${id}`, tenant: 1, json: { $action: [{ $set: set }] } });
  const updated = await update('maj', { Permissions: ['units:read'] });
  expect(updated.json).toMatchObject({ $results: [] });
  expect(JSON.parse(String((await final(updated.operation))?.evDetData))).toEqual({
    SecurityProfile: { updatedDiffs: expect.stringContaining('units:read') },
  });
  expect((await update('maj', { Permissions: ['nothing'] })).json).toMatchObject({ code: '020126' });
  expect(await update('nobody', { Name: 'N' })).toMatchObject({ status: 412, json: { code: '020132' } });
});

test('profiles belong to the administration', async () => {
  const json = [{ Identifier: 'y', Name: 'Y', FullAccess: true }];
  expect((await archive.call({ method: 'POST', path: PATH, tenant: 0, json })).status).toBe(401);
});
