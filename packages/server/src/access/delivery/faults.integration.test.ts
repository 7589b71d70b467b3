import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { openArchive, type TestArchive } from '../../ingest/testing/archive.ts';
import { goodSip, zipOf } from '../../ingest/testing/sip.ts';
import type { WorkFolder } from '../../storage/index.ts';
import { ask, broughtBy, deliver, ended, packageOf, saidBy, turned } from './testing/packages.ts';

/** Every call of a delivery to the disks fails once: it stops, and goes on when it is told to, as if nothing had been. */

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive({}, [0]);
});
afterAll(() => archive?.close());
afterEach(() => vi.restoreAllMocks());

/** Fails the call of that number, from 1, and counts all of them. */
function failCall(number: number): { readonly calls: () => number } {
  let calls = 0;
  const counted =
    <Arguments extends unknown[], Result>(work: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments): Promise<Result> => {
      calls++;
      if (calls === number) throw new Error(`call ${number} fails`);
      return work(...given);
    };
  const { storage, workspace } = archive.service.house;
  for (const name of ['read', 'verify', 'openFile'] as const) {
    const work = storage[name].bind(storage) as (...given: unknown[]) => Promise<never>;
    vi.spyOn(storage, name).mockImplementation(counted(work) as never);
  }
  const folder = workspace.folder.bind(workspace);
  vi.spyOn(workspace, 'folder').mockImplementation((tenant, operation): WorkFolder => {
    const real = folder(tenant, operation);
    return { ...real, open: counted(real.open), write: counted(real.write) };
  });
  return { calls: () => calls };
}

it('ends as it would have, whichever call fails', async () => {
  const { id: entered } = await archive.enter(await zipOf(goodSip(5)));
  const contentOf = async (id: string) => {
    const files = await packageOf(archive, id);
    return { ...(await saidBy(turned(String(files.get('manifest.xml'))), files)), header: {} };
  };
  const expected = await contentOf((await deliver(archive, broughtBy(entered))).id);

  for (let number = 1, calls = number; calls >= number; number++) {
    const count = failCall(number);
    const answer = await ask(archive, '/access-external/v1/dipexport', broughtBy(entered));
    const id = String(answer.headers['x-request-id']);
    const stopped = await archive.settled(id);
    const failed = stopped.state === 'PAUSE';
    expect(failed ? stopped.status : 'FATAL', `call ${number}`).toBe('FATAL');
    if (failed) {
      const move = await archive.service.asApplication('PUT', `/admin-external/v1/operations/${id}`, {
        headers: { 'X-Action': 'RESUME' },
      });
      expect(move.status, move.text).toBe(202);
    }
    const delivery = await ended(archive, id);
    expect(delivery.status, `call ${number}`).toBe('OK');
    calls = count.calls();
    vi.restoreAllMocks();
    expect(await contentOf(id), `call ${number}`).toEqual(expected);
    expect(await archive.leftOf(id)).toEqual({ placement: 1, dip: 2 });
    if (!failed) expect(number).toBeGreaterThan(10);
  }
}, 300_000);
