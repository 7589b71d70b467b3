import { SAMPLE } from '@perenne/sample';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countHolders, FULL_ACCESS } from '../access/index.ts';
import { adviceOn } from '../ingest/index.ts';
import { type Entered, openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { changed, goodSip, zipOf } from '../ingest/testing/sip.ts';
import { readTenant, type TenantId } from '../platform/index.ts';
import { personOf } from './testing/persons.ts';

const TENANT = readTenant('0') as TenantId;
let archive: TestArchive;
let ask: Awaited<ReturnType<typeof personOf>>;
let entered: Entered;
beforeAll(async () => {
  archive = await openArchive();
  entered = await archive.enter(await zipOf(goodSip()));
  ask = await personOf(archive.service, 'camille', [{ tenant: 0, role: 'R5' }]);
});
afterAll(() => archive?.close());

it('the documents of a transfer are given to whoever may read it', async () => {
  const reply = await ask(`/tenants/0/transfers/${entered.id}/reply`);
  expect(reply).toMatchObject({ status: 200, text: entered.reply });
  const manifest = await ask(`/tenants/0/transfers/${entered.id}/manifest`);
  expect(manifest.status).toBe(200);
  expect(manifest.text).toBe(goodSip().manifest);
});

it('a refused transfer is explained where it was refused, in both languages', async () => {
  const { id } = await archive.enter(await zipOf(changed(goodSip(), SAMPLE.ingestContract, 'CE-INCONNU')));
  const { steps } = (await ask(`/tenants/0/transfers/${id}`)).json;
  const step = steps.find(({ outcome }: { outcome: string }) => outcome === 'KO');
  const header = step.events.find(({ key }: { key: string }) => key === 'CHECK_HEADER');
  const advice = adviceOn('CHECK_HEADER.CONTRACT_UNKNOWN.KO');
  expect(header.advice).toEqual(advice);
  expect(header.tasks.at(-1).advice).toEqual(advice);
  expect(step.events[0]).not.toHaveProperty('advice');
});

it('an object is read by its identifier, and one that is not there is not found', async () => {
  const query = { $roots: [], $query: [{ $exists: '#id' }], $filter: {}, $projection: {} };
  const { $results } = await archive.get('/access-external/v1/objects', { query });
  const id = $results[0]['#qualifiers'][0].versions[0]['#id'];
  const content = await ask(`/tenants/0/objects/${id}/content`);
  expect(content.status).toBe(200);
  expect(Object.values(goodSip().files).map(String)).toContain(content.text);
  expect((await ask(`/tenants/0/objects/${entered.id}/content`)).status).toBe(404);
});

it('an ingest contract tells the transfers that named it, those refused, dry runs, and what hinders it', async () => {
  const activity = async (id: string) => ask(`/tenants/0/ingest-contracts/${id}/activity`);
  const before = (await activity(SAMPLE.ingestContract)).json;
  const refused = await archive.enter(
    await zipOf(changed(goodSip(), SAMPLE.appraisalRule, 'REGLE-INCONNUE')),
  );
  expect(refused.status).toBe('KO');
  const tested = await archive.enter(await zipOf(goodSip()), { workflow: 'BLANK_TEST' });
  expect((await activity(SAMPLE.ingestContract)).json).toEqual({
    transfers: before.transfers + 1,
    refused: before.refused + 1,
    dryRuns: before.dryRuns + 1,
    last: { id: tested.id, at: expect.stringMatching(/Z$/), outcome: tested.status },
    hindered: [],
  });

  const { house } = archive.service;
  await house.database.inTenant(TENANT, (tx) =>
    tx.query(
      `insert into referential (tenant, kind, identifier, id, version, doc) values
         (0, 'profile', 'PR-OUVERT', 'p1', 0, '{"Status": "ACTIVE"}'),
         (0, 'profile', 'PR-FERME', 'p2', 0, '{"Status": "INACTIVE"}'),
         (0, 'ingest-contract', 'CE', 'c1', 0,
          '{"ArchiveProfiles": ["PR-OUVERT", "PR-FERME"], "ManagementContractId": "MC-PARTI"}')`,
    ),
  );
  // Its identifier begins as that of another does.
  expect((await activity('CE')).json).toEqual({
    ...{ transfers: 0, refused: 0, dryRuns: 0, last: null },
    hindered: [
      { kind: 'archival-profiles', identifier: 'PR-FERME', isKnown: true },
      { kind: 'management-contracts', identifier: 'MC-PARTI', isKnown: false },
    ],
  });
  expect((await activity('NULLE-PART')).status).toBe(404);
});

it('a format tells how many of the groups that are kept have it', async () => {
  const query = { $roots: [], $query: [{ $exists: '#id' }], $filter: {}, $projection: {} };
  const { $results } = await archive.get('/access-external/v1/objects', { query });
  const formatsOf = (group: (typeof $results)[number]): string[] =>
    group['#qualifiers'].flatMap(({ versions }: { versions: Record<string, { FormatId?: string }>[] }) =>
      versions.flatMap(({ FormatIdentification }) => FormatIdentification?.FormatId ?? []),
    );
  const puid = $results.flatMap(formatsOf)[0];
  const having = $results.filter((group: (typeof $results)[number]) => formatsOf(group).includes(puid));
  const uses = async (id: string) =>
    (await ask(`/tenants/0/referentials/formats/records/${encodeURIComponent(id)}/uses`)).json.uses;
  expect(await uses(puid)).toEqual([{ by: 'object-group', count: having.length, some: [] }]);
  expect(await uses('fmt/999999')).toEqual([]);
});

it('a vocabulary tells the elements of the schema that stand on it, and how many archives hold a value', async () => {
  const use = async (id: string, person = ask) => person(`/tenants/0/ontologies/${id}/use`);
  const holding = async (of: 'units' | 'objects', field: string): Promise<number> => {
    const query = { $roots: [], $query: [{ $exists: field }], $filter: {}, $projection: {} };
    return (await archive.get(`/access-external/v1/${of}`, { query })).$hits.total;
  };
  const titled = await holding('units', 'Title');
  expect(titled).toBeGreaterThan(0);
  expect((await use('Title')).json).toEqual({
    elements: [{ collection: 'Unit', path: 'Title', name: expect.any(String), origin: 'INTERNAL' }],
    holders: { units: titled, groups: 0, tenants: 1, uncounted: 0 },
  });
  // Formats are told of each version of an object.
  const identified = (await use('FormatId')).json;
  expect(identified.holders).toEqual({
    ...{ units: 0, groups: await holding('objects', '#id'), tenants: 1, uncounted: 0 },
  });
  expect(identified.elements[0]).toMatchObject({ collection: 'ObjectGroup' });
  expect((await use('PUID')).json).toEqual({ elements: [], holders: null });
  expect((await use('NullePart')).status).toBe(404);

  // Whoever asks counts what they see: nothing under a contract that opens no agency.
  const closed = { Identifier: 'AC-CLOS', Name: 'Clos', Status: 'ACTIVE', OriginatingAgencies: [] };
  await archive.service.house.database.inTenant(TENANT, (tx) =>
    tx.query(
      `insert into referential (tenant, kind, identifier, id, version, doc)
       values (0, 'access-contract', 'AC-CLOS', 'a1', 0, $1)`,
      [JSON.stringify(closed)],
    ),
  );
  const other = await personOf(archive.service, 'noa', [
    { tenant: 0, role: 'R3', accessContract: 'AC-CLOS' },
  ]);
  expect((await use('Title', other)).json.holders).toMatchObject({ units: 0, tenants: 1 });
});

it('a count of holders that would take too long is told as not counted', async () => {
  const hours = Array.from({ length: 9 }, (_, hour) => new Date(Date.UTC(2026, 0, 1, hour)));
  const clock = { now: () => hours.shift() as Date };
  const eyes = { tenant: TENANT, rights: FULL_ACCESS, today: '2026-01-01' };
  const paths = async () => ({ units: ['Title'], groups: [] });
  expect(await countHolders({ ...archive.service.house, clock }, [eyes], paths)).toEqual({
    ...{ units: 0, groups: 0, tenants: 1, uncounted: 1 },
  });
});
