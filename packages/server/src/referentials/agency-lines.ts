import type { CsvFault, CsvLine } from './csv.ts';
import { normaliseDate } from './dates.ts';
import type { Agency } from './documents.ts';
import type { Finding } from './kinds/document-kind.ts';
import { DAY, type FieldShape, NAME, references, type Shape, TEXT, TEXTS } from './kinds/shape.ts';
import { type LineError, type LineErrors, MOST_WRONG_LINES } from './line-errors.ts';
import type { Document } from './store.ts';

/**
 * Lines of a file of agencies: three columns, and those of the archival authority record (ISAAR (CPF)) that a file may
 * have beside (spec api.md 6.3.11, 10.3; model.md 14.4, 16.1). The last four, which name other agencies, are our own
 * (docs/decisions/0018).
 */

export const AGENCY_COLUMNS = ['Identifier', 'Name', 'Description'] as const;

const AGENCIES = references('agency');

/** What an authority record says further, in the order in which files are written. */
const AUTHORITY_FIELDS = {
  EntityType: TEXT,
  ...{ NameEntryParallel: TEXTS, AuthorizedForm: TEXTS, AlternativeForm: TEXTS },
  EntityId: TEXT,
  ...{ FromDate: DAY, ToDate: DAY },
  Functions: TEXTS,
  BiogHist: TEXT,
  ...{ Places: TEXTS, LegalStatuses: TEXTS, Mandates: TEXTS },
  ...{ StructureOrGenealogy: TEXT, GeneralContext: TEXT, MaintenanceStatus: TEXT, LocalStatus: TEXT },
  Sources: TEXTS,
  EventDescription: TEXT,
  ...{ SuperiorAgencies: AGENCIES, EarlierAgencies: AGENCIES, LaterAgencies: AGENCIES },
  AssociatedAgencies: AGENCIES,
} as const satisfies Shape;
type AuthorityField = keyof typeof AUTHORITY_FIELDS;
const AUTHORITY_ENTRIES = Object.entries(AUTHORITY_FIELDS) as [AuthorityField, FieldShape][];
const AUTHORITY_NAMES = AUTHORITY_ENTRIES.map(([name]) => name);

/** A record of the referential, as a form asks for it. */
export const AGENCY_FIELDS: Shape = { Identifier: NAME, Name: NAME, Description: TEXT, ...AUTHORITY_FIELDS };
/** What the table says of an agency. */
const TABLE = [...AGENCY_COLUMNS, ...AUTHORITY_NAMES];
/** What whoever reads the referential may find of an agency beside the three columns. */
export const AUTHORITY_MEMBERS: readonly string[] = AUTHORITY_NAMES;

/** Columns that a file may lack. The two dates are the archive's to set: what a file says there is not looked at. */
export const OPTIONAL_AGENCY_COLUMNS = [...AUTHORITY_NAMES, 'CreationDate', 'UpdateDate'] as const;

export type AgencyLine = CsvLine<(typeof AGENCY_COLUMNS)[number] | (typeof OPTIONAL_AGENCY_COLUMNS)[number]>;

const BAR = '|';
/** Bars at the end are none, as files of spreadsheets have them. */
const listOf = (cell: string) =>
  cell
    .replace(/[\s|]+$/, '')
    .split(BAR)
    .map((each) => each.trim());

const DAY_FORM = /^(\d{4}-\d{2}-\d{2}|\d{2}\/\d{2}\/\d{4})$/;
const dayOf = (cell: string) => (DAY_FORM.test(cell) ? normaliseDate(cell)?.slice(0, 10) : undefined);

/** Faults of the lines, by `line N`; none: the table is good. */
export function agencyErrors(lines: readonly AgencyLine[]): LineErrors {
  const errors: Record<string, LineError[]> = {};
  const seen = new Set<string>();
  let wrong = 0;
  for (const { number, values } of lines) {
    const found = [...keyFaults(values, seen), ...valueFaults(values)];
    seen.add(values.Identifier);
    if (found.length === 0) continue;
    errors[`line ${number}`] = found;
    wrong += 1;
    if (wrong === MOST_WRONG_LINES) break;
  }
  return errors;
}

const fault = (key: string, Message: string, information: unknown): LineError => ({
  ...{ Code: `STP_IMPORT_AGENCIES_${key}.KO`, Message },
  'Information additionnelle': information,
});

/** Why a file is no table of agencies, where its reading stopped. */
export const formErrors = ({ line, columns, message }: CsvFault): LineErrors => ({
  [`line ${line}`]: [
    fault('NOT_CSV_FORMAT', 'Le fichier n’est pas un CSV conforme', columns.join(', ') || message),
  ],
});

