import {
  CONTENT_FIELDS,
  fieldType,
  MANAGEMENT_FIELDS,
  type Members,
  type Vocabulary,
} from './field-types.ts';
import { MANAGEMENT, memberKey, memberTexts, OTHER_MEMBERS } from './member-words.ts';
import { dayWords } from './named-days.ts';

/**
 * Texts as the full-text search sees them, for indexing and for queries alike (spec dsl.md 7.2). What follows
 * (words, accents, stop words, stems) is PostgreSQL's: `perenne_lexemes`.
 */

/** Beyond it the words of one text are found by no search: PostgreSQL's own bound of a tsvector is 1 MB. */
export const MAX_ANALYSED = 200_000;

const TAG = /<\/?[A-Za-z][A-Za-z0-9]*([ \t\r\n][^<>]*)?\/?>/g;
// All of ASCII's punctuation and controls: PostgreSQL's parser would see hosts, paths, signs and compounds in them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls separate words
const SEPARATORS = /[\x00-\x20!-/:-@[-`{-\x7f]+/g;
const DIGITS = /[0-9]+/g;

/**
 * Words separated by blanks: tags, punctuation, dots and underscores gone, runs of digits apart from letters.
 * Its twin in SQL is `perenne_analyse` (migrations), which the search applies to stored values.
 */
export function analyse(text: string): string {
  return text
    .normalize('NFC')
    .replace(TAG, ' ')
    .replace(SEPARATORS, ' ')
    .replace(DIGITS, ' $& ')
    .slice(0, MAX_ANALYSED);
}

/** Divides the parts of a unit's analysed text; `analyse` lets no such character through. */
const PARTS = '\u0001';

/**
 * The analysed values of a unit, ready for `perenne_unit_lexemes`: those of members that are analysed by
 * description, by vocabulary, or for want of both. The words of title and description stand apart, so that the index
 * tells them from the others; the days that the description names follow as words, and the words of each other member.
 * @param content descriptive members @param management value of `_mgt`
 * @param vocabulary the ontology in force
 */
export function analysedText(
  content: Readonly<Record<string, unknown>>,
  management: Readonly<Record<string, unknown>>,
  vocabulary: Vocabulary,
): string {
  const { Title, Description, ...rest } = content;
  const parts = [{ Title }, { Description }, rest].map((members) => {
    const values = new Values();
    collect(members, [], CONTENT_FIELDS, vocabulary, values);
    return values;
  });
  const others = parts[2] as Values;
  collect({ [MANAGEMENT]: management }, [], { [MANAGEMENT]: MANAGEMENT_FIELDS }, NO_VOCABULARY, others);
  let left = MAX_ANALYSED;
  const bounded = parts.map(({ all }) => {
    const kept = analyse(all.join(' ')).slice(0, left);
    left -= kept.length;
    return kept;
  });
  const members = memberTexts(others.byMember, analyse);
  const words = [...dayWords(content), ...(members === undefined ? [OTHER_MEMBERS] : [])];
  return `${bounded.join(PARTS)} ${words.join(' ')}${PARTS}${members ?? ''}`;
}

/** Texts in their order, and by the member in which they are. */
class Values {
  readonly all: string[] = [];
  readonly byMember = new Map<string, string[]>();

  add(path: readonly string[], value: string): void {
    this.all.push(value);
    const key = memberKey(path);
    const known = this.byMember.get(key);
    if (known === undefined) this.byMember.set(key, [value]);
    else known.push(value);
  }
}

/** Ontology entries name descriptive members; a path below `#management` is never the whole name of one. */
const NO_VOCABULARY: Vocabulary = { get: () => undefined };

/** Deeper members are kept and shown; their words are not searched. */
const MAX_DEPTH = 64;

function collect(
  value: unknown,
  path: readonly string[],
  members: Members,
  vocabulary: Vocabulary,
  into: Values,
): void {
  if (value === null || value === undefined || path.length > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, path, members, vocabulary, into);
  } else if (typeof value === 'object') {
    for (const [name, item] of Object.entries(value))
      collect(item, [...path, name], members, vocabulary, into);
  } else if (fieldType(members, path, vocabulary) === 'text') {
    into.add(path, String(value));
  }
}
