import { ArchiveError } from '../platform/index.ts';

/**
 * What is refused at the door before anybody looks at its meaning (spec api.md 1.9): characters that no legitimate
 * client of the API sends, and markup in values.
 */

const HEADER_NAME = /^[a-zA-Z0-9_-]{1,50}$/;
const HEADER_VALUE = /^[a-zA-Z0-9()\-=*.?;,+/:&_ ]*$/;
const CERTIFICATE_VALUE = /^[a-zA-Z0-9+/=\- %]*$/;
const QUERY_NAME = /^[a-zA-Z0-9_]{1,32}$/;
const PARAMETER = /^[a-zA-Z0-9.\-/+=@_ ]*$/;
const PERSISTENT_IDENTIFIER = /^[a-zA-Z0-9.\-/+=@_ :]*$/;
const MAX_PARAMETER = 5_000;
/** Deepest nesting of a body; queries of people and programs have a dozen. */
const MAX_DEPTH = 200;

/** A value of a body that is refused, and the field that it stands in (`Permissions.0.tenant`), a list for what it lists. */
export class ValueRefused extends ArchiveError {
  readonly path: string;

  constructor(what: string, path: string) {
    super('sanity', what);
    this.name = 'ValueRefused';
    this.path = path;
  }
}

const refuse = (what: string) => new ArchiveError('sanity', what);

/**
 * Headers of the API (`X-…`). Those of HTTP itself are the business of the HTTP parser, and browsers write more in
 * them than the pattern allows.
 * @throws ArchiveError sanity
 */
export function checkHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): void {
  for (const [name, given] of Object.entries(headers)) {
    if (!HEADER_NAME.test(name)) throw refuse(`The name of the header ${name.slice(0, 60)} is not allowed.`);
    if (!name.startsWith('x-') || given === undefined) continue;
    const pattern = name === 'x-ssl-client-cert' ? CERTIFICATE_VALUE : HEADER_VALUE;
    for (const value of typeof given === 'string' ? [given] : given)
      if (!pattern.test(value) || value.includes('..'))
        throw refuse(`The value of the header ${name} holds characters that are not allowed.`);
  }
}

/** Decoded path and query. Colons are for persistent identifiers alone (ARK). @throws ArchiveError sanity */
export function checkAddress(path: string, query: Readonly<Record<string, unknown>>): void {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw refuse('The path is not well encoded.');
  }
  const pattern = /persistentidentifier\/|\/(unit|object)pid\//.test(decoded)
    ? PERSISTENT_IDENTIFIER
    : PARAMETER;
  if (decoded.length > MAX_PARAMETER || !pattern.test(decoded))
    throw refuse('The path holds characters that are not allowed, or is too long.');
  for (const [name, given] of Object.entries(query)) {
    if (!QUERY_NAME.test(name)) throw refuse('The name of a query parameter is not allowed.');
    for (const value of Array.isArray(given) ? given : [given])
      if (String(value).length > MAX_PARAMETER || !PARAMETER.test(String(value)))
        throw refuse(`The query parameter ${name} holds characters that are not allowed, or is too long.`);
  }
}

/** Keys and values of a JSON body, at any depth. @throws ValueRefused naming the key; ArchiveError sanity */
export function checkJson(body: unknown): void {
  // Own stack: a body may be nested deeper than the call stack goes.
  const pending: { value: unknown; at: string; path: string; depth: number }[] = [
    { value: body, at: '', path: '', depth: 0 },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, at, path, depth } = next;
    if (typeof value === 'string') {
      if (hasForbiddenText(value) || hasMarkup(value))
        throw new ValueRefused(`HTML or a script was found in the value of ${at || 'the body'}.`, path);
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_DEPTH) throw refuse(`The body is nested more than ${MAX_DEPTH} levels deep.`);
      for (const [key, inner] of Object.entries(value)) {
        if (key === '__proto__' || hasForbiddenText(key))
          throw refuse('The name of a field of the body is not allowed.');
        const name = key.slice(0, 60);
        pending.push({
          value: inner,
          at: Array.isArray(value) ? at : name,
          path:
            Array.isArray(value) && typeof inner === 'string' ? path : path === '' ? name : `${path}.${name}`,
          depth: depth + 1,
        });
      }
    }
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const SCRIPT = /(<|&lt;)(script\b|!\[CDATA\[|!ENTITY)/i;

/** Control characters but CR, LF, TAB; scripts, CDATA sections and entity declarations, escaped or not. */
export function hasForbiddenText(text: string): boolean {
  return CONTROL.test(text) || SCRIPT.test(text);
}

// Values of attributes hold no `<`: each character is then looked at from one opening only, however hostile the text.
const TAG = /<(\/?)(\w+)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'|[^\s"'<>]+))*)\s*(\/?)>/g;
const ENTITY = /&[a-zA-Z]\w{0,30};/;

/**
 * HTML: an opening tag of letters followed somewhere by its closing one, a self-closing tag, a named entity.
 * Addresses between angle brackets (`<id@host>`, `<https://…>`), which honest mails are full of, are none.
 */
export function hasMarkup(text: string): boolean {
  if (ENTITY.test(text)) return true;
  if (!text.includes('<')) return false;
  const opened = new Set<string>();
  for (const [, closing, name = '', attributes, selfClosing] of text.matchAll(TAG)) {
    if (selfClosing === '/') return true;
    if (closing === '/') {
      if (attributes === '' && opened.has(name.toLowerCase())) return true;
    } else opened.add(name.toLowerCase());
  }
  return false;
}
