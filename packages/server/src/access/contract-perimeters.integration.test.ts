import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RULE_CATEGORIES } from '../catalogue/rules/index.ts';
import { openService, type TestService } from '../http/testing/open-service.ts';
import { readTenant, type TenantId } from '../platform/index.ts';
import { personOf } from '../service/testing/persons.ts';

/** What the perimeters of an access contract let be seen (spec frontoffice.md B.18; model.md 11.1; dsl.md 8). */

const TENANT = readTenant('0') as TenantId;
const PAST = '2000-01-01';
const FUTURE = '2999-01-01';
const WITHOUT_RULES = Object.fromEntries(RULE_CATEGORIES.map((category) => [category, {}]));

let service: TestService;
let administrator: Awaited<ReturnType<typeof personOf>>;
beforeAll(async () => {
  service = await openService();
  administrator = await personOf(service, 'perimetre', [{ tenant: 0, role: 'R3' }]);
  await service.house.database.inTenant(TENANT, async (tx) => {
    await tx.query(
      `insert into referential (tenant, kind, identifier, id, version, doc)
       values (0, 'agency', 'ICI', 'a', 0, '{"Identifier": "ICI", "Name": "Ici"}')`,
    );
    const unit = async (id: string, agency: string, type: string, end: string | null) => {
      await tx.query(
        `insert into unit (tenant, id, opi, unit_type, sp, sps, up, us, uds, ops, min_depth, max_depth, seda_version,
           implementation_version, strategy, graph_at, created_at, updated_at, management, content, text)
         values (0, $1, 'o', $3, $2, array[$2], '{}', '{}', '{}', '{}', 1, 1, '2.2', '1', 'default',
           now(), now(), now(), '{}', '{}', '')`,
        [id, agency, type],
      );
      if (end !== null)
        await tx.query('insert into computed_rules (tenant, id, rules, access_end) values (0, $1, $2, $3)', [
          ...[id, JSON.stringify({ ...WITHOUT_RULES, AccessRule: { MaxEndDate: end } }), end],
        ]);
    };
    await unit('own', 'ICI', 'INGEST', FUTURE);
    await unit('own past', 'ICI', 'INGEST', PAST);
    await unit('other', 'AILLEURS', 'INGEST', FUTURE);
    await unit('other past', 'AILLEURS', 'INGEST', PAST);
    await unit('other unknown', 'AILLEURS', 'INGEST', null);
    await unit('other plan', 'AILLEURS', 'FILING_UNIT', null);
    await unit('other tree', 'AILLEURS', 'HOLDING_UNIT', null);
  });
});
afterAll(() => service?.close());

let number = 0;
async function seen(perimeter: object): Promise<string[]> {
  number += 1;
  const Identifier = `AC-PERIMETRE-${number}`;
  const contract = { Identifier, Name: Identifier, Status: 'ACTIVE', ...perimeter };
  const made = await service.asApplication('POST', '/admin-external/v1/accesscontracts', {
    body: [contract],
  });
  expect(made.status, made.text).toBe(201);
  const answer = await service.asApplication('GET', '/access-external/v1/units', {
    body: {
      ...{ $roots: [], $query: [{ $in: { '#unitType': ['INGEST', 'FILING_UNIT', 'HOLDING_UNIT'] } }] },
      ...{ $filter: {}, $projection: { $fields: { '#id': 1 } } },
    },
    headers: { 'X-Access-Contract-Id': Identifier },
  });
  expect(answer.status, answer.text).toBe(200);
  const ids = answer.json.$results.map((each: Record<string, string>) => each['#id']).sort();
  // What the contract would show, before anybody has it, is what it shows.
  const { units, seen: counted, samples } = await simulation(perimeter);
  expect(samples.map(({ id }: { id: string }) => id).sort()).toEqual(ids);
  expect({ units, total: counted.total }).toEqual({ units: 7, total: ids.length });
  expect(counted.INGEST + counted.HOLDING_UNIT + counted.FILING_UNIT).toBe(ids.length);
  return ids;
}

