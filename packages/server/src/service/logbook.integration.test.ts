import { SAMPLE } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { goodSip, zipOf } from '../ingest/testing/sip.ts';
import type { TenantId } from '../platform/index.ts';
import { personOf } from './testing/persons.ts';

let archive: TestArchive;
let ask: Awaited<ReturnType<typeof personOf>>;
let entered: string;
let refused: string;
beforeAll(async () => {
  archive = await openArchive();
  entered = (await archive.enter(await zipOf(goodSip()))).id;
  refused = (await archive.enter(Buffer.from('no package'))).id;
  ask = await personOf(archive.service, 'camille', [
    { tenant: 0, role: 'R2' },
    { tenant: 2, role: 'R1' },
  ]);
});
afterAll(() => archive?.close());

const identifiers = async (query: string): Promise<string[]> =>
  (await ask(`/tenants/0/operations?${query}`)).json.operations.map(({ id }: { id: string }) => id);

describe('the logbook of operations', () => {
  it('has the entries and the imports of referentials, the newest first', async () => {
    const { json } = await ask('/tenants/0/operations');
    expect(json.operations.slice(0, 2)).toMatchObject([
      { id: refused, category: 'INGEST', outcome: 'KO', isRunning: false },
      { id: entered, category: 'INGEST', label: expect.stringMatching(/\w/) },
    ]);
    expect(json.categories).toEqual(expect.arrayContaining(['INGEST', 'MASTERDATA']));
    const [first, second] = [await identifiers('limit=1'), await identifiers('limit=1&offset=1')];
    expect([...first, ...second]).toEqual([refused, entered]);
  });

  it('is filtered by category, outcome and days', async () => {
    expect(await identifiers('category=INGEST')).toEqual([refused, entered]);
    expect(await identifiers('category=MASTERDATA')).not.toContain(entered);
    expect(await identifiers('outcome=KO&category=INGEST')).toEqual([refused]);
    expect(await identifiers('to=2020-01-01')).toEqual([]);
    expect(await identifiers('from=2020-01-01&category=INGEST')).toEqual([refused, entered]);
    expect((await ask('/tenants/0/operations?from=hier')).status).toBe(400);
  });

  it('shows one with its events, each under the one that holds it', async () => {
    const { json } = await ask(`/tenants/0/operations/${entered}`);
    expect(json).toMatchObject({ id: entered, category: 'INGEST' });
    expect(json.events.some(({ tasks }: { tasks: unknown[] }) => tasks.length > 0)).toBe(true);
    const [imported = ''] = await identifiers('category=MASTERDATA&limit=1');
    expect((await ask(`/tenants/0/operations/${imported}`)).json.events.length).toBeGreaterThan(0);
  });

  it('is given as CSV as it is filtered, whole, in words, and without formulas', async () => {
    const lines = async (query: string) => {
      const { text, headers } = await ask(`/tenants/0/operations/export?${query}`);
      expect(headers['content-type']).toMatch('text/csv');
      expect(text.charAt(0)).toBe('\uFEFF');
      return text.slice(1).split('\n').slice(0, -1);
    };
    const [head, last, before, ...others] = await lines('category=INGEST');
    expect(head).toMatch(/^Identifiant;Catégorie;/);
    expect(last).toMatch(new RegExp(`^${refused};INGEST;PROCESS_SIP_UNITARY;[^;]*\\p{Ll}[^;]*;.*;KO;`, 'u'));
    expect(before).toMatch(new RegExp(`^${entered};`));
    expect(others).toEqual([]);
    expect(await lines('to=2020-01-01')).toEqual([head]);
    expect((await ask('/tenants/0/operations/export?from=hier')).status).toBe(400);
    const hostile = await archive.service.asApplication('POST', '/admin-external/v1/logbookoperations', {
      body: {
        ...{ eventType: 'EXT_PAYMENT', eventTypeProcess: 'EXTERNAL_LOGBOOK', outcome: 'OK' },
        events: [
          {
            ...{ eventType: 'EXT_PAID', eventTypeProcess: 'EXTERNAL_LOGBOOK', outcome: 'OK' },
            ...{ outcomeDetail: 'EXT_PAID.OK', outcomeDetailMessage: '=HYPERLINK("http://x";"a")' },
          },
        ],
      },
    });
    expect(hostile.status, hostile.text).toBe(201);
    const [, external] = await lines('category=EXTERNAL_LOGBOOK');
    expect(external).toContain(';EXT_PAYMENT;EXT_PAYMENT;');
    expect(external).toContain(`;"'=HYPERLINK(""http://x"";""a"")";`);
  });

  it('of more than a page is given whole and in its order', async () => {
    const made = 1_203;
    await archive.service.house.database.inTenant(2 as TenantId, (tx) =>
      tx.query(
        `insert into logbook_operation (tenant, id, type, process_type, started_at, persisted_at, outcome, master)
         select 2, 'op-' || lpad(n::text, 5, '0'), 'PROCESS_SIP_UNITARY', 'INGEST',
                timestamptz '2026-01-01' + n / 7 * interval '1 microsecond', now(), 'OK', '{}'
         from generate_series(1, $1::int) as n`,
        [made],
      ),
    );
    const other = await personOf(archive.service, 'claude', [{ tenant: 2, role: 'R3' }]);
    const { text } = await other('/tenants/2/operations/export?to=2026-01-02');
    const place = (line: string) => Number(line.slice(3, 8));
    const order = text.split('\n').slice(1, -1).map(place);
    const expected = Array.from({ length: made }, (_, at) => at + 1).toSorted(
      (one, two) => Math.floor(two / 7) - Math.floor(one / 7) || one - two,
    );
    expect(order).toEqual(expected);
  });

  it('is filtered by identifier, contract and person', async () => {
    expect(await identifiers(`id=${entered}`)).toEqual([entered]);
    expect(await identifiers(`contract=${SAMPLE.ingestContract}&category=INGEST`)).toContain(entered);
    expect(await identifiers('contract=CONTRAT')).toEqual([]);
    expect(await identifiers(`contract=${encodeURIComponent('%')}`)).toEqual([]);
    const andrea = await personOf(archive.service, 'andrea', [{ tenant: 0, role: 'R3' }]);
    const made = await andrea('/tenants/0/first-package', { method: 'POST' });
    await archive.settled(made.json.id);
    expect(await identifiers('person=ANDREA')).toContain(made.json.id);
    expect(await identifiers('person=andrea&category=MASTERDATA&outcome=KO')).toEqual([]);
    expect(await identifiers('person=nobody')).toEqual([]);
    expect((await ask(`/tenants/0/operations/${made.json.id}`)).json.person).toMatch(/andrea/);
  });

  it('is filtered by a unit or an object group, and says who, under what and how far', async () => {
    const query = { $roots: [], $query: [{ $in: { '#operations': [entered] } }], $projection: {} };
    const { $results } = await archive.get('/access-external/v1/units', { query });
    const unit = $results.find((each: Record<string, unknown>) => each['#object']);
    expect(await identifiers(`object=${unit['#id']}`)).toEqual([entered]);
    expect(await identifiers(`object=${unit['#object']}&category=INGEST`)).toEqual([entered]);
    expect(await identifiers(`object=${entered}`)).toEqual([]);
    const { operations } = (await ask(`/tenants/0/operations?id=${entered}`)).json;
    expect(operations).toMatchObject([
      { application: 'CT-000001', person: null, contract: expect.stringContaining(SAMPLE.ingestContract) },
    ]);
    expect(operations[0].step).toMatch(/\p{Ll}/u);
  });

  it('says what is wrong with an operation, and what to do', async () => {
    const csv =
      'RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement\nX,AccessRule,v,,dix,YEAR\n';
    const imported = await archive.service.asApplication('POST', '/admin-external/v1/rules', {
      ...{ headers: { 'Content-Type': 'application/octet-stream' }, body: Buffer.from(csv) },
    });
    expect(imported.status).toBe(400);
    const [id] = await identifiers('category=MASTERDATA&outcome=KO');
    const { events, advice } = (await ask(`/tenants/0/operations/${id}`)).json;
    expect(advice).toBeUndefined();
    expect(JSON.stringify(events)).toContain('Le fichier des règles de gestion est refusé');
    expect(JSON.stringify((await ask(`/tenants/0/operations/${refused}`)).json.events)).toContain('cause');
  });

  it('says how long an operation took, and how long those of its workflow take', async () => {
    const again = await archive.enter(await zipOf(goodSip()));
    const { run } = (await ask(`/tenants/0/operations/${again.id}`)).json;
    expect(Date.parse(run.endedAt)).toBeGreaterThan(Date.parse(run.begunAt));
    // The refused one tells nothing of how long it takes to enter.
    const [{ count }] = (await archive.service.house.database.inTenant(0 as TenantId, (tx) =>
      tx.query(
        `select count(*)::integer as count from operation
         where tenant = 0 and workflow = 'DEFAULT_WORKFLOW' and status in ('OK', 'WARNING')`,
      ),
    )) as [{ count: number }];
    expect(run.usual).toEqual({
      operations: count - 1,
      medianSeconds: expect.any(Number),
      mostSeconds: null,
    });
    const [imported] = await identifiers('category=MASTERDATA&limit=1');
    expect((await ask(`/tenants/0/operations/${imported}`)).json.run).toBeNull();
  });

  it('is of the tenant, for archivists and administrators', async () => {
    expect((await ask(`/tenants/0/operations/inconnue`)).status).toBe(404);
    expect((await ask('/tenants/2/operations')).status).toBe(403);
    expect((await ask('/tenants/2/operations/export')).status).toBe(403);
    const other = await personOf(archive.service, 'dominique', [{ tenant: 2, role: 'R2' }]);
    expect((await other(`/tenants/2/operations/${entered}`)).status).toBe(404);
  });
});

