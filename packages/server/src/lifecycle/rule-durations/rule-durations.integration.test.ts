import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { manyUnits, SAMPLE, sampleReferentials } from '@perenne/sample';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openArchive, type TestArchive } from '../../ingest/testing/archive.ts';
import type { TenantId } from '../../platform/index.ts';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive?.close());

const TENANT = 0 as TenantId;
const ACCESS = '/access-external/v1';
const UPDATE = 'UPDATE_RULES_ARCHIVE_UNITS';
const rulesOf = (duration: string) => sampleReferentials.rules.replace(',10,Year', `,${duration},Year`);
const sip = (seed: number) => buffer(manyUnits({ units: 30, objectSize: 16, seed, perFolder: 10 }));

interface Unit {
  readonly '#id': string;
  readonly '#version': number;
  readonly '#operations': readonly string[];
  readonly '#management': { readonly AppraisalRule: { readonly Rules: readonly Rule[] } };
}
interface Rule {
  readonly Rule: string;
  readonly StartDate: string;
  readonly EndDate?: string;
}

async function unitsOf(operation: string): Promise<Unit[]> {
  const asked = [{ $eq: { '#opi': operation } }, { $eq: { DescriptionLevel: 'Item' } }];
  const query = { $roots: [], $query: [{ $and: asked }], $filter: {}, $projection: {} };
  return (await archive.get(`${ACCESS}/units`, { query })).$results;
}

/** The only rule of a unit, and its years from start to end. */
function yearsOf(unit: Unit): number | undefined {
  const [rule] = unit['#management'].AppraisalRule.Rules as [Rule];
  if (rule.EndDate === undefined) return undefined;
  return Number(rule.EndDate.slice(0, 4)) - Number(rule.StartDate.slice(0, 4));
}

/** Updates of end dates, oldest first. */
const updates = () =>
  archive.service.house.database.inTenant(TENANT, (tx) =>
    tx.query<{ id: string }>(
      'select id from operation where tenant = $1 and workflow = $2 order by created_at',
      [TENANT, UPDATE],
    ),
  );

/** The time that Vitest would wait by itself, a second, is not enough on a busy machine. */
const PATIENT = { timeout: 60_000 };

let count = 0;
/** Waits for one more update of end dates, and for its end. */
async function updated(): Promise<string> {
  count += 1;
  const operations = await vi.waitFor(async () => {
    const rows = await updates();
    expect(rows).toHaveLength(count);
    return rows;
  }, PATIENT);
  const id = operations.at(-1)?.id as string;
  expect(await archive.settled(id)).toEqual({ state: 'COMPLETED', status: 'OK' });
  return id;
}

async function importRules(duration: string): Promise<string> {
  const answer = await archive.service.asApplication('POST', '/admin-external/v1/rules', {
    tenant: TENANT,
    body: rulesOf(duration),
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/octet-stream',
      'X-Filename': 'r.csv',
    },
  });
  expect(answer.status, answer.text).toBe(201);
  return String(answer.headers['x-request-id']);
}

const eventsOf = async (operation: string): Promise<{ outDetail: string }[]> =>
  (await archive.get(`${ACCESS}/logbookoperations/${operation}`)).$results[0].events;

