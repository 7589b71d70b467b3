import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
// @ts-expect-error plain JavaScript, for any Node.js that starts the project
import { withLock } from './install-lock.mjs';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perenne-install-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the lock of an installation', () => {
  it.each(['', '4194305 2f0d4b3e-7d0f-4d55-9d5e-0a3f3a1c9a11'])(
    'lets one in at a time, over a stale lock "%s"',
    async (stale) => {
      const path = join(folder, 'lock');
      await writeFile(path, stale);
      let inside = 0;
      let runs = 0;
      const work = async () => {
        inside += 1;
        expect(inside).toBe(1);
        await readdir(folder);
        inside -= 1;
        runs += 1;
      };
      await Promise.all(Array.from({ length: 8 }, () => withLock(path, work, () => undefined)));
      expect(runs).toBe(8);
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it('is let go when the work fails', async () => {
    const path = join(folder, 'lock');
    const failing = () => Promise.reject(new Error('network down'));
    await expect(withLock(path, failing, () => undefined)).rejects.toThrow('network down');
    expect(await readdir(folder)).toEqual([]);
  });
});
