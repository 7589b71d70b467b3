import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../identity/index.ts';
import { ADMINISTRATION_TENANT, type TenantId } from '../platform/index.ts';
import { makeApplication } from './application.ts';
import { ROUTES, type Routes } from './routes.ts';
import { openService, type TestService } from './testing/open-service.ts';

/** A room of octets, beside the real ones: what arrives is told back by its digest. */
const echo: Routes = async (app) => {
  app.post(
    '/ingest-external/v1/ingests',
    { config: { permission: 'ingests:create' } },
    async ({ body, tenant, caller, requestGuid }) => {
      const hash = createHash('sha256');
      for await (const piece of body as AsyncIterable<Buffer>) hash.update(piece);
      return { digest: hash.digest('hex'), tenant, caller, requestGuid };
    },
  );
  app.get('/access-external/v1/units', { config: { permission: 'units:read' } }, async ({ body }) => ({
    body: body ?? null,
  }));
  app.post('/access-external/v1/units', { config: { permission: 'units:update' } }, async () => ({
    updated: true,
  }));
  app.get(
    '/admin-external/v1/formats/*',
    { config: { permission: 'formats:id:read' } },
    async ({ params }) => params,
  );
  app.get('/admin-external/v1/jobs', { config: { permission: 'job:read' } }, async () => {
    throw new Error('secret of the inside');
  });
};

let service: TestService;
let frontOffice: string;
beforeAll(async () => {
  const rooms = ROUTES.filter(
    (routes) => routes.name === 'introspectionRoutes' || routes.name === 'sessionRoutes',
  );
  // With a front office, whose pages answer to every address that nobody else has.
  frontOffice = await mkdtemp(join(tmpdir(), 'perenne-front-office-'));
  await writeFile(join(frontOffice, 'index.html'), '<!doctype html><title>Pérenne</title>');
  await writeFile(join(frontOffice, 'main-12345678.js'), 'export {};');
  await writeFile(join(frontOffice, 'main-12345678.js.gz'), gzipSync('export {};'));
  service = await openService({ routes: [...rooms, echo], frontOffice });
});
afterAll(async () => {
  await service?.close();
  await rm(frontOffice, { recursive: true, force: true });
});

const UNITS = '/access-external/v1/units';
const OCTET = { 'Content-Type': 'application/octet-stream' };

/** Puts the first context or its profile in another state, and back when the work is done. */
async function withDocument(
  kind: 'context' | 'security-profile',
  change: object,
  work: () => Promise<void>,
): Promise<void> {
  const set = (text: string) =>
    service.house.database.inTenant(ADMINISTRATION_TENANT, async (tx) => {
      const [row] = await tx.query<{ doc: object }>(
        'select doc from referential where tenant = $1 and kind = $2',
        [ADMINISTRATION_TENANT, kind],
      );
      await tx.query('update referential set doc = $3 where tenant = $1 and kind = $2', [
        ADMINISTRATION_TENANT,
        kind,
        text || JSON.stringify({ ...row?.doc, ...change }),
      ]);
      return JSON.stringify(row?.doc);
    });
  const before = await set('');
  try {
    await work();
  } finally {
    await set(before);
  }
}

