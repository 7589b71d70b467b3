import { RE2JS } from 're2js';

/**
 * Regular expressions that clients give (control schemas), tried in time that grows with the text alone: JavaScript's own
 * engine goes back and tries again, and a few characters (`^(a+)+$`) stop it for ever. What a linear engine cannot do
 * (looking ahead or behind, references to what was found) is refused.
 */

/** Longest expression, characters: its size multiplies the time that a text takes. */
const LONGEST = 2_000;

/** An expression that is none, or that cannot be tried in linear time. */
export class PatternRefused extends Error {
  constructor(pattern: string, reason: string) {
    const start = pattern.length > 100 ? `${pattern.slice(0, 100)}…` : pattern;
    super(`the pattern ${start} ${reason}`);
  }
}

export interface LinearPattern {
  test(text: string): boolean;
}

/** @param pattern by the syntax of ECMA-262 with the flag `u`, as JSON Schema has it @throws PatternRefused */
export function linearPattern(pattern: string): LinearPattern {
  if (pattern.length > LONGEST) throw new PatternRefused(pattern, `is longer than ${LONGEST} characters`);
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    throw new PatternRefused(pattern, `is no regular expression: ${(error as Error).message}`);
  }
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(withClasses(pattern)));
    return { test: (text) => compiled.matcher(text).find() };
  } catch (error) {
    throw new PatternRefused(
      pattern,
      `cannot be tried in a time that is known beforehand (${(error as Error).message}): write it without looking ` +
        'ahead or behind, without references and with repetitions up to 1000',
    );
  }
}

/** White space of ECMA-262, and all the rest, as members of a class. */
const SPACE =
  '\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
const NO_SPACE =
  '\\x00-\\x08\\x0e-\\x1f!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}' +
  '\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}';
const NO_LINE_END = '[^\\n\\r\\x{2028}\\x{2029}]';

/** `.`, `\s` and `\S` written out, since the engine has its own for them. */
function withClasses(pattern: string): string {
  let inClass = false;
  return pattern.replace(/\\[\s\S]|[[\].]/g, (found) => {
    if (found === '\\s') return inClass ? SPACE : `[${SPACE}]`;
    if (found === '\\S') return inClass ? NO_SPACE : `[${NO_SPACE}]`;
    if (found === '.') return inClass ? found : NO_LINE_END;
    if (found === '[' || found === ']') inClass = found === '[';
    return found;
  });
}
