import { SAMPLE } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, CallOptions } from '../../http/testing/open-service.ts';
import { type Role, storeAccount } from '../../identity/index.ts';
import { quickHash } from '../../identity/testing/quick-hash.ts';
import { openArchive, type TestArchive } from '../../ingest/testing/archive.ts';
import { goodSip, zipOf } from '../../ingest/testing/sip.ts';
import { LIFETIME_MS, removeExpiredPackages } from './expiry.ts';
import { broughtBy, deliver, download, filesOf, saidBy, turned } from './testing/packages.ts';

/** Deliveries through the door of the front office, and the end of their packages. */

const BASE = '/api/v1/tenants/0/deliveries';
const sip = goodSip(3);
let archive: TestArchive;
let entered: string;
let manager: Person;
let narrow: Person;
let producer: Person;

type Person = (method: string, path: string, options?: CallOptions) => Promise<Answer>;

beforeAll(async () => {
  archive = await openArchive({}, [0]);
  entered = (await archive.enter(await zipOf(sip))).id;
  manager = await personWith('R2');
  narrow = await personWith('R2', SAMPLE.accessContract);
  producer = await personWith('R1');
});
afterAll(() => archive?.close());

async function personWith(role: Role, accessContract?: string): Promise<Person> {
  const { house, call } = archive.service;
  const email = `${role}.${accessContract ?? 'full'}@exemple.fr`.toLowerCase();
  const password = quickHash('secret');
  const rights = [{ tenant: 0, role, ...(accessContract === undefined ? {} : { accessContract }) }];
  await house.database.outsideTenants((tx) =>
    storeAccount(tx, { id: email, email, name: `Personne ${role}`, password, rights }, house.clock.now()),
  );
  const own = { 'X-Requested-With': 'perenne' };
  const answer = await call('POST', '/api/v1/session', { headers: own, body: { email, password: 'secret' } });
  expect(answer.status, answer.text).toBe(200);
  const cookie = String(answer.headers['set-cookie']?.[0]?.split(';')[0]);
  return (method, path, { headers, ...options } = {}) =>
    call(method, path, { ...options, headers: { ...own, Cookie: cookie, ...headers } });
}

async function ask(person: Person, body: object): Promise<string> {
  const answer = await person('POST', BASE, { body });
  expect(answer.status, answer.text).toBe(202);
  await archive.settled(answer.json.id);
  return answer.json.id;
}

async function unitsOf(id: string, person: Person = manager) {
  const files = await filesOf((await person('GET', `${BASE}/${id}/content`)).bytes);
  return Object.keys((await saidBy(turned(String(files.get('manifest.xml'))), files)).units).sort();
}

async function idOf(title: string): Promise<string> {
  const query = {
    $query: [{ $and: [{ $eq: { '#opi': entered } }, { $match: { Title: title } }] }],
    $projection: {},
  };
  return (await archive.get('/access-external/v1/units', { query })).$results[0]['#id'];
}

