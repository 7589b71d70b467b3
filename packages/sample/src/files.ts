import { crc32, deflateSync } from 'node:zlib';
import type { Random } from './random.ts';
import { sentence, TOWN } from './words.ts';

/** A file made up for a package. */
export interface MadeFile {
  readonly extension: string;
  readonly formatId: string;
  readonly mimeType: string;
  readonly content: Buffer;
}

/** A text of exactly `size` bytes. */
export function textFile(random: Random, title: string, size: number): MadeFile {
  let text = `${TOWN}\n${title}\n\n`;
  while (text.length < size) text += `${sentence(random)}\n`;
  // Cut by bytes: an accent may be two of them, so blanks fill what a cut character leaves.
  const bytes = Buffer.from(text).subarray(0, size);
  const content = Buffer.alloc(size, ' ');
  Buffer.from(bytes.toString().replaceAll('\ufffd', '')).copy(content);
  return { extension: 'txt', formatId: 'x-fmt/111', mimeType: 'text/plain', content };
}

/** A page of PDF 1.4 with a title and some lines. */
export function pdfFile(random: Random, title: string): MadeFile {
  const lines = [TOWN, title, '', ...Array.from({ length: 6 }, () => sentence(random))];
  const escaped = (line: string) => latin(line).replace(/[\\()]/g, '\\$&');
  const page = `BT /F1 13 Tf 60 780 Td 20 TL ${lines.map((line) => `(${escaped(line)}) Tj T*`).join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(page, 'latin1')} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = Buffer.byteLength(text, 'latin1');
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = Buffer.byteLength(text, 'latin1');
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return {
    extension: 'pdf',
    formatId: 'fmt/18',
    mimeType: 'application/pdf',
    content: Buffer.from(text, 'latin1'),
  };
}

/** Characters that the page's encoding has not. */
const latin = (text: string) => text.replaceAll('’', "'").replaceAll('œ', 'oe');

const SIDE = 160;

/** A picture: bands of colour, like a plan. */
export function pngFile(random: Random): MadeFile {
  const [hue, band] = [random.below(200), 8 + random.below(24)];
  const raw = Buffer.alloc(SIDE * (SIDE * 3 + 1));
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const at = y * (SIDE * 3 + 1) + 1 + x * 3;
      const on = (Math.floor(x / band) + Math.floor(y / band)) % 2;
      raw[at] = on ? hue : 240;
      raw[at + 1] = on ? 120 : 236;
      raw[at + 2] = on ? 255 - hue : 220;
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const content = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { extension: 'png', formatId: 'fmt/11', mimeType: 'image/png', content };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
