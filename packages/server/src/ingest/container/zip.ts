import { Readable, Transform } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import yauzl from 'yauzl';
import type { WorkFile } from '../../storage/index.ts';
import {
  isInflateError,
  type PackageEntry,
  PackageFault,
  type PackageIndex,
  type PackageReader,
} from './package-file.ts';

const LOCAL_HEADER = 30;
const LOCAL_SIGNATURE = 0x04034b50;
/** Local headers carry a name and extra fields of their own; room for usual ones, so that one read suffices. */
const HEADER_ROOM = LOCAL_HEADER + 512;
/** Adjoining files are read in pieces of about this size. */
const SPAN = 8 * 1024 * 1024;
/** The directory is read in pieces of this size: entry by entry it would be two reads each. */
const DIRECTORY_PIECE = 1024 * 1024;

/** What deflate may add to a short content, bytes. */
const PACKING_ROOM = 64 * 1024;

const UNIX_LINK = 0o120000;

/** Gives yauzl the spool through a cache of one piece. */
class SpoolReader extends yauzl.RandomAccessReader {
  readonly #file: WorkFile;
  #piece: Buffer = Buffer.alloc(0);
  #start = 0;

  constructor(file: WorkFile) {
    super();
    this.#file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return this.#file.stream({ start, end: end - 1 });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const at = position - this.#start;
    if (at >= 0 && at + length <= this.#piece.length) {
      this.#piece.copy(buffer, offset, at, at + length);
      callback(null);
      return;
    }
    this.#file.read(position, Math.max(length, DIRECTORY_PIECE)).then(
      (piece) => {
        if (piece.length < length) return callback(new Error('unexpected end of the file'));
        this.#piece = piece;
        this.#start = position;
        piece.copy(buffer, offset, 0, length);
        callback(null);
      },
      (error: Error) => callback(error),
    );
  }
}

/**
 * Reads the directory of a zip; nothing is inflated.
 * @throws PackageFault DAMAGED, ENCRYPTED, UNSUPPORTED, LINK, FORBIDDEN_NAME, TOO_LARGE
 */
export async function readZipIndex(file: WorkFile, mostEntries: number): Promise<PackageIndex> {
  const zip = await openDirectory(file);
  const files: PackageEntry[] = [];
  const folders: string[] = [];
  try {
    if (zip.entryCount > mostEntries)
      throw new PackageFault(
        'TOO_LARGE',
        `The package announces ${zip.entryCount} files; the limit is ${mostEntries}.`,
      );
    let read = 0;
    let packed = 0;
    for await (const entry of entriesOf(zip)) {
      // Servers of zip64 directories without end exist; the announced count is what was bounded.
      if (++read > mostEntries)
        throw new PackageFault('TOO_LARGE', `The package holds more than ${mostEntries} files.`);
      const path = pathOf(entry);
      if (entry.generalPurposeBitFlag & 0x41)
        throw new PackageFault('ENCRYPTED', `The file ${path} is encrypted.`);
      if (((entry.externalFileAttributes >>> 16) & 0o170000) === UNIX_LINK)
        throw new PackageFault('LINK', `The file ${path} is a link.`);
      if (path.endsWith('/')) {
        folders.push(path.slice(0, -1));
        continue;
      }
      if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
        throw new PackageFault(
          'UNSUPPORTED',
          `The file ${path} is compressed by method ${entry.compressionMethod}; stored and deflated are read.`,
        );
      // A content is read in one piece with what it is packed in.
      if (entry.compressedSize > 2 * entry.uncompressedSize + PACKING_ROOM)
        throw new PackageFault('DAMAGED', `The file ${path} takes more room packed than deflate ever does.`);
      packed += entry.compressedSize;
      // Files that share their bytes: how a small archive inflates to petabytes.
      if (packed > file.size) throw new PackageFault('BOMB', 'The files of the package overlap.');
      files.push({
        path,
        size: entry.uncompressedSize,
        packedSize: entry.compressedSize,
        position: entry.relativeOffsetOfLocalHeader,
        method: entry.compressionMethod === 8 ? 'deflated' : 'stored',
        crc: entry.crc32,
      });
    }
  } finally {
    zip.close();
  }
  return { form: 'zip', files, folders };
}

function openDirectory(file: WorkFile): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromRandomAccessReader(
      new SpoolReader(file),
      file.size,
      { lazyEntries: true, decodeStrings: false, autoClose: false },
      (error, zip) => {
        if (error)
          reject(new PackageFault('DAMAGED', `The zip cannot be read: ${error.message}.`, { cause: error }));
        else resolve(zip);
      },
    );
  });
}

