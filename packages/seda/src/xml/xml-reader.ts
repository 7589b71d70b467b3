import { Attributes } from './attributes.ts';
import { BANG, GREATER, isBlank, QUESTION, SLASH } from './codes.ts';
import { KnownNames, type XmlName } from './known-names.ts';
import { Piece, UNFINISHED } from './piece.ts';
import { References } from './references.ts';
import { Sections } from './sections.ts';
import { Texts } from './texts.ts';
import { startsName } from './xml-names.ts';

/** What a document is made of, in its order. Attributes of the tag under way are the reader's. */
export interface XmlHandler {
  open(name: XmlName): void;
  /** Between two tags, comments or instructions, entities resolved; a CDATA section for itself. */
  text(text: string): void;
  close(): void;
}

/** What asks for a second look at input: carriage returns, pairs of surrogates, what XML does not take. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold is looked for
const UNUSUAL = /[\u0000-\u0008\u000b-\u001f\ud800-\udbff\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold is looked for
const DISALLOWED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

const DECLARATION =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.\d+"|'1\.\d+')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>$/;
const LONGEST_DECLARATION = 1024;

/** An unfinished tag is looked at again when it has grown so much: each of its characters is read a few times at most. */
const GROWTH = 1.25;

/**
 * Cuts an XML 1.0 document into tags and texts as it comes, in memory bounded by its longest tag or text, and checks
 * that it is well-formed. Document type declarations are refused: there are no entities but those of XML itself.
 *
 * Names and texts are told as pieces of the input: who keeps a text keeps what it was cut from.
 */
export class XmlReader {
  readonly #handler: XmlHandler;
  readonly #piece = new Piece();
  readonly #names = new KnownNames();
  readonly #texts: Texts;
  readonly #sections = new Sections(this.#piece);
  readonly #openTags: XmlName[] = [];
  /** Whether what may only begin a document has been read. */
  #hasBegun = false;
  #hasRoot = false;
  /** Whether the root has ended. */
  #isOver = false;
  /** Length from which a piece that was left is looked at again. */
  #wanted = 0;
  /** A carriage return ended the input: a line feed may follow. */
  #hasReturn = false;
  /** Of the tag opened last. */
  readonly attributes: Attributes;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
    const references = new References(this.#piece);
    this.#texts = new Texts(this.#piece, references);
    this.attributes = new Attributes(this.#piece, this.#names, references);
  }

  /** Line of the place read to, from 1. */
  get line(): number {
    return this.#piece.line;
  }

  /** Characters read of that line. */
  get column(): number {
    return this.#piece.column;
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
    this.#piece.hasPairs = true;
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
    this.#piece.text += more.charAt(disallowed);
    throw this.#piece.fault('disallowed character.', this.#piece.text.length);
  }

  /** Ends the document. @throws XmlFault; what the handler throws */
  close(): void {
    this.#take(this.#hasReturn ? '\n' : '', true);
    const end = this.#piece.text.length;
    if (!this.#hasRoot) throw this.#piece.fault('document must contain a root element.', end);
    const unclosed = this.#openTags.at(-1);
    if (unclosed) throw this.#piece.fault(`unclosed tag: ${unclosed.qualified}`, end);
    if (!this.#hasBegun || this.#sections.open !== undefined || end > 0)
      throw this.#piece.fault('unexpected end.', end);
  }

  /** @param isPressed whether what is left of an unfinished tag is looked at although it has hardly grown */
  #take(more: string, isPressed: boolean): void {
    const piece = this.#piece;
    piece.add(more);
    if (!isPressed && piece.text.length < this.#wanted) return;
    this.#texts.lookAgain();
    while (piece.at < piece.text.length && this.#goOn());
    piece.drop();
    this.#wanted = piece.text.length * GROWTH;
  }

  /** @returns false when more input is wanted */
  #goOn(): boolean {
    if (!this.#hasBegun) return this.#begin();
    switch (this.#sections.open) {
      case undefined:
        return this.#content();
      case 'cdata':
        return this.#cdata();
      case 'comment':
        this.#sections.checkComment();
        return this.#sections.toEnd('-->');
      case 'instruction':
        return this.#sections.toEnd('?>');
    }
  }

  #begin(): boolean {
    const piece = this.#piece;
    const { text } = piece;
    const at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    const begun = text.slice(at, at + 6);
    if (begun.length < 6 && '<?xml'.startsWith(begun.slice(0, 5))) return false;
    piece.at = at;
    if (/^<\?xml[ \t\n?]$/.test(begun)) {
      const end = text.indexOf('?>', at) + 2;
      if (end < 2 && text.length < LONGEST_DECLARATION) {
        piece.at = 0;
        return false;
      }
      if (!DECLARATION.test(text.slice(at, end)))
        throw piece.fault('the XML declaration is malformed.', Math.max(end, at + 6));
      piece.at = end;
    }
    this.#hasBegun = true;
    return true;
  }

  #content(): boolean {
    const piece = this.#piece;
    const { text } = piece;
    let at = piece.at;
    while (at < text.length) {
      const less = text.indexOf('<', at);
      if (less < 0) {
        piece.at = this.#textToGoOn(at);
        return false;
      }
      if (less > at || this.#texts.gathered !== '') this.#tellText(at, less);
      const end = this.#markup(less);
      if (end === UNFINISHED) {
        piece.at = less;
        return false;
      }
      piece.at = at = end;
      if (this.#sections.open !== undefined) return true;
    }
    return true;
  }

  /** Text up to the end of the piece. @returns what was read of it */
  #textToGoOn(from: number): number {
    if (this.#openTags.length > 0) return this.#texts.gatherRest(from);
    const { length } = this.#piece.text;
    this.#refuseOutside(from, length);
    return length;
  }

  #tellText(from: number, to: number): void {
    if (this.#openTags.length === 0) {
      this.#refuseOutside(from, to);
      return;
    }
    const text = this.#texts.upTo(from, to);
    this.#piece.at = to + 1;
    this.#handler.text(text);
  }

  #refuseOutside(from: number, to: number): void {
    const at = this.#piece.text.slice(from, to).search(/[^ \t\n]/);
    if (at >= 0) throw this.#piece.fault('text data outside of root node.', this.#piece.after(from + at));
  }

  /** @returns the end of the tag or of the beginning of what it is */
  #markup(less: number): number {
    const piece = this.#piece;
    const { text } = piece;
    if (less + 1 === text.length) return UNFINISHED;
    switch (text.charCodeAt(less + 1)) {
      case SLASH:
        return this.#closingTag(less + 2);
      case BANG:
        return this.#sections.begin(less + 2, this.#openTags.length === 0);
      case QUESTION:
        return this.#sections.beginInstruction(less + 2);
      default:
        if (startsName(piece.codeAt(less + 1))) return this.#openingTag(less + 1);
        throw piece.fault('disallowed character in tag name', piece.after(less + 1));
    }
  }

  #closingTag(from: number): number {
    const piece = this.#piece;
    const { text } = piece;
    const open = this.#openTags.at(-1);
    if (open && text.startsWith(open.qualified, from)) {
      const end = from + open.qualified.length;
      if (text.charCodeAt(end) === GREATER) return this.#closed(end + 1);
    }
    const end = piece.nameEnd(from);
    const at = piece.pastBlanks(end);
    if (at === text.length) return UNFINISHED;
    if (text.charCodeAt(at) !== GREATER)
      throw piece.fault('disallowed character in closing tag.', piece.after(at));
    const name = text.slice(from, end);
    if (name === '') throw piece.fault('weird empty close tag.', at + 1);
    if (!open) throw piece.fault(`unmatched closing tag: ${name}.`, at + 1);
    if (open.qualified !== name) throw piece.fault('unexpected close tag.', at + 1);
    return this.#closed(at + 1);
  }

