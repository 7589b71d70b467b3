/** French forms of numbers, sizes and dates (spec frontoffice.md F.3). */

const NUMBER = new Intl.NumberFormat('fr-FR');
const DECIMAL = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 });
const ZONE = 'Europe/Paris';
const DAY = new Intl.DateTimeFormat('fr-FR', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: ZONE,
});
const SHORT_DAY = new Intl.DateTimeFormat('fr-FR', {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  timeZone: ZONE,
});
const TIME = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit', timeZone: ZONE });

/** `3 fichiers`; nought and one are singular in French. */
export function count(value: number, singular: string, plural = `${singular}s`): string {
  return `${NUMBER.format(value)} ${value < 2 ? singular : plural}`;
}

const UNITS = ['octets', 'ko', 'Mo', 'Go', 'To'];

export function bytes(value: number): string {
  let [size, unit] = [value, 0];
  while (size >= 1_000 && unit < UNITS.length - 1) {
    size /= 1_000;
    unit += 1;
  }
  return unit === 0 ? count(value, 'octet') : `${DECIMAL.format(size)} ${UNITS[unit]}`;
}

/** Labels of the journals have the apostrophe of typewriters, which programs compare. */
export const typographic = (label: string) => label.replaceAll("'", '’');

/** A moment of the journals, which write UTC without saying so, or of the API, which says so. */
function moment(text: string): Date {
  return new Date(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
}

/** `12/04/2024 à 14 h 05` */
export function dateAndTime(text: string): string {
  const at = moment(text);
  return Number.isNaN(at.getTime())
    ? text
    : `${SHORT_DAY.format(at)} à ${TIME.format(at).replace(':', ' h ')}`;
}

/** A date of a description, as precise as it is written: `1952`, `mars 1952`, `15 mars 1952`. */
export function archivalDate(text: string): string {
  const [, year = '', month, day] = /^(-?\d{4,})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(text) ?? [];
  if (year === '') return text;
  if (month === undefined) return year;
  const at = new Date(`${year}-${month}-${day ?? '01'}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return text;
  if (day === undefined)
    return new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric' }).format(at);
  return DAY.format(at).replace(/^1 /, '1er ');
}

/** The span of two dates of a description; undefined when there is neither. */
export function archivalSpan(
  start: string | null | undefined,
  end: string | null | undefined,
): string | undefined {
  const [from, to] = [start, end].map((date) => (date ? archivalDate(date) : undefined));
  if (from !== undefined && to !== undefined) return from === to ? from : `${from} – ${to}`;
  if (from !== undefined) return from;
  return to === undefined ? undefined : `jusqu’au ${to}`;
}

/** What somebody types as a date, in the form of the API; undefined when it is none. */
export function typedDate(text: string): string | undefined {
  const typed = text.trim();
  const french = /^(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})$/.exec(typed);
  const iso = /^\d{4}(-\d{2}(-\d{2})?)?$/.test(typed) ? typed : undefined;
  if (iso !== undefined) return isDay(iso) ? iso : undefined;
  if (!french) return undefined;
  const [, day, month, year] = french;
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

/** `400 ms`, `3,2 secondes`, `3 min 20 s` */
export function duration(from: string, to: string): string {
  const seconds = Math.max(0, (moment(to).getTime() - moment(from).getTime()) / 1_000);
  if (seconds < 1) return `${Math.round(seconds * 1_000)} ms`;
  if (seconds < 60) return `${DECIMAL.format(seconds)} ${seconds < 2 ? 'seconde' : 'secondes'}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
