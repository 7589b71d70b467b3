import { ArchiveError } from '../platform/index.ts';
import type { Shape } from './kinds/shape.ts';
import { type ReadDocument, readDocuments, readField, Unreadable } from './read-documents.ts';
import type { Document, StoredRow } from './store.ts';

/**
 * One record of a referential that files replace, as a person adds, changes or removes it. What is wanted then is the
 * whole referential with this one record changed: it is carried out as an import of that.
 */
export type RecordEdit =
  | { readonly kind: 'add'; readonly record: Document }
  | ({
      readonly kind: 'change';
      readonly set: Document;
      readonly unset: readonly string[];
    } & OfVersion)
  | ({ readonly kind: 'remove' } & OfVersion);

interface OfVersion {
  readonly identifier: string;
  /** Of the record that was read: whoever comes after another change is refused. */
  readonly version: number;
}

/** A referential with one record changed. */
export interface Edited {
  readonly records: readonly Document[];
  /** The record as it is wanted, and its place; absent: it is removed. */
  readonly edited?: { readonly at: number; readonly read: ReadDocument };
}

/** All the lines that a referential read from a table is to have. */
export interface WantedTable<Line> {
  /** The table itself, which is kept. */
  readonly bytes: Buffer;
  readonly lines: readonly Line[];
  /** Lines whose faults count: those of a record that is edited; the others were taken when they came. */
  readonly only?: readonly string[];
}

/**
 * @param rows all that the referential has now
 * @param fields what its records are made of
 * @param key member by which a record is known
 * @throws ArchiveError adminNotFound: the record is no more there; adminConflict: it is no more of the version that was
 * read; adminBadRequest: a field that it has not, or a value that its field cannot have
 */
export function withEdit(
  rows: readonly StoredRow<object>[],
  fields: Shape,
  key: string,
  edit: RecordEdit,
): Edited {
  const records = rows.map(({ doc }) => doc as Document);
  if (edit.kind === 'add') {
    const [read] = readOrRefuse(() => readDocuments([edit.record], fields));
    return read === undefined
      ? { records }
      : { records: [...records, read.document], edited: { at: records.length, read } };
  }
  const at = rows.findIndex(({ identifier }) => identifier === edit.identifier);
  const row = rows[at];
  if (row === undefined)
    throw new ArchiveError('adminNotFound', `There is no ${edit.identifier} in this referential any more.`);
  if (row.version !== edit.version)
    throw new ArchiveError(
      'adminConflict',
      `${edit.identifier} has changed since version ${edit.version}: it is now version ${row.version}.`,
    );
  if (edit.kind === 'remove') return { records: records.toSpliced(at, 1) };
  const read = changed(row.doc as Document, fields, key, edit);
  return { records: records.with(at, read.document), edited: { at, read } };
}

/** @throws ArchiveError adminBadRequest */
function changed(
  before: Document,
  fields: Shape,
  key: string,
  { set, unset }: { readonly set: Document; readonly unset: readonly string[] },
): ReadDocument {
  const document: Document = { ...before };
  const badDates: string[] = [];
  for (const name of [...Object.keys(set), ...unset]) {
    if (!Object.hasOwn(fields, name))
      throw new ArchiveError('adminBadRequest', `The field ${name.slice(0, 100)} is not one of the record.`);
    if (name === key) throw new ArchiveError('adminBadRequest', `The field ${key} cannot be changed.`);
  }
  for (const name of unset) delete document[name];
  for (const [name, shape] of Object.entries(fields)) {
    if (!Object.hasOwn(set, name)) continue;
    const value = readOrRefuse(() => readField(set[name], name, shape, badDates));
    if (value === undefined) delete document[name];
    else document[name] = value;
  }
  return { document, carriesId: false, badDates };
}

function readOrRefuse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) throw new ArchiveError('adminBadRequest', `${error.message}.`);
    throw error;
  }
}
