import { continuesName, startsName } from './xml-names.ts';

/** What a document is made of, in its order. Attributes of the tag under way are the reader's. */
export interface XmlHandler {
  open(name: XmlName): void;
  /** Between two tags, comments or instructions, entities resolved; a CDATA section for itself. */
  text(text: string): void;
  close(): void;
}

/** A name as a tag has it. */
export interface XmlName {
  readonly qualified: string;
  /** Up to the first colon; empty without. */
  readonly prefix: string;
  readonly local: string;
}

/** The document is not well-formed, at the place that the reader has come to. */
export class XmlFault extends Error {}

/** What is read next. */
type Mode = 'start' | 'content' | 'cdata' | 'comment' | 'instruction';

const TAB = 0x09;
const LINE_FEED = 0x0a;
const BLANK = 0x20;
const BANG = 0x21;
const DOUBLE_QUOTE = 0x22;
const AMPERSAND = 0x26;
const QUOTE = 0x27;
const SLASH = 0x2f;
const SEMICOLON = 0x3b;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;
const BRACKET = 0x5d;
/** Carriage returns are line feeds by then. */
const isBlank = (code: number) => code === BLANK || code === LINE_FEED || code === TAB;

/** What asks for a second look at input: carriage returns, pairs of surrogates, what XML does not take. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold is looked for
const UNUSUAL = /[\u0000-\u0008\u000b-\u001f\ud800-\udbff\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold is looked for
const DISALLOWED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

const DECLARATION =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.\d+"|'1\.\d+')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>$/;
const LONGEST_DECLARATION = 1024;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Longer names are not remembered. */
const LONGEST_KNOWN = 64;
/** Names remembered, a power of two; documents have far fewer. */
const KNOWN = 1024;
/** An unfinished tag is looked at again when it has grown so much: each of its characters is read a few times at most. */
const GROWTH = 1.25;
const UNFINISHED = -1;

/**
 * Cuts an XML 1.0 document into tags and texts as it comes, in memory bounded by its longest tag or text, and checks
 * that it is well-formed. Document type declarations are refused: there are no entities but those of XML itself.
 *
 * Names and texts are told as pieces of the input: who keeps a text keeps what it was cut from.
 */
export class XmlReader {
  readonly #handler: XmlHandler;
  #mode: Mode = 'start';
  readonly #openTags: XmlName[] = [];
  #hasRoot = false;
  /** Whether the root has ended. */
  #isOver = false;
  /** Names met, by a hash of their characters: most are met again. */
  readonly #known: (XmlName | undefined)[] = new Array(KNOWN).fill(undefined);
  /** What is read now: what was left of the input before, then new input. */
  #piece = '';
  /** Of the piece, read so far. */
  #at = 0;
  /** Length from which a piece that was left is looked at again. */
  #wanted = 0;
  /** Text read and not told yet. */
  #text = '';
  /** Where in the piece the next ones are, if that is known and still ahead. */
  #ampersand = -1;
  #brackets = -1;
  #lineEnd = -1;
  /** A carriage return ended the input: a line feed may follow. */
  #hasReturn = false;
  /** Line and column of `#located`, a place in the piece that follows the reading when it is asked for. */
  #line = 1;
  #column = 0;
  #located = 0;
  /** Whether some characters take two places of a piece. */
  #hasPairs = false;
  /** Hash of the name, and text of the reference, that were read last. */
  #hash = 0;
  #referred = '';

  /** Of the tag opened last; as many as `attributeCount`. */
  readonly attributeNames: XmlName[] = [];
  readonly attributeValues: string[] = [];
  attributeCount = 0;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  /** Line of the place read to, from 1. */
  get line(): number {
    this.#locate(this.#at);
    return this.#line;
  }

  /** Characters read of that line. */
  get column(): number {
    this.#locate(this.#at);
    return this.#column;
  }

  /**
   * Goes on by what a decoder gives: whole characters.
   * @throws XmlFault; what the handler throws
   */
  write(text: string): void {
    let more = this.#hasReturn ? `\r${text}` : text;
    this.#hasReturn = false;
    if (!UNUSUAL.test(more)) {
      this.#take(more, false);
      return;
    }
    this.#hasPairs = true;
    if (more.endsWith('\r')) {
      this.#hasReturn = true;
      more = more.slice(0, -1);
    }
    if (more.includes('\r')) more = more.replace(/\r\n?/g, '\n');
    const disallowed = more.search(DISALLOWED);
    if (disallowed < 0) {
      this.#take(more, false);
      return;
    }
    // What comes before may be at fault before.
    this.#take(more.slice(0, disallowed), true);
    this.#piece += more.charAt(disallowed);
    throw this.#fault('disallowed character.', this.#piece.length);
  }

