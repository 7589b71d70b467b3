import { Ajv, type ValidateFunction } from 'ajv';

/** Control schemas of archive unit profiles: JSON Schema, draft 4, written as a text (spec model.md 13.2). */

/** Deepest nesting of a control schema; those of the field have a dozen levels. */
const DEEPEST = 100;

const schema = { $ref: '#' } as const;
const schemas = { type: 'array', minItems: 1, items: schema } as const;
const named = { type: 'object', additionalProperties: schema } as const;
const size = { type: 'integer', minimum: 0 } as const;
const names = { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string' } } as const;
const simpleType = {
  enum: ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'],
} as const;

/** What draft 4 says of its own keywords. */
const DRAFT_4 = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    $schema: { type: 'string' },
    $ref: { type: 'string' },
    title: { type: 'string' },
    description: { type: 'string' },
    multipleOf: { type: 'number', exclusiveMinimum: 0 },
    maximum: { type: 'number' },
    exclusiveMaximum: { type: 'boolean' },
    minimum: { type: 'number' },
    exclusiveMinimum: { type: 'boolean' },
    maxLength: size,
    minLength: size,
    pattern: { type: 'string', format: 'regex' },
    additionalItems: { anyOf: [{ type: 'boolean' }, schema] },
    items: { anyOf: [schema, schemas] },
    maxItems: size,
    minItems: size,
    uniqueItems: { type: 'boolean' },
    maxProperties: size,
    minProperties: size,
    required: names,
    additionalProperties: { anyOf: [{ type: 'boolean' }, schema] },
    definitions: named,
    properties: named,
    patternProperties: named,
    dependencies: { type: 'object', additionalProperties: { anyOf: [schema, names] } },
    enum: { type: 'array', minItems: 1 },
    type: { anyOf: [simpleType, { type: 'array', minItems: 1, uniqueItems: true, items: simpleType }] },
    format: { type: 'string' },
    allOf: schemas,
    anyOf: schemas,
    oneOf: schemas,
    not: schema,
  },
  dependencies: { exclusiveMaximum: ['maximum'], exclusiveMinimum: ['minimum'] },
} as const;

let compiled: ValidateFunction | undefined;

function conforms(value: unknown): boolean {
  compiled ??= new Ajv({ formats: { regex: isPattern } }).compile(DRAFT_4);
  return compiled(value);
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}

export type ControlSchema = Readonly<Record<string, unknown>>;

/** The schema that a text holds; undefined when it is no JSON, or no schema of draft 4. */
export function readControlSchema(text: string): ControlSchema | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return !deeperThan(value, DEEPEST) && conforms(value) ? (value as ControlSchema) : undefined;
}

/** Looked at level by level: hostile nesting goes deeper than the stack of calls. */
function deeperThan(value: unknown, levels: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}

/** Keywords that hold schemas of the same place, in which properties may be named as well. */
const COMBINING = ['allOf', 'anyOf', 'oneOf'] as const;

/** A property of a schema by its path; one that has properties itself is an object. */
export interface ControlledProperty {
  readonly path: readonly string[];
  readonly schema: ControlSchema;
  readonly isObject: boolean;
  readonly required: boolean;
}

/** The properties that a schema names, each path once, parents before their members. */
export function controlledProperties(
  of: ControlSchema,
  parent: readonly string[] = [],
): ControlledProperty[] {
  const found = new Map<string, ControlledProperty>();
  const keep = (each: ControlledProperty) => {
    const key = each.path.join('\u0000');
    if (!found.has(key)) found.set(key, each);
  };
  const required = new Set(Array.isArray(of.required) ? (of.required as string[]) : []);
  for (const [name, inner] of Object.entries((of.properties ?? {}) as Record<string, ControlSchema>)) {
    const path = [...parent, name];
    const members = controlledProperties(inner, path);
    keep({ path, schema: inner, isObject: members.length > 0, required: required.has(name) });
    members.forEach(keep);
  }
  for (const inner of [of.items].flat())
    if (typeof inner === 'object' && inner !== null)
      controlledProperties(inner as ControlSchema, parent).forEach(keep);
  for (const keyword of COMBINING)
    for (const inner of (of[keyword] ?? []) as ControlSchema[])
      controlledProperties(inner, parent).forEach(keep);
  return [...found.values()];
}

/** Names of the properties that hold values, each once: those that the vocabulary must have. */
export function controlledFields(of: ControlSchema): string[] {
  const leaves = controlledProperties(of).filter(({ isObject }) => !isObject);
  return [...new Set(leaves.map(({ path }) => path.at(-1) as string))];
}
