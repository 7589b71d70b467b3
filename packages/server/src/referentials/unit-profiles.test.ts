import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readControlSchema } from './kinds/control-schema.ts';
import { controlBy } from './unit-profiles.ts';

const control = (schema: object) => controlBy(readControlSchema(JSON.stringify(schema)) ?? {});

test('bounds are exclusive in the manner of draft 4', () => {
  fc.assert(
    fc.property(fc.integer(), fc.boolean(), fc.integer(), (minimum, exclusiveMinimum, n) => {
      const faults = control({ properties: { n: { minimum, exclusiveMinimum } } })({ n });
      expect(faults === undefined).toBe(exclusiveMinimum ? n > minimum : n >= minimum);
    }),
  );
});

test('members may be called as keywords of schemas are', () => {
  const faults = control({ properties: { id: { type: 'string' }, minimum: { type: 'string' } } });
  expect(faults({ id: 'x', minimum: 'y' })).toBeUndefined();
  expect(faults({ id: 1 })).toBe('id must be string');
});

test('dates of descriptions have a format of their own, and unknown formats say nothing', () => {
  const faults = control({ properties: { d: { format: 'date-time-vitam' }, x: { format: 'colour' } } });
  for (const d of ['2020-02-03', '2020-02-03T10:11:12', '2020-02-03T10:11:12.345'])
    expect(faults({ d, x: 'mauve' })).toBeUndefined();
  expect(faults({ d: '3 février 2020' })).toContain('d must match format');
});

test('a schema reads nothing but itself', () => {
  expect(() => control({ properties: { a: { $ref: 'http://example.com/a.json' } } })).toThrow();
  expect(
    control({ definitions: { a: { enum: [1] } }, properties: { a: { $ref: '#/definitions/a' } } })({ a: 2 }),
  ).toBe('a must be equal to one of the allowed values');
});
