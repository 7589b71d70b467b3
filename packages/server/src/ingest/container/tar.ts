import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';
import type { WorkFile } from '../../storage/index.ts';
import { type PackageEntry, PackageFault, type PackageIndex, type PackageReader } from './package-file.ts';

/**
 * Reads a tar from end to end for its directory; contents are passed over.
 * @throws PackageFault DAMAGED, LINK, UNSUPPORTED, TOO_LARGE
 */
export async function readTarIndex(file: WorkFile, mostEntries: number): Promise<PackageIndex> {
  const files: PackageEntry[] = [];
  const folders: string[] = [];
  const parser = extract();
  const feeding = pipeline(file.stream(), parser);
  // Its failure reaches the loop below through the parser.
  feeding.catch(() => undefined);
  try {
    for await (const entry of parser) {
      place(entry.header, files, folders);
      if (files.length > mostEntries)
        throw new PackageFault('TOO_LARGE', `The package holds more than ${mostEntries} files.`);
      entry.resume();
    }
  } catch (error) {
    if (error instanceof PackageFault) throw error;
    throw new PackageFault('DAMAGED', `The tar cannot be read: ${(error as Error).message}.`, {
      cause: error,
    });
  }
  for (const entry of files)
    if (entry.position + entry.size > file.size)
      throw new PackageFault('DAMAGED', `The file ${entry.path} of the package is cut short.`);
  return { form: 'tar', files, folders };
}

function place(header: Header, files: PackageEntry[], folders: string[]): void {
  const { name, type, size = 0 } = header;
  const path = name.replace(/^(\.\/)+/, '').replace(/\/$/, '');
  switch (type) {
    case 'directory':
      // The root itself, as `tar c .` writes it.
      if (path !== '' && path !== '.') folders.push(path);
      return;
    case 'file':
    case 'contiguous-file':
      // Where its content begins: tar-stream gives it and its types do not say so.
      files.push({
        path,
        size,
        packedSize: size,
        position: (header as unknown as { byteOffset: number }).byteOffset,
        method: 'stored',
      });
      return;
    case 'symlink':
    case 'link':
      throw new PackageFault('LINK', `The file ${path} is a link.`);
    default:
      throw new PackageFault('UNSUPPORTED', `The entry ${path} is neither a file nor a folder.`);
  }
}

export function openTar(file: WorkFile): PackageReader {
  return {
    readAll: (entries) => Promise.all(entries.map((entry) => file.read(entry.position, entry.size))),
    stream: (entry) =>
      entry.size === 0
        ? Readable.from([])
        : file.stream({ start: entry.position, end: entry.position + entry.size - 1 }),
  };
}
