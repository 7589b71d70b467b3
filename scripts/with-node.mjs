/**
 * Runs a TypeScript entry under the Node.js that the project wants, with its dependencies installed:
 *
 *   node scripts/with-node.mjs <entry.ts> [arguments…]
 *
 * Plain JavaScript that any Node.js from 18 runs, without dependencies. An older Node.js than the wanted
 * one gets the pinned runtime from the package registry (runtime/package.json), and npm then runs under
 * that one: under an older it silently leaves packages out.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies, ensureRuntime, InstallError } from './install.mjs';
import { NODE_FLAGS } from './node-flags.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const WANTED_MAJOR = 24;

const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) {
  console.error('usage: node scripts/with-node.mjs <entry.ts> [arguments…]');
  process.exit(2);
}

try {
  const isNewEnough = Number(process.versions.node.split('.')[0]) >= WANTED_MAJOR;
  const node = isNewEnough ? process.execPath : await ensureRuntime(ROOT);
  await ensureDependencies(ROOT, node);
  run(node);
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  console.error(`perenne: ${error.message}`);
  process.exit(1);
}

function run(node) {
  const follow = new URL('./end-with-launcher.mjs', import.meta.url).href;
  const flags = [...NODE_FLAGS, `--import=${follow}`];
  const child = spawn(node, [...flags, resolve(ROOT, entry), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
      NODE: node,
      npm_node_execpath: node,
      // Each thread of the service would strip and compile the same thousand modules at every start.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(ROOT, 'runtime', 'compiled'),
      PERENNE_LAUNCHER: String(process.pid),
    },
  });
  child.on('error', (error) => {
    console.error(`perenne: ${node} cannot be run: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));

  // In a terminal Ctrl-C reaches the child by itself; a second signal would mean impatience.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event !== undefined) endWithNpm(child);
}

/** npm that was killed outright leaves its script running; the next start would find the folder in use. */
function endWithNpm(child) {
  // npm runs a script by a shell, which some systems' shells replace by the script.
  const link = [process.pid, process.ppid].find((pid) => /^npm\b/.test(nameOf(parentOf(pid))));
  if (link === undefined) return;
  const npm = parentOf(link);
  const timer = setInterval(() => {
    if (parentOf(link) === npm) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, 1_000);
}

function parentOf(pid) {
  if (pid === process.pid) return process.ppid;
  return Number(/^PPid:\s*(\d+)$/m.exec(readProc(pid, 'status'))?.[1] ?? 0);
}

function nameOf(pid) {
  return readProc(pid, 'comm').trim();
}

/** Empty where there is no /proc, or no such process. */
function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
