import { createHash } from 'node:crypto';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCertificate, revokeCertificate, storeCertificate } from '../identity/index.ts';
import type { TenantId } from '../platform/index.ts';
import { type Authority, type Issued, makeAuthority } from './testing/certificates.ts';
import { type CallOptions, openService, type TestService } from './testing/open-service.ts';

const TENANTS = '/access-external/v1/tenants';

const FORMATS = '/admin-external/v1/workflows';

let authority: Authority;
let other: Authority;
beforeAll(async () => {
  [authority, other] = await Promise.all([makeAuthority('Autorité'), makeAuthority('Autre autorité')]);
});
afterAll(() => Promise.all([authority?.close(), other?.close()]));

/** Registers a certificate; null: as a person's. @returns how it is named for its revocation */
async function register({ house }: TestService, { cert }: Issued, context: string | null = 'CT-000001') {
  const stored = await house.database.outsideTenants((tx) =>
    storeCertificate(tx, { certificate: readCertificate(cert), label: 'essai', context }, new Date()),
  );
  return stored.id;
}

const urlEncoded = ({ cert }: Issued) => encodeURIComponent(cert);
const withBlanks = ({ cert }: Issued) => cert.trim().replace(/\n/g, ' ');
const der = ({ cert }: Issued) => readCertificate(cert).raw.toString('base64');

describe('TLS ended by the service', () => {
  let service: TestService;
  beforeAll(async () => {
    const { cert, key } = await authority.issue('serveur');
    service = await openService({ settings: { tls: { cert, key, clientAuthorities: authority.cert } } });
  });
  afterAll(() => service?.close());

  function over(client?: Issued, headers: Record<string, string> = {}): Promise<number> {
    const { port } = service.app.server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          ...{ port, host: '127.0.0.1', path: TENANTS, ca: authority.cert, agent: false },
          headers: { 'X-Tenant-Id': '0', ...headers },
          ...(client === undefined ? {} : client),
        },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      sent.on('error', reject);
      sent.end();
    });
  }

  it('knows an application by its certificate, until it is revoked', async () => {
    const mine = await authority.issue('application');
    expect(await over(mine)).toBe(401);
    const id = await register(service, mine);
    expect(await over(mine)).toBe(200);
    await service.house.database.outsideTenants((tx) => revokeCertificate(tx, id, new Date()));
    expect(await over(mine)).toBe(401);
  });

  it('takes none that another authority signed, registered or not', async () => {
    const foreign = await other.issue('application');
    await register(service, foreign);
    expect(await over(foreign)).toBe(401);
  });

  it('takes a key without certificate, and neither is nobody', async () => {
    expect(await over(undefined, { Authorization: `Bearer ${service.credentials.apiKey}` })).toBe(200);
    expect(await over()).toBe(401);
  });

  it('a certificate in a header says nothing', async () => {
    const mine = await authority.issue('autre application');
    await register(service, mine);
    expect(await over(undefined, { 'X-SSL-CLIENT-CERT': urlEncoded(mine) })).toBe(401);
  });

  it("a person's certificate is no application's", async () => {
    const person = await authority.issue('personne');
    await register(service, person, null);
    expect(await over(person)).toBe(401);
  });
});

describe('TLS ended by a proxy', () => {
  // Certificates made meanwhile are good already.
  let now = new Date(Date.now() + 3_600_000);
  let service: TestService;
  beforeAll(async () => {
    service = await openService({
      clock: { now: () => now },
      settings: { certificateProxies: ['192.0.2.7', '127.0.0.0/8'] },
    });
  });
  afterAll(() => service?.close());
  const behind = async (certificate: string, path = TENANTS, headers = {}) =>
    service.call('GET', path, {
      headers: { 'X-Tenant-Id': '0', 'X-SSL-CLIENT-CERT': certificate, ...headers },
    });

  it('is believed in the forms of nginx and of httpd', async () => {
    const mine = await authority.issue('application');
    await register(service, mine);
    for (const form of [urlEncoded(mine), withBlanks(mine), der(mine)])
      expect(await behind(form)).toMatchObject({ status: 200 });
  });

  it('what is no certificate, or unknown, is nobody', async () => {
    const unknown = await authority.issue('inconnue');
    for (const form of ['x', '%', urlEncoded(unknown), `${urlEncoded(unknown)}${urlEncoded(unknown)}`])
      expect((await behind(form)).status).toBe(401);
    expect((await behind(urlEncoded(unknown))).json).toMatchObject({
      code: '000700',
      description: 'Certificate revoked or not found in database.',
    });
  });

  it('a certificate that is over, or not yet good, admits nobody', async () => {
    const short = await authority.issue('brève', 2);
    await register(service, short);
    const today = now;
    try {
      for (const [days, status] of [
        [0, 200],
        [3, 401],
        [-1, 401],
      ] as const) {
        now = new Date(today.getTime() + days * 86_400_000);
        expect((await behind(urlEncoded(short))).status).toBe(status);
      }
    } finally {
      now = today;
    }
  });

  it('elsewhere than behind one of the named proxies the header says nothing', async () => {
    const mine = await authority.issue('ailleurs');
    for (const certificateProxies of [[], ['192.0.2.7', '2001:db8::/32']]) {
      const alone = await openService({ settings: { certificateProxies } });
      try {
        await register(alone, mine);
        const answer = await alone.call('GET', TENANTS, {
          headers: { 'X-Tenant-Id': '0', 'X-SSL-CLIENT-CERT': urlEncoded(mine) },
        });
        expect(answer.status).toBe(401);
      } finally {
        await alone.close();
      }
    }
  });
});

