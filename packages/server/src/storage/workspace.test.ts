import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TenantId } from '../platform/index.ts';
import { openWorkspace, StorageError, type Workspace } from './index.ts';
import { faultyFileSystem } from './testing/faulty-file-system.ts';
import { unsyncedFileSystem } from './testing/unsynced-file-system.ts';

const TENANT = 3 as TenantId;
let data: string;
let workspace: Workspace;

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'perenne-workspace-'));
  workspace = await openWorkspace({ dataFolder: data }, { files: unsyncedFileSystem });
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

describe('a folder of the workspace', () => {
  it('takes text, bytes and streams, and gives them back', async () => {
    const folder = workspace.folder(TENANT, 'op');
    expect(await folder.write('text.json', '{"é":1}')).toEqual({ size: 8 });
    expect(await folder.write('bytes', Buffer.alloc(10, 1))).toEqual({ size: 10 });
    expect(await folder.write('stream', Readable.from([Buffer.from('one '), Buffer.from('two')]))).toEqual({
      size: 7,
    });
    expect(await folder.write('empty', '', { durable: false })).toEqual({ size: 0 });
    expect(await folder.list()).toEqual(['bytes', 'empty', 'stream', 'text.json']);
    expect(readFileSync(folder.path('stream'), 'utf8')).toBe('one two');
    expect(folder.path('stream')).toBe(join(data, 'workspace', '3', 'op', 'stream'));
    expect([await folder.exists('stream'), await folder.exists('other')]).toEqual([true, false]);
  });

  it('reads any range of a file as it was written, whole and in streams', async () => {
    const folder = workspace.folder(TENANT, 'op');
    const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, n) => n % 251));
    await folder.write('file', bytes);
    const file = await folder.open('file');
    expect(file.size).toBe(bytes.length);
    expect((await buffer(file.stream())).equals(bytes)).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length + 10), fc.nat(bytes.length + 10), async (start, length) => {
        const expected = bytes.subarray(start, start + length);
        expect((await file.read(start, length)).equals(expected)).toBe(true);
        if (length > 0)
          expect((await buffer(file.stream({ start, end: start + length - 1 }))).equals(expected)).toBe(true);
      }),
      { numRuns: 30 },
    );
    await file.close();
    await file.close();
  });

  it('shows a file only when it is whole, and nothing of one given up', async () => {
    const folder = workspace.folder(TENANT, 'op');
    const writer = await folder.create('package');
    await writer.write(Buffer.from('half'));
    expect(await folder.list()).toEqual([]);
    await expect(folder.open('package')).rejects.toMatchObject({ code: 'MISSING', offer: 'workspace' });
    await writer.abort();
    await writer.abort();
    const broken = async function* () {
      yield Buffer.from('some');
      throw new Error('the client left');
    };
    await expect(folder.write('package', broken())).rejects.toThrow('the client left');
    expect(readdirSync(join(data, 'workspace', '3', 'op'))).toEqual([]);
  });

  it('goes on with a file at what was durable, whatever lies beyond', async () => {
    const folder = workspace.folder(TENANT, 'op');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ bytes: fc.uint8Array({ maxLength: 50 }), isDurable: fc.boolean() })),
        async (sittings) => {
          let durable = Buffer.alloc(0);
          for (const { bytes, isDurable } of sittings) {
            const file = await folder.grow('growing', durable.length);
            await file.write(bytes);
            if (isDurable) {
              await file.sync();
              durable = Buffer.concat([durable, bytes]);
            }
            await file.close();
            await file.close();
          }
          await (await folder.grow('growing', durable.length)).close();
          const file = await folder.open('growing');
          expect((await file.read(0, file.size)).equals(durable)).toBe(true);
          expect((await file.digest()).equals(createHash('sha512').update(durable).digest())).toBe(true);
          await file.close();
        },
      ),
      { numRuns: 50 },
    );
    await expect(folder.grow('growing', 1_000_000)).rejects.toMatchObject({ code: 'SIZE_MISMATCH' });
    await expect(folder.grow('never begun', 1)).rejects.toMatchObject({ code: 'BAD_NAME' });
    await expect(folder.grow('never-begun', 1)).rejects.toMatchObject({ code: 'MISSING' });
  });

  it('tells that the disk is full while a file grows, and leaves what was durable', async () => {
    const full = await openWorkspace(
      { dataFolder: data },
      { files: faultyFileSystem(unsyncedFileSystem, { kind: 'full', call: 12 }) },
    );
    const file = await full.folder(TENANT, 'op').grow('growing', 0);
    const writeUntilFull = async () => {
      for (;;) await file.write(Buffer.from('piece'));
    };
    await expect(writeUntilFull()).rejects.toMatchObject({ code: 'NO_SPACE', offer: 'workspace' });
    await expect(file.sync()).rejects.toMatchObject({ code: 'NO_SPACE' });
    await file.close();
    await (await workspace.folder(TENANT, 'op').grow('growing', 5)).close();
    expect(readFileSync(join(data, 'workspace', '3', 'op', 'growing'), 'utf8')).toBe('piece');
  });

  it('keeps the earlier file until the new one is whole', async () => {
    const folder = workspace.folder(TENANT, 'op');
    await folder.write('file', 'old');
    const writer = await folder.create('file');
    await writer.write(Buffer.from('new'));
    expect(readFileSync(folder.path('file'), 'utf8')).toBe('old');
    expect(await writer.finish()).toEqual({ size: 3 });
    await writer.abort();
    expect(readFileSync(folder.path('file'), 'utf8')).toBe('new');
  });

  it('removes one file or all, again and again', async () => {
    const folder = workspace.folder(TENANT, 'op');
    await folder.removeAll();
    await folder.remove('a');
    await folder.write('a', '1');
    await folder.write('b', '2');
    await folder.remove('a');
    expect(await folder.list()).toEqual(['b']);
    expect(await workspace.list()).toEqual([{ tenant: 3, operation: 'op' }]);
    await folder.removeAll();
    await folder.removeAll();
    expect(await folder.list()).toEqual([]);
    expect(await workspace.list()).toEqual([]);
    await folder.write('c', '3');
    expect(await folder.list()).toEqual(['c']);
  });

  it.each(['..', '../x', 'a/b', '', '.part', '/x', 'a\\b'])('refuses the name %j', async (name) => {
    const folder = workspace.folder(TENANT, 'op');
    expect(() => folder.path(name)).toThrow(StorageError);
    await expect(folder.write(name, 'x')).rejects.toMatchObject({ code: 'BAD_NAME' });
    await expect(folder.open(name)).rejects.toMatchObject({ code: 'BAD_NAME' });
    expect(() => workspace.folder(TENANT, name)).toThrow(StorageError);
  });

  it('says how much room there is', async () => {
    expect(await workspace.usableSpace()).toBeGreaterThan(0);
  });
});
