import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Role, storeAccount } from '../identity/index.ts';
import { quickHash } from '../identity/testing/quick-hash.ts';
import { type Authority, makeAuthority } from './testing/certificates.ts';
import { openService, type TestService } from './testing/open-service.ts';

const BASE = '/api/v1/platform';
let service: TestService;
let authority: Authority;
let operator: Record<string, string>;
/** By which the service's clock is ahead, milliseconds. */
let ahead = 0;
beforeAll(async () => {
  authority = await makeAuthority('Autorité');
  const clock = { now: () => new Date(Date.now() + ahead) };
  service = await openService({ clock, settings: { certificateProxies: ['127.0.0.1'] } });
  operator = await signIn(service.credentials.accounts[0]?.email, service.credentials.accounts[0]?.password);
});
afterAll(() => Promise.all([service?.close(), authority?.close()]));

async function signIn(email = '', password = ''): Promise<Record<string, string>> {
  const answer = await service.call('POST', '/api/v1/session', {
    headers: { 'X-Requested-With': 'perenne' },
    body: { email, password },
  });
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  return { Cookie: cookie, 'X-Requested-With': 'perenne' };
}

const get = (path: string, headers = operator) => service.call('GET', BASE + path, { headers });
const post = (path: string, body: unknown, headers = operator) =>
  service.call('POST', BASE + path, { headers, body });
const asked = (headers: Record<string, string>, tenant = 0) =>
  service.call('GET', '/admin-external/v1/agencies', {
    headers: { 'X-Tenant-Id': String(tenant), ...headers },
    body: { $query: {}, $filter: {}, $projection: {} },
  });

describe('what applications may know of the platform', () => {
  it('is its configuration, on the administration tenant', async () => {
    const path = '/admin-external/v1/configuration';
    const { json } = await service.asApplication('GET', path, { tenant: 1 });
    expect(json.$results).toMatchObject([
      { tenants: [0, 1, 2], adminTenant: 1, externalReferentialIdentifiersByTenant: expect.any(Object) },
    ]);
    expect((await service.asApplication('GET', path, { tenant: 0 })).status).toBe(401);
  });

  it('is what the archive does by itself, and when', async () => {
    const { json } = await service.asApplication('GET', '/admin-external/v1/jobs', { tenant: 0 });
    const jobs: { name: string; nextRun: string }[] = json.$results;
    expect(jobs.map(({ name }) => name)).toContain('STP_OP_SECURISATION');
    expect(jobs.map(({ nextRun }) => nextRun)).toEqual(jobs.map(({ nextRun }) => nextRun).sort());
    expect(jobs.every(({ nextRun }) => nextRun > new Date().toISOString())).toBe(true);
  });
});

describe('a call that is tried for an application', () => {
  const trial = (context: string, body: object) => post(`/contexts/${context}/trial`, body);
  const UNITS = { tenant: 0, permission: 'units:read' };

  it('is judged as the door would judge it, and told check by check', async () => {
    const services = (await get('/services')).json.services;
    expect(services).toContainEqual(expect.objectContaining({ permission: 'units:read', verb: 'GET' }));
    const passed = (await trial('CT-000001', UNITS)).json.checks;
    expect(new Set(passed.map(({ outcome }: { outcome: string }) => outcome))).toEqual(new Set(['PASSED']));
    const refused = async (body: object) =>
      (await trial('CT-000001', { ...UNITS, ...body })).json.checks.flatMap(
        ({ check, outcome }: { check: string; outcome: string }) => (outcome === 'REFUSED' ? [check] : []),
      );
    expect(await refused({ tenant: 9 })).toContain('TENANT');
    expect(await refused({ permission: 'formats:create' })).toEqual(['ADMINISTRATION']);
    expect(await refused({ accessContract: 'AC-INCONNU' })).toContain('ACCESS_CONTRACT');
    expect((await trial('CT-INCONNU', UNITS)).status).toBe(404);
    expect((await trial('CT-000001', { ...UNITS, permission: 'inconnu' })).status).toBe(400);
    expect((await post('/contexts/CT-000001/trial', UNITS, {})).status).toBe(403);
  });

  it('is not counted, while real ones are, with the last of them', async () => {
    const { key } = (await post('/keys', { label: 'Compté', context: 'CT-000001' })).json;
    const counted = async () => {
      const listed: { label: string; calls: number; lastCallAt: string | null }[] = (await get('/keys')).json;
      return listed.find(({ label }) => label === 'Compté');
    };
    expect(await counted()).toMatchObject({ calls: 0, lastCallAt: null });
    const call = () => asked({ Authorization: `Bearer ${key}` });
    await Promise.all([call(), call(), call()]);
    // What is counted is written down a little later, with the next call.
    ahead += 11_000;
    await call();
    expect(await counted()).toMatchObject({ calls: 4, lastCallAt: expect.stringMatching(/^\d{4}-/) });
  });
});

