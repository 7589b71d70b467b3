import { buffer } from 'node:stream/consumers';
import { firstPackage, manyUnits, randomFrom, SAMPLE, sampleReferentials } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computedRules, heldRules, type RuledUnit, shownRules } from '../../catalogue/rules/index.ts';
import { openArchive, type TestArchive } from '../../ingest/testing/archive.ts';
import type { TenantId } from '../../platform/index.ts';
import { personOf } from '../../service/testing/persons.ts';
import { writeLines } from '../../storage/index.ts';
import { computeChunk } from './compute-chunk.ts';
import { type ComputedRun, FILES } from './computed-run.ts';
import { queueObsolete } from './recomputation.ts';

const ACCESS = '/access-external/v1';
const PATH = `${ACCESS}/units/computedInheritedRules`;
const TENANT = 0 as TenantId;
const WRITING = 'ecriture';
const READING = 'lecture';
const ENDED = 'echus';

let archive: TestArchive;
let entry: string;
beforeAll(async () => {
  archive = await openArchive();
  const contract = (Name: string, WritingPermission: boolean, more: object = {}) => ({
    Name,
    Identifier: Name,
    Status: 'ACTIVE',
    EveryOriginatingAgency: true,
    EveryDataObjectVersion: true,
    WritingPermission,
    WritingRestrictedDesc: false,
    ...more,
  });
  await archive.import('/accesscontracts', [
    contract(WRITING, true),
    contract(READING, false),
    contract('description', true, { WritingRestrictedDesc: true }),
    contract(ENDED, false, { RuleCategoryToFilter: ['AppraisalRule'] }),
  ]);
  const source = await buffer(manyUnits({ units: 40, objectSize: 16, seed: 7, perFolder: 20 }));
  entry = (await archive.enter(source)).id;
});
afterAll(() => archive?.close());

type Json = Readonly<Record<string, unknown>>;
type Unit = Json & { readonly '#id': string };

const OF_ENTRY = () => ({ $eq: { '#opi': entry } });
const select = (query: object) => ({
  ...{ $roots: [], $query: [{ $and: [OF_ENTRY(), query] }], $filter: {}, $projection: {} },
});
const find = async (query: object): Promise<Unit[]> =>
  (await archive.get(`${ACCESS}/units`, { query: select(query) })).$results;
const all = () => find({ $exists: '#id' });
/** Latest end of the appraisal rules that hold for a unit. */
const endOf = (unit: Unit): string | undefined =>
  (unit['#computedInheritedRules'] as Record<string, { MaxEndDate?: string }>).AppraisalRule?.MaxEndDate;
const events = async (operation: string): Promise<Record<string, string>[]> =>
  (await archive.get(`${ACCESS}/logbookoperations/${operation}`)).$results[0].events;

async function ask(verb: 'POST' | 'DELETE', body: object, contract = WRITING) {
  return archive.service.asApplication(verb, PATH, {
    tenant: TENANT,
    body,
    headers: { Accept: 'application/json', 'X-Access-Contract-Id': contract },
  });
}

/** Starts an operation and waits for its end. */
async function done(verb: 'POST' | 'DELETE', body: object): Promise<{ id: string; status: string }> {
  const answer = await ask(verb, body);
  expect(answer.status, answer.text).toBe(200);
  const id = String(answer.headers['x-request-id']);
  return { id, status: (await archive.settled(id)).status };
}
const compute = (query: object = OF_ENTRY()) => done('POST', { $roots: [], $query: [query] });

/** What the specification wants of each unit, of what the units themselves say. */
function expected(units: readonly Unit[]): Map<string, Json> {
  const ruled = new Map(
    units.map((unit): [string, RuledUnit] => [
      unit['#id'],
      {
        id: unit['#id'],
        parents: unit['#unitups'] as string[],
        agency: unit['#originating_agency'] as string,
        management: unit['#management'] as Json,
      },
    ]),
  );
  const today = archive.service.house.clock.now().toISOString().slice(0, 10);
  return new Map(
    [...ruled.keys()].map((id) => [id, shownRules(computedRules(id, heldRules(id, ruled), today))]),
  );
}

