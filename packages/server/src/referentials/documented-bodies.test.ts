import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentSchema } from './documented-bodies.ts';
import { DOCUMENT_KINDS, DOCUMENT_SETS } from './kinds/index.ts';
import type { FieldShape, Shape } from './kinds/shape.ts';
import { ONTOLOGY_FIELDS } from './ontology-controls.ts';
import { readDocuments, Unreadable } from './read-documents.ts';

const SHAPES: [string, Shape][] = [
  ...DOCUMENT_KINDS.map(({ collection, fields }): [string, Shape] => [collection, fields]),
  ...DOCUMENT_SETS.map(({ collection, fields }): [string, Shape] => [collection, fields]),
  ['Ontology', ONTOLOGY_FIELDS],
];

/** Few documents by chance are whole: enough that some are. */
const RUNS = 10_000;

/** Whatever may be sent under a name, good values more often than by chance. */
function sent(field: FieldShape): fc.Arbitrary<unknown> {
  const good = {
    text: field.values ? fc.constantFrom(...field.values) : fc.string({ unit: 'binary', maxLength: 5 }),
    boolean: fc.boolean(),
    integer: fc.integer(),
    date: fc.constantFrom('2020-02-29', '2021-01-01T10:00:00.000', '2021-02-30', '31/12/2020'),
    day: fc.constantFrom('2020-02-29', '31/12/2020'),
    object: field.members ? membersSent(field.members) : fc.object({ maxDepth: 1 }),
  }[field.type];
  const one = fc.oneof(
    { arbitrary: good, weight: 6 },
    fc.constantFrom(null, 'true', '12', 'x', 3, true, {}, []),
  );
  return field.many ? fc.oneof(fc.array(one, { maxLength: 2 }), one) : one;
}

function membersSent(shape: Shape): fc.Arbitrary<Record<string, unknown>> {
  const entries = Object.entries(shape).map(([name, field]) => [name, sent(field)]);
  return fc.record(Object.fromEntries(entries), { requiredKeys: [] });
}

describe.each(SHAPES)('the documented body of %s', (title, shape) => {
  const validate = new Ajv({ strict: false }).compile(documentSchema(title, shape));

  it('is what an import makes of any document that it can read', () => {
    let read = 0;
    fc.assert(
      fc.property(membersSent(shape), (given) => {
        const documents = readable(given, shape);
        if (documents === undefined) return;
        const { document, badDates } = documents;
        if (badDates.length > 0 || isIncomplete(document, shape)) return;
        read += 1;
        expect([document, validate(document)]).toEqual([document, true]);
      }),
      { numRuns: RUNS },
    );
    expect(read).toBeGreaterThan(0);
  });

  it('is read, when it is valid', () => {
    let valid = 0;
    fc.assert(
      fc.property(membersSent(shape), (given) => {
        if (!validate(given)) return;
        valid += 1;
        expect(readable(given, shape)).toBeDefined();
      }),
      { numRuns: RUNS },
    );
    expect(valid).toBeGreaterThan(0);
  });
});

function readable(given: unknown, shape: Shape) {
  try {
    return readDocuments([given], shape)[0];
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** Mandatory members are controlled after the reading. */
function isIncomplete(value: unknown, shape: Shape): boolean {
  const document = value as Record<string, unknown>;
  return Object.entries(shape).some(([name, { mandatory, members }]) => {
    const member = document[name];
    if (member === undefined) return mandatory === true;
    return members !== undefined && [member].flat().some((each) => isIncomplete(each, members));
  });
}
