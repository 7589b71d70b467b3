import { centred, type Font, line, type MadeFile, PAGE, pdfOf, words, wrap } from '@perenne/sample';
import { TOWN } from './places.ts';

/** A part of a written document. */
export type Block =
  | { readonly heading: string }
  | { readonly text: string }
  | { readonly centred: string }
  /** Columns at fixed places; the first row is the header. */
  | { readonly table: readonly (readonly string[])[]; readonly columns: readonly number[] }
  | { readonly signature: string };

const MARGIN = 62;
const WIDTH = PAGE.width - 2 * MARGIN;
const TOP = 742;
const BOTTOM = 84;

export interface Written {
  readonly title: string;
  /** Under the name of the town, in the head of each page. */
  readonly service: string;
  readonly blocks: readonly Block[];
  /** `typewriter` for what is older than the computers. */
  readonly font?: Font;
}

/** A document of as many pages as it takes. */
export function writtenFile(document: Written): MadeFile {
  return pdfFileOf(document.title, document.service, writtenPages(document));
}

export function pdfFileOf(title: string, author: string, pages: readonly (readonly string[])[]): MadeFile {
  return {
    extension: 'pdf',
    formatId: 'fmt/18',
    mimeType: 'application/pdf',
    content: pdfOf(title, `${TOWN}, ${author}`, pages),
  };
}

export function writtenPages({ title, service, blocks, font = 'sans' }: Written): string[][] {
  const flow = new Flow(service, font);
  flow.title(title);
  for (const block of blocks) flow.add(block);
  return flow.finished();
}

/** Fills pages from top to bottom. */
class Flow {
  readonly #service: string;
  readonly #font: Font;
  readonly #pages: string[][] = [];
  #y = 0;

  constructor(service: string, font: Font) {
    this.#service = service;
    this.#font = font;
    this.#turn();
  }

  #turn(): void {
    this.#pages.push([
      words(`COMMUNE DE ${TOWN.toUpperCase()}`, [MARGIN, 790], 10, 'bold'),
      words(this.#service, [MARGIN, 776], 9, this.#font),
      line(
        [
          [MARGIN, 766],
          [PAGE.width - MARGIN, 766],
        ],
        0.6,
      ),
    ]);
    this.#y = TOP;
  }

  /** Room for so many points; the next page when there is none. */
  #room(height: number): void {
    if (this.#y - height < BOTTOM) this.#turn();
  }

  #put(...operators: string[]): void {
    (this.#pages.at(-1) as string[]).push(...operators);
  }

  #lines(lines: readonly string[], size: number, font: Font, leading: number): void {
    for (const each of lines) {
      this.#room(leading);
      this.#put(words(each, [MARGIN, this.#y], size, font));
      this.#y -= leading;
    }
  }

  title(text: string): void {
    for (const each of wrap(text, WIDTH, 15, 'bold')) {
      this.#put(centred(each, [PAGE.width / 2, this.#y], 15, 'bold'));
      this.#y -= 20;
    }
    this.#y -= 12;
  }

  add(block: Block): void {
    if ('heading' in block) {
      this.#room(46);
      this.#y -= 8;
      this.#lines(wrap(block.heading, WIDTH, 11.5, 'bold'), 11.5, 'bold', 16);
    } else if ('text' in block) {
      this.#lines(wrap(block.text, WIDTH, 10.5, this.#font), 10.5, this.#font, 14.5);
      this.#y -= 6;
    } else if ('centred' in block) {
      this.#room(16);
      this.#put(centred(block.centred, [PAGE.width / 2, this.#y], 10.5, this.#font));
      this.#y -= 18;
    } else if ('table' in block) this.#table(block.table, block.columns);
    else {
      this.#room(70);
      this.#y -= 26;
      for (const each of block.signature.split('\n')) {
        this.#put(words(each, [330, this.#y], 10.5, this.#font));
        this.#y -= 14;
      }
      this.#y -= 8;
    }
  }

  #table(rows: readonly (readonly string[])[], columns: readonly number[]): void {
    for (const [at, row] of rows.entries()) {
      this.#room(17);
      const font = at === 0 ? 'bold' : this.#font;
      for (const [column, cell] of row.entries())
        this.#put(words(cell, [MARGIN + 4 + (columns[column] ?? 0), this.#y], 9.5, font));
      this.#put(
        line(
          [
            [MARGIN, this.#y - 5],
            [PAGE.width - MARGIN, this.#y - 5],
          ],
          at === 0 ? 0.9 : 0.3,
        ),
      );
      this.#y -= 17;
    }
    this.#y -= 8;
  }

  finished(): string[][] {
    const many = this.#pages.length;
    return this.#pages.map((page, at) => [
      ...page,
      centred(`Page ${at + 1} sur ${many}`, [PAGE.width / 2, 46], 8, this.#font),
    ]);
  }
}

/** Name of a file after its title: small letters without accents. */
export const fileName = (title: string) =>
  title
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');

export function plainText(lines: readonly string[]): MadeFile {
  return {
    extension: 'txt',
    formatId: 'x-fmt/111',
    mimeType: 'text/plain',
    content: Buffer.from(`${lines.join('\n')}\n`),
  };
}

/** Values with a semicolon, as French spreadsheets write them. */
export function spreadsheet(rows: readonly (readonly (string | number)[])[]): MadeFile {
  const cell = (value: string | number) =>
    typeof value === 'number'
      ? String(value).replace('.', ',')
      : /[;"\n]/.test(value)
        ? `"${value.replaceAll('"', '""')}"`
        : value;
  return {
    extension: 'csv',
    formatId: 'x-fmt/18',
    mimeType: 'text/csv',
    content: Buffer.from(`${rows.map((row) => row.map(cell).join(';')).join('\n')}\n`),
  };
}
