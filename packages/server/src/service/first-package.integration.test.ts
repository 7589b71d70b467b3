import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openService, type TestService } from '../http/testing/open-service.ts';

let service: TestService;
let cookie = '';
beforeAll(async () => {
  service = await openService();
  const [account] = service.credentials.accounts;
  const answer = await service.call('POST', '/api/v1/session', {
    headers: { 'X-Requested-With': 'perenne' },
    body: { email: account?.email, password: account?.password },
  });
  cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
});
afterAll(() => service?.close());

const ask = (method: string, tenant: number, path = '') =>
  service.call(method, `/api/v1/tenants/${tenant}/first-package${path}`, {
    headers: { Cookie: cookie, 'X-Requested-With': 'perenne' },
  });
const identifiers = async (tenant: number, path: string) => {
  const query = { $query: {}, $filter: {}, $projection: {} };
  const { json } = await service.asApplication('GET', `/admin-external/v1/${path}`, { tenant, body: query });
  return json.$results.map((each: Record<string, string>) => each.RuleId ?? each.Identifier);
};

describe('the package to try', () => {
  it('is deposited with what it relies on, as often as one likes', async () => {
    const first = await ask('POST', 0);
    expect(first.status).toBe(202);
    const again = await ask('POST', 0);
    expect(again.status).toBe(202);
    expect(await identifiers(0, 'agencies')).toEqual(['SAINT-AUBIN-LA-VELLE']);
    expect(await identifiers(0, 'rules')).toEqual(['APP-EXEMPLE']);
    expect(await identifiers(0, 'ingestcontracts')).toEqual(['CE-EXEMPLE']);
    for (const { json } of [first, again]) {
      const transfer = await service.call('GET', `/api/v1/tenants/0/transfers/${json.id}`, {
        headers: { Cookie: cookie },
      });
      expect(transfer.json).toMatchObject({ state: 'RUNNING', fileName: 'premier-versement.zip' });
    }
  });

  it('names the contract as a tenant that numbers them has it', async () => {
    expect((await ask('POST', 2, '/referentials')).status).toBe(204);
    expect((await ask('POST', 2, '/referentials')).status).toBe(204);
    const [contract] = await identifiers(2, 'ingestcontracts');
    expect(contract).toMatch(/^IC-\d{6}$/);
    const file = await ask('GET', 2);
    expect(file.status).toBe(200);
    expect(file.text.slice(0, 2)).toBe('PK');
    expect(file.headers['content-disposition']).toContain('premier-versement.zip');
  });

  it('leaves the referentials of a tenant that has its own', async () => {
    const agencies = 'Identifier,Name,Description\nMAIRIE,Mairie,\n';
    const imported = await service.asApplication('POST', '/admin-external/v1/agencies', {
      tenant: 1,
      headers: { 'Content-Type': 'application/octet-stream', 'X-Filename': 'agencies.csv' },
      body: Buffer.from(agencies),
    });
    expect(imported.status).toBe(201);
    const refused = await ask('POST', 1);
    expect(refused).toMatchObject({ status: 409, json: { code: '020151' } });
    expect(refused.json.description).toContain('SAINT-AUBIN-LA-VELLE');
    expect(await identifiers(1, 'agencies')).toEqual(['MAIRIE']);
  });
});