describe('a person', () => {
  it('is given the units chosen, with what is below them when asked', async () => {
    const folder = await idOf('Dossier');
    expect(await unitsOf(await ask(manager, { units: [folder] }))).toEqual(['Dossier']);
    const id = await ask(manager, {
      units: [folder],
      withDescendants: true,
      requesterIdentifier: 'Lectrice',
    });
    expect(await unitsOf(id)).toEqual(['Dossier', 'Pièce 1', 'Pièce 2', 'Pièce 3']);
    const content = await manager('GET', `${BASE}/${id}/content`, { headers: { Range: 'bytes=0-1' } });
    expect(content).toMatchObject({ status: 206, text: 'PK' });
    expect(content.headers['content-type']).toBe('application/zip');
  });

  it('is given what a search finds', async () => {
    const id = await ask(manager, { search: { q: 'pièce', level: 'Item', transfer: entered } });
    expect(await unitsOf(id)).toEqual(['Pièce 1', 'Pièce 2', 'Pièce 3']);
  });

  it('reads beforehand how much it would be', async () => {
    const estimateOf = async (body: object, person = manager) =>
      (await person('POST', `${BASE}/estimate`, { body })).json;
    const all = await estimateOf({ search: { transfer: entered } });
    expect(all.units).toBe((await unitsOf(await ask(manager, { search: { transfer: entered } }))).length);
    expect(all.files.count).toBeGreaterThan(0);
    expect(all.files.bytes).toBeGreaterThan(0);
    const folder = await idOf('Dossier');
    expect(await estimateOf({ units: [folder] })).toEqual({ units: 1, files: { count: 0, bytes: 0 } });
    expect(await estimateOf({ units: [folder], withDescendants: true })).toMatchObject({ units: 4 });
    expect(await estimateOf({ search: { transfer: entered }, objects: 'none' })).toEqual({
      units: all.units,
      files: { count: 0, bytes: 0 },
    });
    expect((await producer('POST', `${BASE}/estimate`, { body: { search: {} } })).status).toBe(403);
    expect((await manager('POST', `${BASE}/estimate`, { body: {} })).status).toBe(400);
  });

  it('follows a delivery to its package', async () => {
    const id = await ask(manager, { search: { transfer: entered }, sedaVersion: '2.2' });
    const { json } = await manager('GET', `${BASE}/${id}`);
    expect(json).toMatchObject({
      id,
      state: 'COMPLETED',
      status: 'OK',
      sedaVersion: '2.2',
      requester: 'Personne R2',
      progress: { done: 3, of: 3 },
      package: { digest: expect.stringMatching(/^[0-9a-f]{128}$/) },
      remarks: [],
    });
    expect(Date.parse(json.package.expiresAt) - Date.parse(json.updatedAt)).toBe(LIFETIME_MS);
    const list = (await manager('GET', `${BASE}?limit=1`)).json;
    expect(list).toMatchObject({ deliveries: [{ id }], more: true });
  });

  it('is given files with the names and folders of people when asked', async () => {
    const id = await ask(manager, { search: { transfer: entered }, originalNames: true, tree: true });
    const files = await filesOf((await manager('GET', `${BASE}/${id}/content`)).bytes);
    const names = [...files.keys()].filter((name) => /^Content\/./.test(name));
    expect(names).toHaveLength(3);
    for (const name of names)
      expect(name).toMatch(/^Content\/Archives_de_la_commune\/Dossier\/[\w.-]+\.(txt|pdf|png)$/);
  });

  it('reads why there is no package', async () => {
    const id = await ask(manager, { search: { level: 'Class', transfer: entered } });
    const { json } = await manager('GET', `${BASE}/${id}`);
    expect(json).toMatchObject({
      status: 'KO',
      remarks: [{ outcome: 'KO', detail: '{"Reason":"the DSL query has no result"}' }],
    });
    expect(json.package).toBeUndefined();
    expect((await manager('GET', `${BASE}/${id}/content`)).status).toBe(404);
  });

  it('of a narrower contract sees no package of others', async () => {
    const others = await ask(manager, { search: { transfer: entered } });
    const own = await ask(narrow, { search: { transfer: entered } });
    expect((await narrow('GET', BASE)).json.deliveries.map(({ id }: { id: string }) => id)).toEqual([own]);
    expect((await narrow('GET', `${BASE}/${others}`)).status).toBe(404);
    expect((await narrow('GET', `${BASE}/${others}/content`)).status).toBe(404);
    expect(await unitsOf(own, narrow)).toHaveLength(5);
    const journal = (await archive.get(`/access-external/v1/logbookoperations/${own}`)).$results[0];
    expect(journal.rightsStatementIdentifier).toBe(`{"AccessContract":"${SAMPLE.accessContract}"}`);
  });

  it('without the role is refused, and so is what is no request', async () => {
    expect((await producer('POST', BASE, { body: { search: {} } })).status).toBe(403);
    expect((await producer('GET', BASE)).status).toBe(403);
    for (const body of [
      {},
      { units: [], search: {} },
      { units: ['x'] },
      { search: { unknown: 'x' } },
      { search: { from: 'never' } },
      { search: {}, units: ['aeaqaaaaaahmhpgzaatpeal2xxxxxxaaaaaq'] },
      { search: {}, objects: 'some' },
    ])
      expect((await manager('POST', BASE, { body })).status, JSON.stringify(body)).toBe(400);
  });
});

describe('a package', () => {
  it('is taken away after its time, everywhere, and not before', async () => {
    const { house } = archive.service;
    const later = (ms: number) => ({
      ...house,
      storage: { ...house.storage, freeShare: async () => 0.5 },
      clock: { now: () => new Date(Date.now() + ms) },
    });
    const { id } = await deliver(archive, broughtBy(entered));
    await removeExpiredPackages(later(LIFETIME_MS - 60_000));
    expect((await download(archive, id)).status).toBe(200);
    expect(await archive.leftOf(id)).toEqual({ placement: 1, dip: 2 });
    expect(await removeExpiredPackages(later(LIFETIME_MS + 1_000))).toBeGreaterThan(0);
    expect((await download(archive, id)).status).toBe(404);
    expect(await archive.leftOf(id)).toEqual({});
    expect((await archive.get(`/access-external/v1/logbookoperations/${id}`)).$results).toHaveLength(1);
  });

  it('has a day when an offer is nearly full', async () => {
    const { house } = archive.service;
    const { id } = await deliver(archive, broughtBy(entered));
    const full = {
      ...house,
      storage: { ...house.storage, freeShare: async () => 0.25 },
      clock: { now: () => new Date(Date.now() + 24 * 3_600_000 + 1_000) },
    };
    expect(await removeExpiredPackages(full)).toBeGreaterThan(0);
    expect((await download(archive, id)).status).toBe(404);
  });
});
