import { bar, canvasOf, pngOf } from './canvas.ts';
import { pdfOf, words } from './pdf.ts';
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

/** A page of PDF with a title and some lines. */
export function pdfFile(random: Random, title: string): MadeFile {
  const lines = [TOWN, title, '', ...Array.from({ length: 6 }, () => sentence(random))];
  const page = lines.map((text, at) => words(text, [60, 780 - 20 * at], 12));
  return {
    extension: 'pdf',
    formatId: 'fmt/18',
    mimeType: 'application/pdf',
    content: pdfOf(title, TOWN, [page]),
  };
}

const SIDE = 160;

/** A picture: squares of colour, like a plan. */
export function pngFile(random: Random): MadeFile {
  const [hue, square] = [random.below(200), 8 + random.below(24)];
  const canvas = canvasOf(SIDE, SIDE, [240, 236, 220]);
  for (let y = 0; y < SIDE; y += square)
    for (let x = 0; x < SIDE; x += square)
      if ((x + y) % (2 * square) !== 0) bar(canvas, x, y, square, square, [hue, 120, 255 - hue]);
  return { extension: 'png', formatId: 'fmt/11', mimeType: 'image/png', content: pngOf(canvas) };
}

/** A record as data. */
export function xmlFile(random: Random, title: string): MadeFile {
  const content = Buffer.from(
    xml(`<piece commune="${TOWN}"><titre>${title}</titre><texte>${sentence(random)}</texte></piece>`),
  );
  return { extension: 'xml', formatId: 'fmt/101', mimeType: 'text/xml', content };
}

/** A document of XML. */
export const xml = (element: string) => `<?xml version="1.0" encoding="UTF-8"?>\n${element}\n`;
