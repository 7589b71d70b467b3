/**
 * The days that a description names, whatever the member, as words of its index: a search on dates asks them for
 * candidates (docs/decisions/0011). `analyse` parts letters from digits, so that no text makes such a word.
 */

const DAY = /^(\d{4})-(\d\d)-(\d\d)/;
/** Years of more digits, and more days than a row should carry: always a candidate. */
const DATED = /^[-+]?\d{4,}-\d\d/;
export const OTHER_DAY = 'd0';
const MOST_DAYS = 5_000;

export function dayWords(content: unknown): string[] {
  const words = new Set<string>();
  collectDays(content, words);
  return words.size > MOST_DAYS ? [OTHER_DAY] : [...words];
}

/** Deeper members are kept and shown; the descriptions that controls let pass are not so deep. */
const MAX_DEPTH = 64;

function collectDays(value: unknown, words: Set<string>, depth = 0): void {
  if (typeof value === 'string') {
    const day = DAY.exec(value);
    if (day !== null) words.add(`d${day[1]}${day[2]}${day[3]}`);
    else if (DATED.test(value)) words.add(OTHER_DAY);
  } else if (typeof value === 'object' && value !== null) {
    if (depth > MAX_DEPTH) words.add(OTHER_DAY);
    else for (const item of Object.values(value)) collectDays(item, words, depth + 1);
  }
}

/**
 * Beginnings of words that the days from one to another have, both included: few, each as short as can be.
 * @param first eight digits, as `last`
 */
export function daysBetween(first: string, last: string): string[] {
  return first > last ? [] : cover(first, last, '');
}

function cover(first: string, last: string, shared: string): string[] {
  if (/^0*$/.test(first) && /^9*$/.test(last)) return [`d${shared}`];
  const [from, to] = [Number(first[0]), Number(last[0])];
  const rest = first.length - 1;
  if (from === to) return cover(first.slice(1), last.slice(1), shared + from);
  const found = cover(first.slice(1), '9'.repeat(rest), shared + from);
  for (let digit = from + 1; digit < to; digit++) found.push(`d${shared}${digit}`);
  return [...found, ...cover('0'.repeat(rest), last.slice(1), shared + to)];
}
