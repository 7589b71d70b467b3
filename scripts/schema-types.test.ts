import { expect, it } from 'vitest';
import { declarationsOf, typeOf } from './schema-types.ts';

it.each([
  [{ type: 'integer', minimum: 0 }, 'number'],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string | null'],
  [{ enum: ['A', 1] }, '"A" | 1'],
  [{ type: 'array', items: { enum: ['A', 'B'] } }, 'readonly ("A" | "B")[]'],
  [{ type: 'object', patternProperties: { '^.*$': {} } }, 'Readonly<Record<string, unknown>>'],
  [{ $ref: '#/components/schemas/Tree' }, 'Tree'],
])('%j is %s', (schema, type) => {
  expect(typeOf(schema)).toBe(type);
});

it('objects tell which members may be absent, and what they are', () => {
  const tree = {
    type: 'object',
    title: 'Tree',
    description: 'A tree.',
    required: ['name'],
    properties: {
      name: { type: 'string', description: 'Its name.' },
      below: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
    },
  };
  const declared = declarationsOf(
    new Map<string, object>([
      ['Tree', tree],
      ['Name', { type: 'string' }],
    ]) as never,
  );
  expect(declared.split('\n')).toEqual([
    'export type Name = string;',
    '',
    '/** A tree. */',
    'export interface Tree {',
    '/** Its name. */',
    'readonly "name": string;',
    'readonly "below"?: readonly (Tree)[];',
    '}',
  ]);
});

it('a form that it does not know is an error, and no type that says nothing', () => {
  expect(() => typeOf({ not: { type: 'string' } })).toThrow('there is no type');
});
