import type { FieldShape, Shape } from './kinds/shape.ts';
import { LONGEST_TEXT, MOST_DOCUMENTS } from './read-documents.ts';

/** Bodies of the referentials' routes for the documentation, made from the shapes by which they are read. */

type Schema = Readonly<Record<string, unknown>>;

/** One document as an import takes it, in its canonical form. */
export function documentSchema(title: string, fields: Shape): Schema {
  return { title, ...membersOf(fields) };
}

/** A record as it is read: members that it has not are absent. @param beside members that no import may set */
export function recordSchema(
  title: string,
  fields: Shape,
  beside: Readonly<Record<string, Schema>> = {},
): Schema {
  return {
    title: `${title}Record`,
    type: 'object',
    properties: { ...TECHNICAL, ...membersOf(fields).properties, ...beside },
  };
}

const TECHNICAL = {
  '#id': { type: 'string' },
  '#tenant': { type: 'integer' },
  '#version': { type: 'integer' },
} as const;

/** The list of an import. */
export function importSchema(title: string, fields: Shape): Schema {
  return { type: 'array', maxItems: MOST_DOCUMENTS, items: documentSchema(title, fields) };
}

/** An update by identifier: members to set, members to take away (spec dsl.md 9.1). */
export function updateSchema(title: string, fields: Shape): Schema {
  const changing = Object.fromEntries(Object.entries(fields).filter(([, { readOnly }]) => !readOnly));
  const { properties } = membersOf(changing);
  const action = (name: string, schema: Schema) => ({
    type: 'object',
    properties: { [name]: schema },
    required: [name],
    additionalProperties: false,
  });
  return {
    title: `Update${title}`,
    type: 'object',
    properties: {
      $action: {
        type: 'array',
        minItems: 1,
        items: {
          oneOf: [
            action('$set', { type: 'object', minProperties: 1, properties }),
            action('$unset', { type: 'array', items: { type: 'string' } }),
          ],
        },
      },
    },
    required: ['$action'],
    additionalProperties: false,
  };
}

/** A CSV file with these columns in its first line. @param optional columns that it may lack */
export function csvSchema(columns: readonly string[], optional: readonly string[] = []): Schema {
  const further =
    optional.length === 0
      ? ''
      : ` It may have further columns, the values of a list separated by bars: ${optional.join(', ')}.`;
  return {
    type: 'string',
    contentMediaType: 'text/csv',
    description: `UTF-8, columns ${columns.join(', ')}. The file replaces the referential of the tenant.${further}`,
  };
}

/** A file of another type. */
export function fileSchema(contentMediaType: string, description: string): Schema {
  return { type: 'string', contentMediaType, description };
}

function membersOf(fields: Shape) {
  const required = Object.entries(fields).flatMap(([name, { mandatory }]) => (mandatory ? [name] : []));
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)])),
    ...(required.length === 0 ? {} : { required }),
  };
}

function fieldSchema(field: FieldShape): Schema {
  const { many, readOnly, initial } = field;
  const one = valueSchema(field);
  return {
    ...(many ? { type: 'array', items: one } : one),
    ...(readOnly ? { readOnly } : {}),
    ...(initial === undefined || initial === 'now' ? {} : { default: initial }),
  };
}

/** Without NUL, which PostgreSQL does not keep. */
const TEXT_SCHEMA = { type: 'string', maxLength: LONGEST_TEXT, pattern: '^[^\\u0000]*$' };

function valueSchema({ type, values, members }: FieldShape): Schema {
  switch (type) {
    case 'text':
      return values === undefined ? TEXT_SCHEMA : { enum: values };
    case 'boolean':
      return { type };
    case 'integer':
      return { type, minimum: -(2 ** 31 - 1), maximum: 2 ** 31 - 1 };
    case 'day':
      return { type: 'string', description: 'A day: ISO 8601, or `dd/mm/yyyy`.' };
    case 'date':
      return { type: 'string', description: 'ISO 8601: a day, or a day and time.' };
    case 'object':
      return membersOf(members ?? {});
  }
}
