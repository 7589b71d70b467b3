import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TenantId } from '../platform/index.ts';
import { digestOnOffer } from './fixity.ts';
import { openStorage, type PackEntry } from './index.ts';
import { unsyncedFileSystem } from './testing/unsynced-file-system.ts';

const sha512 = (bytes: Uint8Array) => createHash('sha512').update(bytes).digest();
const AT = { tenant: 3 as TenantId, category: 'objects', operation: 'op', chunk: 1 };
const OFFERS = ['offer-fs-1', 'offer-fs-2'] as const;

/** What is done to a copy: nothing, bytes that are turned, its end that is cut off, the file that goes. */
const damages = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.nat(4_000), { maxLength: 3 }) },
  fc.record({ cut: fc.nat(4_000) }),
  fc.constant('gone' as const),
);
type Damage = typeof damages extends fc.Arbitrary<infer Value> ? Value : never;

function apply(path: string, damage: Damage): void {
  if (damage === 'gone') {
    rmSync(path);
    return;
  }
  const bytes = readFileSync(path);
  if (!Array.isArray(damage)) {
    writeFileSync(path, bytes.subarray(0, damage.cut));
    return;
  }
  for (const at of damage) bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ 1;
  writeFileSync(path, bytes);
}

describe('mending', () => {
  it('makes bad copies good where a good one is, and no good one bad, whatever is damaged', async () => {
    await fc.assert(
      fc.asyncProperty(damages, damages, async (first, second) => {
        const folder = mkdtempSync(join(tmpdir(), 'perenne-mending-'));
        try {
          const storage = await openStorage({ dataFolder: folder }, { files: unsyncedFileSystem });
          const writer = await storage.openPack(AT);
          const entries: PackEntry[] = [];
          for (let object = 0; object < 4; object++)
            entries.push(await writer.add(`object-${object}`, Buffer.alloc(300, object + 1)));
          const pack = await writer.finish();
          const { container } = pack;
          const path = (n: number) => join(folder, 'offers', `offer-${n}`, container);
          apply(path(1), first);
          apply(path(2), second);
          const goodOn = async () => {
            const good = new Set<string>();
            for (const offer of storage.offers)
              for (const entry of entries)
                if ((await digestOnOffer(offer, { container, ...entry }))?.equals(entry.digest))
                  good.add(`${entry.name} ${offer.id}`);
            return good;
          };
          const before = await goodOn();
          const isWhole = (n: number) => {
            try {
              return sha512(readFileSync(path(n))).equals(pack.digest);
            } catch {
              return false;
            }
          };
          const wasWhole = isWhole(1) || isWhole(2);
          for (const offer of OFFERS) {
            // A copy that has become whole by its entries is one to take from.
            const someWhole = isWhole(1) || isWhole(2);
            const done = await storage.restore(container, pack, offer);
            expect(done !== undefined).toBe(someWhole);
            if (done !== undefined) continue;
            for (const entry of entries) await storage.restoreEntry({ container, ...entry }, offer);
          }
          const after = await goodOn();
          expect([...before].filter((each) => !after.has(each))).toEqual([]);
          if (wasWhole) {
            expect([isWhole(1), isWhole(2)]).toEqual([true, true]);
            const index = (n: number) => readFileSync(`${path(n)}.index.jsonl`, 'utf8');
            expect(index(1)).toBe(index(2));
          }
          // Where both copies have their length, what one of them has the other gets.
          if (Array.isArray(first) && Array.isArray(second))
            for (const { name } of entries) {
              const has = OFFERS.filter((offer) => after.has(`${name} ${offer}`));
              expect(has.length, name).not.toBe(1);
            }
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: 25 },
    );
  });

  it('does not take from a copy that is no more what was recorded, and knows no other offer', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'perenne-mending-'));
    try {
      const storage = await openStorage({ dataFolder: folder }, { files: unsyncedFileSystem });
      const writer = await storage.openFile({ ...AT, name: 'large.bin' });
      await writer.write(Buffer.alloc(2_500_000, 9));
      const { container, size, digest } = await writer.finish();
      const path = (n: number) => join(folder, 'offers', `offer-${n}`, container);
      apply(path(1), [7]);
      apply(path(2), [9]);
      expect(await storage.restore(container, { size, digest }, 'offer-fs-1')).toBeUndefined();
      expect(readFileSync(path(1)).equals(readFileSync(path(2)))).toBe(false);
      apply(path(2), [9]);
      expect(await storage.restore(container, { size, digest }, 'offer-fs-1')).toEqual({
        ...{ kind: 'restored', from: 'offer-fs-2' },
      });
      expect(sha512(readFileSync(path(1))).equals(digest)).toBe(true);
      expect(await storage.restore(container, { size, digest }, 'offer-fs-1')).toEqual({ kind: 'right' });
      await expect(storage.restore(container, { size, digest }, 'offer-fs-9')).rejects.toMatchObject({
        code: 'WRONG_OFFER',
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
