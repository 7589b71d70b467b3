import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TenantId } from '../platform/index.ts';
import type { FileSystem } from './file-system.ts';
import { openStorage, openWorkspace, type Storage, StorageError } from './index.ts';
import type { Offer } from './offer.ts';
import { storageOn } from './storage.ts';
import { FAULT_KINDS, type Fault, type FaultKind, faultyFileSystem } from './testing/faulty-file-system.ts';
import { type MemoryFileSystem, memoryFileSystem, systemError } from './testing/memory-file-system.ts';

/**
 * Every call to the disk in turn is made to fail, in each manner, until the work goes through untouched; after
 * each, the archive is opened again, with and without a power cut, and must be sound.
 */

const TENANT = 3 as TenantId;
const EARLIER = 'earlier';
const OPERATION = 'operation';
const DATA = { dataFolder: '/data' };
const sha512 = (bytes: Uint8Array) => createHash('sha512').update(bytes).digest('hex');

interface Work {
  readonly objects: readonly (readonly [string, Buffer])[];
  readonly documents: readonly (readonly [string, string])[];
  readonly large: Buffer;
}

interface Stored {
  readonly container: string;
  readonly size: number;
  readonly digest: Buffer;
}

/** Two packs of objects (the second written twice, as after a crash), one of documents, a large object. */
async function entry(
  storage: Storage,
  operation: string,
  work: Work,
  done: Map<string, Stored>,
): Promise<void> {
  const at = { tenant: TENANT, operation };
  const keep = (stored: Stored) => done.set(stored.container, stored);
  for (const chunk of [0, 1, 1]) {
    const pack = await storage.openPack({ ...at, category: 'objects', chunk });
    for (const [name, bytes] of work.objects) await pack.add(name, bytes);
    keep(await pack.finish());
  }
  const lines = await storage.openLines({ ...at, category: 'units', chunk: 0 });
  for (const [name, line] of work.documents) await lines.add(name, line);
  keep(await lines.finish());
  const file = await storage.openFile({ ...at, category: 'objects', name: 'large' });
  for (let from = 0; from < work.large.length; from += 1000)
    await file.write(work.large.subarray(from, from + 1000));
  keep(await file.finish());
}

const quiet = { report: () => undefined };
const openOn = (files: FileSystem) => openStorage(DATA, { files, ...quiet });
const filesOf = (files: MemoryFileSystem, operation: string) =>
  new Map([...files.contents()].filter(([path]) => path.includes(`/${operation}/`)));

/** A disk on which an earlier operation is stored, and what the work makes when nothing fails. */
async function prepare(work: Work) {
  const earlier = new Map<string, Stored>();
  const disk = await emptyDisk();
  await entry(await openOn(disk), EARLIER, work, earlier);
  // Everything on it is durable: a power cut takes nothing, and gives a disk of its own.
  const before = () => disk.afterPowerCut(() => 0);
  const sound = before();
  await entry(await openOn(sound), OPERATION, work, new Map());
  return { before, earlier, whole: filesOf(sound, OPERATION) };
}

