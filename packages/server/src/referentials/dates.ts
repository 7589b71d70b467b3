import { technicalDate } from '../platform/index.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const FRENCH_DAY = /^(\d{2})\/(\d{2})\/(\d{4})$/;
const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A date of a reference document in its stored form (UTC, milliseconds, no zone), out of the forms of spec
 * api.md 1.20: a day, `dd/MM/yyyy`, a date-time with or without zone. Undefined when it is none, or no such day.
 */
export function normaliseDate(text: string): string | undefined {
  const day = DAY.exec(text);
  if (day) return written(day.slice(1, 4), [], undefined);
  const french = FRENCH_DAY.exec(text);
  if (french) return written([french[3], french[2], french[1]], [], undefined);
  const full = DATE_TIME.exec(text);
  if (!full) return undefined;
  const millis = (full[7] ?? '').padEnd(3, '0').slice(0, 3);
  return written(full.slice(1, 4), [full[4], full[5], full[6] ?? '0', millis], full[8]);
}

type Parts = readonly (string | undefined)[];

function written(date: Parts, time: Parts, zone: string | undefined): string | undefined {
  const [year = 0, month = 0, day = 0] = date.map(Number);
  const [hours = 0, minutes = 0, seconds = 0, millis = 0] = time.map(Number);
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  if (at.getUTCFullYear() !== year || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day)
    return undefined;
  at.setUTCHours(hours, minutes, seconds, millis);
  const offset = offsetMinutes(zone);
  if (offset === undefined) return undefined;
  const utc = new Date(at.getTime() - offset * 60_000);
  // Beyond the years that are written with four digits a date no longer compares as a text.
  return utc.getUTCFullYear() < 0 || utc.getUTCFullYear() > 9999 ? undefined : technicalDate(utc);
}

function offsetMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours = 0, minutes = 0] = [zone.slice(1, 3), zone.slice(-2)].map(Number);
  if (hours > 18 || minutes > 59) return undefined;
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes);
}
