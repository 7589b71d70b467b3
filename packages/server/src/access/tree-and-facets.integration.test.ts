import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { goodSip, zipOf } from '../ingest/testing/sip.ts';
import type { TenantId } from '../platform/index.ts';
import { personOf } from '../service/testing/persons.ts';

/** What stands beside a search in the front office, through the own door. */

let archive: TestArchive;
let ask: Awaited<ReturnType<typeof personOf>>;
let root: string;
beforeAll(async () => {
  archive = await openArchive();
  await archive.enter(await zipOf(goodSip()));
  ask = await personOf(archive.service, 'camille', [
    { tenant: 0, role: 'R1' },
    { tenant: 2, role: 'R1' },
  ]);
  root = (await ask('/tenants/0/tree')).json.nodes[0].id;
});
afterAll(() => archive?.close());

interface Node {
  readonly id: string;
  readonly title: string;
  readonly hasChildren: boolean;
}
const titles = (nodes: readonly Node[]) => nodes.map(({ title }) => title);

describe('the tree', () => {
  it('begins at the units that lie in no other, and goes down branch by branch', async () => {
    const top = (await ask('/tenants/0/tree')).json;
    expect(top).toMatchObject({
      nodes: [{ title: 'Archives de la commune', level: 'RecordGrp', hasChildren: true, hasObject: false }],
      total: 1,
    });
    const [folder] = (await ask(`/tenants/0/tree?parent=${root}`)).json.nodes;
    expect(folder).toMatchObject({ title: 'Dossier', hasChildren: true });
    const pieces = (await ask(`/tenants/0/tree?parent=${folder.id}`)).json;
    expect(titles(pieces.nodes)).toEqual(['Pièce 1', 'Pièce 2', 'Pièce 3']);
    expect(pieces.nodes[0]).toMatchObject({ hasChildren: false, hasObject: true });
  });

  it('gives the children in pages, from any place, and says how many there are', async () => {
    const [folder] = (await ask(`/tenants/0/tree?parent=${root}`)).json.nodes;
    const page = async (offset: number) =>
      (await ask(`/tenants/0/tree?parent=${folder.id}&limit=2&offset=${offset}`)).json;
    const pages = await Promise.all([page(0), page(2), page(3)]);
    expect(pages.map(({ total }) => total)).toEqual([3, 3, 3]);
    expect(pages.map(({ nodes }) => titles(nodes))).toEqual([['Pièce 1', 'Pièce 2'], ['Pièce 3'], []]);
  });

  it('tells the way down to a unit, with the place of each step in its branch', async () => {
    const [folder] = (await ask(`/tenants/0/tree?parent=${root}`)).json.nodes;
    const pieces: Node[] = (await ask(`/tenants/0/tree?parent=${folder.id}`)).json.nodes;
    const path = async (id: string, tenant = 0) =>
      (await ask(`/tenants/${tenant}/tree/path/${id}`)).json.path;
    for (const [place, { id }] of pieces.entries())
      expect(await path(id)).toEqual([
        { id: root, place: 0 },
        { id: folder.id, place: 0 },
        { id, place },
      ]);
    expect(await path(root)).toEqual([{ id: root, place: 0 }]);
    expect(await path('unknown')).toEqual([]);
    expect(await path(root, 2)).toEqual([]);
  });

  it('sees the children that a unit shares with others', async () => {
    const { database } = archive.service.house;
    const tenant = 0 as TenantId;
    const [folder] = (await ask(`/tenants/0/tree?parent=${root}`)).json.nodes;
    const pieces: Node[] = (await ask(`/tenants/0/tree?parent=${folder.id}`)).json.nodes;
    const [one, other] = pieces as [Node, Node];
    const parentsOf = (up: readonly string[]) =>
      database.inTenant(tenant, (tx) =>
        tx.query('update unit set up = $3 where tenant = $1 and id = $2', [tenant, other.id, up]),
      );
    await parentsOf([folder.id, one.id]);
    const shared: Node[] = (await ask(`/tenants/0/tree?parent=${folder.id}`)).json.nodes;
    expect(shared.map(({ hasChildren }) => hasChildren)).toEqual([true, false, false]);
    await parentsOf([folder.id]);
  });

  it('of trees and plans alone leaves the archives out', async () => {
    const { database } = archive.service.house;
    const [folder] = (await ask(`/tenants/0/tree?parent=${root}`)).json.nodes;
    const typesOf = (top: string, below: string) =>
      database.inTenant(0 as TenantId, (tx) =>
        tx.query(
          'update unit set unit_type = case id when $1 then $3 else $4 end where tenant = 0 and id in ($1, $2)',
          [root, folder.id, top, below],
        ),
      );
    expect((await ask('/tenants/0/tree?plans=true')).json).toEqual({ total: 0, nodes: [] });
    await typesOf('HOLDING_UNIT', 'FILING_UNIT');
    const top = (await ask('/tenants/0/tree?plans=true')).json;
    expect(top).toMatchObject({
      total: 1,
      nodes: [{ id: root, unitType: 'HOLDING_UNIT', hasChildren: true }],
    });
    const plans = (await ask(`/tenants/0/tree?plans=true&parent=${root}`)).json;
    expect(plans).toMatchObject({ total: 1, nodes: [{ id: folder.id, hasChildren: false }] });
    expect((await ask(`/tenants/0/tree?plans=true&parent=${folder.id}`)).json.total).toBe(0);
    const [piece] = (await ask(`/tenants/0/tree?parent=${folder.id}`)).json.nodes;
    expect((await ask(`/tenants/0/tree/path/${piece.id}?plans=true`)).json.path).toEqual([]);
    expect((await ask(`/tenants/0/tree/path/${folder.id}?plans=true`)).json.path).toHaveLength(2);
    await typesOf('INGEST', 'INGEST');
  });

  it('tells how much of a search lies under its nodes', async () => {
    const [folder] = (await ask(`/tenants/0/tree?parent=${root}`)).json.nodes;
    const pieces: Node[] = (await ask(`/tenants/0/tree?parent=${folder.id}`)).json.nodes;
    const nodes = [root, folder.id, ...pieces.map(({ id }) => id)].join();
    const counts = async (query: string) => (await ask(`/tenants/0/tree/counts?nodes=${nodes}${query}`)).json;
    const each = Object.fromEntries(pieces.map(({ id }) => [id, 1]));
    expect(await counts('')).toEqual({ counts: { [root]: 5, [folder.id]: 4, ...each }, isWhole: true });
    expect((await counts('&objects=with')).counts).toEqual({ [root]: 3, [folder.id]: 3, ...each });
    expect((await counts(`&id=${pieces[0]?.id}`)).counts).toEqual({
      ...{ [root]: 1, [folder.id]: 1, [pieces[0]?.id ?? '']: 1 },
    });
    expect((await counts('&title=zzz')).counts).toEqual({});
    expect((await ask(`/tenants/2/tree/counts?nodes=${nodes}`)).json.counts).toEqual({});
    expect((await ask('/tenants/0/tree/counts?nodes=x')).status).toBe(400);
  });

  it('is of the tenant, and under a contract of its branches', async () => {
    expect((await ask('/tenants/2/tree')).json).toEqual({ total: 0, nodes: [] });
    expect((await ask(`/tenants/2/tree?parent=${root}`)).json.nodes).toEqual([]);
    expect((await ask('/tenants/3/tree')).status).toBe(403);
    expect((await ask(`/tenants/3/tree/path/${root}`)).status).toBe(403);
    const [folder] = (await ask(`/tenants/0/tree?parent=${root}`)).json.nodes;
    const contract = { Status: 'ACTIVE', EveryDataObjectVersion: true, EveryOriginatingAgency: true };
    await archive.import('/accesscontracts', [
      { ...contract, Identifier: 'CA-DOSSIER', Name: 'Dossier', RootUnits: [folder.id] },
    ]);
    const limited = await personOf(archive.service, 'dominique', [
      { tenant: 0, role: 'R1', accessContract: 'CA-DOSSIER' },
    ]);
    expect(titles((await limited('/tenants/0/tree')).json.nodes)).toEqual(['Dossier']);
    const [piece] = (await ask(`/tenants/0/tree?parent=${folder.id}`)).json.nodes;
    expect((await limited(`/tenants/0/tree/path/${piece.id}`)).json.path).toEqual([
      { id: folder.id, place: 0 },
      { id: piece.id, place: 0 },
    ]);
    expect((await limited(`/tenants/0/tree/path/${root}`)).json.path).toEqual([]);
    expect((await limited('/tenants/0/units/facets')).json.counted).toBe(4);
    expect((await limited('/tenants/0/units/facets/rules?category=AccessRule')).json.counted).toBe(4);
    expect((await limited(`/tenants/0/tree/counts?nodes=${root}`)).json.counts).toEqual({ [root]: 4 });
  });
});

