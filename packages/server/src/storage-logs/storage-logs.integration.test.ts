import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { logAccess } from '../access/access-log.ts';
import { type Event, openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { goodSip, zipOf } from '../ingest/testing/sip.ts';
import type { TenantId } from '../platform/index.ts';
import { localFileSystem } from '../storage/file-system.ts';
import { fillingFileSystem } from '../storage/testing/filling-file-system.ts';
import { backUpLog } from './backup.ts';
import { backUpWhatIsDue } from './timetable.ts';

const TENANT = 0 as TenantId;
const files = fillingFileSystem(localFileSystem);
let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive({ testSupport: true }, [0], files);
});
afterEach(() => files.makeRoom());
afterAll(() => archive?.close());

type Line = Readonly<Record<string, string>>;
interface Backup {
  readonly operation: string;
  readonly events: readonly Event[];
  /** `evDetData` of the last event. */
  readonly detail: Line;
  /** Lines of the file; none when it is not stored. */
  readonly lines: readonly Line[];
}

const post = (path: string, body: unknown) =>
  archive.service.asApplication('POST', `/test-support/v1${path}`, { body });
const put = (id: string, bytes: Buffer) =>
  archive.service.asApplication('PUT', `/test-support/v1/storage/default/object/${id}`, {
    body: bytes,
    headers: { 'Content-Type': 'application/octet-stream' },
  });

async function backUp(kind: 'write' | 'access' = 'write'): Promise<Backup> {
  const { status, json } = await post(`/storage-logs/${kind}/backup`, { tenant: TENANT });
  expect(status).toBe(200);
  return backupOf(json.operationId, kind);
}

async function backupOf(operation: string, kind: 'write' | 'access'): Promise<Backup> {
  const journal = (await archive.get(`/access-external/v1/logbookoperations/${operation}`)).$results[0];
  const detail = JSON.parse(journal.events.at(-1).evDetData);
  const folder = kind === 'write' ? 'storagelog' : 'storageaccesslog';
  const copies = await Promise.all(
    [1, 2].map((n) =>
      readFile(
        join(
          archive.service.house.configuration.dataFolder,
          `offers/offer-${n}/0/${folder}/${operation}/${detail.FileName}`,
        ),
        'utf8',
      ).catch(() => ''),
    ),
  );
  expect(copies[0]).toBe(copies[1]);
  const lines = (copies[0] ?? '')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  return { operation, events: journal.events, detail, lines };
}

const outcomes = ({ events }: Backup) => events.map(({ outDetail }) => outDetail);
/** Limits of the interval of a backup, as its file's name has them. */
const limits = ({ detail }: Backup) => String(detail.FileName).match(/\d{17}/g) ?? [];

