import { cutAt } from './collected-text.ts';

/** Characters of a part: positions of words, which PostgreSQL counts to 16,383, stay exact in it. */
export const PART_CHARACTERS = 20_000;
/** What two parts share, so that a phrase across their border is found. */
export const OVERLAP = 400;

/** The text in parts, each but the last one cut between words where it has some. */
export function partsOf(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  while (text.length - start > PART_CHARACTERS) {
    const end = border(text, start + PART_CHARACTERS, start + PART_CHARACTERS - OVERLAP / 2);
    parts.push(text.slice(start, end));
    start = border(text, end - OVERLAP / 2, end - OVERLAP);
  }
  if (start < text.length) parts.push(text.slice(start));
  return parts;
}

/** The last blank at or before `wanted`; without one from `least` on, `wanted` itself. */
function border(text: string, wanted: number, least: number): number {
  for (let at = wanted; at > least; at--) if (/\s/.test(text[at] as string)) return at;
  return cutAt(text.slice(least, wanted), wanted - least).length + least;
}
