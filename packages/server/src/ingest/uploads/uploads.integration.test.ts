import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeApplication } from '../../http/application.ts';
import type { Answer } from '../../http/testing/open-service.ts';
import { type Role, storeAccount } from '../../identity/index.ts';
import { quickHash } from '../../identity/testing/quick-hash.ts';
import type { OperationId, TenantId } from '../../platform/index.ts';
import { openWorkspace } from '../../storage/index.ts';
import { mendWorkspace } from '../mend.ts';
import { openArchive, type TestArchive } from '../testing/archive.ts';
import { goodSip, zipOf } from '../testing/sip.ts';
import { sweepUploads, UPLOAD_LIFETIME_MS } from './sweep.ts';

const TUS = { 'Tus-Resumable': '1.0.0' };
const OWN = { 'X-Requested-With': 'perenne', ...TUS };
const PASSWORD = 'Mot de passe juste';
const base64 = (text: string) => Buffer.from(text).toString('base64');

let archive: TestArchive;
let sip: Buffer;
let anna: Sender;
let bruno: Sender;
beforeAll(async () => {
  archive = await openArchive();
  sip = await zipOf(goodSip());
  anna = await senderOf('anna', [
    { tenant: 0, role: 'R2' },
    { tenant: 2, role: 'R2' },
  ]);
  bruno = await senderOf('bruno', [
    { tenant: 0, role: 'R2' },
    { tenant: 2, role: 'R1' },
  ]);
});
afterAll(() => archive?.close());

/** Who speaks the protocol, signed in. */
interface Sender {
  readonly cookie: string;
  call(method: string, path: string, headers?: Record<string, string>, body?: Buffer): Promise<Answer>;
  /** @returns address of the upload */
  begin(size: number, options?: { tenant?: number; workflow?: string }): Promise<string>;
  told(path: string): Promise<number>;
  append(path: string, offset: number, body: Buffer): Promise<Answer>;
}

async function senderOf(name: string, rights: { tenant: number; role: Role }[]): Promise<Sender> {
  const { service } = archive;
  const email = `${name}@exemple.fr`;
  const account = { id: email, email, name, password: quickHash(PASSWORD), rights };
  await service.house.database.outsideTenants((tx) => storeAccount(tx, account, new Date()));
  const signedIn = await service.call('POST', '/api/v1/session', {
    headers: OWN,
    body: { email, password: PASSWORD },
  });
  const cookie = signedIn.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const sender: Sender = {
    cookie,
    call: (method, path, headers = {}, body) =>
      service.call(method, path, { headers: { Cookie: cookie, ...OWN, ...headers }, body }),
    async begin(size, { tenant = 0, workflow = 'DEFAULT_WORKFLOW' } = {}) {
      const answer = await sender.call('POST', uploadsOf(tenant), {
        'Upload-Length': String(size),
        'Upload-Metadata': `filename ${base64('été.zip')},workflow ${base64(workflow)},modified ${base64('1700000000000')}`,
      });
      expect(answer.status, answer.text).toBe(201);
      return String(answer.headers.location);
    },
    async told(path) {
      const answer = await sender.call('HEAD', path);
      expect(answer.status).toBe(200);
      return Number(answer.headers['upload-offset']);
    },
    append: (path, offset, body) => sender.call('PATCH', path, appending(offset), body),
  };
  return sender;
}

const uploadsOf = (tenant: number) => `/api/v1/tenants/${tenant}/uploads`;
const appending = (offset: number) => ({
  'Content-Type': 'application/offset+octet-stream',
  'Upload-Offset': String(offset),
});
const idOf = (path: string) => path.split('/').at(-1) as OperationId;
const spoolOf = (path: string, tenant = 0) =>
  join(archive.service.house.configuration.dataFolder, 'workspace', String(tenant), idOf(path));

/** Announces the whole rest and leaves after some bytes. */
function cut({ cookie }: Sender, path: string, offset: number, sent: Buffer): Promise<void> {
  const { port } = archive.service.app.server.address() as AddressInfo;
  return new Promise((resolve) => {
    const patch = request({
      port,
      host: '127.0.0.1',
      method: 'PATCH',
      path,
      headers: {
        Cookie: cookie,
        ...OWN,
        ...appending(offset),
        'Content-Length': String(sip.length - offset),
      },
      agent: false,
    });
    patch.on('error', () => resolve());
    patch.on('close', () => resolve());
    patch.write(sent, () => patch.destroy());
  });
}

async function parametersOf(id: string, tenant = 0) {
  const rows = await archive.service.house.database.inTenant(tenant as TenantId, (tx) =>
    tx.query<{ parameters: { size: number; digest: string } }>(
      'select parameters from operation where tenant = $1 and id = $2',
      [tenant, id],
    ),
  );
  return rows.map(({ parameters }) => parameters);
}