describe('the write log', () => {
  it('tells of each object, unit and group of an entry, each in a line of the compatible form', async () => {
    await backUp();
    const { id, status } = await archive.enter(await zipOf(goodSip(3)));
    expect(status).toBe('OK');
    const backup = await backUp();
    expect(outcomes(backup)).toEqual(['STORAGE_BACKUP.OK']);
    expect(backup.detail.FileName).toMatch(
      new RegExp(`^0_storage_logbook_\\d{17}_\\d{17}_${backup.operation}\\.log$`),
    );
    const ours = backup.lines.filter(({ xRequestId }) => xRequestId === id);
    const of = (category: string) => ours.filter(({ dataCategory }) => dataCategory === category);
    expect(
      [of('object'), of('unit'), of('objectGroup'), of('report'), of('manifest')].map((each) => each.length),
    ).toEqual([3, 5, 3, 1, 1]);
    const places = await archive.service.house.database.inTenant(TENANT, (tx) =>
      tx.query<{ name: string; digest: Buffer; size: number }>(
        `select name, digest, size from placement where tenant = 0 and category = 'objects' and operation = $1`,
        [id],
      ),
    );
    for (const { name, digest, size } of places)
      expect(of('object').find(({ objectIdentifier }) => objectIdentifier === name)).toMatchObject({
        digest: digest.toString('hex'),
        size: String(size),
      });
    const line = of('unit')[0] as Line;
    expect(Object.entries(line)).toEqual([
      ['eventDateTime', expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/)],
      ['xRequestId', id],
      ['tenantId', '0'],
      ['eventType', 'CREATE'],
      ['objectIdentifier', expect.stringMatching(/^a[a-z2-7]{35}\.json$/)],
      ['dataCategory', 'unit'],
      ['objectGroupIdentifier', 'objGId NA'],
      ['digest', expect.stringMatching(/^[0-9a-f]{128}$/)],
      ['digestAlgorithm', 'SHA-512'],
      ['size', expect.stringMatching(/^\d+$/)],
      ['agentIdentifiers', 'offer-fs-1 attempt 1 : OK, offer-fs-2 attempt 1 : OK'],
      ['agentIdentifierRequester', 'CT-000001'],
      ['outcome', 'OK'],
      ['container', `0/units/${id}/000000.jsonl.gz`],
    ]);
  });

  it('tells of what a refused entry had stored, and of its removal', async () => {
    await backUp();
    const sip = goodSip(4);
    const at = sip.manifest.lastIndexOf('</MessageDigest>');
    const manifest = `${sip.manifest.slice(0, at - 1)}${sip.manifest[at - 1] === '0' ? '1' : '0'}${sip.manifest.slice(at)}`;
    const { id, status } = await archive.enter(await zipOf({ ...sip, manifest }));
    expect(status).toBe('KO');
    const { lines } = await backUp();
    const objects = lines.filter((line) => line.xRequestId === id && line.dataCategory === 'object');
    const named = (event: string) =>
      objects.filter(({ eventType }) => eventType === event).map(({ objectIdentifier }) => objectIdentifier);
    expect(named('CREATE').length).toBeGreaterThan(1);
    expect(named('DELETE')).toEqual(named('CREATE'));
    expect(objects.at(-1)).toMatchObject({
      agentIdentifiers: 'offer-fs-1: OK, offer-fs-2: OK',
      outcome: 'OK',
    });
  });

  it('tells of a write that an offer refused', async () => {
    await backUp();
    files.fill('offer-2', 0);
    expect((await put('trop', randomBytes(2_000))).status).toBe(507);
    files.makeRoom();
    const { lines } = await backUp();
    expect(lines.filter(({ outcome }) => outcome === 'KO')).toEqual([
      expect.objectContaining({
        objectIdentifier: 'trop',
        digest: 'messageDigest NA',
        size: 'Size NA',
        agentIdentifiers: 'offer-fs-1 attempt 1 : KO, offer-fs-2 attempt 1 : KO',
      }),
    ]);
  });

  it('finds on the offers how a write ended whose process died', async () => {
    const { house } = archive.service;
    await put('vu', Buffer.from('il est là'));
    await backUp();
    await house.database.inTenant(TENANT, (tx) =>
      tx.query(
        `insert into storage_log (tenant, at, event, container)
         select 0, $1, event, replace(container, '/vu', begun.name) from placement,
           (values (1, 'CREATE', '/vu'), (2, 'CREATE', '/jamais'), (3, 'DELETE', '/jamais')) begun (number, event, name)
         where tenant = 0 and placement.name = 'vu' order by number`,
        [house.clock.now()],
      ),
    );
    const found = ({ lines }: Backup) =>
      lines
        .filter(({ objectIdentifier }) => objectIdentifier === 'vu' || objectIdentifier === 'jamais')
        .map(({ eventType, objectIdentifier, outcome }) => `${eventType} ${objectIdentifier} ${outcome}`);
    // It may still be at work.
    expect(found(await backUp())).toEqual([]);
    const later = { ...house, clock: { now: () => new Date(Date.now() + 2 * 3_600_000) } };
    const operation = await backUpLog(later, TENANT, 'write');
    expect(found(await backupOf(operation, 'write'))).toEqual([
      'CREATE vu OK',
      'CREATE jamais KO',
      'DELETE jamais OK',
    ]);
  });
});

describe('the securing of the write logs', () => {
  const secure = () => post('/traceability/storage', { tenant: TENANT });
  const journalOf = async (id: string) =>
    (await archive.get(`/access-external/v1/logbookoperations/${id}`)).$results[0];

  it('seals a line for each file that is backed up, and links the seals', async () => {
    const backup = await backUp();
    const first = await secure();
    expect(first.status, first.text).toBe(200);
    const journal = await journalOf(first.json.operationId);
    expect(journal.events.map(({ outDetail }: Event) => outDetail)).toEqual([
      'STORAGE_SECURISATION_TIMESTAMP.OK',
      'STORAGE_SECURISATION_STORAGE.OK',
      'STP_STORAGE_SECURISATION.OK',
    ]);
    const event = JSON.parse(journal.evDetData);
    expect(event).toMatchObject({ LogType: 'STORAGE', DigestAlgorithm: 'SHA512' });
    const { dataFolder } = archive.service.house.configuration;
    const zip = await readFile(
      join(dataFolder, `offers/offer-1/0/storagetraceability/${first.json.operationId}/${event.FileName}`),
      'latin1',
    );
    const line = `{"FileName":"${backup.detail.FileName}","Hash":"${Buffer.from(String(backup.detail.Digest), 'hex').toString('base64')}"}`;
    expect(zip).toContain(line);
    await backUp();
    const second = await journalOf((await secure()).json.operationId);
    expect(JSON.parse(second.evDetData).PreviousLogbookTraceabilityDate).toBe(event.StartDate);
  });

  it('ends FATAL when a log is on no offer as it was; the log is secured once it is there again', async () => {
    const { operation, detail } = await backUp();
    const { dataFolder } = archive.service.house.configuration;
    const copies = [1, 2].map((n) =>
      join(dataFolder, `offers/offer-${n}/0/storagelog/${operation}/${detail.FileName}`),
    );
    const bytes = await readFile(String(copies[0]));
    await writeFile(String(copies[0]), 'x');
    expect((await secure()).status).toBe(200);
    await writeFile(String(copies[1]), 'y');
    const failed = await secure();
    expect(failed.status).toBeGreaterThanOrEqual(500);
    const [row] = await archive.service.house.database.inTenant(TENANT, (tx) =>
      tx.query<{ outcome: string }>(
        `select outcome from logbook_operation where tenant = 0 and type = 'STP_STORAGE_SECURISATION'
         order by started_at desc, id desc limit 1`,
      ),
    );
    expect(row?.outcome).toBe('FATAL');
    for (const copy of copies) await writeFile(copy, bytes);
    expect((await secure()).status).toBe(200);
  });
});