describe('rules that hold for units', () => {
  it('are computed by an operation, and then shown with each of them', async () => {
    const before = await all();
    expect(before[0]).not.toHaveProperty('#validComputedInheritedRules');
    const { id, status } = await compute();
    expect(status).toBe('OK');
    const units = await all();
    const wanted = expected(units);
    for (const unit of units)
      expect(unit).toMatchObject({
        '#validComputedInheritedRules': true,
        '#computedInheritedRules': wanted.get(unit['#id']),
        // Neither a version nor an operation of theirs.
        '#version': 0,
        '#operations': [entry],
      });
    const told = await events(id);
    expect(told.map(({ outDetail }) => outDetail)).toEqual([
      'STP_COMPUTE_INHERITED_RULES_PREPARATION.STARTED.OK',
      'STP_COMPUTE_INHERITED_RULES_PREPARATION.OK',
      'COMPUTED_INHERITED_RULES_CHECK_DISTRIBUTION_THRESHOLD.OK',
      'COMPUTE_INHERITED_RULES_PREPARATION.OK',
      'STP_COMPUTE_INHERITED_RULES.STARTED.OK',
      'STP_COMPUTE_INHERITED_RULES.OK',
      'COMPUTE_INHERITED_RULES_ACTION.OK',
      'STP_COMPUTE_INHERITED_RULES_FINALIZATION.STARTED.OK',
      'STP_COMPUTE_INHERITED_RULES_FINALIZATION.OK',
      'COMPUTE_INHERITED_RULES_FINALIZATION.OK',
      'COMPUTE_INHERITED_RULES.OK',
    ]);
    expect(told.every(({ outMessg }) => !outMessg?.startsWith('!'))).toBe(true);
    expect(told[6]?.outMessg).toContain(`OK:${units.length}`);
  });

  it('are searched by origin, rule, end and final action', async () => {
    await compute();
    const path = '#computedInheritedRules.AppraisalRule';
    const [item] = await find({ $eq: { DescriptionLevel: 'Item' } });
    const MaxEndDate = endOf(item as Unit);
    const count = async (query: object) => (await find(query)).length;
    const items = await count({ $eq: { DescriptionLevel: 'Item' } });
    expect(items).toBeGreaterThan(0);
    expect(await count({ $eq: { [`${path}.Rules.Rule`]: SAMPLE.appraisalRule } })).toBe(items);
    expect(await count({ $eq: { [`${path}.InheritanceOrigin`]: 'Local' } })).toBe(items);
    expect(await count({ $in: { [`${path}.FinalAction`]: ['Keep', 'Destroy'] } })).toBe((await all()).length);
    expect(await count({ $eq: { [`${path}.MaxEndDate`]: MaxEndDate } })).toBeGreaterThan(0);
    expect(await count({ $gt: { [`${path}.MaxEndDate`]: '1000-01-01' } })).toBe(items);
    expect(await count({ $lt: { [`${path}.MaxEndDate`]: '1000-01-01' } })).toBe(0);
    expect(await count({ $exists: `${path}.MaxEndDate` })).toBe(items);
    expect(await count({ $missing: `${path}.MaxEndDate` })).toBe((await all()).length - items);
    expect(await count({ $ne: { [`${path}.InheritanceOrigin`]: 'Local' } })).toBe(
      (await all()).length - items,
    );
    expect(await count({ $eq: { '#validComputedInheritedRules': false } })).toBe(0);
    const ordered = { $filter: { $orderby: { [`${path}.MaxEndDate`]: -1 } } };
    const { $results } = await archive.get(`${ACCESS}/units`, {
      query: { ...select({ $exists: '#id' }), ...ordered },
    });
    const ends = $results.flatMap((unit: Unit) => endOf(unit) ?? []);
    expect(ends).toEqual(ends.toSorted().toReversed());
  });

  it('open a contract that shows only what has ended', async () => {
    const seen = async () => {
      const answer = await archive.service.asApplication('GET', `${ACCESS}/units`, {
        tenant: TENANT,
        body: select({ $eq: { DescriptionLevel: 'Item' } }),
        headers: { Accept: 'application/json', 'X-Access-Contract-Id': ENDED },
      });
      return answer.json.$results.length;
    };
    await done('DELETE', { $roots: [], $query: [OF_ENTRY()] });
    expect(await seen()).toBe(0);
    await compute();
    const today = archive.service.house.clock.now().toISOString().slice(0, 10);
    const ended = await find({ $lt: { '#computedInheritedRules.AppraisalRule.MaxEndDate': today } });
    expect(await seen()).toBe(ended.length);
  });

  it('hold no more once the rules of an ancestor change, and are computed again at night', async () => {
    await compute();
    const [folder] = await find({ $eq: { DescriptionLevel: 'File' } });
    const id = folder?.['#id'];
    const answer = await archive.service.asApplication('PUT', `${ACCESS}/units/${id}`, {
      tenant: TENANT,
      headers: { 'X-Access-Contract-Id': WRITING },
      body: { $action: [{ $set: { '#management.NeedAuthorization': true } }] },
    });
    expect(answer.status, answer.text).toBe(200);
    const stale = await find({ $eq: { '#validComputedInheritedRules': false } });
    const below = await find({ $or: [{ $eq: { '#id': id } }, { $in: { '#allunitups': [id] } }] });
    expect(stale.map((unit) => unit['#id']).toSorted()).toEqual(below.map((unit) => unit['#id']).toSorted());
    expect(stale[0]).not.toHaveProperty('#computedInheritedRules');

    const { house } = archive.service;
    await house.database.inTenant(TENANT, (tx) =>
      tx.query(`delete from counter where name = 'COMPUTED_RULES_NIGHT'`),
    );
    expect(await queueObsolete(house)).toBe(1);
    expect(await queueObsolete(house)).toBe(0);
    const [operation] = await house.database.inTenant(TENANT, (tx) =>
      tx.query<{ id: string }>(
        `select id from operation where tenant = $1 and workflow = 'COMPUTE_INHERITED_RULES' order by created_at desc limit 1`,
        [TENANT],
      ),
    );
    expect(await archive.settled(operation?.id as string)).toEqual({ state: 'COMPLETED', status: 'OK' });
    const units = await all();
    const wanted = expected(units);
    for (const unit of units) expect(unit['#computedInheritedRules']).toEqual(wanted.get(unit['#id']));
    expect((await find({ $eq: { '#computedInheritedRules.NeedAuthorization': true } })).length).toBe(
      below.length,
    );
  });

  it('that are valid are right, whatever changes while they are computed', async () => {
    const random = randomFrom(11);
    const ids = (await all()).map((unit) => unit['#id']);
    const change = async () => {
      const rules = random.pick([
        [],
        [{ Rule: SAMPLE.appraisalRule, StartDate: `20${10 + random.below(9)}-01-01` }],
      ]);
      const answer = await archive.service.asApplication('PUT', `${ACCESS}/units/${random.pick(ids)}`, {
        tenant: TENANT,
        headers: { 'X-Access-Contract-Id': WRITING },
        body: {
          $action: [
            {
              $set: {
                '#management.AppraisalRule': { Rules: rules, FinalAction: random.pick(['Keep', 'Destroy']) },
              },
            },
            { $set: { '#management.NeedAuthorization': random.below(2) === 0 } },
          ],
        },
      });
      expect(answer.status, answer.text).toBe(200);
    };
    // Changes go on until the computation has ended, and a little longer.
    for (let round = 0; round < 3; round++) {
      let isOver = false;
      const computing = compute().finally(() => {
        isOver = true;
      });
      while (!isOver) await change();
      await Promise.all([computing, change()]);
    }
    const units = await all();
    const wanted = expected(units);
    for (const unit of units)
      if (unit['#validComputedInheritedRules'] === true)
        expect(unit['#computedInheritedRules']).toEqual(wanted.get(unit['#id']));
    await compute();
    expect(await find({ $eq: { '#validComputedInheritedRules': true } })).toHaveLength(units.length);
  });

  it('are those of now, when units have changed between their reading and the writing', async () => {
    const { house } = archive.service;
    const ids = (await all()).map((unit) => unit['#id']);
    const id = house.guids.make('operation', TENANT);
    const folder = house.workspace.folder(TENANT, id);
    await writeLines(folder, FILES.units(0), ids);
    const { effects } = await computeChunk({ tenant: TENANT, id, house } as unknown as ComputedRun, 0);
    const [folderUnit] = await find({ $eq: { DescriptionLevel: 'File' } });
    const changed = await archive.service.asApplication('PUT', `${ACCESS}/units/${folderUnit?.['#id']}`, {
      tenant: TENANT,
      headers: { 'X-Access-Contract-Id': WRITING },
      body: {
        $action: [
          {
            $set: {
              '#management.AppraisalRule': {
                Rules: [{ Rule: SAMPLE.appraisalRule, StartDate: '1900-01-01' }],
                FinalAction: 'Keep',
              },
            },
          },
        ],
      },
    });
    expect(changed.status, changed.text).toBe(200);
    await house.database.inTenant(TENANT, async (tx) => effects?.(tx));
    const units = await all();
    const wanted = expected(units);
    for (const unit of units) expect(unit['#computedInheritedRules']).toEqual(wanted.get(unit['#id']));
    await folder.removeAll();
  });

  it('of an entry are asked for by its contract', async () => {
    const Name = 'avec calcul';
    const [sample] = sampleReferentials.ingestContracts;
    await archive.import('/ingestcontracts', [
      { ...sample, Name, Identifier: Name, ComputeInheritedRulesAtIngest: true },
    ]);
    const other = await archive.enter(await buffer(firstPackage(8, Name)));
    const { $results } = await archive.get(`${ACCESS}/units`, {
      query: { ...select({}), $query: [{ $eq: { '#opi': other.id } }] },
    });
    expect($results.every((unit: Unit) => unit['#validComputedInheritedRules'] === false)).toBe(true);
  });

  it('are taken away on request', async () => {
    await compute();
    const { status, id } = await done('DELETE', { $roots: [], $query: [OF_ENTRY()] });
    expect(status).toBe('OK');
    expect((await events(id)).at(-1)?.outDetail).toBe('COMPUTE_INHERITED_RULES_DELETE.OK');
    const [unit] = await all();
    expect(unit).not.toHaveProperty('#validComputedInheritedRules');
    expect(unit).not.toHaveProperty('#computedInheritedRules');
  });
});

