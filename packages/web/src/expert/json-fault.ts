/** Where a text ceases to be JSON: engines tell it in words of their own, and not always. Pure. */

const BLANK = /[ \t\r\n]*/y;
const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a string of JSON holds none
  /[{}[\],:]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** What may come next. */
type Wanted = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'next';

/** Offset of the first token that cannot stand there, or the text's end; undefined: the text is JSON. */
export function jsonFault(text: string): number | undefined {
  const open: string[] = [];
  let wanted: Wanted = 'value';
  let at = 0;
  for (;;) {
    at += lengthAt(BLANK, text, at);
    if (at === text.length) return wanted === 'next' && open.length === 0 ? undefined : at;
    const length = lengthAt(TOKEN, text, at);
    const next: Wanted | undefined =
      length === 0 ? undefined : follow(text.slice(at, at + length), wanted, open);
    if (next === undefined) return at;
    wanted = next;
    at += length;
  }
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** What may follow a token; undefined: it may not stand there. @param open brackets that wait for their end; changed */
function follow(token: string, wanted: Wanted, open: string[]): Wanted | undefined {
  switch (wanted) {
    case 'colon':
      return token === ':' ? 'value' : undefined;
    case 'key or }':
      if (token === '}') return closed(token, open);
      return token.startsWith('"') ? 'colon' : undefined;
    case 'key':
      return token.startsWith('"') ? 'colon' : undefined;
    case 'next':
      if (token !== ',') return closed(token, open);
      if (open.length === 0) return undefined;
      return open.at(-1) === '{' ? 'key' : 'value';
    case 'value or ]':
    case 'value':
      if (token === ']' && wanted === 'value or ]') return closed(token, open);
      if (token === '{' || token === '[') {
        open.push(token);
        return token === '{' ? 'key or }' : 'value or ]';
      }
      return /^[}\],:]/.test(token) ? undefined : 'next';
  }
}

function closed(token: string, open: string[]): 'next' | undefined {
  if (open.at(-1) !== { '}': '{', ']': '[' }[token] || open.length === 0) return undefined;
  open.pop();
  return 'next';
}

/** Line and column, from 1. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
