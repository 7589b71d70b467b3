import { createHash } from 'node:crypto';

/**
 * Words of one member as words of the index, `=<key>=<lexeme>`: what a search in that member asks for, and no text
 * makes (docs/decisions/0014). Those of title and description are told from others by their labels.
 */

/** Name under which the members of `_mgt` are searched. */
export const MANAGEMENT = '#management';

/** Stands for the words of members that have more text than a row should carry twice: always a candidate. */
export const OTHER_MEMBERS = 'm0';
/** Characters, keys included: the lexemes of a unit stay under PostgreSQL's bound. */
const MOST_TEXT = 20_000;

/** Names and analysed texts have none of these. */
const BETWEEN_NAMES = '\u0001';
const BEFORE_WORDS = '\u0002';
const BETWEEN_MEMBERS = '\u0003';

const KEY_LENGTH = 10;
/** Names are the clients': of more the key is computed each time. */
const MOST_KNOWN = 10_000;
const known = new Map<string, string>();

/** What stands for a member in the index. @param path names from the root of the description, or from `#management` */
export function memberKey(path: readonly string[]): string {
  const name = path.join(BETWEEN_NAMES);
  const found = known.get(name);
  if (found !== undefined) return found;
  const key = createHash('sha256').update(name).digest('hex').slice(0, KEY_LENGTH);
  if (known.size < MOST_KNOWN) known.set(name, key);
  return key;
}

/**
 * The analysed texts of members, ready for `perenne_member_lexemes`; undefined when they are too long.
 * @param members values by the key of their member
 */
export function memberTexts(
  members: ReadonlyMap<string, readonly string[]>,
  analyse: (text: string) => string,
): string | undefined {
  let length = 0;
  const texts: string[] = [];
  for (const [key, values] of members) {
    const text = `${key}${BEFORE_WORDS}${analyse(values.join(' '))}`;
    length += text.length;
    if (length > MOST_TEXT) return undefined;
    texts.push(text);
  }
  return texts.join(BETWEEN_MEMBERS);
}