  /** Ends the document. @throws XmlFault; what the handler throws */
  close(): void {
    this.#take(this.#hasReturn ? '\n' : '', true);
    const end = this.#piece.length;
    if (!this.#hasRoot) throw this.#fault('document must contain a root element.', end);
    const unclosed = this.#openTags.at(-1);
    if (unclosed) throw this.#fault(`unclosed tag: ${unclosed.qualified}`, end);
    if (this.#mode !== 'content' || end > 0) throw this.#fault('unexpected end.', end);
  }

  #fault(message: string, at: number): XmlFault {
    this.#at = at;
    return new XmlFault(message);
  }

  #locate(to: number): void {
    const piece = this.#piece;
    let at = this.#located;
    while (this.#lineEnd < to) {
      if (this.#lineEnd >= at) {
        this.#line += 1;
        this.#column = 0;
        at = this.#lineEnd + 1;
      }
      this.#lineEnd = placeOf(piece, '\n', at);
    }
    this.#column += this.#hasPairs && to > at ? charactersIn(piece, at, to) : to - at;
    this.#located = to;
  }

  /** @param isPressed whether what is left of an unfinished tag is looked at although it has hardly grown */
  #take(more: string, isPressed: boolean): void {
    this.#piece = this.#piece === '' ? more : this.#piece + more;
    if (!isPressed && this.#piece.length < this.#wanted) return;
    this.#ampersand = this.#brackets = this.#lineEnd = -1;
    while (this.#at < this.#piece.length && this.#goOn());
    this.#locate(this.#at);
    this.#piece = this.#piece.slice(this.#at);
    this.#at = this.#located = 0;
    this.#lineEnd = -1;
    this.#wanted = this.#piece.length * GROWTH;
  }

  /** @returns false when more input is wanted */
  #goOn(): boolean {
    switch (this.#mode) {
      case 'start':
        return this.#start();
      case 'content':
        return this.#content();
      case 'cdata':
        return this.#cdata();
      case 'comment':
        return this.#comment();
      case 'instruction':
        return this.#toEnd('?>');
    }
  }

