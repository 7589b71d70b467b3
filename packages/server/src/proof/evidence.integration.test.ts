import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { manyUnits, SAMPLE, sampleReferentials } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import type { TenantId } from '../platform/index.ts';
import { lastSecured } from './traceability-event.ts';

const TENANT = 0 as TenantId;
const ACCESS = '/access-external/v1';
const ADMIN = '/admin-external/v1';
const CONTRACT = { 'X-Access-Contract-Id': SAMPLE.accessContract };

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive({ testSupport: true });
});
afterAll(() => archive?.close());

// biome-ignore lint/suspicious/noExplicitAny: what a test looks for in it is the test's own claim
type Json = any;

async function secureAll(): Promise<void> {
  for (const kind of ['units', 'objectgroups']) {
    const answer = await archive.service.asApplication('POST', `/test-support/v1/traceability/${kind}`, {
      body: { tenant: TENANT },
    });
    expect(answer.status, answer.text).toBe(200);
    if (answer.json.operationId !== null) await archive.settled(answer.json.operationId);
  }
}

let seed = 40;
/** An entry of one folder and two units with an object each. */
async function entered(): Promise<string> {
  const { id, status } = await archive.enter(
    await buffer(manyUnits({ units: 3, objectSize: 700, perFolder: 4, seed: seed++ })),
  );
  expect(status).toBe('OK');
  return id;
}

const ofEntry = (id: string) => ({ $roots: [], $query: [{ $eq: { '#opi': id } }], $projection: {} });

async function launched(path: string, body: unknown) {
  const answer = await archive.service.asApplication('POST', `${ADMIN}/${path}`, {
    ...{ body, headers: { ...CONTRACT, 'Content-Type': 'application/json' } },
  });
  expect(answer.status, answer.text).toBe(200);
  const id = String(answer.headers['x-request-id']);
  const { status } = await archive.settled(id);
  const journal: Json = (await archive.get(`${ACCESS}/logbookoperations/${id}`)).$results[0];
  return { id, status, journal };
}

async function audited(entry: string, more: object = {}) {
  const made = await launched('evidenceaudit', { ...ofEntry(entry), ...more });
  const report = await archive.service.asApplication('GET', `${ADMIN}/batchreport/${made.id}`);
  const lines: Json[] =
    report.status === 200
      ? report.text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [];
  return { ...made, lines, entries: lines.slice(3) };
}

async function corrected(audit: string) {
  const made = await launched('rectificationaudit', Buffer.from(audit));
  const report = await archive.service.asApplication('GET', `${ADMIN}/rulesreport/${made.id}`);
  expect(report.status, report.text).toBe(200);
  return { ...made, report: JSON.parse(report.text) };
}

const detailsOf = (journal: Json): string[] => journal.events.map(({ outDetail }: Json) => outDetail);

const query = <Row>(text: string, values: readonly unknown[]) =>
  archive.service.house.database.inTenant(TENANT, (tx) => tx.query<Row>(text, [TENANT, ...values]));

async function packOf(entry: string, category: string): Promise<string> {
  const [pack] = await query<{ container: string }>(
    'select container from pack where tenant = $1 and operation = $2 and category = $3',
    [entry, category],
  );
  return pack?.container as string;
}

interface Place {
  readonly name: string;
  readonly container: string;
  readonly offset: number;
}
const objectsOf = (entry: string) =>
  query<Place>(
    `select name, container, entry_offset as "offset" from placement
     where tenant = $1 and operation = $2 and category = 'objects' order by entry_offset`,
    [entry],
  );

const pathOn = (offer: 1 | 2, container: string) =>
  join(archive.service.house.configuration.dataFolder, 'offers', `offer-${offer}`, container);

/** Changes a byte of a copy. */
async function damage(offer: 1 | 2, container: string, at?: number): Promise<void> {
  const path = pathOn(offer, container);
  const bytes = await readFile(path);
  const place = at ?? Math.floor(bytes.length / 2);
  bytes[place] = (bytes[place] as number) ^ 1;
  await chmod(path, 0o600);
  await writeFile(path, bytes);
}

const areEqual = async (container: string) =>
  (await readFile(pathOn(1, container))).equals(await readFile(pathOn(2, container)));