describe('the answer', () => {
  it('names its operation in X-Request-Id, in this case, whatever it is', async () => {
    const answers = await Promise.all([
      service.asApplication('GET', UNITS),
      service.asApplication('GET', '/access-external/v1/nothing'),
      service.call('GET', UNITS),
      service.call('GET', UNITS, { headers: { 'X-Tenant-Id': '0' } }),
      service.asApplication('GET', '/admin-external/v1/jobs'),
      service.call('GET', '/readyz'),
      service.call('GET', '/api/v1/session'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 412, 401, 500, 200, 401]);
    for (const { rawNames, headers } of answers) {
      expect(rawNames).toContain('X-Request-Id');
      expect(headers['x-request-id']).toMatch(/^[a-z2-7]{36}$/);
    }
    expect(new Set(answers.map(({ headers }) => headers['x-request-id'])).size).toBe(answers.length);
  });

  it('tells nothing of a failure of ours, but where the log tells it', async () => {
    const { json, text, headers } = await service.asApplication('GET', '/admin-external/v1/jobs');
    expect(json).toMatchObject({ httpCode: 500, code: '000200', state: 'GLOBAL_INTERNAL_SERVER_ERROR' });
    expect(text).not.toContain('secret');
    expect(json.description).toContain(headers['x-request-id']);
  });

  it('is kept from being run or framed by pages of others', async () => {
    const { headers } = await service.asApplication('GET', UNITS);
    expect(headers['content-security-policy']).toContain('sandbox');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('the order of the checks', () => {
  const key = () => ({ Authorization: `Bearer ${service.credentials.apiKey}` });
  it('the tenant comes first: 412 without one, 401 for one that does not exist', async () => {
    for (const tenant of [undefined, 'x', '-1', '1.5', '99999999999'])
      expect(
        await service.call('GET', UNITS, {
          headers: { ...key(), ...(tenant === undefined ? {} : { 'X-Tenant-Id': tenant }) },
        }),
      ).toMatchObject({
        status: 412,
        json: { httpCode: 412, context: 'TENANT', message: 'X-Tenant-Id check failed!' },
      });
    expect(await service.asApplication('GET', UNITS, { tenant: 77 })).toMatchObject({
      status: 401,
      json: { context: 'TENANT' },
    });
  });

  it('then the key: absent, unknown or of another kind is 401 000700', async () => {
    for (const authorization of [
      undefined,
      'Bearer nothing',
      `Basic ${service.credentials.apiKey}`,
      'Bearer ',
    ])
      expect(
        await service.call('GET', UNITS, {
          headers: { 'X-Tenant-Id': '0', ...(authorization ? { Authorization: authorization } : {}) },
        }),
      ).toMatchObject({ status: 401, json: { code: '000700', state: 'INTERNAL_SECURITY_UNAUTHORIZED' } });
  });

  it('then sanity, before anybody asks whether the address exists', async () => {
    const hostile = [
      { headers: { 'X-Application-Id': 'a<b' } },
      { headers: { 'X-Filename': '../../etc/passwd' } },
      { path: `${UNITS}/a%27b` },
      { path: `${UNITS}?a=%22` },
      { path: `${UNITS}?a%27=1` },
      { path: '/access-external/v1/no%3Cwhere' },
    ];
    for (const { path = UNITS, headers = {} } of hostile)
      expect(await service.asApplication('GET', path, { headers })).toMatchObject({
        status: 412,
        json: { context: 'CHECK_SANITY' },
      });
  });

  it('then the address: 404, 405 with the verbs it takes, 415, 406', async () => {
    expect(await service.asApplication('GET', '/access-external/v1/nothing')).toMatchObject({
      status: 404,
      json: { httpCode: 404, code: '000200' },
    });
    const wrongVerb = await service.asApplication('PATCH', UNITS);
    expect(wrongVerb).toMatchObject({ status: 405, json: { httpCode: 405 } });
    expect(wrongVerb.headers.allow).toBe('GET, POST');
    const wrongType = { headers: { 'Content-Type': 'text/plain' }, body: 'x' };
    expect(await service.asApplication('POST', UNITS, wrongType)).toMatchObject({
      status: 415,
      json: { httpCode: 415 },
    });
    expect(await service.asApplication('GET', UNITS, { headers: { Accept: 'text/html' } })).toMatchObject({
      status: 406,
      json: { httpCode: 406 },
    });
  });

  it('then the administration tenant, and the permission', async () => {
    const contexts = '/admin-external/v1/contexts';
    expect(await service.asApplication('POST', contexts, { body: [] })).toMatchObject({
      status: 401,
      json: { description: 'Tenant administration is required' },
    });
    expect(await service.asApplication('POST', contexts, { body: [], tenant: 1 })).toMatchObject({
      status: 501,
    });
    await withDocument(
      'security-profile',
      { FullAccess: false, Permissions: ['units:read', 'UNITS:UPDATE'] },
      async () => {
        expect((await service.asApplication('GET', UNITS)).status).toBe(200);
        expect(await service.asApplication('POST', UNITS, { body: {} })).toMatchObject({
          status: 401,
          json: { code: '000743', description: 'Access denied.' },
        });
        expect(await service.asApplication('GET', '/admin-external/v1/jobs')).toMatchObject({
          status: 401,
          json: { code: '000700' },
        });
      },
    );
  });

  it('a context that is inactive, unknown or without profile admits nobody', async () => {
    await withDocument('context', { Status: 'INACTIVE' }, async () => {
      expect((await service.asApplication('GET', UNITS)).json.description).toBe(
        'The context CT-000001  is not activated',
      );
    });
    await withDocument('context', { SecurityProfile: 'none' }, async () => {
      expect((await service.asApplication('GET', UNITS)).status).toBe(401);
    });
  });

  it('a context may hold its callers to its contracts', async () => {
    const permissions = [{ tenant: 0, AccessContracts: ['A'], IngestContracts: [] }];
    await withDocument('context', { EnableControl: true, Permissions: permissions }, async () => {
      const status = async (path: string, contract: string, tenant = 0, method = 'GET') =>
        (await service.asApplication(method, path, { tenant, headers: { 'X-Access-Contract-Id': contract } }))
          .status;
      expect(await status(UNITS, 'A')).toBe(200);
      expect(await status(UNITS, 'A, B')).toBe(200);
      expect(await status(UNITS, 'B, A')).toBe(401);
      expect(await status(UNITS, 'A', 2)).toBe(401);
      expect(await status('/ingest-external/v1/ingests/x/manifests', 'A')).toBe(401);
      expect(await status('/admin-external/v1/operations', '')).toBe(200);
      expect(await status('/admin-external/v1/operations', '', 2)).toBe(401);
      expect(await status('/access-external/v1/tenants', '', 2)).toBe(200);
    });
  });

  it('a revoked key is refused by the next call', async () => {
    const { database, clock } = service.house;
    const digest = digestOf(service.credentials.apiKey);
    const revoke = (at: Date | null) =>
      database.outsideTenants((tx) =>
        tx.query('update api_key set revoked_at = $2 where digest = $1', [digest, at]),
      );
    await revoke(clock.now());
    expect((await service.asApplication('GET', UNITS)).status).toBe(401);
    await revoke(null);
    expect((await service.asApplication('GET', UNITS)).status).toBe(200);
  });
});

describe('bodies', () => {
  it('a GET has one, or a JSON type without one, or a POST stands for it', async () => {
    const query = { $query: [{ $eq: { Title: 'Élève' } }] };
    expect((await service.asApplication('GET', UNITS, { body: query })).json).toEqual({ body: query });
    expect(
      (await service.asApplication('GET', UNITS, { headers: { 'Content-Type': 'application/json' } })).json,
    ).toEqual({ body: null });
    for (const override of ['GET', 'get'])
      expect(
        (
          await service.asApplication('POST', `${UNITS}/`, {
            body: query,
            headers: { 'X-Http-Method-Override': override },
          })
        ).json,
      ).toEqual({ body: query });
    expect(
      (
        await service.asApplication('POST', UNITS, {
          body: query,
          headers: { 'X-Http-Method-Override': 'PUT' },
        })
      ).json,
    ).toEqual({ updated: true });
  });

  it('a body that is no JSON, or holds markup, is refused', async () => {
    const json = { 'Content-Type': 'application/json' };
    expect(await service.asApplication('GET', UNITS, { headers: json, body: '{bad' })).toMatchObject({
      status: 412,
      json: { context: 'CHECK_SANITY' },
    });
    expect(await service.asApplication('GET', UNITS, { body: { a: [{ b: '<script>x' }] } })).toMatchObject({
      status: 412,
    });
    expect(
      (await service.asApplication('GET', UNITS, { body: { from: 'Jean <jean@exemple.fr>' } })).status,
    ).toBe(200);
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect((await service.asApplication('GET', UNITS, { headers: json, body: deep })).status).toBe(412);
  });

  it('a JSON body over the limit is 413', async () => {
    const body = JSON.stringify({ a: 'x'.repeat(16_000_001) });
    expect(
      await service.asApplication('GET', UNITS, { headers: { 'Content-Type': 'application/json' }, body }),
    ).toMatchObject({ status: 413, json: { httpCode: 413 } });
  });

  it('octets pass as they are, with who sends them', async () => {
    const body = randomBytes(3_000_000);
    const { json, headers } = await service.asApplication('POST', '/ingest-external/v1/ingests', {
      body,
      tenant: 2,
      headers: { ...OCTET, 'X-Application-Id': 'batch 7, other' },
    });
    expect(json).toMatchObject({
      digest: createHash('sha256').update(body).digest('hex'),
      tenant: 2,
      requestGuid: headers['x-request-id'],
      caller: { context: 'CT-000001', enableControl: false, applicationSession: 'batch 7' },
    });
  });

  it('an upload that waits to be told is told after the door, never before', async () => {
    const body = randomBytes(100_000);
    const headers = { ...OCTET, Expect: '100-continue' };
    const let_in = await service.asApplication('POST', '/ingest-external/v1/ingests', { body, headers });
    expect(let_in).toMatchObject({
      status: 200,
      continued: true,
      json: { digest: createHash('sha256').update(body).digest('hex') },
    });
    const refused = await service.call('POST', '/ingest-external/v1/ingests', {
      body,
      headers: { ...headers, 'X-Tenant-Id': '0' },
    });
    expect(refused).toMatchObject({ status: 401, continued: false });
    expect(refused.headers.connection).toBe('close');
    expect(
      await service.asApplication('POST', '/ingest-external/v1/nothing', { body, headers }),
    ).toMatchObject({ status: 404, continued: false });
  });

  it('identifiers with slashes are one parameter, encoded or not', async () => {
    for (const id of ['fmt/43', 'fmt%2F43', 'fmt/43/'])
      expect(
        (await service.asApplication('GET', `/admin-external/v1/formats/${id}`)).json['*'].replace(/\/$/, ''),
      ).toBe('fmt/43');
  });

  it('what is no HTTP is answered in the same form', async () => {
    const address = service.app.server.address() as { port: number };
    const text = await new Promise<string>((resolve, reject) => {
      let received = '';
      connect(address.port, '127.0.0.1')
        .on('data', (data) => {
          received += data;
        })
        .on('end', () => resolve(received))
        .on('error', reject)
        .end('NONSENSE\r\n\r\n');
    });
    expect(text).toMatch(/^HTTP\/1.1 400 /);
    expect(JSON.parse(text.slice(text.indexOf('{')))).toMatchObject({ httpCode: 400 });
    expect((await service.call('GET', '/%zz')).json).toMatchObject({ httpCode: 400 });
  });
});

describe('what every service offers', () => {
  it('status with a key and without tenant, tenants, lists of endpoints', async () => {
    const key = { headers: { Authorization: `Bearer ${service.credentials.apiKey}` } };
    for (const base of [
      '/access-external/v1',
      '/collect-external/v1',
      '/collect-external/v1/projects',
      '/ingest-external/v1',
    ]) {
      expect(await service.call('GET', `${base}/status`, key)).toMatchObject({ status: 204, text: '' });
      expect((await service.call('GET', `${base}/status`)).status).toBe(401);
      expect((await service.asApplication('GET', `${base}/tenants`)).json).toEqual([0, 1, 2]);
    }
    const { json } = await service.asApplication('OPTIONS', '/access-external/v2/');
    expect(json).toEqual([
      expect.objectContaining({
        permission: 'dipexportv2:create',
        verb: 'POST',
        endpoint: '/access-external/v2/dipexport/',
      }),
    ]);
  });

  it('what is not built says so after the door', async () => {
    expect(await service.asApplication('POST', '/access-external/v2/dipexport', { body: {} })).toMatchObject({
      status: 501,
      json: { httpCode: 501 },
    });
    expect(
      (await service.call('POST', '/access-external/v2/dipexport', { headers: { 'X-Tenant-Id': '0' } }))
        .status,
    ).toBe(401);
  });

  it('probes and metrics', async () => {
    expect((await service.call('GET', '/healthz')).json).toEqual({ status: 'up' });
    expect(await service.call('GET', '/readyz')).toMatchObject({
      status: 200,
      json: { database: 'up', rolesDown: [] },
    });
    const { text } = await service.call('GET', '/metrics');
    expect(text).toContain('perenne_http_requests_total{method="GET",route="/healthz",status="200"} ');
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  });

  it('a route that names no permission, or none that is known, keeps the service from starting', async () => {
    const unguarded: Routes = async (app) => void app.get('/access-external/v1/extra', async () => ({}));
    const unknown: Routes = async (app) =>
      void app.get('/access-external/v1/extra', { config: { permission: 'extra:read' } }, async () => ({}));
    const noRole: Routes = async (app) => void app.get('/api/v1/extra', async () => ({}));
    for (const routes of [unguarded, unknown, noRole])
      await expect(makeApplication(service.house, { workflows: [], routes: [routes] })).rejects.toThrow(
        /permission|roles|inventory/,
      );
  });
});

describe('operations', () => {
  const tenant = 0 as TenantId;
  it('are read with their state in the headers, in their case', async () => {
    const { database, guids, clock } = service.house;
    const id = guids.make('operation', tenant);
    await database.inTenant(tenant, (tx) =>
      tx.query(
        `insert into operation (tenant, id, workflow, type, process_type, state, status, sound_status, parameters, created_at, updated_at)
         values ($1, $2, 'DEFAULT_WORKFLOW', 'PROCESS_SIP_UNITARY', 'INGEST', 'COMPLETED', 'WARNING', 'WARNING', '{}', $3, $3)`,
        [tenant, id, clock.now()],
      ),
    );
    for (const method of ['HEAD', 'GET']) {
      const answer = await service.asApplication(method, `/admin-external/v1/operations/${id}`);
      expect(answer.status).toBe(200);
      expect(answer.rawNames).toEqual(
        expect.arrayContaining(['X-Global-Execution-State', 'X-Global-Execution-Status', 'X-Context-Id']),
      );
      expect(answer.headers).toMatchObject({
        'x-global-execution-state': 'COMPLETED',
        'x-global-execution-status': 'WARNING',
        'x-context-id': 'INGEST',
      });
      if (method === 'GET')
        expect(answer.json.$results).toEqual([
          expect.objectContaining({
            globalState: 'COMPLETED',
            globalStatus: 'WARNING',
            statusMeter: [0, 0, 0, 0, 1, 0, 0],
          }),
        ]);
    }
    const list = async (query: object) =>
      (await service.asApplication('GET', '/admin-external/v1/operations', { body: query })).json;
    expect((await list({ states: ['COMPLETED'], listProcessTypes: ['INGEST'] })).$results).toEqual([
      expect.objectContaining({ operationId: id, globalState: 'COMPLETED' }),
    ]);
    expect((await list({ id: '' })).$results).toEqual([]);
    expect((await list({ startDateMin: '01/01/2020', startDateMax: '31/12/2020' })).$results).toEqual([]);
    expect(await list({ startDateMin: '31/02/2020' })).toMatchObject({ httpCode: 400, code: '020120' });
    const other = await service.asApplication('GET', `/admin-external/v1/operations/${id}`, { tenant: 2 });
    expect(other.status).toBe(404);
    const cancelled = await service.asApplication('DELETE', `/admin-external/v1/operations/${id}`);
    expect(cancelled.status).toBe(412);
    const noAction = await service.asApplication('PUT', `/admin-external/v1/operations/${id}`);
    expect(noAction).toMatchObject({ status: 412, json: { code: '020121' } });
  });
});

describe('files of the front office', () => {
  it('are sent in the compressed form that lies beside them, to those who take it', async () => {
    const plain = await service.call('GET', '/main-12345678.js');
    expect(plain).toMatchObject({ status: 200, text: 'export {};' });
    const answer = await service.call('GET', '/main-12345678.js', { headers: { 'Accept-Encoding': 'gzip' } });
    expect(answer.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': plain.headers['content-type'],
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(answer.headers.vary).toMatch(/accept-encoding/i);
    expect(gunzipSync(answer.bytes).toString()).toBe('export {};');
  });
});
