import { Type } from 'typebox';
import { canonicalJson, Text, type Told } from '../platform/index.ts';
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

export const ChangedRecord = Type.Object(
  {
    identifier: Text,
    name: Type.String({ description: 'Name by which people know it; of a changed one, the new name.' }),
    lines: Type.Array(Text, { description: '`-  Name : old`, `+  Name : new`.' }),
  },
  { title: 'ChangedRecord', description: 'A record that a difference adds, changes or removes.' },
);
export type ChangedRecord = Told<typeof ChangedRecord>;

/** A difference as people read it. */
export interface ChangedRecords {
  readonly added: readonly ChangedRecord[];
  readonly changed: readonly ChangedRecord[];
  readonly removed: readonly ChangedRecord[];
}

/**
 * @param identifierOf key of a record
 * @param nameOf name of a record
 * @param content what a file may change of a record
 */
export function changedRecords<D>(
  { inserted, updated, deleted }: Difference<D>,
  identifierOf: (record: D) => string,
  nameOf: (record: D) => string | undefined,
  content: (record: D) => Document,
): ChangedRecords {
  const shown = (record: D, lines: readonly string[]): ChangedRecord => ({
    identifier: identifierOf(record),
    name: nameOf(record) ?? '',
    lines,
  });
  return {
    added: inserted.map((record) => shown(record, differences({}, content(record)))),
    changed: updated.map(({ before, after }) =>
      shown(after, differences(content(before.doc), content(after))),
    ),
    removed: deleted.map(({ doc }) => shown(doc, differences(content(doc), {}))),
  };
}

/** Lines of a change: `-  Name : old`, `+  Name : new`. */
export function differences(before: Document, after: Document): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    // The database gives members back in an order of its own.
    if (canonicalJson(before[name]) === canonicalJson(after[name])) return [];
    const [old, fresh] = [before[name], after[name]].map(textOf);
    return [
      ...(old === undefined ? [] : [`-  ${name} : ${old}`]),
      ...(fresh === undefined ? [] : [`+  ${name} : ${fresh}`]),
    ];
  });
}

function textOf(value: unknown): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}

/** True when the listed members are equal. */
export function sameMembers<D>(...names: (keyof D)[]): (before: D, after: D) => boolean {
  return (before, after) => names.every((name) => before[name] === after[name]);
}
