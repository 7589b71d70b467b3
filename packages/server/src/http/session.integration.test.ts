import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IDLE_MS, LONGEST_MS, type Role, storeAccount, sweepSessions } from '../identity/index.ts';
import { quickHash } from '../identity/testing/quick-hash.ts';
import type { Routes } from './routes.ts';
import { sessionRoutes } from './session.routes.ts';
import { openService, type TestService } from './testing/open-service.ts';

const START = Date.UTC(2026, 0, 1);
let now = START;
const room: Routes = async (app) => {
  const reply = async ({ tenant, person }: { tenant: number; person: { account: { email: string } } }) => ({
    tenant,
    email: person.account.email,
  });
  app.get('/api/v1/tenants/:tenant/read', { config: { roles: ['R1', 'R2', 'R5'] } }, reply);
  app.post('/api/v1/tenants/:tenant/change', { config: { roles: ['R2'] } }, reply);
};

let service: TestService;
beforeAll(async () => {
  service = await openService({ routes: [sessionRoutes, room], clock: { now: () => new Date(now) } });
  await addAccount('archiviste@exemple.fr', 'Mot de passe juste', [{ tenant: 0, role: 'R2' }]);
});
afterAll(() => service?.close());
beforeEach(async () => {
  now += 24 * 3_600_000;
  await service.house.database.outsideTenants((tx) => tx.query('delete from sign_in_failure'));
});

async function addAccount(
  email: string,
  password: string,
  rights: { tenant: number; role: Role }[],
): Promise<void> {
  const stored = quickHash(password);
  const account = { id: email, email, name: 'Camille', password: stored, rights };
  await service.house.database.outsideTenants((tx) => storeAccount(tx, account, new Date(now)));
}

const OWN = { 'X-Requested-With': 'perenne' };
const signIn = (email = 'archiviste@exemple.fr', password = 'Mot de passe juste') =>
  service.call('POST', '/api/v1/session', { headers: OWN, body: { email, password } });
const cookieOf = (answer: { headers: { 'set-cookie'?: string[] | undefined } }) =>
  answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';

async function signedIn(): Promise<string> {
  return cookieOf(await signIn());
}