describe('personal certificates', () => {
  let service: TestService;
  let person: Issued;
  beforeAll(async () => {
    service = await openService({ settings: { personalCertificatePermissions: ['workflows:read'] } });
    person = await authority.issue('Agathe');
  });
  afterAll(() => service?.close());
  const ask = (headers: Record<string, string> = {}, path = FORMATS) =>
    service.asApplication('GET', path, { headers });

  it('are wanted where the permission says so, and each refusal is an operation', async () => {
    expect(await ask({}, '/admin-external/v1/operations')).toMatchObject({ status: 200 });
    const absent = await ask();
    expect(absent).toMatchObject({
      status: 401,
      json: { code: '000700', description: 'No certificate transmitted' },
    });
    const wrong = await ask({ 'X-Personal-Certificate': der(person) });
    expect(wrong).toMatchObject({ status: 401, json: { description: 'Invalid certificate' } });
    const journals = await service.house.database.inTenant(0 as TenantId, (tx) =>
      tx.query<{ id: string; master: object; events: { evDetData: string }[] }>(
        `select id, master, events from logbook_operation
         where tenant = 0 and type = 'STP_PERSONAL_CERTIFICATE_CHECK' order by started_at`,
      ),
    );
    expect(journals.map(({ id }) => id)).toEqual([
      absent.headers['x-request-id'],
      wrong.headers['x-request-id'],
    ]);
    expect(journals[0]?.master).toMatchObject({ evTypeProc: 'CHECK', agIdApp: 'CT-000001' });
    expect(journals[0]?.events).toMatchObject([
      { outcome: 'KO', outDetail: 'STP_PERSONAL_CERTIFICATE_CHECK.KO' },
    ]);
    expect(journals.map(({ events }) => JSON.parse(events[0]?.evDetData ?? ''))).toEqual([
      { Context: { Certificate: 'No certificate', Permission: 'workflows:read' } },
      { Context: { Certificate: 'Invalid certificate', Permission: 'workflows:read' } },
    ]);
  });

  it('open the address when they are registered, until they are revoked', async () => {
    const id = await register(service, person, null);
    const headers = { 'X-Personal-Certificate': der(person) };
    expect((await ask(headers)).status).toBe(200);
    await service.house.database.outsideTenants((tx) => revokeCertificate(tx, id, new Date()));
    expect((await ask(headers)).status).toBe(401);
  });

  it.each([
    [
      '/admin-external/v1/logbookoperations',
      { body: { eventType: 'EXT_SIGNATURE', eventTypeProcess: 'EXTERNAL_LOGBOOK' } },
    ],
    [
      '/admin-external/v1/accesscontracts',
      {
        body: [
          {
            Identifier: 'OF-PERSON',
            Name: 'Personne',
            Status: 'ACTIVE',
            EveryOriginatingAgency: true,
            WritingPermission: true,
          },
        ],
      },
    ],
    [
      '/ingest-external/v1/ingests',
      {
        body: Buffer.from('no package'),
        headers: {
          'Content-Type': 'application/octet-stream',
          ...{ 'X-Context-Id': 'DEFAULT_WORKFLOW', 'X-Action': 'RESUME' },
        },
      },
    ],
  ] as readonly (readonly [string, CallOptions])[])(
    'stand in the operations of %s, wanted there or not',
    async (path, asked) => {
      const made = await service.asApplication('POST', path, {
        ...asked,
        headers: { 'X-Personal-Certificate': der(person), ...asked.headers },
      });
      expect(made.status, made.text).toBeLessThan(300);
      const id = made.headers['x-request-id'];
      const { json } = await service.asApplication('GET', `/access-external/v1/logbookoperations/${id}`, {
        body: { $projection: {} },
      });
      const digest = createHash('sha256').update(readCertificate(person.cert).raw).digest('hex');
      expect(json.$results[0]).toMatchObject({ agIdApp: 'CT-000001', agIdPers: digest });
    },
  );

  it("an application's certificate is no person's", async () => {
    const application = await authority.issue('application');
    await register(service, application);
    expect((await ask({ 'X-Personal-Certificate': der(application) })).status).toBe(401);
  });

  it('a permission that there is not stops the start', async () => {
    await expect(
      openService({ settings: { personalCertificatePermissions: ['units:reed'] } }),
    ).rejects.toThrow('units:reed');
  });
});
