import { sql } from 'kysely';
import type { ColumnField, DocumentField } from '../collections/collection.ts';
import type { Bound, ComparisonNode, Value } from '../nodes/index.ts';
import { onDays } from './days.ts';
import { dateOf, keywordOf, numberOf, storedDate } from './operands.ts';
import { type Condition, FALSE, fieldOf, held, joined, type Scope, someValue } from './scope.ts';

const SIGNS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** One bound, as a sign and a value that fit together. */
interface Limit {
  readonly sign: '>' | '>=' | '<' | '<=';
  readonly value: string | number | Date;
}

export function comparison(node: ComparisonNode, scope: Scope): Condition {
  const field = fieldOf(node.field, scope);
  if (field.source === 'invisible' || field.type === 'object' || field.type === 'boolean') return FALSE;
  const limits = Object.entries(node.bounds).map(([bound, value]) =>
    limitOf(field.type, bound as Bound, value, node.field),
  );
  return field.source === 'column' ? inColumn(field, limits) : inDocument(field, limits);
}

function limitOf(
  type: ColumnField['type'] | DocumentField['type'],
  bound: Bound,
  value: Value,
  name: string,
): Limit {
  switch (type) {
    case 'long':
    case 'double':
      return { sign: SIGNS[bound], value: numberOf(value, name) };
    case 'date': {
      // Rounded to the precision of the operand: `$lte` a day takes in its last hour, `$gt` leaves it out.
      const { from, to } = dateOf(value, name);
      if (bound === 'gt') return { sign: '>=', value: to };
      if (bound === 'lte') return { sign: '<', value: to };
      return { sign: SIGNS[bound], value: from };
    }
    case 'text':
      return { sign: SIGNS[bound], value: typeof value === 'number' ? value : keywordOf(value) };
    default:
      return { sign: SIGNS[bound], value: keywordOf(value) };
  }
}

const CASTS = { keyword: 'text', long: 'numeric', date: 'timestamptz', boolean: 'boolean' } as const;

function inColumn(field: ColumnField, limits: readonly Limit[]): Condition {
  const cast = sql.raw(CASTS[field.type]);
  return held(field, (column) => {
    const ref = field.many ? sql.ref('item') : column;
    const conditions = limits.map(
      ({ sign, value }) => sql<boolean>`${ref} ${sql.raw(sign)} ${value}::${cast}`,
    );
    if (!field.many) return joined(conditions, 'and');
    return sql<boolean>`exists (select 1 from unnest(${column}) as item where ${joined(conditions, 'and')})`;
  });
}

function inDocument(field: DocumentField, limits: readonly Limit[]): Condition {
  const filter = limits.map(({ sign }, index) => `@ ${sign} $v${index}`).join(' && ');
  const variables = limits.map(({ value }, index) => [
    `v${index}`,
    value instanceof Date ? storedDate(value) : value,
  ]);
  const exact = someValue(field, filter, Object.fromEntries(variables));
  if (field.type !== 'date') return exact;
  const dateOn = (signs: readonly Limit['sign'][]) =>
    limits.find(({ sign, value }) => value instanceof Date && signs.includes(sign))?.value as
      | Date
      | undefined;
  return onDays(field, exact, { from: dateOn(['>=', '>']), to: dateOn(['<', '<=']) });
}
