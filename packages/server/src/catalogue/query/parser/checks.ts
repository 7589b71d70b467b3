import { isGuid } from '../../../platform/index.ts';
import { jsonType, type Path, type Report } from './report.ts';

/** Checks of the grammar's value types (spec dsl.md 2.2). Each says whether the value passed. */

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function checkObject(value: unknown, path: Path, expected: string, report: Report): value is Json {
  if (isObject(value)) return true;
  report.add('WRONG_JSON_TYPE', { path, expected, found: value, message: jsonType(value) });
  return false;
}

export function checkArray(
  value: unknown,
  path: Path,
  expected: string,
  report: Report,
  minimum = 0,
): value is readonly unknown[] {
  if (!Array.isArray(value)) {
    report.add('WRONG_JSON_TYPE', { path, expected, found: value, message: jsonType(value) });
    return false;
  }
  if (value.length >= minimum) return true;
  report.add('ELEMENT_TOO_SHORT', {
    path,
    expected,
    found: value,
    message: `${value.length} < ${minimum}`,
  });
  return false;
}

/** Number of keys of an object with free keys. */
export function checkCount(
  value: Json,
  bounds: { minimum: number; maximum?: number },
  path: Path,
  expected: string,
  report: Report,
): boolean {
  const count = Object.keys(value).length;
  if (count < bounds.minimum) {
    report.add('ELEMENT_TOO_SHORT', {
      path,
      expected,
      found: value,
      message: `${count} < ${bounds.minimum}`,
    });
    return false;
  }
  if (bounds.maximum !== undefined && count > bounds.maximum) {
    report.add('ELEMENT_TOO_LONG', { path, expected, found: value, message: `${count} > ${bounds.maximum}` });
    return false;
  }
  return true;
}

export function checkKeys(value: Json, known: readonly string[], path: Path, report: Report): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key))
      report.add('INVALID_JSON_FIELD', { path: [...path, key], expected: 'no such key', found: value[key] });
  }
}

export function checkMandatory(value: Json, keys: readonly string[], path: Path, report: Report): boolean {
  const absent = keys.filter((key) => value[key] === undefined);
  for (const key of absent) report.add('MANDATORY', { path: [...path, key], expected: key });
  return absent.length === 0;
}

const LARGEST_INTEGER = 2 ** 31 - 1;

type ScalarType = 'string' | 'anyvalue' | 'integer' | 'posinteger' | 'boolean' | 'guid';

const ACCEPTS: Readonly<Record<ScalarType, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  anyvalue: (value) => value === null || ['string', 'number', 'boolean'].includes(typeof value),
  integer: (value) => Number.isInteger(value) && Math.abs(value as number) <= LARGEST_INTEGER,
  posinteger: (value) =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LARGEST_INTEGER,
  boolean: (value) => typeof value === 'boolean',
  guid: (value) => typeof value === 'string' && isGuid(value),
};

export function checkScalar(value: unknown, type: ScalarType, path: Path, report: Report): void {
  if (!ACCEPTS[type](value))
    report.add('INVALID_VALUE', { path, expected: type, found: value, message: jsonType(value) });
}

/** One of the listed values. */
export function checkOneOf(value: unknown, allowed: readonly unknown[], path: Path, report: Report): void {
  if (!allowed.includes(value))
    report.add('INVALID_VALUE', {
      path,
      expected: `enum(${allowed.join(', ')})`,
      found: value,
      message: jsonType(value),
    });
}
