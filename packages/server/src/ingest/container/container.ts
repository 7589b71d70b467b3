import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { WorkFile, WorkFolder } from '../../storage/index.ts';
import { bunzip2 } from './bunzip2.ts';
import { isBomb } from './entry-rules.ts';
import { isInflateError, PackageFault, type PackageIndex, type PackageReader } from './package-file.ts';
import { openTar, readTarIndex } from './tar.ts';
import { openZip, readZipIndex } from './zip.ts';

/** Containers that are taken (spec ingest.md 3.1), by the media type that identification gives. */
const FORMS: Readonly<Record<string, ContainerForm>> = {
  'application/zip': 'zip',
  'application/x-tar': 'tar',
  'application/x-gzip': 'tar.gz',
  'application/gzip': 'tar.gz',
  'application/x-bzip2': 'tar.bz2',
  'application/x-bzip': 'tar.bz2',
};

export type ContainerForm = 'zip' | 'tar' | 'tar.gz' | 'tar.bz2';

export function containerForm(mediaTypes: string): ContainerForm | undefined {
  for (const type of mediaTypes.split(/,\s*/)) if (FORMS[type]) return FORMS[type];
  return undefined;
}

/** Name in the work folder of the tar that a compressed one was inflated to: files are read from it at random. */
const INFLATED = 'package.tar';

/** Name in the work folder of the package as received. */
export const SPOOL = 'package';

/**
 * Inflates a compressed tar into the work folder, once.
 * @throws PackageFault DAMAGED, TOO_LARGE, BOMB
 */
export async function inflate(folder: WorkFolder, form: ContainerForm, mostBytes: number): Promise<void> {
  if (form === 'zip' || form === 'tar') return;
  const spool = await folder.open(SPOOL);
  try {
    const inflated = form === 'tar.gz' ? gunzip(spool.stream()) : bunzip2(spool.stream());
    await folder.write(INFLATED, bounded(inflated, spool.size, mostBytes));
  } finally {
    await spool.close();
  }
}

async function* gunzip(packed: Readable): AsyncGenerator<Buffer> {
  const source = createGunzip();
  packed.on('error', (error) => source.destroy(error));
  packed.pipe(source);
  try {
    yield* source as AsyncIterable<Buffer>;
  } catch (error) {
    if (!isInflateError(error)) throw error;
    throw new PackageFault('DAMAGED', `The gzip cannot be inflated: ${error.message}.`, { cause: error });
  } finally {
    packed.destroy();
  }
}

async function* bounded(source: AsyncIterable<Buffer>, packed: number, most: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const piece of source) {
    size += piece.length;
    if (size > most)
      throw new PackageFault('TOO_LARGE', `Unpacked, the package takes more than ${most} bytes.`);
    if (isBomb(size, packed))
      throw new PackageFault(
        'BOMB',
        `Unpacked, the package takes more than ${size} bytes out of ${packed}: refused as a bomb.`,
      );
    yield piece;
  }
}

const fileOf = (form: ContainerForm) => (form === 'zip' || form === 'tar' ? SPOOL : INFLATED);

/** Directory of a package already inflated. @throws PackageFault */
export async function readIndex(
  folder: WorkFolder,
  form: ContainerForm,
  mostEntries: number,
): Promise<PackageIndex> {
  const file = await folder.open(fileOf(form));
  try {
    return form === 'zip' ? await readZipIndex(file, mostEntries) : await readTarIndex(file, mostEntries);
  } finally {
    await file.close();
  }
}

/** Opens a package for reading its files; close the file when done. */
export async function openContainer(
  folder: WorkFolder,
  form: ContainerForm,
): Promise<{ reader: PackageReader; file: WorkFile }> {
  const file = await folder.open(fileOf(form));
  return { file, reader: form === 'zip' ? openZip(file) : openTar(file) };
}
