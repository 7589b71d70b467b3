import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomFrom } from '@perenne/sample';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { analysedText } from '../catalogue/index.ts';
import { insertUnits, NO_VOCABULARY, sampleId } from '../catalogue/query/testing/sample.ts';
import { openService, type TestService } from '../http/testing/open-service.ts';
import type { TenantId, Tx } from '../platform/index.ts';

/**
 * Searches while lots of units are entered, moved and updated beside them: each answer (page, total and facets) is that
 * of one state of the archive, one that held between the question and the answer.
 */

const TENANT = 0 as TenantId;
const CONTRACT = 'CA-OUVERT';
const ROOTS = [sampleId(1), sampleId(2)] as const;
const WORDS = ['moulin', 'écluse', 'pont', 'canal'] as const;

interface Lot {
  readonly tag: string;
  readonly ids: readonly string[];
  readonly root: string;
  readonly word: string;
}
type State = readonly Lot[];

let service: TestService;
beforeAll(async () => {
  service = await openService();
  await service.house.database.inTenant(TENANT, async (tx) => {
    await insertUnits(
      tx,
      TENANT,
      [...ROOTS].map((id) => ({ id, content: { Title: 'Fonds' } })),
    );
    const doc = { Identifier: CONTRACT, Status: 'ACTIVE', EveryOriginatingAgency: true };
    await tx.query(
      `insert into referential (tenant, kind, identifier, id, version, doc) values ($1, 'access-contract', $2, $2, 0, $3)`,
      [TENANT, CONTRACT, JSON.stringify({ ...doc, EveryDataObjectVersion: true })],
    );
  });
});
afterAll(() => service?.close());

const contentOf = ({ word, tag }: Pick<Lot, 'word' | 'tag'>) => ({
  Title: `Plan du ${word}`,
  Tag: [tag],
  DescriptionLevel: 'Item',
});

function enter(tx: Tx, lot: Lot): Promise<void> {
  const place = { up: [lot.root], uds: { 1: [lot.root] } };
  return insertUnits(
    tx,
    TENANT,
    lot.ids.map((id) => ({ id, ...place, content: contentOf(lot) })),
  );
}

async function move(tx: Tx, lot: Lot): Promise<void> {
  await tx.query(
    `update unit set up = array[$3], us = array[$3], uds = jsonb_build_object('1', array[$3]), version = version + 1
     where tenant = $1 and id = any ($2)`,
    [TENANT, lot.ids, lot.root],
  );
}

async function update(tx: Tx, lot: Lot): Promise<void> {
  const content = contentOf(lot);
  await tx.query(
    `update unit set content = $3, title = $4, text = perenne_unit_lexemes($5), version = version + 1
     where tenant = $1 and id = any ($2)`,
    [TENANT, lot.ids, JSON.stringify(content), content.Title, analysedText(content, {}, NO_VOCABULARY)],
  );
}

interface Question {
  readonly body: object;
  readonly meets: (lot: Lot) => boolean;
}

const FACETS = [{ $name: 'lots', $terms: { $field: 'Tag', $size: 1_000, $order: 'ASC' } }];

/** What a state answers: identifiers, their number, and how they spread. */
function answerOf(state: State, { meets }: Question) {
  const lots = state.filter(meets);
  const ids = lots.flatMap((lot) => lot.ids).sort();
  const spread = lots.map(({ tag, ids }) => `${tag} ${ids.length}`).sort();
  return { ids, total: ids.length, spread };
}

