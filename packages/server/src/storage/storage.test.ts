import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TenantId } from '../platform/index.ts';
import { openStorage, type Storage, StorageError, type StoredContainer } from './index.ts';
import { unsyncedFileSystem } from './testing/unsynced-file-system.ts';

const TENANT = 3 as TenantId;
const OPERATION = 'aeeaaaaaaghhohi4ab2mganb6ciwhfaaaaaq';
const hasTool = (tool: string) => spawnSync(tool, ['--version']).status === 0;
const sha512 = (bytes: Uint8Array | string) => createHash('sha512').update(bytes).digest();
// `toEqual` takes a second on some megabytes.
const same = (a: Buffer, b: Buffer | undefined) => b !== undefined && a.equals(b);
const at = (category: string, chunk = 1) => ({ tenant: TENANT, category, operation: OPERATION, chunk });

let folder: string;
let storage: Storage;
let faults: StorageError[];
const onOffer = (n: number, path: string) => join(folder, 'offers', `offer-${n}`, path);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'perenne-storage-'));
  faults = [];
  const report = (fault: StorageError) => void faults.push(fault);
  storage = await openStorage({ dataFolder: folder }, { report, files: unsyncedFileSystem });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const OBJECTS = new Map<string, Buffer>([
  ['empty', Buffer.alloc(0)],
  ['small.txt', Buffer.from('Bonjour à tous')],
  ['block', Buffer.alloc(512, 7)],
  [`${'l'.repeat(180)}.pdf`, Buffer.alloc(5000, 'x')],
  ['large', Buffer.alloc(3_000_001, 'lorem ipsum ')],
]);

async function packOf(objects: Iterable<[string, Buffer]>, chunk = 1) {
  const writer = await storage.openPack(at('objects', chunk));
  const entries = [];
  for (const [name, bytes] of objects) entries.push(await writer.add(name, bytes));
  return { entries, pack: await writer.finish() };
}

describe('a pack of objects', () => {
  it('lies on both offers, with size, digest and the place of each entry', async () => {
    const { entries, pack } = await packOf(OBJECTS);
    expect(pack).toMatchObject({
      container: `3/objects/${OPERATION}/000001.tar`,
      category: 'objects',
      operation: OPERATION,
      entries: OBJECTS.size,
      offers: ['offer-fs-1', 'offer-fs-2'],
    });
    for (const n of [1, 2]) {
      const bytes = readFileSync(onOffer(n, pack.container));
      expect(bytes.length).toBe(pack.size);
      expect(sha512(bytes)).toEqual(pack.digest);
      for (const { name, offset, size, digest } of entries) {
        expect(same(bytes.subarray(offset, offset + size), OBJECTS.get(name))).toBe(true);
        expect(digest).toEqual(sha512(OBJECTS.get(name) ?? ''));
      }
      expect(readdirSync(onOffer(n, `3/objects/${OPERATION}`)).sort()).toEqual([
        '000001.tar',
        '000001.tar.index.jsonl',
      ]);
    }
  });

  it('has an index beside it: the pack, then its entries', async () => {
    const { entries, pack } = await packOf(OBJECTS);
    const [head, ...lines] = readFileSync(onOffer(2, `${pack.container}.index.jsonl`), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(head).toEqual({
      container: pack.container,
      size: pack.size,
      sha512: pack.digest.toString('hex'),
      entries: 5,
    });
    expect(lines).toEqual(
      entries.map(({ name, offset, size, digest }) => ({
        name,
        offset,
        size,
        sha512: digest.toString('hex'),
      })),
    );
  });

  it.skipIf(!hasTool('tar'))('is read by tar, long names included, with an entry of no bytes', async () => {
    const { pack } = await packOf(OBJECTS);
    const path = onOffer(1, pack.container);
    const listed = spawnSync('tar', ['tvf', path], { encoding: 'utf8' });
    expect(listed.stderr).toBe('');
    expect(
      listed.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/\s+/).at(-1)),
    ).toEqual([...OBJECTS.keys()]);
    execFileSync('tar', ['xf', path, '-C', folder]);
    for (const [name, bytes] of OBJECTS) expect(same(readFileSync(join(folder, name)), bytes)).toBe(true);
  });

  it('makes the same bytes from the same entries, so that a chunk can be written again', async () => {
    const first = await packOf(OBJECTS);
    const again = await packOf(OBJECTS);
    expect(again.pack).toEqual(first.pack);
    await storage.verify(again.pack.container, again.pack);
  });

  it('keeps the order of calls that nobody awaited', async () => {
    const writer = await storage.openPack(at('objects'));
    const entries = await Promise.all([...OBJECTS].map(([name, bytes]) => writer.add(name, bytes)));
    const pack = await writer.finish();
    const bytes = readFileSync(onOffer(1, pack.container));
    for (const { name, offset, size } of entries)
      expect(same(bytes.subarray(offset, offset + size), OBJECTS.get(name))).toBe(true);
  });

  it('refuses a name twice, and then is given up', async () => {
    const writer = await storage.openPack(at('objects'));
    await writer.add('a', Buffer.from('1'));
    await expect(writer.add('a', Buffer.from('2'))).rejects.toMatchObject({ code: 'DUPLICATE_NAME' });
    await expect(writer.finish()).rejects.toThrow(StorageError);
    expect(readdirSync(onOffer(1, `3/objects/${OPERATION}`))).toEqual([]);
  });

  it.each(['../x', '/etc/passwd', '.hidden', 'a/b', '', 'é', 'a\0b', 'a\n', 'x'.repeat(201)])(
    'refuses the name %j',
    async (name) => {
      const writer = await storage.openPack(at('objects'));
      await expect(writer.add(name, Buffer.alloc(1))).rejects.toMatchObject({ code: 'BAD_NAME' });
    },
  );

  it('leaves nothing when given up, and abort after finish does nothing', async () => {
    const writer = await storage.openPack(at('objects'));
    await writer.add('a', Buffer.alloc(2_000_000));
    await writer.abort();
    await writer.abort();
    expect(readdirSync(onOffer(1, `3/objects/${OPERATION}`))).toEqual([]);
    const other = await storage.openPack(at('objects'));
    const pack = await other.finish();
    await other.abort();
    await storage.verify(pack.container, pack);
  });

  it('takes nothing more once it is finished', async () => {
    const writer = await storage.openPack(at('objects'));
    const pack = await writer.finish();
    await expect(writer.add('late', Buffer.from('late'))).rejects.toMatchObject({ code: 'CLOSED' });
    await expect(writer.finish()).rejects.toMatchObject({ code: 'CLOSED' });
    await storage.verify(pack.container, pack);
  });

  it('is taken over by a later writer; the earlier one learns it and spoils nothing', async () => {
    const sleeper = await storage.openPack(at('objects'));
    await sleeper.add('a', Buffer.from('old'));
    const next = await storage.openPack(at('objects'));
    await next.add('a', Buffer.from('new'));
    await expect(sleeper.finish()).rejects.toMatchObject({ code: 'SUPERSEDED' });
    const pack = await next.finish();
    await storage.verify(pack.container, pack);
  });
});