describe('keys', () => {
  it('are shown once, admit at once, are listed without their secret, and end with their revocation', async () => {
    const made = await post('/keys', { label: 'SIRH', context: 'CT-000001' });
    expect(made).toMatchObject({ status: 201 });
    const { key } = made.json;
    expect((await asked({ Authorization: `Bearer ${key}` })).status).toBe(200);
    const listed = await get('/keys');
    expect(listed.text).not.toContain(key);
    const mine = listed.json.find(({ label }: { label: string }) => label === 'SIRH');
    expect(mine).toMatchObject({ context: 'CT-000001', expiresAt: null, revokedAt: null });
    expect((await post(`/keys/${mine.id}/revocation`, {})).status).toBe(204);
    expect((await asked({ Authorization: `Bearer ${key}` })).status).toBe(401);
    expect((await post(`/keys/${mine.id}/revocation`, {})).status).toBe(404);
  });

  it('are refused for a context that is not there, an end that is over, or with what nobody asked for', async () => {
    const before = (await get('/keys')).json.length;
    expect((await post('/keys', { label: 'x', context: 'CT-999999' })).json).toMatchObject({
      httpCode: 404,
      code: '000708',
    });
    for (const body of [
      { label: 'x', context: 'CT-000001', expiresAt: '2020-01-01' },
      { label: 'x', context: 'CT-000001', expiresAt: '2030-13-45' },
      { label: '', context: 'CT-000001' },
      { label: 'x', context: 'CT-000001', key: 'mine' },
    ])
      expect((await post('/keys', body)).status).toBe(400);
    expect((await get('/keys')).json.length).toBe(before);
  });
});

describe('certificates', () => {
  it('are bound to a context, once, admit at once, and end with their revocation', async () => {
    const { cert } = await authority.issue('application');
    const body = { label: 'GED', context: 'CT-000001', certificate: cert };
    const headers = { 'X-SSL-CLIENT-CERT': encodeURIComponent(cert) };
    expect((await asked(headers)).status).toBe(401);
    const made = await post('/certificates', body);
    expect(made).toMatchObject({ status: 201, json: { status: 'VALID', subject: 'CN=application' } });
    expect((await asked(headers)).status).toBe(200);
    expect((await post('/certificates', body)).json).toMatchObject({ httpCode: 409, code: '000709' });
    expect((await post(`/certificates/${made.json.id}/revocation`, {})).status).toBe(204);
    expect((await asked(headers)).status).toBe(401);
    expect((await get('/certificates')).json).toMatchObject([{ status: 'REVOKED' }]);
    // What was revoked does not come back by another import.
    expect((await post('/certificates', body)).status).toBe(409);
  });

  it('what is none is refused', async () => {
    const before = (await get('/certificates')).json;
    const { cert, key } = await authority.issue('rebut');
    const body = (certificate: unknown) => ({ label: 'x', context: null, certificate });
    for (const certificate of [
      ...[key, cert.replace('CERTIFICATE', 'CERTIFICAT'), cert.slice(0, -60), cert.toUpperCase(), '<b>x</b>'],
      ...[cert.replace(/[A-Za-z0-9+/]{64}/, ''), '\u0000', '../../etc/passwd', 'é'.repeat(20_000)],
    ])
      expect((await post('/certificates', body(certificate))).json, certificate.slice(0, 80)).toMatchObject({
        httpCode: expect.toSatisfy((status: number) => status === 400 || status === 412),
        code: expect.any(String),
      });
    for (const bad of [
      ...[
        { ...body(cert), context: '' },
        { ...body(cert), label: '<b>x</b>' },
      ],
      ...[body(''), body('x'.repeat(50_001)), body(5), body(null), body([cert])],
      ...[
        { label: 'x', certificate: cert },
        { ...body(cert), label: '' },
        { ...body(cert), label: '\0' },
      ],
      ...[
        { ...body(cert), context: 'CT-INCONNU' },
        { ...body(cert), label: 'x'.repeat(100_000) },
      ],
    ])
      expect([400, 404, 412], JSON.stringify(bad).slice(0, 80)).toContain(
        (await post('/certificates', bad)).status,
      );
    expect((await get('/certificates')).json).toEqual(before);
    for (const certificate of ['x', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])
      expect((await post('/certificates', { label: 'x', context: null, certificate })).json).toMatchObject({
        httpCode: 400,
        code: '000707',
      });
  });
});

