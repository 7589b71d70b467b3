import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { localFileSystem } from '../storage/file-system.ts';
import { fillingFileSystem } from '../storage/testing/filling-file-system.ts';
import { type Event, ONLY_THE_REPLY, openArchive, type TestArchive } from './testing/archive.ts';
import { goodSip, zipOf } from './testing/sip.ts';

/** The time that Vitest would wait by itself, a second, is not enough on a busy machine. */
const PATIENT = { timeout: 60_000 };

/** A disk that is full in the middle of an entry: the operation waits, says why, and goes on or is cancelled. */

const files = fillingFileSystem(localFileSystem);
let archive: TestArchive;
let sip: Buffer;
let undisturbed: Record<string, number>;

beforeAll(async () => {
  archive = await openArchive({}, [0], files);
  sip = await zipOf(goodSip());
  const { id } = await archive.enter(sip);
  undisturbed = await vi.waitFor(async () => {
    const left = await archive.leftOf(id);
    expect(left.workspace).toBeUndefined();
    return left;
  }, PATIENT);
});
afterEach(() => files.makeRoom());
afterAll(() => archive?.close());

async function move(operation: string, method: 'PUT' | 'DELETE', action?: string) {
  const headers: Record<string, string> = action === undefined ? {} : { 'X-Action': action };
  const answer = await archive.service.asApplication(method, `/admin-external/v1/operations/${operation}`, {
    headers,
  });
  expect(answer.status, answer.text).toBe(202);
  return archive.settled(operation);
}

async function isPausedAndSaysWhy(operation: string): Promise<void> {
  expect(await archive.settled(operation)).toEqual({ state: 'PAUSE', status: 'FATAL' });
  const { $results } = await archive.get(`/access-external/v1/logbookoperations/${operation}`);
  const said = $results[0].events.map(({ evDetData }: { evDetData: string | null }) => evDetData ?? '');
  expect(said.join()).toMatch(/NO_SPACE: .*no space left/);
}

/** The work folder goes a moment after the completion. */
async function leaves(operation: string, expected: Record<string, number>): Promise<void> {
  await vi.waitFor(async () => expect(await archive.leftOf(operation)).toEqual(expected), {
    ...PATIENT,
  });
}

/** Fills a folder in an entry. @returns undefined when the entry needed no more room than there was */
async function enterInto(folder: string, after: number): Promise<string | undefined> {
  files.makeRoom();
  const operation = await archive.deposit(sip, { headers: { 'X-Action': 'NEXT' } });
  await archive.settled(operation);
  files.fill(folder, after);
  await move(operation, 'PUT', 'RESUME').catch(() => undefined);
  const { state } = await archive.settled(operation);
  return state === 'COMPLETED' ? undefined : operation;
}

describe.each(['offers', 'workspace'])('an entry on full %s', (folder) => {
  const writes = fc.nat(25);

  it('goes on once there is room', async () => {
    await fc.assert(
      fc.asyncProperty(writes, async (after) => {
        const operation = await enterInto(folder, after);
        if (operation === undefined) return;
        await isPausedAndSaysWhy(operation);
        expect((await archive.service.call('GET', '/readyz')).status).toBe(200);
        files.makeRoom();
        expect(await move(operation, 'PUT', 'RESUME')).toEqual({ state: 'COMPLETED', status: 'OK' });
        await leaves(operation, undisturbed);
      }),
      { numRuns: 3 },
    );
  }, 120_000);

  it('can be cancelled, and leaves nothing but its reply', async () => {
    await fc.assert(
      fc.asyncProperty(writes, async (after) => {
        const operation = await enterInto(folder, after);
        if (operation === undefined) return;
        files.makeRoom();
        expect(await move(operation, 'DELETE')).toEqual({ state: 'COMPLETED', status: 'KO' });
        await leaves(operation, ONLY_THE_REPLY);
      }),
      { numRuns: 3 },
    );
  }, 120_000);
});

describe('the room on the offers before the taking over', () => {
  const object = Buffer.alloc(200_000, 'Un texte qui compte. ');
  const large = async () => {
    const { manifest, files: content } = goodSip();
    const [path, before] = Object.entries(content).find(([name]) => name.endsWith('.txt')) as [
      string,
      Buffer,
    ];
    const changed = manifest
      .replace(
        createHash('sha512').update(before).digest('hex'),
        createHash('sha512').update(object).digest('hex'),
      )
      .replace(`<Size>${before.length}</Size>`, `<Size>${object.length}</Size>`);
    return zipOf({ manifest: changed, files: { ...content, [path]: object } });
  };

  it('need not hold again the objects that lie there', async () => {
    files.leave('offers', object.length);
    expect(await archive.enter(await large())).toMatchObject({ state: 'COMPLETED', status: 'OK' });
  });

  it('is told when the documents do not fit', async () => {
    files.leave('offers', 100);
    const { id, refusal, events } = await archive.enter(await large());
    expect(refusal).toBe('STORAGE_AVAILABILITY_CHECK.KO');
    const { evDetData } = events.find(
      ({ outDetail }) => outDetail === 'STORAGE_AVAILABILITY_CHECK.KO',
    ) as Event;
    expect(JSON.parse(evDetData ?? '')).toMatchObject({ 'offer-fs-1': 'KO', 'offer-fs-1_usableSpace': 100 });
    await leaves(id, ONLY_THE_REPLY);
  });
});

describe('an upload into a full workspace', () => {
  it('is refused with its reason and leaves nothing', async () => {
    files.fill('workspace', 0);
    const answer = await archive.service.asApplication('POST', '/ingest-external/v1/ingests', {
      body: sip,
      headers: {
        'Content-Type': 'application/octet-stream',
        'X-Context-Id': 'DEFAULT_WORKFLOW',
        'X-Action': 'RESUME',
      },
    });
    expect(answer.status).toBe(507);
    expect(answer.json).toMatchObject({ httpCode: 507, message: 'Insufficient Storage' });
    expect(await archive.leftOf(String(answer.headers['x-request-id']))).toEqual({});
  });
});