  #start(): boolean {
    const piece = this.#piece;
    const at = piece.charCodeAt(0) === 0xfeff ? 1 : 0;
    const begun = piece.slice(at, at + 6);
    if (begun.length < 6 && '<?xml'.startsWith(begun.slice(0, 5))) return false;
    this.#at = at;
    if (/^<\?xml[ \t\n?]$/.test(begun)) {
      const end = piece.indexOf('?>', at) + 2;
      if (end < 2 && piece.length < LONGEST_DECLARATION) {
        this.#at = 0;
        return false;
      }
      if (!DECLARATION.test(piece.slice(at, end)))
        throw this.#fault('the XML declaration is malformed.', Math.max(end, at + 6));
      this.#at = end;
    }
    this.#mode = 'content';
    return true;
  }

  #content(): boolean {
    const piece = this.#piece;
    let at = this.#at;
    while (at < piece.length) {
      const less = piece.indexOf('<', at);
      if (less < 0) {
        this.#at = this.#textToGoOn(at);
        return false;
      }
      if (less > at || this.#text !== '') this.#tellText(at, less);
      const end = this.#markup(less);
      if (end === UNFINISHED) {
        this.#at = less;
        return false;
      }
      this.#at = at = end;
      if (this.#mode !== 'content') return true;
    }
    return true;
  }

  /** Text up to the end of the piece. @returns what was read of it */
  #textToGoOn(from: number): number {
    const piece = this.#piece;
    let to = piece.length;
    if (this.#openTags.length === 0) {
      this.#refuseOutside(from, to);
      return to;
    }
    // The end of a section may be cut in the middle.
    while (to > from && to > piece.length - 2 && piece.charCodeAt(to - 1) === BRACKET) to--;
    return this.#gather(from, to);
  }

  #tellText(from: number, to: number): void {
    if (this.#openTags.length === 0) {
      this.#refuseOutside(from, to);
      return;
    }
    let text: string;
    if (this.#text === '' && this.#nextAmpersand(from) >= to && this.#nextBrackets(from) >= to)
      text = this.#piece.slice(from, to);
    else {
      this.#gather(from, to);
      text = this.#text;
      this.#text = '';
    }
    this.#at = to + 1;
    this.#handler.text(text);
  }

  #refuseOutside(from: number, to: number): void {
    const at = this.#piece.slice(from, to).search(/[^ \t\n]/);
    if (at >= 0) throw this.#fault('text data outside of root node.', this.#after(from + at));
  }

  /** Adds to the text that is not told yet. @returns where it stopped: at a reference that is unfinished, or at the end */
  #gather(from: number, to: number): number {
    let at = from;
    for (;;) {
      const next = Math.min(this.#nextAmpersand(at), to);
      const brackets = this.#nextBrackets(at);
      if (brackets < next) throw this.#fault('the string "]]>" is disallowed in char data.', brackets + 3);
      this.#text += this.#piece.slice(at, next);
      if (next === to) return to;
      const end = this.#reference(next);
      if (end === UNFINISHED) return next;
      this.#text += this.#referred;
      at = end;
    }
  }

  #nextAmpersand(from: number): number {
    if (this.#ampersand < from) this.#ampersand = placeOf(this.#piece, '&', from);
    return this.#ampersand;
  }

  #nextBrackets(from: number): number {
    if (this.#brackets < from) this.#brackets = placeOf(this.#piece, ']]>', from);
    return this.#brackets;
  }

  /** @returns the end of the tag or of the beginning of what it is */
  #markup(less: number): number {
    const piece = this.#piece;
    if (less + 1 === piece.length) return UNFINISHED;
    switch (piece.charCodeAt(less + 1)) {
      case SLASH:
        return this.#closingTag(less + 2);
      case BANG:
        return this.#declaration(less + 2);
      case QUESTION:
        return this.#instruction(less + 2);
      default:
        if (startsName(this.#codeAt(less + 1))) return this.#openingTag(less + 1);
        throw this.#fault('disallowed character in tag name', this.#after(less + 1));
    }
  }

  #closingTag(from: number): number {
    const piece = this.#piece;
    const open = this.#openTags.at(-1);
    if (open && piece.startsWith(open.qualified, from)) {
      const end = from + open.qualified.length;
      if (piece.charCodeAt(end) === GREATER) return this.#closed(end + 1);
    }
    const end = this.#nameEnd(from);
    const at = this.#pastBlanks(end);
    if (at === piece.length) return UNFINISHED;
    if (piece.charCodeAt(at) !== GREATER)
      throw this.#fault('disallowed character in closing tag.', this.#after(at));
    const name = piece.slice(from, end);
    if (name === '') throw this.#fault('weird empty close tag.', at + 1);
    if (!open) throw this.#fault(`unmatched closing tag: ${name}.`, at + 1);
    if (open.qualified !== name) throw this.#fault('unexpected close tag.', at + 1);
    return this.#closed(at + 1);
  }

  #closed(end: number): number {
    this.#openTags.pop();
    this.#isOver = this.#openTags.length === 0;
    this.#at = end;
    this.#handler.close();
    return end;
  }

  #openingTag(from: number): number {
    const piece = this.#piece;
    const end = this.#nameEnd(from);
    if (end === piece.length) return UNFINISHED;
    const name = this.#name(from, end);
    if (this.#isOver) throw this.#fault('documents may contain only one root.', this.#after(end));
    this.#hasRoot = true;
    this.attributeCount = 0;
    let at = end;
    const code = piece.charCodeAt(at);
    if (code !== GREATER) {
      if (code !== SLASH && !isBlank(code))
        throw this.#fault('disallowed character in tag name.', this.#after(at));
      at = this.#attributes(at);
      if (at === UNFINISHED) return UNFINISHED;
    }
    const isEmpty = piece.charCodeAt(at) === SLASH;
    if (isEmpty) at += 1;
    this.#at = at + 1;
    if (this.attributeCount > 1) this.#refuseDuplicates();
    this.#openTags.push(name);
    this.#handler.open(name);
    return isEmpty ? this.#closed(at + 1) : at + 1;
  }

  /** @returns the place of the `>` or `/>` after them */
  #attributes(from: number): number {
    const piece = this.#piece;
    let at = from;
    for (;;) {
      const start = at;
      at = this.#pastBlanks(at);
      if (at === piece.length) return UNFINISHED;
      const code = piece.charCodeAt(at);
      if (code === GREATER) return at;
      if (code === SLASH) {
        if (at + 1 === piece.length) return UNFINISHED;
        if (piece.charCodeAt(at + 1) === GREATER) return at;
        throw this.#fault('forward-slash in opening tag not followed by >.', this.#after(at + 1));
      }
      if (!startsName(this.#codeAt(at)))
        throw this.#fault('disallowed character in attribute name.', this.#after(at));
      if (at === start) throw this.#fault('no whitespace between attributes.', this.#after(at));
      at = this.#attribute(at);
      if (at === UNFINISHED) return UNFINISHED;
    }
  }

  #attribute(from: number): number {
    const piece = this.#piece;
    const end = this.#nameEnd(from);
    if (end === piece.length) return UNFINISHED;
    const name = this.#name(from, end);
    let at = this.#pastBlanks(end);
    if (at === piece.length) return UNFINISHED;
    const code = piece.charCodeAt(at);
    if (code !== EQUALS)
      throw this.#fault(
        at > end || code === GREATER ? 'attribute without value.' : 'disallowed character in attribute name.',
        this.#after(at),
      );
    at = this.#pastBlanks(at + 1);
    if (at === piece.length) return UNFINISHED;
    const quote = piece.charCodeAt(at);
    if (quote !== DOUBLE_QUOTE && quote !== QUOTE)
      throw this.#fault('unquoted attribute value.', this.#after(at));
    this.attributeNames[this.attributeCount] = name;
    at = this.#attributeValue(at + 1, quote);
    this.attributeCount += 1;
    return at;
  }

  #attributeValue(from: number, quote: number): number {
    const piece = this.#piece;
    let text = '';
    let start = from;
    for (let at = from; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (code === quote) {
        this.attributeValues[this.attributeCount] = text + piece.slice(start, at);
        return at + 1;
      }
      if (code === LINE_FEED || code === TAB) {
        text += `${piece.slice(start, at)} `;
        start = at + 1;
      } else if (code === AMPERSAND) {
        const end = this.#reference(at);
        if (end === UNFINISHED) return UNFINISHED;
        text += piece.slice(start, at) + this.#referred;
        start = end;
        at = end - 1;
      } else if (code === LESS) throw this.#fault('disallowed character.', at + 1);
    }
    return UNFINISHED;
  }

  #refuseDuplicates(): void {
    const seen = new Set<string>();
    for (let at = 0; at < this.attributeCount; at++) {
      const { qualified } = this.attributeNames[at] as XmlName;
      if (seen.has(qualified)) throw this.#fault(`duplicate attribute: ${qualified}.`, this.#at);
      seen.add(qualified);
    }
  }

  /** @returns the end of the reference that begins at an `&`; what it stands for is `#referred` */
  #reference(ampersand: number): number {
    const piece = this.#piece;
    const isNumber = piece.charCodeAt(ampersand + 1) === 0x23;
    const from = isNumber ? ampersand + 2 : ampersand + 1;
    const end = this.#nameEnd(from);
    if (end === piece.length) return UNFINISHED;
    if (piece.charCodeAt(end) !== SEMICOLON)
      throw this.#fault('disallowed character in entity name.', this.#after(end));
    const name = piece.slice(from, end);
    if (name === '' && !isNumber) throw this.#fault('empty entity name.', end + 1);
    const referred = isNumber ? characterOf(name) : ENTITIES.get(name);
    if (referred === undefined)
      throw this.#fault(isNumber ? 'malformed character entity.' : 'undefined entity.', end + 1);
    this.#referred = referred;
    return end + 1;
  }

  #declaration(from: number): number {
    const piece = this.#piece;
    if (piece.startsWith('--', from)) {
      this.#mode = 'comment';
      return from + 2;
    }
    const begun = piece.slice(from, from + 7);
    if (begun === '[CDATA[') {
      if (this.#openTags.length === 0) throw this.#fault('text data outside of root node.', from + 7);
      this.#mode = 'cdata';
      return from + 7;
    }
    if (begun === 'DOCTYPE') throw this.#fault('a document type declaration is not allowed', from + 7);
    if (begun.length === 7) throw this.#fault('incorrect syntax.', this.#after(from + 6));
    return UNFINISHED;
  }

  #instruction(from: number): number {
    const piece = this.#piece;
    if (from === piece.length) return UNFINISHED;
    const end = startsName(this.#codeAt(from)) ? this.#nameEnd(from) : from;
    if (end === piece.length) return UNFINISHED;
    const code = piece.charCodeAt(end);
    if (code !== QUESTION && !isBlank(code))
      throw this.#fault('disallowed character in processing instruction name.', this.#after(end));
    if (end === from) throw this.#fault('processing instruction without a target.', end + 1);
    if (piece.slice(from, end).toLowerCase() === 'xml')
      throw this.#fault('an XML declaration must be at the start of the document.', end + 1);
    this.#mode = 'instruction';
    return end;
  }

  #cdata(): boolean {
    const from = this.#at;
    if (!this.#toEnd(']]>')) {
      this.#text += this.#piece.slice(from, this.#at);
      return false;
    }
    const text = this.#text + this.#piece.slice(from, this.#at - 3);
    this.#text = '';
    this.#handler.text(text);
    return true;
  }

  #comment(): boolean {
    const piece = this.#piece;
    const dashes = piece.indexOf('--', this.#at);
    if (dashes >= 0 && dashes + 2 < piece.length && piece.charCodeAt(dashes + 2) !== GREATER)
      throw this.#fault('malformed comment.', this.#after(dashes + 2));
    return this.#toEnd('-->');
  }

  /** Goes on to the end of a section, or to where it may begin. */
  #toEnd(mark: string): boolean {
    const piece = this.#piece;
    const end = piece.indexOf(mark, this.#at);
    if (end >= 0) {
      this.#at = end + mark.length;
      this.#mode = 'content';
      return true;
    }
    let begun = mark.length - 1;
    while (begun > 0 && !piece.endsWith(mark.slice(0, begun))) begun--;
    this.#at = Math.max(this.#at, piece.length - begun);
    return false;
  }

  #pastBlanks(from: number): number {
    let at = from;
    while (at < this.#piece.length && isBlank(this.#piece.charCodeAt(at))) at++;
    return at;
  }

  /** @returns the first place that is not of a name */
  #nameEnd(from: number): number {
    const piece = this.#piece;
    let hash = 0;
    let at = from;
    while (at < piece.length) {
      const code = piece.charCodeAt(at);
      if (code < 128) {
        if (!continuesName(code)) break;
        at += 1;
      } else {
        if (!continuesName(this.#codeAt(at))) break;
        at = this.#after(at);
      }
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    this.#hash = hash;
    return at;
  }

  /** The name that was just read. */
  #name(from: number, end: number): XmlName {
    const slot = (this.#hash ^ (this.#hash >>> 15)) & (KNOWN - 1);
    const known = this.#known[slot];
    if (
      known !== undefined &&
      known.qualified.length === end - from &&
      this.#piece.startsWith(known.qualified, from)
    )
      return known;
    const name = nameOf(ownCopy(this.#piece.slice(from, end)));
    if (end - from <= LONGEST_KNOWN) this.#known[slot] = name;
    return name;
  }

  #codeAt(at: number): number {
    return this.#piece.codePointAt(at) as number;
  }

  /** The place after a character. */
  #after(at: number): number {
    return at + (this.#codeAt(at) > 0xffff ? 2 : 1);
  }
}

/** Infinity: nowhere. */
function placeOf(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

function charactersIn(text: string, from: number, to: number): number {
  let characters = to - from;
  for (let at = from; at < to; at++) if ((text.charCodeAt(at) & 0xfc00) === 0xd800) characters -= 1;
  return characters;
}

function nameOf(qualified: string): XmlName {
  const colon = qualified.indexOf(':');
  return colon < 0
    ? { qualified, prefix: '', local: qualified }
    : { qualified, prefix: qualified.slice(0, colon), local: qualified.slice(colon + 1) };
}

/** What a reference by number stands for (XML 1.0, 2.2). */
function characterOf(number: string): string | undefined {
  const code = /^x[0-9a-f]+$/i.test(number)
    ? Number.parseInt(number.slice(1), 16)
    : /^\d+$/.test(number)
      ? Number.parseInt(number, 10)
      : Number.NaN;
  const isCharacter =
    code === TAB || code === LINE_FEED || code === 0x0d || (code >= BLANK && code <= 0x10ffff);
  if (!isCharacter || (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff)
    return undefined;
  return String.fromCodePoint(code);
}

/** Longest text of which V8 makes a copy when it is cut out of another. */
const COPIED = 12;

/** A copy of its own: a piece of the document would keep the whole piece of input alive for as long as it is remembered. */
export function ownCopy(text: string): string {
  return text.length > COPIED ? [text.slice(0, 1), text.slice(1)].join('') : text;
}
