import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { manyUnits, randomFrom, SAMPLE, sampleReferentials } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { holdGraph } from '../../catalogue/graph/index.ts';
import { insertGroups, insertUnits, sampleId } from '../../catalogue/query/testing/sample.ts';
import { openArchive, type TestArchive } from '../../ingest/testing/archive.ts';
import { changed, goodSip, zipOf } from '../../ingest/testing/sip.ts';
import { agent } from '../../logbook/index.ts';
import { createOperation } from '../../operations/index.ts';
import type { OperationId, TenantId, Tx } from '../../platform/index.ts';
import { personOf } from '../../service/testing/persons.ts';
import { writeLines } from '../../storage/index.ts';
import { expectTreeInOrder, naivePlace, type TreeRow } from './testing/naive-tree.ts';
import { RECLASSIFICATION } from './workflow.ts';

const ACCESS = '/access-external/v1';
const PATH = `${ACCESS}/reclassification`;
const WRITING = 'ecriture';
const TENANT = 0 as TenantId;
/** Holds no entries: trees made for one test. */
const FORESTS = 2 as TenantId;

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive();
  const contract = (Name: string, more: object) => ({
    ...{ Name, Identifier: Name, Status: 'ACTIVE', WritingPermission: true, WritingRestrictedDesc: false },
    ...{ EveryOriginatingAgency: true, EveryDataObjectVersion: true, ...more },
  });
  for (const tenant of [TENANT, FORESTS])
    await archive.import(
      '/accesscontracts',
      [
        contract(WRITING, {}),
        contract('lecture', { WritingPermission: false }),
        contract('description', { WritingRestrictedDesc: true }),
      ],
      { tenant },
    );
  const rules = `${sampleReferentials.rules}HOL-1,HoldRule,Gel,,,\n`;
  await archive.import('/rules', rules, { file: 'rules.csv' });
});
afterAll(() => archive?.close());

// biome-ignore lint/suspicious/noExplicitAny: documents of the API
type Document = any;
type Order = Readonly<Record<string, unknown>>;

const inTenant = <T>(work: (tx: Tx) => Promise<T>, tenant = TENANT) =>
  archive.service.house.database.inTenant(tenant, work);

const order = (units: readonly string[], add: readonly string[], pull: readonly string[] = []): Order => ({
  $roots: [],
  $query: [{ $in: { '#id': units } }],
  $action: [
    ...(pull.length > 0 ? [{ $pull: { '#unitups': pull } }] : []),
    ...(add.length > 0 ? [{ $add: { '#unitups': add } }] : []),
  ],
});

async function ask(body: unknown, { contract = WRITING, tenant = TENANT as number } = {}) {
  const named = await archive.identifierOf('/accesscontracts', contract, tenant);
  return archive.service.asApplication('POST', PATH, {
    ...{ tenant, body, headers: { Accept: 'application/json', 'X-Access-Contract-Id': named } },
  });
}

interface Moved {
  readonly id: string;
  readonly status: string;
  readonly events: readonly Document[];
  /** Of the first event that refuses. */
  readonly refusal: { readonly key: string; readonly detail: Document } | undefined;
}

async function outcomeOf(id: string, tenant = TENANT as number): Promise<Moved> {
  const { status } = await archive.settled(id, tenant);
  const { events } = (await archive.get(`${ACCESS}/logbookoperations/${id}`, { tenant })).$results[0];
  const refused = events.find((event: Document) => event.outcome === 'KO' && event.evDetData !== null);
  const refusal = refused && { key: refused.outDetail, detail: JSON.parse(refused.evDetData) };
  return { id, status, events, refusal };
}

async function move(orders: readonly Order[], tenant = TENANT as number): Promise<Moved> {
  const answer = await ask(orders, { tenant });
  expect(answer.status, answer.text).toBe(202);
  expect(answer.json.httpCode).toBe(202);
  return outcomeOf(String(answer.headers['x-request-id']), tenant);
}

