import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { goodSip, zipOf } from '../ingest/testing/sip.ts';
import type { TenantId } from '../platform/index.ts';
import { personOf } from '../service/testing/persons.ts';

/** Units with the rules that hold for them, by the compatible API (spec rules.md 5.1); the algebra has its own tests. */

const PATH = '/access-external/v1/unitsWithInheritedRules';
let archive: TestArchive;
let entry: string;
beforeAll(async () => {
  archive = await openArchive();
  entry = (await archive.enter(await zipOf(goodSip()))).id;
});
afterAll(() => archive?.close());

const asked = ($fields?: Record<string, number>) => ({
  $roots: [],
  $query: [{ $eq: { '#opi': entry } }],
  $filter: { $orderby: { '#max': 1 } },
  $projection: $fields === undefined ? {} : { $fields },
});

interface Ruled {
  readonly '#id': string;
  readonly '#unitups': readonly string[];
  readonly InheritedRules: Readonly<
    Record<string, { readonly Rules: readonly { UnitId: string; Paths: string[][]; Rule: string }[] }>
  >;
}

describe('units with the rules that hold for them', () => {
  it('have every category, and the ways to what declares each rule', async () => {
    const units: Ruled[] = (await archive.get(PATH, { query: asked() })).$results;
    const byId = new Map(units.map((unit) => [unit['#id'], unit]));
    const ruled = units.filter(({ InheritedRules }) => InheritedRules.AppraisalRule?.Rules.length);
    expect(ruled.length).toBeGreaterThan(1);
    for (const unit of units) {
      expect(Object.keys(unit.InheritedRules).toSorted()).toEqual([
        ...['AccessRule', 'AppraisalRule', 'ClassificationRule', 'DisseminationRule', 'GlobalProperties'],
        ...['HoldRule', 'ReuseRule', 'StorageRule'],
      ]);
      for (const { UnitId, Paths } of unit.InheritedRules.AppraisalRule?.Rules ?? [])
        for (const path of Paths) {
          expect([path[0], path.at(-1)]).toEqual([unit['#id'], UnitId]);
          for (const [at, step] of path.slice(1).entries())
            expect(byId.get(path[at] as string)?.['#unitups']).toContain(step);
        }
    }
  });

  it('show what the projection says, their identifier and the rules', async () => {
    const units = (await archive.get(PATH, { query: asked({ Title: 1 }) })).$results;
    for (const unit of units)
      expect(Object.keys(unit).toSorted()).toEqual(['#id', 'InheritedRules', 'Title']);
  });

  it('have those of ancestors that the contract hides', async () => {
    const units: Ruled[] = (await archive.get(PATH, { query: asked() })).$results;
    const last = units.at(-1) as Ruled;
    await archive.import('/accesscontracts', [
      {
        ...{ Identifier: 'CA-FEUILLE', Name: 'Feuille', Status: 'ACTIVE' },
        ...{ EveryOriginatingAgency: true, EveryDataObjectVersion: true, RootUnits: [last['#id']] },
      },
    ]);
    const answer = await archive.service.asApplication('GET', PATH, {
      headers: { 'X-Access-Contract-Id': await archive.identifierOf('/accesscontracts', 'Feuille') },
      body: asked(),
    });
    expect(answer.json.$results).toEqual([last]);
  });

  it('are refused as the reference system refuses them', async () => {
    const headers = {
      'X-Access-Contract-Id': await archive.identifierOf('/accesscontracts', 'Feuille'),
    };
    const refusal = async (body: object) => {
      const { status, json } = await archive.service.asApplication('GET', PATH, { headers, body });
      return [status, json.code];
    };
    expect(await refusal(asked({ $rules: 1 }))).toEqual([400, '020138']);
    expect(await refusal({ ...asked(), $query: [] })).toEqual([400, '020138']);
    expect(await refusal({ ...asked(), $query: [{ $eq: { '#unheard': 1 } }] })).toEqual([412, '020138']);
  });

  it('are told to persons with the same ways, from above, the units between by their titles', async () => {
    const tenant = 0 as TenantId;
    const root = (await archive.get(PATH, { query: asked() })).$results[0]['#id'];
    await archive.service.house.database.inTenant(tenant, (tx) =>
      tx.query('update unit set management = $3 where tenant = $1 and id = $2', [
        ...[tenant, root],
        JSON.stringify({ HoldRule: { Rules: [{ Rule: 'HOL-1', HoldReason: 'Litige' }] } }),
      ]),
    );
    const ask = await personOf(archive.service, 'camille', [{ tenant, role: 'R1' }]);
    const units: (Ruled & { Title: string })[] = (await archive.get(PATH, { query: asked() })).$results;
    const titles = new Map(units.map((unit) => [unit['#id'], unit.Title]));
    const between: number[] = [];
    for (const { '#id': id, InheritedRules } of units) {
      const { rules } = (await ask(`/tenants/${tenant}/units/${id}`)).json;
      for (const { UnitId, Paths, Rule } of InheritedRules.HoldRule?.Rules ?? []) {
        const category = rules.find((each: { category: string }) => each.category === 'HoldRule');
        const told = category.rules.find((each: { rule: string }) => each.rule === Rule);
        const named = (unit: string) => ({ id: unit, title: titles.get(unit) });
        expect(told.from?.id ?? id).toBe(UnitId);
        expect(told.hold).toEqual({ HoldReason: 'Litige' });
        expect(told.ways).toEqual(Paths.map((path) => path.slice(1, -1).toReversed().map(named)));
        between.push(...told.ways.map((way: unknown[]) => way.length));
      }
    }
    expect(between.toSorted()).toEqual([0, 0, 1, 1, 1]);
  });
});
