import { SAMPLE } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { goodSip, zipOf } from '../ingest/testing/sip.ts';
import { broughtBy, deliver, filesOf } from './delivery/testing/packages.ts';

const CONTRACT = 'CA-JOURNAL';
let archive: TestArchive;
let entered: string;
beforeAll(async () => {
  archive = await openArchive({}, [0]);
  entered = (await archive.enter(await zipOf(goodSip(7)))).id;
  await archive.import('/accesscontracts', [
    {
      Identifier: CONTRACT,
      Name: 'Lectures journalisées',
      Status: 'ACTIVE',
      EveryOriginatingAgency: true,
      EveryDataObjectVersion: true,
      AccessLog: 'ACTIVE',
    },
  ]);
});
afterAll(() => archive?.close());

const ask = (path: string, contract: string, more: Record<string, string> = {}, body?: object, tenant = 0) =>
  archive.service.asApplication('GET', path, {
    tenant,
    ...(body === undefined ? {} : { body }),
    headers: { Accept: 'application/octet-stream', 'X-Access-Contract-Id': contract, ...more },
  });
const log = (body?: object, tenant = 0) =>
  ask('/access-external/v1/storageaccesslog', CONTRACT, {}, body, tenant);

async function unitWithFile(): Promise<string> {
  const query = {
    ...broughtBy(entered),
    $query: [{ $and: [{ $eq: { '#opi': entered } }, { $eq: { DescriptionLevel: 'Item' } }] }],
  };
  const answer = await archive.service.asApplication('GET', '/access-external/v1/units', {
    body: query,
    headers: { Accept: 'application/json', 'X-Access-Contract-Id': CONTRACT },
  });
  return answer.json.$results[0]['#id'];
}

describe('the log of readings', () => {
  it('tells who read which object under a contract that logs it, and nothing else', async () => {
    expect((await log()).status).toBe(404);
    const unit = await unitWithFile();
    const path = `/access-external/v1/units/${unit}/objects`;
    const version = { 'X-Qualifier': 'BinaryMaster', 'X-Version': '1', 'X-Application-Id': 'essai' };
    expect((await ask(path, SAMPLE.accessContract, version)).status).toBe(200);
    const read = await ask(path, CONTRACT, version);
    expect(read.status).toBe(200);
    const delivery = await deliver(archive, broughtBy(entered), {}, CONTRACT);
    expect(delivery.status).toBe('OK');

    const answer = await log();
    expect(answer.status, answer.text.slice(0, 300)).toBe(200);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="accessLog.zip"');
    const files = await filesOf(answer.bytes);
    const lines = [...files.values()].flatMap((content) =>
      String(content)
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    );
    for (const name of files.keys())
      expect(name).toMatch(/^0_storage_access_logbook_\d{17}_\d{17}_a[a-z2-7]{35}\.log$/);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toEqual({
      eventDateTime: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}$/),
      xRequestId: read.headers['x-request-id'],
      applicationId: 'essai',
      objectIdentifier: expect.stringMatching(/^a[a-z2-7]{35}$/),
      size: String(read.bytes.length),
      qualifier: 'BinaryMaster',
      version: '1',
      contextId: 'CT-000001',
      contractId: CONTRACT,
      archivesId: unit,
    });
    expect(lines.slice(1).map(({ xRequestId }) => xRequestId)).toEqual(Array(3).fill(delivery.id));
    expect(new Set(lines.slice(1).map(({ objectIdentifier }) => objectIdentifier)).size).toBe(3);
  });

  it('is given by days, to its tenant alone', async () => {
    const today = archive.service.house.clock.now().toISOString().slice(0, 10);
    const answer = await log({ StartDate: today, EndDate: today });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="accessLog_${today}-${today}.zip"`,
    );
    expect((await log({ EndDate: '2001-01-01' })).status).toBe(404);
    expect((await log({ StartDate: '2999-01-01T00:00:00' })).json).toMatchObject({ code: '020142' });
    expect((await log({ StartDate: 'demain' })).status).toBe(412);
    expect((await log(undefined, 1)).status).toBe(404);
  });
});
