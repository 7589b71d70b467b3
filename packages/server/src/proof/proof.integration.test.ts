import { createHash } from 'node:crypto';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { canonicalLine, type SealedEntry, verifyJournal } from '@perenne/proof';
import { manyUnits, SAMPLE } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBuffer } from 'yauzl';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import type { TenantId } from '../platform/index.ts';
import { journalOver, type KeptJournal } from './kept-journal.ts';
import { cutAt } from './life-cycles/prepare.ts';
import { lineOf, openJournal } from './opened-journal.ts';
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

describe('life cycles', () => {
  const PACKAGE = { units: 12, objectSize: 64, seed: 9 };
  let entry: string;
  beforeAll(async () => {
    const entered = await archive.enter(await buffer(manyUnits(PACKAGE)));
    expect(entered.status).toBe('OK');
    entry = entered.id;
  });

  async function secured(kind: Kind) {
    const id = (await secure(kind)) as string;
    const { status } = await archive.settled(id);
    const journal = await journalOf(id);
    return { id, status, journal };
  }
  const detailsOf = (journal: { events: { outDetail: string }[] }) =>
    journal.events.map(({ outDetail }) => outDetail);

  it('of units are secured: a line for each, with its digests and its place', async () => {
    const { id, status, journal } = await secured('units');
    expect(detailsOf(journal)).toEqual([
      'STP_UNIT_LFC_TRACEABILITY.STARTED.OK',
      'STP_UNIT_LFC_TRACEABILITY.OK',
      'CHECK_CONCURRENT_WORKFLOW_LOCK.OK',
      'PREPARE_UNIT_LFC_TRACEABILITY.OK',
      'BUILD_UNIT_LFC_TRACEABILITY.OK',
      'GENERATE_UNIT_LFC_TRACEABILITY.OK',
      'GENERATE_UNIT_LFC_TRACEABILITY.OP_SECURISATION_TIMESTAMP.OK',
      'GENERATE_UNIT_LFC_TRACEABILITY.OP_SECURISATION_STORAGE_ON_WORKSPACE.OK',
      'STP_UNIT_LFC_TRACEABILITY_FINALIZATION.STARTED.OK',
      'STP_UNIT_LFC_TRACEABILITY_FINALIZATION.OK',
      'FINALIZE_UNIT_LFC_TRACEABILITY.OK',
      'LOGBOOK_UNIT_LFC_TRACEABILITY.OK',
    ]);
    for (const { outMessg } of journal.events) expect(outMessg).not.toMatch(/^!/);
    expect(status).toBe('OK');
    expect(journal.events.at(-1).evDetData).toBe(journal.evDetData);
    const event = await eventOf(id);
    const units = (
      await archive.get(`${ACCESS}/units`, {
        query: { $roots: [], $query: [{ $eq: { '#opi': entry } }], $filter: {}, $projection: {} },
      })
    ).$results;
    expect(event).toMatchObject({
      ...{ LogType: 'UNIT_LIFECYCLE', NumberOfElements: units.length },
      Statistics: { units: { nbOK: units.length, nbWarnings: 0 } },
    });
    const entries = await entriesOf(await zipOf(event.FileName));
    expect(await verifyJournal(entries, sha512)).toMatchObject({ root: event.Hash, isSound: true });
    const lines = linesIn(entries);
    expect(lines.map(({ lfcId }) => lfcId).toSorted()).toEqual(
      units.map((unit: Json) => unit['#id']).toSorted(),
    );
    const [line] = lines;
    const unit = units.find((each: Json) => each['#id'] === line?.lfcId);
    const lifeCycle = (await archive.get(`${ACCESS}/logbookunitlifecycles/${line?.lfcId}`)).$results[0];
    expect(line).toMatchObject({
      ...{ mdType: 'UNIT', version: 0, lEvtIdProc: entry, lEvTypeProc: 'INGEST', ltEvtOutcome: 'OK' },
      ...{ up: unit['#unitups'], hLFC: digestOf(lifeCycle), hLFCEvts: digestOf(lifeCycle.events) },
      hGlobalDetails: { strategyId: 'default', offerIds: ['offer-fs-1', 'offer-fs-2'] },
    });
    expect(line?.hGlobalFStorage).toMatch(/^[0-9a-f]{128}$/);
    expect(await secure('units')).toBeNull();
    // Whoever asks for the proof of one element finds this journal and its line, also when a copy is damaged.
    const { container } = await placeOf(event.FileName);
    await damage(1, container);
    const { house } = archive.service;
    const found = await house.database.inTenant(TENANT, async (tx) => {
      const [row] = await tx.query<{ at: Date }>(
        `select published_at as at from life_cycle where tenant = $1 and id = $2`,
        [TENANT, line?.lfcId],
      );
      return journalOver(tx, TENANT, 'LOGBOOK_UNIT_LFC_TRACEABILITY', row?.at as Date);
    });
    expect(found).toMatchObject({ operation: id, event: { FileName: event.FileName } });
    const opened = await openJournal(house, TENANT, found as KeptJournal);
    expect(opened.failure).toBeUndefined();
    expect(lineOf(opened, String(line?.lfcId))).toEqual(line);
    expect(lineOf(opened, entry)).toBeUndefined();
    await damage(2, container);
    expect((await openJournal(house, TENANT, opened)).failure?.error).toBe('INVALID_FINGERPRINT');
  });

  it('of groups likewise, with their objects', async () => {
    const { id, journal } = await secured('objectgroups');
    expect(detailsOf(journal).at(-1)).toBe('LOGBOOK_OBJECTGROUP_LFC_TRACEABILITY.OK');
    const event = await eventOf(id);
    const entries = await entriesOf(await zipOf(event.FileName));
    expect(await verifyJournal(entries, sha512)).toMatchObject({ isSound: true });
    for (const { hOGDocsStorage } of linesIn(entries))
      for (const object of hOGDocsStorage as Json[]) {
        const place = await digestIn('objects', String(object.id));
        expect(object).toMatchObject({ hObject: place, hDetails: { strategyId: 'default' } });
      }
    expect(event.Statistics?.objects?.nbOK).toBe(event.NumberOfElements);
  });

  it('are taken up to the limit, an instant as a whole, and the next one goes on', async () => {
    const instants = [1, 1, 1, 2, 2, 3].map((at) => ({ id: 'x', at: new Date(at) }));
    expect(cutAt(instants, 6)).toBeUndefined();
    expect(cutAt(instants, 4)).toEqual(new Date(2));
    expect(cutAt(instants, 2)).toEqual(new Date(2));
    expect(cutAt(instants.slice(0, 3), 1)).toEqual(new Date(2));
  });

  it('are not secured when the database does not say any more what the offers hold', async () => {
    const { id: second } = await archive.enter(await buffer(manyUnits({ ...PACKAGE, seed: 10 })));
    const change = (set: string) =>
      archive.service.house.database.inTenant(TENANT, (tx) =>
        tx.query(
          `update unit set ${set} where tenant = $1 and opi = $2 and title = (
          select min(title) from unit where tenant = $1 and opi = $2)`,
          [TENANT, second],
        ),
      );
    await change(`content = content || '{"Title": "Faux"}'`);
    const { id, status, journal } = await secured('units');
    expect(status).toBe('KO');
    const told = journal.events.find(({ evType }: Json) => evType === 'BUILD_UNIT_LFC_TRACEABILITY');
    expect(told.outDetail).toBe('BUILD_UNIT_LFC_TRACEABILITY.KO');
    expect(JSON.parse(told.evDetData)).toMatchObject({
      error: 'There are at least 1 metadata with inconsistent digest between database and offers',
    });
    expect(journal.evDetData).toBeNull();
    await change(`content = jsonb_set(content, '{Title}', to_jsonb(title))`);
    const mended = await secured('units');
    expect(mended.status).toBe('OK');
    expect(mended.id).not.toBe(id);
  });

  it('are secured with a warning when one offer has something else', async () => {
    const { id: third } = await archive.enter(await buffer(manyUnits({ ...PACKAGE, seed: 11 })));
    const [pack] = await archive.service.house.database.inTenant(TENANT, (tx) =>
      tx.query<{ container: string }>(
        `select container from pack where tenant = $1 and operation = $2 and category = 'units'`,
        [TENANT, third],
      ),
    );
    await damage(2, pack?.container as string);
    const { id, status, journal } = await secured('units');
    expect(status).toBe('WARNING');
    const told = journal.events.find(({ evType }: Json) => evType === 'BUILD_UNIT_LFC_TRACEABILITY');
    expect(JSON.parse(told.evDetData)).toEqual({ message: 'Inconsistencies found' });
    const event = JSON.parse(journal.evDetData) as TraceabilityEvent;
    const entries = await entriesOf(await zipOf(event.FileName));
    const faulty = linesIn(entries).filter(({ hGlobalFStorage }) => hGlobalFStorage === 'INVALID_HASH');
    expect(faulty.length).toBe(event.Statistics?.units?.nbWarnings);
    expect(faulty.length).toBeGreaterThan(0);
    const [{ hGlobalDetails } = {}] = faulty;
    const { dbHash, offerHash } = hGlobalDetails as Json;
    expect(offerHash).toEqual({ 'offer-fs-1': dbHash, 'offer-fs-2': null });
    expect(id).toBeTruthy();
    // It is secured all the same: the next one goes on where this one ends.
    expect(await secure('units')).toBeNull();
  });
});

