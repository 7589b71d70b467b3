import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';
import type { WorkFile } from '../../storage/index.ts';
import { type PackageEntry, PackageFault, type PackageIndex, type PackageReader } from './package-file.ts';

/** Between the contents of two entries, bytes: headers of long names are some hundreds. */
const MOST_HEADERS = 4 * 1024 * 1024;

/**
 * Reads a tar from end to end for its directory; contents are passed over.
 * @throws PackageFault DAMAGED, LINK, UNSUPPORTED, TOO_LARGE
 */
export async function readTarIndex(file: WorkFile, mostEntries: number): Promise<PackageIndex> {
  const files: PackageEntry[] = [];
  const folders: string[] = [];
  const parser = extract();
  let contentEnd = 0;
  // The parser holds a long header whole, however long it says that it is.
  async function* fed(): AsyncGenerator<Buffer> {
    let position = 0;
    for await (const piece of file.stream() as AsyncIterable<Buffer>) {
      yield piece;
      position += piece.length;
      if (position > contentEnd + MOST_HEADERS && !isBlank(piece))
        throw new PackageFault('DAMAGED', `The tar has headers longer than ${MOST_HEADERS} bytes.`);
    }
  }
  const feeding = pipeline(fed, parser);
  // Its failure reaches the loop below through the parser.
  feeding.catch(() => undefined);
  try {
    for await (const entry of parser) {
      place(entry.header, files, folders);
      contentEnd = byteOffsetOf(entry.header) + (entry.header.size ?? 0);
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

/** Where the content of an entry begins: tar-stream gives it and its types do not say so. */
const byteOffsetOf = (header: Header) => (header as Header & { byteOffset: number }).byteOffset;

/** What pads the end of a tar, as long as it likes. */
const isBlank = (piece: Buffer) => piece.every((byte) => byte === 0);

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
      files.push({
        path,
        size,
        packedSize: size,
        position: byteOffsetOf(header),
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
