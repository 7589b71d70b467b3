import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { SealedEntry } from '@perenne/proof';
import { type Entry, fromBuffer, type Options, type ZipFile } from 'yauzl';

const open = promisify<Buffer, Options, ZipFile>(fromBuffer);

/** Entries of a ZIP whose entries are stored as they are; undefined: it is none. */
export async function readEntries(zip: Buffer): Promise<SealedEntry[] | undefined> {
  try {
    const file = await open(zip, { lazyEntries: true });
    const entries: SealedEntry[] = [];
    for await (const entry of entriesOf(file)) {
      // One that is compressed could be of any size.
      if (entry.compressionMethod !== 0) return undefined;
      entries.push({ name: entry.fileName, bytes: await bytesOf(file, entry) });
    }
    return entries;
  } catch {
    // Bytes that are damaged or forged: whatever their reader says of them, they are no such ZIP.
    return undefined;
  }
}

async function* entriesOf(file: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | undefined>((resolve, reject) => {
      file.once('entry', resolve).once('end', () => resolve(undefined));
      file.once('error', reject);
      file.readEntry();
    });
    file.removeAllListeners();
    if (entry === undefined) return;
    yield entry;
  }
}

function bytesOf(file: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    file.openReadStream(entry, (error, stream) => {
      if (error) reject(error);
      else buffer(stream).then(resolve, reject);
    });
  });
}
