import { randomBytes } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { compileIdentifier, SAMPLE_SIZE, type Sample } from './identifier.ts';
import type { PronomFormat, SignatureFile } from './signature-file.ts';

const TEXT = 'application/vnd.oasis.opendocument.text';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const format = (puid: string, name: string, version: string, mimeType: string): PronomFormat => ({
  puid,
  name,
  version,
  mimeType,
  extensions: [],
  hasPriorityOver: [],
  signatures: [],
});
const FILE: SignatureFile = {
  version: '1',
  dateCreated: '2026-01-01T00:00:00',
  formats: [
    format('fmt/290', 'OpenDocument Text', '1.1', TEXT),
    format('fmt/291', 'OpenDocument Text', '1.2', TEXT),
    format('fmt/1827', 'DOCX Strict OOXML Document', '2007 onwards', WORD),
    format('fmt/412', 'Microsoft Word for Windows', '2007 onwards', WORD),
    format('fmt/483', 'ePub Format', '', 'application/epub+zip'),
  ],
  signatures: [],
};
const inflate = (packed: Uint8Array, size: number) => {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch {
    return undefined;
  }
};
const identifier = compileIdentifier(FILE, { inflate });

async function zipped(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files))
    zip.addBuffer(Buffer.from(content), name, { compress: name !== 'mimetype' });
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

const sampleOf = (content: Buffer): Sample => ({
  head: content.subarray(0, SAMPLE_SIZE),
  tail: content.subarray(-SAMPLE_SIZE),
  size: content.length,
});
const puidOf = (content: Buffer) => identifier.identify(sampleOf(content))?.puid;

describe('formats whose files are zips', () => {
  it('tells an OpenDocument by its media type and the version of its parts', async () => {
    const content = (version: string) => `<office:document-content office:version="${version}"/>`;
    expect(puidOf(await zipped({ mimetype: TEXT, 'content.xml': content('1.1') }))).toBe('fmt/290');
    expect(puidOf(await zipped({ mimetype: TEXT, 'content.xml': content('1.2') }))).toBe('fmt/291');
    expect(puidOf(await zipped({ mimetype: TEXT, 'content.xml': content('9.9') }))).toBeUndefined();
  });

  it('reads the version from a part at an end when the others are far within', async () => {
    const picture = randomBytes(400_000);
    const document = await zipped({
      mimetype: TEXT,
      'Pictures/a.png': picture,
      'content.xml': '<office:document-content office:version="1.1"/>',
      'Pictures/b.png': picture,
      'META-INF/manifest.xml': '<manifest:manifest manifest:version="1.2"/>',
    });
    expect(puidOf(document)).toBe('fmt/291');
  });

  it('tells an Office Open XML document by the type of its main part, an EPUB by its media type', async () => {
    const types = `<Types><Override PartName="/word/document.xml" ContentType="${WORD}.main+xml"/></Types>`;
    expect(puidOf(await zipped({ '[Content_Types].xml': types }))).toBe('fmt/412');
    expect(puidOf(await zipped({ mimetype: 'application/epub+zip' }))).toBe('fmt/483');
  });

  it('says nothing of other zips, and of damaged ones, wherever they are cut', async () => {
    expect(puidOf(await zipped({ 'a.txt': 'a' }))).toBeUndefined();
    const whole = await zipped({ mimetype: TEXT, 'content.xml': '<a office:version="1.2"/>' });
    for (let length = 0; length < whole.length; length++)
      expect(puidOf(whole.subarray(0, length))).toBeUndefined();
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] as number) ^ 0xff;
      expect(() => puidOf(changed)).not.toThrow();
    }
  });
});
