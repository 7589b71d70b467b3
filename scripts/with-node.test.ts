import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

/** A project of its own, with the launcher in it and npm replaced by a program that writes npm's record. */
let root: string;
const LOCK = { packages: { 'node_modules/some': { version: '1.0.0' } } };
const NPM = `
  import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
  appendFileSync('calls', process.argv[2] + '\\n');
  mkdirSync('node_modules', { recursive: true });
  writeFileSync('node_modules/.package-lock.json', ${JSON.stringify(JSON.stringify(LOCK))});
`;
const WAITING = `
  process.on('SIGTERM', () => { console.log('ends'); process.exit(7); });
  console.log(process.pid as number);
  setInterval(() => undefined, 1_000);
`;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'perenne-launch-'));
  await mkdir(join(root, 'runtime'));
  for (const name of [
    'with-node.mjs',
    'install.mjs',
    'install-lock.mjs',
    'node-flags.mjs',
    'end-with-launcher.mjs',
  ])
    await cp(join(import.meta.dirname, name), join(root, 'scripts', name));
  await mkdir(join(root, 'npm'));
  await writeFile(join(root, 'npm', 'package.json'), '{"type":"module"}');
  await writeFile(join(root, 'npm', 'npm-cli.js'), NPM);
  await writeFile(join(root, 'package-lock.json'), JSON.stringify(LOCK));
});
afterEach(() => rm(root, { recursive: true }));

async function launch(program: string): Promise<ChildProcess> {
  await writeFile(join(root, 'entry.ts'), program);
  return spawn(process.execPath, [join(root, 'scripts', 'with-node.mjs'), 'entry.ts', 'one', 'two'], {
    env: { PATH: process.env.PATH, npm_execpath: join(root, 'npm', 'npm-cli.js') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function outcome(child: ChildProcess): Promise<{ code: number; said: string; complained: string }> {
  const [said, complained, [code]] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    once(child, 'exit'),
  ]);
  return { code, said, complained };
}

describe('the launcher', () => {
  it('runs TypeScript with its arguments and gives its exit code, without a word of its own', async () => {
    await mkdir(join(root, 'node_modules'));
    await writeFile(join(root, 'node_modules', '.package-lock.json'), JSON.stringify(LOCK));
    const program = 'const words: string[] = process.argv.slice(2); console.log(...words); process.exit(5);';
    expect(await outcome(await launch(program))).toEqual({ code: 5, said: 'one two\n', complained: '' });
  });

  it('installs what is missing once, for two starts at once', async () => {
    const program = `console.log('runs');`;
    const both = await Promise.all([outcome(await launch(program)), outcome(await launch(program))]);
    expect(both.map(({ code, said }) => `${code} ${said}`)).toEqual(['0 runs\n', '0 runs\n']);
    expect(await readFile(join(root, 'calls'), 'utf8')).toBe('ci\n');
  });

  it('installs anew when the lock file asks for another version', async () => {
    await outcome(await launch(''));
    const other = { packages: { 'node_modules/some': { version: '1.0.1' } } };
    await writeFile(join(root, 'package-lock.json'), JSON.stringify(other));
    await outcome(await launch(''));
    await outcome(await launch(''));
    expect(await readFile(join(root, 'calls'), 'utf8')).toBe('ci\nci\n');
  });

  it('says in words that the registry cannot be reached, and runs nothing', async () => {
    const failing = `console.error('npm error code ENOTFOUND'); process.exit(1);`;
    await writeFile(join(root, 'npm', 'npm-cli.js'), failing);
    const { code, said, complained } = await outcome(await launch(`console.log('runs');`));
    expect({ code, said }).toEqual({ code: 1, said: '' });
    expect(complained).toContain('the package registry cannot be reached');
  });

  it('passes SIGTERM on, and waits for the end', async () => {
    const child = await launch(WAITING);
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    await once(lines, 'line');
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(7);
  });

  it('does not leave the program behind when it is killed outright', async () => {
    const child = await launch(WAITING);
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    await once(lines, 'line');
    const ends = once(lines, 'line');
    child.kill('SIGKILL');
    expect((await ends)[0]).toBe('ends');
  });
});
