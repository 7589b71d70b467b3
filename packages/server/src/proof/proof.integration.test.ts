import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalLine, type SealedEntry, verifyJournal } from '@perenne/proof';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBuffer } from 'yauzl';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import type { TenantId } from '../platform/index.ts';
import { sha512 } from './sealed-file.ts';
import type { TraceabilityEvent } from './traceability-event.ts';

const TENANT = 0 as TenantId;
const SUPPORT = '/test-support/v1';
const ACCESS = '/access-external/v1';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive({ testSupport: true });
});
afterAll(() => archive?.close());

type Kind = 'operations' | 'units' | 'objectgroups';

/** @returns identifier of the operation; null when there was nothing to do */
async function secure(kind: Kind, tenant: number = TENANT): Promise<string | null> {
  const answer = await archive.service.asApplication('POST', `${SUPPORT}/traceability/${kind}`, {
    body: { tenant },
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.json.operationId;
}

// biome-ignore lint/suspicious/noExplicitAny: what a test looks for in it is the test's own claim
async function journalOf(operation: string | null, tenant: number = TENANT): Promise<any> {
  return (await archive.get(`${ACCESS}/logbookoperations/${operation}`, { tenant })).$results[0];
}

const eventOf = async (operation: string | null): Promise<TraceabilityEvent> =>
  JSON.parse((await journalOf(operation)).evDetData);

/** Does something of which the journal of operations tells. */
async function act(): Promise<string> {
  const event = { eventType: 'EXT_ACT', eventTypeProcess: 'EXTERNAL_LOGBOOK', outcome: 'OK' };
  const answer = await archive.service.asApplication('POST', '/admin-external/v1/logbookoperations', {
    body: {
      ...{ eventType: 'EXT_ACT', eventTypeProcess: 'EXTERNAL_LOGBOOK' },
      events: [{ ...event, outcomeDetail: 'EXT_ACT.OK', outcomeDetailMessage: 'Été' }],
    },
  });
  expect(answer.status, answer.text).toBe(201);
  return String(answer.headers['x-request-id']);
}

async function placeOf(name: string) {
  const [place] = await archive.service.house.database.inTenant(TENANT, (tx) =>
    tx.query<{ container: string; size: number; offers: string[] }>(
      'select container, size, offers from placement where tenant = $1 and name = $2',
      [TENANT, name],
    ),
  );
  if (!place) throw new Error(`${name} lies nowhere`);
  return place;
}

async function zipOf(name: string): Promise<Buffer> {
  const { storage } = archive.service.house;
  const pieces: Buffer[] = [];
  for await (const piece of await storage.read(await placeOf(name))) pieces.push(piece);
  return Buffer.concat(pieces);
}

function entriesOf(zip: Buffer): Promise<SealedEntry[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(zip, {}, (error, file) => {
      if (error || !file) return reject(error);
      const entries: SealedEntry[] = [];
      file.on('end', () => resolve(entries)).on('error', reject);
      file.on('entry', (entry) => {
        expect(entry.compressionMethod).toBe(0);
        file.openReadStream(entry, async (failure, stream) => {
          if (failure || !stream) return reject(failure);
          const pieces: Buffer[] = [];
          for await (const piece of stream) pieces.push(piece);
          entries.push({ name: entry.fileName, bytes: Buffer.concat(pieces) });
        });
      });
    });
  });
}

describe('the journal of operations', () => {
  it('is secured: what was written since the last time, in a file that proves itself', async () => {
    const acted = await act();
    const id = await secure('operations');
    const journal = await journalOf(id);
    expect(journal).toMatchObject({ evType: 'STP_OP_SECURISATION', evTypeProc: 'TRACEABILITY', obId: id });
    expect(journal.events.map(({ outDetail }: { outDetail: string }) => outDetail)).toEqual([
      'OP_SECURISATION_TIMESTAMP.OK',
      'OP_SECURISATION_STORAGE.OK',
      'STP_OP_SECURISATION.OK',
    ]);
    for (const { outMessg } of journal.events) expect(outMessg).not.toMatch(/^!/);
    const event = await eventOf(id);
    expect(journal.events[1].evDetData).toBe(journal.evDetData);
    expect(journal.events[2].evDetData).toBe(journal.evDetData);
    expect(event).toMatchObject({
      ...{ LogType: 'OPERATION', StartDate: '1970-01-01T00:00:00.000', SecurisationVersion: 'V1' },
      ...{ DigestAlgorithm: 'SHA512', MaxEntriesReached: false },
      FileName: `${TENANT}_LogbookOperation_${id}_${event.EndDate.slice(0, 19).replace(/[-:]/g, '').replace('T', '_')}.zip`,
    });
    const zip = await zipOf(event.FileName);
    expect(zip.length).toBe(event.Size);
    const entries = await entriesOf(zip);
    const verdict = await verifyJournal(entries, sha512);
    expect(verdict).toMatchObject({ root: event.Hash, token: event.TimeStampToken, isSound: true });
    const lines = Buffer.from(entries[0]?.bytes ?? [])
      .toString()
      .trimEnd()
      .split('\n');
    expect(lines.length).toBe(event.NumberOfElements);
    expect(lines).toContain(canonicalLine(await journalOf(acted)));
    expect((await placeOf(event.FileName)).offers).toEqual(['offer-fs-1', 'offer-fs-2']);
  });

  it('is linked to the one before, and holds its operation; without a reason nothing is made', async () => {
    await act();
    const first = await secure('operations');
    expect(await secure('operations')).toBeNull();
    await act();
    const second = await secure('operations');
    const [before, after] = [await eventOf(first), await eventOf(second)];
    expect(after.StartDate).toBe(before.EndDate);
    expect(after.PreviousLogbookTraceabilityDate).toBe(before.StartDate);
    const entries = await entriesOf(await zipOf(after.FileName));
    expect((await verifyJournal(entries, sha512))?.chain.previous).toBe(before.TimeStampToken);
    const lines = Buffer.from(entries[0]?.bytes ?? []).toString();
    expect(lines).toContain(`"_id":"${first}"`);
    expect(lines).not.toContain(`"_id":"${second}"`);
  });

  it('of one tenant knows nothing of another', async () => {
    const acted = await act();
    const id = await secure('operations', 2);
    const { house } = archive.service;
    const count = await house.database.inTenant(2 as TenantId, (tx) =>
      tx.query(`select from placement where category = 'logbooks'`),
    );
    expect(count.length).toBe(1);
    const { evDetData } = await journalOf(id, 2);
    expect(JSON.parse(evDetData).FileName).toMatch(/^2_/);
    expect(await secure('operations')).not.toBeNull();
    expect(acted).not.toBe(id);
  });

  it('what is written while a transaction goes on for long is not forgotten', async () => {
    await secure('operations');
    const { house } = archive.service;
    const [row] = await house.database.inTenant(TENANT, async (tx) => {
      await tx.query('select 1');
      return house.database.outsideTenants((other) =>
        other.query<{ oldest: Date; now: Date }>('select perenne_oldest_transaction() as oldest, now()'),
      );
    });
    expect(row?.oldest.getTime()).toBeLessThanOrEqual(row?.now.getTime() as number);
  });
});

describe('the key of the time stamps', () => {
  it('is made once, for its owner alone', async () => {
    const { dataFolder } = archive.service.house.configuration;
    const { mode } = await stat(join(dataFolder, 'keys', 'time-stamp.pem'));
    expect(mode & 0o777).toBe(0o600);
    expect((await stat(join(dataFolder, 'keys'))).mode & 0o777).toBe(0o700);
  });
});
