import { TEXTS } from './index.ts';

/** Numbers, sizes and dates in the language that is spoken, and what people type of them. */

export const number = (value: number) => TEXTS.forms.number(value);
export const bytes = (value: number) => TEXTS.forms.bytes(value);
export const dateAndTime = (text: string) => TEXTS.forms.dateAndTime(text);
export const duration = (from: string, to: string) => TEXTS.forms.duration(from, to);
export const span = (seconds: number) => TEXTS.forms.span(seconds);
export const archivalDate = (text: string) => TEXTS.forms.archivalDate(text);
export const archivalSpan = (start: string | null | undefined, end: string | null | undefined) =>
  TEXTS.forms.archivalSpan(start, end);
export const labelled = (name: string, value: string) => TEXTS.forms.labelled(name, value);

/** Labels of the journals have the apostrophe of typewriters, which programs compare. */
export const typographic = (label: string) => label.replaceAll("'", '’');

/** The word of a table for a key of the service; a key that it has not, as it is. */
export function wordFor(table: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(table, key) ? (table[key] as string) : key;
}

/** What somebody types as a date, day before month, in the form of the API; undefined when it is none. */
export function typedDate(text: string): string | undefined {
  const typed = text.trim();
  const dayFirst = /^(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})$/.exec(typed);
  const iso = /^\d{4}(-\d{2}(-\d{2})?)?$/.test(typed) ? typed : undefined;
  if (iso !== undefined) return isDay(iso) ? iso : undefined;
  if (!dayFirst) return undefined;
  const [, day, month, year] = dayFirst;
  const made = [year, month?.padStart(2, '0'), day?.padStart(2, '0')]
    .filter((part) => part !== undefined)
    .join('-');
  return isDay(made) ? made : undefined;
}

function isDay(iso: string): boolean {
  const [year = '', month = '01', day = '01'] = iso.split('-');
  const at = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(`${year}-${month}-${day}`);
}
