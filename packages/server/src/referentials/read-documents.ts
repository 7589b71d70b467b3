import { normaliseDate } from './dates.ts';
import type { FieldShape, Shape } from './kinds/shape.ts';
import type { Document } from './store.ts';

/**
 * Documents as clients send them, made into those of a shape. Tolerant, because clients send back what they have
 * read (spec api.md 6.3.1): unknown members are dropped, a single object stands for a list of one, a list of one
 * for a scalar.
 */

/** Most documents of one import. */
export const MOST_DOCUMENTS = 10_000;
/** Longest text of a field, characters. */
export const LONGEST_TEXT = 100_000;

/** A body that is not documents of the shape: answered before anything is journalled. */
export class Unreadable extends Error {}

export interface ReadDocument {
  readonly document: Document;
  readonly carriesId: boolean;
  readonly badDates: readonly string[];
}

/** @throws Unreadable naming the field that has a value of another type, or one that is not in its list */
export function readDocuments(body: unknown, shape: Shape): ReadDocument[] {
  const items = Array.isArray(body) ? body : [body];
  if (items.length > MOST_DOCUMENTS)
    throw new Unreadable(`more than ${MOST_DOCUMENTS} documents in one import`);
  return items.map((item) => {
    if (!isObject(item)) throw new Unreadable('an object is expected for each document');
    const badDates: string[] = [];
    const document = readMembers(item, shape, '', badDates);
    return { document, carriesId: item['#id'] != null || item._id != null, badDates };
  });
}

/** One field's value, as an update sets it. @throws Unreadable */
export function readField(
  value: unknown,
  name: string,
  shape: FieldShape,
  badDates: string[],
): unknown | undefined {
  return readValue(value, name, shape, badDates);
}

function readMembers(given: Document, shape: Shape, prefix: string, badDates: string[]): Document {
  const document: Document = {};
  for (const [name, field] of Object.entries(shape)) {
    if (!Object.hasOwn(given, name)) continue;
    const value = readValue(given[name], prefix + name, field, badDates);
    if (value !== undefined) document[name] = value;
  }
  return document;
}

function readValue(value: unknown, name: string, shape: FieldShape, badDates: string[]): unknown {
  if (value === null || value === undefined) return undefined;
  if (shape.many)
    return (Array.isArray(value) ? value : [value])
      .filter((each) => each !== null)
      .map((each) => readOne(each, name, shape, badDates));
  if (Array.isArray(value)) {
    if (value.length !== 1) throw new Unreadable(`${name} takes one value, not ${value.length}`);
    return readValue(value[0], name, shape, badDates);
  }
  return readOne(value, name, shape, badDates);
}

function readOne(value: unknown, name: string, shape: FieldShape, badDates: string[]): unknown {
  switch (shape.type) {
    case 'text':
    case 'day':
      return readText(value, name, shape);
    case 'boolean':
      if (typeof value === 'boolean') return value;
      if (value === 'true' || value === 'false') return value === 'true';
      throw new Unreadable(`${name} must be true or false`);
    case 'integer': {
      const number = typeof value === 'string' && /^-?\d{1,10}$/.test(value) ? Number(value) : value;
      if (!Number.isInteger(number) || Math.abs(number as number) > 2 ** 31 - 1)
        throw new Unreadable(`${name} must be a whole number`);
      return number;
    }
    case 'date': {
      const date = typeof value === 'string' ? normaliseDate(value) : undefined;
      if (date === undefined) badDates.push(shape.reportedAs ?? name);
      return date;
    }
    case 'object':
      if (!isObject(value)) throw new Unreadable(`${name} must be an object`);
      return readMembers(value, shape.members ?? {}, `${name}.`, badDates);
  }
}

function readText(value: unknown, name: string, shape: FieldShape): string {
  if (typeof value === 'object') throw new Unreadable(`${name} must be a text`);
  const text = String(value);
  if (text.length > LONGEST_TEXT) throw new Unreadable(`${name} has more than ${LONGEST_TEXT} characters`);
  // PostgreSQL keeps neither a NUL nor half a character.
  if (text.includes('\0') || !text.isWellFormed())
    throw new Unreadable(`${name} holds a character that is not allowed`);
  if (shape.values && !shape.values.includes(text))
    throw new Unreadable(
      `${name} must be one of ${shape.values.join(', ')}, not ${JSON.stringify(text.slice(0, 60))}`,
    );
  return text;
}

function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members that a new document has without being told. */
export function withInitials(document: Document, shape: Shape, now: string): Document {
  const complete: Document = { ...document };
  for (const [name, field] of Object.entries(shape)) {
    const value = complete[name];
    if (value === undefined && field.initial !== undefined)
      complete[name] = field.initial === 'now' ? now : field.initial;
    else if (isObject(value) && field.members) complete[name] = withInitials(value, field.members, now);
  }
  return complete;
}
