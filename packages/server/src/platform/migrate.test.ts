import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';

it('migrations have numbers that follow each other, each its own', async () => {
  const files = await readdir(new URL('../../migrations/', import.meta.url));
  const numbers = files.map((name) => Number(name.slice(0, 4))).sort((one, other) => one - other);
  expect(numbers).toEqual(files.map((_, index) => index + 1));
});