/** A move that has all behind it but being shown. @returns its identifier */
async function moveUntilShown(orders: readonly Order[]): Promise<string> {
  const { house } = archive.service;
  const id = house.guids.make('operation', TENANT) as unknown as OperationId;
  await writeLines(house.workspace.folder(TENANT, id), 'orders.jsonl', orders);
  await createOperation(house, TENANT, {
    ...{ id, workflow: RECLASSIFICATION, stepByStep: true, context: 'CT-000001', agent: agent('test', 1) },
    parameters: {
      eyes: { rights: { roots: [], excludedRoots: [], ruleCategories: [] }, today: '2026-01-01' },
    },
  });
  for (let step = 1; step < RECLASSIFICATION.steps.length - 1; step++) {
    expect((await archive.settled(id)).state).toBe('PAUSE');
    await turn(id, 'NEXT');
  }
  expect((await archive.settled(id)).state).toBe('PAUSE');
  return id;
}

async function turn(id: string, action: string): Promise<void> {
  const answer = await archive.service.asApplication('PUT', `/admin-external/v1/operations/${id}`, {
    ...{ tenant: TENANT, headers: { 'X-Action': action, Accept: 'application/json' } },
  });
  expect(answer.status, answer.text).toBeLessThan(300);
}

async function show(id: string): Promise<Moved> {
  await turn(id, 'RESUME');
  return outcomeOf(id);
}

const unit = async (id: string): Promise<Document> =>
  (await archive.get(`${ACCESS}/units/${id}`)).$results[0];
const unitsOf = async (operation: string): Promise<Document[]> =>
  (
    await archive.get(`${ACCESS}/units`, {
      query: { $query: [{ $eq: { '#opi': operation } }], $filter: {}, $projection: {} },
    })
  ).$results;

let seed = 0;
/** A folder with four files, and two places in which it may lie. */
async function enterFolder() {
  const { id } = await archive.enter(
    await buffer(manyUnits({ units: 4, objectSize: 16, seed: ++seed, perFolder: 4 })),
  );
  const units = await unitsOf(id);
  const folder = units.find((each) => each['#unitups'].length === 0);
  const [here, there] = [sampleId(20_000 + 2 * seed), sampleId(20_001 + 2 * seed)];
  await inTenant((tx) =>
    insertUnits(
      tx,
      TENANT,
      [here, there].map((place) => ({
        ...{
          id: place,
          content: { Title: 'Série' },
          type: 'FILING_UNIT',
          agencies: [`SP-${place.slice(-6)}`],
        },
      })),
    ),
  );
  const files = units.filter((each) => each !== folder).map((each) => each['#id'] as string);
  return { entry: id, folder: folder['#id'] as string, files, here, there };
}

/** What a move has written of a unit on the first offer, last document last. */
async function documentsOf(operation: string): Promise<Map<string, Document>> {
  const { storage } = archive.service.house;
  const packs = await inTenant((tx) =>
    tx.query<{ container: string; size: number; digest: Buffer; offers: string[] }>(
      'select container, size, digest, offers from pack where tenant = 0 and operation = $1 order by container',
      [operation],
    ),
  );
  const documents = new Map<string, Document>();
  for (const pack of packs) {
    await storage.verify(pack.container, pack);
    const text = await buffer((await storage.read({ ...pack, offset: null })).pipe(createGunzip()));
    for (const line of text.toString().trim().split('\n')) {
      const document = JSON.parse(line);
      documents.set(document.unit._id, document);
    }
  }
  return documents;
}