const digestOf = (bytes: Buffer) => createHash('sha512').update(bytes).digest('hex');

describe('an upload', () => {
  it('that is cut goes on where it was, and its last byte begins the transfer', async () => {
    const path = await anna.begin(sip.length);
    await cut(anna, path, 0, sip.subarray(0, 1_000));
    const received = await anna.told(path);
    expect(received).toBeLessThanOrEqual(1_000);
    const { json } = await anna.call('GET', uploadsOf(0));
    expect(json.uploads).toMatchObject([
      { id: idOf(path), fileName: 'été.zip', fileModified: 1_700_000_000_000, size: sip.length, received },
    ]);
    const half = Math.ceil(sip.length / 2);
    expect((await anna.append(path, received, sip.subarray(received, half))).headers['upload-offset']).toBe(
      String(half),
    );
    expect(statSync(join(spoolOf(path), 'package')).size).toBe(half);
    expect((await anna.append(path, half, sip.subarray(half))).status).toBe(204);
    expect(await archive.settled(idOf(path))).toEqual({ state: 'COMPLETED', status: 'OK' });
    expect(await parametersOf(idOf(path))).toMatchObject([
      { size: sip.length, digest: digestOf(sip), fileName: 'été.zip' },
    ]);
    expect((await anna.call('GET', uploadsOf(0))).json.uploads).toEqual([]);
  });

  it('is the same package however it was cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ bytes: fc.nat(sip.length), isCut: fc.boolean(), isForgotten: fc.boolean() }), {
          maxLength: 6,
        }),
        async (sittings) => {
          const path = await anna.begin(sip.length);
          for (const { bytes, isCut, isForgotten } of sittings) {
            const at = await anna.told(path);
            const piece = sip.subarray(at, at + bytes);
            if (isCut) await cut(anna, path, at, piece);
            else expect((await anna.append(path, at, piece)).status).toBe(204);
            const told = await anna.told(path);
            expect(told).toBeGreaterThanOrEqual(at);
            expect(told).toBeLessThanOrEqual(at + piece.length);
            if (!isCut) expect(told).toBe(at + piece.length);
            // Another offset than the told one changes nothing.
            expect((await anna.append(path, told + 1, Buffer.from('x'))).status).toBe(409);
            if (isForgotten && told < sip.length) await forgetWhatIsNotDurable(path, told);
          }
          const at = await anna.told(path);
          expect((await anna.append(path, at, sip.subarray(at))).status).toBe(204);
          expect(await parametersOf(idOf(path))).toMatchObject([{ size: sip.length, digest: digestOf(sip) }]);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('is taken in once, however often its end is sent', async () => {
    const path = await anna.begin(sip.length);
    await anna.append(path, 0, sip.subarray(0, 100));
    // Each ends the one before, which may have brought a part, or all.
    await Promise.allSettled([1, 2, 3].map(() => anna.append(path, 100, sip.subarray(100))));
    const at = await anna.told(path);
    await anna.append(path, at, sip.subarray(at));
    expect(await anna.told(path)).toBe(sip.length);
    const again = await anna.append(path, sip.length, Buffer.alloc(0));
    expect([again.status, again.headers['upload-offset']]).toEqual([204, String(sip.length)]);
    expect((await anna.append(path, 100, sip.subarray(100))).status).toBe(409);
    expect((await anna.call('DELETE', path)).status).toBe(409);
    expect(await parametersOf(idOf(path))).toHaveLength(1);
    expect((await archive.settled(idOf(path))).status).toBe('OK');
  });

  it('outlives the service: what it told is there, what it did not is sent again', async () => {
    const { house } = archive.service;
    const path = await anna.begin(sip.length);
    await anna.append(path, 0, sip.subarray(0, 500));
    await forgetWhatIsNotDurable(path, 500);
    await mendWorkspace(house);
    // Another service on the same archive: it remembers nothing of what went by.
    const next = await makeApplication(house, { workflows: [] });
    const answer = await next.inject({
      method: 'PATCH',
      url: path,
      headers: { cookie: anna.cookie, ...OWN, ...appending(500) },
      payload: sip.subarray(500),
    });
    expect(answer.statusCode, answer.body).toBe(204);
    await next.close();
    expect(await parametersOf(idOf(path))).toMatchObject([{ size: sip.length, digest: digestOf(sip) }]);
    expect((await archive.settled(idOf(path))).status).toBe('OK');
  });

  it('is seen by its sender alone, in its tenant alone', async () => {
    const path = await anna.begin(sip.length);
    for (const foreign of [
      () => bruno.call('HEAD', path),
      () => bruno.append(path, 0, sip),
      () => bruno.call('DELETE', path),
      () => anna.append(path.replace('/tenants/0/', '/tenants/2/'), 0, sip),
      () => anna.call('HEAD', path.replace('/tenants/0/', '/tenants/2/')),
    ])
      expect((await foreign()).status).toBe(404);
    expect((await bruno.call('GET', uploadsOf(0))).json.uploads).toEqual([]);
    expect((await anna.call('GET', uploadsOf(2))).json.uploads).toEqual([]);
    expect((await bruno.call('POST', uploadsOf(2), { 'Upload-Length': '5' })).status).toBe(403);
    expect((await archive.service.call('HEAD', path, { headers: OWN })).status).toBe(401);
    expect(await anna.told(path)).toBe(0);
    expect((await anna.call('DELETE', path)).status).toBe(204);
    expect((await anna.call('HEAD', path)).status).toBe(404);
  });

  it('that nobody goes on with is swept after a day', async () => {
    const { house } = archive.service;
    const [left, alive, done] = [
      await anna.begin(10),
      await anna.begin(sip.length),
      await anna.begin(sip.length),
    ];
    await anna.append(left, 0, Buffer.from('abc'));
    await anna.append(done, 0, sip);
    await archive.settled(idOf(done));
    const inADay = (ms: number) => ({
      ...house,
      clock: { now: () => new Date(Date.now() + UPLOAD_LIFETIME_MS + ms) },
    });
    expect(await sweepUploads(inADay(-3_600_000))).toBe(0);
    // It is touched as late as the sweep looks.
    await house.database.inTenant(0 as TenantId, (tx) =>
      tx.query('update upload set touched_at = $2 where tenant = 0 and id = $1', [
        idOf(alive),
        new Date(Date.now() + UPLOAD_LIFETIME_MS),
      ]),
    );
    await sweepUploads(inADay(60_000));
    expect((await anna.call('HEAD', left)).status).toBe(404);
    expect(existsSync(spoolOf(left))).toBe(false);
    expect(await anna.told(alive)).toBe(0);
    expect(await parametersOf(idOf(done))).toHaveLength(1);
    expect((await anna.call('DELETE', alive)).status).toBe(204);
  });

  it('refuses what it cannot take, in words', async () => {
    const path = await anna.begin(10);
    expect((await anna.append(path, 0, Buffer.alloc(11))).json).toMatchObject({
      httpCode: 413,
      code: '040107',
    });
    expect(await anna.told(path)).toBe(0);
    const wrongType = await anna.call('PATCH', path, { 'Upload-Offset': '0' }, Buffer.from('x'));
    expect(wrongType.status).toBe(415);
    const wrongVersion = await anna.call('HEAD', path, { 'Tus-Resumable': '0.2.0' });
    expect(wrongVersion.status).toBe(412);
    await anna.call('DELETE', path);
    const workflow = `workflow ${base64('DEFAULT_WORKFLOW')}`;
    for (const [headers, status] of [
      [{ 'Upload-Length': '0', 'Upload-Metadata': workflow }, 400],
      [{ 'Upload-Length': '-1', 'Upload-Metadata': workflow }, 400],
      [{ 'Upload-Metadata': workflow }, 400],
      [{ 'Upload-Length': '5' }, 400],
      [{ 'Upload-Length': '5', 'Upload-Metadata': `workflow ${base64('DELETE_ALL')}` }, 400],
      [{ 'Upload-Length': '5', 'Upload-Metadata': 'workflow §' }, 400],
      [{ 'Upload-Length': String(2 * 1024 ** 4), 'Upload-Metadata': workflow }, 413],
      // Less than a package may have, more than any disk of a test has.
      [{ 'Upload-Length': String(1024 ** 4), 'Upload-Metadata': workflow }, 507],
    ] as const)
      expect((await anna.call('POST', uploadsOf(0), headers as Record<string, string>)).status).toBe(status);
    const begun = await Promise.all(Array.from({ length: 20 }, () => anna.begin(10, { tenant: 2 })));
    const oneMore = await anna.call('POST', uploadsOf(2), {
      'Upload-Length': '10',
      'Upload-Metadata': workflow,
    });
    expect(oneMore.status).toBe(429);
    await Promise.all(begun.map((each) => anna.call('DELETE', each)));
    const options = await anna.call('OPTIONS', uploadsOf(0));
    expect(options.headers).toMatchObject({
      'tus-version': '1.0.0',
      'tus-extension': 'creation,expiration,termination',
    });
  });
});

/** As a power cut leaves it: what was not told as received may be there, and be anything. */
async function forgetWhatIsNotDurable(path: string, told: number): Promise<void> {
  const workspace = await openWorkspace(archive.service.house.configuration);
  const file = await vi.waitFor(() => workspace.folder(0 as TenantId, idOf(path)).grow('package', told), {
    timeout: 60_000,
  });
  await file.write(Buffer.from('not what was sent'));
  await file.close();
}
