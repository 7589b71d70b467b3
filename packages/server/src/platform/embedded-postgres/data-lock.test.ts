import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataFolder } from './data-lock.ts';
import { birthOf } from './processes.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perenne-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

const now = { patienceMs: 0 };
/** Past the largest id of a process. */
const NO_PROCESS = 2 ** 22 + 1;

async function leave(text: string): Promise<void> {
  await writeFile(join(folder, 'service.lock'), text);
}

describe('the lock of a data folder', () => {
  it('is given to one of many, and leaves nothing behind', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 12 }, () => lockDataFolder(folder, now)));
    const given = attempts.filter((attempt) => attempt.status === 'fulfilled');
    expect(given).toHaveLength(1);
    for (const attempt of attempts)
      if (attempt.status === 'rejected')
        expect(attempt.reason).toMatchObject({ code: 'PERENNE_DATA_IN_USE' });
    await given[0]?.value();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is taken over, by one, from a process that is gone', async () => {
    await leave(JSON.stringify({ pid: NO_PROCESS, birth: '', token: 'former' }));
    const attempts = await Promise.allSettled(Array.from({ length: 12 }, () => lockDataFolder(folder, now)));
    expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['service.lock']);
  });

  it.skipIf(process.platform !== 'linux')(
    'is taken over when its number belongs to another process now',
    async () => {
      await leave(JSON.stringify({ pid: process.pid, birth: 'another boot:1', token: 'former' }));
      await (await lockDataFolder(folder, now))();
      await leave(JSON.stringify({ pid: process.ppid, birth: await birthOf(process.ppid), token: 'other' }));
      await expect(lockDataFolder(folder, now)).rejects.toMatchObject({ code: 'PERENNE_DATA_IN_USE' });
    },
  );

  it('is taken over when it is no lock: a power cut may leave an empty file', async () => {
    for (const text of ['', '{', '{"pid":"x"}', 'null']) {
      await leave(text);
      await (await lockDataFolder(folder, now))();
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('waits for a holder that is about to end', async () => {
    const unlock = await lockDataFolder(folder, now);
    await leave(JSON.stringify({ pid: process.ppid, birth: await birthOf(process.ppid), token: 'other' }));
    const waiting = lockDataFolder(folder, { patienceMs: 30_000 });
    await rm(join(folder, 'service.lock'));
    await (await waiting)();
    await unlock();
  });

  it('says so when the folder cannot be made', async () => {
    await leave('');
    await expect(lockDataFolder(join(folder, 'service.lock', 'data'), now)).rejects.toMatchObject({
      code: 'PERENNE_DATA_ACCESS',
    });
  });
});