describe('a folder', () => {
  it('lies elsewhere with all that is below it, which its journal, its life cycle and its document tell', async () => {
    const { entry, folder, files, here, there } = await enterFolder();
    expect((await move([order([folder], [here])])).status).toBe('OK');
    const { id, status, events } = await move([order([folder], [there], [here])]);
    expect(status).toBe('OK');
    expect(events.map(({ outDetail }) => outDetail)).toEqual([
      'STP_RECLASSIFICATION_PREPARATION.STARTED.OK',
      'STP_RECLASSIFICATION_PREPARATION.OK',
      'CHECK_CONCURRENT_WORKFLOW_LOCK.OK',
      'RECLASSIFICATION_PREPARATION_LOAD_REQUEST.OK',
      'RECLASSIFICATION_PREPARATION_CHECK_GRAPH.OK',
      'RECLASSIFICATION_PREPARATION_CHECK_HOLD_RULES.OK',
      'RECLASSIFICATION_PREPARATION_UPDATE_DISTRIBUTION.OK',
      'STP_UNIT_DETACHMENT.STARTED.OK',
      'STP_UNIT_DETACHMENT.OK',
      'UNIT_DETACHMENT.OK',
      'STP_UNIT_ATTACHMENT.STARTED.OK',
      'STP_UNIT_ATTACHMENT.OK',
      'UNIT_ATTACHMENT.OK',
      'UNIT_METADATA_STORAGE.OK',
      'STP_UNIT_GRAPH_COMPUTE.STARTED.OK',
      'STP_UNIT_GRAPH_COMPUTE.OK',
      'UNIT_GRAPH_COMPUTE.OK',
      'STP_OBJECT_GROUP_GRAPH_COMPUTE.STARTED.OK',
      'STP_OBJECT_GROUP_GRAPH_COMPUTE.OK',
      'OBJECT_GROUP_GRAPH_COMPUTE.OK',
      'STP_RECLASSIFICATION_FINALIZATION.STARTED.OK',
      'STP_RECLASSIFICATION_FINALIZATION.OK',
      'RECLASSIFICATION_FINALIZATION.OK',
      'RECLASSIFICATION.OK',
    ]);
    const moved = await unit(folder);
    expect(moved).toMatchObject({ '#unitups': [there], '#allunitups': [there], '#max': 2, '#version': 2 });
    expect(moved['#operations'].at(-1)).toBe(id);
    const file = await unit(files[0] as string);
    expect(file).toMatchObject({ '#allunitups': expect.arrayContaining([folder, there]), '#max': 3 });
    expect(file).toMatchObject({ '#version': 0, '#operations': [entry] });
    expect([...file['#originating_agencies']].sort()).toEqual(
      [SAMPLE.agency, `SP-${there.slice(-6)}`].sort(),
    );
    const group = (await archive.get(`${ACCESS}/units/${files[0]}/objects`)).$results[0];
    expect([...group['#allunitups']].sort()).toEqual([files[0], folder, there].sort());
    const lfc = (await archive.get(`${ACCESS}/logbookunitlifecycles/${folder}`)).$results[0].events;
    expect(lfc.slice(-2)).toMatchObject([
      { outDetail: 'LFC.UNIT_DETACHMENT.OK', evDetData: JSON.stringify({ removedParents: [here] }) },
      { outDetail: 'LFC.UNIT_ATTACHMENT.OK', evDetData: JSON.stringify({ addParents: [there] }) },
    ]);
    const documents = await documentsOf(id);
    expect([...documents.keys()]).toEqual([folder]);
    expect(documents.get(folder).unit).toMatchObject({ _up: [there], _v: 2 });
    expect(documents.get(folder).lfc.events).toHaveLength(2);
    await inTenant((tx) => expectTreeInOrder(tx, TENANT));
  });

  it('that is where it shall be, or not where it shall not be, stays as it is', async () => {
    const { folder, here, there } = await enterFolder();
    await move([order([folder], [here])]);
    const before = await unit(folder);
    expect((await move([order([folder], [here], [there])])).status).toBe('OK');
    expect(await unit(folder)).toEqual(before);
  });

  it('loses what was computed of its rules, and all below it do', async () => {
    const { entry, folder, files, here } = await enterFolder();
    const computed = await archive.service.asApplication('POST', `${ACCESS}/units/computedInheritedRules`, {
      tenant: TENANT,
      headers: {
        Accept: 'application/json',
        'X-Access-Contract-Id': await archive.identifierOf('/accesscontracts', WRITING),
      },
      body: { $query: [{ $eq: { '#opi': entry } }] },
    });
    await archive.settled(String(computed.headers['x-request-id']));
    expect(await unit(files[0] as string)).toMatchObject({ '#validComputedInheritedRules': true });
    await move([order([folder], [here])]);
    for (const id of [folder, ...files])
      expect(await unit(id)).toMatchObject({ '#validComputedInheritedRules': false });
  });
});

