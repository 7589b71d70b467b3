/** How numbers, sizes, moments and dates are written, from what a language has of its own (spec frontoffice.md F.3). */

/** What a language has of its own. */
export interface Manner {
  /** BCP 47. */
  readonly locale: string;
  /** `Go`: powers of a thousand, the first one of a thousand bytes. */
  readonly sizes: readonly string[];
  readonly byte: string;
  readonly second: string;
  /** Shape of a day in a list. */
  readonly listedDay: Intl.DateTimeFormatOptions;
  /** @param time `14:05` */
  moment(day: string, time: string): string;
  /** Corrects what Intl writes of a day in full. */
  fullDay(text: string): string;
  until(date: string): string;
  /** Between a name and its value. */
  readonly colon: string;
}

export type Forms = ReturnType<typeof makeForms>;

/** The archive's time, wherever it is read. */
const ZONE = 'Europe/Paris';

export function makeForms(manner: Manner) {
  const { locale } = manner;
  const whole = new Intl.NumberFormat(locale);
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const plurals = new Intl.PluralRules(locale);
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, options);
    return (at: Date) => format.format(at);
  };
  const listedDay = dates({ ...manner.listedDay, timeZone: ZONE });
  const time = dates({ hour: '2-digit', minute: '2-digit', timeZone: ZONE });
  const fullDay = dates({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const month = dates({ month: 'long', year: 'numeric', timeZone: 'UTC' });
  const shortMonth = dates({ month: 'short', year: '2-digit', timeZone: 'UTC' });
  const languages = new Intl.DisplayNames(locale, { type: 'language' });

  /** `3 fichiers` */
  function count(value: number, singular: string, plural = `${singular}s`): string {
    return `${whole.format(value)} ${plurals.select(value) === 'one' ? singular : plural}`;
  }

  function bytes(value: number): string {
    let [size, unit] = [value, -1];
    while (size >= 1_000 && unit < manner.sizes.length - 1) {
      size /= 1_000;
      unit += 1;
    }
    return unit < 0 ? count(value, manner.byte) : `${decimal.format(size)} ${manner.sizes[unit]}`;
  }

  /** `12/04/2024 à 14 h 05`; what is no moment as it is. */
  function dateAndTime(text: string): string {
    const at = momentOf(text);
    return Number.isNaN(at.getTime()) ? text : manner.moment(listedDay(at), time(at));
  }

  /** A date of a description, as precise as it is written: `1952`, `mars 1952`, `15 mars 1952`. */
  function archivalDate(text: string): string {
    const [, year = '', inYear, inMonth] = /^(-?\d{4,})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(text) ?? [];
    if (year === '') return text;
    if (inYear === undefined) return year;
    const at = new Date(`${year}-${inYear}-${inMonth ?? '01'}T12:00:00Z`);
    if (Number.isNaN(at.getTime())) return text;
    return inMonth === undefined ? month(at) : manner.fullDay(fullDay(at));
  }

  /** The span of two dates of a description; undefined when there is neither. */
  function archivalSpan(
    start: string | null | undefined,
    end: string | null | undefined,
  ): string | undefined {
    const [from, to] = [start, end].map((date) => (date ? archivalDate(date) : undefined));
    if (from !== undefined && to !== undefined) return from === to ? from : `${from} – ${to}`;
    if (from !== undefined) return from;
    return to === undefined ? undefined : manner.until(to);
  }

  const duration = (from: string, to: string) =>
    span(Math.max(0, (momentOf(to).getTime() - momentOf(from).getTime()) / 1_000));

  /** `400 ms`, `3,2 secondes`, `3 min 20 s` */
  function span(seconds: number): string {
    if (seconds < 1) return `${Math.round(seconds * 1_000)} ms`;
    if (seconds < 60) {
      const word = plurals.select(seconds) === 'one' ? manner.second : `${manner.second}s`;
      return `${decimal.format(seconds)} ${word}`;
    }
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
    return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
  }

  /** Name of a language by its code; what is no code as it is. */
  function languageName(code: string): string {
    try {
      return languages.of(code) ?? code;
    } catch {
      return code;
    }
  }

  const monthOf = (text: string) => new Date(`${text}-01T00:00:00Z`);
  return {
    number: (value: number) => whole.format(value),
    count,
    bytes,
    dateAndTime,
    archivalDate,
    archivalSpan,
    duration,
    span,
    languageName,
    /** `2026-03`: `mars 2026` */
    monthName: (text: string) => month(monthOf(text)),
    shortMonth: (text: string) => shortMonth(monthOf(text)),
    /** `Format : PDF` */
    labelled: (name: string, value: string) => `${name}${manner.colon}${value}`,
    colon: manner.colon,
  };
}

/** A moment of the journals, which write UTC without saying so, or of the API, which says so. */
function momentOf(text: string): Date {
  return new Date(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
}
