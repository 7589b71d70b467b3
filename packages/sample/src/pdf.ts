/** PDF 1.4 written by hand: A4 pages whose content is a list of drawing operators. Lengths are points, y goes up. */

export type Font = 'sans' | 'bold' | 'serif' | 'typewriter';
export type Colour = readonly [red: number, green: number, blue: number];
export type Point = readonly [x: number, y: number];

export const PAGE = { width: 595, height: 842 } as const;
const BLACK: Colour = [0, 0, 0];

const FONTS: Readonly<Record<Font, { readonly key: string; readonly base: string }>> = {
  sans: { key: 'F1', base: 'Helvetica' },
  bold: { key: 'F2', base: 'Helvetica-Bold' },
  serif: { key: 'F3', base: 'Times-Roman' },
  typewriter: { key: 'F4', base: 'Courier' },
};

/** Advance widths of Helvetica from the blank to the tilde, thousandths of the size; the other fonts are narrower. */
const WIDTHS = (
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 ' +
  '584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 ' +
  '611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 ' +
  '722 500 500 500 334 260 334 584'
)
  .split(' ')
  .map(Number);
const TYPEWRITER_WIDTH = 600;

/** Width of a text, points; an accented letter is as wide as its letter. */
export function widthOf(words: string, size: number, font: Font = 'sans'): number {
  const bare = words.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  let sum = 0;
  for (const letter of bare)
    sum += font === 'typewriter' ? TYPEWRITER_WIDTH : (WIDTHS[letter.charCodeAt(0) - 32] ?? 556);
  return (sum * size) / 1_000;
}

/** Lines of a paragraph that fit into `width` points. */
export function wrap(words: string, width: number, size: number, font: Font = 'sans'): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer, size, font) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

// Characters of the page's encoding (WinAnsi) that stand elsewhere in Unicode.
const WIN_ANSI: Readonly<Record<string, string>> = {
  '€': '\x80',
  '…': '\x85',
  Œ: '\x8c',
  '‘': '\x91',
  '’': '\x92',
  '–': '\x96',
  '—': '\x97',
  œ: '\x9c',
  '\u202f': '\xa0',
};
const escaped = (words: string) =>
  words.replace(/[€…Œ‘’–—œ\u202f]/g, (character) => WIN_ANSI[character] as string).replace(/[\\()]/g, '\\$&');
const number = (value: number) => String(Math.round(value * 100) / 100);
const colourOf = (colour: Colour) => colour.map((part) => number(part / 255)).join(' ');

/** One line of text that begins at a point. */
export function words(
  text: string,
  [x, y]: Point,
  size: number,
  font: Font = 'sans',
  colour = BLACK,
): string {
  return `BT ${colourOf(colour)} rg /${FONTS[font].key} ${number(size)} Tf ${number(x)} ${number(y)} Td (${escaped(text)}) Tj ET`;
}

export function centred(text: string, [x, y]: Point, size: number, font: Font = 'sans'): string {
  return words(text, [x - widthOf(text, size, font) / 2, y], size, font);
}

const pathOf = (points: readonly Point[]) =>
  points.map(([x, y], at) => `${number(x)} ${number(y)} ${at === 0 ? 'm' : 'l'}`).join(' ');

export function line(points: readonly Point[], width = 0.8, colour: Colour = BLACK): string {
  return `${colourOf(colour)} RG ${number(width)} w ${pathOf(points)} S`;
}

/** A closed shape with its edge. */
export function shape(points: readonly Point[], fill: Colour, edge: Colour = BLACK, width = 0.8): string {
  return `${colourOf(fill)} rg ${colourOf(edge)} RG ${number(width)} w ${pathOf(points)} b`;
}

export function box([x, y]: Point, width: number, height: number): Point[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

/** @param pages operators of each page */
export function pdfOf(title: string, author: string, pages: readonly (readonly string[])[]): Buffer {
  const fontsAt = 4;
  const pagesAt = fontsAt + Object.keys(FONTS).length;
  const fonts = Object.values(FONTS);
  const resources = fonts.map(({ key }, at) => `/${key} ${fontsAt + at} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>',
    `<< /Type /Pages /Kids [${pages.map((_, at) => `${pagesAt + 2 * at} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    `<< /Title (${escaped(title)}) /Author (${escaped(author)}) >>`,
    ...fonts.map(
      ({ base }) => `<< /Type /Font /Subtype /Type1 /BaseFont /${base} /Encoding /WinAnsiEncoding >>`,
    ),
    ...pages.flatMap((operators, at) => {
      const content = operators.join('\n');
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents ${pagesAt + 2 * at + 1} 0 R /Resources << /Font << ${resources} >> >> >>`,
        `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  return assembled(objects);
}

/** File of numbered objects with its table; the first is the catalogue, the third the information. */
function assembled(objects: readonly string[]): Buffer {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = Buffer.byteLength(text, 'latin1');
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = Buffer.byteLength(text, 'latin1');
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
