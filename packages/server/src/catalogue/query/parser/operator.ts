import type { QueryNode, Value } from '../nodes/index.ts';
import { QueryRefused } from '../query-refused.ts';
import { checkCount, checkObject, checkScalar, type Json } from './checks.ts';
import type { Path, Report } from './report.ts';
import { technicalName } from './technical-name.ts';

/** How the grammar differs by place: `$missing` and `$subobject` are not for every request. */
export interface Grammar {
  readonly missing: boolean;
  readonly subobject: boolean;
  /** Levels of nesting so far. */
  readonly level: number;
}

/** One operator: its grammar, and the node that a valid use of it makes. */
export interface Operator {
  check(value: unknown, path: Path, report: Report, grammar: Grammar): void;
  /** @throws QueryRefused for what only the engine refuses */
  build(value: unknown): QueryNode;
}

const LONGEST_NAME = 1_000;
const LONGEST_VALUE = 10_000_000;

/** A field's name, which only the collection can tell known from unknown. */
export function fieldName(name: string): string {
  if (name.length > LONGEST_NAME) throw new QueryRefused(`A name exceeds ${LONGEST_NAME} characters`);
  return technicalName(storable(name));
}

/** An operand. */
export function operand(value: unknown): Value {
  if (value === null) throw new QueryRefused('A null operand is not a value: use $exists or $missing');
  return typeof value === 'string' ? text(value) : (value as Value);
}

export function text(value: string): string {
  if (value.length > LONGEST_VALUE) throw new QueryRefused(`A value exceeds ${LONGEST_VALUE} characters`);
  return storable(value);
}

/** The database keeps no U+0000 and no half of a pair; documents hold neither. */
function storable(value: string): string {
  if (value.includes('\0')) throw new QueryRefused('Character U+0000 is not allowed in a query');
  return value.toWellFormed();
}

/** Operators of one field: `{ "$x": { "field": operand } }`. */
export function checkOneField(
  value: unknown,
  path: Path,
  report: Report,
  checkOperand: (operand: unknown, path: Path) => void,
): void {
  if (!checkObject(value, path, 'object of one field', report)) return;
  if (!checkCount(value, { minimum: 1 }, path, 'object of one field', report)) return;
  for (const [name, item] of Object.entries(value)) checkOperand(item, [...path, name]);
}

/** The field and its operand. @throws QueryRefused when there are several fields */
export function oneField(value: unknown): [name: string, operand: unknown] {
  const entries = Object.entries(value as Json);
  if (entries.length > 1)
    throw new QueryRefused(`More than one element in current Node: ${JSON.stringify(value).slice(0, 200)}`);
  const [name, item] = entries[0] as [string, unknown];
  return [fieldName(name), item];
}

/** An operator with one field and one operand of a given type. */
export function scalarOperator(
  type: 'string' | 'anyvalue',
  make: (field: string, value: Value) => QueryNode,
): Operator {
  return {
    check: (value, path, report) =>
      checkOneField(value, path, report, (item, at) => checkScalar(item, type, at, report)),
    build: (value) => {
      const [field, item] = oneField(value);
      return make(field, operand(item));
    },
  };
}
