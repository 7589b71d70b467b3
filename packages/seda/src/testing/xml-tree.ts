import { SaxesParser } from 'saxes';

/** An element as written, prefix and all: what a test document is made and changed as. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlNode[];
}

/** Text, an element, or a piece of markup as it stands. */
export type XmlNode = string | XmlElement | { readonly markup: string };

export const isElement = (node: XmlNode): node is XmlElement => typeof node === 'object' && 'name' in node;

export const elementsOf = ({ children }: XmlElement): XmlElement[] => children.filter(isElement);

/** The element and all those in it, in document order. */
export function everyElement(root: XmlElement): XmlElement[] {
  return [root, ...elementsOf(root).flatMap(everyElement)];
}

export const textOf = ({ children }: XmlElement): string =>
  children.filter((child) => typeof child === 'string').join('');

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** One element a line, so that positions tell something. */
export function xmlOf(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root)}\n`;
}

function elementText({ name, attributes, children }: XmlElement): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  if (children.length === 0) return `<${name}${written.join('')}/>`;
  const onLines = children.every(isElement) ? '\n' : '';
  const inside = children.map((child) => nodeText(child) + onLines).join('');
  return `<${name}${written.join('')}>${onLines}${inside}</${name}>`;
}

function nodeText(node: XmlNode): string {
  if (typeof node === 'string') return escaped(node);
  return isElement(node) ? elementText(node) : node.markup;
}

// Line ends and tabs would be blanks by the time an attribute is read.
const escaped = (text: string) => text.replace(/[<>&"\t\n\r]/g, (found) => `&#${found.charCodeAt(0)};`);

/** Reads a well-formed document; comments and instructions are left out. */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: false });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: { ...(attributes as Record<string, string>) }, children: [] };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const add = (piece: string) => {
    const parent = open.at(-1);
    if (parent && (piece.trim() !== '' || parent.children.length === 0)) parent.children.push(piece);
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    const element = open.pop();
    // Layout between elements.
    if (element && elementsOf(element).length > 0)
      element.children = element.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  });
  parser.write(text).close();
  return root as XmlElement;
}
