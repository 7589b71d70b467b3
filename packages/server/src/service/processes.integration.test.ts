import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { goodSip, zipOf } from '../ingest/testing/sip.ts';
import type { TenantId } from '../platform/index.ts';
import { personOf } from './testing/persons.ts';

let archive: TestArchive;
let administrator: Awaited<ReturnType<typeof personOf>>;
let archivist: Awaited<ReturnType<typeof personOf>>;
let refused: string;
beforeAll(async () => {
  archive = await openArchive();
  refused = (await archive.enter(Buffer.from('no package'))).id;
  administrator = await personOf(archive.service, 'andrea', [{ tenant: 0, role: 'R3' }]);
  archivist = await personOf(archive.service, 'camille', [{ tenant: 0, role: 'R2' }]);
});
afterAll(() => archive?.close());

/** A transfer that stops after its first step. */
async function pausedTransfer(): Promise<string> {
  const id = await archive.deposit(await zipOf(goodSip()), { headers: { 'X-Action': 'NEXT' } });
  expect(await archive.settled(id)).toMatchObject({ state: 'PAUSE' });
  return id;
}

const list = async (query = '') => (await administrator(`/tenants/0/processes?${query}`)).json;
const idsOf = async (query: string): Promise<string[]> =>
  (await list(query)).processes.map(({ id }: { id: string }) => id);
const read = async (id: string) => (await administrator(`/tenants/0/processes/${id}`)).json;
const move = (id: string, wanted: string, person = administrator) =>
  person(`/tenants/0/processes/${id}/moves`, { method: 'POST', body: { move: wanted } });