describe('a pack of documents', () => {
  const documents = Array.from({ length: 1500 }, (_, n) => [
    `unit${n}.json`,
    JSON.stringify({
      unit: { _id: `unit${n}`, Title: `Délibération n° ${n} – 決議` },
      filler: 'abc'.repeat(n % 100),
    }),
  ]) as [string, string][];

  async function linesOf(lines: readonly [string, string][]) {
    const writer = await storage.openLines(at('units'));
    for (const [name, line] of lines) await writer.add(name, line);
    return await writer.finish();
  }

  it('is gzipped JSON lines; its index finds each document without the others', async () => {
    const pack = await linesOf(documents);
    expect(pack).toMatchObject({ container: `3/units/${OPERATION}/000001.jsonl.gz`, entries: 1500 });
    await storage.verify(pack.container, pack);
    const file = readFileSync(onOffer(1, pack.container));
    expect(gunzipSync(file).toString()).toBe(documents.map(([, line]) => `${line}\n`).join(''));
    const [head, ...index] = readFileSync(onOffer(1, `${pack.container}.index.jsonl`), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(head).toMatchObject({ container: pack.container, entries: 1500 });
    expect(new Set(index.map(({ member }) => member)).size).toBeGreaterThan(1);
    for (const [n, { name, member, memberSize, offset, size, sha512: digest }] of index.entries()) {
      const line = gunzipSync(file.subarray(member, member + memberSize)).subarray(offset, offset + size);
      expect([name, line.toString()]).toEqual(documents[n]);
      expect(digest).toBe(sha512(line).toString('hex'));
    }
  });

  it.skipIf(!hasTool('zcat'))('is read by zcat, also when it is empty', async () => {
    const pack = await linesOf(documents);
    const zcat = () =>
      execFileSync('zcat', [onOffer(2, pack.container)], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
    expect(zcat()).toBe(documents.map(([, line]) => `${line}\n`).join(''));
    expect((await linesOf([])).container).toBe(pack.container);
    expect(zcat()).toBe('');
  });

  it('refuses a document of two lines', async () => {
    const writer = await storage.openLines(at('units'));
    await expect(writer.add('a', '{\n}')).rejects.toMatchObject({ code: 'BAD_LINE' });
  });
});

describe('a large object', () => {
  it('is a file of its own on both offers, read whole and by ranges', async () => {
    const bytes = Buffer.alloc(2_500_000, 'Pérenne ');
    const writer = await storage.openFile({
      tenant: TENANT,
      category: 'objects',
      operation: OPERATION,
      name: 'big',
    });
    for (let done = 0; done < bytes.length; done += 70_000)
      await writer.write(bytes.subarray(done, done + 70_000));
    const stored = await writer.finish();
    expect(stored).toEqual({
      container: `3/objects/${OPERATION}/big`,
      size: bytes.length,
      digest: sha512(bytes),
      offers: ['offer-fs-1', 'offer-fs-2'],
    });
    await storage.verify(stored.container, stored);
    expect(same(await buffer(await storage.read(stored)), bytes)).toBe(true);
    expect(await buffer(await storage.read(stored, { start: 5, end: 5 }))).toEqual(bytes.subarray(5, 6));
    const part = await buffer(await storage.read(stored, { start: 100, end: 2_400_000 }));
    expect(same(part, bytes.subarray(100, 2_400_001))).toBe(true);
  });

  it('is what was given, whatever its size and whatever becomes of the memory it was given in', async () => {
    const megabyte = 1024 * 1024;
    for (const size of [0, 1, megabyte - 1, megabyte, megabyte + 1, 3 * megabyte, 5 * megabyte + 7]) {
      const bytes = randomBytes(size);
      const writer = await storage.openFile({ ...at('objects'), name: `of-${size}` });
      for (let done = 0; done < size; done += 700_000) {
        const lent = Buffer.from(bytes.subarray(done, done + 700_000));
        await writer.write(lent);
        lent.fill(0);
      }
      const stored = await writer.finish();
      expect(stored).toMatchObject({ size, digest: sha512(bytes) });
      for (const n of [1, 2]) expect(same(readFileSync(onOffer(n, stored.container)), bytes)).toBe(true);
      await expect(writer.write(bytes)).rejects.toMatchObject({ code: 'CLOSED' });
    }
  });

  it('given up while it is written, harms no other', async () => {
    const bytes = randomBytes(4 * 1024 * 1024);
    const given = await storage.openFile({ ...at('objects'), name: 'given-up' });
    const writing = given.write(Buffer.alloc(bytes.length, 1));
    await Promise.all([given.abort(), writing.catch(() => undefined)]);
    await expect(given.finish()).rejects.toMatchObject({ code: 'CLOSED' });
    const writer = await storage.openFile({ ...at('objects'), name: 'other' });
    await writer.write(bytes);
    const stored = await writer.finish();
    expect(stored.digest).toEqual(sha512(bytes));
    expect(readdirSync(join(onOffer(1, stored.container), '..'))).toEqual(['other']);
  });
});

describe('verify', () => {
  it('names the copy that is missing, cut, lengthened or changed', async () => {
    const { pack } = await packOf(OBJECTS);
    const path = onOffer(2, pack.container);
    const bytes = readFileSync(path);
    const flipped = Buffer.from(bytes);
    flipped[1000] = (flipped[1000] ?? 0) ^ 1;
    const failure = () => storage.verify(pack.container, pack);
    const of = (code: string) => ({ code, offer: 'offer-fs-2', container: pack.container });
    writeFileSync(path, flipped);
    await expect(failure()).rejects.toMatchObject(of('DIGEST_MISMATCH'));
    truncateSync(path, pack.size - 1);
    await expect(failure()).rejects.toMatchObject(of('SIZE_MISMATCH'));
    writeFileSync(path, Buffer.concat([bytes, Buffer.alloc(1)]));
    await expect(failure()).rejects.toMatchObject(of('SIZE_MISMATCH'));
    rmSync(path);
    await expect(failure()).rejects.toMatchObject(of('MISSING'));
    writeFileSync(path, bytes);
    await failure();
    expect(faults.map(({ code }) => code)).toEqual([
      'DIGEST_MISMATCH',
      'SIZE_MISMATCH',
      'SIZE_MISMATCH',
      'MISSING',
    ]);
  });

  it('reads large files to their last byte, several at once', async () => {
    const stored = await Promise.all(
      ['one', 'two', 'three'].map(async (name) => {
        const writer = await storage.openFile({ ...at('objects'), name });
        for (let piece = 0; piece < 17; piece++) await writer.write(Buffer.alloc(1024 * 1024, name + piece));
        await writer.write(Buffer.from('end'));
        return writer.finish();
      }),
    );
    const [one, two, three] = stored as [StoredContainer, StoredContainer, StoredContainer];
    const bytes = readFileSync(onOffer(1, two.container));
    bytes[bytes.length - 1] = 0;
    writeFileSync(onOffer(1, two.container), bytes);
    truncateSync(onOffer(2, three.container), three.size - 1);
    const outcomes = await Promise.allSettled(stored.map((each) => storage.verify(each.container, each)));
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'DIGEST_MISMATCH', offer: 'offer-fs-1' } },
      { status: 'rejected', reason: { code: 'SIZE_MISMATCH', offer: 'offer-fs-2' } },
    ]);
    await storage.verify(one.container, one);
  });
});

