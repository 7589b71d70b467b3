import type { SedaVersion } from './records.ts';
import { namespaceOf } from './versions.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold is looked for
const SPECIAL = /[<>&\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '\r': '&#13;',
};

/**
 * XML text, carriage returns too (a reader makes line feeds of plain ones); characters that XML cannot hold at all
 * become the replacement character. Quotes stay: readers look for the JSON of a journal in it (spec ingest.md 16.6).
 */
export function escaped(text: string): string {
  return text.replace(SPECIAL, (character) => ENTITIES[character] ?? '\ufffd');
}

/** A text as the value of an attribute, where quotes end it and tabs and line feeds would be read as blanks. */
export function attributeText(name: string, value: string): string {
  return ` ${name}="${escaped(value).replace(/["\t\n]/g, (found) => `&#${found.charCodeAt(0)};`)}"`;
}

/** An element around XML text that is ready. */
export function wrapped(name: string, inside: string, attributes = ''): string {
  return inside === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inside}</${name}>`;
}

export function element(name: string, value: string): string {
  return wrapped(name, escaped(value));
}

export function optional(name: string, value: string | undefined): string {
  return value === undefined ? '' : element(name, value);
}

export function agency(name: string, identifier: string | undefined): string {
  return identifier === undefined ? '' : wrapped(name, element('Identifier', identifier));
}

/** XML declaration and opening tag of a message. */
export function opening(root: string, version: SedaVersion, more = ''): string {
  const namespace = namespaceOf(version);
  return (
    `<?xml version="1.0" encoding="UTF-8"?><${root} xmlns="${namespace}"` +
    ` xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"${more}` +
    ` xsi:schemaLocation="${namespace} seda-${version}/seda-${version}-main.xsd">`
  );
}