describe('a computation', () => {
  it('that selects nothing is a warning', async () => {
    const { id, status } = await compute({ $eq: { '#id': entry } });
    expect(status).toBe('WARNING');
    expect((await events(id)).map(({ outDetail }) => outDetail)).toContain('OBJECTS_LIST_EMPTY.WARNING');
  });

  it('of more units than its threshold is refused by its journal', async () => {
    const { id, status } = await done('POST', { $roots: [], $query: [OF_ENTRY()], $threshold: 1 });
    expect(status).toBe('KO');
    expect(JSON.stringify(await events(id))).toContain('Too many units found. Threshold=1');
  });

  it.each([READING, 'description', 'inconnu'])('under the contract %s is not allowed', async (contract) => {
    const answer = await ask('POST', { $roots: [], $query: [OF_ENTRY()] }, contract);
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({ code: '020113' });
  });

  it.each([
    ['a projection', { $query: [], $projection: {} }, 400],
    ['no query', { $roots: [] }, 400],
    ['nothing selected', { $roots: [], $query: [] }, 400],
    ['a name that no unit has', { $query: [{ $eq: { '#unknown': 1 } }] }, 400],
  ])('with %s is answered as the grammar says', async (_, body, status) => {
    expect((await ask('POST', body)).status).toBe(status);
  });
});