describe('read', () => {
  it('falls over to the other offer when a copy is missing or short, and reports it', async () => {
    const { entries, pack } = await packOf(OBJECTS);
    const { offset, size, name } = entries.at(-1) ?? expect.unreachable();
    const last = { container: pack.container, offset, size };
    truncateSync(onOffer(1, pack.container), offset + 10);
    expect(same(await buffer(await storage.read(last)), OBJECTS.get(name))).toBe(true);
    rmSync(onOffer(1, pack.container));
    expect(same(await buffer(await storage.read(last)), OBJECTS.get(name))).toBe(true);
    expect(faults.map(({ code, offer }) => `${offer} ${code}`)).toEqual([
      'offer-fs-1 SIZE_MISMATCH',
      'offer-fs-1 MISSING',
    ]);
    rmSync(onOffer(2, pack.container));
    await expect(storage.read(last)).rejects.toMatchObject({ code: 'MISSING', offer: 'offer-fs-1' });
  });

  it('gives the undamaged copy of a small object whose digest is known', async () => {
    const { entries, pack } = await packOf(OBJECTS);
    const { offset, size, digest } = entries[1] ?? expect.unreachable();
    const bytes = readFileSync(onOffer(1, pack.container));
    bytes[offset] = 0;
    writeFileSync(onOffer(1, pack.container), bytes);
    const stored = { container: pack.container, offset, size, digest };
    expect((await buffer(await storage.read(stored))).toString()).toBe('Bonjour à tous');
    expect(faults).toMatchObject([{ code: 'DIGEST_MISMATCH', offer: 'offer-fs-1' }]);
  });

  it('refuses a range outside and a container that leaves the offer', async () => {
    const { entries, pack } = await packOf(OBJECTS);
    const { offset, size } = entries[1] ?? expect.unreachable();
    for (const range of [
      { start: 0, end: size },
      { start: -1, end: 0 },
      { start: 2, end: 1 },
      { start: 0.5, end: 1 },
    ])
      await expect(storage.read({ container: pack.container, offset, size }, range)).rejects.toMatchObject({
        code: 'BAD_RANGE',
      });
    for (const container of [
      '../../../../etc/passwd',
      '3/objects/../passwd',
      '3/objects',
      `/${pack.container}`,
    ])
      await expect(storage.read({ container, size })).rejects.toMatchObject({ code: 'BAD_NAME' });
  });
});