describe('the files of an operation', () => {
  type Ask = typeof ask;
  const filesOf = async (id: string, by: Ask = ask, tenant = 0) =>
    (await by(`/tenants/${tenant}/operations/${id}/files`)).json.files;
  const kinds = async (...given: Parameters<typeof filesOf>) =>
    (await filesOf(...given)).map(({ key }: { key: string }) => key);
  const download = (id: string, key: string, by: Ask = ask, tenant = 0) =>
    by(`/tenants/${tenant}/operations/${id}/files/${key}`);

  it('are those that it has left, with their weight, and are given as they lie', async () => {
    const [reply, manifest, ...others] = await filesOf(entered);
    expect(others).toEqual([]);
    const given = await download(entered, 'reply');
    expect(given.headers['content-disposition']).toBe(`attachment; filename="ATR_${entered}.xml"`);
    expect(reply).toEqual({
      ...{ key: 'reply', kind: 'reply', name: `ATR_${entered}.xml` },
      ...{ bytes: given.bytes.length, until: null },
    });
    expect(manifest).toMatchObject({ key: 'manifest', name: `manifest_${entered}.xml` });
    expect((await download(entered, 'manifest')).text).toBe(goodSip().manifest);
    expect(await kinds(refused)).toEqual(['reply']);
    for (const key of ['manifest', 'report', 'reply-2', 'toString'])
      expect((await download(refused, key)).status, key).toBe(404);
    const paused = await archive.deposit(await zipOf(goodSip()), { headers: { 'X-Action': 'NEXT' } });
    await archive.settled(paused);
    expect(await filesOf(paused)).toEqual([]);
  });

  it('of a referential are for whoever keeps it', async () => {
    const keeper = await personOf(archive.service, 'brune', [{ tenant: 0, role: 'R3' }]);
    const rules = await archive.service.house.database.inTenant(0 as TenantId, (tx) =>
      tx.query<{ id: string }>(
        `select id from logbook_operation where tenant = 0 and type = 'STP_IMPORT_RULES' and outcome <> 'KO'`,
      ),
    );
    const id = rules[0]?.id ?? '';
    expect(await kinds(id, keeper)).toEqual(['report', 'imported', 'copy']);
    expect((await download(id, 'imported', keeper)).text).toContain('RuleId');
    expect((await download(id, 'copy', keeper)).json.collection.length).toBeGreaterThan(0);
    expect(await kinds(id)).toEqual(['report']);
    expect((await download(id, 'copy')).status).toBe(404);
    expect((await download(id, 'imported')).status).toBe(404);
  });

  it('a package that is delivered is for whoever may have it', async () => {
    const query = { $roots: [], $query: [{ $in: { '#operations': [entered] } }], $projection: {} };
    const { $results } = await archive.get('/access-external/v1/units', { query });
    const made = await ask('/tenants/0/deliveries', {
      ...{ method: 'POST', body: { units: [$results[0]['#id']] } },
    });
    const { id } = made.json;
    await archive.settled(id);
    expect(await filesOf(id)).toMatchObject([{ key: 'dip', until: expect.stringMatching(/^\d{4}-/) }]);
    const bound = await personOf(archive.service, 'bastien', [
      { tenant: 0, role: 'R2', accessContract: SAMPLE.accessContract },
    ]);
    expect(await filesOf(id, bound)).toEqual([]);
    await archive.service.house.database.inTenant(0 as TenantId, (tx) =>
      tx.query(`delete from placement where tenant = 0 and category = 'dip' and operation = $1`, [id]),
    );
    expect(await filesOf(id)).toMatchObject([{ key: 'dip', bytes: null, until: null }]);
  });

  it('are of the tenant', async () => {
    const there = await archive.enter(await zipOf(goodSip()), { tenant: 2 });
    const other = await personOf(archive.service, 'delphine', [{ tenant: 2, role: 'R3' }]);
    expect(await kinds(there.id, other, 2)).toContain('reply');
    expect((await other(`/tenants/2/operations/${entered}/files`)).status).toBe(404);
    expect((await download(entered, 'reply', other, 2)).status).toBe(404);
    expect((await download(there.id, 'reply')).status).toBe(404);
    expect((await other(`/tenants/0/operations/${entered}/files`)).status).toBe(403);
    expect((await ask(`/tenants/2/operations/${there.id}/files`)).status).toBe(403);
  });
});