  #closed(end: number): number {
    this.#openTags.pop();
    this.#isOver = this.#openTags.length === 0;
    this.#piece.at = end;
    this.#handler.close();
    return end;
  }

  #openingTag(from: number): number {
    const piece = this.#piece;
    const { text } = piece;
    const end = piece.nameEnd(from);
    if (end === text.length) return UNFINISHED;
    const name = this.#names.of(piece, from, end);
    if (this.#isOver) throw piece.fault('documents may contain only one root.', piece.after(end));
    this.#hasRoot = true;
    this.attributes.count = 0;
    let at = end;
    const code = text.charCodeAt(at);
    if (code !== GREATER) {
      if (code !== SLASH && !isBlank(code))
        throw piece.fault('disallowed character in tag name.', piece.after(at));
      at = this.attributes.read(at);
      if (at === UNFINISHED) return UNFINISHED;
    }
    const isEmpty = text.charCodeAt(at) === SLASH;
    if (isEmpty) at += 1;
    piece.at = at + 1;
    if (this.attributes.count > 1) this.attributes.refuseDuplicates();
    this.#openTags.push(name);
    this.#handler.open(name);
    return isEmpty ? this.#closed(at + 1) : at + 1;
  }

  #cdata(): boolean {
    const piece = this.#piece;
    const from = piece.at;
    if (!this.#sections.toEnd(']]>')) {
      this.#texts.gathered += piece.text.slice(from, piece.at);
      return false;
    }
    this.#handler.text(this.#texts.take(piece.text.slice(from, piece.at - 3)));
    return true;
  }
}
