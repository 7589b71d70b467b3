import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { goodSip, zipOf } from '../ingest/testing/sip.ts';
import type { TenantId, Tx } from '../platform/index.ts';
import { personOf } from './testing/persons.ts';

let archive: TestArchive;
let ask: Awaited<ReturnType<typeof personOf>>;
let entered: readonly string[];
beforeAll(async () => {
  archive = await openArchive();
  entered = [
    (await archive.enter(await zipOf(goodSip()))).id,
    (await archive.enter(await zipOf(goodSip()))).id,
  ];
  ask = await personOf(archive.service, 'camille', [
    { tenant: 0, role: 'R2' },
    { tenant: 2, role: 'R3' },
  ]);
});
afterAll(() => archive?.close());

const list = async (query = '') => (await ask(`/tenants/0/register/entries?${query}`)).json;
const operationsOf = async (query: string): Promise<string[]> =>
  (await list(query)).entries.map(({ Opi }: { Opi: string }) => Opi);

describe('the accession register', () => {
  it('sums what entered, by producing service, as the compatible API does', async () => {
    const { totals } = (await ask('/tenants/0/register')).json;
    expect(totals).toHaveLength(1);
    const [summary] = (
      await archive.get('/admin-external/v1/accessionregisters', { query: { $query: {}, $projection: {} } })
    ).$results;
    expect(totals[0]).toMatchObject({ value: summary.OriginatingAgency, entries: 2 });
    for (const member of ['TotalUnits', 'TotalObjectGroups', 'TotalObjects', 'ObjectSize'])
      expect([member, totals[0][member]]).toEqual([member, summary[member]]);
    expect(totals[0].TotalUnits.ingested).toBeGreaterThan(0);
    expect((await ask('/tenants/2/register')).json).toEqual({ totals: [], symbolic: [] });
  });

  it('has each entry, the newest first, with the totals of what answers', async () => {
    const page = await list();
    expect(page.entries.map(({ Opi }: { Opi: string }) => Opi)).toEqual([...entered].reverse());
    const [one] = page.entries;
    expect(page.total).toBe(2);
    expect(page.totals.TotalUnits.ingested).toBe(one.TotalUnits.ingested * 2);
    expect(page.values.agency).toEqual([one.OriginatingAgency]);
    const { entry } = (await ask(`/tenants/0/register/entries/${one.id}`)).json;
    expect(entry).toEqual(one);
    expect(entry.Events).toMatchObject([{ OpType: 'INGEST', Units: one.TotalUnits.ingested }]);
    expect((await ask('/tenants/2/register/entries')).json).toMatchObject({ total: 0, entries: [] });
  });

  it('is filtered, each filter alone and with the others', async () => {
    const [entry] = (await list('limit=1')).entries;
    const hits: Record<string, string> = {
      ...{ q: entry.Opi, agency: entry.OriginatingAgency, contract: entry.ArchivalAgreement },
      ...{ status: entry.Status, from: '2020-01-01' },
    };
    for (const [name, value] of Object.entries(hits))
      expect(await operationsOf(new URLSearchParams({ [name]: value }).toString()), name).toContain(
        entry.Opi,
      );
    expect(await operationsOf(new URLSearchParams(hits).toString())).toEqual([entry.Opi]);
    const misses: Record<string, string> = {
      ...{ q: 'aucun%', agency: 'AUCUN', contract: 'AUCUN', profile: 'AUCUN', acquisition: 'Achat' },
      ...{ status: 'UNSTORED', to: '2020-01-01' },
    };
    for (const [name, value] of Object.entries(misses)) {
      expect(await operationsOf(new URLSearchParams({ [name]: value }).toString()), name).toEqual([]);
      expect(await operationsOf(new URLSearchParams({ ...hits, [name]: value }).toString())).toEqual([]);
    }
    expect((await ask('/tenants/0/register/entries?from=hier')).status).toBe(400);
    expect((await ask('/tenants/0/register/entries?status=PERDU')).status).toBe(400);
  });

  it('takes several values of a filter, and sums what answers by any trait', async () => {
    const [entry] = (await list('limit=1')).entries;
    const several = new URLSearchParams([
      ['agency', 'AUCUN'],
      ['agency', entry.OriginatingAgency],
    ]).toString();
    expect(await operationsOf(several)).toHaveLength(2);
    const traits = {
      ...{ agency: entry.OriginatingAgency, contract: entry.ArchivalAgreement, profile: null },
      ...{ acquisition: null, year: entry.StartDate.slice(0, 4) },
    };
    const all = (await list()).totals;
    for (const [by, value] of Object.entries(traits)) {
      const { totals } = (await ask(`/tenants/0/register?by=${by}&${several}`)).json;
      expect(totals, by).toMatchObject([{ value, entries: 2, ...all }]);
      expect((await ask(`/tenants/0/register?by=${by}&agency=AUCUN`)).json.totals, by).toEqual([]);
    }
    const { totals } = (await ask(`/tenants/0/register?q=${entry.Opi}`)).json;
    expect(totals).toMatchObject([{ entries: 1, TotalUnits: entry.TotalUnits }]);
    expect((await ask('/tenants/0/register?by=colour')).status).toBe(400);
  });

  it('has what each agency saw of others at the last count of the time that is asked for', async () => {
    const agency = (await list('limit=1')).entries[0].OriginatingAgency;
    const counted = (at: string, units: number) => ({
      ...{ _id: `symbolic ${at}`, OriginatingAgency: agency, CreationDate: at },
      ...{ ArchiveUnit: units, ObjectGroup: 2, BinaryObject: 3, BinaryObjectSize: 4 },
    });
    const days = [counted('2026-01-02T00:50:00.000', 12), counted('2026-01-01T00:50:00.000', 11)];
    await archive.service.house.database.inTenant(0 as TenantId, (tx) =>
      tx.query(
        `insert into accession_register_symbolic (tenant, id, agency, created_at, doc)
         select 0, doc ->> '_id', doc ->> 'OriginatingAgency', (doc ->> 'CreationDate')::timestamptz, doc
         from unnest($1::jsonb[]) doc`,
        [days.map((day) => JSON.stringify(day))],
      ),
    );
    const symbolicOf = async (query: string) => (await ask(`/tenants/0/register?${query}`)).json.symbolic;
    const last = { agency, units: 12, groups: 2, objects: 3, bytes: 4 };
    expect(await symbolicOf('')).toMatchObject([last]);
    expect(await symbolicOf('by=year&contract=AUCUN')).toMatchObject([last]);
    expect(await symbolicOf('to=2026-01-01')).toMatchObject([{ ...last, units: 11 }]);
    expect(await symbolicOf('to=2025-12-31')).toEqual([]);
    expect(await symbolicOf('agency=AUCUN')).toEqual([]);
    expect(await symbolicOf(`agency=${agency}`)).toMatchObject([last]);
  });

  it('tells entries of which something left from the others', async () => {
    const [{ id, Opi, Events }] = (await list('limit=1')).entries;
    const left = { ...Events[0], OpType: 'ELIMINATION', Opc: Opi };
    await archive.service.house.database.inTenant(0 as TenantId, (tx) =>
      tx.query(
        `update accession_register_detail set doc = jsonb_set(doc, '{Events}', $3::jsonb)
         where tenant = $1 and id = $2`,
        [0, id, JSON.stringify([...Events, left])],
      ),
    );
    expect(await operationsOf('eliminated=true')).toEqual([Opi]);
    expect(await operationsOf('eliminated=false')).toEqual(entered.filter((each) => each !== Opi));
    expect(await operationsOf('transferred=true')).toEqual([]);
    expect(await operationsOf('transferred=false')).toHaveLength(2);
    expect((await ask('/tenants/0/register/entries?eliminated=perhaps')).status).toBe(400);
  });

  it('is stated whole, for paper: the oldest first, its sums those of its entries', async () => {
    const whole = (await ask('/tenants/0/register/statement')).json;
    expect(whole.entries.map(({ Opi }: { Opi: string }) => Opi)).toEqual(entered);
    const { entries, ...sums } = await list();
    expect(whole).toMatchObject({ total: sums.total, totals: sums.totals });
    expect(whole.agencies[entries[0].OriginatingAgency]).toBeDefined();
    for (const by of ['agency', 'year']) {
      const { totals, symbolic } = (await ask(`/tenants/0/register?by=${by}`)).json;
      expect([whole[by === 'agency' ? 'byAgency' : 'byYear'], whole.symbolic]).toEqual([totals, symbolic]);
    }
    const none = (await ask('/tenants/0/register/statement?contract=AUCUN')).json;
    expect(none).toMatchObject({ total: 0, entries: [], byAgency: [], byYear: [] });
    expect((await ask('/tenants/0/register/statement?status=PERDU')).status).toBe(400);
  });

  it('is stated as it stood at one time, whatever enters meanwhile', async () => {
    const inTenant = <T>(work: (tx: Tx) => Promise<T>) =>
      archive.service.house.database.inTenant(0 as TenantId, work);
    const before = (await ask('/tenants/0/register/statement')).json;
    let stated: Promise<{ readonly json: unknown }> | undefined;
    await inTenant(async (tx) => {
      // Names of agencies are read after the first sums and before the last: there the statement waits.
      await tx.query('lock table referential in access exclusive mode');
      stated = ask('/tenants/0/register/statement');
      const isWaiting = () => inTenant((other) => other.query('select 1 from pg_locks where not granted'));
      while ((await isWaiting()).length === 0);
      await tx.query(
        `insert into accession_register_detail (tenant, id, agency, opi, created_at, doc)
         select tenant, 'another', agency, 'another', created_at, doc
         from accession_register_detail where tenant = 0 limit 1`,
      );
    });
    expect((await stated)?.json).toEqual(before);
    const after = (await ask('/tenants/0/register/statement')).json;
    expect(after.total).toBe(before.total + 1);
    await inTenant((tx) =>
      tx.query(`delete from accession_register_detail where tenant = 0 and id = 'another'`),
    );
  });

  it('is taken away as a table of what answers, the oldest first', async () => {
    const { text, headers } = await ask('/tenants/0/register/export');
    expect(headers['content-type']).toContain('text/csv');
    const [head = '', ...lines] = text.trim().split('\n');
    expect(head.split(',').slice(0, 3)).toEqual(['Operation', 'Date', 'OriginatingAgency']);
    expect(lines.map((line) => line.split(',')[0])).toEqual(entered);
    const filtered = await ask(`/tenants/0/register/export?q=${entered[1]}`);
    expect(filtered.text.trim().split('\n')).toHaveLength(2);
    expect((await ask('/tenants/0/register/export?status=PERDU')).status).toBe(400);
  });

  it('is of the tenant, of the contract, and of archivists', async () => {
    const [{ id }] = (await list()).entries;
    expect((await ask(`/tenants/2/register/entries/${id}`)).status).toBe(404);
    const restricted = await archive.import('/accesscontracts', [
      {
        ...{ Identifier: 'AC-RESTREINT', Name: 'Restreint', Status: 'ACTIVE' },
        ...{ EveryOriginatingAgency: false, OriginatingAgencies: [], EveryDataObjectVersion: true },
      },
    ]);
    expect(restricted).toBeUndefined();
    const contract = await archive.identifierOf('/accesscontracts', 'Restreint');
    const few = await personOf(archive.service, 'elie', [
      { tenant: 0, role: 'R2', accessContract: contract },
    ]);
    expect((await few('/tenants/0/register')).json).toEqual({ totals: [], symbolic: [] });
    expect((await few('/tenants/0/register/entries')).json).toMatchObject({
      ...{ total: 0, entries: [], values: { agency: [] } },
    });
    expect((await few(`/tenants/0/register/entries/${id}`)).status).toBe(404);
    expect((await few('/tenants/0/register/export')).text.trim().split('\n')).toHaveLength(1);
    const producer = await personOf(archive.service, 'dominique', [{ tenant: 0, role: 'R1' }]);
    for (const path of ['', '/entries', '/statement', '/export', `/entries/${id}`])
      expect((await producer(`/tenants/0/register${path}`)).status).toBe(403);
  });
});