describe('a request', () => {
  it.each([
    ['that is no list', { $query: [], $action: [] }, 400, '000601'],
    ['that is empty', [], 400, '000601'],
    ['of two queries', [{ ...order([sampleId(1)], [sampleId(2)]), $query: [{}, {}] }], 400, '000601'],
    ['without action', [{ $query: [{ $exists: 'Title' }], $action: [] }], 400, '000601'],
    [
      'that sets something',
      [{ $query: [{ $exists: 'Title' }], $action: [{ $set: { Title: 'x' } }] }],
      400,
      '000601',
    ],
    [
      'about other members',
      [{ $query: [{ $exists: 'Title' }], $action: [{ $add: { '#allunitups': [sampleId(1)] } }] }],
      ...([400, '000601'] as const),
    ],
    ['about what is no identifier', [order([sampleId(1)], ["'; drop table unit"])], 400, '000601'],
    ['of nested lists', [[[]], null, 7], 400, '000601'],
    [
      'of unknown names',
      [{ ...order([], [sampleId(1)]), $query: [{ $eq: { '#nothing': 1 } }] }],
      400,
      '000602',
    ],
  ])('%s is not even begun', async (_, body, status, code) => {
    const answer = await ask(body);
    expect(answer.status, answer.text).toBe(status);
    if (code === '000601') expect(answer.json).toMatchObject({ code });
  });

  it.each(['lecture', 'description'])('under the contract « %s » is not begun', async (contract) => {
    expect((await ask([order([sampleId(1)], [sampleId(2)])], { contract })).status).toBe(401);
  });

  it('is refused for what its units or the tree cannot take, and changes nothing', async () => {
    const { folder, files, here, there } = await enterFolder();
    const [file] = files as [string];
    await move([order([folder], [here])]);
    const before = await unit(file);
    const nobody = sampleId(31_000);
    const load = 'RECLASSIFICATION_PREPARATION_LOAD_REQUEST.KO';
    const graph = 'RECLASSIFICATION_PREPARATION_CHECK_GRAPH.KO';
    const twice = { ...order([file], [there]), $action: Array(2).fill({ $add: { '#unitups': [there] } }) };
    const cases: readonly (readonly [readonly Order[], string, object])[] = [
      [[twice], load, { error: 'Could not parse reclassification request' }],
      [
        Array(1_001).fill(order([file], [there])),
        load,
        { error: 'Too many reclassification requests (count= 1001, max= 1000)' },
      ],
      [
        [order([file], [nobody])],
        load,
        { error: 'Access denied or missing units.', missingOrForbiddenUnits: [nobody] },
      ],
      [[order([nobody], [there])], load, { error: 'No units to update.' }],
      [
        [order([file], [there]), order([file], [], [there])],
        load,
        { error: 'Cannot attach & detach same parent units' },
      ],
      [
        [order([here], [folder])],
        graph,
        {
          error: 'Invalid unit type attachment(s)',
          illegalUnitTypeAttachments: [
            {
              ...{ childUnidId: here, childUnidType: 'FILING_UNIT' },
              ...{ parentUnidId: folder, parentUnidType: 'INGEST' },
            },
          ],
        },
      ],
      [
        [order([folder], [file])],
        graph,
        {
          error: 'Cannot apply reclassification request. Cycle detected',
          unitsWithCycles: expect.arrayContaining([folder, file]),
        },
      ],
      [[order([file], [file])], graph, { unitsWithCycles: [file] }],
    ];
    for (const [orders, key, detail] of cases) {
      const { id, status, refusal } = await move(orders);
      expect(status).toBe('KO');
      expect(refusal?.key, JSON.stringify(refusal)).toBe(key);
      expect(refusal?.detail).toMatchObject(detail);
      expect(await archive.leftOf(id)).toEqual({});
    }
    expect(await unit(file)).toEqual(before);
  });

  it('turns two units round in one go', async () => {
    const [upper, lower] = [sampleId(30_000), sampleId(30_001)];
    await inTenant((tx) =>
      insertUnits(tx, TENANT, [
        { id: upper, content: { Title: 'Dessus' } },
        { id: lower, content: { Title: 'Dessous' }, up: [upper], uds: { 1: [upper] } },
      ]),
    );
    const { status } = await move([order([lower], [], [upper]), order([upper], [lower])]);
    expect(status).toBe('OK');
    expect(await unit(upper)).toMatchObject({ '#unitups': [lower], '#max': 2 });
    expect(await unit(lower)).toMatchObject({ '#unitups': [], '#max': 1 });
  });

  it('is refused for units that a hold keeps in their place, by the hold of an ancestor too', async () => {
    const { folder, files, here, there } = await enterFolder();
    await move([order([folder], [here])]);
    const hold = (rule: object) =>
      inTenant((tx) =>
        tx.query('update unit set management = $2 where tenant = 0 and id = $1', [
          here,
          JSON.stringify({ HoldRule: { Rules: [{ Rule: 'HOL-1', ...rule }] } }),
        ]),
      );
    const away = [order([files[0] as string], [there], [folder])];
    await hold({ PreventRearrangement: true });
    const { refusal } = await move(away);
    expect(refusal?.key).toBe('RECLASSIFICATION_PREPARATION_CHECK_HOLD_RULES.KO');
    expect(refusal?.detail).toEqual({
      error: 'Cannot apply reclassification request. Hold rules with PreventRearrangement found',
      unitsBlockedByHoldRules: [files[0]],
    });
    await hold({ PreventRearrangement: true, EndDate: '2001-01-01' });
    expect((await move(away)).status).toBe('OK');
  });
});

