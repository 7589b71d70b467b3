import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomFrom } from '@perenne/sample';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { analysedText } from '../catalogue/index.ts';
import { insertUnits, NO_VOCABULARY, sampleId } from '../catalogue/query/testing/sample.ts';
import { openService, type TestService } from '../http/testing/open-service.ts';
import { startWorker, type Worker } from '../operations/index.ts';
import type { TenantId, Tx } from '../platform/index.ts';
import { WORKFLOWS } from '../roles/workflows.ts';

/**
 * Searches while lots of units are entered, moved and updated beside them: each answer (page, total and facets) is that
 * of one state of the archive, one that held between the question and the answer.
 */

const TENANT = 0 as TenantId;
const CONTRACT = 'CA-OUVERT';
const ROOTS = [sampleId(1), sampleId(2)] as const;
/** Each lies in one of the roots, and is moved from one to the other with all that is in it. */
const FOLDERS = [sampleId(3), sampleId(4), sampleId(5)] as const;
const WORDS = ['moulin', 'écluse', 'pont', 'canal'] as const;

interface Lot {
  readonly tag: string;
  readonly ids: readonly string[];
  readonly folder: string;
  readonly word: string;
}
interface State {
  readonly lots: readonly Lot[];
  /** Of each folder. */
  readonly rootOf: ReadonlyMap<string, string>;
}

let service: TestService;
let worker: Worker;
beforeAll(async () => {
  service = await openService({ workflows: WORKFLOWS });
  worker = await startWorker(service.house, WORKFLOWS, 1);
  await service.house.database.inTenant(TENANT, async (tx) => {
    await insertUnits(
      tx,
      TENANT,
      ROOTS.map((id) => ({ id, content: { Title: 'Fonds' } })),
    );
    const place = { up: [ROOTS[0]], uds: { 1: [ROOTS[0]] } };
    await insertUnits(
      tx,
      TENANT,
      FOLDERS.map((id) => ({ id, ...place, content: { Title: 'Dossier' } })),
    );
    const rights = { EveryOriginatingAgency: true, WritingPermission: true, WritingRestrictedDesc: false };
    const doc = { Identifier: CONTRACT, Status: 'ACTIVE', ...rights };
    await tx.query(
      `insert into referential (tenant, kind, identifier, id, version, doc) values ($1, 'access-contract', $2, $2, 0, $3)`,
      [TENANT, CONTRACT, JSON.stringify({ ...doc, EveryDataObjectVersion: true })],
    );
  });
});
afterAll(async () => {
  await worker?.stop();
  await service?.close();
});

const contentOf = ({ word, tag }: Pick<Lot, 'word' | 'tag'>) => ({
  Title: `Plan du ${word}`,
  Tag: [tag],
  DescriptionLevel: 'Item',
});

function enter(tx: Tx, lot: Lot, root: string): Promise<void> {
  const place = { up: [lot.folder], uds: { 1: [lot.folder], 2: [root] } };
  return insertUnits(
    tx,
    TENANT,
    lot.ids.map((id) => ({ id, ...place, content: contentOf(lot) })),
  );
}

/** As applications do, until it is done. */
async function move(folder: string, from: string, to: string): Promise<void> {
  const headers = { Accept: 'application/json', 'X-Access-Contract-Id': CONTRACT };
  const $action = [{ $pull: { '#unitups': [from] } }, { $add: { '#unitups': [to] } }];
  const {
    status,
    text,
    headers: answered,
  } = await service.asApplication('POST', '/access-external/v1/reclassification', {
    headers,
    body: [{ $query: [{ $eq: { '#id': folder } }], $action }],
  });
  expect(status, text).toBe(202);
  const address = `/admin-external/v1/operations/${answered['x-request-id']}`;
  await vi.waitFor(
    async () => {
      const { headers: state } = await service.asApplication('HEAD', address);
      expect(state['x-global-execution-state']).toBe('COMPLETED');
      expect(state['x-global-execution-status']).toBe('OK');
    },
    { interval: 5, timeout: 60_000 },
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
  readonly meets: (lot: Lot, state: State) => boolean;
}

const FACETS = [{ $name: 'lots', $terms: { $field: 'Tag', $size: 1_000, $order: 'ASC' } }];

/** What a state answers: identifiers, their number, and how they spread. */
function answerOf(state: State, { meets }: Question) {
  const lots = state.lots.filter((lot) => meets(lot, state));
  const ids = lots.flatMap((lot) => lot.ids).sort();
  const spread = lots.map(({ tag, ids }) => `${tag} ${ids.length}`).sort();
  return { ids, total: ids.length, spread };
}

it('answers by one state, of the time between question and answer', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = randomFrom(seed);
  const states: State[] = [{ lots: [], rootOf: new Map(FOLDERS.map((id) => [id, ROOTS[0]])) }];
  /** The last state whose writing has begun. */
  let begun = 0;
  let made = 10;

  const change = async () => {
    const now = states.at(-1) as State;
    begun = states.length;
    const kind = now.lots.length === 0 ? 0 : random.below(4);
    if (kind === 3) {
      const folder = random.pick(FOLDERS);
      const [from, to] = now.rootOf.get(folder) === ROOTS[0] ? ROOTS : [ROOTS[1], ROOTS[0]];
      await move(folder, from, to);
      states.push({ ...now, rootOf: new Map([...now.rootOf, [folder, to]]) });
      return;
    }
    const old = kind < 2 ? undefined : random.pick([...now.lots]);
    const ids = old?.ids ?? Array.from({ length: 1 + random.below(5) }, () => sampleId(made++));
    const folder = old?.folder ?? random.pick(FOLDERS);
    const lot: Lot = { tag: old?.tag ?? `lot${made}`, ids, folder, word: random.pick(WORDS) };
    await service.house.database.inTenant(TENANT, (tx) =>
      old === undefined ? enter(tx, lot, now.rootOf.get(folder) as string) : update(tx, lot),
    );
    states.push({ ...now, lots: [...now.lots.filter((each) => each !== old), lot] });
  };

  const ask = async () => {
    const [root, word, tag] = [
      random.pick(ROOTS),
      random.pick(WORDS),
      random.pick([...(states.at(-1)?.lots ?? [])])?.tag,
    ];
    const question = random.pick<Question>([
      {
        body: { $roots: [root], $query: [{ $exists: 'Tag', $depth: random.pick([2, 5]) }] },
        meets: (lot, { rootOf }) => rootOf.get(lot.folder) === root,
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
      for (let changes = 0; changes < 100; changes++) await change();
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
});
