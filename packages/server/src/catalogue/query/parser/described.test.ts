import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { BY_ID_SCHEMA, MULTIPLE_SELECT_SCHEMA, SINGLE_SELECT_SCHEMA } from './described.ts';
import { parseById, parseMultipleSelect, parseSingleSelect } from './index.ts';

const ajv = new Ajv();
const REQUESTS = [
  ['one', SINGLE_SELECT_SCHEMA, parseSingleSelect],
  ['many', MULTIPLE_SELECT_SCHEMA, parseMultipleSelect],
  ['by identifier', BY_ID_SCHEMA, parseById],
] as const;

const condition = { $eq: { Title: 'x' } };
const BODIES: readonly unknown[] = [
  {},
  [],
  { $query: {}, $projection: {} },
  { $query: condition, $projection: { $fields: { '#id': 1 } } },
  { $query: [condition], $projection: {}, $filter: { $limit: 3, $orderby: { Title: -1 } } },
  { $query: [{ ...condition, $ne: { Title: 'y' } }], $projection: {} },
  { $query: [{ $and: [condition, { $missing: 'Title' }] }], $projection: {}, $roots: [] },
  { $query: [condition], $projection: {}, $filter: { $track_total_hits: true } },
  { $query: condition, $projection: {}, $filter: { $offset: -1 } },
  { $query: condition, $projection: {}, $filter: { $orderby: { Title: 2 } } },
  { $query: { $unknown: 1 }, $projection: {} },
  { $query: condition, $projection: { $fields: { '#id': 0 } } },
  { $query: condition, $projection: {}, $colour: 1 },
  { $query: condition },
  { $projection: {} },
  { $projection: {}, $query: [] },
];

describe.each(REQUESTS)('a select of %s', (_name, schema, parse) => {
  const validate = ajv.compile(schema);
  it('is valid by what is documented, when the parser takes it; what is not is refused', () => {
    let taken = 0;
    for (const body of BODIES) {
      const isTaken = takes(() => parse(body));
      if (isTaken) taken += 1;
      expect([body, validate(body)]).toEqual([body, isTaken]);
    }
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(BODIES.length);
  });
});

function takes(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
