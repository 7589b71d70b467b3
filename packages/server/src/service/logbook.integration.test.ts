import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { goodSip, zipOf } from '../ingest/testing/sip.ts';
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

  it('is of the tenant, for archivists and administrators', async () => {
    expect((await ask(`/tenants/0/operations/inconnue`)).status).toBe(404);
    expect((await ask('/tenants/2/operations')).status).toBe(403);
    const other = await personOf(archive.service, 'dominique', [{ tenant: 2, role: 'R2' }]);
    expect((await other(`/tenants/2/operations/${entered}`)).status).toBe(404);
  });
});
