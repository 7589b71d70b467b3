/** Types of the vocabulary (spec model.md 3.11). */
export type OntologyType = 'TEXT' | 'KEYWORD' | 'ENUM' | 'DATE' | 'LONG' | 'DOUBLE' | 'BOOLEAN' | 'GEO_POINT';

/** Type of a name of the vocabulary; undefined for an unknown one, whose values are text. */
export type TypeOf = (name: string) => OntologyType | undefined;

/** Longest text, UTF-8 bytes (excluded). */
const TEXT_BYTES = 32_766;

const DATE =
  /^([+-]?\d{1,9})[-/](0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])(?:T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d{1,6})?)?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?$/;
const LONG = /^[+-]?\d{1,18}$/;
const DOUBLE = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

class ValueFault extends Error {}

/** A scalar in its stored form. @throws ValueFault */
function convertScalar(value: string | number | boolean, type: OntologyType | undefined): unknown {
  switch (type) {
    case 'DATE':
      return dateOf(String(value));
    case 'LONG': {
      const number =
        typeof value === 'number' ? value : LONG.test(String(value).trim()) ? Number(value) : Number.NaN;
      if (!Number.isSafeInteger(number)) throw new ValueFault(`'${shown(value)}' is not a whole number`);
      return number;
    }
    case 'DOUBLE': {
      const number =
        typeof value === 'number' ? value : DOUBLE.test(String(value).trim()) ? Number(value) : Number.NaN;
      if (!Number.isFinite(number)) throw new ValueFault(`'${shown(value)}' is not a number`);
      return number;
    }
    case 'BOOLEAN': {
      const text = String(value).toLowerCase();
      if (text !== 'true' && text !== 'false') throw new ValueFault(`'${shown(value)}' is not a boolean`);
      return text === 'true';
    }
    default: {
      const text = String(value);
      // A UTF-16 unit is at most three bytes: short texts need no counting.
      if (text.length * 3 >= TEXT_BYTES && Buffer.byteLength(text) >= TEXT_BYTES)
        throw new ValueFault(`text longer than ${TEXT_BYTES - 1} bytes`);
      return text;
    }
  }
}

const shown = (value: unknown) => String(value).slice(0, 100);

/** A day or a local date-time; the zone is dropped, the hour is not converted (spec model.md 3.11). */
function dateOf(text: string): string {
  const parts = DATE.exec(text);
  if (!parts) throw new ValueFault(`'${shown(text)}' is not a date`);
  const [, year, month, day, hour, minute, second, fraction] = parts as unknown as [
    string,
    ...(string | undefined)[],
  ] &
    string[];
  if (Number(day) > daysIn(Number(year), Number(month)))
    throw new ValueFault(`'${shown(text)}' is not a date of the calendar`);
  const date = `${year}-${month}-${day}`;
  return hour === undefined ? date : `${date}T${hour}:${minute}:${second}${fraction ?? ''}`;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return DAYS[month - 1] as number;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/**
 * Converts every leaf of a document by its name, the last of its path (spec ingest.md 12.1, model.md 3.11).
 * The document is not changed.
 * @returns the converted document, and all faults as the journal words them
 */
export function convertByOntology(
  document: unknown,
  typeOf: TypeOf,
): { document: unknown; faults: string[] } {
  const faults: string[] = [];
  const convert = (
    value: unknown,
    name: string,
    type: OntologyType | undefined,
    inArray: boolean,
  ): unknown => {
    if (value === null) return null;
    if (Array.isArray(value)) return value.map((each) => convert(each, name, type, true));
    if (typeof value === 'object') return members(value as Record<string, unknown>);
    try {
      return convertScalar(value as string | number | boolean, type);
    } catch (error) {
      if (!(error instanceof ValueFault)) throw error;
      faults.push(
        inArray
          ? `Error '${error.message}' on field '${name}'.`
          : `Error: ${error.message} on field '${name}'.`,
      );
      return value;
    }
  };
  const members = (object: Record<string, unknown>): Record<string, unknown> => {
    const converted: Record<string, unknown> = {};
    for (const name of Object.keys(object))
      converted[name] = convert(object[name], name, typeOf(name), false);
    return converted;
  };
  return { document: convert(document, '', undefined, false), faults };
}

export const ONTOLOGY_FAULT = 'metadata contains fields declared in ontology with a wrong format : ';
