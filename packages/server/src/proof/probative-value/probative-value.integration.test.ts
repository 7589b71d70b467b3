import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { manyUnits, SAMPLE } from '@perenne/sample';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../../ingest/testing/archive.ts';
import type { TenantId } from '../../platform/index.ts';
import { personOf } from '../../service/testing/persons.ts';

const TENANT = 0 as TenantId;
const EXPORT = '/admin-external/v1/probativevalueexport';
const CONTRACT = { 'X-Access-Contract-Id': SAMPLE.accessContract };

let archive: TestArchive;
let entry: string;
beforeAll(async () => {
  archive = await openArchive({ testSupport: true });
  const entered = await archive.enter(await buffer(manyUnits({ units: 4, objectSize: 64, seed: 3 })));
  expect(entered.status).toBe('OK');
  entry = entered.id;
});
afterAll(() => archive?.close());

const ofEntry = () => ({ $query: [{ $eq: { '#opi': entry } }], $projection: {} });

async function ask(body: object) {
  const answer = await archive.service.asApplication('POST', EXPORT, { body, headers: CONTRACT });
  return { ...answer, id: String(answer.headers['x-request-id']) };
}

/** A statement, its journal, and its report. */
async function stated(more: object = {}) {
  const answer = await ask({ dslQuery: ofEntry(), usage: 'BinaryMaster', version: '1', ...more });
  expect([answer.status, answer.json.httpCode], answer.text).toEqual([200, 202]);
  const { status } = await archive.settled(answer.id);
  const journal = (await archive.get(`/access-external/v1/logbookoperations/${answer.id}`)).$results[0];
  const report = await archive.service.asApplication(
    'GET',
    `/admin-external/v1/rulesreport/${answer.id}`,
    {},
  );
  expect(report.status).toBe(200);
  return { id: answer.id, status, journal, report: JSON.parse(report.text) };
}

async function secure(...kinds: string[]) {
  for (const kind of kinds) {
    const answer = await archive.service.asApplication('POST', `/test-support/v1/traceability/${kind}`, {
      body: { tenant: TENANT },
    });
    expect(answer.status, answer.text).toBe(200);
    if (kind !== 'operations') await archive.settled(answer.json.operationId);
  }
}

it('is refused for a request that is none', async () => {
  const good = { dslQuery: ofEntry(), usage: 'BinaryMaster', version: '1' };
  const refusals = await Promise.all(
    [
      { ...good, more: 1 },
      { ...good, usage: undefined },
      { ...good, version: 'newest' },
      { ...good, dslQuery: { $query: [], $projection: {} } },
      { ...good, dslQuery: { $query: [{ $unknown: {} }] } },
    ].map(ask),
  );
  expect(refusals.map(({ status, json }) => [status, json.code])).toEqual([
    ...[1, 2, 3].map(() => [400, '000200']),
    [400, '000300'],
    [400, '000601'],
  ]);
});

it('of objects that are not secured yet fails, and says of each what is missing', async () => {
  const { status, report } = await stated();
  expect(status).toBe('KO');
  const { operationSummary, reportSummary, context, reportEntries, ReportVersion } = report;
  expect(operationSummary).toMatchObject({ outcome: 'KO', outDetail: 'EXPORT_PROBATIVE_VALUE.KO' });
  expect(reportSummary).toMatchObject({
    reportType: 'PROBATIVE_VALUE',
    vitamResults: { OK: 0, WARNING: 0, KO: reportEntries.length, total: reportEntries.length },
  });
  expect(context).toEqual({ dslQuery: ofEntry(), usage: 'BinaryMaster', version: '1' });
  expect(ReportVersion).toBe(2);
  const failed = reportEntries[0].checks.filter((check: { status: string }) => check.status === 'KO');
  expect(failed.length).toBe(19);
});

