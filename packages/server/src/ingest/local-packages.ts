import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { ArchiveError } from '../platform/index.ts';
import type { EntryHouse } from './house.ts';
import { type Reception, receivePackage } from './receive.ts';

/**
 * Takes in a package that lies on the server, in the folder that the operator keeps for the tenant
 * (`localPackages.folder`/<tenant>; spec ingest.md 2.2, api.md 3.2): a path never leads to another tenant's. Once the
 * operation is queued the file is moved to `success`, deleted or left; where it could not be taken in, it is moved to
 * `failure`, or left.
 * @param path relative to that folder
 * @throws ArchiveError ingestBadRequest (no such folder is configured), localUploadPath, localUploadFile; what
 * receivePackage throws
 */
export async function receiveLocalPackage(
  house: EntryHouse,
  reception: Reception,
  path: unknown,
): Promise<void> {
  const { localPackages } = house.configuration;
  if (!localPackages)
    throw new ArchiveError(
      'ingestBadRequest',
      'No folder of packages is configured (localPackages): send the package itself, as application/octet-stream.',
    );
  const folder = join(localPackages.folder, String(reception.tenant));
  const file = await fileOf(folder, path);
  const { afterUpload } = localPackages;
  const moveTo = (place: 'success' | 'failure') => moved(file, join(folder, place), reception.id);
  const handle = await opened(file);
  try {
    const stream = handle.createReadStream({ autoClose: false });
    await receivePackage(house, { ...reception, fileName: basename(file) }, stream);
  } catch (error) {
    if (afterUpload === 'MOVE') await told(house, file, moveTo('failure'));
    throw error;
  } finally {
    await handle.close();
  }
  if (afterUpload === 'MOVE') await told(house, file, moveTo('success'));
  if (afterUpload === 'DELETE') await told(house, file, rm(file));
}

/** Longest path asked for, characters. */
const MOST = 1_024;

/** The file itself, behind any link. @throws ArchiveError localUploadPath outside the folder, localUploadFile where there is none */
async function fileOf(folder: string, path: unknown): Promise<string> {
  if (typeof path !== 'string' || path === '' || path.length > MOST || path.includes('\0'))
    throw new ArchiveError('ingestBadRequest', 'Name the package by {"path": its path in the folder}.');
  refuseOutside(folder, resolve(folder, path), path);
  const [base, file] = await Promise.all([realpath(folder), realpath(resolve(folder, path))]).catch(() => {
    throw missing(path);
  });
  refuseOutside(base, file, path);
  return file;
}

function refuseOutside(folder: string, file: string, path: string): void {
  const within = relative(folder, file);
  if (within === '' || within === '..' || within.startsWith(`..${sep}`) || resolve(within) === within)
    throw new ArchiveError('localUploadPath', `${path} leads out of the folder of packages.`);
}

const missing = (path: string) =>
  new ArchiveError('localUploadFile', `${path} is no file that can be read in the folder of packages.`);

async function opened(file: string): Promise<FileHandle> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(file, flags).catch(() => undefined);
  // A pipe or a device would never end.
  if ((await handle?.stat())?.isFile()) return handle as FileHandle;
  await handle?.close();
  throw missing(basename(file));
}

/** With the operation in its name: two packages of one name go to one folder. */
async function moved(file: string, folder: string, operation: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await rename(file, join(folder, `${operation}_${basename(file)}`));
}

/** What becomes of the file says nothing of the entry, which is under way. */
async function told(house: EntryHouse, file: string, done: Promise<void>): Promise<void> {
  await done.catch((error: Error) => house.log.warn({ err: error, file }, 'a package stays where it was'));
}
