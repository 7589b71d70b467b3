import { hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { BUILT_IN, compileIdentifier, SAMPLE_SIZE } from '@perenne/pronom';
import {
  type ArchiveUnitRecord,
  type DataObjectRecord,
  readManifest,
  type TransferHeader,
} from '@perenne/seda';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { firstPackage, manyUnits, SAMPLE } from './packages.ts';

afterEach(() => {
  vi.useRealTimers();
});

interface Opened {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly header: TransferHeader;
  readonly units: readonly ArchiveUnitRecord[];
  readonly objects: readonly DataObjectRecord[];
}

/** Reads a package as an archive does: its directory, then its manifest, in strict mode. */
async function opened(made: Readable): Promise<Opened> {
  const zip = await fromBufferPromise(await buffer(made));
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    expect(files.has(entry.fileName), entry.fileName).toBe(false);
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  const units: ArchiveUnitRecord[] = [];
  const objects: DataObjectRecord[] = [];
  async function* manifest() {
    yield files.get('manifest.xml') as Buffer;
  }
  const header = await readManifest(
    manifest(),
    { unit: (unit) => units.push(unit), dataObject: (object) => objects.push(object) },
    { mode: 'strict' },
  );
  return { files, header, units, objects };
}

const builtIn = compileIdentifier(BUILT_IN);
const formatOf = (content: Buffer, extension: string) =>
  builtIn.identify({
    head: content.subarray(0, SAMPLE_SIZE),
    tail: content.subarray(-SAMPLE_SIZE),
    size: content.length,
    extension,
  })?.puid;

/** Each declared object is there with its size, digest and format, each file is declared, each group is held. */
function expectWhole({ files, objects, units }: Opened): void {
  expect([...files.keys()].sort()).toEqual([...objects.map(({ uri }) => uri), 'manifest.xml'].sort());
  for (const { uri = '', size, digest, document } of objects) {
    const content = files.get(uri) as Buffer;
    expect(content.length).toBe(size);
    expect(digest).toEqual({ algorithm: 'SHA-512', value: hash('sha512', content, 'hex') });
    const { FormatId } = document.FormatIdentification as { FormatId: string };
    expect(formatOf(content, uri.split('.').at(-1) as string), uri).toBe(FormatId);
  }
  const held = units.flatMap(({ references }) => references.map(({ id }) => id));
  expect(held.sort()).toEqual(objects.map(({ enclosingGroupId }) => enclosingGroupId).sort());
}

describe('the first package', () => {
  it('is a whole transfer of folders with texts, pages and pictures', async () => {
    const made = await opened(firstPackage());
    expectWhole(made);
    expect(made.header).toMatchObject({
      version: '2.2',
      archivalAgreement: SAMPLE.ingestContract,
      archivalAgency: SAMPLE.agency,
      originatingAgency: SAMPLE.agency,
    });
    expect(made.units).toHaveLength(1 + 3 + 12);
    expect(new Set(made.objects.map(({ uri }) => uri?.split('.')[1]))).toEqual(
      new Set(['txt', 'pdf', 'png']),
    );
    for (const { content, management, references } of made.units) {
      expect(content.DescriptionLevel).toMatch(/^(RecordGrp|File|Item)$/);
      expect(content.Title).toMatch(/\p{L}/u);
      if (content.DescriptionLevel === 'File') expect(management.AppraisalRule).toBeDefined();
      expect(references).toHaveLength(content.DescriptionLevel === 'Item' ? 1 : 0);
    }
  });

  it('is the same for the same seed, on any day, and another for another seed', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2024-03-01T10:00:00Z') });
    const first = await buffer(firstPackage(7));
    vi.setSystemTime(new Date('2031-11-30T23:59:59Z'));
    expect(first.equals(await buffer(firstPackage(7)))).toBe(true);
    expect(first.equals(await buffer(firstPackage(8)))).toBe(false);
  });

  it('is whole for any seed, and names the contract that is asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.stringMatching(/^[A-Z-]{1,20}$/), async (seed, contract) => {
        const made = await opened(firstPackage(seed, contract));
        expectWhole(made);
        expect(made.header.archivalAgreement).toBe(contract);
      }),
      { numRuns: 10 },
    );
  });
});

describe('a package of many units', () => {
  it('is a whole transfer: as many units as asked, in folders, with one object each', async () => {
    const sizes = fc.record({
      units: fc.integer({ min: 1, max: 60 }),
      objectSize: fc.integer({ min: 1, max: 5_000 }),
      seed: fc.nat(1e6),
      perFolder: fc.integer({ min: 1, max: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(sizes, async (many) => {
        const made = await opened(manyUnits(many));
        expectWhole(made);
        expect(made.objects).toHaveLength(many.units);
        expect(made.objects.every(({ size }) => size === many.objectSize)).toBe(true);
        expect(made.units).toHaveLength(many.units + Math.ceil(many.units / many.perFolder));
      }),
      { numRuns: 15 },
    );
  });

  it('is the same for the same seed, on any day', async () => {
    const many = { units: 30, objectSize: 500, seed: 3 };
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2024-03-01T10:00:00Z') });
    const first = await buffer(manyUnits(many));
    vi.setSystemTime(new Date('2031-11-30T23:59:59Z'));
    expect(first.equals(await buffer(manyUnits(many)))).toBe(true);
    expect(first.equals(await buffer(manyUnits({ ...many, seed: 4 })))).toBe(false);
  });

  it('is made as it is read, never held whole', async () => {
    const objectSize = 20_000;
    const made = manyUnits({ units: 400, objectSize, seed: 1 });
    let size = 0;
    let held = 0;
    for await (const piece of made as AsyncIterable<Buffer>) {
      size += piece.length;
      held = Math.max(held, made.readableLength);
    }
    expect(size).toBeGreaterThan(400 * objectSize);
    expect(held).toBeLessThan(1024 * 1024);
  });
});