async function emptyDisk(): Promise<MemoryFileSystem> {
  const files = memoryFileSystem();
  await files.makeFolder(DATA.dataFolder);
  await files.syncFolder('/');
  return files;
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

async function checkSound(files: MemoryFileSystem, done: Map<string, Stored>, given: Prepared) {
  const storage = await openOn(files);
  for (const stored of [...given.earlier.values(), ...done.values()])
    await storage.verify(stored.container, stored);
  for (const [path, bytes] of filesOf(files, OPERATION))
    if (!path.includes('/.'))
      expect([path, sha512(bytes)]).toEqual([path, sha512(given.whole.get(path) ?? Buffer.of())]);
}

/** After the fault the same work goes through and leaves what it would have; then it can be discarded. */
async function checkReplay(files: MemoryFileSystem, work: Work, given: Prepared) {
  const storage = await openOn(files);
  const again = new Map<string, Stored>();
  await entry(storage, OPERATION, work, again);
  await checkSound(files, again, given);
  expect([...filesOf(files, OPERATION).keys()]).toEqual([...given.whole.keys()]);
}

async function checkDiscard(files: MemoryFileSystem, given: Prepared) {
  const storage = await openOn(files);
  await storage.discard(TENANT, OPERATION);
  expect([...filesOf(files, OPERATION).keys()]).toEqual([]);
  await checkSound(files, new Map(), given);
  const cut = files.afterPowerCut(() => 0.7);
  expect([...filesOf(cut, OPERATION).keys()]).toEqual([]);
}

/** @returns whether the fault came too late to be met */
async function tryFault(fault: Fault, work: Work, given: Prepared, random: () => number): Promise<boolean> {
  const files = given.before();
  const faulty = faultyFileSystem(files, fault);
  const done = new Map<string, Stored>();
  let failure: unknown;
  try {
    await entry(await openStorage(DATA, { files: faulty, ...quiet }), OPERATION, work, done);
  } catch (error) {
    failure = error;
  }
  if (failure !== undefined) expect(failure).toBeInstanceOf(StorageError);
  if (fault.kind === 'full' && failure !== undefined) expect(failure).toMatchObject({ code: 'NO_SPACE' });
  if (fault.kind === 'short') expect(failure).toBeUndefined();
  expect(faulty.syncsRetried).toBe(0);
  expect(faulty.filesOpen).toBe(0);
  const cut = files.afterPowerCut(random);
  await checkSound(cut, done, given);
  await checkReplay(cut, work, given);
  await checkSound(files, done, given);
  if (fault.kind !== 'crash' && fault.kind !== 'late error')
    expect([...filesOf(files, OPERATION).keys()].filter((path) => path.includes('/.'))).toEqual([]);
  if (fault.call % 2 === 0) await checkReplay(files, work, given);
  await checkDiscard(files, given);
  return faulty.calls < fault.call;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORK: Work = {
  objects: [
    ['a', Buffer.from('first')],
    ['b', Buffer.alloc(1100, 'second ')],
  ],
  documents: [['a.json', '{"unit":1}']],
  large: Buffer.alloc(2500, 'large '),
};

describe('writing', () => {
  it.each(FAULT_KINDS)(
    'is whole or not at all, whichever call meets the fault: %s',
    async (kind: FaultKind) => {
      const given = await prepare(WORK);
      let call = 1;
      while (!(await tryFault({ kind, call }, WORK, given, randomFrom(call)))) call += 1;
      expect(call).toBeGreaterThan(100);
    },
  );

  const word = fc.string({ unit: fc.constantFrom(...'abcXYZ019._-'), minLength: 0, maxLength: 150 });
  const name = word.map((text) => `n${text}`);
  const size = fc.oneof({ weight: 5, arbitrary: fc.nat(3000) }, { weight: 1, arbitrary: fc.nat(2_200_000) });
  const works: fc.Arbitrary<Work> = fc.record({
    objects: fc.uniqueArray(
      fc.tuple(
        name,
        size.map((bytes) => Buffer.alloc(bytes, 'object')),
      ),
      {
        selector: ([name]) => name,
        maxLength: 6,
      },
    ),
    documents: fc.uniqueArray(fc.tuple(name, fc.json({ noUnicodeString: false })), {
      selector: ([name]) => name,
      maxLength: 6,
    }),
    large: fc.nat(5000).map((bytes) => Buffer.alloc(bytes, 'large')),
  });

  it('is so for any work, any fault and any power cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        works,
        fc.constantFrom(...FAULT_KINDS),
        fc.nat(250),
        fc.integer(),
        async (work, kind, n, seed) => {
          await tryFault({ kind, call: n + 1 }, work, await prepare(work), randomFrom(seed));
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('discarding', () => {
  it('ends what an earlier, failed discarding began', async () => {
    const given = await prepare(WORK);
    for (let call = 1, met = true; met; call += 1) {
      const files = given.before();
      await entry(await openOn(files), OPERATION, WORK, new Map());
      const faulty = faultyFileSystem(files, { kind: 'crash', call });
      await openStorage(DATA, { files: faulty, ...quiet })
        .then((storage) => storage.discard(TENANT, OPERATION))
        .catch((error) => expect(error).toBeInstanceOf(StorageError));
      await checkDiscard(files, given);
      met = faulty.calls >= call;
    }
  });
});

describe('reading', () => {
  const bytes = Buffer.alloc(1_500_000, 'read me ');

  async function stored() {
    const files = await emptyDisk();
    const storage = await openOn(files);
    const pack = await storage.openPack({
      tenant: TENANT,
      category: 'objects',
      operation: OPERATION,
      chunk: 0,
    });
    const entries = [await pack.add('small', bytes.subarray(0, 5000)), await pack.add('large', bytes)];
    const { container, size, digest } = await pack.finish();
    return { files, pack: { container, size, digest }, entries };
  }

  it.each(['error', 'late error', 'short'] as const)(
    'goes on from the other copy after one fault: %s',
    async (kind) => {
      const { files, pack, entries } = await stored();
      for (let call = 1, met = true; met; call += 1) {
        const faulty = faultyFileSystem(files, { kind, call });
        const opened = await openStorage(DATA, { files: faulty, ...quiet }).catch(() => undefined);
        if (opened === undefined) continue;
        for (const { offset, size, digest } of entries) {
          const at = { container: pack.container, offset, size, digest };
          const read = await buffer(await opened.read(at));
          expect(read.equals(bytes.subarray(0, size))).toBe(true);
          const part = await buffer(await opened.read(at, { start: 10, end: size - 2 }));
          expect(part.equals(bytes.subarray(10, size - 1))).toBe(true);
        }
        expect(faulty.filesOpen).toBe(0);
        met = faulty.calls >= call;
      }
    },
  );

  it('closes what it opened when the reader leaves, before the first byte, on the way or between two copies', async () => {
    const { files, pack } = await stored();
    const size = (await files.stat(`/data/offers/offer-1/${pack.container}`)).size;
    const counted = faultyFileSystem(files);
    await openOn(counted);
    for (const call of [undefined, 1, 2, 3, 4, 5, 6])
      for (const pieces of [0, 1, 2]) {
        const faulty = faultyFileSystem(
          files,
          call === undefined ? undefined : { kind: 'error', call: counted.calls + call },
        );
        const storage = await openStorage(DATA, { files: faulty, ...quiet });
        const stream = await storage.read({ container: pack.container, size });
        const closed = new Promise((resolve) => stream.once('close', resolve));
        for (let n = 0; n < pieces; n += 1)
          stream.read(1) ?? (await new Promise((some) => stream.once('readable', some)));
        stream.destroy();
        await closed;
        await new Promise(setImmediate);
        expect(faulty.filesOpen).toBe(0);
      }
  });

  it('closes the second copy when the reader leaves while it is being opened', async () => {
    const { files, pack } = await stored();
    const faulty = faultyFileSystem(files);
    const { offers } = await openOn(faulty);
    const [first, second] = [offers[0] ?? expect.unreachable(), offers[1] ?? expect.unreachable()];
    const opening = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const failing: Offer = {
      ...first,
      open: async (container) => ({
        ...(await first.open(container)),
        read: () => Promise.reject(systemError('EIO', container)),
      }),
    };
    const slow: Offer = {
      ...second,
      async open(container) {
        opening.resolve();
        await gate.promise;
        return await second.open(container);
      },
    };
    const stream = await storageOn([failing, slow], quiet).read(pack);
    stream.read();
    await opening.promise;
    stream.destroy();
    gate.resolve();
    await new Promise(setImmediate);
    expect(faulty.filesOpen).toBe(0);
  });

  it('verifies, or says which copy it could not, and closes what it opened', async () => {
    const { files, pack } = await stored();
    for (const kind of ['error', 'short', 'crash'] as const)
      for (let call = 1, met = true; met; call += 1) {
        const faulty = faultyFileSystem(files, { kind, call });
        const opened = await openStorage(DATA, { files: faulty, ...quiet }).catch(() => undefined);
        const failure = await opened?.verify(pack.container, pack).catch((error) => error);
        if (failure !== undefined)
          expect(failure).toMatchObject({ name: 'StorageError', offer: /^offer-fs-[12]$/ });
        if (kind === 'short') expect(failure).toBeUndefined();
        expect(faulty.filesOpen).toBe(0);
        met = faulty.calls >= call;
      }
  });
});

describe('the workspace', () => {
  it.each(FAULT_KINDS)(
    'shows a file whole or not at all, whichever call meets the fault: %s',
    async (kind) => {
      const parts = [Buffer.from('one '), Buffer.from('two')];
      for (let call = 1, met = true; met; call += 1) {
        const files = await emptyDisk();
        const faulty = faultyFileSystem(files, { kind, call });
        let done = false;
        try {
          const folder = (await openWorkspace(DATA, { files: faulty })).folder(TENANT, OPERATION);
          await folder.write('package', Readable.from(parts));
          done = true;
        } catch (error) {
          expect(error).toBeInstanceOf(StorageError);
        }
        expect([faulty.filesOpen, faulty.syncsRetried]).toEqual([0, 0]);
        for (const disk of [files, files.afterPowerCut(randomFrom(call))]) {
          const folder = (await openWorkspace(DATA, { files: disk })).folder(TENANT, OPERATION);
          const names = await folder.list();
          if (done) expect(names).toEqual(['package']);
          for (const name of names) {
            const file = await folder.open(name);
            expect((await file.read(0, 100)).toString()).toBe('one two');
            await file.close();
          }
          await folder.removeAll();
          expect(await folder.list()).toEqual([]);
        }
        met = faulty.calls >= call;
      }
    },
  );
});
