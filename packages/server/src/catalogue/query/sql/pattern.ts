import { type RawBuilder, sql } from 'kysely';
import type { Field } from '../collections/collection.ts';
import { isIn, type PatternNode } from '../nodes/index.ts';
import { QueryRefused } from '../query-refused.ts';
import { type Condition, columnOf, FALSE, fieldOf, jsonPath, type Scope } from './scope.ts';
import { lexemesOf } from './words.ts';

/** `$wildcard` and `$regex`, on the whole of a value; of `#id` an expression is a list (spec dsl.md 5.7, 5.8). */
export function pattern(node: PatternNode, scope: Scope): Condition {
  if (node.language === 'regex' && node.field === '#id')
    return scope.visit(isIn(node.field, node.pattern.split(/\s+/)), scope);
  const field = fieldOf(node.field, scope);
  const test = node.language === 'wildcard' ? wildcard(node.pattern) : regex(node.pattern);
  if (field.source === 'invisible' || field.type === 'object') return FALSE;
  if (field.type === 'text') return node.language === 'regex' ? FALSE : someLexeme(field, test);
  if (field.type !== 'keyword')
    throw new QueryRefused(`$${node.language} is for texts: ${node.field} is of type ${field.type}`);
  if (field.source === 'column') {
    if (!field.many) return test(columnOf(field));
    return sql<boolean>`exists (select 1 from unnest(${columnOf(field)}) as item where ${test(sql.ref('item'))})`;
  }
  const values = sql`perenne_values(${columnOf(field)}, ${jsonPath(field.path, '[*]')})`;
  return sql<boolean>`exists (select 1 from ${values} as item where ${test(sql.ref('item'))})`;
}

type Test = (value: RawBuilder<unknown>) => Condition;

/** On analysed text a pattern is tried on the words as the index knows them: unreliable, as in the reference. */
function someLexeme(field: Field & { source: 'document' | 'column' }, test: Test): Condition {
  if (field.source === 'column') return FALSE;
  return sql<boolean>`exists (select 1 from unnest(tsvector_to_array(${lexemesOf(field)})) as item
    where ${test(sql.ref('item'))})`;
}

function wildcard(text: string): Test {
  const like = text.replace(/\\([\s\S])|[\\%_*?]/g, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return `\\${escaped}`;
    if (found === '*') return '%';
    return found === '?' ? '_' : `\\${found}`;
  });
  return (value) => sql<boolean>`${value} like ${like}`;
}

const LONGEST_REGEX = 1_000;

/** The index's regular expressions in PostgreSQL's: no anchors, no look-around, no classes by letter. */
function regex(text: string): Test {
  if (text.length > LONGEST_REGEX)
    throw new QueryRefused(`A regular expression exceeds ${LONGEST_REGEX} characters`);
  const translated = `^(?:${translate(text)})$`;
  return (value) => sql<boolean>`${value} ~ ${translated}`;
}

const LITERAL = /^[\p{L}\p{N}\s]$/u;

function translate(text: string): string {
  let result = '';
  let inClass = false;
  const characters = [...text];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] as string;
    if (character === '\\') {
      at += 1;
      const next = characters[at];
      if (next === undefined) throw badRegex(text);
      result += LITERAL.test(next) ? next : `\\${next}`;
    } else if (inClass) {
      if (character === ']') inClass = false;
      result += character === '[' ? '\\[' : character;
    } else if (character === '[') {
      inClass = true;
      const negation = characters[at + 1] === '^';
      if (negation) at += 1;
      result += negation ? '[^' : '[';
      // An empty class would take its own end for a member.
      if (characters[at + 1] === ']') throw badRegex(text);
    } else if (character === '(' && characters[at + 1] === '?') {
      throw badRegex(text);
    } else if ('~&@#<>"'.includes(character)) {
      throw new QueryRefused(
        `Operator ${character} of regular expressions is not offered; write \\${character}`,
      );
    } else {
      result += character === '^' || character === '$' ? `\\${character}` : character;
    }
  }
  if (inClass) throw badRegex(text);
  return result;
}

function badRegex(text: string): QueryRefused {
  return new QueryRefused(`Not a regular expression: ${text}`);
}