describe('the operations that the engine runs', () => {
  it('are listed with what waits first, counted, and filtered', async () => {
    const paused = await pausedTransfer();
    const over = (await archive.enter(Buffer.from('no package either'))).id;
    const page = await list();
    expect(page.processes[0]).toMatchObject({
      ...{ id: paused, state: 'PAUSE', category: 'INGEST', stepByStep: true, asked: null, isWaiting: false },
      ...{
        progress: { done: 1 },
        lastStep: expect.stringMatching(/\w/),
        nextStep: expect.stringMatching(/\w/),
      },
    });
    expect(page.states.PAUSE).toBe(1);
    expect(page.total).toBe(page.states.PAUSE + page.states.RUNNING + page.states.COMPLETED);
    expect(page.categories).toContain('INGEST');
    expect(await idsOf('state=PAUSE')).toEqual([paused]);
    expect(await idsOf('status=KO')).toEqual([over, refused]);
    expect(await list('status=KO')).toMatchObject({ total: 2, states: page.states });
    expect(await idsOf(`id=${refused}`)).toEqual([refused]);
    expect(await idsOf('id=inconnue')).toEqual([]);
    expect(await idsOf('category=EXPORT_DIP')).toEqual([]);
    expect(await idsOf('to=2020-01-01')).toEqual([]);
    expect(await idsOf('from=2020-01-01&status=KO&limit=1&offset=1')).toEqual([refused]);
    expect((await administrator('/tenants/0/processes?from=hier')).status).toBe(400);
    expect((await move(paused, 'CANCEL')).status).toBe(200);
  });

  it('go one step on, are replayed and go to their end, as their state allows', async () => {
    const id = await pausedTransfer();
    expect((await read(id)).moves).toEqual(['RESUME', 'NEXT', 'REPLAY', 'CANCEL']);
    expect((await move(id, 'NEXT')).status).toBe(200);
    await archive.settled(id);
    const { progress, lastStep } = await read(id);
    expect(progress.done).toBe(2);
    expect((await move(id, 'REPLAY')).status).toBe(200);
    await archive.settled(id);
    expect(await read(id)).toMatchObject({ state: 'PAUSE', progress, lastStep });
    expect((await move(id, 'PAUSE')).json).toMatchObject({ httpCode: 409, code: '000710' });
    expect((await move(id, 'RESUME')).status).toBe(200);
    await archive.settled(id);
    expect(await read(id)).toMatchObject({ state: 'COMPLETED', nextStep: null, moves: [] });
    expect((await move(id, 'CANCEL')).status).toBe(409);
  });

  it('are held back by order, and go on by themselves when it is lifted', async () => {
    const hold = (verb: string, body: unknown, tenant = 0) =>
      archive.service.asApplication('POST', `/admin-external/v1/${verb}`, { tenant, body });
    const paused = await pausedTransfer();
    expect((await hold('forcepause', { tenant: 0, type: 'INGEST' })).json.$results).toEqual([
      { tenant: 0, type: 'INGEST' },
    ]);
    const queued = await archive.deposit(await zipOf(goodSip()));
    expect((await move(paused, 'RESUME')).status).toBe(200);
    // Both are seen to wait while a transfer of another type goes to its end.
    const blank = await archive.deposit(await zipOf(goodSip()), {
      headers: { 'X-Context-Id': 'BLANK_TEST' },
    });
    expect(await archive.settled(blank)).toMatchObject({ state: 'COMPLETED' });
    for (const id of [paused, queued])
      expect(await read(id)).toMatchObject({
        ...{ state: 'RUNNING', isWaiting: true, isHeld: true, place: null },
        ...{ run: { endedAt: null } },
      });
    expect((await list()).holds).toMatchObject([{ category: 'INGEST', isOfPlatform: false }]);
    expect((await hold('removeforcepause', { tenant: 0, type: 'INGEST' })).status).toBe(200);
    for (const id of [paused, queued])
      expect(await archive.settled(id)).toMatchObject({ state: 'COMPLETED', status: 'OK' });
    expect((await list()).holds).toEqual([]);
  });

  it('stop at the end of their step when an order comes', async () => {
    const holds = (method: 'PUT' | 'DELETE', category: string | null = null) =>
      administrator('/tenants/0/processes/holds', { method, body: { category } });
    const id = await archive.deposit(await zipOf(goodSip()));
    expect((await holds('PUT')).status).toBe(204);
    await expect.poll(async () => (await read(id)).isHeld, { timeout: 60_000 }).toBe(true);
    const { progress } = await read(id);
    expect(progress.done).toBeLessThan(progress.of);
    const asArchivist = { method: 'DELETE', body: { category: null } } as const;
    expect((await archivist('/tenants/0/processes/holds', asArchivist)).status).toBe(403);
    expect((await holds('PUT', 'SIESTE')).json).toMatchObject({ httpCode: 400 });
    expect((await holds('DELETE')).status).toBe(204);
    expect(await archive.settled(id)).toMatchObject({ state: 'COMPLETED', status: 'OK' });
  });

  it('are told apart from what the archive does by itself, and when', async () => {
    const { jobs } = (await archivist('/tenants/0/processes/jobs')).json;
    expect(jobs).toContainEqual(expect.objectContaining({ name: 'STORAGE_BACKUP', everySeconds: 14_400 }));
    const depositor = await personOf(archive.service, 'denis', [{ tenant: 0, role: 'R1' }]);
    expect((await depositor('/tenants/0/processes/jobs')).status).toBe(403);
  });

  it('of another tenant, or of all, are held back from the administration tenant alone', async () => {
    const order = (body: unknown, tenant = 0) =>
      archive.service.asApplication('POST', '/admin-external/v1/forcepause', { tenant, body });
    for (const body of [{ tenant: 2 }, { type: 'INGEST' }, { pauseAll: true }, { tenant: 0, pauseAll: true }])
      expect((await order(body)).json, JSON.stringify(body)).toMatchObject({ httpCode: 403, code: '020152' });
    for (const body of [
      {},
      { pauseAll: false },
      { tenant: 'zéro' },
      { tenant: 0, type: 'SIESTE' },
      { qui: 1 },
      [],
    ])
      expect((await order(body)).json, JSON.stringify(body)).toMatchObject({ httpCode: 400, code: '020120' });
    expect((await order({ pauseAll: true }, 1)).json.$results).toEqual([{ pauseAll: true }]);
    expect((await list()).holds).toMatchObject([{ category: null, isOfPlatform: true }]);
    const lifted = await archive.service.asApplication('POST', '/admin-external/v1/removeforcepause', {
      ...{ tenant: 1, body: { pauseAll: true } },
    });
    expect(lifted.status).toBe(200);
  });

  it('end refused when they are cancelled', async () => {
    const id = await pausedTransfer();
    expect((await move(id, 'CANCEL')).json).toMatchObject({ id });
    await archive.settled(id);
    expect(await read(id)).toMatchObject({ state: 'COMPLETED', status: 'KO' });
  });

  it('are followed by archivists, and moved by administrators alone', async () => {
    const id = await pausedTransfer();
    expect((await archivist(`/tenants/0/processes/${id}`)).json).toMatchObject({ id, state: 'PAUSE' });
    expect((await move(id, 'RESUME', archivist)).status).toBe(403);
    expect((await move(id, 'STOP')).status).toBe(400);
    expect((await move('inconnue', 'RESUME')).status).toBe(404);
    expect((await administrator('/tenants/0/processes/inconnue')).status).toBe(404);
    expect((await administrator('/tenants/2/processes')).status).toBe(403);
    const producer = await personOf(archive.service, 'dominique', [{ tenant: 0, role: 'R1' }]);
    expect((await producer('/tenants/0/processes')).status).toBe(403);
    expect(await read(id)).toMatchObject({ state: 'PAUSE' });
  });
});

