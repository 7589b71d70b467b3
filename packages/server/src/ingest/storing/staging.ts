import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Tx } from '../../platform/index.ts';

/** A value of the text form of COPY: null, scalars, arrays of text, JSON documents already written. */
type CopyValue = string | number | null | readonly string[];

/** COPY's own characters within a value. */
const ESCAPED = /[\\\n\r\t\b\f\v]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
};

function escaped(text: string): string {
  return ESCAPED.test(text) ? text.replace(ESCAPED, (character) => ESCAPES[character] as string) : text;
}

function copyText(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  return escaped(`{${value.map((each) => `"${each.replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
}

/**
 * A document for a jsonb column. PostgreSQL's text has no U+0000, which JSON may hold escaped: controls refuse it
 * before, and here it cannot pass.
 */
export function jsonText(document: unknown): string {
  return JSON.stringify(document).replaceAll('\\u0000', '');
}

const PIECE = 1 << 18;

/** Writes rows by COPY, within the transaction. */
export async function copyRows(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<void> {
  await pipeline(
    Readable.from(pieces(rows), { objectMode: false }),
    tx.copyInto(`copy ${table} (${columns.join(', ')}) from stdin`),
  );
}

function* pieces(rows: Iterable<readonly CopyValue[]>): Generator<Buffer> {
  let text = '';
  for (const row of rows) {
    text += `${row.map(copyText).join('\t')}\n`;
    if (text.length > PIECE) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text !== '') yield Buffer.from(text);
}
