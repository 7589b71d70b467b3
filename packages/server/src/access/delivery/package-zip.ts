import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { readLines } from '../../storage/index.ts';
import { contentsOf, type DeliveryRun, FILES, folderOf, type PlacedFile } from './delivery-run.ts';
import { CONTENT } from './entry-name.ts';

/** Objects are mostly compressed in their formats: more effort gains little. The manifest is text. */
const OBJECTS_LEVEL = 1;
const FILE_MODE = 0o100644;

/**
 * The package as a stream: manifest, then the objects, each read and compared with its digest when its turn comes.
 * All entries are compressed: a stored one whose checksum comes after it is not read by every ZIP reader.
 */
export async function packageZip(run: DeliveryRun): Promise<AsyncIterable<Uint8Array>> {
  const contents = await contentsOf(run);
  const folder = folderOf(run);
  const mtime = new Date(contents.at);
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  const manifest = await folder.open(FILES.manifest);
  const reading = new Set<Readable>();
  output.once('close', () => {
    for (const stream of reading) stream.destroy();
    void manifest.close();
  });
  zip.addReadStream(manifest.stream(), FILES.manifest, { mtime, mode: FILE_MODE });
  zip.addEmptyDirectory(CONTENT, { mtime });
  for (let chunk = 0; chunk < contents.chunks; chunk++)
    for (const file of await readLines<PlacedFile>(folder, FILES.places(chunk)))
      addObject(zip, file, mtime, (stored) => readObject(run, stored, reading));
  zip.end();
  return output;
}

function addObject(
  zip: ZipFile,
  file: PlacedFile,
  mtime: Date,
  read: (file: PlacedFile) => Promise<Readable>,
): void {
  const { entry, size } = file;
  zip.addReadStreamLazy(
    entry,
    { mtime, mode: FILE_MODE, size, compressionLevel: OBJECTS_LEVEL },
    (callback) => {
      read(file).then(
        (stream) => callback(null, stream),
        (error) => callback(error, undefined as never),
      );
    },
  );
}

/** `reading` holds what is open, so that a package given up leaves no file open. */
async function readObject(run: DeliveryRun, file: PlacedFile, reading: Set<Readable>): Promise<Readable> {
  const { container, offset, size, digest } = file;
  const stream = await run.house.storage.read({
    container,
    offset,
    size,
    digest: Buffer.from(digest, 'hex'),
  });
  reading.add(stream);
  stream.once('close', () => reading.delete(stream));
  return stream;
}
