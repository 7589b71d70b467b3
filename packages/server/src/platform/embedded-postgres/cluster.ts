import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { PROGRAM_ENVIRONMENT } from './postmaster.ts';
import { idsOf, type SystemUser } from './system-user.ts';

/** Database role of the service: owns the cluster and the schema. */
export const DATABASE_USER = 'perenne';

const run = promisify(execFile);

/**
 * Makes a cluster: UTF-8, French order by ICU, checksums on every page, password for every connection. It
 * is made under another name and renamed: a folder of the final name is always whole.
 */
export async function createCluster(options: {
  readonly binaries: Binaries;
  readonly user: SystemUser;
  readonly cluster: string;
  readonly password: string;
  /** Folder that the database's user may read, for the time of the call. */
  readonly socketFolder: string;
}): Promise<void> {
  const { binaries, user, cluster, password, socketFolder } = options;
  const parent = dirname(cluster);
  for (const name of await readdir(parent))
    if (name.startsWith(DRAFT)) await rm(join(parent, name), { recursive: true, force: true });
  const passwordFile = join(socketFolder, 'initial-password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await give(passwordFile, user);
  try {
    const draft = join(parent, `${DRAFT}${randomBytes(6).toString('hex')}`);
    await initialise(binaries, user, draft, passwordFile);
    await rename(draft, cluster);
    await syncFolder(parent);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const DRAFT = 'cluster-draft-';

async function initialise(
  binaries: Binaries,
  user: SystemUser,
  folder: string,
  passwordFile: string,
): Promise<void> {
  const failures: string[] = [];
  // Some systems have no C.UTF-8; ICU gives the order of words in either case.
  for (const locale of ['C.UTF-8', 'C']) {
    await mkdir(folder, { mode: 0o700 });
    await give(folder, user);
    try {
      await run(
        binaries.initdb,
        [
          ...['-D', folder, '-U', DATABASE_USER, '--encoding=UTF8', '--data-checksums'],
          ...['--locale-provider=icu', '--icu-locale=fr-FR', `--locale=${locale}`],
          ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`],
        ],
        { ...idsOf(user), cwd: '/', env: PROGRAM_ENVIRONMENT },
      );
      return;
    } catch (error) {
      const { stderr, message } = error as { stderr?: string; message: string };
      failures.push((stderr ?? '').trim() || message);
      await rm(folder, { recursive: true, force: true });
    }
  }
  throw new EmbeddedPostgresError(
    'PERENNE_DATABASE_START',
    `PostgreSQL cannot make its database as ${user.name}:\n${failures.at(-1)}`,
  );
}

/** @throws EmbeddedPostgresError PERENNE_DATABASE_VERSION when another major version made the cluster */
export async function checkVersion(cluster: string, major: string): Promise<void> {
  const found = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  if (found !== major)
    throw new EmbeddedPostgresError(
      'PERENNE_DATABASE_VERSION',
      `the database in ${cluster} is of PostgreSQL ${found} and this is PostgreSQL ${major}: ` +
        'start the version of Pérenne that made it',
    );
}

/** Hands a file or folder to the database's user, when that is not us. */
export async function give(path: string, user: SystemUser): Promise<void> {
  if (user.uid !== undefined && user.gid !== undefined) await chown(path, user.uid, user.gid);
}