function keyFaults(values: AgencyLine['values'], seen: ReadonlySet<string>): LineError[] {
  const missing = (['Identifier', 'Name'] as const).filter((column) => values[column] === '');
  const { Identifier } = values;
  return [
    ...(missing.length === 0
      ? []
      : [fault('MISSING_INFORMATIONS', 'Au moins une valeur obligatoire est absente', missing.join(', '))]),
    ...(Identifier === '' || !seen.has(Identifier)
      ? []
      : [fault('ID_DUPLICATION', 'L’identifiant est déjà présent dans le fichier', Identifier)]),
  ];
}

/** One fault of each sort, with all the cells that it is about by their columns. */
function valueFaults(values: AgencyLine['values']): LineError[] {
  const wrongOf = (isWrong: (cell: string, shape: FieldShape) => boolean) =>
    Object.fromEntries(
      AUTHORITY_ENTRIES.flatMap(([column, shape]) => {
        const cell = values[column];
        return cell !== '' && isWrong(cell, shape) ? [[column, cell]] : [];
      }),
    );
  const days = wrongOf((cell, { type }) => type === 'day' && dayOf(cell) === undefined);
  const lists = wrongOf((cell, { many }) => many === true && listOf(cell).includes(''));
  return [
    ...(isEmpty(days) ? [] : [fault('WRONG_DATE', 'La date ne s’écrit ni AAAA-MM-JJ, ni JJ/MM/AAAA', days)]),
    ...(isEmpty(lists) ? [] : [fault('EMPTY_VALUE', 'La liste contient une valeur vide', lists)]),
  ];
}

const isEmpty = (cells: object) => Object.keys(cells).length === 0;

/** What the journal says of the first value that cannot be read, as clients know it; undefined: all can. */
export function unreadableValue(errors: LineErrors): string | undefined {
  for (const { Code, 'Information additionnelle': said } of Object.values(errors).flat()) {
    if (typeof said !== 'object' || said === null) continue;
    const form = Code.includes('_WRONG_DATE') ? 'date format value' : 'formatted values';
    return `The field ${Object.keys(said)[0]} contains bad ${form}`;
  }
  return undefined;
}

/** A stored agency, or one that a form gives, as a line of the table. */
export function agencyValues(agency: Document): AgencyLine['values'] {
  const columns = [...AGENCY_COLUMNS, ...OPTIONAL_AGENCY_COLUMNS];
  const values = columns.map((name) => [name, cellOf(agency[name])] as const);
  return Object.fromEntries(values) as AgencyLine['values'];
}

const cellOf = (value: unknown) =>
  Array.isArray(value) ? value.map((each) => String(each).trim()).join(BAR) : String(value ?? '').trim();

/** Values of lists that a line would make two of: the bar that they hold has no other writing in the table. */
export function barredValues(agency: Document): Finding[] {
  return AUTHORITY_ENTRIES.flatMap(([field, { many }]): Finding[] => {
    const given = many === true && Array.isArray(agency[field]) ? agency[field].map(String) : [];
    const values = given.filter((value) => value.includes(BAR));
    const text = `The values of ${field} cannot hold a bar`;
    return values.length === 0 ? [] : [{ reason: 'HOLDS_BAR', field, values, text }];
  });
}

/** Columns of a table that holds these lines: of the optional ones, those that say something. */
export function columnsOf(lines: readonly AgencyLine[]): readonly string[] {
  const used = AUTHORITY_NAMES.filter((column) => lines.some(({ values }) => values[column] !== ''));
  return [...AGENCY_COLUMNS, ...used];
}

/** What a line stores, its dates aside. */
export type LineAgency = Omit<Agency, 'CreationDate' | 'UpdateDate'>;

/** @param line without faults */
export function agencyOf({ values }: AgencyLine): LineAgency {
  const { Identifier, Name, Description } = values;
  const authority = AUTHORITY_ENTRIES.flatMap(([column, { type, many }]) => {
    const cell = values[column];
    if (cell === '') return [];
    return [[column, type === 'day' ? dayOf(cell) : many ? listOf(cell) : cell]];
  });
  return {
    ...{ Identifier, Name, ...(Description === '' ? {} : { Description }) },
    ...Object.fromEntries(authority),
  };
}

/** What the table says of an agency, as a difference shows it. */
export const agencyContent = (agency: LineAgency): Document =>
  Object.fromEntries(
    TABLE.flatMap((name) => {
      const value = agency[name];
      return value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]];
    }),
  );

/** True when a file brings nothing new to an agency. */
export const isSameAgency = (before: LineAgency, after: LineAgency): boolean => {
  const [old, fresh] = [before, after].map((each) => agencyValues({ ...each }));
  return TABLE.every((name) => old?.[name] === fresh?.[name]);
};
