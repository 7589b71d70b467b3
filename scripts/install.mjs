/** What with-node.mjs installs. Plain JavaScript for Node.js 18, without dependencies. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { withLock } from './install-lock.mjs';

/** A failure in words for the person who typed the command. */
export class InstallError extends Error {}

const STAMP = '.perenne-install';

/**
 * The pinned Node.js of runtime/, installed if need be.
 * @returns {Promise<string>} path of the program
 */
export async function ensureRuntime(root) {
  const folder = join(root, 'runtime');
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const version = json(join(folder, 'package.json')).optionalDependencies[name];
  if (version === undefined)
    throw new InstallError(
      `Node.js ${process.versions.node} is too old and no newer one is provided for ${name.slice(5)}: install Node.js 24 or newer`,
    );
  const home = join(folder, 'node_modules', name);
  const program = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const installed = () => existsSync(program) && json(join(home, 'package.json')).version === version;
  if (!installed()) {
    await locked(root, async () => {
      if (installed()) return;
      say(`Node.js ${version} is fetched once for this folder (here is ${process.versions.node})`);
      await npm(process.execPath, folder);
    });
  }
  // A system with another C library takes the package and cannot run it.
  if (spawnSync(program, ['--version']).status !== 0)
    throw new InstallError(`${program} does not run on this system: install Node.js 24 or newer`);
  return program;
}

/** The packages of package-lock.json, installed if they are not there as it says. */
export async function ensureDependencies(root, node) {
  if (isInstalled(root)) return;
  await locked(root, async () => {
    if (isInstalled(root)) return;
    say('dependencies are installed (a minute, the first time)');
    await npm(node, root);
    writeFileSync(join(root, 'node_modules', STAMP), lockHash(root));
  });
}

function isInstalled(root) {
  const stamp = join(root, 'node_modules', STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash(root)) return true;
  // npm's own record tells of an installation that was made by hand.
  const record = join(root, 'node_modules', '.package-lock.json');
  return existsSync(record) && agrees(json(join(root, 'package-lock.json')), json(record));
}

function lockHash(root) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

/** An optional package may be missing unless it is made for this very system: those are its programs. */
function agrees(lock, record) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (!path.includes('node_modules/')) return true;
    const found = record.packages[path];
    if (found === undefined) return wanted.optional === true && !isForThisSystem(wanted);
    return found.version === wanted.version && found.resolved === wanted.resolved;
  });
}

function isForThisSystem({ os, cpu, libc }) {
  if (os === undefined || !os.includes(process.platform)) return false;
  if (cpu !== undefined && !cpu.includes(process.arch)) return false;
  return libc === undefined || process.platform !== 'linux' || libc.includes(libcOfThisSystem());
}

function libcOfThisSystem() {
  return process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}

async function locked(root, work) {
  for (const folder of [root, join(root, 'runtime')])
    if (!isWritable(folder))
      throw new InstallError(
        `packages are to be installed and ${folder} is not yours to write: run this once as the owner of the folder`,
      );
  await withLock(join(root, 'runtime', 'install.lock'), work, () =>
    say('another start is installing; it is awaited'),
  );
}

/** `npm ci` in a folder, quiet unless it fails; run by the given Node.js. */
async function npm(node, folder) {
  const cache = cacheFolder();
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--include=dev', '--include=optional'];
  const output = [];
  const child = spawn(
    node,
    [
      npmProgram(),
      'ci',
      ...flags,
      '--loglevel=error',
      '--no-progress',
      '--no-update-notifier',
      ...cache.flags,
    ],
    { cwd: folder, env: npmEnvironment(node), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  child.stdout.on('data', (bytes) => output.push(bytes));
  child.stderr.on('data', (bytes) => output.push(bytes));
  const status = await new Promise((resolve) => {
    child.on('error', (error) => {
      output.push(Buffer.from(error.message));
      resolve(1);
    });
    child.on('close', resolve);
  });
  cache.remove();
  if (status !== 0) throw failure(Buffer.concat(output).toString());
}

function failure(text) {
  const lines = text.trim().split('\n').slice(-15).join('\n');
  const advice = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/.test(text)
    ? 'the package registry cannot be reached: check the network, or the proxy of npm, and start again'
    : /ENOSPC/.test(text)
      ? 'the disk is full'
      : /EACCES|EPERM|EROFS/.test(text)
        ? 'a folder is not yours to write'
        : 'npm could not install the packages';
  return new InstallError(`${advice}. npm said:\n${lines}`);
}

/** npm tells the scripts it runs of its own folders; an inner npm is to find its own. */
function npmEnvironment(node) {
  const environment = { ...process.env, NODE: node, npm_node_execpath: node };
  environment.PATH = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
  for (const name of Object.keys(environment))
    if (
      /^npm_(config_(local_prefix|prefix|global_prefix|workspaces?|include_workspace_root|global|omit)|package_|lifecycle_|command)/i.test(
        name,
      )
    )
      delete environment[name];
  return environment;
}

/** A user without a home has no place for npm's cache. */
function cacheFolder() {
  const usual = process.env.npm_config_cache ?? join(homedir(), '.npm');
  try {
    mkdirSync(usual, { recursive: true });
    accessSync(usual, constants.W_OK);
    return { flags: [], remove: () => undefined };
  } catch {
    const own = mkdtempSync(join(tmpdir(), 'perenne-npm-'));
    return { flags: [`--cache=${own}`], remove: () => rmSync(own, { recursive: true, force: true }) };
  }
}

/** npm's script: the one that runs us, else the one beside this Node.js, else the one on the path. */
function npmProgram() {
  const bin = dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath,
    join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(bin, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(bin, '..', 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'),
    ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'npm')),
  ];
  for (const candidate of candidates) {
    if (candidate === undefined || !existsSync(candidate)) continue;
    const program = realpathSync(candidate);
    if (program.endsWith('npm-cli.js')) return program;
  }
  throw new InstallError('npm is not found: install it with Node.js');
}

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function json(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function say(line) {
  console.error(`perenne: ${line}`);
}
