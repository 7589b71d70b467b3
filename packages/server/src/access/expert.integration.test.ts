import { afterAll, beforeAll, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { goodSip, zipOf } from '../ingest/testing/sip.ts';
import { personOf } from '../service/testing/persons.ts';

/** Queries that experts write by hand, through the own door. */

let archive: TestArchive;
let ask: Awaited<ReturnType<typeof personOf>>;
beforeAll(async () => {
  archive = await openArchive();
  await archive.enter(await zipOf(goodSip()));
  ask = await personOf(archive.service, 'camille', [{ tenant: 0, role: 'R3' }]);
});
afterAll(() => archive?.close());

const query = (collection: string, body: unknown, by = ask) =>
  by(`/tenants/0/queries/${collection}`, { method: 'POST', body });
const ALL = { $roots: [], $query: [{ $exists: '#id' }], $filter: { $limit: 2 }, $projection: {} };

it('are answered as an application is', async () => {
  const units = await query('units', ALL);
  expect(units).toMatchObject({
    status: 200,
    json: { httpCode: 200, $hits: { total: 5, offset: 0, limit: 2, size: 2 }, $context: ALL },
  });
  expect(units.json.$results[0]['#id']).toMatch(/^[a-z2-7]{36}$/);
  expect((await query('objects', ALL)).json.$results[0]['#qualifiers']).toBeDefined();
  expect((await query('unitsWithInheritedRules', ALL)).json.$results[0].InheritedRules).toBeDefined();
});

it.each([
  ['units', { $query: [], $projection: {} }, 400],
  ['units', { ...ALL, $query: [{ $like: { Title: 'x' } }] }, 400],
  ['units', { ...ALL, $query: [{ $eq: { _id: 'x' } }] }, 400],
  ['units', { ...ALL, $query: [{ $match: { Title: '<script>x</script>' } }] }, 400],
  ['units', [], 400],
  ['registers', ALL, 400],
])('in %s, %j is refused', async (collection, body, status) => {
  const answer = await query(collection, body);
  expect(answer, answer.text).toMatchObject({ status, json: { httpCode: status } });
  expect(answer.json.description).not.toBe('');
});

it('are for administrators, through the eyes of their contract', async () => {
  const contract = { Status: 'ACTIVE', EveryDataObjectVersion: true, EveryOriginatingAgency: false };
  await archive.import('/accesscontracts', [
    { ...contract, Identifier: 'CA-PERSONNE', Name: 'Personne', OriginatingAgencies: [] },
  ]);
  const limited = await personOf(archive.service, 'dominique', [
    { tenant: 0, role: 'R3', accessContract: 'CA-PERSONNE' },
  ]);
  expect((await query('units', ALL, limited)).json.$hits.total).toBe(0);
  const archivist = await personOf(archive.service, 'sacha', [{ tenant: 0, role: 'R2' }]);
  expect((await query('units', ALL, archivist)).status).toBe(403);
});
