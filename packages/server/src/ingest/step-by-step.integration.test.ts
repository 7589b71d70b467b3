import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Event, ONLY_THE_REPLY, openArchive, type TestArchive } from './testing/archive.ts';
import { goodSip, zipOf } from './testing/sip.ts';
import { entryWorkflowById } from './workflows.ts';

/** An entry that is stopped, moved and cancelled through the compatible API, and what that API says of it meanwhile. */

const OPERATIONS = '/admin-external/v1/operations';
const STEPS = (entryWorkflowById('DEFAULT_WORKFLOW')?.steps ?? []).map(({ name }) => name as string);
const STEP_BY_STEP = { headers: { 'X-Action': 'NEXT' } };

let folder: string;
let archive: TestArchive;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perenne-antivirus-'));
  // An antivirus that answers by the exit code that the test wants, when it wants it.
  const command = join(folder, 'scan.sh');
  await writeFile(
    command,
    `#!/bin/sh\nwhile [ ! -e ${folder}/verdict ]; do sleep 0.02; done\nexit $(cat ${folder}/verdict)\n`,
  );
  await chmod(command, 0o755);
  archive = await openArchive({ antivirus: { kind: 'command', command } }, [0]);
});
afterEach(() => forget());
afterAll(async () => {
  await archive?.close();
  await rm(folder, { recursive: true, force: true });
});

const forget = () => rm(join(folder, 'verdict'), { force: true });
async function answer(code: number): Promise<void> {
  await writeFile(join(folder, 'verdict.new'), String(code));
  await rename(join(folder, 'verdict.new'), join(folder, 'verdict'));
}

const sip = zipOf(goodSip());
const deposit = async (options?: typeof STEP_BY_STEP) => archive.deposit(await sip, options);

/** What HEAD says, which clients poll. */
async function headOf(id: string) {
  const { status, headers } = await archive.service.asApplication('HEAD', `${OPERATIONS}/${id}`);
  return {
    http: status,
    state: headers['x-global-execution-state'],
    status: headers['x-global-execution-status'],
    context: headers['x-context-id'],
  };
}

async function detailOf(id: string) {
  const { json } = await archive.service.asApplication('GET', OPERATIONS, { body: { id } });
  expect(json.$results).toHaveLength(1);
  return json.$results[0];
}

const move = (id: string, action: string) =>
  action === 'CANCEL'
    ? archive.service.asApplication('DELETE', `${OPERATIONS}/${id}`)
    : archive.service.asApplication('PUT', `${OPERATIONS}/${id}`, { headers: { 'X-Action': action } });

async function moved(id: string, action: string) {
  const { status, text } = await move(id, action);
  expect(status, text).toBe(202);
  return archive.settled(id);
}

async function eventsOf(id: string): Promise<Event[]> {
  return (await archive.get(`/access-external/v1/logbookoperations/${id}`)).$results[0].events;
}

const replyOf = (id: string) =>
  archive.service.asApplication('GET', `/ingest-external/v1/ingests/${id}/archivetransferreply`, {
    headers: { Accept: 'application/octet-stream' },
  });

async function unitsOf(id: string): Promise<number> {
  const query = { $query: [{ $eq: { '#opi': id } }], $filter: {}, $projection: {} };
  return (await archive.get('/access-external/v1/units', { query })).$results.length;
}

/** Waits until a worker has begun the first step. */
const begun = (id: string) =>
  vi.waitFor(async () => expect(await eventsOf(id)).toHaveLength(1), { interval: 5, timeout: 60_000 });

describe('step by step', () => {
  it('NEXT goes one step on, and every step behind is told; nothing is seen before the last', async () => {
    await answer(0);
    const id = await deposit(STEP_BY_STEP);
    for (const [at, name] of STEPS.entries()) {
      const isLast = at === STEPS.length - 1;
      expect(await archive.settled(id)).toEqual({ state: isLast ? 'COMPLETED' : 'PAUSE', status: 'OK' });
      expect(await headOf(id)).toEqual({
        http: isLast ? 200 : 202,
        state: isLast ? 'COMPLETED' : 'PAUSE',
        status: 'OK',
        context: 'INGEST',
      });
      expect(await detailOf(id)).toMatchObject({
        stepByStep: true,
        globalState: isLast ? 'COMPLETED' : 'PAUSE',
        stepStatus: 'OK',
        previousStep: name,
        nextStep: STEPS[at + 1] ?? '',
      });
      const ended = (await eventsOf(id)).filter(({ evType }) => STEPS.includes(evType));
      expect(ended.map(({ evType }) => evType)).toEqual(STEPS.slice(0, at + 1));
      if (isLast) break;
      expect(await unitsOf(id)).toBe(0);
      expect((await replyOf(id)).status).toBe(404);
      expect((await move(id, 'PAUSE')).status).toBe(412);
      expect((await move(id, 'NEXT')).status).toBe(202);
    }
    expect(await unitsOf(id)).toBe(5);
    expect((await replyOf(id)).text).toContain('<ReplyCode>OK</ReplyCode>');
    const atOnce = await archive.enter(await sip);
    expect((await eventsOf(id)).map(({ outDetail }) => outDetail)).toEqual(
      atOnce.events.map(({ outDetail }) => outDetail),
    );
    for (const action of ['NEXT', 'RESUME', 'PAUSE', 'REPLAY', 'CANCEL'])
      expect((await move(id, action)).status, action).toBe(412);
  });

  it('REPLAY says a step again, and does nothing twice', async () => {
    await answer(0);
    const id = await deposit(STEP_BY_STEP);
    await archive.settled(id);
    await moved(id, 'NEXT');
    const before = await detailOf(id);
    expect(await moved(id, 'REPLAY')).toEqual({ state: 'PAUSE', status: 'OK' });
    expect(await detailOf(id)).toEqual(before);
    expect(await moved(id, 'RESUME')).toEqual({ state: 'COMPLETED', status: 'OK' });
    expect(await unitsOf(id)).toBe(5);
  });

  it('a cancelled one ends refused by its last step, and leaves its reply alone', async () => {
    await answer(0);
    const id = await deposit(STEP_BY_STEP);
    await archive.settled(id);
    for (let step = 1; step < 8; step++) await moved(id, 'NEXT');
    expect((await detailOf(id)).previousStep).toBe('STP_UNIT_METADATA');
    expect(await moved(id, 'CANCEL')).toEqual({ state: 'COMPLETED', status: 'KO' });
    const types = (await eventsOf(id)).map(({ outDetail }) => outDetail);
    expect(types.slice(-2)).toEqual(['ROLL_BACK.OK', 'PROCESS_SIP_UNITARY.KO']);
    expect((await replyOf(id)).text).toContain('<ReplyCode>KO</ReplyCode>');
    expect(await archive.leftOf(id)).toEqual(ONLY_THE_REPLY);
  });
});

