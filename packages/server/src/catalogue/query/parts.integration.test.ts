import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../platform/embedded-postgres/testing.ts';
import { type Database, migrate, openDatabase, type TenantId, type Tx } from '../../platform/index.ts';
import { UNITS } from './collections/index.ts';
import { parseMultipleSelect } from './parser/index.ts';
import { selectMultiple } from './select.ts';
import { insertUnits, sampleId } from './testing/sample.ts';

/** What is searched part by part (docs/decisions/0016) is found as it would be at once. */

const TENANT = 0 as TenantId;
const PARTS = 4;
const UNITS_OF_PART = 3_100;
/** Of each part; in all a little more than the window: a part that is left out shows. */
const FREQUENT = 2_600;

let made: TestDatabase;
let database: Database;

beforeAll(async () => {
  made = await createTestDatabase(migrate);
  database = openDatabase(made.connection, () => undefined);
  await database.inTenant(TENANT, async (tx) => {
    for (let part = 0; part < PARTS; part++) {
      const ids = Array.from({ length: UNITS_OF_PART }, (_, at) => sampleId(part * UNITS_OF_PART + at));
      const tag = (at: number) => (at < FREQUENT ? 'souvent' : at < FREQUENT + 100 ? 'parfois' : 'jamais');
      await insertUnits(
        tx,
        TENANT,
        ids.map((id, at) => ({
          id,
          content: {
            Title: `Pièce ${at}`,
            Keyword: [{ KeywordContent: tag(at), KeywordReference: at === 7 ? `seul ${part}` : 'commun' }],
          },
        })),
      );
      await tx.query('update unit set part = $2 where tenant = $1 and id = any($3)', [TENANT, part, ids]);
      await tx.query('insert into unit_part values ($1, $2, $3, $4)', [TENANT, part, 'essai', ids.length]);
    }
  });
});

afterAll(async () => {
  await database?.close();
  await made?.drop();
});

/** Of so few rows the planner would read all, and never ask the index whose parts are looked into. */
const byIndex = async <T>(work: (tx: Tx) => Promise<T>) =>
  database.inTenant(TENANT, async (tx) => {
    await tx.query('set local enable_seqscan = off');
    return work(tx);
  });

const search = (query: object, filter: object = { $limit: 20 }) =>
  byIndex((tx) =>
    selectMultiple(
      tx,
      { tenant: TENANT, collection: UNITS },
      parseMultipleSelect({ $query: [query], $filter: filter, $projection: { $fields: { '#id': 1 } } }),
    ),
  );

const keyword = (value: string) => ({ $eq: { 'Keyword.KeywordContent': value } });

describe('units in parts', () => {
  it('of a frequent value are counted up to the window, and all of them when asked', async () => {
    expect(await search(keyword('souvent'))).toMatchObject({ total: 10_000 });
    expect(await search(keyword('souvent'), { $limit: 1, $track_total_hits: true })).toMatchObject({
      total: PARTS * FREQUENT,
    });
  });

  it('come in the order that is asked, pages that lie far away too', async () => {
    const order = { $orderby: { '#id': 1 }, $limit: 3 };
    const ids = async (filter: object) =>
      (await search(keyword('souvent'), { ...order, ...filter })).results.map((unit) => unit['#id']);
    const all = await byIndex((tx) =>
      tx.query<{ id: string }>(
        `select id from unit where tenant = $1 and content @> '{"Keyword":[{"KeywordContent":"souvent"}]}' order by id`,
        [TENANT],
      ),
    );
    expect(all).toHaveLength(PARTS * FREQUENT);
    expect(await ids({})).toEqual(all.slice(0, 3).map(({ id }) => id));
    expect(await ids({ $offset: 9_900 })).toEqual(all.slice(9_900, 9_903).map(({ id }) => id));
  });

  it.each([
    ['parfois', PARTS * 100],
    ['absent', 0],
  ])('of a value that fewer have (%s) are all found', async (value, total) => {
    expect(await search(keyword(value))).toMatchObject({ total });
  });

  it('are found in every part, even when they are alone in it', async () => {
    for (let part = 0; part < PARTS; part++)
      expect(await search({ $eq: { 'Keyword.KeywordReference': `seul ${part}` } })).toMatchObject({
        total: 1,
      });
  });
});
