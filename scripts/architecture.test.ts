import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { importsOf, surveyArchitecture } from './architecture.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** Rules broken by a house made of these files. */
async function broken(files: Record<string, string>): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), 'perenne-house-'));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, 'packages', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const survey = await surveyArchitecture(root);
  expect(survey.modules).toBe(Object.keys(files).length);
  return survey.violations.map(({ module, rule }) => `${module}: ${rule}`);
}

describe('the architecture check', () => {
  it('sees an import that runs upward, whatever its form', async () => {
    const target = { 'server/src/ingest/index.ts': '' };
    for (const statement of [
      `import { a } from '../ingest/index.ts';`,
      `import type { A } from '../ingest/index.ts';`,
      `export {\n  a,\n  b,\n} from '../ingest/index.ts';`,
      `import '../ingest/index.ts';`,
      `const a = await import('../ingest/index.ts');`,
      `new Worker(new URL('../ingest/index.ts', import.meta.url));`,
    ])
      expect(await broken({ ...target, 'server/src/storage/a.ts': statement }), statement).toEqual([
        'packages/server/src/storage/a.ts: storage may not import ingest, which stands above it',
      ]);
  });

  it('lets an import run downward, and the roof import all', async () => {
    expect(
      await broken({
        'server/src/platform/clock.ts': '',
        'server/src/http/app.ts': `import '../ingest/receive.ts';`,
        'server/src/ingest/receive.ts': `import '../platform/clock.ts';`,
        'server/src/main.ts': `import './http/app.ts';`,
      }),
    ).toEqual([]);
  });

  it('wants index.ts between rooms of one floor', async () => {
    const rooms = { 'server/src/logbook/index.ts': '', 'server/src/logbook/status.ts': '' };
    expect(await broken({ ...rooms, 'server/src/storage/a.ts': `import '../logbook/index.ts';` })).toEqual(
      [],
    );
    expect(await broken({ ...rooms, 'server/src/storage/a.ts': `import '../logbook/status.ts';` })).toEqual([
      'packages/server/src/storage/a.ts: storage and logbook are on one floor and speak through index.ts',
    ]);
  });

  it('lets the routes of a room know the application that mounts them, and nothing else of the room', async () => {
    const house = { 'server/src/http/house.ts': '' };
    expect(
      await broken({ ...house, 'server/src/access/units.routes.ts': `import '../http/house.ts';` }),
    ).toEqual([]);
    expect(
      await broken({ ...house, 'server/src/access/units.ts': `import '../http/house.ts';` }),
    ).toHaveLength(1);
  });

  it('keeps packages out of the server and of each other’s insides', async () => {
    expect(
      await broken({
        'seda/src/index.ts': `import '@perenne/server';`,
        'web/src/page.tsx': `import '../../server/src/main.ts';`,
        'server/src/main.ts': `import '@perenne/seda/src/reader.ts';`,
        'pronom/src/index.ts': `import { readFile } from 'node:fs/promises';`,
      }),
    ).toEqual([
      'packages/pronom/src/index.ts: packages/pronom runs in browsers and may not use node:fs/promises',
      'packages/seda/src/index.ts: packages/seda may not import packages/server',
      'packages/server/src/main.ts: packages are imported by their names alone',
      'packages/web/src/page.tsx: packages are imported by their names alone',
    ]);
  });

  it('sees a circle', async () => {
    const rules = await broken({
      'seda/src/a.ts': `import './b.ts';`,
      'seda/src/b.ts': `import './c.ts';`,
      'seda/src/c.ts': `import './a.ts';`,
    });
    expect(rules).toEqual(['packages/seda/src/a.ts: imports in a circle']);
    expect(
      await broken({
        'seda/src/a.ts': `import type { B } from './b.ts';`,
        'seda/src/b.ts': `import './a.ts';`,
      }),
      'types may name each other',
    ).toEqual([]);
  });

  it('asks for a floor for each room, and for the file of each import', async () => {
    expect(await broken({ 'server/src/attic/a.ts': `import '../platform/none.ts';` })).toEqual([
      'packages/server/src/attic/a.ts: names a file that does not exist',
      'packages/server/src/attic/a.ts: the room attic has no floor: give it one in scripts/architecture.ts',
    ]);
  });

  it('takes words in comments and texts for what they are', () => {
    expect(importsOf(` * import things from 'nowhere'\nconst text = "import x from 'y'";`)).toEqual([]);
  });
});
