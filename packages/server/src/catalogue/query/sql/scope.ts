import { type RawBuilder, sql } from 'kysely';
import type { Vocabulary } from '../../field-types.ts';
import {
  type Beside,
  type Collection,
  type DocumentField,
  type Field,
  type NestedArray,
  rowOf,
} from '../collections/collection.ts';
import { CONTENT, type ContentSearch } from '../content-search.ts';
import type { QueryNode } from '../nodes/index.ts';

export type Condition = RawBuilder<boolean>;

/** Where a condition stands: which names it knows, and how its sub-conditions are made. */
export interface Scope {
  readonly collection: Collection;
  readonly vocabulary: Vocabulary;
  /** The element that `$subobject` is looking at. */
  readonly element?: NestedArray;
  /** Whose documents may be looked into. */
  readonly content?: ContentSearch;
  readonly visit: (node: QueryNode, scope: Scope) => Condition;
}

/** What tells a name's field. */
export type Names = Pick<Scope, 'collection' | 'vocabulary' | 'element'>;

export function fieldOf(name: string, { collection, vocabulary, element }: Names): Field {
  return (element ?? collection).field(name, vocabulary);
}

/** The name of what the documents of units say, which only full-text operators ask for. */
export function isContent(name: string, { collection, element }: Names): boolean {
  return name === CONTENT && collection.table === 'unit' && element === undefined;
}

export const TRUE: Condition = sql<boolean>`true`;
export const FALSE: Condition = sql<boolean>`false`;

/** The opposite; what is unknown counts as not met, so that documents without the field are found. */
export function negated(condition: Condition): Condition {
  return sql<boolean>`(not coalesce(${condition}, false))`;
}

export function joined(conditions: readonly Condition[], operator: 'and' | 'or'): Condition {
  if (conditions.length === 0) return operator === 'and' ? TRUE : FALSE;
  return sql<boolean>`(${sql.join(conditions, operator === 'and' ? sql` and ` : sql` or `)})`;
}

/** Where a field's values are. */
export interface Place {
  readonly column: string | RawBuilder<unknown>;
  readonly beside?: Beside;
}

/** A field's value in the row at hand. */
export function columnOf(place: Place): RawBuilder<unknown> {
  const { beside } = place;
  return beside === undefined ? columnIn(place) : sql`(select ${columnIn(place)} ${rowOf(beside)})`;
}

/** A condition on a field's column. One beside is met by a row there, so that an index can find the rows first. */
export function held(place: Place, condition: (column: RawBuilder<unknown>) => Condition): Condition {
  const met = condition(columnIn(place));
  return place.beside === undefined ? met : sql<boolean>`exists (select 1 ${rowOf(place.beside)} and ${met})`;
}

function columnIn({ column }: Place): RawBuilder<unknown> {
  return typeof column === 'string' ? sql.ref(column) : column;
}

/**
 * A path as PostgreSQL's `jsonpath`: in its lax mode arrays are transparent. Names are quoted, and the whole is
 * a bound parameter.
 */
export function jsonPath(path: readonly string[], suffix = ''): RawBuilder<unknown> {
  return sql`${`$${path.map((name) => `.${JSON.stringify(name)}`).join('')}${suffix}`}::jsonpath`;
}

/** Some value at the field's path meets `filter`, whose `$x` are in `variables`. */
export function someValue(
  field: DocumentField,
  filter: string,
  variables: Readonly<Record<string, unknown>> = {},
): Condition {
  const path = jsonPath(field.path, `[*] ? (${filter})`);
  return held(
    field,
    (column) =>
      sql<boolean>`jsonb_path_exists(${column}, ${path}, ${JSON.stringify(variables)}::jsonb, true)`,
  );
}

/** Values that one path asks for: its parser goes one level deeper with each. */
const VALUES_OF_PATH = 100;

/**
 * Documents that have one of `values` at the path, whichever members on it are arrays: the form of equality that an
 * index on containment answers, in one search of it.
 */
export function containing(
  place: Place & { readonly path: readonly string[] },
  values: readonly (string | number | boolean)[],
): Condition {
  const paths: RawBuilder<unknown>[] = [];
  for (let from = 0; from < values.length; from += VALUES_OF_PATH) {
    const some = values.slice(from, from + VALUES_OF_PATH).map((value) => `@ == ${JSON.stringify(value)}`);
    paths.push(jsonPath(place.path, `[*] ? (${some.join(' || ')})`));
  }
  return held(place, (column) =>
    joined(
      paths.map((path) => sql<boolean>`${column} @? ${path}`),
      'or',
    ),
  );
}
