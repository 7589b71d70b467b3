import { createCipheriv, createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { deflateSync } from 'node:zlib';
import { type MadeFile, pdfOf, words } from '@perenne/sample';
import { ZipFile } from 'yazl';

/** Documents that say what a test wants, good ones and hostile ones. */

export function textDocument(text: string | Buffer): MadeFile {
  return {
    extension: 'txt',
    formatId: 'x-fmt/111',
    mimeType: 'text/plain',
    content: typeof text === 'string' ? Buffer.from(text) : text,
  };
}

export function htmlDocument(body: string): MadeFile {
  const content = Buffer.from(
    `<!DOCTYPE html><html><head><title>Page</title><style>p{}</style></head><body>${body}</body></html>`,
  );
  return { extension: 'html', formatId: 'fmt/471', mimeType: 'text/html', content };
}

export const asPdf = (content: Buffer): MadeFile => ({
  extension: 'pdf',
  formatId: 'fmt/18',
  mimeType: 'application/pdf',
  content,
});

/** One line a page. */
export function pdfDocument(...lines: readonly string[]): MadeFile {
  return asPdf(
    pdfOf(
      'Document',
      'Commune',
      lines.map((text) => [words(text, [60, 700], 12)]),
    ),
  );
}

const OFFICE = 'urn:oasis:names:tc:opendocument:xmlns';

export async function odtDocument(paragraphs: string, manifestEntry = ''): Promise<MadeFile> {
  const mimeType = 'application/vnd.oasis.opendocument.text';
  return {
    extension: 'odt',
    formatId: 'fmt/291',
    mimeType,
    content: await zipped({
      mimetype: mimeType,
      'content.xml': `<office:document-content xmlns:office="${OFFICE}:office:1.0" xmlns:text="${OFFICE}:text:1.0" office:version="1.2"><office:body><office:text>${paragraphs}</office:text></office:body></office:document-content>`,
      'META-INF/manifest.xml': `<manifest:manifest xmlns:manifest="${OFFICE}:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="${mimeType}"/>${manifestEntry}</manifest:manifest>`,
    }),
  };
}

const WORDS = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** @param body elements of the body, in `w:` */
export async function docxDocument(body: string): Promise<MadeFile> {
  const mimeType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return {
    extension: 'docx',
    formatId: 'fmt/412',
    mimeType,
    content: await zipped({
      '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${mimeType}.main+xml"/></Types>`,
      'word/document.xml': `<w:document xmlns:w="${WORDS}"><w:body>${body}</w:body></w:document>`,
    }),
  };
}

export const run = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

export async function zipped(members: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(members))
    zip.addBuffer(Buffer.from(content), name, { compress: name !== 'mimetype', mtime: new Date(0) });
  zip.end();
  return buffer(zip.outputStream as Readable);
}

/** A page of PDF whose content unpacks to `size` bytes of nothing much: a thousandth of it packed. */
export function pdfBomb(size: number): MadeFile {
  return pdfWith(deflateSync(Buffer.alloc(size, 'q Q ')), '/Filter /FlateDecode');
}

function pdfWith(content: Buffer, more: string, trailer = ''): MadeFile {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
  ];
  const head = objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('');
  return asPdf(
    Buffer.concat([
      Buffer.from(`%PDF-1.4\n${head}4 0 obj\n<< /Length ${content.length} ${more} >>\nstream\n`, 'latin1'),
      content,
      Buffer.from(`\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 5 ${trailer} >>\n%%EOF\n`, 'latin1'),
    ]),
  );
}

/** Pages that name each other as their kids for ever. */
export function pdfOfEndlessPages(): MadeFile {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 100000000 >>',
    '<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 100000000 >>',
  ];
  const head = objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('');
  return asPdf(Buffer.from(`%PDF-1.4\n${head}trailer\n<< /Root 1 0 R /Size 4 >>\n%%EOF\n`, 'latin1'));
}

/** A PDF that wants a password (ISO 32000-1 7.6, revision 3, 128 bits): its keys come from one that nobody is told. */
export function pdfUnderPassword(): MadeFile {
  const hex = (bytes: Buffer) => `<${bytes.toString('hex')}>`;
  const id = createHash('md5').update('document').digest();
  const secret = createHash('sha256').update('a password').digest();
  const cipher = createCipheriv('aes-128-ecb', secret.subarray(0, 16), null);
  const content = cipher.update(Buffer.alloc(64, 'contenu secret '));
  const encrypt = `/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O ${hex(secret)} /U ${hex(secret)} >> /ID [${hex(id)} ${hex(id)}]`;
  return pdfWith(content, '', encrypt);
}