describe('an audit of coherence', () => {
  it('finds all as it was secured, says it step by step, and has a report without entries', async () => {
    const entry = await entered();
    await secureAll();
    const { id, status, journal, lines } = await audited(entry);
    expect(status).toBe('OK');
    const step = (name: string, action = name) => [
      `STP_${name}.STARTED.OK`,
      `STP_${name}.OK`,
      `${action}.OK`,
    ];
    expect(detailsOf(journal)).toEqual([
      ...step('EVIDENCE_AUDIT_PREPARE', 'CHECK_DISTRIBUTION_THRESHOLD'),
      'PREPARE_STORAGE_STRATEGIES.OK',
      'EVIDENCE_AUDIT_LIST_OBJECT.OK',
      ...step('EVIDENCE_AUDIT_CHECK_DATABASE'),
      ...step('EVIDENCE_AUDIT_LIST_SECURED_FILES_TO_DOWNLOAD'),
      ...step('EVIDENCE_AUDIT_EXTRACT_ZIP_FILE'),
      ...step('EVIDENCE_AUDIT_PREPARE_GENERATE_REPORTS'),
      ...step('EVIDENCE_AUDIT_PREPARE_REPORT'),
      ...step('EVIDENCE_AUDIT_FINALIZE'),
      'EVIDENCE_AUDIT.OK',
    ]);
    for (const { outMessg } of journal.events) expect(outMessg).not.toMatch(/^!/);
    expect(journal.evTypeProc).toBe('AUDIT');
    const units = await query('select from unit where tenant = $1 and opi = $2', [entry]);
    const groups = await query('select from object_group where tenant = $1 and opi = $2', [entry]);
    expect(lines).toMatchObject([
      {
        ...{ tenant: TENANT, evId: id, evType: 'EVIDENCE_AUDIT', outcome: 'OK', evDetData: {} },
        outDetail: 'STP_EVIDENCE_AUDIT_PREPARE_GENERATE_REPORTS.OK',
        rightsStatementIdentifier: { AccessContract: SAMPLE.accessContract },
      },
      {
        reportType: 'EVIDENCE_AUDIT',
        vitamResults: { OK: units.length + groups.length, KO: 0, WARNING: 0 },
        extendedInfo: {
          ...{ nbArchiveUnits: units.length, nbObjectGroups: groups.length, nbObjects: groups.length },
          globalResults: { objectsCount: { OK: groups.length, KO: 0, WARNING: 0 } },
        },
      },
      { query: { $query: ofEntry(entry).$query } },
    ]);
    expect(lines).toHaveLength(3);
  });

  it('warns of what is not secured yet, and refuses what is too much', async () => {
    const entry = await entered();
    const early = await audited(entry);
    expect(early.status).toBe('WARNING');
    expect(detailsOf(early.journal)).toContain('EVIDENCE_AUDIT_PREPARE_REPORT.WARNING');
    expect(early.entries.length).toBeGreaterThan(0);
    for (const each of early.entries) {
      expect(each.status).toBe('WARN');
      expect(each.message).toMatch(/^No traceability operation found matching date \d{4}-/);
    }
    const refused = await audited(entry, { $threshold: 0 });
    expect(refused.status).toBe('KO');
    expect(detailsOf(refused.journal)).toContain('EVIDENCE_AUDIT_FINALIZE.WARNING');
    const told = refused.journal.events.find(({ evType }: Json) => evType === 'EVIDENCE_AUDIT_FINALIZE');
    expect(JSON.parse(told.evDetData)).toEqual({ error: 'No report generated' });
    expect(refused.lines).toEqual([]);
  });

  it('is refused without a query, and its correction without an audit of this tenant', async () => {
    const { id } = await launched('evidenceaudit', ofEntry('a'.repeat(36)));
    const entry = await entered();
    const name = String(sampleReferentials.accessContracts[0]?.Name);
    const contracts = {
      0: SAMPLE.accessContract,
      2: await archive.identifierOf('/accesscontracts', name, 2),
    };
    for (const [path, body, tenant, code] of [
      ['evidenceaudit', { $roots: [], $query: [], $filter: {}, $projection: {} }, 0, '000300'],
      ['rectificationaudit', 'a'.repeat(36), 0, '020133'],
      ['rectificationaudit', entry, 0, '020133'],
      ['rectificationaudit', id, 2, '020133'],
    ] as const) {
      const answer = await archive.service.asApplication('POST', `${ADMIN}/${path}`, {
        ...{ body, tenant },
        headers: { 'X-Access-Contract-Id': contracts[tenant], 'Content-Type': 'application/json' },
      });
      expect(answer.json, answer.text).toMatchObject({ code });
      expect(answer.status).toBeLessThan(500);
    }
    const unknown = await archive.service.asApplication('POST', `${ADMIN}/evidenceaudit`, {
      ...{ body: ofEntry(entry), headers: { 'X-Access-Contract-Id': 'inconnu' } },
    });
    expect(unknown.status).toBe(401);
  });
});