describe('backups', () => {
  it('hold each write exactly once, whatever is written meanwhile, in intervals that follow each other', async () => {
    let number = 0;
    let last = await backUp();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('write', 'write', 'write', 'backup'), { minLength: 4, maxLength: 10 }),
        async (deeds) => {
          const written: string[] = [];
          const backups: Promise<Backup>[] = [];
          await Promise.all(
            deeds.map(async (deed) => {
              if (deed === 'backup') return void (await backups[backups.push(backUp()) - 1]);
              const name = `objet-${number++}`;
              written.push(name);
              expect((await put(name, Buffer.from(name))).status).toBe(200);
            }),
          );
          const made = [...(await Promise.all(backups)), await backUp()].sort((a, b) =>
            limits(a).join() < limits(b).join() ? -1 : 1,
          );
          for (const backup of made) {
            const [started = '', ended = ''] = limits(backup);
            expect(started).toBe(limits(last)[1]);
            for (const { eventDateTime } of backup.lines) {
              const at = eventDateTime?.replace(/\D/g, '') as string;
              expect(at > started && at <= ended).toBe(true);
            }
            last = backup;
          }
          const told = made.flatMap(({ lines }) =>
            lines
              .filter(({ dataCategory }) => dataCategory === 'object')
              .map(({ objectIdentifier }) => objectIdentifier),
          );
          expect(told.sort()).toEqual(written.sort());
        },
      ),
      { numRuns: 6 },
    );
  });

  it('that fail lose nothing: the next one stores their interval, as their operation, before its own', async () => {
    await backUp();
    await put('avant', Buffer.from('avant'));
    files.fill('offer-1', 0);
    const { json } = await post('/storage-logs/write/backup', { tenant: TENANT });
    files.makeRoom();
    const failed = await backupOf(json.operationId, 'write');
    expect(outcomes(failed)).toEqual(['STORAGE_BACKUP.FATAL']);
    expect(failed.detail.error).toMatch(/^0_storage_logbook_.*no space left/);
    await put('apres', Buffer.from('apres'));
    const next = await backUp();
    const redone = await backupOf(failed.operation, 'write');
    expect(outcomes(redone)).toEqual(['STORAGE_BACKUP.FATAL', 'STORAGE_BACKUP.OK']);
    const names = ({ lines }: Backup) => lines.map(({ objectIdentifier }) => objectIdentifier);
    expect(names(redone)).toContain('avant');
    expect(names(next)).toContain('apres');
    expect(names(next)).not.toContain('avant');
    expect(limits(next)[0]).toBe(limits(redone)[1]);
  });

  it('of readings hold what the access log says', async () => {
    const { house } = archive.service;
    const read = { tenant: TENANT, request: 'lecture', context: 'CT-000001' };
    await backUp('access');
    await house.database.inTenant(TENANT, (tx) =>
      logAccess(
        tx,
        { accessLog: 'CA' } as never,
        read,
        [{ id: 'objet', size: 3, dataObjectVersion: 'BinaryMaster_1' }],
        house.clock.now(),
      ),
    );
    const backup = await backUp('access');
    expect(outcomes(backup)).toEqual(['STORAGE_ACCESS_BACKUP.OK']);
    expect(backup.detail.FileName).toMatch(/^0_storage_access_logbook_\d{17}_\d{17}_a[a-z2-7]{35}\.log$/);
    expect(backup.lines).toEqual([expect.objectContaining({ xRequestId: 'lecture', contractId: 'CA' })]);
    expect((await backUp('access')).lines).toEqual([]);
  });

  it('want a log and a tenant that exist', async () => {
    expect((await post('/storage-logs/other/backup', { tenant: 0 })).status).toBe(400);
    expect((await post('/storage-logs/write/backup', { tenant: 77 })).status).toBe(401);
  });

  it('are made in their time, once for all nodes', async () => {
    const { house } = archive.service;
    const at = (time: string) => ({ ...house, clock: { now: () => new Date(time) } });
    // When a tenant is met for the first time nothing is due.
    await backUpWhatIsDue(at('2031-01-01T00:09:00Z'));
    expect(await backUpWhatIsDue(at('2031-01-01T00:09:59Z'))).toBe(0);
    const tenants = 3;
    const made = await Promise.all([1, 2].map(() => backUpWhatIsDue(at('2031-01-01T00:10:00Z'))));
    expect(made.reduce((sum, each) => sum + each)).toBe(tenants);
    // Both backups, and the securing of the span before.
    expect(await backUpWhatIsDue(at('2031-01-01T04:15:00Z'))).toBe(3 * tenants);
  });
});