describe('what was secured is checked', () => {
  async function checked(query: unknown, path = 'traceability/linkedchecks') {
    const answer = await archive.service.asApplication('POST', `/admin-external/v1/${path}`, {
      ...{ body: query, headers: { 'X-Access-Contract-Id': SAMPLE.accessContract } },
    });
    expect(answer.status, answer.text).toBe(200);
    const id = String(answer.headers['x-request-id']);
    const { status } = await archive.settled(id);
    const report = await archive.service.asApplication('GET', `/admin-external/v1/batchreport/${id}`);
    const lines: Json[] = report.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    return {
      status,
      journal: await journalOf(id),
      lines,
      entries: lines.slice(3).map(({ _metadata }) => _metadata as Json),
    };
  }
  const one = (id: string | null) => ({ $query: { $eq: { evId: id } }, $filter: {}, $projection: {} });

  it('by all who may ask, and is sound; the report says of each', async () => {
    await act();
    const id = await secure('operations');
    const { status, lines, entries } = await checked(one(id));
    expect(status).toBe('OK');
    expect(lines[1]).toMatchObject({ reportType: 'TRACEABILITY', vitamResults: { OK: 1, KO: 0, total: 1 } });
    const { Hash, FileName } = await eventOf(id);
    expect(entries).toMatchObject([{ id, status: 'OK', securedHash: Hash, fileId: FileName }]);
    expect((await checked(one(id), 'traceabilitychecks')).status).toBe('OK');
    const download = (operation: string | null, tenant: number = TENANT) =>
      archive.service.asApplication('GET', `/admin-external/v1/traceability/${operation}/datafiles`, {
        ...{ tenant, headers: { 'X-Access-Contract-Id': SAMPLE.accessContract } },
      });
    expect((await download(id)).headers['content-disposition']).toContain(FileName);
    const acted = await act();
    expect((await download(acted)).json).toMatchObject({ httpCode: 404 });
    expect((await download(id, 2)).status).not.toBe(200);
    expect((await checked(one(acted))).entries).toEqual([]);
  });

  it('and a byte that was changed on an offer is found', async () => {
    await act();
    const id = await secure('operations');
    const { FileName } = await eventOf(id);
    const { container } = await placeOf(FileName);
    await damage(1, container);
    const unequal = await checked(one(id));
    expect(unequal.status).toBe('KO');
    expect(unequal.entries).toMatchObject([{ id, status: 'KO', error: 'INEQUAL_HASHES' }]);
    const told = (journal: { events: { outDetail: string }[] }) =>
      journal.events.map(({ outDetail }) => outDetail).filter((each) => !/^STP|STARTED/.test(each));
    expect(told(unequal.journal)).toContain('RETRIEVE_SECURE_TRACEABILITY_DATA_FILE.KO');
    // The same byte on both: they agree, and are not what was written.
    await damage(2, container);
    const forged = await checked(one(id));
    expect(forged.entries).toMatchObject([{ status: 'KO', error: 'INVALID_FINGERPRINT' }]);
    expect(told(forged.journal)).toContain('RETRIEVE_SECURE_TRACEABILITY_DATA_FILE.OK');
    expect(told(forged.journal)).toContain('CHECKS_SECURE_TRACEABILITY_DATA_HASHES.KO');
  });

  it('and what its operation tells of it is compared with it', async () => {
    const forge = async (member: keyof TraceabilityEvent, value: string) => {
      await act();
      const id = await secure('operations');
      const event = JSON.stringify({ ...(await eventOf(id)), [member]: value });
      await archive.service.house.database.inTenant(TENANT, (tx) =>
        tx.query(
          `update logbook_operation set master = jsonb_set(master, '{evDetData}', to_jsonb($3::text))
           where tenant = $1 and id = $2`,
          [TENANT, id, event],
        ),
      );
      return (await checked(one(id))).entries[0]?.error;
    };
    expect(await forge('Hash', 'AAAA')).toBe('INCORRECT_MERKLE_TREE');
    expect(await forge('TimeStampToken', 'AAAA')).toBe('INEQUAL_TIMESTAMP');
    expect(await forge('FileName', 'elsewhere.zip')).toBe('FILE_NOT_FOUND');
  });
});

type Json = Readonly<Record<string, unknown>>;

const linesIn = (entries: readonly SealedEntry[]): Json[] =>
  Buffer.from(entries[0]?.bytes ?? [])
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const digestOf = (value: unknown) => createHash('sha512').update(canonicalLine(value)).digest('base64');

async function digestIn(category: string, name: string): Promise<string | undefined> {
  const [place] = await archive.service.house.database.inTenant(TENANT, (tx) =>
    tx.query<{ digest: Buffer }>(
      'select digest from placement where tenant = $1 and category = $2 and name = $3',
      [TENANT, category, name],
    ),
  );
  return place?.digest.toString('hex');
}

/** Changes a byte of a copy, in its middle. */
async function damage(offer: 1 | 2, container: string): Promise<void> {
  const { dataFolder } = archive.service.house.configuration;
  const path = join(dataFolder, 'offers', `offer-${offer}`, container);
  const bytes = await readFile(path);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] as number) ^ 1;
  await chmod(path, 0o600);
  await writeFile(path, bytes);
}