async function simulation(contract: object, person = administrator) {
  const answer = await person('/tenants/0/access-contracts/simulation', { method: 'POST', body: contract });
  expect(answer.status, answer.text).toBe(200);
  return answer.json;
}

const OWN = { OriginatingAgencies: ['ICI'] };
const EXPIRED = ['AccessRule'];

describe('a contract', () => {
  it('opens the archives of its agencies, and holding schemes', async () => {
    expect(await seen(OWN)).toEqual(['other tree', 'own', 'own past']);
  });

  it('opens those of the others once their rules are past', async () => {
    const others = { RuleCategoryToFilterForTheOtherOriginatingAgencies: EXPIRED };
    expect(await seen({ ...OWN, ...others })).toEqual(['other past', 'other tree', 'own', 'own past']);
    expect(await seen({ ...OWN, ...others, RuleCategoryToFilter: EXPIRED })).toEqual([
      'other past',
      'own past',
    ]);
  });

  it('may open every filing scheme, whatever it filters by', async () => {
    const filing = { DoNotFilterFilingSchemes: true };
    expect(await seen({ ...OWN, ...filing })).toEqual(['other plan', 'other tree', 'own', 'own past']);
    expect(await seen({ ...OWN, ...filing, RuleCategoryToFilter: EXPIRED })).toEqual([
      'other plan',
      'own past',
    ]);
    const skipping = { SkipFilingSchemeRuleCategoryFilter: true, RuleCategoryToFilter: EXPIRED };
    expect(await seen({ EveryOriginatingAgency: true, ...skipping })).toEqual([
      'other past',
      'other plan',
      'own past',
    ]);
    expect(await seen({ ...OWN, ...skipping })).toEqual(['own past']);
  });

  it('names each category once', async () => {
    const twice = { RuleCategoryToFilterForTheOtherOriginatingAgencies: ['AccessRule', 'AccessRule'] };
    const refused = await service.asApplication('POST', '/admin-external/v1/accesscontracts', {
      body: [{ Identifier: 'AC-DEUX-FOIS', Name: 'x', ...twice }],
    });
    expect(refused.status).toBe(400);
  });
});

describe('a simulated contract', () => {
  it('says what it lets be changed and downloaded', async () => {
    const writing = { WritingPermission: true };
    expect(await simulation({})).toMatchObject({ writes: 'nothing', usages: null });
    expect(await simulation({ ...writing, WritingRestrictedDesc: false })).toMatchObject({
      writes: 'everything',
    });
    const restricted = { ...writing, WritingRestrictedDesc: true, DataObjectVersion: ['Dissemination'] };
    expect(await simulation(restricted)).toMatchObject({
      ...{ writes: 'descriptions', usages: ['Dissemination'] },
    });
  });

  it('counts what whoever asks does not see, and never names it', async () => {
    await seen({ ...OWN, RuleCategoryToFilter: EXPIRED });
    const limited = await personOf(service, 'limite', [
      { tenant: 0, role: 'R3', accessContract: `AC-PERIMETRE-${number}` },
    ]);
    const found = await simulation({ EveryOriginatingAgency: true }, limited);
    expect(found.samples.map(({ id }: { id: string }) => id)).toEqual(['own past']);
    expect(found.seen.total).toBe(7);
  });

  it('is for those who administer contracts, and made of what contracts are made of', async () => {
    const reader = await personOf(service, 'lectrice', [{ tenant: 0, role: 'R4' }]);
    const post = (body: object, person = administrator, tenant = 0) =>
      person(`/tenants/${tenant}/access-contracts/simulation`, { method: 'POST', body });
    expect((await post({}, reader)).status).toBe(403);
    expect((await post({}, administrator, 1)).status).toBe(403);
    expect((await post({ RuleCategoryToFilter: ['Toutes'] })).status).toBe(400);
    expect((await post({ RootUnits: ['\0'] })).status).toBe(400);
  });
});
