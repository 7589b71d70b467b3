import type { Field } from '../collections/collection.ts';
import {
  and,
  eq,
  match,
  not,
  nothing,
  or,
  pattern,
  type QueryNode,
  type SimpleQueryNode,
} from '../nodes/index.ts';
import { type Condition, fieldOf, isContent, type Scope } from './scope.ts';

/**
 * `$search`: the simple query string of spec dsl.md 5.6, as a tree of the other conditions. Nothing in it is an
 * error: what cannot be read is left out.
 */
export function simpleQuery(node: SimpleQueryNode, scope: Scope): Condition {
  const analysed = isContent(node.field, scope) || isText(fieldOf(node.field, scope));
  const reader = new Reader(node.text, (term) => leaf(node.field, term, analysed));
  return scope.visit(reader.read() ?? nothing, scope);
}

const isText = (field: Field) => field.source === 'document' && field.type === 'text';

interface Term {
  readonly text: string;
  readonly kind: 'word' | 'phrase' | 'prefix';
}

function leaf(field: string, { text, kind }: Term, analysed: boolean): QueryNode {
  if (analysed)
    return match(field, text, kind === 'word' ? 'all' : kind === 'phrase' ? 'phrase' : 'phrase-prefix');
  if (kind !== 'prefix') return eq(field, text);
  return pattern('wildcard', field, `${text.replace(/[\\*?]/g, '\\$&')}*`);
}

const MAX_TERMS = 256;
const MAX_LEVEL = 20;
const WORD_ENDS = new Set([' ', '\t', '\n', '\r', '+', '|', '(', ')', '"']);

/** Reads from left to right: operators have no precedence, a missing one is `|`. */
class Reader {
  #at = 0;
  #terms = 0;
  readonly #text: string;
  readonly #leaf: (term: Term) => QueryNode;

  constructor(text: string, makeLeaf: (term: Term) => QueryNode) {
    this.#text = text;
    this.#leaf = makeLeaf;
  }

  read(level = 0): QueryNode | undefined {
    let result: QueryNode | undefined;
    let operator: 'and' | 'or' = 'or';
    let negation = false;
    while (this.#at < this.#text.length && this.#terms < MAX_TERMS) {
      const character = this.#text[this.#at] as string;
      if (character === ')') {
        this.#at += 1;
        if (level > 0) return result;
      } else if (character === '+' || character === '|') {
        operator = character === '+' ? 'and' : 'or';
        this.#at += 1;
      } else if (character === '-') {
        negation = !negation;
        this.#at += 1;
      } else if (/\s/.test(character)) {
        this.#at += 1;
      } else {
        const operand = this.#operand(level);
        if (operand !== undefined) {
          const signed = negation ? not(operand) : operand;
          result = result === undefined ? signed : (operator === 'and' ? and : or)(result, signed);
        }
        operator = 'or';
        negation = false;
      }
    }
    return result;
  }

  #operand(level: number): QueryNode | undefined {
    if (this.#text[this.#at] === '(') {
      this.#at += 1;
      return level < MAX_LEVEL ? this.read(level + 1) : undefined;
    }
    this.#terms += 1;
    return this.#text[this.#at] === '"' ? this.#phrase() : this.#word();
  }

  #phrase(): QueryNode | undefined {
    this.#at += 1;
    const text = this.#until((character) => character === '"');
    this.#at += 1;
    this.#skipTilde();
    return text.trim() === '' ? undefined : this.#leaf({ text, kind: 'phrase' });
  }

  #word(): QueryNode | undefined {
    const text = this.#until(
      (character) => WORD_ENDS.has(character) || character === '~' || character === '*',
    );
    const prefix = this.#text[this.#at] === '*';
    if (prefix) this.#at += 1;
    this.#skipTilde();
    return text === '' ? undefined : this.#leaf({ text, kind: prefix ? 'prefix' : 'word' });
  }

  /** Text up to the first such character that is not escaped. */
  #until(ends: (character: string) => boolean): string {
    let text = '';
    while (this.#at < this.#text.length && !ends(this.#text[this.#at] as string)) {
      if (this.#text[this.#at] === '\\') this.#at += 1;
      text += this.#text[this.#at] ?? '';
      this.#at += 1;
    }
    return text;
  }

  /** `~2`: nearness of spelling or of words, which is not offered; the word itself still is. */
  #skipTilde(): void {
    const tilde = /^~\d*/.exec(this.#text.slice(this.#at, this.#at + 8));
    this.#at += tilde?.[0].length ?? 0;
  }
}