describe('a person', () => {
  const ofFound = '/tenants/0/units/computed-rules';
  const posting = (search: object) => ({ method: 'POST', body: { search } });

  it('has the rules computed of what a search finds, as the contract allows', async () => {
    await done('DELETE', { $roots: [], $query: [OF_ENTRY()] });
    const person = (name: string, role: 'R1' | 'R3', accessContract?: string) =>
      personOf(archive.service, name, [
        { tenant: TENANT, role, ...(accessContract === undefined ? {} : { accessContract }) },
      ]);
    const archivist = await person('anouk', 'R3');
    const [some] = await all();
    const search = { id: some?.['#id'] };
    expect((await (await person('basile', 'R1'))(ofFound, posting(search))).status).toBe(403);
    expect((await (await person('chloe', 'R3', READING))(ofFound, posting(search))).status).toBe(403);
    expect((await archivist(ofFound, posting({ criteria: '[]x' }))).status).toBe(400);

    const asked = await archivist(ofFound, posting(search));
    expect(asked.status, asked.text).toBe(202);
    expect(await archive.settled(asked.json.id)).toMatchObject({ status: 'OK' });
    const computed = await find({ $eq: { '#validComputedInheritedRules': true } });
    expect(computed.map((unit) => unit['#id'])).toEqual([some?.['#id']]);

    const every = await (await person('denis', 'R3', WRITING))(ofFound, posting({ transfer: entry }));
    expect(await archive.settled(every.json.id)).toMatchObject({ status: 'OK' });
    expect(await find({ $eq: { '#validComputedInheritedRules': true } })).toHaveLength((await all()).length);
  });

  it('is refused of trees of positions, which bear no rule', async () => {
    const [some] = await all();
    const typed = (type: string) =>
      archive.service.house.database.inTenant(TENANT, (tx) =>
        tx.query('update unit set unit_type = $2 where tenant = $1 and id = $3', [
          TENANT,
          type,
          some?.['#id'],
        ]),
      );
    const archivist = await personOf(archive.service, 'elise', [{ tenant: TENANT, role: 'R3' }]);
    await typed('HOLDING_UNIT');
    const refused = await archivist(ofFound, posting({ transfer: entry }));
    await typed('INGEST');
    expect(refused).toMatchObject({ status: 400 });
    expect(refused.json.description).toContain('arbre de positionnement');
  });
});
