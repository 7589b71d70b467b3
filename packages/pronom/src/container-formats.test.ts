import { randomBytes } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { compileIdentifier, SAMPLE_SIZE, type Sample } from './identifier.ts';
import type { PronomFormat, SignatureFile } from './signature-file.ts';

const TEXT = 'application/vnd.oasis.opendocument.text';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MACROS = 'application/vnd.ms-word.document.macroEnabled.12';
const BINARY = 'application/vnd.ms-excel.sheet.binary.macroEnabled.12';
const VISIO = 'application/vnd.ms-visio.drawing.main+xml';
/** Relationship of a fixed representation. */
const fixed = (address: string) => `<Relationship Type="http://${address}/fixedrepresentation"/>`;

const BY_MEMBERS: readonly (readonly [puid: string, files: Readonly<Record<string, string>>])[] = [
  ['fmt/995', { 'header/version/2.0/': '' }],
  ['fmt/1196', { 'header/metadata.xml': '', 'header/siardversion/2.1/': '' }],
  ['fmt/1777', { 'header/siardversion/2.2/': '' }],
  ['fmt/2041', { 'AndroidManifest.xml': '', 'classes.dex': '', 'META-INF/MANIFEST.MF': '' }],
  ['x-fmt/412', { 'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0', 'A.class': '' }],
  ['fmt/724', { 'doc.kml': '<kml/>' }],
  ['fmt/646', { 'index.apxl': '' }],
  ['fmt/1441', { 'Index/Document.iwa': '' }],
  ['fmt/829', { '3D/3dmodel.model': '', '[Content_Types].xml': '<Types/>' }],
  ['fmt/657', { '_rels/.rels': fixed('schemas.openxps.org/oxps/v1.0') }],
  ['fmt/657', { '_rels/.rels': fixed('schemas.microsoft.com/xps/2005/06') }],
  ['fmt/1840', { 'datapackage.json': '{"profile":"data-package","wacz_version":"1.1.1"}' }],
];

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
    format('fmt/1828', 'XLSX Strict OOXML Spreadsheet', '2007 onwards', WORD),
    format('fmt/214', 'Microsoft Excel for Windows', '2007 onwards', SHEET),
    format('fmt/523', 'Macro enabled Microsoft Word Document OOXML', '2007 Onwards', MACROS),
    format('fmt/595', 'Microsoft Excel Non-XML Binary Workbook', '2007 onwards', BINARY),
    format('fmt/924', 'Microsoft Visio Drawing', '2013', VISIO),
    format('fmt/483', 'ePub Format', '', 'application/epub+zip'),
    format('fmt/444', 'OpenDocument Database Format', '1.1', ''),
    format('fmt/424', 'OpenDocument Database Format', '1.2', ''),
    format('fmt/1752', 'OpenDocument Database Format', '1.3', 'application/vnd.oasis.opendocument.base'),
    ...BY_MEMBERS.map(([puid]) => format(puid, puid, '', '')),
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
    if (name.endsWith('/')) zip.addEmptyDirectory(name);
    else zip.addBuffer(Buffer.from(content), name, { compress: name !== 'mimetype' });
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

  it.each(BY_MEMBERS)('tells %s by its members: %j', async (puid, files) => {
    expect(puidOf(await zipped(files))).toBe(puid);
  });

  it('takes a template for a document, and a database by either of its media types', async () => {
    const content = (version: string) => ({ 'content.xml': `<a office:version="${version}"/>` });
    expect(puidOf(await zipped({ mimetype: `${TEXT}-template`, ...content('1.2') }))).toBe('fmt/291');
    for (const [type, version, puid] of [
      ['base', '1.3', 'fmt/1752'],
      ['database', '1.2', 'fmt/424'],
      ['base', '1.1', 'fmt/444'],
    ] as const) {
      const mimetype = `application/vnd.oasis.opendocument.${type}`;
      expect(puidOf(await zipped({ mimetype, ...content(version) }))).toBe(puid);
    }
  });

  it.each([
    ['fmt/523', 'application/vnd.ms-word.document.macroEnabled.main+xml'],
    ['fmt/595', 'application/vnd.ms-excel.sheet.binary.macroEnabled.main'],
    ['fmt/924', VISIO],
    ['fmt/214', `${SHEET}.main+xml`],
  ])('tells %s by its main part %s', async (puid, type) => {
    const types = `<Types><Override PartName="/x" ContentType="${type}"/></Types>`;
    expect(puidOf(await zipped({ '[Content_Types].xml': types }))).toBe(puid);
  });

  it('tells a strict document by its relationships', async () => {
    const strict =
      '<Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"/>';
    for (const [type, puid] of [
      [WORD, 'fmt/1827'],
      [SHEET, 'fmt/1828'],
    ] as const) {
      const types = `<Types><Override PartName="/x" ContentType="${type}.main+xml"/></Types>`;
      expect(puidOf(await zipped({ '[Content_Types].xml': types, '_rels/.rels': strict }))).toBe(puid);
    }
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
