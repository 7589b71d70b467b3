import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { ROOT } from './root.ts';
import { walkFiles } from './walk-files.ts';

const WEB = join(ROOT, 'packages', 'web');
const STAMP = '.sources';
/** What the pages are made of, besides packages/web itself. */
const LIBRARIES = ['client', 'seda', 'pronom', 'proof'].map((name) => join(ROOT, 'packages', name, 'src'));

/**
 * Builds the front office into packages/web/dist when it was not built from these very sources. The build
 * appears as a whole; it runs in a process of its own, so that its memory goes with it.
 * @returns the folder of the pages
 * @throws Error with the words of the build, when it fails
 */
export async function buildWeb(log: (line: string) => void): Promise<string> {
  const dist = join(WEB, 'dist');
  const sources = await hashOfSources();
  const built = await readFile(join(dist, STAMP), 'utf8').catch(() => undefined);
  if (built === sources) return dist;
  log('the front office is built (some seconds, once for each version)');
  const draft = join(ROOT, 'node_modules', `.perenne-web-${randomUUID()}`);
  const former = `${draft}-former`;
  try {
    await runVite(draft);
    await compressFiles(draft);
    await writeFile(join(draft, STAMP), sources);
    await rename(dist, former).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(draft, dist);
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(former, { recursive: true, force: true });
  }
  return dist;
}

/** Beside each text its compressed forms, which are then sent as they are. */
async function compressFiles(folder: string): Promise<void> {
  for (const file of await walkFiles(folder, (name) => /\.(html|js|css|svg)$/.test(name))) {
    const content = await readFile(file);
    await writeFile(`${file}.br`, await promisify(brotliCompress)(content));
    await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
  }
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(ROOT, 'package-lock.json')));
  // What is done with the pages after their build is told here.
  hash.update(await readFile(import.meta.filename));
  for (const folder of [WEB, ...LIBRARIES.filter((path) => existsSync(path))])
    for (const file of await walkFiles(folder, (name) => !/\.test\.tsx?$/.test(name)))
      hash.update(`\n${relative(ROOT, file)}\n`).update(await readFile(file));
  return hash.digest('hex');
}

async function runVite(outDir: string): Promise<void> {
  const vite = join(
    dirname(createRequire(join(WEB, 'package.json')).resolve('vite/package.json')),
    'bin',
    'vite.js',
  );
  await mkdir(outDir, { recursive: true });
  const output: Buffer[] = [];
  const child = spawn(
    process.execPath,
    [vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'],
    {
      cwd: WEB,
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => output.push(bytes));
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0)
    throw new Error(`the front office cannot be built:\n${Buffer.concat(output).toString().trim()}`);
}

if (import.meta.main) console.log(await buildWeb(console.error));