describe('tenants', () => {
  it('are there at once, for the keys and the operators of the platform', async () => {
    const key = { Authorization: `Bearer ${service.credentials.apiKey}` };
    expect((await asked(key, 42)).status).toBe(401);
    expect(await post('/tenants', { tenant: 42, name: 'Archives de Brumeval' })).toMatchObject({
      status: 201,
      json: { tenant: 42, administration: false },
    });
    expect((await asked(key, 42)).json.$results).toEqual([]);
    const { json } = await get('/tenants');
    expect(json.map(({ tenant }: { tenant: number }) => tenant)).toEqual([0, 1, 2, 42]);
    const units = await service.call('GET', '/api/v1/tenants/42/units', { headers: operator });
    expect(units).toMatchObject({ status: 200 });
    const context = await service.call('GET', '/admin-external/v1/contexts/CT-000001', {
      headers: { ...key, 'X-Tenant-Id': '1' },
    });
    const permissions: { tenant: number }[] = context.json.$results[0].Permissions;
    expect(permissions.map(({ tenant }) => tenant)).toEqual([0, 1, 2, 42]);
    expect((await post('/tenants', { tenant: 42, name: 'Encore' })).json).toMatchObject({ code: '000709' });
  });

  it('receive a referential of their own, and read those of the platform', async () => {
    await post('/tenants', { tenant: 43, name: 'Archives de Mirval' });
    const imported = await service.asApplication('POST', '/admin-external/v1/agencies', {
      tenant: 43,
      headers: { 'Content-Type': 'application/octet-stream', 'X-Filename': 'services.csv' },
      body: 'Identifier,Name,Description\nAG-43,Service,\n',
    });
    expect(imported.status).toBe(201);
    const key = { Authorization: `Bearer ${service.credentials.apiKey}` };
    expect((await asked(key, 43)).json.$results).toMatchObject([{ Identifier: 'AG-43' }]);
    expect((await asked(key, 42)).json.$results).toEqual([]);
  });

  it('that are none are refused', async () => {
    const before = (await get('/tenants')).json;
    for (const tenant of [-1, 1.5, 1_000_000_000, 'x', null, [60], { $gt: 0 }, true, 1e300])
      expect((await post('/tenants', { tenant, name: 'x' })).status, String(tenant)).toBe(400);
    for (const name of ['', null, 5, ['x'], 'x'.repeat(10_000), '<script>alert(1)</script>', 'a\0b'])
      expect([400, 412], String(name).slice(0, 40)).toContain(
        (await post('/tenants', { tenant: 60, name })).status,
      );
    expect((await post('/tenants', { tenant: 60 })).status).toBe(400);
    const huge = { tenant: 60, name: 'x'.repeat(17_000_000) };
    expect([400, 412, 413]).toContain((await post('/tenants', huge)).status);
    expect((await get('/tenants')).json).toEqual(before);
    // Four that make the same tenant at once: it is made once.
    const made = await Promise.all([1, 2, 3, 4].map(() => post('/tenants', { tenant: 61, name: 'Jumeau' })));
    expect(made.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });
});

it('all of it is for the operators of the platform alone', async () => {
  for (const [tenant, role] of [
    [0, 'R5'],
    [1, 'R4'],
    [1, 'R1'],
  ] as [number, Role][]) {
    const email = `${role}.${tenant}@exemple.fr`;
    const password = quickHash(email);
    await service.house.database.outsideTenants((tx) =>
      storeAccount(tx, { id: email, email, name: email, password, rights: [{ tenant, role }] }, new Date()),
    );
    const other = await signIn(email, email);
    expect((await get('/keys', other)).status).toBe(403);
    expect((await post('/tenants', { tenant: 50, name: 'x' }, other)).status).toBe(403);
  }
});
