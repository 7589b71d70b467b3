import { type RawBuilder, sql } from 'kysely';
import type { FieldType, Vocabulary } from '../../field-types.ts';
import { QueryRefused } from '../query-refused.ts';

/** Where a name of the query language finds its values. */
export type Field = ColumnField | DocumentField | InvisibleField;

/** A table beside the collection's own, with at most one row of the same tenant and identifier for each of its. */
export interface Beside {
  readonly table: string;
  /** The collection's own table. */
  readonly of: string;
}

/** `from … where …`: the row beside the one at hand. */
export function rowOf({ table, of }: Beside): RawBuilder<unknown> {
  const [row, own] = [sql.table(table), sql.table(of)];
  return sql`from ${row} where ${row}.tenant = ${own}.tenant and ${row}.id = ${own}.id`;
}

/** A column of the table. */
export interface ColumnField {
  readonly source: 'column';
  /** `table.column`, or what is computed of one; never a client's text. */
  readonly column: string | RawBuilder<unknown>;
  readonly beside?: Beside;
  readonly type: 'keyword' | 'long' | 'date' | 'boolean';
  /** The column is an array. */
  readonly many: boolean;
}

/** A path in a JSON column, whose arrays are transparent. */
export interface DocumentField {
  readonly source: 'document';
  /** `table.column`, or what computes such a document. */
  readonly column: string | RawBuilder<unknown>;
  readonly beside?: Beside;
  /** Names as the client wrote them: only ever bound. */
  readonly path: readonly string[];
  readonly type: FieldType;
  /** Equality is answered by the column's GIN index on containment. */
  readonly contained: boolean;
  /** `table.column` of the lexemes in which this field's are, among others. */
  readonly lexemes?: string;
  /** Label that this field's lexemes, and no others, have there. */
  readonly label?: 'A' | 'B';
  /** Key under which this field's words stand there (catalogue/member-words.ts). */
  readonly member?: string;
  /** `table.column` of the lexemes in which the days of the document are (catalogue/named-days.ts). */
  readonly days?: string;
}

/** A known name that no condition sees: not indexed, or within a nested array. */
export interface InvisibleField {
  readonly source: 'invisible';
}

export const INVISIBLE: InvisibleField = { source: 'invisible' };

/** An array whose elements `$subobject` takes one by one. */
export interface NestedArray {
  readonly path: string;
  /** JSON column and members that lead to the array. */
  readonly column: string;
  readonly members: readonly string[];
  /** Alias under which the fields of an element are found. */
  readonly alias: string;
  field(name: string, vocabulary: Vocabulary): Field;
}

/** A searchable collection: its table, its names, the form of its documents outside. */
export interface Collection {
  readonly table: string;
  readonly columns: readonly string[];
  /** What the form outside shows besides, by its name in the row. */
  readonly shown?: Readonly<Record<string, RawBuilder<unknown>>>;
  /** What a row must meet besides the tenant; the tenant itself when it is not plainly the caller's. */
  readonly scope?: RawBuilder<boolean>;
  readonly ownTenant?: (tenant: number) => RawBuilder<boolean>;
  /** @throws QueryRefused for a name that is illegal or unknown */
  field(name: string, vocabulary: Vocabulary): Field;
  /** Analysed fields that may be sorted on. */
  sortsText(name: string): boolean;
  /** Words that are looked for rank the results even where an order is asked: before its first text, or at its end. */
  readonly ranked?: boolean;
  /** `table.column` of the words, in order, of a text that is sorted by an index on its first and last ones. */
  readonly sortColumns?: Readonly<Record<string, string>>;
  readonly nested?: NestedArray;
  /** Where a tenant's rows are told apart by `part`, a column: the table that lists them, the index that knows them. */
  readonly parts?: { readonly table: string; readonly index: string };
  /** A row as the compatible API shows it. */
  present(row: Record<string, unknown>): Record<string, unknown>;
}

/** Segments of a name. @throws QueryRefused when no name is made so */
export function segmentsOf(name: string): string[] {
  const segments = name.split('.');
  if (name.startsWith('_')) throw new QueryRefused(`Illegal variable name found: ${segments[0]}`);
  if (name.startsWith('$') || segments.includes(''))
    throw new QueryRefused(`Illegal variable name found: ${name}`);
  return segments;
}

/** The entry of that very name: every object has a `constructor`, which a client may ask for. */
export function own<T>(entries: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

export function unknownName(name: string): QueryRefused {
  return new QueryRefused(`Name: ${name} is not known here`);
}

export function column(
  name: string,
  type: ColumnField['type'] = 'keyword',
  options: { many?: boolean } = {},
): ColumnField {
  return { source: 'column', column: name, type, many: options.many ?? false };
}