describe('damage on one offer', () => {
  it('is named with its offer, made good from the other, told, and secured anew', async () => {
    const entry = await entered();
    await secureAll();
    const units = await packOf(entry, 'units');
    const groups = await packOf(entry, 'objectgroups');
    const [first, second] = await objectsOf(entry);
    const objects = first?.container as string;
    const before = await readFile(pathOn(2, units));
    await damage(2, units);
    await rm(pathOn(1, groups));
    // Neither offer has the pack of objects whole: each object is good on one of them.
    await damage(1, objects, (first?.offset as number) + 3);
    await damage(2, objects, (second?.offset as number) + 5);
    const { id, status, journal, entries } = await audited(entry);
    expect(status).toBe('KO');
    expect(detailsOf(journal)).toContain('EVIDENCE_AUDIT_PREPARE_REPORT.KO');
    const unit = entries.find(({ objectType }) => objectType === 'UNIT');
    expect(unit).toMatchObject({
      ...{ status: 'KO', strategyId: 'default' },
      offersHashes: { 'offer-fs-1': unit.securedHash, 'offer-fs-2': null },
      message: 'No storage metadata found for file in offer offer-fs-2',
    });
    const groupOf = (object: string) =>
      entries.find(({ objectsReports }) =>
        objectsReports.some(({ identifier }: Json) => identifier === object),
      );
    const group = groupOf(first?.name as string);
    expect(group).toMatchObject({ objectType: 'OBJECTGROUP', status: 'KO' });
    expect(group.message).toContain('There is an  error on the audit of the  linked  object');
    const [object] = group.objectsReports;
    expect(object.offersHashes['offer-fs-2']).toBe(object.securedHash);
    expect(object.message).toBe(
      `The digest '${object.offersHashes['offer-fs-1']}' for the offer 'offer-fs-1' is null or not equal to the  Offer globalDigest expected (${object.securedHash})`,
    );

    const mended = await corrected(id);
    expect(mended.status, JSON.stringify(mended.report)).toBe('OK');
    expect(detailsOf(mended.journal)).toEqual(
      expect.arrayContaining([
        'STP_CORRECTIVE_AUDIT.OK',
        'CORRECTIVE_AUDIT_CHECK_RESOURCE_AVAILABILITY.OK',
        'CORRECTIVE_AUDIT.OK',
        'CORRECTION_FINALIZE.OK',
      ]),
    );
    for (const { outMessg } of mended.journal.events) expect(outMessg).not.toMatch(/^!/);
    expect(mended.report.reportSummary).toMatchObject({
      reportType: 'RECTIFICATION_AUDIT',
      vitamResults: { OK: entries.length, KO: 0 },
    });
    expect(await readFile(pathOn(2, units))).toEqual(before);
    for (const container of [units, groups, objects]) expect(await areEqual(container)).toBe(true);
    const lifeCycle = (await archive.get(`${ACCESS}/logbookunitlifecycles/${unit.identifier}`)).$results[0];
    expect(lifeCycle.events.at(-1)).toMatchObject({
      ...{ outDetail: 'LFC.UNIT_CORRECTIVE_AUDIT.OK', evTypeProc: 'UPDATE', evIdProc: mended.id },
      evDetData: JSON.stringify({
        Information: "offer 'offer-fs-2'  has been corrected from offer offer-fs-1 ",
      }),
    });
    const ofGroup = (await archive.get(`${ACCESS}/logbookobjectslifecycles/${group.identifier}`)).$results[0];
    expect(ofGroup.events.slice(-2).map(({ evType }: Json) => evType)).toEqual([
      'LFC.OBJECT_GROUP_CORRECTIVE_AUDIT',
      'LFC.OBJECT_CORRECTIVE_AUDIT',
    ]);
    // What was corrected is not secured until the next time, and then all is as it should be.
    const between = await audited(entry);
    expect(new Set(between.entries.map((each) => each.status))).toEqual(new Set(['WARN']));
    await secureAll();
    expect((await audited(entry)).status).toBe('OK');
    // A correction that has nothing to correct any more does nothing.
    const again = await corrected(id);
    expect(again.report.reportEntries).toEqual([]);
  });
});

