import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { goodSip, zipOf } from '../ingest/testing/sip.ts';
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
      expect(await read(id)).toMatchObject({ state: 'RUNNING', isWaiting: true, isHeld: true });
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
