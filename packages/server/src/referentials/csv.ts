import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { textFault } from '../catalogue/controls/index.ts';
import { csvLine } from '../platform/index.ts';
import { FileRefused } from './file-refused.ts';
import { receiveFile } from './received-file.ts';

/** Files of referentials in CSV: comma, header line, UTF-8 with or without mark (spec api.md 6.3.11). */

/** Largest file, bytes: some 200,000 lines of honest length. */
export const MOST_CSV_BYTES = 32 * 1024 * 1024;
/** Longest line, characters. */
const LONGEST_LINE = 1_000_000;

export type CsvFaultKind =
  | 'EMPTY'
  | 'ENCODING'
  | 'STRUCTURE'
  | 'MISSING_COLUMNS'
  | 'UNKNOWN_COLUMNS'
  | 'BAD_LINE';

/** A file that is not read to its end. */
export class CsvFault extends Error {
  readonly kind: CsvFaultKind;
  /** Columns that the fault is about. */
  readonly columns: readonly string[];
  /** Columns that the table does not have, whatever the fault. */
  readonly unknown: readonly string[];
  /** Where the reading stopped; the header is line 1. */
  readonly line: number;

  constructor(
    kind: CsvFaultKind,
    message: string,
    { columns = [], unknown = [], line = 1 }: Partial<Pick<CsvFault, 'columns' | 'unknown' | 'line'>> = {},
  ) {
    super(message);
    this.kind = kind;
    this.columns = columns;
    this.unknown = unknown;
    this.line = line;
  }
}

export interface CsvLine<Column extends string> {
  /** The header is line 1; a line may go over several lines of text. */
  readonly number: number;
  /** Trimmed. */
  readonly values: Readonly<Record<Column, string>>;
}

/**
 * How a table is written: as the compatible API wants it, or as the spreadsheets of people save it, with commas or
 * semicolons, in UTF-8 or the encoding of Western Windows (spec frontoffice.md B.18.1).
 */
export type CsvForm = 'of the API' | 'of a spreadsheet';

/**
 * Reads the lines of a file; its columns may be in any order.
 * @param optional columns that it may lack: their values are empty then
 * @throws CsvFault for a file that is no such CSV; ArchiveError adminBadRequest for markup
 */
export async function readCsv<Column extends string>(
  bytes: Uint8Array,
  columns: readonly Column[],
  form: CsvForm = 'of the API',
  optional: readonly Column[] = [],
): Promise<CsvLine<Column>[]> {
  const isOfApi = form === 'of the API';
  const text = isOfApi ? decode(bytes, columns) : decodeAny(bytes);
  const delimiter = isOfApi ? ',' : delimiterOf(text);
  const lines: CsvLine<Column>[] = [];
  let number = 0;
  try {
    // Before the lines: the quotes of a table of another separator would hide that its columns are wrong.
    const header = headerOf(text, delimiter);
    if (header === undefined) throw new CsvFault('EMPTY', 'the file is empty', { columns });
    checkHeader(header, columns, optional);
    for await (const record of records(text, delimiter)) {
      number += 1;
      if (number === 1) continue;
      if (record.length !== header.length)
        throw new CsvFault(
          'BAD_LINE',
          `line ${number} has ${record.length} values for ${header.length} columns`,
          { line: number },
        );
      lines.push({ number, values: valuesOf(header, record, number, optional) });
    }
  } catch (error) {
    if (error instanceof CsvError) {
      // The reader stops before the lines that it has read already are taken from it.
      const line = Number(error.records) + 1;
      throw new CsvFault('STRUCTURE', `line ${line}: ${error.message}`.slice(0, 500), { line });
    }
    throw error;
  }
  return lines;
}

/**
 * A table of a spreadsheet, as the compatible API takes it; what is no table goes through as it is.
 * @throws ArchiveError adminBadRequest: the file is too large
 */
export async function* asOfApi(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const text = decodeAny(await receiveFile(source, MOST_CSV_BYTES));
  yield Buffer.from(delimiterOf(text) === ';' ? await withCommas(text) : text);
}

async function withCommas(text: string): Promise<string> {
  const lines: string[] = [];
  try {
    for await (const record of records(text, ';')) lines.push(csvLine(record));
  } catch (error) {
    if (error instanceof CsvError) return text;
    throw error;
  }
  return lines.join('');
}

/** What separates the cells of the first line. */
function delimiterOf(text: string): ',' | ';' {
  const [first = ''] = text.slice(0, LONGEST_LINE).split(/[\r\n]/, 1);
  return first.includes(';') && !first.includes(',') ? ';' : ',';
}

function decodeAny(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** A table that `readCsv` reads as these records. */
export function writeCsv(
  columns: readonly string[],
  records: readonly Readonly<Record<string, unknown>>[],
): Buffer {
  const lines = records.map((record) => csvLine(columns.map((name) => String(record[name] ?? ''))));
  return Buffer.from([csvLine(columns), ...lines].join(''));
}

const OPTIONS = { relax_column_count: true, skip_empty_lines: false, max_record_size: LONGEST_LINE } as const;

/** Names of the columns; undefined for an empty text. @throws CsvError */
function headerOf(text: string, delimiter: string): string[] | undefined {
  const [header] = parseAtOnce(text.slice(0, LONGEST_LINE), { ...OPTIONS, delimiter, to: 1 }) as string[][];
  return header?.map((name) => name.trim());
}

function records(text: string, delimiter: string): AsyncIterable<string[]> {
  const parser = parse({ ...OPTIONS, delimiter });
  // In pieces, so that others have their turn while a large file is read.
  function* pieces() {
    for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536);
  }
  return Readable.from(pieces())
    .on('error', () => undefined)
    .pipe(parser) as AsyncIterable<string[]>;
}

function decode(bytes: Uint8Array, columns: readonly string[]): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // A table in another encoding is told from what is no table at all.
    const [first = ''] = Buffer.from(bytes.subarray(0, 10_000))
      .toString('latin1')
      .split(/[\r\n]/, 1);
    if (columns.every((column) => first.includes(column)))
      throw new CsvFault('ENCODING', 'the text is not UTF-8');
    throw new CsvFault('MISSING_COLUMNS', 'the file is no CSV in UTF-8', { columns });
  }
}

function checkHeader(
  header: readonly string[],
  columns: readonly string[],
  optional: readonly string[],
): void {
  const missing = columns.filter((column) => !header.includes(column));
  const known = new Set([...columns, ...optional]);
  const unknown = header.filter((name, at) => !known.has(name) || header.indexOf(name) !== at);
  if (missing.length > 0)
    throw new CsvFault('MISSING_COLUMNS', `lack of column ${missing.join(', ')}`, {
      columns: missing,
      unknown,
    });
  if (unknown.length > 0)
    throw new CsvFault('UNKNOWN_COLUMNS', `unknown columns ${unknown.join(', ').slice(0, 500)}`, {
      columns: unknown,
      unknown,
    });
}

function valuesOf<Column extends string>(
  header: readonly string[],
  record: readonly string[],
  number: number,
  optional: readonly Column[],
): Record<Column, string> {
  const values = Object.create(null) as Record<Column, string>;
  for (const name of optional) values[name] = '';
  header.forEach((name, at) => {
    const value = (record[at] ?? '').trim();
    const fault = textFault(value);
    if (fault !== undefined)
      throw new FileRefused(
        'MARKUP',
        'adminBadRequest',
        `document has toxic HTML content: line ${number}, column ${name} holds ${fault}.`,
        { columns: [name] },
      );
    values[name as Column] = value;
  });
  return values;
}
