import type { Value } from '../nodes/index.ts';
import { QueryRefused } from '../query-refused.ts';

/** Operands in the type of their field. Each throws QueryRefused for a value that has no place there. */

export function keywordOf(value: Value): string {
  return String(value);
}

export function numberOf(value: Value, field: string): number {
  const number = typeof value === 'string' && /^\s*[-+]?\d/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number))
    throw new QueryRefused(`${JSON.stringify(value)} is not a number, as ${field} is`);
  return number;
}

export function booleanOf(value: Value, field: string): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new QueryRefused(`${JSON.stringify(value)} is neither true nor false, as ${field} is`);
}

const DATE =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?)?)?$/;

/** The instants that a date names, to its own precision: a day is all of its hours. */
export interface Span {
  readonly from: Date;
  /** First instant after it. */
  readonly to: Date;
}

export function dateOf(value: Value, field: string): Span {
  const parts = typeof value === 'string' ? DATE.exec(value) : null;
  if (parts === null) throw notADate(value, field);
  const [, year, month, day, hour, minute, second, fraction, zone] = parts;
  const at = [
    Number(year),
    Number(month ?? 1) - 1,
    Number(day ?? 1),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
    Number((fraction ?? '0').padEnd(3, '0').slice(0, 3)),
  ] as const;
  const from = instant(at);
  // A day or an hour that does not exist rolls over into another.
  const fields = [from.getUTCMonth(), from.getUTCDate(), from.getUTCHours(), from.getUTCMinutes()];
  if (fields.some((found, index) => found !== at[index + 1]) || at[5] > 59) throw notADate(value, field);
  const precision = [month, day, hour, minute, second, fraction].indexOf(undefined);
  const next = at.map((part, index) => (index === (precision === -1 ? 6 : precision) ? part + 1 : part));
  const shift = zoneShift(zone);
  return {
    from: new Date(from.getTime() - shift),
    to: new Date(instant(next as unknown as typeof at).getTime() - shift),
  };
}

function instant([year, month, day, ...time]: readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
]): Date {
  // Date.UTC takes years below 100 for the twentieth century's. The time last: what is over a day goes into the next.
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(...time);
  return date;
}

function zoneShift(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}

function notADate(value: Value, field: string): QueryRefused {
  return new QueryRefused(`${JSON.stringify(value)} is not a date, as ${field} is`);
}

/**
 * An instant as stored dates are written, and as short as can be: compared as texts, every writing of that
 * instant (`2015-07-02`, `2015-07-02T00:00:00`) is then equal or greater, and less than the next.
 */
export function storedDate(date: Date): string {
  const text = date.toISOString();
  if (text.startsWith('+')) return ':'; // after any digit
  if (text.startsWith('-')) return '';
  const [day, time] = text.slice(0, -1).split('T') as [string, string];
  return time === '00:00:00.000' ? day : `${day}T${time.replace(/\.?0+$/, '')}`;
}