describe('the facets', () => {
  it('tell how what is found spreads', async () => {
    const { json } = await ask('/tenants/0/units/facets');
    expect(json).toMatchObject({ counted: 5, isWhole: true });
    const sum = (values: { count: number }[]) => values.reduce((all, { count }) => all + count, 0);
    expect(sum(json.levels)).toBe(5);
    expect(json.agencies).toMatchObject([{ count: 5 }]);
    expect(json.formats).toContainEqual(expect.objectContaining({ value: 'fmt/11', count: 1 }));
  });

  it('lead to what they count', async () => {
    const { formats } = (await ask('/tenants/0/units/facets')).json;
    for (const { value, count } of formats)
      expect((await ask(`/tenants/0/units?format=${encodeURIComponent(value)}`)).json.total).toBe(count);
  });
});

describe('the advanced criteria', () => {
  it('each narrow the search', async () => {
    const total = async (query: string) => (await ask(`/tenants/0/units?${query}`)).json.total;
    expect(await total(`under=${root}`)).toBe(4);
    expect(await total(`id=${root}`)).toBe(1);
    expect(await total('objects=with')).toBe(3);
    expect(await total('objects=without')).toBe(2);
    expect(await total('title=dossier')).toBe(1);
    expect(await total('description=pi%C3%A8ces')).toBe(1);
    expect(await total('title=zzz')).toBe(0);
  });
});
