import { SaxesParser } from 'saxes';
import { ArchiveError } from '../../platform/index.ts';

/** An element of a small document, by its local name; what is not text or an element is left out. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  /** By local names. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (string | XmlElement)[];
}

/** Elements in one another: notices of bodies have some ten. */
const MOST_DEEP = 100;

/**
 * @param bytes UTF-8, of a size that memory holds
 * @param called name under which a refusal knows the file
 * @throws ArchiveError adminBadRequest: it is no XML, or has a document type, which could name files and entities
 */
export function readXml(bytes: Uint8Array, called: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const refused = (why: string, cause?: unknown) =>
    new ArchiveError('adminBadRequest', `${called} is refused, line ${parser.line}: ${why}.`, { cause });
  const open: (XmlElement & { readonly children: (string | XmlElement)[] })[] = [];
  let root: XmlElement | undefined;
  parser.on('doctype', () => {
    throw refused('a document type declaration is not allowed');
  });
  parser.on('error', (error) => {
    throw refused(error.message.slice(0, 200), error);
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length === MOST_DEEP) throw refused(`more than ${MOST_DEEP} elements are in one another`);
    const named = Object.values(attributes).map((each) => [each.local, each.value] as const);
    const element = { name: local, namespace: uri, attributes: Object.fromEntries(named), children: [] };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const add = (text: string) => open.at(-1)?.children.push(text);
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(decoded(bytes, refused)).close();
  if (root === undefined) throw refused('the document is empty');
  return root;
}

function decoded(bytes: Uint8Array, refused: (why: string, cause?: unknown) => ArchiveError): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw refused('the text is not UTF-8', error);
  }
}

export const elementsOf = ({ children }: XmlElement): XmlElement[] =>
  children.filter((child) => typeof child !== 'string');

/** Those of the elements in it that bear a name; path: names from the outside in. */
export function inside(element: XmlElement | undefined, ...path: readonly string[]): XmlElement[] {
  let found = element === undefined ? [] : [element];
  for (const name of path) found = found.flatMap(elementsOf).filter((each) => each.name === name);
  return found;
}

/** All the text in it, on one line; how a file is broken into lines is nothing that it says. */
export function lineOf(element: XmlElement): string {
  const text = textOf(element);
  return text.includes('\n') ? text.replace(/\s*\n\s*/g, ' ').trim() : text;
}

const textOf = ({ children }: XmlElement): string =>
  children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');

/** Its paragraphs, items of lists and the like, one a line. */
export function linesOf(element: XmlElement): string[] {
  const elements = elementsOf(element);
  const isMixed = element.children.some((child) => typeof child === 'string' && child.trim() !== '');
  return isMixed || elements.length === 0 ? [lineOf(element)] : elements.flatMap(linesOf);
}
