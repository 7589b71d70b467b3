import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestArchive, type TestArchive } from './testing/archive.ts';

let archive: TestArchive;
beforeAll(async () => {
  const clientIdentifiers = { 0: ['ACCESS_CONTRACT'], 1: [] } as const;
  archive = await openTestArchive({ clientIdentifiers });
});
afterAll(() => archive?.close());

const post = (path: string, tenant: number, document: object) =>
  archive.call({ method: 'POST', path, tenant, json: [document] });
const identifiersOf = async (path: string, tenant: number): Promise<string[]> => {
  const found = await archive.call({ path, tenant, json: { $query: {}, $filter: {}, $projection: {} } });
  return found.json.$results.map(({ Identifier }: { Identifier: string }) => Identifier);
};

it('are kept in a tenant that gives them, and wanted there', async () => {
  expect((await post('/accesscontracts', 0, { Name: 'A', Identifier: 'MINE' })).status).toBe(201);
  expect((await post('/accesscontracts', 0, { Name: 'A' })).status).toBe(400);
  expect(await identifiersOf('/accesscontracts', 0)).toEqual(['MINE']);
});

it.each([
  ['/ingestcontracts', 0, 'IC-000001'],
  ['/accesscontracts', 1, 'AC-000001'],
  ['/accesscontracts', 2, 'AC-000001'],
] as const)('are made by the archive otherwise: %s in tenant %i', async (path, tenant, made) => {
  expect((await post(path, tenant, { Name: 'A', Identifier: 'MINE' })).status).toBe(201);
  expect(await identifiersOf(path, tenant)).toEqual([made]);
});

it('of contexts and security profiles follow the administration tenant', async () => {
  const answer = await post('/securityprofiles', 1, { Name: 'P', Identifier: 'MINE', FullAccess: true });
  expect(answer.status).toBe(201);
  const made = await identifiersOf('/securityprofiles', 1);
  expect(made).not.toContain('MINE');
  expect(made.some((each) => /^SEC_PROFILE-\d{6}$/.test(each))).toBe(true);
});
