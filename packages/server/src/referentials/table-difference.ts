import type { Document, StoredRow } from './store.ts';

/** What a file that replaces a whole referential changes. */
export interface Difference<D> {
  readonly inserted: readonly D[];
  readonly updated: readonly { readonly before: StoredRow<D>; readonly after: D }[];
  readonly deleted: readonly StoredRow<D>[];
}

/**
 * @param identifierOf key of a record
 * @param same true when the file brings nothing new to a record
 */
export function differenceOf<D>(
  current: readonly StoredRow<D>[],
  wanted: readonly D[],
  identifierOf: (record: D) => string,
  same: (before: D, after: D) => boolean,
): Difference<D> {
  const before = new Map(current.map((row) => [row.identifier, row]));
  const names = new Set(wanted.map(identifierOf));
  const inserted: D[] = [];
  const updated: { before: StoredRow<D>; after: D }[] = [];
  for (const after of wanted) {
    const row = before.get(identifierOf(after));
    if (!row) inserted.push(after);
    else if (!same(row.doc, after)) updated.push({ before: row, after });
  }
  return { inserted, updated, deleted: current.filter(({ identifier }) => !names.has(identifier)) };
}

/** True when the listed members are equal. */
export function sameMembers<D>(...names: (keyof D)[]): (before: D, after: D) => boolean {
  return (before, after) => names.every((name) => before[name] === after[name]);
}

/** Without the members that have no value. */
export function withoutEmpty<D>(record: D): D {
  return Object.fromEntries(
    Object.entries(record as Document).filter(([, value]) => value !== '' && value !== undefined),
  ) as D;
}
