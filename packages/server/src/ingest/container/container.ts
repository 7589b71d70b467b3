import { createGunzip } from 'node:zlib';
import unbzip2 from 'unbzip2-stream';
import type { WorkFile, WorkFolder } from '../../storage/index.ts';
import { PackageFault, type PackageIndex, type PackageReader } from './package-file.ts';
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
 * @throws PackageFault DAMAGED, TOO_LARGE
 */
export async function inflate(folder: WorkFolder, form: ContainerForm, mostBytes: number): Promise<void> {
  if (form === 'zip' || form === 'tar') return;
  const spool = await folder.open(SPOOL);
  try {
    const packed = spool.stream();
    const source = packed.pipe(form === 'tar.gz' ? createGunzip() : unbzip2()) as NodeJS.ReadableStream &
      AsyncIterable<Buffer>;
    packed.on('error', (error) => source.emit('error', error));
    await folder.write(INFLATED, bounded(source, mostBytes));
  } finally {
    await spool.close();
  }
}

async function* bounded(source: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let size = 0;
  const pieces = source[Symbol.asyncIterator]();
  for (;;) {
    const { value, done } = await pieces.next().catch((error: Error) => {
      throw new PackageFault('DAMAGED', `The package cannot be inflated: ${error.message}.`, {
        cause: error,
      });
    });
    if (done) return;
    size += value.length;
    if (size > most)
      throw new PackageFault('TOO_LARGE', `Unpacked, the package takes more than ${most} bytes.`);
    yield value;
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
