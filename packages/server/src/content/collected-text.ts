/** Characters that are kept of one document: some 350 pages. */
export const MOST_CHARACTERS = 1_000_000;
/** Raw characters that are taken in for them: blanks and marks fall away. */
const MOST_RAW = 2 * MOST_CHARACTERS;

/** Enough is read of a document. */
export class Enough extends Error {}

/** Where extractors put what they read. */
export interface TextSink {
  /** @throws Enough: nothing more is wanted */
  add(text: string): void;
}

export interface CollectedText {
  readonly text: string;
  /** The document has more. */
  readonly isCut: boolean;
}

/** Collects what `read` adds, up to the bound, and makes it even. @throws what `read` throws, Enough aside */
export async function collect(read: (sink: TextSink) => Promise<void>): Promise<CollectedText> {
  const pieces: string[] = [];
  let length = 0;
  let isFull = false;
  const sink: TextSink = {
    add(text) {
      pieces.push(text.slice(0, MOST_RAW - length));
      length += text.length;
      if (length < MOST_RAW) return;
      isFull = true;
      throw new Enough();
    },
  };
  try {
    await read(sink);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  const text = even(pieces.join(''));
  return { text: cutAt(text, MOST_CHARACTERS), isCut: isFull || text.length > MOST_CHARACTERS };
}

/** Not between the halves of a character. */
export function cutAt(text: string, length: number): string {
  const kept = text.slice(0, length);
  return kept.isWellFormed() ? kept : kept.slice(0, -1);
}

// Marks of excerpts are controls (excerpts.ts): no text may bring its own. The database keeps no U+0000.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROLS = /[\x00-\x09\x0b-\x1f\x7f-\x9f\ufff0-\uffff\p{Co}]/gu;
const UNSEEN = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
/** A word that was divided at the end of a line. */
const DIVIDED = /(\p{Ll})[-\u2010]\n(?=\p{Ll})/gu;

/** NFC, one blank between words, one line end between lines, no controls, words whole. */
export function even(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(CONTROLS, ' ')
    .replace(UNSEEN, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .replace(DIVIDED, '$1')
    .trim();
}