test('another duration reaches the units that declare the rule, their life cycles and the offers', async () => {
  const entry = await archive.enter(await sip(1));
  expect(new Set((await unitsOf(entry.id)).map(yearsOf))).toEqual(new Set([10]));

  const imported = await importRules('12');
  expect((await eventsOf(imported)).at(-1)?.outDetail).toBe('STP_IMPORT_RULES.WARNING');
  const operation = await updated();
  // The update is found from the import that asked for it.
  const [journal] = (await archive.get(`${ACCESS}/logbookoperations/${operation}`)).$results;
  expect(journal).toMatchObject({ evId: operation, evIdReq: imported });

  const units = await unitsOf(entry.id);
  expect(units).toHaveLength(30);
  expect(new Set(units.map(yearsOf))).toEqual(new Set([12]));
  expect(units.every((unit) => unit['#version'] === 1 && unit['#operations'].at(-1) === operation)).toBe(
    true,
  );
  const id = units[0]?.['#id'] as string;
  const { $results } = await archive.get(`${ACCESS}/logbookunitlifecycles/${id}`);
  expect($results[0].events.at(-1)).toMatchObject({
    outDetail: 'LFC.UPDATE_UNIT_RULES.OK',
    evIdProc: operation,
  });

  const { dataFolder } = archive.service.house.configuration;
  for (const offer of await readdir(join(dataFolder, 'offers'))) {
    const folder = join(dataFolder, 'offers', offer, '0', 'units', operation);
    const [name = ''] = (await readdir(folder)).filter((each) => each.endsWith('.jsonl.gz'));
    const documents = gunzipSync(await readFile(join(folder, name)))
      .toString()
      .trim()
      .split('\n');
    const stored = documents.map((line) => JSON.parse(line).unit).find(({ _id }) => _id === id);
    expect(stored).toMatchObject({ _v: 1, _mgt: units[0]?.['#management'], _ops: [entry.id, operation] });
  }
});

test('a rule without end takes the end dates away; its other words leave the units alone', async () => {
  const entry = await archive.enter(await sip(2));
  await importRules('unlimited');
  await updated();
  const units = await unitsOf(entry.id);
  expect(new Set(units.map(yearsOf))).toEqual(new Set([undefined]));
  const body = rulesOf('unlimited').replace('Dossiers d’exemple', 'Autre libellé');
  await archive.import('/rules', body, { file: 'r.csv' });
  expect(await updates()).toHaveLength(count);
  expect((await unitsOf(entry.id)).every((unit) => unit['#version'] === 1)).toBe(true);
});

test('an entry that had computed its end dates before the rule changed follows it when it is published', async () => {
  await importRules('20');
  await updated();
  const operation = await archive.deposit(await sip(3), { headers: { 'X-Action': 'NEXT' } });
  await archive.settled(operation);
  for (let moves = 0; moves < 30; moves += 1) {
    const events = await eventsOf(operation);
    if (events.some(({ outDetail }) => outDetail === 'UNITS_RULES_COMPUTE.OK')) break;
    await archive.service.asApplication('PUT', `/admin-external/v1/operations/${operation}`, {
      tenant: 0,
      headers: { 'X-Action': 'NEXT' },
    });
    await archive.settled(operation);
  }
  await importRules('30');
  await updated();
  await archive.service.asApplication('PUT', `/admin-external/v1/operations/${operation}`, {
    tenant: 0,
    headers: { 'X-Action': 'RESUME' },
  });
  await vi.waitFor(
    async () => expect(await archive.settled(operation)).toMatchObject({ state: 'COMPLETED' }),
    PATIENT,
  );
  await updated();
  expect(new Set((await unitsOf(operation)).map(yearsOf))).toEqual(new Set([30]));
});

test('what was computed of their rules is no more valid, for them and for those below', async () => {
  const { database } = archive.service.house;
  await database.inTenant(TENANT, (tx) =>
    tx.query(
      `insert into computed_rules (tenant, id, rules) select tenant, id, '{}' from unit where tenant = $1`,
      [TENANT],
    ),
  );
  await importRules('7');
  await updated();
  const rows = await database.inTenant(TENANT, (tx) =>
    tx.query<{ declares: boolean; valid: boolean }>(
      `select management::text like '%' || $2 || '%' as declares, rules is not null as valid
       from unit join computed_rules using (tenant, id) where tenant = $1`,
      [TENANT, SAMPLE.appraisalRule],
    ),
  );
  expect(rows.filter(({ declares }) => declares).every(({ valid }) => !valid)).toBe(true);
  expect(rows.filter(({ declares }) => !declares).every(({ valid }) => valid)).toBe(true);
});
