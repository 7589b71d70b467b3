import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../platform/embedded-postgres/testing.ts';
import { type Database, migrate, openDatabase, type TenantId } from '../../platform/index.ts';
import { OBJECT_GROUPS, UNITS } from './collections/index.ts';
import { parseMultipleSelect } from './parser/index.ts';
import { selectMultiple } from './select.ts';
import { EXAMPLE_GROUPS, EXAMPLE_UNITS, EXAMPLES } from './testing/examples.ts';
import { insertGroups, insertUnits } from './testing/sample.ts';

/** The sample documents and the examples of spec dsl.md 5. */

const TENANT = 0 as TenantId;
const { u1, u3, u4, u5 } = EXAMPLES;
const NAMES = new Map(Object.entries(EXAMPLES).map(([name, id]) => [id, name]));

let made: TestDatabase;
let database: Database;

beforeAll(async () => {
  made = await createTestDatabase(migrate);
  database = openDatabase(made.connection, () => undefined);
  await database.inTenant(TENANT, async (tx) => {
    await insertUnits(tx, TENANT, EXAMPLE_UNITS);
    await insertGroups(tx, TENANT, EXAMPLE_GROUPS);
  });
});

afterAll(async () => {
  await database?.close();
  await made?.drop();
});

async function ids(collection: typeof UNITS, request: unknown): Promise<string[]> {
  const parsed = parseMultipleSelect(request);
  const found = await database.inTenant(TENANT, (tx) =>
    selectMultiple(tx, { tenant: TENANT, collection }, parsed),
  );
  expect(found.total).toBe(found.results.length);
  return found.results.map((unit) => NAMES.get(unit['#id'] as string) ?? '?');
}

const units = (...queries: unknown[]) => ids(UNITS, { $query: queries, $projection: {} });

