import { createHash, randomBytes } from 'node:crypto';
import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeApiKey, storeApiKey } from '../identity/index.ts';
import { ADMINISTRATION_TENANT, type OperationId, type TenantId } from '../platform/index.ts';
import { installFormats, installVocabulary } from '../referentials/index.ts';
import { openService, type TestService } from './testing/open-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await openService({ settings: { testSupport: true } });
  await installVocabulary(service.house);
  await installFormats(service.house);
});
afterAll(() => service?.close());

const BASE = '/test-support/v1';
const post = (path: string, body: unknown) => service.asApplication('POST', BASE + path, { body });
const OCTETS = { 'Content-Type': 'application/octet-stream' };
const put = (id: string, body: Buffer, tenant = 0) =>
  service.asApplication('PUT', `${BASE}/storage/default/object/${id}`, { body, tenant, headers: OCTETS });
const whereIs = async (id: string, tenant = 0) =>
  (await service.asApplication('GET', `${BASE}/storage/default/object/${id}`, { tenant })).json.offers;
const listed = async (tenant: number) =>
  (await service.asApplication('GET', `${BASE}/storage/default/object`, { tenant })).json.objects;

describe('without its switch', () => {
  it('no path of it exists, for whoever has a key and for whoever has none', async () => {
    const plain = await openService();
    try {
      for (const [method, path] of [
        ['POST', '/reset'],
        ['POST', '/advance'],
        ['POST', '/traceability/units'],
        ['POST', '/storage-logs/write/backup'],
        ['GET', '/storage/default/object'],
        ['PUT', '/storage/default/object/x'],
      ] as const) {
        const body = method === 'GET' ? {} : { body: { tenant: 0 } };
        expect((await plain.asApplication(method, BASE + path, body)).status).toBe(404);
        expect((await plain.call(method, BASE + path, body)).status).toBe(404);
      }
      for (const address of ['/docs', '/docs/openapi.json'])
        expect((await plain.call('GET', address)).text.includes('test-support')).toBe(false);
    } finally {
      await plain.close();
    }
  });
});

describe('objects', () => {
  it('are stored on every offer, found there by their digest, and listed', async () => {
    const bytes = randomBytes(100_000);
    const digest = createHash('sha512').update(bytes).digest('hex');
    const stored = await put('objet-1', bytes);
    expect([stored.status, stored.json]).toEqual([200, { id: 'objet-1' }]);
    expect(await whereIs('objet-1')).toEqual([
      { id: 'offer-fs-1', present: true, digest },
      { id: 'offer-fs-2', present: true, digest },
    ]);
    expect(await listed(0)).toContain('objet-1');
    expect(await listed(2)).toEqual([]);
    expect((await whereIs('objet-1', 2)).map((each: { present: boolean }) => each.present)).toEqual([
      false,
      false,
    ]);
  });

  it('what a copy holds is said as it is found, not as it was recorded', async () => {
    await put('objet-2', Buffer.from('deux copies'));
    const [place] = await service.house.database.inTenant(0 as TenantId, (tx) =>
      tx.query<{ container: string }>(
        `select container from placement where tenant = 0 and name = 'objet-2'`,
      ),
    );
    const { dataFolder } = service.house.configuration;
    await truncate(join(dataFolder, 'offers', 'offer-2', place?.container ?? ''), 4);
    const [one, other] = await whereIs('objet-2');
    expect(one.digest).toBe(createHash('sha512').update('deux copies').digest('hex'));
    expect(other.digest).toBe(createHash('sha512').update('deux').digest('hex'));
  });

  it('are never written over, have bytes, a tenant, a strategy and a category that are known', async () => {
    await put('objet-3', Buffer.from('premier'));
    const again = await put('objet-3', Buffer.from('second'));
    expect([again.status, again.json.code]).toEqual([409, '020151']);
    expect((await put('objet-4', Buffer.alloc(0))).status).toBe(400);
    expect((await put('objet-4', Buffer.alloc(16_000_001))).status).toBe(413);
    expect((await put('objet-4', Buffer.from('x'), 77)).status).toBe(401);
    for (const path of ['/storage/other/object', '/storage/default/units', '/storage/default/units/objet-4'])
      expect((await service.asApplication('GET', BASE + path)).status).toBe(400);
    const key = { Authorization: `Bearer ${service.credentials.apiKey}` };
    const untold = await service.call('GET', `${BASE}/storage/default/object`, { headers: key });
    expect([untold.status, untold.json.context]).toEqual([412, 'TENANT']);
    expect(await listed(0)).not.toContain('objet-4');
  });
});

