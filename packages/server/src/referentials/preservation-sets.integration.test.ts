import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestArchive, type TestArchive } from './testing/archive.ts';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openTestArchive();
});
afterAll(() => archive.close());

const griffin = (Identifier: string, more: object = {}) => ({
  Identifier,
  Name: `Griffon ${Identifier}`,
  ExecutableName: 'imagemagick-griffin',
  ExecutableVersion: 'V1.0.0',
  ...more,
});
const acting = (GriffinIdentifier: string, more: object = {}) => ({
  GriffinIdentifier,
  Timeout: 60,
  MaxSize: 1_000_000,
  Debug: false,
  ActionDetail: [{ Type: 'GENERATE', Values: { Extension: 'GIF', Args: ['-thumbnail', '100x100'] } }],
  ...more,
});
const scenario = (Identifier: string, DefaultGriffin: object, more: object = {}) => ({
  Identifier,
  Name: `Scénario ${Identifier}`,
  ActionList: ['GENERATE'],
  DefaultGriffin,
  ...more,
});
const griffins = (...json: object[]) => archive.call({ method: 'POST', path: '/griffin', tenant: 1, json });
const scenarios = (tenant: number, ...json: object[]) =>
  archive.call({ method: 'POST', path: '/preservationScenario', tenant, json });
const final = async (tenant: number, operation: string) =>
  (await archive.journal(tenant, operation)).events.at(-1);
const report = async (tenant: number, operation: string) =>
  (await archive.call({ path: `/rulesreport/${operation}`, tenant, headers: { accept: '*/*' } })).json;
const identifiers = async (path: string, tenant: number) => {
  const { json } = await archive.call({ path, tenant, json: { $query: {}, $filter: {}, $projection: {} } });
  return json.$results.map((each: { Identifier: string }) => each.Identifier).sort();
};

test('a list of griffins replaces the one before, and the report says what changed', async () => {
  expect((await griffins(griffin('G1'), griffin('G2'))).status).toBe(201);
  const second = await griffins(griffin('G1', { Description: 'Images' }), griffin('G3'));
  expect(second.status).toBe(201);
  expect(await identifiers('/griffin', 1)).toEqual(['G1', 'G3']);
  expect((await archive.call({ path: '/griffin/G1', tenant: 1 })).json.$results[0]).toMatchObject({
    '#version': 1,
    Description: 'Images',
  });
  expect(await report(1, second.operation)).toMatchObject({
    StatusCode: 'OK',
    PreviousGriffinsVersion: '1',
    NewGriffinsVersion: '2',
    RemovedIdentifiers: ['G2'],
    AddedIdentifiers: ['G3'],
    UpdatedIdentifiers: { G1: ['+  Description : Images'] },
  });
});

test.each([
  [[griffin('A'), griffin('A')], "Duplicate griffin : 'A'."],
  [[griffin('A', { Name: '' })], "Invalid griffin for : 'A' : '['Name' : this field can not be empty]'."],
  [[griffin('A', { ExecutableName: undefined })], 'ExecutableName'],
  [[griffin('A', { CreationDate: '10 janvier 16' })], 'CreationDate'],
  [[griffin('A', { Name: { fr: 'x' } })], 'Name must be a text'],
])('griffins %j are refused whole', async (list, text) => {
  const before = await identifiers('/griffin', 1);
  const refused = await griffins(...list);
  expect(refused).toMatchObject({ status: 400, json: { code: '120850', httpCode: 400 } });
  const event = await final(1, refused.operation);
  expect(event?.outDetail).toBe('STP_IMPORT_GRIFFIN.KO');
  expect(JSON.parse(event?.evDetData ?? '').ErrorDetail).toContain(text);
  expect(await identifiers('/griffin', 1)).toEqual(before);
});

test('a griffin that a scenario of any tenant names stays; a change of it is a warning', async () => {
  await griffins(griffin('KEPT'));
  expect((await scenarios(0, scenario('S', acting('KEPT')))).status).toBe(201);
  const removal = await griffins(griffin('OTHER'));
  expect(removal.json.description).toContain('Can not remove used griffin(s), KEPT');
  const change = await griffins(griffin('KEPT', { ExecutableVersion: 'V2' }));
  expect((await final(1, change.operation))?.outDetail).toBe('STP_IMPORT_GRIFFIN.WARNING');
  expect((await scenarios(0)).status).toBe(201);
  expect((await griffins(griffin('OTHER'))).status).toBe(201);
});

test.each([
  ['an unknown griffin', acting('NOBODY'), {}],
  ['no griffin', undefined, {}],
  [
    'an unknown format',
    acting('OTHER'),
    { GriffinByFormat: [{ ...acting('OTHER'), FormatList: ['fmt/0'] }] },
  ],
  ['no format', acting('OTHER'), { GriffinByFormat: [acting('OTHER')] }],
  ['an unknown action', acting('OTHER'), { ActionList: ['PAINT'] }],
  ['no action', acting('OTHER'), { ActionList: [] }],
  ['an unknown action of a griffin', acting('OTHER', { ActionDetail: [{ Type: 'PAINT' }] }), {}],
  ['no time', acting('OTHER', { Timeout: 0 }), {}],
  ['too much time', acting('OTHER', { Timeout: 2 ** 31 }), {}],
  ['no size', acting('OTHER', { MaxSize: undefined }), {}],
  ['a wrong flag', acting('OTHER', { Debug: 'maybe' }), {}],
])('a scenario with %s is refused', async (_what, byDefault, more) => {
  await griffins(griffin('OTHER'));
  const refused = await scenarios(0, scenario('S', byDefault as object, more));
  expect(refused).toMatchObject({ status: 400, json: { code: '120850' } });
  expect((await final(0, refused.operation))?.outDetail).toBe('STP_IMPORT_PRESERVATION_SCENARIO.KO');
  expect(await identifiers('/preservationScenario', 0)).toEqual([]);
});

test('scenarios are of their tenant alone', async () => {
  await griffins(griffin('OTHER'));
  await scenarios(0, scenario('MINE', acting('OTHER')));
  expect(await identifiers('/preservationScenario', 2)).toEqual([]);
  expect(await archive.call({ path: '/preservationScenario/MINE', tenant: 2 })).toMatchObject({
    status: 404,
    json: { code: '120403' },
  });
  await scenarios(0);
});

test('a scenario is read by its identifier', async () => {
  expect((await griffins(griffin('G0'))).status).toBe(201);
  expect((await scenarios(2, scenario('S0', acting('G0')))).status).toBe(201);
  const read = await archive.call({ path: '/preservationScenario/S0', tenant: 2 });
  expect(read).toMatchObject({ status: 200, json: { $results: [{ Identifier: 'S0', '#tenant': 2 }] } });
  // The same list again changes nothing, in whatever order its members are written.
  const again = await scenarios(2, scenario('S0', acting('G0')));
  expect(again.json.$results).toEqual(read.json.$results);
  expect(await report(2, again.operation)).not.toHaveProperty('UpdatedIdentifiers');
});