describe('operators on units', () => {
  it.each<[unknown, string]>([
    [{ $eq: { DescriptionLevel: 'Item' } }, 'u2 u4 u5'],
    [{ $eq: { DescriptionLevel: 'item' } }, ''],
    [{ $eq: { Tag: 'canal' } }, 'u2'],
    [{ $eq: { Title: 'ecluses rapport' } }, 'u3'],
    [{ $eq: { '#max': '2' } }, 'u2 u3'],
    [{ $ne: { Tag: 'canal' } }, 'u1 u3 u4 u5'],
    [{ $eq: { SentDate: '2015-07-02' } }, 'u4'],
    [{ $eq: { 'Writer.Identifier': 'ENG-77' } }, 'u2'],
    [{ $in: { DescriptionLevel: ['File', 'RecordGrp'] } }, 'u1 u3'],
    [{ $in: { Title: ['écluse', 'maire'] } }, 'u3 u4 u5'],
    [{ $nin: { Tag: ['canal', 'mail'] } }, 'u1 u3 u4'],
    [{ $in: { Tag: [] } }, ''],
    [{ $gte: { StartDate: '2015-06-15' } }, 'u2 u4'],
    [{ $gt: { StartDate: '2015-06-15' } }, 'u2'],
    [{ $lte: { StartDate: '2015-06' } }, 'u1 u3 u4'],
    [{ $range: { StartDate: { $gte: '2015-01-01', $lt: '2016-01-01' } } }, 'u3 u4'],
    [{ $lt: { SentDate: '2000-01-01' } }, 'u5'],
    [{ $lte: { SentDate: '2015-07-02' } }, 'u4 u5'],
    [{ $gt: { '#max': 2 } }, 'u4 u5'],
    [{ $exists: 'SentDate' }, 'u4 u5'],
    [{ $missing: 'Tag' }, 'u1 u4'],
    [{ $exists: 'Writer' }, 'u2'],
    [{ $exists: '#object' }, 'u2 u4'],
    [{ $missing: '#unitups' }, 'u1'],
    [{ $match: { Title: 'bridge écluse' } }, 'u2 u3 u4'],
    [{ $match_all: { Title: 'INSPECTION bridges' } }, 'u2'],
    [{ $match_phrase: { Title: 'inspection report' } }, 'u2'],
    [{ $match_phrase: { Title: 'report inspection' } }, ''],
    [{ $match_phrase_prefix: { Title: 'courrier du mai' } }, 'u5'],
    [{ $match: { DescriptionLevel: 'Item' } }, ''],
    [{ $match: { Title: 'de la les' } }, ''],
    [{ $match: { Description: 'report' } }, ''],
    [{ $match: { 'Writer.FirstName': 'odile' } }, 'u2'],
    [{ $match_all: { 'Writer.FirstName': 'odile bridge' } }, ''],
    [{ $match: { 'Addressee.FirstName': 'odile' } }, ''],
    [{ $match: { Source: 'halage' } }, 'u5'],
    [{ $match: { Source: 'courrier' } }, ''],
    [{ $match: { 'Writer.FirstName': 'halage' } }, ''],
    [{ $search: { Title: 'bridge | maire' } }, 'u2 u5'],
    [{ $search: { Title: 'écluse + -relevés' } }, 'u3'],
    [{ $search: { Title: '"inspection report"' } }, 'u2'],
    [{ $search: { Title: 'insp*' } }, 'u2 u3'],
    [{ $search: { Title: '((bridge' } }, 'u2'],
    [{ $wildcard: { DescriptionLevel: '*Grp' } }, 'u1'],
    [{ $wildcard: { DescriptionLevel: 'I?em' } }, 'u2 u4 u5'],
    [{ $wildcard: { DescriptionLevel: 'te' } }, ''],
    [{ $wildcard: { DescriptionLevel: '%' } }, ''],
    [{ $regex: { DescriptionLevel: 'I.*|F.*' } }, 'u2 u3 u4 u5'],
    [{ $regex: { DescriptionLevel: 'te' } }, ''],
    [{ $and: [{ $eq: { DescriptionLevel: 'Item' } }, { $exists: 'SentDate' }] }, 'u4 u5'],
    [{ $or: [{ $eq: { Tag: 'mail' } }, { $match: { Title: 'bridge' } }] }, 'u2 u5'],
    [{ $not: [{ $eq: { DescriptionLevel: 'Item' } }] }, 'u1 u3'],
    [{ $not: [{ $eq: { DescriptionLevel: 'Item' } }, { $exists: 'SentDate' }] }, 'u1 u2 u3'],
    [{ $not: [{ $match: { Description: 'bridge' } }] }, 'u1 u3 u4 u5'],
    [{ $eq: { '#allunitups': u3 } }, 'u4 u5'],
    [{ $eq: { '#uds.2': u1 } }, 'u4 u5'],
    [{ $exists: '#graph' }, ''],
  ])('%j finds %s', async (query, expected) => {
    expect((await units(query)).join(' ')).toBe(expected);
  });

  it('follows roots and depths', async () => {
    const from = (roots: string[], ...queries: unknown[]) =>
      ids(UNITS, { $roots: roots, $query: queries, $projection: {} }).then((found) => found.join(' '));
    expect(await from([u1], { $exists: 'Title', $depth: 0 })).toBe('u1');
    expect(await from([u1], { $exists: 'Title', $depth: 1 })).toBe('u2 u3');
    expect(await from([u1], { $exists: 'Title', $depth: 2 })).toBe('u2 u3 u4 u5');
    expect(await from([u4], { $exists: 'Title', $depth: -1 })).toBe('u3');
    expect(await from([u4], { $exists: 'Title', $depth: -5 })).toBe('u1 u3');
    expect(await from([u1, u4])).toBe('u1 u4');
    const chain = [{ $eq: { DescriptionLevel: 'File' } }, { $exists: 'SentDate', $depth: 1 }];
    expect((await units(...chain)).join(' ')).toBe('u4 u5');
    expect(await units({ $eq: { Title: 'nothing' } }, { $exists: 'Title', $depth: 1 })).toEqual([]);
  });

  it('sorts and pages', async () => {
    const sorted = (order: unknown, page = {}) =>
      ids(UNITS, { $query: [{ $exists: 'Title' }], $filter: { $orderby: order, ...page }, $projection: {} });
    expect(await sorted({ Title: 1 })).toEqual(['u2', 'u1', 'u5', 'u4', 'u3']);
    // By the last of their words: report, relevés, rapport, maire, Lawe.
    expect(await sorted({ Title: -1 })).toEqual(['u2', 'u4', 'u3', 'u5', 'u1']);
    expect(await sorted({ StartDate: -1 })).toEqual(['u2', 'u4', 'u3', 'u1', 'u5']);
    expect(await sorted({ DescriptionLevel: 1, '#max': -1 })).toEqual(['u3', 'u4', 'u5', 'u2', 'u1']);
    expect(await sorted({ '#originating_agencies': 1 })).toEqual(['u1', 'u2', 'u3', 'u4', 'u5']);
  });

  it('gives a page, its totals and the fields asked for', async () => {
    const request = {
      $query: [{ $eq: { DescriptionLevel: 'Item' } }],
      $filter: { $limit: 1, $offset: 1, $orderby: { Title: 1 } },
      $projection: { $fields: { '#id': 1, 'Writer.Identifier': 1, Title: 1, Unknown: 1 } },
    };
    const found = await database.inTenant(TENANT, (tx) =>
      selectMultiple(tx, { tenant: TENANT, collection: UNITS }, parseMultipleSelect(request)),
    );
    expect(found).toMatchObject({ total: 3, filter: { offset: 1, statedLimit: 1 } });
    expect(found.results).toEqual([{ '#id': u5, Title: 'Courrier du maire' }]);
  });
});

