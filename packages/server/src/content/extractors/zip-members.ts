import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { NotExtractable } from '../not-extractable.ts';

/** Most bytes of the XML of one document, unpacked. */
const LARGEST_UNPACKED = 256 * 1024 * 1024;
const MOST_MEMBERS = 10_000;

/** A document whose file is a zip of XML. */
export interface ZipMembers {
  readonly names: readonly string[];
  /** Reads a member as XML. @throws NotExtractable DAMAGED, TOO_LARGE; what a visitor throws */
  walk(name: string, visitor: XmlVisitor): Promise<void>;
}

/** Names without their prefixes. */
export interface XmlVisitor {
  opened?(name: string, tag: SaxesTagNS): void;
  text?(text: string): void;
  closed?(name: string): void;
}

/** @throws NotExtractable DAMAGED, ENCRYPTED, TOO_LARGE */
export async function openZip(bytes: Uint8Array): Promise<ZipMembers> {
  const zip = await opened(bytes);
  const entries = new Map((await entriesOf(zip)).map((entry) => [entry.fileName, entry]));
  let left = LARGEST_UNPACKED;
  return {
    names: [...entries.keys()],
    async walk(name, visitor) {
      const entry = entries.get(name);
      if (entry === undefined) throw new NotExtractable('DAMAGED');
      if (entry.isEncrypted()) throw new NotExtractable('ENCRYPTED');
      const parser = parserFor(visitor);
      const decoder = new TextDecoder(undefined, { fatal: true });
      for await (const piece of damaged(await streamOf(zip, entry))) {
        left -= piece.length;
        if (left < 0) throw new NotExtractable('TOO_LARGE');
        parser.write(decodedBy(decoder, piece));
      }
      parser.close();
    },
  };
}

const damage = (error: unknown) => new NotExtractable('DAMAGED', error);

function opened(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return new Promise((resolve, reject) =>
    yauzl.fromBuffer(buffer, { lazyEntries: true }, (error, zip) =>
      error ? reject(damage(error)) : resolve(zip),
    ),
  );
}

function entriesOf(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > MOST_MEMBERS) throw new NotExtractable('TOO_LARGE');
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('error', (error) => reject(damage(error)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function streamOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => (error ? reject(damage(error)) : resolve(stream))),
  );
}

async function* damaged(stream: Readable): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    throw damage(error);
  }
}

function decodedBy(decoder: TextDecoder, piece: Buffer): string {
  try {
    return decoder.decode(piece, { stream: true });
  } catch (error) {
    throw damage(error);
  }
}

function parserFor({ opened: open, text, closed }: XmlVisitor): SaxesParser<{ xmlns: true }> {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw damage(error);
  });
  if (open) parser.on('opentag', (tag) => open(tag.local, tag));
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  if (closed) parser.on('closetag', (tag) => closed(tag.local));
  return parser;
}