describe('a person', () => {
  const at = '/tenants/0/reclassifications';

  it('is told what stands in the way, and moves what may be moved', async () => {
    const { folder, files, here, there } = await enterFolder();
    const ask = await personOf(archive.service, 'administratrice', [{ tenant: 0, role: 'R3' }]);
    const check = async (body: object) => (await ask(`${at}/check`, { method: 'POST', body })).json;
    await move([order([folder], [here])]);
    expect(await check({ units: [folder], add: [there], remove: [here] })).toEqual({
      ...{ units: 1, descendants: files.length, faults: [] },
      parents: [{ id: here, units: 1 }],
    });
    const nobody = sampleId(31_000);
    for (const [body, faults] of [
      [{ add: [nobody] }, [{ field: 'add', reason: 'UNKNOWN', ids: [nobody] }]],
      [{ add: [here] }, [{ field: 'add', reason: 'ATTACHED', ids: [here] }]],
      [{ add: [files[0]] }, [{ field: 'add', reason: 'BELOW', ids: [files[0]] }]],
      [{ units: [here], add: [folder] }, [{ field: 'add', reason: 'TYPE', ids: [folder] }]],
      [{ remove: [there] }, [{ field: 'remove', reason: 'NOT_ATTACHED', ids: [there] }]],
      [{ units: [folder, nobody] }, [{ field: 'units', reason: 'UNKNOWN', ids: [nobody] }]],
    ] as const)
      expect((await check({ units: [folder], ...body })).faults, JSON.stringify(body)).toEqual(faults);
    const asked = { units: [folder], add: [there], remove: [here] };
    const { status, json } = await ask(at, { method: 'POST', body: asked });
    expect(status).toBe(202);
    expect((await outcomeOf(json.id)).status).toBe('OK');
    expect(await unit(folder)).toMatchObject({ '#unitups': [there] });
    expect((await ask(at, { method: 'POST', body: { units: [folder] } })).status).toBe(400);
  });

  it.each([
    ['is an archivist', 'R2', undefined],
    ['has a contract that lets nothing be changed', 'R3', 'lecture'],
    ['has one that lets descriptions alone be changed', 'R3', 'description'],
  ] as const)('who %s moves nothing', async (who, role, name) => {
    const contract = name && (await archive.identifierOf('/accesscontracts', name));
    const right = { tenant: 0, role, ...(contract === undefined ? {} : { accessContract: contract }) };
    const ask = await personOf(archive.service, who.replaceAll(' ', '-'), [right]);
    const body = { units: [sampleId(1)], add: [sampleId(2)] };
    for (const path of [at, `${at}/check`])
      expect((await ask(path, { method: 'POST', body })).status).toBe(403);
  });
});

/** Units with parents among those before them; some hold groups, which units share. */
function forest(random: ReturnType<typeof randomFrom>, size: number, from: number): Map<string, TreeRow> {
  const ids = Array.from({ length: size }, (_, at) => sampleId(from + at));
  return new Map(
    ids.map((id, at) => {
      const up = new Set(
        Array.from({ length: random.below(3) }, () => ids[random.below(Math.max(at, 1))] as string),
      );
      up.delete(id);
      const og = random.below(3) === 0 ? `${sampleId(from + random.below(4)).slice(0, -4)}gaaa` : null;
      return [id, { id, up: [...up], sp: random.pick(['A', 'B', 'C']), og }];
    }),
  );
}