describe('the operations as CSV', () => {
  it('are those that answer, whole, in words and without formulas', async () => {
    const lines = async (query: string) => {
      const { text, headers } = await archivist(`/tenants/0/processes/export?${query}`);
      expect(headers['content-type']).toMatch('text/csv');
      return text.replace('\uFEFF', '').split('\n').slice(0, -1);
    };
    const [head, line, ...others] = await lines(`id=${refused}`);
    expect(head).toMatch(/^Identifiant;Catégorie;/);
    expect(line).toMatch(new RegExp(`^${refused};INGEST;[^;]*\\p{Ll}[^;]*;Terminée;KO;\\d{4}-`, 'u'));
    expect(others).toEqual([]);
    const made = 1_003;
    await archive.service.house.database.inTenant(0 as TenantId, (tx) =>
      tx.query(
        `insert into operation (tenant, id, workflow, type, process_type, state, status, sound_status, parameters,
                                created_at, updated_at)
         select 0, '=op-' || lpad(n::text, 5, '0'), 'W', '=1+1', 'ESSAI', 'COMPLETED', 'OK', 'OK', '{}',
                timestamptz '2026-01-01' + n / 7 * interval '1 millisecond', now()
         from generate_series(1, $1::int) as n`,
        [made],
      ),
    );
    const places = (await lines('category=ESSAI')).slice(1).map((each) => Number(each.slice(5, 10)));
    expect(places).toEqual(
      Array.from({ length: made }, (_, at) => at + 1).toSorted(
        (one, two) => Math.floor(two / 7) - Math.floor(one / 7) || two - one,
      ),
    );
    expect((await lines('category=ESSAI'))[1]).toMatch(/^'=op-\d+;ESSAI;'?!?=1\+1/);
    await archive.service.house.database.inTenant(0 as TenantId, (tx) =>
      tx.query(`delete from operation where tenant = 0 and process_type = 'ESSAI'`),
    );
    expect((await archivist('/tenants/0/processes/export?from=hier')).status).toBe(400);
    expect((await archivist('/tenants/2/processes/export')).status).toBe(403);
  });
});