describe('a reset', () => {
  const TENANT_2 = 2 as TenantId;
  const rowsOf = (tenant: TenantId) =>
    service.house.database.inTenant(tenant, async (tx) => {
      const tables = await tx.query<{ name: string }>(
        `select table_name as name from information_schema.columns
         where column_name = 'tenant' and table_schema = 'public' order by 1`,
      );
      const counts: Record<string, number> = {};
      for (const { name } of tables) {
        const [row] = await tx.query<{ rows: number }>(
          `select count(*) as rows from ${name} where tenant = $1`,
          [tenant],
        );
        if (row?.rows) counts[name] = row.rows;
      }
      return counts;
    });
  const agencies = (tenant: number) =>
    service.asApplication('POST', '/admin-external/v1/agencies', {
      ...{ tenant, headers: { ...OCTETS, 'X-Filename': 'agencies.csv' } },
      body: Buffer.from('Identifier,Name,Description\nAG-1,Mairie,\n'),
    });
  const foldersOf = async (tenant: number) => {
    const { dataFolder } = service.house.configuration;
    const found: string[] = [];
    for (const place of ['offers/offer-1', 'offers/offer-2', 'workspace'])
      for (const name of await readdir(join(dataFolder, place, String(tenant)), { recursive: true }).catch(
        () => [],
      ))
        if (name.includes('/') || place === 'workspace') found.push(`${place}/${name}`);
    return found.filter((name) => !/^offers\/offer-\d\/[a-z]+$/.test(name));
  };

  beforeEach(async () => {
    await post('/reset', { tenant: 0 });
    await post('/reset', { tenant: 2 });
  });

  it('leaves nothing of a tenant: rows, bytes, work; and all of the others', async () => {
    expect((await agencies(0)).status).toBe(201);
    expect((await agencies(2)).status).toBe(201);
    await put('objet', Buffer.from('x'), 2);
    await service.house.workspace.folder(TENANT_2, 'aeaa').write('part', 'x');
    expect(await rowsOf(TENANT_2)).toMatchObject({ referential: 1, logbook_operation: 1 });
    expect((await foldersOf(2)).length).toBeGreaterThan(5);
    const others = await rowsOf(0 as TenantId);

    const { status, text } = await post('/reset', { tenant: 2 });
    expect([status, text]).toEqual([204, '']);
    expect(await rowsOf(TENANT_2)).toEqual({ account_right: 1, tenant: 1 });
    expect(await foldersOf(2)).toEqual([]);
    expect(await rowsOf(0 as TenantId)).toEqual(others);
    expect((await agencies(2)).status).toBe(201);
  });

  it('is refused while an operation runs or is queued, and removes nothing', async () => {
    await agencies(2);
    const operation = service.house.guids.make('operation', TENANT_2) as OperationId;
    await service.house.database.outsideTenants((tx) =>
      tx.query('insert into work_queue (tenant, operation, queued_at) values (2, $1, now())', [operation]),
    );
    const { status, json } = await post('/reset', { tenant: 2 });
    expect([status, json.code, json.state]).toEqual([409, '000711', 'TENANT_BUSY']);
    expect(await rowsOf(TENANT_2)).toMatchObject({ referential: 1, logbook_operation: 1 });
    expect((await post('/reset', { tenant: 0 })).status).toBe(204);
    await service.house.database.outsideTenants((tx) =>
      tx.query('delete from work_queue where operation = $1', [operation]),
    );
    expect((await post('/reset', { tenant: 2 })).status).toBe(204);
  });

  it('of the administration tenant leaves the platform as it was installed', async () => {
    const { database, guids } = service.house;
    const referentials = () =>
      database.inTenant(ADMINISTRATION_TENANT, (tx) =>
        tx.query(
          `select kind, identifier, doc - 'CreationDate' - 'LastUpdate' - 'ActivationDate' - 'UpdateDate' as doc
           from referential where tenant = $1 order by 1, 2`,
          [ADMINISTRATION_TENANT],
        ),
      );
    const installed = await referentials();
    const key = makeApiKey();
    await database.inTenant(ADMINISTRATION_TENANT, async (tx) => {
      await tx.query(
        `insert into referential (tenant, kind, identifier, id, version, doc)
         select tenant, kind, 'CT-AUTRE', $2, 0, doc || '{"Identifier":"CT-AUTRE"}' from referential
         where tenant = $1 and identifier = 'CT-000001'`,
        [ADMINISTRATION_TENANT, guids.make('context', ADMINISTRATION_TENANT)],
      );
      await tx.query(
        `update referential set doc = doc || '{"EnableControl":true}'
         where tenant = $1 and identifier = 'CT-000001'`,
        [ADMINISTRATION_TENANT],
      );
      await tx.query(`delete from referential where tenant = $1 and kind = 'ontology' and identifier < 'M'`, [
        ADMINISTRATION_TENANT,
      ]);
      await storeApiKey(tx, { key, label: 'autre', context: 'CT-AUTRE' }, new Date());
    });
    expect((await post('/reset', { tenant: ADMINISTRATION_TENANT })).status).toBe(204);
    expect(await referentials()).toEqual(installed);
    const headers = { Authorization: `Bearer ${key}`, 'X-Tenant-Id': '0' };
    expect((await service.call('GET', '/admin-external/v1/agencies', { headers, body: {} })).status).toBe(
      401,
    );
  });

  it('wants a tenant that exists, and nothing else', async () => {
    const answers = await Promise.all(
      [{ tenant: 77 }, {}, { tenant: -1 }, { tenant: 2, force: true }, undefined].map((body) =>
        post('/reset', body),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([401, 400, 400, 400, 400]);
  });

  it('is for contexts with full access, on tenants that they may enter', async () => {
    const { database, guids } = service.house;
    const key = makeApiKey();
    const document = async (kind: string, doc: object) =>
      database.inTenant(ADMINISTRATION_TENANT, (tx) =>
        tx.query(
          `insert into referential (tenant, kind, identifier, id, version, doc) values ($1, $2, 'ESSAI', $3, 0, $4)
           on conflict (tenant, kind, identifier) do update set doc = excluded.doc`,
          [
            ADMINISTRATION_TENANT,
            kind,
            guids.make('plain', ADMINISTRATION_TENANT),
            JSON.stringify({ Identifier: 'ESSAI', ...doc }),
          ],
        ),
      );
    const context = {
      Status: 'ACTIVE',
      SecurityProfile: 'ESSAI',
      EnableControl: true,
      Permissions: [{ tenant: 0 }],
    };
    await document('security-profile', { FullAccess: false, Permissions: ['agencies:read'] });
    await document('context', context);
    await database.inTenant(ADMINISTRATION_TENANT, (tx) =>
      storeApiKey(tx, { key, label: 'essai', context: 'ESSAI' }, new Date()),
    );
    const reset = async (tenant: number) =>
      (
        await service.call('POST', `${BASE}/reset`, {
          headers: { Authorization: `Bearer ${key}` },
          body: { tenant },
        })
      ).status;
    expect(await reset(0)).toBe(401);
    await document('security-profile', { FullAccess: true });
    expect([await reset(0), await reset(2)]).toEqual([204, 401]);
    await document('context', { ...context, Status: 'INACTIVE' });
    expect(await reset(0)).toBe(401);
    expect((await service.call('POST', `${BASE}/reset`, { body: { tenant: 0 } })).status).toBe(401);
  });
});