it('of secured objects finds every proof; what is changed on an offer is found', async () => {
  await secure('objectgroups', 'operations');
  const first = await stated();
  expect(first.status).toBe('WARNING');
  expect(first.journal.events.map(({ outDetail }: { outDetail: string }) => outDetail)).toEqual([
    'STP_PROBATIVE_VALUE_PREPARE.STARTED.OK',
    'STP_PROBATIVE_VALUE_PREPARE.OK',
    'CHECK_DISTRIBUTION_THRESHOLD.OK',
    'PREPARE_STORAGE_STRATEGIES.OK',
    'PROBATIVE_VALUE_CREATE_DISTRIBUTION_FILE.OK',
    'STP_PROBATIVE_VALUE_ACTION.STARTED.OK',
    'STP_PROBATIVE_VALUE_ACTION.WARNING',
    'PROBATIVE_VALUE_CREATE_PROBATIVE_REPORT_ENTRY.WARNING',
    'STP_PROBATIVE_VALUE_GENERATE_REPORT.STARTED.OK',
    'STP_PROBATIVE_VALUE_GENERATE_REPORT.WARNING',
    'PROBATIVE_VALUE_CREATE_REPORT.WARNING',
    'EXPORT_PROBATIVE_VALUE.WARNING',
  ]);
  for (const { outMessg } of first.journal.events) expect(outMessg).not.toMatch(/^!/);
  expect(first.journal).toMatchObject({ evTypeProc: 'AUDIT', evType: 'EXPORT_PROBATIVE_VALUE' });
  expect(JSON.parse(first.journal.evDetData)).toEqual({ probativeReportVersion: 2 });
  const { reportEntries } = first.report;
  const [object] = reportEntries;
  expect(object).toMatchObject({ usageVersion: 'BinaryMaster_1', status: 'WARNING' });
  expect(object.checks.length).toBe(21);
  expect(
    object.checks.filter(
      ({ type, status }: { type: string; status: string }) => type !== 'CHAIN' && status !== 'OK',
    ),
  ).toEqual([]);
  expect(object.operations.map(({ evTypeProc }: { evTypeProc: string }) => evTypeProc)).toEqual([
    'STP_OP_SECURISATION',
    'LOGBOOK_OBJECTGROUP_LFC_TRACEABILITY',
    'PROCESS_SIP_UNITARY',
  ]);

  const place = await archive.service.house.database.inTenant(TENANT, (tx) =>
    tx.query<{ container: string; offset: number }>(
      `select container, coalesce(entry_offset, 0) as "offset" from placement where tenant = $1 and name = $2`,
      [TENANT, object.objectId],
    ),
  );
  await damage(String(place[0]?.container), Number(place[0]?.offset));

  const { report } = await stated({ usage: ['BinaryMaster'], version: 'LAST' });
  const changed = report.reportEntries.filter(({ status }: { status: string }) => status === 'KO');
  expect(changed.map(({ objectId }: { objectId: string }) => objectId)).toEqual([object.objectId]);
  expect(
    changed[0].checks
      .filter(({ status }: { status: string }) => status === 'KO')
      .map(({ name }: { name: string }) => name),
  ).toEqual(['FILE_DIGEST_OFFER_DATABASE_COMPARISON']);
});

it('of more units than the request allows ends at the threshold; of no object it warns', async () => {
  const many = await stated({ dslQuery: { ...ofEntry(), $threshold: 0 } });
  expect([many.status, many.report.reportEntries]).toEqual(['KO', []]);
  const none = await stated({ dslQuery: { $query: [{ $eq: { Title: 'personne' } }], $projection: {} } });
  expect([none.status, none.report.reportSummary.vitamResults.total]).toEqual(['WARNING', 0]);
});

it('is asked for, listed, read and kept by people', async () => {
  const asPerson = await personOf(archive.service, 'paul', [{ tenant: TENANT, role: 'R3' }]);
  const base = `/tenants/${TENANT}/probative-values`;
  const [unit] = (await archive.get('/access-external/v1/units', { query: { $roots: [], ...ofEntry() } }))
    .$results;
  const asked = await asPerson(base, {
    method: 'POST',
    body: { units: [unit['#id']], usage: 'BinaryMaster', version: 'FIRST' },
  });
  expect(asked.status, asked.text).toBe(202);
  await archive.settled(asked.json.id);
  const list = await asPerson(`${base}?q=${unit['#id']}`);
  expect(list.json).toMatchObject({
    more: false,
    statements: [{ id: asked.json.id, usage: 'BinaryMaster' }],
  });
  const read = await asPerson(`${base}/${asked.json.id}`);
  expect(read.json.report.entries[0]).toMatchObject({ title: unit.Title, usageVersion: 'BinaryMaster_1' });
  const file = await asPerson(`${base}/${asked.json.id}/report`);
  expect(JSON.parse(file.text)).toMatchObject({ ReportVersion: 2 });
  expect((await asPerson(`${base}/${entry}`)).status).toBe(404);
});

/** Another bit on the second offer. */
async function damage(container: string, offset: number): Promise<void> {
  const path = join(archive.service.house.configuration.dataFolder, 'offers', 'offer-2', container);
  const bytes = await readFile(path);
  bytes[offset] = (bytes[offset] as number) ^ 1;
  await chmod(path, 0o600);
  await writeFile(path, bytes);
}
