/** What reports say of the lines of a file (spec api.md 6.3.11). */

export interface LineError {
  /** Key of the error with `.KO`. */
  readonly Code: string;
  readonly Message: string;
  readonly 'Information additionnelle': unknown;
}

/** Most wrong lines that a report tells of: beyond, the file is something else than a table with faults. */
export const MOST_WRONG_LINES = 10_000;

/** By `line N`, the header being line 1; none: the table is good. */
export type LineErrors = Readonly<Record<string, readonly LineError[]>>;

/** Members that say something: reports have no empty lists. */
export function nonEmpty(content: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(content).filter(
      ([, value]) => value !== undefined && Object.keys(value as object).length > 0,
    ),
  );
}
