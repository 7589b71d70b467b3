import { type RawBuilder, sql } from 'kysely';
import type { Vocabulary } from '../../field-types.ts';
import type { Collection, ColumnField, DocumentField, Field } from '../collections/collection.ts';
import type { EqualityNode, MembershipNode, Value } from '../nodes/index.ts';
import { onDays } from './days.ts';
import { booleanOf, dateOf, keywordOf, numberOf, storedDate } from './operands.ts';
import {
  type Condition,
  containing,
  FALSE,
  fieldOf,
  held,
  joined,
  negated,
  type Scope,
  someValue,
} from './scope.ts';
import { textOf } from './words.ts';

export function equality(node: EqualityNode, scope: Scope): Condition {
  const condition = oneOf(node.field, [node.value], scope, 'all');
  return node.negated ? negated(condition) : condition;
}

export function membership(node: MembershipNode, scope: Scope): Condition {
  const condition = oneOf(node.field, node.values, scope, 'any');
  return node.negated ? negated(condition) : condition;
}

/** @param words how many words of an analysed value must be there: `$eq` wants all, `$in` any (spec dsl.md 5.1, 5.2) */
function oneOf(name: string, values: readonly Value[], scope: Scope, words: 'all' | 'any'): Condition {
  const field = fieldOf(name, scope);
  if (values.length === 0) return FALSE;
  if (field.source === 'document' && field.type === 'text')
    return textOf(field, values.map(String).join(' '), words);
  return inField(field, values, name);
}

/**
 * Documents whose field has this value, an analysed text as a whole: what `$eq` asks of its words alone.
 * @throws QueryRefused for an illegal name or a value that does not fit its field
 */
export function exactly(
  name: string,
  value: Value,
  collection: Collection,
  vocabulary: Vocabulary,
): Condition {
  const field = fieldOf(name, { collection, vocabulary });
  const asKeyword = field.source === 'document' && field.type === 'text';
  return inField(asKeyword ? { ...field, type: 'keyword' } : field, [value], name);
}

function inField(field: Field, values: readonly Value[], name: string): Condition {
  if (field.source === 'invisible') return FALSE;
  if (field.source === 'column') return held(field, (column) => inColumn(column, field, values, name));
  if (field.type === 'object') return FALSE;
  return inDocument(field, values, name);
}

function inColumn(
  ref: RawBuilder<unknown>,
  field: ColumnField,
  values: readonly Value[],
  name: string,
): Condition {
  switch (field.type) {
    case 'keyword': {
      const texts = values.map(keywordOf);
      if (field.many) return sql<boolean>`${ref} && ${texts}::text[]`;
      // An index on it then gives its rows in their further order.
      if (texts.length === 1) return sql<boolean>`${ref} = ${texts[0]}`;
      return sql<boolean>`${ref} = any(${texts}::text[])`;
    }
    case 'long':
      return sql<boolean>`${ref} = any(${values.map((value) => numberOf(value, name))}::numeric[])`;
    case 'boolean':
      return sql<boolean>`${ref} = any(${values.map((value) => booleanOf(value, name))}::boolean[])`;
    case 'date':
      return joined(
        values.map((value) => {
          const { from, to } = dateOf(value, name);
          return sql<boolean>`(${ref} >= ${from}::timestamptz and ${ref} < ${to}::timestamptz)`;
        }),
        'or',
      );
  }
}

function inDocument(field: DocumentField, values: readonly Value[], name: string): Condition {
  if (field.type === 'date')
    return joined(
      values.map((value) => {
        const { from, to } = dateOf(value, name);
        const variables = { from: storedDate(from), to: storedDate(to) };
        return onDays(field, someValue(field, '@ >= $from && @ < $to', variables), { from, to });
      }),
      'or',
    );
  const typed = typedValues(field, values, name);
  return field.contained ? containing(field, typed) : someValue(field, '@ == $values[*]', { values: typed });
}

/** Operands as JSON values of the field's type. */
export function typedValues(
  field: DocumentField,
  values: readonly Value[],
  name: string,
): (string | number | boolean)[] {
  return values.map((value) => {
    if (field.type === 'boolean') return booleanOf(value, name);
    if (field.type === 'long' || field.type === 'double') return numberOf(value, name);
    return keywordOf(value);
  });
}