describe('while it runs', () => {
  it('it is RUNNING, and so is one that waits for a place', async () => {
    const ids = [await deposit(), await deposit(), await deposit()] as const;
    await begun(ids[0]);
    for (const id of ids) {
      expect(await headOf(id)).toEqual({ http: 202, state: 'RUNNING', status: 'STARTED', context: 'INGEST' });
      expect(await detailOf(id)).toMatchObject({
        globalState: 'RUNNING',
        stepStatus: 'STARTED',
        stepByStep: false,
        nextStep: STEPS[0],
      });
      for (const action of ['NEXT', 'RESUME', 'REPLAY'])
        expect((await move(id, action)).status, action).toBe(412);
      expect((await replyOf(id)).status).toBe(404);
    }
    await answer(0);
    for (const id of ids) expect(await archive.settled(id)).toEqual({ state: 'COMPLETED', status: 'OK' });
  });

  it('PAUSE is obeyed at the end of the step under way', async () => {
    const id = await deposit();
    await begun(id);
    const { status, headers } = await move(id, 'PAUSE');
    expect([status, headers['x-global-execution-state'], headers['x-request-id']]).toEqual([
      202,
      'RUNNING',
      id,
    ]);
    await answer(0);
    expect(await archive.settled(id)).toEqual({ state: 'PAUSE', status: 'OK' });
    expect(await detailOf(id)).toMatchObject({ previousStep: STEPS[0], nextStep: STEPS[1] });
    expect(await moved(id, 'RESUME')).toEqual({ state: 'COMPLETED', status: 'OK' });
  });

  it('a cancellation is obeyed at the end of the step under way', async () => {
    const id = await deposit();
    await begun(id);
    expect((await move(id, 'CANCEL')).status).toBe(202);
    await answer(0);
    expect(await archive.settled(id)).toEqual({ state: 'COMPLETED', status: 'KO' });
    expect(await archive.leftOf(id)).toEqual(ONLY_THE_REPLY);
  });
});

describe('an antivirus by command', () => {
  it.each([1, 2])('that ends with %d refuses the package', async (code) => {
    await answer(code);
    const { refusal, events, reply } = await archive.enter(await sip);
    expect(refusal).toBe('SANITY_CHECK_SIP.KO');
    expect(events.find(({ evType }) => evType === 'SANITY_CHECK_SIP')?.evDetData).toContain(`${code}`);
    expect(reply).toContain('<ReplyCode>KO</ReplyCode>');
  });

  it('that gives no verdict stops the operation, which goes on once it does', async () => {
    await answer(3);
    const id = await deposit();
    expect(await archive.settled(id)).toEqual({ state: 'PAUSE', status: 'FATAL' });
    expect(await headOf(id)).toMatchObject({ http: 202, state: 'PAUSE', status: 'FATAL' });
    expect(await detailOf(id)).toMatchObject({ stepStatus: 'FATAL', nextStep: STEPS[0] });
    const [failed] = (await eventsOf(id)).filter(({ evType }) => evType === 'SANITY_CHECK_SIP');
    expect(failed).toMatchObject({
      outDetail: 'SANITY_CHECK_SIP.FATAL',
      evDetData: expect.stringContaining('ANTIVIRUS_UNAVAILABLE'),
    });
    expect((await replyOf(id)).status).toBe(404);
    await answer(0);
    expect(await moved(id, 'REPLAY')).toEqual({ state: 'PAUSE', status: 'OK' });
    expect(await moved(id, 'RESUME')).toEqual({ state: 'COMPLETED', status: 'OK' });
  });

  it('that gives no verdict lets the operation be cancelled', async () => {
    await answer(3);
    const id = await deposit();
    await archive.settled(id);
    expect(await moved(id, 'CANCEL')).toEqual({ state: 'COMPLETED', status: 'KO' });
    expect((await replyOf(id)).text).toContain('<ReplyCode>KO</ReplyCode>');
  });
});
