import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './root.ts';

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

interface Lock {
  readonly packages: Record<string, { readonly license?: string; readonly link?: boolean }>;
}

const ALLOWED =
  /^(MIT(-0)?|ISC|BSD-[23]-Clause|0BSD|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|MIT OR Apache-2\.0)$/;
/** Tools that are used unchanged and never delivered (docs/dependencies.md, Licences). */
const TOOLS = /^(axe-core|@axe-core\/playwright|lightningcss(-.*)?|argparse)$/;
const OF_TOOLS = /^(MPL-2\.0|PSF-2\.0)$/;

async function read<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(join(ROOT, path), 'utf8')) as T;
}

async function declared(): Promise<Map<string, string>> {
  const folders = (await readdir(join(ROOT, 'packages'))).map((name) => `packages/${name}`);
  const found = new Map<string, string>();
  for (const folder of ['.', 'runtime', ...folders]) {
    if (!existsSync(join(ROOT, folder, 'package.json'))) continue;
    const { dependencies, optionalDependencies, devDependencies } = await read<Manifest>(
      `${folder}/package.json`,
    );
    for (const [name, version] of Object.entries({
      ...dependencies,
      ...optionalDependencies,
      ...devDependencies,
    }))
      if (!name.startsWith('@perenne/')) found.set(name, version);
  }
  return found;
}

describe('dependencies', () => {
  it('are each explained in docs/dependencies.md, and nothing else is', async () => {
    const page = await readFile(join(ROOT, 'docs', 'dependencies.md'), 'utf8');
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const explained = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    );
    expect(explained.sort()).toEqual([...(await declared()).keys()].sort());
  });

  it('are pinned to exact versions', async () => {
    for (const [name, version] of await declared())
      expect(`${name}@${version}`).toMatch(/@\d+\.\d+\.\d+(-[\w.]+)?$/);
  });

  it('have licences that let the archive be Apache-2.0', async () => {
    const { packages } = await read<Lock>('package-lock.json');
    const refused = Object.entries(packages)
      .filter(([path, { link }]) => path.includes('node_modules/') && link !== true)
      .map(([path, { license = 'none' }]) => ({ name: path.replace(/^.*node_modules\//, ''), license }))
      .filter(
        ({ name, license }) => !(ALLOWED.test(license) || (OF_TOOLS.test(license) && TOOLS.test(name))),
      );
    expect(refused).toEqual([]);
    expect(Object.keys(packages).length).toBeGreaterThan(100);
  });
});