async function* entriesOf(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  let settle: { resolve(entry: yauzl.Entry | undefined): void; reject(error: Error): void } | undefined;
  zip.on('entry', (entry) => settle?.resolve(entry));
  zip.on('end', () => settle?.resolve(undefined));
  zip.on('error', (error: Error) =>
    settle?.reject(
      new PackageFault('DAMAGED', `The zip’s directory cannot be read: ${error.message}.`, { cause: error }),
    ),
  );
  for (;;) {
    const entry = await new Promise<yauzl.Entry | undefined>((resolve, reject) => {
      settle = { resolve, reject };
      zip.readEntry();
    });
    if (!entry) return;
    yield entry;
  }
}

/** Names are judged by the rules of paths later; here they only become text, byte by byte when not UTF-8. */
function pathOf(entry: yauzl.Entry): string {
  const bytes = entry.fileName as unknown as Buffer;
  const name = bytes.toString(entry.generalPurposeBitFlag & 0x800 ? 'utf8' : 'latin1');
  return name.replace(/^(\.\/)+/, '');
}

export function openZip(file: WorkFile): PackageReader {
  return {
    async readAll(entries) {
      const contents = new Array<Buffer>(entries.length);
      // In the order of the file, whatever the order asked: a chunk is mostly one stretch of it.
      const order = entries.map((_, at) => at).sort((a, b) => position(entries, a) - position(entries, b));
      for (let first = 0; first < order.length; ) {
        const start = position(entries, order[first] as number);
        let end = start;
        let next = first;
        for (; next < order.length; next++) {
          const entry = entries[order[next] as number] as PackageEntry;
          const entryEnd = entry.position + HEADER_ROOM + entry.packedSize;
          if (next > first && (entryEnd - start > SPAN || entry.position > end + HEADER_ROOM)) break;
          end = Math.max(end, entryEnd);
        }
        const span = await file.read(start, Math.min(end, file.size) - start);
        for (; first < next; first++) {
          const at = order[first] as number;
          const entry = entries[at] as PackageEntry;
          contents[at] = await contentIn(file, span, entry.position - start, entry);
        }
      }
      return contents;
    },
    stream(entry) {
      return Readable.from(streamOf(file, entry), { objectMode: false });
    },
  };
}

const position = (entries: readonly PackageEntry[], at: number) => (entries[at] as PackageEntry).position;

async function contentIn(file: WorkFile, span: Buffer, at: number, entry: PackageEntry): Promise<Buffer> {
  const header = headerLength(span.subarray(at, at + LOCAL_HEADER), entry);
  let packed = span.subarray(at + header, at + header + entry.packedSize);
  if (packed.length < entry.packedSize) packed = await file.read(entry.position + header, entry.packedSize);
  if (packed.length < entry.packedSize) throw damaged(entry, 'it is cut short');
  const content = entry.method === 'stored' ? packed : inflated(packed, entry);
  if (content.length !== entry.size) throw damaged(entry, 'its size is not the announced one');
  if (crc32(content) !== entry.crc) throw damaged(entry, 'its checksum is wrong');
  return content;
}

function headerLength(header: Buffer, entry: PackageEntry): number {
  if (header.length < LOCAL_HEADER || header.readUInt32LE(0) !== LOCAL_SIGNATURE)
    throw damaged(entry, 'its header is missing');
  return LOCAL_HEADER + header.readUInt16LE(26) + header.readUInt16LE(28);
}

function inflated(packed: Buffer, entry: PackageEntry): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(entry.size, 1) });
  } catch (error) {
    throw damaged(entry, 'it cannot be inflated', error);
  }
}

async function* streamOf(file: WorkFile, entry: PackageEntry): AsyncGenerator<Buffer> {
  const header = headerLength(await file.read(entry.position, LOCAL_HEADER), entry);
  const start = entry.position + header;
  if (entry.size === 0) return;
  const packed = file.stream({ start, end: start + entry.packedSize - 1 });
  const source = entry.method === 'stored' ? packed : packed.pipe(createInflateRaw());
  packed.on('error', (error) => source.destroy(error));
  let size = 0;
  let crc = 0;
  try {
    for await (const piece of source as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > entry.size) throw damaged(entry, 'its size is not the announced one');
      crc = crc32(piece, crc);
      yield piece;
    }
  } catch (error) {
    if (error instanceof PackageFault || !isInflateError(error)) throw error;
    throw damaged(entry, 'it cannot be inflated', error);
  } finally {
    packed.destroy();
    if (source instanceof Transform) source.destroy();
  }
  if (size !== entry.size) throw damaged(entry, 'its size is not the announced one');
  if (crc !== entry.crc) throw damaged(entry, 'its checksum is wrong');
}

function damaged(entry: PackageEntry, why: string, cause?: unknown): PackageFault {
  return new PackageFault('DAMAGED', `The file ${entry.path} of the package is damaged: ${why}.`, { cause });
}
