import { QueryRefused } from '../query-refused.ts';

/** Letters of the index's date patterns, with the digits that each takes when it stands alone. */
const PARTS = {
  y: { name: 'year', most: 9, least: 1970 },
  u: { name: 'year', most: 9, least: 1970 },
  M: { name: 'month', most: 2, least: 1 },
  d: { name: 'day', most: 2, least: 1 },
  H: { name: 'hour', most: 2, least: 0 },
  m: { name: 'minute', most: 2, least: 0 },
  s: { name: 'second', most: 2, least: 0 },
} as const;
type Letter = keyof typeof PARTS;

type Piece = string | { readonly letter: Letter; readonly width: number };

export interface DateFormat {
  /** @throws QueryRefused for a text of another form */
  read(text: string): Date;
  write(date: Date): string;
}

/**
 * A date pattern as the index takes it, of numbers alone: `yyyy`, `dd/MM/yyyy`, `yyyy-MM-dd'T'HH:mm`; what it leaves
 * out is the first of its kind. Times are UTC. @throws QueryRefused for other letters
 */
export function dateFormat(pattern: string): DateFormat {
  const pieces = piecesOf(pattern);
  const expression = new RegExp(
    `^${pieces
      .map((piece) =>
        typeof piece === 'string'
          ? piece.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
          : `(\\d{${piece.width}${piece.width === 1 ? `,${PARTS[piece.letter].most}` : ''}})`,
      )
      .join('')}$`,
  );
  const letters = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.letter]));
  return {
    read(text) {
      const found = expression.exec(text);
      const parts: Record<string, number> = Object.fromEntries(
        Object.values(PARTS).map(({ name, least }) => [name, least]),
      );
      for (const [at, letter] of letters.entries()) parts[PARTS[letter].name] = Number(found?.[at + 1]);
      const date = dateOf(parts as Record<(typeof PARTS)[Letter]['name'], number>);
      if (found === null || date === undefined)
        throw new QueryRefused(`${JSON.stringify(text)} is not a date of the form ${pattern}`);
      return date;
    },
    write: (date) =>
      pieces
        .map((piece) =>
          typeof piece === 'string' ? piece : String(numberOf(date, piece.letter)).padStart(piece.width, '0'),
        )
        .join(''),
  };
}

function piecesOf(pattern: string): Piece[] {
  const pieces: Piece[] = [];
  for (const [found, quoted, letters] of pattern.matchAll(/'([^']*)'|([A-Za-z])\2*|[^A-Za-z']/g)) {
    if (letters !== undefined && Object.hasOwn(PARTS, letters))
      pieces.push({ letter: letters as Letter, width: found.length });
    else if (letters !== undefined || found === "'")
      throw new QueryRefused(`The date format ${pattern} has a part that is not offered: ${found}`);
    else pieces.push(quoted ?? found);
  }
  if (!pieces.some((piece) => typeof piece !== 'string'))
    throw new QueryRefused(`The date format ${pattern} names no part of a date`);
  return pieces;
}

/** Undefined for a day or an hour that does not exist. */
function dateOf({ year, month, day, hour, minute, second }: Record<(typeof PARTS)[Letter]['name'], number>) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  return same && minute < 60 && second < 60 && year <= 9_999 ? date : undefined;
}

function numberOf(date: Date, letter: Letter): number {
  switch (letter) {
    case 'y':
    case 'u':
      return date.getUTCFullYear();
    case 'M':
      return date.getUTCMonth() + 1;
    case 'd':
      return date.getUTCDate();
    case 'H':
      return date.getUTCHours();
    case 'm':
      return date.getUTCMinutes();
    case 's':
      return date.getUTCSeconds();
  }
}
