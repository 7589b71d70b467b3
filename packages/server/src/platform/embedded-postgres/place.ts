import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { databaseUser, isUsableBy, type SystemUser } from './system-user.ts';

/** Where the parts of the embedded database lie, and who owns them. */
export interface Place {
  readonly user: SystemUser;
  /** PostgreSQL's own folder (PGDATA). */
  readonly cluster: string;
  /** Whether the cluster exists. */
  readonly made: boolean;
  /** Folder for copies of the programs, if need be. */
  readonly copies: string;
  readonly logFile: string;
  readonly passwordFile: string;
  readonly socketMemo: string;
}

/** Where root puts what PostgreSQL's user cannot reach in the data folder. */
const SYSTEM_FOLDER = '/var/lib/perenne';

/**
 * Decides where the cluster lies: in the data folder; for root also elsewhere, when PostgreSQL's user
 * cannot pass the folders above (a home of mode 700). The file `cluster-folder` then keeps where.
 * @throws EmbeddedPostgresError PERENNE_DATA_ACCESS, PERENNE_DATABASE_MISSING
 */
export async function findPlace(dataFolder: string, log: (line: string) => void): Promise<Place> {
  const folder = join(dataFolder, 'postgres');
  // Others may pass and not list: the database's user, where root starts the service, must.
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const pointer = join(folder, 'cluster-folder');
  const pointed = await readFile(pointer, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
  const root = process.getuid?.() === 0;
  let cluster = pointed ?? join(folder, 'cluster');
  const owner = await ownerOf(cluster);
  if (pointed !== undefined && owner === undefined) throw missing(dataFolder, pointed);
  const user = databaseUser(owner);
  if (!root) checkOwner(owner, cluster);
  else if (pointed === undefined && !isUsableBy(user, folder)) {
    if (owner !== undefined) throw unreachable(user, folder);
    cluster = join(await systemFolderOf(dataFolder), 'cluster');
    await writeFile(pointer, `${cluster}\n`);
    log(`${user.name} may not enter ${folder}: the database is kept in ${cluster}`);
  }
  return {
    user,
    cluster,
    made: (await ownerOf(cluster)) !== undefined,
    copies: root ? join(SYSTEM_FOLDER, 'programs') : join(folder, 'programs'),
    logFile: join(folder, 'postgres.log'),
    passwordFile: join(folder, 'password'),
    socketMemo: join(folder, 'socket-folder'),
  };
}

async function systemFolderOf(dataFolder: string): Promise<string> {
  const name = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  const folder = join(SYSTEM_FOLDER, name);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  return folder;
}

async function ownerOf(cluster: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const { uid, gid } = await stat(cluster);
    return { uid, gid };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function checkOwner(owner: { uid: number } | undefined, cluster: string): void {
  if (owner === undefined || owner.uid === process.getuid?.()) return;
  throw new EmbeddedPostgresError(
    'PERENNE_DATA_ACCESS',
    `the database in ${cluster} belongs to user ${owner.uid}: start the service as the user who made it ` +
      '(root for one that root made), or name another folder in PERENNE_DATA',
  );
}

function missing(dataFolder: string, cluster: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'PERENNE_DATABASE_MISSING',
    `the database of ${dataFolder} was kept in ${cluster} and is not there any more: ` +
      'put it back, or start on an empty PERENNE_DATA',
  );
}

function unreachable(user: SystemUser, folder: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'PERENNE_DATA_ACCESS',
    `${user.name} may not enter ${folder} any more: give the folders above it the right to pass (chmod o+x)`,
  );
}

/**
 * Password of the database, made once; written before the cluster is, so that a cluster never stands
 * without.
 */
export async function databasePassword(place: Place): Promise<string> {
  try {
    return (await readFile(place.passwordFile, 'utf8')).trim();
  } catch (cause) {
    if (place.made || (cause as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new EmbeddedPostgresError(
        'PERENNE_DATABASE_MISSING',
        `the password of the database, ${place.passwordFile}, cannot be read: put it back from a backup`,
        { cause },
      );
  }
  const password = randomBytes(32).toString('base64url');
  await writeFile(place.passwordFile, `${password}\n`, { mode: 0o600 });
  return password;
}
