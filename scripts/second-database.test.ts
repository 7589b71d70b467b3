import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './root.ts';
import { ONE_DATABASE_IS_ENOUGH } from './second-database.ts';

it('names each integration test once, and none that is gone', () => {
  const files = Object.values(ONE_DATABASE_IS_ENOUGH).flat();
  expect(new Set(files).size).toBe(files.length);
  for (const file of files) {
    expect(file).toMatch(/\.integration\.test\.ts$/);
    expect(existsSync(join(ROOT, file)), file).toBe(true);
  }
});