it('answers by one state, of the time between question and answer', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = randomFrom(seed);
  const states: State[] = [[]];
  /** The last state whose writing has begun. */
  let begun = 0;
  let made = 10;

  const change = async () => {
    const now = states.at(-1) as State;
    const kind = now.length === 0 ? 0 : random.below(4);
    const old = kind < 2 ? undefined : random.pick(now);
    const ids = old?.ids ?? Array.from({ length: 1 + random.below(5) }, () => sampleId(made++));
    const lot: Lot = {
      tag: old?.tag ?? `lot${made}`,
      ids,
      root: kind === 3 && old ? old.root : random.pick(ROOTS),
      word: kind === 2 && old ? old.word : random.pick(WORDS),
    };
    begun = states.length;
    await service.house.database.inTenant(TENANT, (tx) =>
      old === undefined ? enter(tx, lot) : kind === 2 ? move(tx, lot) : update(tx, lot),
    );
    states.push([...now.filter((each) => each !== old), lot]);
  };

  const ask = async () => {
    const [root, word, tag] = [
      random.pick(ROOTS),
      random.pick(WORDS),
      random.pick([...(states.at(-1) ?? [])])?.tag,
    ];
    const question = random.pick<Question>([
      {
        body: { $roots: [root], $query: [{ $exists: 'Tag', $depth: 1 }] },
        meets: (lot) => lot.root === root,
      },
      { body: { $query: [{ $match: { Title: word } }] }, meets: (lot) => lot.word === word },
      { body: { $query: [{ $eq: { Tag: tag ?? 'lot' } }] }, meets: (lot) => lot.tag === tag },
      { body: { $query: [{ $exists: 'Tag' }] }, meets: () => true },
    ]);
    const first = states.length - 1;
    const { status, json } = await service.asApplication('GET', '/access-external/v1/units', {
      headers: { 'X-Access-Contract-Id': CONTRACT },
      body: { $projection: { $fields: { '#id': 1 } }, $facets: FACETS, ...question.body },
    });
    const last = begun;
    expect(status, JSON.stringify(json).slice(0, 500)).toBe(200);
    const buckets: { value: string; count: number }[] = json.$facetResults[0]?.buckets ?? [];
    const answer = {
      ids: json.$results.map((unit: Record<string, unknown>) => unit['#id']).sort(),
      total: json.$hits.total,
      spread: buckets.map(({ value, count }) => `${value} ${count}`).sort(),
    };
    // The last one that was begun may be seen before its writer knows that it is.
    await vi.waitFor(() => expect(states.length).toBeGreaterThan(last), { timeout: 60_000 });
    const possible = states.slice(first, last + 1).map((state) => answerOf(state, question));
    expect(possible, `seed ${seed}: ${JSON.stringify(question.body)}`).toContainEqual(answer);
  };

  let ended = false;
  const readers = Array.from({ length: 3 }, async () => {
    while (!ended) await ask();
  });
  const writer = (async () => {
    try {
      for (let changes = 0; changes < 150; changes++) await change();
    } finally {
      ended = true;
    }
  })();
  await Promise.all([writer, ...readers]);
}, 120_000);

it('ends its statement when the client leaves', async () => {
  const { port } = service.app.server.address() as AddressInfo;
  const { database } = service.house;
  const waiting = () =>
    database.outsideTenants(async (tx) => {
      // The statements of others are the owner's to see.
      await tx.query('reset role');
      return tx.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
           and query like 'with matches%'`,
      );
    });
  await database.inTenant(TENANT, async (tx) => {
    // Nobody else reads meanwhile: the search waits, as one of a million units would work.
    await tx.query('reset role');
    await tx.query('lock table unit in access exclusive mode');
    const body = JSON.stringify({ $query: [{ $eq: { Tag: 'x' } }], $projection: {} });
    const asked = request({
      ...{ port, host: '127.0.0.1', method: 'POST', path: '/access-external/v1/units' },
      headers: {
        Authorization: `Bearer ${service.credentials.apiKey}`,
        'X-Tenant-Id': String(TENANT),
        'X-Access-Contract-Id': CONTRACT,
        'X-Http-Method-Override': 'GET',
        'Content-Type': 'application/json',
      },
    });
    asked.on('error', () => undefined);
    asked.end(body);
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), { timeout: 30_000 });
    asked.destroy();
    // Well before the search would be ended for its length.
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(0), { timeout: 20_000 });
  });
}, 60_000);