describe('operators on object groups', () => {
  const groups = (query: unknown) => ids(OBJECT_GROUPS, { $query: [query], $projection: {} });
  const path = '#qualifiers.versions';

  it('correlates conditions on one object', async () => {
    const format = { $eq: { [`${path}.FormatIdentification.FormatId`]: 'fmt/95' } };
    const heavy = { $gt: { [`${path}.Size`]: 100_000 } };
    expect(await groups({ $subobject: { [path]: { $and: [format, heavy] } } })).toEqual(['g4']);
    expect(await groups({ $subobject: { [path]: format } })).toEqual(['g2', 'g4']);
    expect(await groups({ $subobject: { [path]: { $eq: { '#format': 'fmt/291' } } } })).toEqual(['g2']);
    expect(
      await groups({ $subobject: { [path]: { $match: { [`${path}.FileInfo.Filename`]: 'cuinchy' } } } }),
    ).toEqual(['g4']);
    expect(
      await groups({ $subobject: { [path]: { $eq: { [`${path}._id`]: 'o-visit-2019.pdf' } } } }),
    ).toEqual(['g2']);
  });

  it('sees no object from outside', async () => {
    expect(await groups({ $eq: { [`${path}.FormatIdentification.FormatId`]: 'fmt/95' } })).toEqual([]);
    expect(await groups({ $eq: { '#qualifiers.qualifier': 'Dissemination' } })).toEqual(['g2']);
  });

  it('refuses another path', async () => {
    await expect(groups({ $subobject: { FileInfo: { $exists: 'FileInfo.Filename' } } })).rejects.toThrow(
      'not a nested array',
    );
  });
});

