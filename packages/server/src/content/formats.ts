/** How the text of a document is found, by its format as the archive identified it: never by its name. */
export type Kind =
  | 'pdf'
  | 'open-document'
  | 'office'
  | 'rich-text'
  | 'word-binary'
  | 'excel-binary'
  | 'powerpoint-binary'
  | 'html'
  | 'xml'
  | 'text'
  | 'mail'
  | 'outlook';

const PDF =
  'fmt/14 fmt/15 fmt/16 fmt/17 fmt/18 fmt/19 fmt/20 fmt/95 fmt/144 fmt/145 fmt/146 fmt/147 fmt/148 fmt/157 fmt/158 ' +
  'fmt/276 fmt/354 fmt/476 fmt/477 fmt/478 fmt/479 fmt/480 fmt/481 fmt/488 fmt/489 fmt/490 fmt/491 fmt/492 fmt/493 ' +
  'fmt/1129 fmt/1451 fmt/1910 fmt/1911 fmt/1912 fmt/2050 fmt/2052';
const OPEN_DOCUMENT =
  'fmt/136 fmt/137 fmt/138 fmt/139 fmt/290 fmt/291 fmt/292 fmt/293 fmt/294 fmt/295 fmt/296 fmt/297 fmt/1753 fmt/1754 ' +
  'fmt/1755 fmt/1756 fmt/2044 fmt/2045 fmt/2046 fmt/2048';
const OFFICE =
  'fmt/214 fmt/215 fmt/412 fmt/445 fmt/487 fmt/523 fmt/597 fmt/598 fmt/599 fmt/627 fmt/629 fmt/630 fmt/631 fmt/632 ' +
  'fmt/1827 fmt/1828 fmt/1829';
const RICH_TEXT = 'fmt/45 fmt/46 fmt/47 fmt/48 fmt/49 fmt/50 fmt/51 fmt/52 fmt/53 fmt/355 fmt/969';
const WORD_BINARY = 'fmt/39 fmt/40 fmt/609 fmt/754 fmt/755 x-fmt/45 x-fmt/129';
const EXCEL_BINARY = 'fmt/59 fmt/61 fmt/62 fmt/174 fmt/175 fmt/176 fmt/177 fmt/178 x-fmt/17';
const POWERPOINT_BINARY = 'fmt/126 fmt/180 fmt/181 fmt/182 x-fmt/84 x-fmt/86 x-fmt/87';
const HTML = 'fmt/96 fmt/97 fmt/98 fmt/99 fmt/100 fmt/102 fmt/103 fmt/471';
const XML = 'fmt/101 fmt/1776';
const TEXT =
  'x-fmt/13 x-fmt/14 x-fmt/15 x-fmt/16 x-fmt/18 x-fmt/21 x-fmt/22 x-fmt/110 x-fmt/111 x-fmt/130 x-fmt/282 x-fmt/283 ' +
  'fmt/817 fmt/1149';
const MAIL = 'fmt/278 fmt/950';
const OUTLOOK = 'x-fmt/430';

const KINDS = new Map<string, Kind>(
  (
    [
      ['pdf', PDF],
      ['open-document', OPEN_DOCUMENT],
      ['office', OFFICE],
      ['rich-text', RICH_TEXT],
      ['word-binary', WORD_BINARY],
      ['excel-binary', EXCEL_BINARY],
      ['powerpoint-binary', POWERPOINT_BINARY],
      ['html', HTML],
      ['xml', XML],
      ['text', TEXT],
      ['mail', MAIL],
      ['outlook', OUTLOOK],
    ] as const
  ).flatMap(([kind, puids]) => puids.split(' ').map((puid) => [puid, kind] as const)),
);

/** PUIDs of the formats whose text can be read. */
export const READ_FORMATS: readonly string[] = [...KINDS.keys()];

/** @param format PUID */
export function kindOf(format: string): Kind | undefined {
  return KINDS.get(format);
}

/** Kinds whose beginning is a text of its own: of a longer file no more than this is read, bytes. */
export const READ_OF_BEGINNING: Readonly<Partial<Record<Kind, number>>> = {
  text: 8 * 1024 * 1024,
  html: 16 * 1024 * 1024,
  xml: 16 * 1024 * 1024,
};
/** Largest file of the other kinds, which are read as a whole, bytes. */
export const LARGEST_WHOLE = 100 * 1024 * 1024;
