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