describe('signing in', () => {
  it('gives who it is, with rights, and a cookie that pages cannot read', async () => {
    const answer = await signIn('ARCHIVISTE@exemple.fr');
    expect(answer).toMatchObject({
      status: 200,
      json: {
        account: { email: 'archiviste@exemple.fr', name: 'Camille' },
        rights: [
          { tenant: 0, tenantName: 'Coffre 0', role: 'R2', accessContract: null, searchesContent: true },
        ],
      },
    });
    expect(answer.text).not.toContain('scrypt');
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^perenne_session=[\w-]{43}; .*HttpOnly; SameSite=Strict$/,
    );
    const behindProxy = await service.call('POST', '/api/v1/session', {
      headers: { ...OWN, 'X-Forwarded-Proto': 'https' },
      body: { email: 'archiviste@exemple.fr', password: 'Mot de passe juste' },
    });
    expect(behindProxy.headers['set-cookie']?.[0]).toContain('Secure');
    expect(behindProxy.headers['strict-transport-security']).toBeDefined();
    expect(
      (await service.call('GET', '/api/v1/session', { headers: { Cookie: cookieOf(answer) } })).json,
    ).toEqual(answer.json);
  });

  it('the administrator of the installation signs in, operator of every tenant', async () => {
    const [administrator] = service.credentials.accounts;
    const { json } = await signIn(administrator?.email, administrator?.password);
    expect(json.rights.map(({ tenant, role }: { tenant: number; role: string }) => [tenant, role])).toEqual([
      [0, 'R5'],
      [1, 'R5'],
      [2, 'R5'],
    ]);
  });

  it('tells the same of a wrong password and of nobody', async () => {
    const wrong = await signIn(undefined, 'faux');
    const nobody = await signIn('personne@exemple.fr', 'faux');
    expect(wrong.status).toBe(401);
    expect(nobody.json).toEqual(wrong.json);
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('waits after five failures, even of attempts made at once, then lets in again', async () => {
    const statuses = (await Promise.all(Array.from({ length: 8 }, () => signIn(undefined, 'faux')))).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    expect((await signIn()).status).toBe(429);
    now += 20 * 60_000 + 1;
    expect((await signIn()).status).toBe(200);
  });

  it('a success forgets the failures before it', async () => {
    for (let round = 0; round < 3; round++) {
      for (let failure = 0; failure < 4; failure++)
        expect((await signIn(undefined, 'faux')).status).toBe(401);
      expect((await signIn()).status).toBe(200);
    }
  });

  it('an account that is switched off is out at once', async () => {
    await addAccount('parti@exemple.fr', 'x', [{ tenant: 0, role: 'R2' }]);
    const cookie = cookieOf(await signIn('parti@exemple.fr', 'x'));
    await service.house.database.outsideTenants((tx) =>
      tx.query('update account set active = false where email = $1', ['parti@exemple.fr']),
    );
    expect((await service.call('GET', '/api/v1/session', { headers: { Cookie: cookie } })).status).toBe(401);
    expect((await signIn('parti@exemple.fr', 'x')).status).toBe(401);
  });

  it('wants an address and a password, in the form of every error', async () => {
    const answer = await service.call('POST', '/api/v1/session', { headers: OWN, body: { email: 'a' } });
    expect(answer).toMatchObject({ status: 400, json: { httpCode: 400, code: '000200', state: 'Network' } });
  });
});

describe('a session', () => {
  const read = (cookie: string) => service.call('GET', '/api/v1/session', { headers: { Cookie: cookie } });

  it('lives while it is used, ends after an hour without use and after ten hours at the latest', async () => {
    const used = await signedIn();
    const idle = await signedIn();
    for (let passed = 0; passed + IDLE_MS / 2 < LONGEST_MS; passed += IDLE_MS / 2) {
      now += IDLE_MS / 2;
      if (passed < LONGEST_MS - IDLE_MS) expect((await read(used)).status).toBe(200);
    }
    expect((await read(idle)).status).toBe(401);
    now += IDLE_MS / 2;
    expect((await read(used)).status).toBe(401);
    await sweepSessions(service.house.database, service.house.clock);
    expect(
      await service.house.database.outsideTenants((tx) =>
        tx.query('select 1 from session where expires_at <= $1', [new Date(now)]),
      ),
    ).toEqual([]);
  });

  it('ends with the sign-out, and with another sign-in of the same browser', async () => {
    const first = await signedIn();
    const again = await service.call('POST', '/api/v1/session', {
      headers: { ...OWN, Cookie: first },
      body: { email: 'archiviste@exemple.fr', password: 'Mot de passe juste' },
    });
    expect((await read(first)).status).toBe(401);
    const second = cookieOf(again);
    // A page of another site cannot sign anybody out.
    const refused = await service.call('DELETE', '/api/v1/session', { headers: { Cookie: second } });
    expect(refused.status).toBe(403);
    const out = await service.call('DELETE', '/api/v1/session', { headers: { ...OWN, Cookie: second } });
    expect(out.status).toBe(204);
    expect(out.headers['set-cookie']?.[0]).toContain('Max-Age=0');
    expect((await read(second)).status).toBe(401);
  });

  it('is kept as a digest: what the database holds opens nothing', async () => {
    const secret = (await signedIn()).split('=')[1] ?? '';
    const rows = await service.house.database.outsideTenants((tx) =>
      tx.query<{ digest: Buffer }>('select digest from session'),
    );
    expect(
      rows.some(({ digest }) => digest.includes(secret) || digest.toString('base64url') === secret),
    ).toBe(false);
  });
});

describe('the own API', () => {
  it('is for persons with the role, in the tenant of the address', async () => {
    const cookie = { Cookie: await signedIn() };
    const get = async (path: string, headers: Record<string, string> = cookie) =>
      (await service.call('GET', path, { headers })).status;
    expect((await service.call('GET', '/api/v1/tenants/0/read', { headers: cookie })).json).toEqual({
      tenant: 0,
      email: 'archiviste@exemple.fr',
    });
    expect(await get('/api/v1/tenants/2/read')).toBe(403);
    expect(await get('/api/v1/tenants/x/read')).toBe(403);
    expect(await get('/api/v1/tenants/0/read', {})).toBe(401);
    expect(await get('/api/v1/tenants/0/read', { Cookie: 'perenne_session=forged' })).toBe(401);
    expect(
      await get('/api/v1/tenants/0/read', { Authorization: `Bearer ${service.credentials.apiKey}` }),
    ).toBe(401);
    expect(await get('/api/v1/nothing')).toBe(404);
  });

  it('changes nothing for a page of another site', async () => {
    const Cookie = await signedIn();
    const change = async (headers: Record<string, string>) =>
      (await service.call('POST', '/api/v1/tenants/0/change', { headers: { Cookie, ...headers } })).status;
    expect(await change({})).toBe(403);
    expect(await change({ ...OWN, Origin: 'https://ailleurs.example' })).toBe(403);
    expect(await change({ ...OWN, Origin: 'null' })).toBe(403);
    expect(await change(OWN)).toBe(200);
    const { port } = service.app.server.address() as { port: number };
    expect(await change({ ...OWN, Origin: `http://127.0.0.1:${port}` })).toBe(200);
  });
});
