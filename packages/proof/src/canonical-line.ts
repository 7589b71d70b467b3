import { base64 } from './base64.ts';

/**
 * One document as a line that is hashed (spec operations.md 15.2): members in ascending order, no white space, ASCII
 * only. The reference system writes it in Java, whose manners are part of the form; whoever recomputes a digest from
 * the documents has to write them alike.
 */
export function canonicalLine(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return javaNumber(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Uint8Array) return quoted(base64(value));
  if (Array.isArray(value)) return `[${value.map(canonicalLine).join(',')}]`;
  const object = value as Record<string, unknown>;
  const members: string[] = [];
  for (const name of Object.keys(object).sort())
    if (object[name] !== undefined) members.push(`${quoted(name)}:${canonicalLine(object[name])}`);
  return `{${members.join(',')}}`;
}

const SHORT: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '"': '\\"',
  '\\': '\\\\',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is escaped
const ESCAPED = /[\u0000-\u001f"\\\u0080-\uffff]/g;

const quoted = (text: string) =>
  `"${text.replace(ESCAPED, (letter) => SHORT[letter] ?? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;

/** As `Double.toString` writes what is no whole number: `1.0E-5`, where JavaScript has `0.00001`. */
function javaNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  if (!Number.isFinite(value)) throw new TypeError(`${value} is no number of JSON`);
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return String(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}