describe('discard', () => {
  it('removes what the operation wrote in every category on every offer, and only that; twice is once', async () => {
    await packOf(OBJECTS);
    await (await storage.openLines(at('units'))).finish();
    const unfinished = await storage.openPack(at('objectgroups'));
    const kept = await (await storage.openPack({ ...at('objects'), operation: 'other' })).finish();
    await storage.discard(TENANT, OPERATION);
    await storage.discard(TENANT, OPERATION);
    await storage.discard(9 as TenantId, 'never-written');
    await expect(unfinished.finish()).rejects.toThrow(StorageError);
    for (const n of [1, 2])
      expect(
        readdirSync(onOffer(n, '3'), { recursive: true })
          .filter((name) => !name.includes('other'))
          .sort(),
      ).toEqual(['objectgroups', 'objects', 'units']);
    await storage.verify(kept.container, kept);
    const again = await packOf(OBJECTS);
    await storage.verify(again.pack.container, again.pack);
  });

  it('refuses what is no operation', async () => {
    await expect(storage.discard(TENANT, '..')).rejects.toMatchObject({ code: 'BAD_NAME' });
    await expect(storage.discard(TENANT, '')).rejects.toMatchObject({ code: 'BAD_NAME' });
  });
});

describe('offers', () => {
  it('say how much room they have', async () => {
    const space = await storage.usableSpace();
    expect([...space.keys()]).toEqual(['offer-fs-1', 'offer-fs-2']);
    for (const bytes of space.values()) expect(bytes).toBeGreaterThan(0);
  });

  it('open again, several at once, and refuse a folder that is another offer', async () => {
    const { pack } = await packOf(OBJECTS);
    const opened = await Promise.all([1, 2, 3].map(() => openStorage({ dataFolder: folder })));
    for (const one of opened) await one.verify(pack.container, pack);
    writeFileSync(onOffer(1, 'offer.json'), readFileSync(onOffer(2, 'offer.json')));
    await expect(openStorage({ dataFolder: folder })).rejects.toMatchObject({ code: 'WRONG_OFFER' });
  });
});