async function plant(tree: ReadonlyMap<string, TreeRow>, tenant: TenantId): Promise<void> {
  const rows = [...tree.values()];
  await inTenant(async (tx) => {
    const units = rows.map(({ id, up, sp, og }) => {
      const { uds, sps } = naivePlace(id, tree);
      const agencies = [sp as string, ...sps.filter((each) => each !== sp)];
      return { id, up, uds, agencies, content: { Title: id }, ...(og === null ? {} : { og }) };
    });
    await insertUnits(tx, tenant, units);
    const groups = Map.groupBy(
      rows.filter(({ og }) => og !== null),
      ({ og }) => og as string,
    );
    await insertGroups(
      tx,
      tenant,
      [...groups].map(([id, holders]) => {
        const places = holders.map((holder) => naivePlace(holder.id, tree));
        return {
          id,
          up: holders.map((holder) => holder.id),
          us: [...new Set([...holders.map((holder) => holder.id), ...places.flatMap(({ us }) => us)])],
          agencies: [...new Set(['A', ...places.flatMap(({ sps }) => sps)])],
          qualifiers: [],
        };
      }),
    );
  }, tenant);
}

it('whatever is moved in a forest, all that is derived from the parents is what they say', async () => {
  const start = Math.floor(Math.random() * 2 ** 31);
  const random = randomFrom(start);
  const tree = forest(random, 24, 0);
  await plant(tree, FORESTS);
  const some = (most: number) =>
    Array.from({ length: random.below(most) + 1 }, () => random.pick([...tree.keys()]));
  let moved = 0;
  for (let times = 0; times < 15; times++) {
    const [units, add] = [[...new Set(some(3))], random.below(4) === 0 ? [] : [...new Set(some(2))]];
    const held = [...new Set(units.flatMap((id) => tree.get(id)?.up ?? []))];
    const pull = held.filter((parent) => !add.includes(parent) && random.below(3) > 0);
    if (add.length + pull.length === 0) continue;
    const { status, refusal } = await move([order(units, add, pull)], FORESTS);
    const told = `seed ${start}, move ${times}: ${JSON.stringify({ units, add, pull, refusal })}`;
    const after = new Map(tree);
    for (const id of units) {
      const row = tree.get(id) as TreeRow;
      const up = [...new Set([...row.up.filter((parent) => !pull.includes(parent)), ...add])];
      after.set(id, { ...row, up });
    }
    const isPossible = !goesRound(after);
    expect(status, told).toBe(isPossible ? 'OK' : 'KO');
    if (!isPossible) expect(refusal?.detail.unitsWithCycles, told).not.toEqual([]);
    if (isPossible) {
      moved++;
      for (const [id, row] of after) tree.set(id, row);
    }
    const rows = await inTenant(async (tx) => {
      await expectTreeInOrder(tx, FORESTS);
      return tx.query<TreeRow>('select id, up from unit where tenant = $1', [FORESTS]);
    }, FORESTS);
    for (const { id, up } of rows) expect([...up].sort(), told).toEqual([...(tree.get(id)?.up ?? [])].sort());
  }
  expect(moved, `seed ${start}`).toBeGreaterThan(0);
});

function goesRound(tree: ReadonlyMap<string, TreeRow>): boolean {
  const isAbove = (id: string, at: string, way: ReadonlySet<string>): boolean =>
    (tree.get(at)?.up ?? []).some(
      (parent) => parent === id || (!way.has(parent) && isAbove(id, parent, new Set([...way, parent]))),
    );
  return [...tree.keys()].some((id) => isAbove(id, id, new Set()));
}

