/**
 * JSON as imports of referentials take it: texts may stand in single quotes, names without any (spec api.md 6.3.1).
 * Strict JSON is read as such. Only these two liberties are taken, which is why no reader of JSON5 stands here: it
 * would let comments, commas at the end, `NaN` and other numbers through, which clients are told are no JSON.
 * @throws SyntaxError that of the strict reading
 */
export function parseTolerantJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const strict = text.length > LONGEST ? undefined : strictJson(text);
    // Text that takes none of the liberties has been read already.
    if (strict === undefined || strict === text) throw error;
    return JSON.parse(strict);
  }
}

/** Longest text that may take liberties, characters: people write it, and reading it holds everybody up. */
const LONGEST = 2_000_000;

/** A name as ECMAScript has them, and with the marks that names of the API have. */
const WORD = /[\p{L}_$@#][\p{L}\p{N}_$@#*+-]*/uy;
/** Where a name or a text begins. */
const BEGINNING = /["'\p{L}_$@#]/gu;
const COLON = /\s*:/y;

/** The same text with double quotes around all names and texts, in one pass; undefined: a text has no end. */
function strictJson(text: string): string | undefined {
  const pieces: string[] = [];
  let copied = 0;
  const replace = (from: number, to: number, piece: string) => {
    pieces.push(text.slice(copied, from), piece);
    copied = to;
  };
  BEGINNING.lastIndex = 0;
  for (let found = BEGINNING.exec(text); found !== null; found = BEGINNING.exec(text)) {
    const at = found.index;
    let end: number | undefined;
    if (text[at] === '"' || text[at] === "'") {
      end = endOfText(text, at);
      if (end === undefined) return undefined;
      replace(at, end, inDoubleQuotes(text.slice(at + 1, end - 1)));
    } else {
      WORD.lastIndex = at;
      const word = WORD.exec(text)?.[0] ?? '';
      end = at + word.length;
      if (isBeforeColon(text, end)) replace(at, end, `"${word}"`);
    }
    BEGINNING.lastIndex = end;
  }
  return pieces.join('') + text.slice(copied);
}

function isBeforeColon(text: string, at: number): boolean {
  COLON.lastIndex = at;
  return COLON.test(text);
}

/** @returns place after the quote that ends the text which begins at `start` */
function endOfText(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === text[start]) return at + 1;
  }
  return undefined;
}

/** Escapes stay as they are, but for that of the single quote, which strict JSON has not. */
const inDoubleQuotes = (content: string) =>
  `"${content.replace(/\\.|"/gs, (found) => (found === '"' ? '\\"' : found === "\\'" ? "'" : found))}"`;
