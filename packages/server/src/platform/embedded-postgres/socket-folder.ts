import { chown, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PORT } from './settings.ts';
import { isUsableBy, type SystemUser } from './system-user.ts';

const PREFIX = 'perenne-';
/** Longest path of a unix socket that every system takes (sun_path, 104 bytes on macOS). */
const MAX_SOCKET_PATH = 103;

/**
 * A new folder of mode 700 for the socket, owned by PostgreSQL's user, short enough for its path; which one
 * it is stays written in `memo` (a file), so that the next start clears away what a killed one left.
 */
export async function makeSocketFolder(user: SystemUser, memo: string): Promise<string> {
  await forgetSocketFolder(memo);
  const parent = [tmpdir(), '/tmp', '/var/tmp'].find(
    (candidate) =>
      socketPath(join(candidate, `${PREFIX}XXXXXX`)).length <= MAX_SOCKET_PATH && isUsableBy(user, candidate),
  );
  if (parent === undefined) throw new Error(`no temporary folder that ${user.name} may use for a socket`);
  const folder = await mkdtemp(join(parent, PREFIX));
  await writeFile(memo, `${folder}\n`);
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
  return folder;
}

/** Removes the folder named in `memo`, if any. */
export async function forgetSocketFolder(memo: string): Promise<void> {
  const folder = await readFile(memo, 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
  // The memo is a file like another: nothing but a folder of our own kind is ever removed on its word.
  if (/^perenne-[A-Za-z0-9]{6}$/.test(basename(folder))) {
    for (const name of [`.s.PGSQL.${PORT}`, `.s.PGSQL.${PORT}.lock`, 'initial-password'])
      await rm(join(folder, name), { force: true });
    await rmdir(folder).catch(() => undefined);
  }
  await rm(memo, { force: true });
}

function socketPath(folder: string): string {
  return join(folder, `.s.PGSQL.${PORT}`);
}