describe('what others do meanwhile', () => {
  const under = (parent: string) =>
    zipOf(
      changed(
        goodSip(),
        '<ArchiveUnit id="R">',
        `<ArchiveUnit id="R"><Management><UpdateOperation><SystemId>${parent}</SystemId></UpdateOperation></Management>`,
      ),
    );

  it('an entry that is shown below a unit before its move goes along', async () => {
    const { folder, here, there } = await enterFolder();
    await move([order([folder], [here])]);
    const waiting = await moveUntilShown([order([folder], [there], [here])]);
    const entered = await archive.enter(await under(folder));
    expect(entered.status).toBe('OK');
    const [first] = await unitsOf(entered.id);
    expect(first['#allunitups']).toContain(here);
    expect((await show(waiting)).status).toBe('OK');
    for (const each of await unitsOf(entered.id)) {
      expect(each['#allunitups']).toContain(there);
      expect(each['#allunitups']).not.toContain(here);
    }
    await inTenant((tx) => expectTreeInOrder(tx, TENANT));
  });

  it('an entry that was planned before the move, and is shown after it, follows', async () => {
    const { folder, here, there } = await enterFolder();
    await move([order([folder], [here])]);
    const waiting = await archive.enterUntil('STP_INGEST_CONTROL_SIP', await under(folder));
    expect((await move([order([folder], [there], [here])])).status).toBe('OK');
    const entered = await archive.goOn(waiting);
    expect(entered.status).toBe('OK');
    for (const each of await unitsOf(entered.id)) expect(each['#allunitups']).toContain(there);
    await inTenant((tx) => expectTreeInOrder(tx, TENANT));
  });

  it('an entry that is being shown in the very moment of the move goes along', async () => {
    const { folder, files, here, there } = await enterFolder();
    await move([order([folder], [here])]);
    const late = sampleId(32_000);
    const waiting = await moveUntilShown([order([folder], [there], [here])]);
    await inTenant(async (tx) => {
      await holdGraph(tx, TENANT, 'beside');
      const uds = { 1: [files[0] as string], 2: [folder], 3: [here] };
      const agencies = [SAMPLE.agency, `SP-${here.slice(-6)}`];
      await insertUnits(tx, TENANT, [
        { id: late, content: { Title: 'Tard' }, up: [files[0] as string], uds, agencies },
      ]);
      await turn(waiting, 'RESUME');
      await vi.waitFor(
        async () => {
          const blocked = await inTenant((other) => other.query('select 1 from pg_locks where not granted'));
          expect(blocked).not.toEqual([]);
        },
        { interval: 5, timeout: 60_000 },
      );
    });
    expect((await outcomeOf(waiting)).status).toBe('OK');
    expect((await unit(late))['#allunitups']).toContain(there);
    await inTenant((tx) => expectTreeInOrder(tx, TENANT));
  });

  it('what was described anew stays, in the document of the move too', async () => {
    const { folder, here } = await enterFolder();
    const waiting = await moveUntilShown([order([folder], [here])]);
    const answer = await archive.service.asApplication('PUT', `${ACCESS}/units/${folder}`, {
      headers: {
        Accept: 'application/json',
        'X-Access-Contract-Id': await archive.identifierOf('/accesscontracts', WRITING),
      },
      body: { $action: [{ $set: { Title: 'Décrit entre-temps' } }] },
    });
    expect(answer.status, answer.text).toBe(200);
    expect((await show(waiting)).status).toBe('OK');
    expect(await unit(folder)).toMatchObject({
      Title: 'Décrit entre-temps',
      '#unitups': [here],
      '#version': 2,
    });
    const { unit: written } = (await documentsOf(waiting)).get(folder);
    expect(written).toMatchObject({ Title: 'Décrit entre-temps', _up: [here], _v: 2 });
  });

  it('two moves that would make a cycle: the one that is shown last is refused, and leaves nothing', async () => {
    const [one, other] = [await enterFolder(), await enterFolder()];
    const waiting = await moveUntilShown([order([one.folder], [other.folder])]);
    expect((await move([order([other.folder], [one.folder])])).refusal?.detail).toEqual({
      error: 'Concurrent process(es) found',
    });
    // As one that was asked for later and came first.
    await inTenant((tx) =>
      tx.query(
        `update operation set created_at = created_at + interval '1 hour' where tenant = 0 and id = $1`,
        [waiting],
      ),
    );
    expect((await move([order([other.folder], [one.folder])])).status).toBe('OK');
    const { status, refusal, events } = await show(waiting);
    expect(status).toBe('KO');
    expect(refusal?.detail.unitsWithCycles).toEqual(expect.arrayContaining([one.folder, other.folder]));
    expect(events.at(-1).outDetail).toBe('RECLASSIFICATION.KO');
    expect(await unit(one.folder)).toMatchObject({ '#unitups': [], '#version': 0 });
    expect(await archive.leftOf(waiting)).toEqual({});
  });

  it.each(['folder', 'here'] as const)('a move whose %s has gone is refused', async (gone) => {
    const places = await enterFolder();
    const waiting = await moveUntilShown([order([places.folder], [places.here])]);
    await inTenant((tx) => tx.query('delete from unit where tenant = 0 and id = $1', [places[gone]]));
    const { status, refusal } = await show(waiting);
    expect(status).toBe('KO');
    expect(refusal?.detail).toEqual({ error: 'Could not load units', notFoundUnits: [places[gone]] });
    expect(await archive.leftOf(waiting)).toEqual({});
    await inTenant((tx) =>
      tx.query('delete from unit where tenant = 0 and (id = $1 or us && array[$1]::text[])', [places.folder]),
    );
    await inTenant((tx) =>
      tx.query(
        'delete from object_group g where tenant = 0 and not exists (select 1 from unit u where u.tenant = 0 and u.og = g.id)',
      ),
    );
  });

  it('a technical failure in the moment that shows it leaves everything as it was, and it goes on when it is resumed', async () => {
    const { folder, files, here } = await enterFolder();
    const before = await Promise.all([folder, ...files].map(unit));
    const waiting = await moveUntilShown([order([folder], [here])]);
    // Stands where the life cycle shall be written.
    await inTenant((tx) =>
      tx.query(
        `insert into life_cycle (tenant, kind, id, operation, at, events) values (0, 'unit', $1, $2, now(), '[]')`,
        [folder, waiting],
      ),
    );
    await turn(waiting, 'RESUME');
    await vi.waitFor(async () =>
      expect(await archive.settled(waiting)).toEqual({ state: 'PAUSE', status: 'FATAL' }),
    );
    expect(await Promise.all([folder, ...files].map(unit))).toEqual(before);
    await inTenant((tx) => tx.query('delete from life_cycle where tenant = 0 and operation = $1', [waiting]));
    expect((await show(waiting)).status).toBe('OK');
    for (const file of files) expect((await unit(file))['#allunitups']).toContain(here);
    expect((await documentsOf(waiting)).get(folder).unit).toMatchObject({ _up: [here], _v: 1 });
  });

  it('a move that is cancelled leaves everything as it was', async () => {
    const { folder, here } = await enterFolder();
    const before = await unit(folder);
    const waiting = await moveUntilShown([order([folder], [here])]);
    const answer = await archive.service.asApplication('DELETE', `/admin-external/v1/operations/${waiting}`, {
      ...{ tenant: TENANT, headers: { Accept: 'application/json' } },
    });
    expect(answer.status, answer.text).toBeLessThan(300);
    expect((await outcomeOf(waiting)).status).toBe('KO');
    expect(await unit(folder)).toEqual(before);
    expect(await archive.leftOf(waiting)).toEqual({});
  });

  it('moves, entries and updates side by side: whoever looks sees a tree in order', async () => {
    const start = Math.floor(Math.random() * 2 ** 31);
    const random = randomFrom(start);
    const { folder, files, here, there } = await enterFolder();
    await move([order([folder], [here])]);
    let ended = false;
    const mover = async () => {
      for (let times = 0, at = here; times < 4; times++) {
        const to = at === here ? there : here;
        const { status, refusal } = await move([order([folder], [to], [at])]);
        expect(status, JSON.stringify(refusal)).toBe('OK');
        at = to;
      }
      ended = true;
    };
    const until = async (work: () => Promise<unknown>) => {
      while (!ended) await work();
    };
    const update = async () => {
      const answer = await archive.service.asApplication(
        'PUT',
        `${ACCESS}/units/${random.pick(files.slice(0, 2))}`,
        {
          headers: {
            Accept: 'application/json',
            'X-Access-Contract-Id': await archive.identifierOf('/accesscontracts', WRITING),
          },
          body: { $action: [{ $set: { Description: `Suite ${random.below(1_000_000)}` } }] },
        },
      );
      expect(answer.status, `seed ${start}: ${answer.text}`).toBe(200);
    };
    // Others than those that are updated one by one: whoever loses them three times in a row waits for a person.
    const updateAll = async () => {
      const answer = await archive.service.asApplication('POST', `${ACCESS}/units`, {
        headers: {
          Accept: 'application/json',
          'X-Access-Contract-Id': await archive.identifierOf('/accesscontracts', WRITING),
        },
        body: {
          $query: [{ $in: { '#id': [folder, ...files.slice(2)] } }],
          $action: [{ $set: { Description: `Toutes ${random.below(1_000_000)}` } }],
        },
      });
      expect(answer.status, answer.text).toBe(200);
      expect((await archive.settled(String(answer.headers['x-request-id']))).status).toBe('OK');
    };
    const enter = async () => expect((await archive.enter(await under(folder))).status).toBe('OK');
    const look = () =>
      archive.service.house.database.readTenant(
        TENANT,
        (tx) => expectTreeInOrder(tx, TENANT),
        new AbortController().signal,
      );
    await Promise.all([mover(), until(update), until(updateAll), until(enter), until(look)]);
    await look();
  });
});