describe('the operations of all the safes of a person', () => {
  const all = async (by: typeof administrator, query = '') => (await by(`/processes?${query}`)).json;

  it('stand in one list, and nothing of other safes', async () => {
    const here = await pausedTransfer();
    const there = await archive.deposit(await zipOf(goodSip()), {
      ...{ tenant: 2, headers: { 'X-Action': 'NEXT' } },
    });
    await archive.settled(there, 2);
    const operator = await personOf(archive.service, 'odile', [
      { tenant: 0, role: 'R5' },
      { tenant: 2, role: 'R3' },
    ]);
    const page = await all(operator, 'state=PAUSE');
    expect(page.processes.slice(0, 2)).toMatchObject([
      { id: there, tenant: 2, moves: expect.arrayContaining(['RESUME']) },
      { id: here, tenant: 0 },
    ]);
    expect(page.safes.map(({ tenant }: { tenant: number }) => tenant)).toEqual([0, 2]);
    const [own, other] = page.safes;
    expect(own.paused).toBeGreaterThan(0);
    expect(other).toMatchObject({ paused: 1, running: 0, waiting: 0, failed: 0 });
    expect(page.total).toBe(own.paused + other.paused);
    expect(page.states.PAUSE).toBe(page.total);

    const whole = await all(operator, 'limit=100');
    const [first, second] = [await all(operator, 'limit=3'), await all(operator, 'limit=3&offset=3')];
    const idsOfPage = ({ processes }: { processes: { id: string }[] }) => processes.map(({ id }) => id);
    expect([...idsOfPage(first), ...idsOfPage(second)]).toEqual(idsOfPage(whole).slice(0, 6));
    const inTwo = await all(operator, 'tenant=2');
    expect(new Set(inTwo.processes.map(({ tenant }: { tenant: number }) => tenant))).toEqual(new Set([2]));
    expect(inTwo.safes).toEqual(whole.safes);

    // Who has no such role there sees neither the safe nor its operations, and asks for it in vain.
    const half = await personOf(archive.service, 'hector', [
      { tenant: 0, role: 'R2' },
      { tenant: 2, role: 'R1' },
    ]);
    const seen = await all(half, 'limit=100');
    expect(seen.safes.map(({ tenant }: { tenant: number }) => tenant)).toEqual([0]);
    expect(seen.processes.every(({ tenant }: { tenant: number }) => tenant === 0)).toBe(true);
    expect(JSON.stringify(seen)).not.toContain(there);
    expect((await half('/processes?tenant=2')).status).toBe(403);
    expect(await all(half, `id=${there}`)).toMatchObject({ total: 0, processes: [] });
    const producer = await personOf(archive.service, 'paul', [{ tenant: 0, role: 'R1' }]);
    expect((await producer('/processes')).status).toBe(403);

    // Orders are given in the safe of the operation, by whoever may give them there.
    const order = (by: typeof administrator, tenant: number, id: string) =>
      by(`/tenants/${tenant}/processes/${id}/moves`, { method: 'POST', body: { move: 'CANCEL' } });
    expect((await order(half, 0, here)).status).toBe(403);
    expect((await order(administrator, 2, there)).status).toBe(403);
    expect((await order(operator, 0, there)).status).toBe(404);
    expect((await order(operator, 2, there)).status).toBe(200);
    expect((await order(operator, 0, here)).status).toBe(200);
    await archive.settled(there, 2);
    expect((await all(operator, 'state=PAUSE&tenant=2')).total).toBe(0);
  });
});

describe('the filters of the compatible API', () => {
  const ask = async (query: object) =>
    (await archive.service.asApplication('GET', '/admin-external/v1/operations', { body: query })).json;
  const answered = async (query: object): Promise<string[]> =>
    (await ask(query)).$results.map(({ operationId }: { operationId: string }) => operationId);

  it('each, and all together', async () => {
    const id = await pausedTransfer();
    const all = await ask({});
    const detail = all.$results.find((each: { operationId: string }) => each.operationId === id);
    expect(detail).toMatchObject({ processType: 'INGEST', stepByStep: true, globalState: 'PAUSE' });
    expect(Object.keys(detail).sort()).toEqual(
      [
        ...['operationId', 'processType', 'stepByStep', 'globalState', 'stepStatus'],
        ...['previousStep', 'nextStep', 'processDate'],
      ].sort(),
    );
    const [year, month, day] = String(detail.processDate).slice(0, 10).split('-');
    const today = `${day}/${month}/${year}`;
    const filters: Record<string, unknown> = {
      ...{ id, states: ['PAUSE', 'RUNNING'], statuses: [detail.stepStatus], workflows: ['DEFAULT_WORKFLOW'] },
      ...{ listSteps: [detail.previousStep], listProcessTypes: ['INGEST'] },
      ...{ startDateMin: today, startDateMax: today },
    };
    expect(await answered(filters)).toEqual([id]);
    const misses = {
      ...{ id: '', states: ['COMPLETED'], statuses: ['FATAL'], workflows: ['PROCESS_SIP_UNITARY'] },
      ...{ listSteps: [detail.nextStep], listProcessTypes: ['EXPORT_DIP'] },
    };
    for (const [name, value] of Object.entries(misses)) {
      expect(await answered({ [name]: filters[name] }), name).toContain(id);
      expect(await answered({ [name]: value }), name).not.toContain(id);
      expect(await answered({ ...filters, [name]: value }), name).toEqual([]);
    }
    expect(await answered({ startDateMin: today, startDateMax: today })).toContain(id);
    expect(await answered({ startDateMin: '01/01/2020', startDateMax: '02/01/2020' })).toEqual([]);
    // One date alone is ignored (spec api.md 6.6).
    expect(await answered({ startDateMax: '02/01/2020' })).toContain(id);
  });

  it('of another form are refused', async () => {
    for (const query of [{ states: 'PAUSE' }, { listSteps: [1] }, { id: 7 }, { startDateMin: '2020-01-01' }])
      expect(await ask(query)).toMatchObject({ httpCode: 400, code: '020120' });
  });
});
