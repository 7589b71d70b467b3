import { GREATER, isBlank, QUESTION } from './codes.ts';
import { type Piece, UNFINISHED } from './piece.ts';
import { startsName } from './xml-names.ts';

/** Comments, CDATA sections and processing instructions, of whatever length: no more of them is held than their mark. */
export class Sections {
  readonly #piece: Piece;
  /** The one under way. */
  open: 'cdata' | 'comment' | 'instruction' | undefined;

  constructor(piece: Piece) {
    this.#piece = piece;
  }

  /** Of what follows `<!`. @returns the end of the mark that says what it is */
  begin(from: number, isOutside: boolean): number {
    const piece = this.#piece;
    const { text } = piece;
    if (text.startsWith('--', from)) {
      this.open = 'comment';
      return from + 2;
    }
    const begun = text.slice(from, from + 7);
    if (begun === '[CDATA[') {
      if (isOutside) throw piece.fault('text data outside of root node.', from + 7);
      this.open = 'cdata';
      return from + 7;
    }
    if (begun === 'DOCTYPE') throw piece.fault('a document type declaration is not allowed', from + 7);
    if (begun.length === 7) throw piece.fault('incorrect syntax.', piece.after(from + 6));
    return UNFINISHED;
  }

  /** Of what follows `<?`. @returns the end of its target */
  beginInstruction(from: number): number {
    const piece = this.#piece;
    const { text } = piece;
    if (from === text.length) return UNFINISHED;
    const end = startsName(piece.codeAt(from)) ? piece.nameEnd(from) : from;
    if (end === text.length) return UNFINISHED;
    const code = text.charCodeAt(end);
    if (code !== QUESTION && !isBlank(code))
      throw piece.fault('disallowed character in processing instruction name.', piece.after(end));
    if (end === from) throw piece.fault('processing instruction without a target.', end + 1);
    if (text.slice(from, end).toLowerCase() === 'xml')
      throw piece.fault('an XML declaration must be at the start of the document.', end + 1);
    this.open = 'instruction';
    return end;
  }

  /** Refuses two hyphens within the comment under way. */
  checkComment(): void {
    const piece = this.#piece;
    const { text } = piece;
    const dashes = text.indexOf('--', piece.at);
    if (dashes >= 0 && dashes + 2 < text.length && text.charCodeAt(dashes + 2) !== GREATER)
      throw piece.fault('malformed comment.', piece.after(dashes + 2));
  }

  /** Goes on to the end of the section, or to where it may begin. @returns whether it came there */
  toEnd(mark: string): boolean {
    const piece = this.#piece;
    const { text } = piece;
    const end = text.indexOf(mark, piece.at);
    if (end >= 0) {
      piece.at = end + mark.length;
      this.open = undefined;
      return true;
    }
    let begun = mark.length - 1;
    while (begun > 0 && !text.endsWith(mark.slice(0, begun))) begun--;
    piece.at = Math.max(piece.at, text.length - begun);
    return false;
  }
}