describe('facets', () => {
  const facets = async (query: unknown, ...asked: object[]) => {
    const $facets = asked.map((facet) => ({ $name: 'f', ...facet }));
    const collection = JSON.stringify(asked).includes('#qualifiers') ? OBJECT_GROUPS : UNITS;
    const request = parseMultipleSelect({
      $query: [query],
      $filter: { $limit: 1 },
      $projection: {},
      $facets,
    });
    const found = await database.inTenant(TENANT, (tx) =>
      selectMultiple(tx, { tenant: TENANT, collection }, request),
    );
    return found.facets?.map(({ buckets }) => buckets?.map(({ value, count }) => `${value} ${count}`));
  };
  const everything = { $exists: '#id' };
  const terms = (field: string, more: object = {}) => ({
    $terms: { $field: field, $size: 10, $order: 'ASC', ...more },
  });
  const ranges = (field: string, format: string, ...asked: object[]) => ({
    $date_range: { $field: field, $format: format, $ranges: asked },
  });

  it('counts the values of all matches, the most frequent first', async () => {
    expect(await facets(everything, terms('DescriptionLevel'), terms('Tag'))).toEqual([
      ['Item 3', 'File 1', 'RecordGrp 1'],
      ['Canal 1', 'bridge 1', 'canal 1', 'mail 1'],
    ]);
    expect(await facets(everything, terms('DescriptionLevel', { $size: 1 }))).toEqual([['Item 3']]);
    expect(await facets(everything, terms('Writer.Identifier'), terms('Writer'))).toEqual([['ENG-77 1'], []]);
    expect(await facets(everything, terms('#max'), terms('#unitups'), terms('#originating_agency'))).toEqual([
      ['2 2', '3 2', '1 1'],
      [`${u1} 2`, `${u3} 2`],
      ['MAIRIE 5'],
    ]);
  });

  it('counts dates as the index writes them, and the words of titles', async () => {
    expect(await facets(everything, terms('SentDate'))).toEqual([
      ['1998-04-02T00:00:00.000Z 1', '2015-07-02T10:00:00.000Z 1'],
    ]);
    expect(await facets(everything, terms('#approximate_creation_date'))).toEqual([
      ['2026-02-03T09:15:27.041Z 5'],
    ]);
    expect(await facets({ $match: { Title: 'inspection' } }, terms('Title', { $size: 1 }))).toEqual([
      ['inspect 2'],
    ]);
  });

  it('counts ranges of dates in the form that is asked', async () => {
    const years = ranges('StartDate', 'yyyy', { $from: '2016' }, { $from: '2010', $to: '2016' });
    expect(await facets(everything, years)).toEqual([['2010-2016 3', '2016-* 1']]);
    const days = ranges(
      'SentDate',
      'dd/MM/yyyy',
      { $to: '03/07/2015' },
      { $from: '02/07/2015', $to: '03/07/2015' },
    );
    expect(await facets(everything, days)).toEqual([['*-03/07/2015 2', '02/07/2015-03/07/2015 1']]);
    const made = ranges('#approximate_creation_date', "yyyy-MM-dd'T'HH", { $from: '2026-02-03T09' });
    expect(await facets(everything, made)).toEqual([['2026-02-03T09-* 5']]);
  });

  it('counts what meets each query, by its name', async () => {
    const sets = {
      $filters: {
        $query_filters: [
          { $name: 'dated', $query: { $exists: 'SentDate' } },
          { $name: 'bridge', $query: { $match: { Title: 'bridge' } } },
        ],
      },
    };
    expect(await facets(everything, sets)).toEqual([['bridge 1', 'dated 2']]);
  });

  it('counts the objects of groups', async () => {
    const path = '#qualifiers.versions';
    const formats = terms(`${path}.FormatIdentification.FormatId`, { $subobject: path });
    expect(await facets(everything, formats)).toEqual([['fmt/95 2', 'fmt/291 1']]);
    // From outside no object is seen.
    expect(await facets(everything, terms(`${path}.FormatIdentification.FormatId`))).toEqual([[]]);
  });

  it('tells nothing where nothing is found', async () => {
    expect(await facets({ $eq: { DescriptionLevel: 'Series' } }, terms('Tag'))).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ['words', terms('Description'), 'cannot be counted'],
    ['what no vocabulary knows', terms('Other'), 'cannot be counted'],
    ['a range of words', ranges('Title', 'yyyy', { $from: '2010' }), 'range of dates'],
    ['a date of another form', ranges('StartDate', 'yyyy', { $from: '2010-01' }), 'not a date of the form'],
    ['a day that does not exist', ranges('StartDate', 'yyyy-MM-dd', { $from: '2010-02-30' }), 'not a date'],
    ['a format of names', ranges('StartDate', 'd MMMM', { $from: '3 mars' }), 'not a date of the form'],
    ['letters that are not offered', ranges('StartDate', 'EEEE', { $from: 'lundi' }), 'not offered'],
    ['another nested array', terms('Tag', { $subobject: 'Writer' }), 'not a nested array'],
    ['no value', terms('Tag', { $size: 0 }), '$size'],
  ])('refuses %s', async (_, facet, message) => {
    await expect(facets(everything, facet)).rejects.toThrow(message);
  });

  it.each<[string, unknown, string]>([
    ['no list', {}, 'WRONG_JSON_TYPE'],
    ['two kinds', [{ $name: 'a', ...terms('Tag'), $filters: {} }], 'INVALID_JSON_FIELD'],
    ['no kind', [{ $name: 'a' }], 'NO_VIABLE_ALTERNATIVE'],
    ['no name', [terms('Tag')], 'MANDATORY'],
    ['no order', [{ $name: 'a', $terms: { $field: 'Tag', $size: 1 } }], 'MANDATORY'],
    ['another order', [{ $name: 'a', ...terms('Tag', { $order: 'UP' }) }], 'INVALID_VALUE'],
    ['a size in words', [{ $name: 'a', ...terms('Tag', { $size: 'ten' }) }], 'INVALID_VALUE'],
    ['no range', [{ $name: 'a', ...ranges('StartDate', 'yyyy') }], 'ELEMENT_TOO_SHORT'],
    ['an empty range', [{ $name: 'a', ...ranges('StartDate', 'yyyy', {}) }], 'ELEMENT_TOO_SHORT'],
    ['no query', [{ $name: 'a', $filters: { $query_filters: [{ $name: 'b' }] } }], 'MANDATORY'],
  ])('knows by the grammar: %s', (_, $facets, fault) => {
    expect(() => parseMultipleSelect({ $query: [everything], $projection: {}, $facets })).toThrow(fault);
  });
});
