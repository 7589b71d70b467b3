import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { DATED } from './dated.ts';
import { type MadeFile, xml } from './files.ts';
import type { Random } from './random.ts';
import { sentence, TOWN } from './words.ts';

/** A letter in OpenDocument 1.2 (ISO/IEC 26300): its type first and plain, as the standard asks. */
export async function odtFile(random: Random, title: string): Promise<MadeFile> {
  const mimeType = 'application/vnd.oasis.opendocument.text';
  const paragraphs = [TOWN, title, ...Array.from({ length: 6 }, () => sentence(random))];
  const office = 'urn:oasis:names:tc:opendocument:xmlns';
  const content =
    `<office:document-content xmlns:office="${office}:office:1.0" xmlns:text="${office}:text:1.0" office:version="1.2">` +
    `<office:body><office:text>${paragraphs.map((text) => `<text:p>${text}</text:p>`).join('')}</office:text></office:body></office:document-content>`;
  const entry = (path: string, type: string) =>
    `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`;
  const manifest = `<manifest:manifest xmlns:manifest="${office}:manifest:1.0" manifest:version="1.2">${entry('/', mimeType)}${entry('content.xml', 'text/xml')}</manifest:manifest>`;
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(mimeType), 'mimetype', { ...DATED, compress: false });
  zip.addBuffer(Buffer.from(xml(content)), 'content.xml', DATED);
  zip.addBuffer(Buffer.from(xml(manifest)), 'META-INF/manifest.xml', DATED);
  zip.end();
  return {
    extension: 'odt',
    formatId: 'fmt/291',
    mimeType,
    content: await buffer(zip.outputStream as Readable),
  };
}
