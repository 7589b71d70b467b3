import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Configuration } from '../platform/index.ts';
import { openArchive, type TestArchive } from './testing/archive.ts';
import { goodSip, zipOf } from './testing/sip.ts';

/** Packages that lie on the server (spec ingest.md 2.2; api.md 3.1, I2). */

const ADDRESS = '/ingest-external/v1/ingests';
const sip = zipOf(goodSip());

let folder: string;
let archive: TestArchive;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perenne-packages-'));
  archive = await openArchive({ localPackages: { folder, afterUpload: 'MOVE' } });
});
beforeEach(async () => {
  await rm(folder, { recursive: true });
  await mkdir(join(folder, '0', 'below'), { recursive: true });
  await mkdir(join(folder, '2'), { recursive: true });
});
afterAll(async () => {
  await archive?.close();
  await rm(folder, { recursive: true, force: true });
});

const HEADERS = {
  'Content-Type': 'application/json',
  'X-Context-Id': 'DEFAULT_WORKFLOW',
  'X-Action': 'RESUME',
};
const ask = (path: unknown, headers: Record<string, string> = {}) =>
  archive.service.asApplication('POST', ADDRESS, { body: { path }, headers: { ...HEADERS, ...headers } });

async function put(path: string, content?: Buffer): Promise<void> {
  await writeFile(join(folder, path), content ?? (await sip));
}

function afterUpload(is: NonNullable<Configuration['localPackages']>['afterUpload']): void {
  Object.assign(archive.service.house.configuration, { localPackages: { folder, afterUpload: is } });
}

it.each([
  ['MOVE', (id: string) => ({ below: [], success: [`${id}_sip.zip`] })],
  ['DELETE', () => ({ below: [] })],
  ['NONE', () => ({ below: ['sip.zip'] })],
] as const)('enters as one that is sent; with %s, what becomes of it', async (action, left) => {
  afterUpload(action);
  await put('0/below/sip.zip');
  const answer = await ask('below/sip.zip');
  expect([answer.status, answer.text]).toEqual([202, '']);
  expect(answer.headers).toMatchObject({
    'x-global-execution-state': 'PAUSE',
    'x-global-execution-status': 'UNKNOWN',
  });
  const id = String(answer.headers['x-request-id']);
  expect(await archive.settled(id)).toEqual({ state: 'COMPLETED', status: 'OK' });
  const expected: Readonly<Record<string, readonly string[]>> = left(id);
  expect((await readdir(join(folder, '0'))).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, files] of Object.entries(expected))
    expect(await readdir(join(folder, '0', name))).toEqual(files);
});

it('may go step by step', async () => {
  afterUpload('NONE');
  await put('0/sip.zip');
  const { headers } = await ask('sip.zip', { 'X-Action': 'NEXT' });
  expect(await archive.settled(String(headers['x-request-id']))).toEqual({ state: 'PAUSE', status: 'OK' });
});

describe('what is no package of the tenant', () => {
  const OUTSIDE = { status: 400, code: '040111' };
  const NO_FILE = { status: 500, code: '040110' };
  const NO_PATH = { status: 400, code: '040104' };
  beforeEach(async () => {
    afterUpload('MOVE');
    await put('2/sip.zip');
    await put('outside.zip');
    await symlink(join(folder, 'outside.zip'), join(folder, '0', 'link.zip'));
    await symlink(join(folder, '2'), join(folder, '0', 'other'));
  });

  it.each([
    ['another tenant’s', '../2/sip.zip', OUTSIDE],
    ['another tenant’s, roundabout', 'below/../../2/sip.zip', OUTSIDE],
    ['an absolute path', '/etc/passwd', OUTSIDE],
    ['the folder itself', '.', OUTSIDE],
    ['behind a link', 'link.zip', OUTSIDE],
    ['in a folder behind a link', 'other/sip.zip', OUTSIDE],
    ['nothing', 'absent.zip', NO_FILE],
    ['a folder', 'below', NO_FILE],
    ['an empty path', '', NO_PATH],
    ['a path with a NUL', 'a\0b', { status: 412, code: 'PRECONDITION_FAILED' }],
    ['a number', 7, NO_PATH],
    ['a path without end', 'a'.repeat(2_000), NO_PATH],
  ])('is refused: %s', async (_what, path, { status, code }) => {
    const answer = await ask(path);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
    expect(answer.text).not.toContain(folder);
    expect(await archive.leftOf(String(answer.headers['x-request-id']))).toEqual({});
    expect(await readFile(join(folder, '2', 'sip.zip'))).toEqual(await sip);
    expect((await readdir(join(folder, '0'))).sort()).toEqual(['below', 'link.zip', 'other']);
  });

  it('is refused with its headers: the package stays', async () => {
    await put('0/sip.zip');
    expect((await ask('sip.zip', { 'X-Context-Id': 'NOTHING' })).status).toBe(503);
    expect((await ask('sip.zip', { 'X-Action': 'RUN' })).status).toBe(400);
    expect(await readdir(join(folder, '0'))).toContain('sip.zip');
  });
});

it('one that cannot be taken in is moved aside, and leaves nothing', async () => {
  afterUpload('MOVE');
  await put('0/empty.zip', Buffer.alloc(0));
  const answer = await ask('empty.zip');
  expect(answer.status).toBe(400);
  const id = String(answer.headers['x-request-id']);
  expect(await readdir(join(folder, '0', 'failure'))).toEqual([`${id}_empty.zip`]);
  expect(await archive.leftOf(id)).toEqual({});
});

it('none is taken in where no folder is configured', async () => {
  Object.assign(archive.service.house.configuration, { localPackages: undefined });
  const answer = await ask('sip.zip');
  expect([answer.status, answer.json.code]).toEqual([400, '040104']);
  expect(answer.json.description).toContain('localPackages');
});
