import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { endChild, startPostmaster } from '../packages/server/src/platform/embedded-postgres/postmaster.ts';
import { databaseUser, idsOf } from '../packages/server/src/platform/embedded-postgres/system-user.ts';

const PROGRAMS = '/usr/lib/postgresql';
const run = promisify(execFile);

export interface TemporaryServer {
  readonly version: string;
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A throw-away server of the PostgreSQL that the system has installed (Debian's layout), for the second
 * pass of the integration tests. Its words are ordered by the C library, unlike the embedded one's, so that
 * nothing comes to depend on either.
 * @returns undefined where none is installed
 */
export async function startDebianPostgres(): Promise<TemporaryServer | undefined> {
  const version = await newestVersion();
  if (version === undefined) return undefined;
  const bin = join(PROGRAMS, version, 'bin');
  const user = databaseUser();
  const folder = await mkdtemp(join(tmpdir(), 'perenne-debian-'));
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
  const cluster = join(folder, 'cluster');
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--auth=trust', '-U', 'perenne', '--no-sync'];
  await run(join(bin, 'initdb'), ['-D', cluster, ...locale], { ...idsOf(user), cwd: '/' });
  await mkdir(join(folder, 'log'));
  const child = await startPostmaster({
    binaries: { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), major: version },
    ...{ user, cluster, logFile: join(folder, 'log', 'postgres.log'), log: console.error },
    settings: {
      ...{ listen_addresses: '', unix_socket_directories: folder, max_connections: '200', lc_messages: 'C' },
      ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
    },
  });
  return {
    version,
    url: `postgresql://perenne@localhost/postgres?host=${encodeURIComponent(folder)}`,
    async stop() {
      await endChild(child, console.error);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function newestVersion(): Promise<string | undefined> {
  if (!existsSync(PROGRAMS)) return undefined;
  const versions = (await readdir(PROGRAMS)).filter((name) =>
    existsSync(join(PROGRAMS, name, 'bin', 'initdb')),
  );
  return versions.sort((a, b) => Number(a) - Number(b)).at(-1);
}