describe('damage on both offers', () => {
  it('of documents is made good from the database that the journal proves; of an object stays named', async () => {
    const entry = await entered();
    await secureAll();
    const units = await packOf(entry, 'units');
    const [first, second] = await objectsOf(entry);
    const objects = first?.container as string;
    await damage(1, units);
    await damage(2, units);
    await damage(1, objects, first?.offset as number);
    await damage(2, objects, first?.offset as number);
    const spoiled = await readFile(pathOn(1, objects));
    const { id } = await audited(entry);
    const { status, report } = await corrected(id);
    expect(status).toBe('WARNING');
    const left = report.reportEntries.filter((each: Json) => each.status === 'KO');
    expect(left).toMatchObject([{ objectType: 'OBJECTGROUP', corrections: [] }]);
    expect(left[0].left).toEqual(
      [1, 2].map(
        (offer) =>
          `The object ${first?.name} on the offer 'offer-fs-${offer}' is bad, and nothing proven is left to copy it from`,
      ),
    );
    const unit = report.reportEntries.find((each: Json) => each.objectType === 'UNIT');
    expect(unit).toMatchObject({ status: 'OK', left: [] });
    expect(unit.corrections.map(({ offer, from }: Json) => [offer, from])).toEqual([
      ['offer-fs-1', 'database'],
      ['offer-fs-2', 'database'],
    ]);
    // Nothing of the pack of objects was touched: there was nothing good to put there.
    expect(await readFile(pathOn(1, objects))).toEqual(spoiled);
    await secureAll();
    const after = await audited(entry);
    expect(after.entries.map(({ objectType }) => objectType)).toEqual(['OBJECTGROUP']);
    expect(after.entries[0].objectsReports).toMatchObject([{ identifier: first?.name, status: 'KO' }]);
    expect(second).toBeDefined();
  });
});

describe('damage in the database', () => {
  it('is named, and neither mended nor carried to the offers', async () => {
    const entry = await entered();
    await secureAll();
    const [unit] = await query<{ id: string }>(
      `update unit set content = content || '{"Title": "Faux"}' where tenant = $1 and id = (
         select min(id) from unit where tenant = $1 and opi = $2) returning id`,
      [entry],
    );
    const units = await packOf(entry, 'units');
    const good = await readFile(pathOn(1, units));
    await damage(2, units);
    const { id, entries } = await audited(entry);
    const faulty = entries.find(({ identifier }) => identifier === unit?.id);
    expect(faulty.message).toMatch(
      /^The metadata digest '.+' of the database is not the secured one \(.+\) ; /,
    );
    const { status, report } = await corrected(id);
    expect(status).toBe('WARNING');
    const told = report.reportEntries.find((each: Json) => each.identifier === unit?.id);
    // The copy is made good from the other offer; the false title goes nowhere, and no life cycle tells otherwise.
    expect(told).toMatchObject({
      ...{ status: 'KO', corrections: [{ offer: 'offer-fs-2', from: 'offer-fs-1' }] },
      left: ['The database is not what was secured: it is not changed by a correction'],
    });
    expect(await readFile(pathOn(1, units))).toEqual(good);
    expect(await readFile(pathOn(2, units))).toEqual(good);
    const rows = await query('select from life_cycle where tenant = $1 and id = $2', [unit?.id]);
    expect(rows).toHaveLength(1);
    await query(
      `update unit set content = jsonb_set(content, '{Title}', to_jsonb(title)) where tenant = $1 and id = $2`,
      [unit?.id],
    );
    await secureAll();
    expect((await audited(entry)).status).toBe('OK');
  });

  it('of a life cycle, or of the secured journal itself, is found as well', async () => {
    const entry = await entered();
    await secureAll();
    const [unit] = await query<{ id: string }>(
      `update life_cycle set events = jsonb_set(events, '{0,2}', '"W"') where tenant = $1 and kind = 'unit' and id = (
         select min(id) from unit where tenant = $1 and opi = $2) returning id`,
      [entry],
    );
    const forged = await audited(entry);
    expect(forged.entries.map(({ identifier }) => identifier)).toEqual([unit?.id]);
    expect(forged.entries[0].message).toContain('The life cycle digest');
    const last = await archive.service.house.database.inTenant(TENANT, (tx) =>
      lastSecured(tx, TENANT, 'LOGBOOK_UNIT_LFC_TRACEABILITY'),
    );
    const [journal] = await query<{ container: string }>(
      `select container from placement where tenant = $1 and category = 'logbooks' and name = $2`,
      [last?.event.FileName],
    );
    await damage(1, journal?.container as string);
    await damage(2, journal?.container as string);
    const unproven = await audited(entry);
    const ofUnits = unproven.entries.filter(({ objectType }) => objectType === 'UNIT');
    expect(ofUnits.length).toBeGreaterThan(1);
    for (const { status, message } of ofUnits) {
      expect(status).toBe('KO');
      expect(message).toMatch(/^The secured file 0_LogbookUnitLifecycles_.+ proves nothing: /);
    }
    const { report } = await corrected(unproven.id);
    expect(report.reportEntries.every((each: Json) => each.corrections.length === 0)).toBe(true);
  });
});
