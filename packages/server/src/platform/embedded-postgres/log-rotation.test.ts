import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { rotateLog } from './log-rotation.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perenne-log-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('keeps one former log, of bounded size, and leaves a short one and none as they are', async () => {
  const log = join(folder, 'postgres.log');
  await rotateLog(log, 10);
  await writeFile(log, 'short');
  await rotateLog(log, 10);
  expect(await readFile(log, 'utf8')).toBe('short');
  await appendFile(log, ' and then long');
  await rotateLog(log, 10);
  expect(await readFile(log, 'utf8')).toBe('');
  expect(await readFile(`${log}.1`, 'utf8')).toBe('short and then long');
});
