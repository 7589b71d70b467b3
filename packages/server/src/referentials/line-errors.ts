import { Type } from 'typebox';
import { Text, type Told } from '../platform/index.ts';
import type { Finding } from './kinds/document-kind.ts';

/** What reports say of the lines of a file (spec api.md 6.3.11). */

export const LineError = Type.Object(
  {
    Code: Type.String({ description: 'Key of the error with `.KO`.' }),
    Message: Text,
    'Information additionnelle': Type.Unknown(),
  },
  { title: 'LineFault' },
);
export type LineError = Told<typeof LineError>;

/** Most wrong lines that a report tells of: beyond, the file is something else than a table with faults. */
export const MOST_WRONG_LINES = 10_000;

export const LineErrors = Type.Record(Type.String(), Type.Array(LineError), {
  description: 'By `line N`, the header being line 1; none: the table is good.',
});
export type LineErrors = Told<typeof LineErrors>;

/** Those of some lines; of all of them, when none are named. */
export function ofLines(errors: LineErrors, only: readonly string[] | undefined): LineErrors {
  return only === undefined
    ? errors
    : Object.fromEntries(Object.entries(errors).filter(([line]) => only.includes(line)));
}

/** The faults of an edited record's line, as its form shows them: a fault that names columns is one of each. */
export function lineFindings(errors: LineErrors, key: string, fieldOf: (code: string) => string = () => key) {
  return Object.values(errors)
    .flat()
    .flatMap(({ Code, Message, 'Information additionnelle': said }): Finding[] => {
      const code = Code.replace(/^STP_IMPORT_(AGENCIES|RULES)_/, '').replace(/\.KO$/, '');
      if (MISSING.includes(code))
        return String(said)
          .split(', ')
          .map((field) => ({ suffix: 'EMPTY_REQUIRED_FIELD', field, text: Message }));
      if (DUPLICATED.includes(code))
        return [{ suffix: 'IDENTIFIER_DUPLICATION', field: key, values: [String(said)], text: Message }];
      if (OF_COLUMNS.includes(code))
        return Object.entries(said as Readonly<Record<string, string>>).map(
          ([field, value]): Finding => ({ line: code, field, values: [value], text: Message }),
        );
      const values = [typeof said === 'string' ? said : JSON.stringify(said)];
      return [{ line: code, field: fieldOf(code), values, text: Message }];
    });
}

const MISSING = ['MISSING_INFORMATIONS', 'NOT_CSV_FORMAT'];
/** Said of cells, by their columns. */
const OF_COLUMNS = ['WRONG_DATE', 'EMPTY_VALUE'];
const DUPLICATED = ['ID_DUPLICATION', 'RULEID_DUPLICATION'];

/** Members that say something: reports have no empty lists. */
export function nonEmpty(content: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(content).filter(
      ([, value]) => value !== undefined && Object.keys(value as object).length > 0,
    ),
  );
}
