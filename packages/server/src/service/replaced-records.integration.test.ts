import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openService, type TestService } from '../http/testing/open-service.ts';
import { readTenant } from '../platform/index.ts';
import { installFormats, installVocabulary, loadFormats } from '../referentials/index.ts';
import { personOf } from './testing/persons.ts';

/** Records of the referentials that files replace, one by one; and what a file would make of the whole. */

let service: TestService;
let ask: Awaited<ReturnType<typeof personOf>>;
let operator: typeof ask;
beforeAll(async () => {
  service = await openService();
  await installVocabulary(service.house);
  await installFormats(service.house);
  ask = await personOf(service, 'camille', [{ tenant: 0, role: 'R3' }]);
  operator = await personOf(service, 'sacha', [
    { tenant: 0, role: 'R5' },
    { tenant: 1, role: 'R5' },
  ]);
});
afterAll(() => service?.close());

const at = (path: string, tenant: number) => `/tenants/${tenant}/referentials${path}`;
const of = (person: () => typeof ask, tenant: number, kind: string) => ({
  add: (body: object) => person()(at(`/${kind}/records`, tenant), { method: 'POST', body }),
  change: (id: string, version: number, set: object, unset: string[] = []) =>
    person()(at(`/${kind}/records/${id}`, tenant), { method: 'PUT', body: { version, set, unset } }),
  remove: (id: string, version: number) =>
    person()(at(`/${kind}/records/${id}?version=${version}`, tenant), { method: 'DELETE' }),
  read: async (id: string) => (await person()(at(`/${kind}/records/${id}`, tenant))).json,
  history: async (id: string): Promise<{ operation: string; changes: string }[]> =>
    (await person()(at(`/${kind}/records/${id}/history`, tenant))).json.changes,
  uses: async (id: string) => (await person()(at(`/${kind}/records/${id}/uses`, tenant))).json.uses,
  file: async () => (await person()(at(`/${kind}/file`, tenant))).text,
  send: (action: string, body: string) =>
    person()(at(`/${kind}/${action}`, tenant), {
      ...{ method: 'POST', body, headers: { 'Content-Type': 'application/octet-stream' } },
    }),
});
const agencies = of(() => ask, 0, 'agencies');
const rules = of(() => ask, 0, 'rules');
const scenarios = of(() => ask, 0, 'preservation-scenarios');
const griffins = of(() => operator, 1, 'griffins');
const formats = of(() => operator, 1, 'formats');
const ontologies = of(() => operator, 1, 'ontologies');

const SIGNATURES = `<?xml version="1.0" encoding="UTF-8"?>
<FFSignatureFile xmlns="http://www.nationalarchives.gov.uk/pronom/SignatureFile" Version="200" DateCreated="2026-01-01T00:00:00">
 <InternalSignatureCollection/>
 <FileFormatCollection><FileFormat ID="1" Name="Un" PUID="fmt/1"><Extension>un</Extension></FileFormat></FileFormatCollection>
</FFSignatureFile>`;

const ids = (list: { records: { identifier: string }[] }) => list.records.map(({ identifier }) => identifier);

describe('an agency', () => {
  it('is added, changed and removed as imports that differ by it', async () => {
    expect((await agencies.add({ Identifier: 'FR-1', Name: 'Mairie' })).json.id).toBe('FR-1');
    await agencies.add({ Identifier: 'FR-2', Name: 'Voirie, parcs', Description: 'a "b"' });
    const changed = await agencies.change('FR-1', 0, { Name: 'Ville' });
    expect(changed.status).toBe(200);
    expect((await ask(`/tenants/0/operations/${changed.json.operation}`)).json).toMatchObject({
      ...{ type: 'IMPORT_AGENCIES', outcome: 'OK' },
    });
    expect(await agencies.read('FR-1')).toMatchObject({ Name: 'Ville', '#version': 1 });
    expect(await agencies.file()).toBe(
      'Identifier,Name,Description\nFR-1,Ville,\nFR-2,"Voirie, parcs","a ""b"""\n',
    );
    const csv = await service.asApplication(
      'GET',
      `/admin-external/v1/agenciesreferential/${changed.json.operation}`,
    );
    expect(csv.text).toContain('FR-2,"Voirie, parcs","a ""b"""');
    expect((await agencies.remove('FR-2', 0)).status).toBe(200);
    expect((await ask(at('/agencies/records/FR-2', 0))).status).toBe(404);
  });

  it('has the history of what changed it, and not of the others', async () => {
    const [changed, added] = await agencies.history('FR-1');
    expect(changed?.changes).toBe('-  Name : Mairie\n+  Name : Ville');
    expect(added?.changes).toContain('+  Identifier : FR-1');
    expect(await agencies.history('FR-1')).toHaveLength(2);
  });

  it('has what an authority record says, in its form, its history, its file and a preview', async () => {
    const authority = { Functions: ['Eau', 'Voirie'], FromDate: '1790-02-15', EntityType: 'collectivité' };
    await agencies.add({ Identifier: 'FR-9', Name: 'Neuf', ...authority });
    expect(await agencies.read('FR-9')).toMatchObject(authority);
    const [added] = await agencies.history('FR-9');
    expect(added?.changes).toContain('+  Functions : Eau, Voirie');
    const [header, ...lines] = (await agencies.file()).split('\n');
    expect(header).toBe('Identifier,Name,Description,EntityType,FromDate,Functions');
    expect(lines).toContain('FR-9,Neuf,,collectivité,1790-02-15,Eau|Voirie');
    const changed = `${(await agencies.file()).replace('Eau|Voirie', 'Eau | Parcs')}`;
    expect((await agencies.send('check', changed)).json.preview.changed.records).toMatchObject([
      { identifier: 'FR-9', lines: ['-  Functions : Eau, Voirie', '+  Functions : Eau, Parcs'] },
    ]);
    expect((await agencies.send('check', await agencies.file())).json.preview).toMatchObject({
      ...{ added: { total: 0 }, changed: { total: 0 }, removed: { total: 0 } },
    });
    const refused = await agencies.change('FR-9', 0, { FromDate: 'hier', Functions: ['', 'Eau'] });
    expect(refused.json.refusals).toMatchObject([
      { code: 'WRONG_DATE', field: 'FromDate', values: ['hier'] },
      { code: 'EMPTY_VALUE', field: 'Functions' },
    ]);
    // Neither has a writing in the table, or passes the door: each is told at its field.
    expect((await agencies.change('FR-9', 0, { Functions: ['Eau|Air'] })).json.refusals).toMatchObject([
      { code: 'HOLDS_BAR', field: 'Functions', values: ['Eau|Air'] },
    ]);
    expect((await agencies.change('FR-9', 0, { Places: ['<b>Ici</b>'] })).json.refusals).toMatchObject([
      { code: 'MARKUP', field: 'Places' },
    ]);
    expect((await agencies.remove('FR-9', 0)).status).toBe(200);
    expect(await agencies.file()).toMatch(/^Identifier,Name,Description\n/);
  });

  it('that is refused says every field', async () => {
    const refused = await agencies.add({ Identifier: ' ' });
    expect(refused.status).toBe(400);
    expect(refused.json.refusals).toMatchObject([
      { code: 'EMPTY_REQUIRED_FIELD', field: 'Identifier' },
      { code: 'EMPTY_REQUIRED_FIELD', field: 'Name' },
    ]);
    expect((await agencies.add({ Identifier: 'FR-1', Name: 'Autre' })).json.refusals).toMatchObject([
      { code: 'IDENTIFIER_DUPLICATION', field: 'Identifier', values: ['FR-1'] },
    ]);
    expect((await agencies.change('FR-1', 1, { Identifier: 'X' })).status).toBe(400);
    expect((await agencies.change('FR-1', 1, { Name: 5, Nom: 'x' })).status).toBe(400);
    expect((await agencies.change('FR-9', 0, { Name: 'X' })).status).toBe(404);
    expect((await agencies.add({ Identifier: 'S', Name: '<script>alert(1)</script>' })).status).toBe(400);
    expect((await agencies.read('FR-1')).Name).toBe('Ville');
  });

  it('in use is not removed, and says by whom', async () => {
    const contract = { Identifier: 'AC-1', Name: 'Ville', OriginatingAgencies: ['FR-1'] };
    await ask(at('/access-contracts/records', 0), { method: 'POST', body: contract });
    expect(await agencies.uses('FR-1')).toEqual([{ by: 'access-contract', count: 1, some: ['AC-1'] }]);
    const refused = await agencies.remove('FR-1', 1);
    expect(refused.status).toBe(400);
    expect(refused.json.refusals).toMatchObject([{ code: 'USED_BY_ARCHIVES', record: 'FR-1' }]);
  });

  it('changed by two at once has one winner, and nothing of the others is lost', async () => {
    await agencies.add({ Identifier: 'FR-3', Name: 'Trois' });
    const answers = await Promise.all([
      agencies.change('FR-3', 0, { Name: 'a' }),
      agencies.change('FR-3', 0, { Name: 'b' }),
      agencies.change('FR-1', 1, { Description: 'Depuis 1790' }),
      agencies.add({ Identifier: 'FR-4', Name: 'Quatre' }),
      agencies.add({ Identifier: 'FR-5', Name: 'Cinq' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201, 201, 409]);
    expect(await agencies.file()).toMatch(/FR-1,Ville,Depuis 1790\nFR-3,[ab],\nFR-4,Quatre,\nFR-5,Cinq,\n$/);
    const late = answers.find(({ status }) => status === 409);
    const { json } = await ask(`/tenants/0/operations/${late?.headers['x-request-id']}`);
    expect(json).toMatchObject({ type: 'IMPORT_AGENCIES', outcome: 'KO' });
  });
});

describe('a file', () => {
  const TABLE = 'Identifier,Name,Description\nFR-1,Ville,Depuis 1791\nFR-4,Quatre,\nFR-5,Cinq,\nFR-6,Six,\n';

  it('is shown as what it would add, change and remove, and nothing is changed', async () => {
    const { preview, errors, refusals } = (await agencies.send('check', TABLE)).json;
    expect({ errors, refusals }).toEqual({ errors: {}, refusals: [] });
    expect(preview).toMatchObject({
      unchanged: 2,
      added: { total: 1, records: [{ identifier: 'FR-6', name: 'Six' }] },
      changed: {
        total: 1,
        records: [{ lines: ['-  Description : Depuis 1790', '+  Description : Depuis 1791'] }],
      },
      consequences: [{ code: 'USED_BY_CONTRACTS', values: [{ value: 'FR-1' }] }],
    });
    expect(ids(preview.removed)).toEqual(['FR-3']);
    expect(await agencies.file()).toContain('Depuis 1790');
    const without = await agencies.send('check', TABLE.replace(/FR-1.*\n/, ''));
    expect(without.json.refusals).toMatchObject([{ code: 'USED_BY_ARCHIVES', record: 'FR-1' }]);
  });

  it('that somebody has overtaken since its preview replaces nothing', async () => {
    const { preview } = (await agencies.send('check', TABLE)).json;
    await agencies.add({ Identifier: 'FR-7', Name: 'Sept' });
    const late = await agencies.send(`import?state=${preview.state}`, TABLE);
    expect(late.status).toBe(409);
    expect(await agencies.file()).toContain('FR-7,Sept');
    const anew = (await agencies.send('check', TABLE)).json.preview;
    expect(ids(anew.removed)).toEqual(['FR-3', 'FR-7']);
    expect((await agencies.send(`import?state=${anew.state}`, TABLE)).status).toBe(201);
    expect(await agencies.file()).toBe(TABLE);
  });
});

describe('a rule', () => {
  const RULE = { RuleId: 'APP-1', RuleType: 'AppraisalRule', RuleValue: 'Dossiers' };

  it('is controlled as a line of the table, beside each field', async () => {
    const fields = async (more: object) =>
      (await rules.add({ ...RULE, ...more })).json.refusals?.map(
        ({ code, field }: { code: string; field: string }) => `${field} ${code}`,
      );
    expect(await fields({})).toEqual([
      'RuleDuration EMPTY_REQUIRED_FIELD',
      'RuleMeasurement EMPTY_REQUIRED_FIELD',
    ]);
    expect(await fields({ RuleType: 'Autre', RuleDuration: '-1', RuleMeasurement: 'AGE' })).toEqual([
      'RuleDuration WRONG_RULEDURATION',
      'RuleMeasurement WRONG_RULEMEASUREMENT',
      'RuleType WRONG_RULETYPE_UNKNOW',
    ]);
    expect(await fields({ RuleDuration: '1000', RuleMeasurement: 'YEAR' })).toEqual([
      'RuleDuration WRONG_TOTALDURATION',
    ]);
    expect(await fields({ RuleDuration: '10', RuleMeasurement: 'YEAR' })).toBeUndefined();
  });

  it('in use is told with its units: their end dates will follow, and it stays', async () => {
    await service.house.database.inTenant(readTenant('0') as never, async (tx) => {
      for (const id of ['u1', 'u2'])
        await tx.query(
          `insert into unit (tenant, id, opi, unit_type, sps, up, us, uds, ops, min_depth, max_depth, seda_version,
             implementation_version, strategy, graph_at, created_at, updated_at, management, content, text)
           values (0, $1, 'o', 'INGEST', '{}', '{}', '{}', '{}', '{}', 1, 1, '2.2', '1', 'default',
             now(), now(), now(), $2, '{}', '')`,
          [id, JSON.stringify({ AppraisalRule: { Rules: [{ Rule: 'APP-1' }], FinalAction: 'Keep' } })],
        );
    });
    expect(await rules.uses('APP-1')).toEqual([{ by: 'unit', count: 2, some: [] }]);
    const header = 'RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement\n';
    const longer = (await rules.send('check', `${header}APP-1,AppraisalRule,Dossiers,,20,YEAR\n`)).json;
    expect(longer.preview.consequences).toEqual([
      { code: 'END_DATES', values: [{ value: 'APP-1', count: 2 }] },
    ]);
    const gone = (await rules.send('check', header)).json;
    expect(gone.refusals).toMatchObject([{ code: 'USED_BY_UNITS', record: 'APP-1' }]);
    const { '#version': version } = await rules.read('APP-1');
    expect((await rules.remove('APP-1', version)).json.refusals).toMatchObject([{ code: 'USED_BY_UNITS' }]);
  });

  it('is sorted by its duration', async () => {
    await rules.add({ ...RULE, RuleId: 'APP-2', RuleDuration: '18', RuleMeasurement: 'MONTH' });
    await rules.add({ ...RULE, RuleId: 'APP-3', RuleDuration: 'unlimited', RuleMeasurement: 'YEAR' });
    const sorted = async (query: string) =>
      (await ask(at(`/rules?${query}`, 0))).json.records.map((each: { RuleId: string }) => each.RuleId);
    expect(await sorted('sort=RuleDuration')).toEqual(['APP-2', 'APP-1', 'APP-3']);
    expect(await sorted('sort=RuleDuration&descending=true')).toEqual(['APP-3', 'APP-1', 'APP-2']);
    expect(await sorted('descending=true')).toEqual(['APP-3', 'APP-2', 'APP-1']);
  });
});

describe('griffins and scenarios', () => {
  const GRIFFIN = { Identifier: 'GR-1', Name: 'Outil', ExecutableName: 'outil', ExecutableVersion: '1' };
  const STEP = { GriffinIdentifier: 'GR-1', Timeout: 10, MaxSize: 100, Debug: false };
  const SCENARIO = {
    ...{ Identifier: 'PSC-1', Name: 'Scénario', ActionList: ['ANALYSE'] },
    GriffinByFormat: [{ ...STEP, FormatList: ['fmt/18'], ActionDetail: [{ Type: 'ANALYSE' }] }],
    DefaultGriffin: { ...STEP, ActionDetail: [{ Type: 'ANALYSE' }] },
  };

  it('are made one by one, with what they refer to', async () => {
    expect(
      (await griffins.add({ Name: 'x' })).json.refusals.map((each: { field: string }) => each.field),
    ).toEqual(['Identifier', 'ExecutableName', 'ExecutableVersion']);
    expect((await griffins.add(GRIFFIN)).status).toBe(201);
    const wrong = await scenarios.add({
      ...SCENARIO,
      GriffinByFormat: [
        { ...STEP, GriffinIdentifier: 'GR-9', FormatList: ['fmt/0'], ActionDetail: [{ Type: 'ANALYSE' }] },
      ],
    });
    expect(wrong.json.refusals).toMatchObject([
      { code: 'GRIFFIN_NOT_FOUND', field: 'GriffinByFormat.0.GriffinIdentifier', values: ['GR-9'] },
      { code: 'FORMAT_NOT_FOUND', field: 'GriffinByFormat.0.FormatList', values: ['fmt/0'] },
    ]);
    const empty = await scenarios.add({ ...SCENARIO, DefaultGriffin: { Timeout: 0, ActionDetail: [{}] } });
    expect(empty.json.refusals.map((each: { field: string }) => each.field)).toEqual([
      ...['GriffinIdentifier', 'MaxSize', 'Debug'].map((name) => `DefaultGriffin.${name}`),
      ...['ActionDetail.0.Type', 'Timeout'].map((name) => `DefaultGriffin.${name}`),
    ]);
    expect((await scenarios.add(SCENARIO)).status).toBe(201);
    expect((await scenarios.change('PSC-1', 0, { Description: 'Essai' })).status).toBe(200);
    expect(await scenarios.history('PSC-1')).toMatchObject([{ changes: '+  Description : Essai' }, {}]);
  });

  it('in use stay, and a list that leaves them out is told so', async () => {
    expect(await griffins.uses('GR-1')).toEqual([{ by: 'preservation-scenario', count: 1, some: ['PSC-1'] }]);
    // A format tells which scenarios treat it, and by which griffins.
    expect(await of(() => ask, 0, 'formats').uses('fmt%2F18')).toEqual([
      { by: 'preservation-scenario', count: 1, some: ['PSC-1'] },
      { by: 'griffin', count: 1, some: ['GR-1'] },
    ]);
    expect((await griffins.remove('GR-1', 0)).json.refusals).toMatchObject([{ code: 'USED_BY_SCENARIOS' }]);
    const other = { ...GRIFFIN, Identifier: 'GR-2' };
    const { preview, refusals } = (await griffins.send('check', JSON.stringify([other]))).json;
    expect(refusals).toMatchObject([{ code: 'USED_BY_SCENARIOS', record: 'GR-1' }]);
    expect([ids(preview.added), ids(preview.removed)]).toEqual([['GR-2'], ['GR-1']]);
    expect((await scenarios.remove('PSC-1', 1)).status).toBe(200);
    expect((await griffins.remove('GR-1', 0)).status).toBe(200);
  });

  it('that cannot be read are told so', async () => {
    expect((await griffins.send('check', '{')).json.fault.kind).toBe('NOT_JSON');
    expect((await griffins.send('check', '[{"Name": {}}]')).json.fault.words).toContain(
      'Name must be a text',
    );
  });
});

describe('an external format', () => {
  const PLAN = { PUID: 'EXTERNAL_PLAN', Name: 'Plan de récolement', Version: '1', Extension: ['PLR'] };
  const identified = async () => {
    const bytes = Buffer.from([1, 2, 3, 0]);
    const { identifier, find } = await loadFormats(service.house.database);
    const found = identifier.identify({ head: bytes, tail: bytes, size: 4, extension: 'plr' });
    return [found?.puid, found && find(found.puid)?.Name];
  };

  it('is made, and tells files by their extension, in every process', async () => {
    expect(await identified()).toEqual([undefined, undefined]);
    const made = await formats.add(PLAN);
    expect(made.status).toBe(201);
    expect(await identified()).toEqual(['EXTERNAL_PLAN', PLAN.Name]);
    expect((await operator(`/tenants/1/operations/${made.json.operation}`)).json).toMatchObject({
      ...{ type: 'STP_REFERENTIAL_FORMAT_IMPORT', outcome: 'OK' },
    });
    expect((await formats.change('EXTERNAL_PLAN', 0, { Name: 'Plan' })).status).toBe(200);
    expect(await identified()).toEqual(['EXTERNAL_PLAN', 'Plan']);
    expect(await formats.history('EXTERNAL_PLAN')).toMatchObject([
      { changes: '-  Name : Plan de récolement\n+  Name : Plan' },
      {},
    ]);
    expect(await formats.read('EXTERNAL_PLAN')).toMatchObject({ VersionPronom: '', '#version': 1 });
  });

  it('that is refused says every field', async () => {
    const refused = await formats.add({
      ...{ PUID: 'EXTERNAL_é', Name: ' ', Extension: ['.plr', 'ok'], MimeType: 'plan' },
      HasPriorityOverFileFormatID: ['fmt/18', 'fmt/0'],
    });
    expect(refused.json.refusals).toMatchObject([
      { code: 'EMPTY_REQUIRED_FIELD', field: 'Name' },
      { code: 'EMPTY_REQUIRED_FIELD', field: 'Version' },
      { code: 'EXTERNAL_PUID', field: 'PUID' },
      { code: 'NOT_AN_EXTENSION', field: 'Extension', values: ['.plr'] },
      { code: 'NOT_A_MEDIA_TYPE', field: 'MimeType' },
      { code: 'FORMAT_NOT_FOUND', field: 'HasPriorityOverFileFormatID', values: ['fmt/0'] },
    ]);
    expect((await formats.add(PLAN)).json.refusals).toMatchObject([
      { code: 'IDENTIFIER_DUPLICATION', field: 'PUID' },
    ]);
  });

  it('outlives the import of a signature file, and those of PRONOM are its alone', async () => {
    const { preview } = (await formats.send('check', SIGNATURES)).json;
    expect(ids(preview.removed)).toContain('fmt/18');
    expect(ids(preview.removed)).not.toContain('EXTERNAL_PLAN');
    expect((await formats.send(`import?state=${preview.state}`, SIGNATURES)).status).toBe(201);
    expect(await identified()).toEqual(['EXTERNAL_PLAN', 'Plan']);
    expect((await formats.remove('fmt%2F1', 0)).json.refusals).toMatchObject([{ code: 'OF_PRONOM' }]);
    expect((await formats.change('fmt%2F1', 0, { Name: 'x' })).json.refusals).toMatchObject([
      { code: 'OF_PRONOM' },
    ]);
    await installFormats(service.house);
    expect(await identified()).toEqual(['EXTERNAL_PLAN', 'Plan']);
  });

  it('in use stays, in whatever tenant it is used', async () => {
    const contract = {
      ...{ Identifier: 'IC-PLAN', Name: 'Plans', EveryFormatType: false, FormatType: ['EXTERNAL_PLAN'] },
    };
    const made = await ask(at('/ingest-contracts/records', 0), { method: 'POST', body: contract });
    expect(made.status, made.text).toBe(201);
    expect((await formats.remove('EXTERNAL_PLAN', 1)).json.refusals).toMatchObject([
      { code: 'USED_BY_CONTRACTS' },
    ]);
    const change = { version: 0, set: { EveryFormatType: true }, unset: ['FormatType'] };
    const freed = await ask(at('/ingest-contracts/records/IC-PLAN', 0), { method: 'PUT', body: change });
    expect(freed.status, freed.text).toBe(200);
    expect((await formats.remove('EXTERNAL_PLAN', 1)).status).toBe(200);
    expect(await identified()).toEqual([undefined, undefined]);
  });
});

describe('an entry of the vocabulary', () => {
  const ENTRY = { Identifier: 'Cadastre', ShortName: 'Cadastre', Type: 'KEYWORD', Origin: 'EXTERNAL' };

  it('is added to those of the installation, which stay', async () => {
    const before = JSON.parse(await ontologies.file());
    expect((await ontologies.add(ENTRY)).status).toBe(201);
    expect((await ontologies.add({ ...ENTRY, Identifier: 'cadastre' })).json.refusals).toMatchObject([
      { code: 'IDENTIFIER_DUPLICATION', field: 'Identifier' },
    ]);
    expect((await ontologies.change('Cadastre', 0, { Type: 'DATE' })).json.refusals).toMatchObject([
      { code: 'TYPE_CHANGE', field: 'Type' },
    ]);
    expect((await ontologies.change('Cadastre', 0, { Type: 'TEXT' })).status).toBe(200);
    expect((await ontologies.remove(before[0].Identifier, 0)).json.refusals).toMatchObject([
      { code: 'OF_INSTALLATION' },
    ]);
    expect(JSON.parse(await ontologies.file())).toHaveLength(before.length + 1);
    expect((await ontologies.history('Cadastre')).length).toBe(2);
    const { preview } = (await ontologies.send('check', JSON.stringify(before))).json;
    expect(ids(preview.removed)).toEqual(['Cadastre']);
    expect((await ontologies.remove('Cadastre', 1)).status).toBe(200);
  });
});

describe('an element that a tenant adds to the schema', () => {
  const own = of(() => ask, 0, 'schema');
  const OBJECT = {
    Path: 'Travaux',
    ShortName: 'Travaux',
    Description: 'Ce qui fut fait',
    Cardinality: 'MANY',
  };
  const elements = async (tenant: number, person = operator): Promise<Record<string, unknown>[]> =>
    (await person(`/tenants/${tenant}/schema`)).json.elements;
  const added = async (tenant: number) =>
    (await elements(tenant)).filter(({ Origin }) => Origin === 'EXTERNAL').map(({ Path }) => Path);

  it('stands beside those of the archive, in its tenant alone', async () => {
    const made = await own.add({ ...OBJECT, IsObject: true });
    expect(made.status, made.text).toBe(201);
    const file = [{ ...OBJECT, Path: 'Travaux.StartDate', Cardinality: 'ONE' }];
    const { preview } = (await own.send('check', JSON.stringify(file))).json;
    expect(ids(preview.added)).toEqual(['Travaux.StartDate']);
    expect((await own.send(`import?state=${preview.state}`, JSON.stringify(file))).status).toBe(201);
    const all = await elements(0, ask);
    expect(all.find(({ Path }) => Path === 'Travaux.StartDate')).toMatchObject({
      ...{ Type: 'DATE', Origin: 'EXTERNAL', tenant: 0, Collection: 'Unit' },
    });
    expect(all.find(({ Path }) => Path === 'Title')).toMatchObject({ Origin: 'INTERNAL', Type: 'TEXT' });
    expect(all.some(({ Collection }) => Collection === 'ObjectGroup')).toBe(true);
    expect(await added(1)).toEqual([]);
    expect(await own.history('Travaux')).toMatchObject([{ changes: expect.stringContaining('Travaux') }]);
    const csv = (await ask('/tenants/0/schema/export')).text;
    expect(csv).toContain('Unit,Travaux.StartDate,');
    expect(csv.trim().split('\n')).toHaveLength(all.length + 1);
  });

  it('that is refused says the field, and a file its elements', async () => {
    const refused = await own.send(
      'check',
      JSON.stringify([
        { ...OBJECT, Path: 'Travaux', IsObject: true },
        { ...OBJECT, Path: 'Ailleurs.StartDate' },
        { ...OBJECT, Path: 'Inconnu' },
        { ...OBJECT, Path: 'Title', IsObject: true },
        { Path: 'a b', ShortName: 'x', Description: 'x', Cardinality: 'ONE' },
        { Path: 'StartDate' },
      ]),
    );
    expect(
      refused.json.refusals.map((each: { code: string; record: string }) => `${each.record} ${each.code}`),
    ).toEqual([
      ...['Travaux PATH_TAKEN', 'Ailleurs.StartDate PARENT_MISSING', 'Inconnu LEAF_NOT_IN_ONTOLOGY'],
      ...['Title PATH_TAKEN', 'a b PATH_FORMAT'],
      ...Array(3).fill('StartDate EMPTY_REQUIRED_FIELD'),
    ]);
    expect((await own.add({ ...OBJECT, Path: 'Travaux.Inconnu' })).json.refusals).toMatchObject([
      { code: 'LEAF_NOT_IN_ONTOLOGY', field: 'Path' },
    ]);
    expect((await own.change('Travaux', 0, { ShortName: 'x' })).status).toBe(404);
  });

  it('goes when nothing is in it', async () => {
    const refused = async (path: string) => (await own.remove(path, 0)).json.refusals;
    expect(await refused('Travaux')).toMatchObject([{ code: 'PATH_HAS_MEMBERS', record: 'Travaux' }]);
    expect(await refused('Title')).toMatchObject([{ code: 'PATH_INTERNAL' }]);
    expect(await refused('Inconnu')).toMatchObject([{ code: 'PATH_UNKNOWN' }]);
    expect((await own.remove('Travaux.StartDate', 0)).status).toBe(200);
    expect((await own.remove('Travaux', 0)).status).toBe(200);
    expect(await added(0)).toEqual([]);
  });
});

describe('a security profile', () => {
  const profiles = of(() => operator, 1, 'security-profiles');
  const contexts = of(() => operator, 1, 'contexts');

  it('goes when no context names it', async () => {
    const profile = { Identifier: 'SP-1', Name: 'Lecture', FullAccess: false, Permissions: ['units:read'] };
    const made = await profiles.add(profile);
    expect(made.status, made.text).toBe(201);
    const id = made.json.id;
    const context = { Identifier: 'CT-SP', Name: 'Application', SecurityProfile: id, Permissions: [] };
    const named = (await contexts.add(context)).json.id;
    expect((await profiles.remove(id, 0)).json.refusals).toMatchObject([{ code: 'USED_BY_CONTEXTS' }]);
    await contexts.change(named, 0, { SecurityProfile: 'admin-security-profile' });
    expect((await profiles.remove(id, 7)).status).toBe(409);
    const gone = await profiles.remove(id, 0);
    expect(gone.status, gone.text).toBe(200);
    expect((await operator(`/tenants/1/operations/${gone.json.operation}`)).json).toMatchObject({
      ...{ type: 'STP_DELETE_SECURITY_PROFILE', outcome: 'OK' },
    });
    expect((await profiles.remove(id, 0)).status).toBe(404);
  });
});

describe('what is of the platform', () => {
  it('is read in every tenant as far as it is of their archives, and changed by the operator', async () => {
    const title = (await ask(at('/ontologies/records/Title', 0))).json;
    expect(title).toMatchObject({ Identifier: 'Title', Origin: 'INTERNAL' });
    expect((await ask(at('/ontologies/records/Title/history', 0))).json.tenant).toBe(1);
    const { referentials } = (await ask(at('', 0))).json;
    expect(referentials.find(({ name }: { name: string }) => name === 'ontologies')).toMatchObject({
      ...{ mayImport: false, mayAdd: false, mayEdit: false, mayRemove: false },
    });
    expect((await of(() => ask, 0, 'ontologies').add({ Identifier: 'X' })).status).toBe(403);
    const administrator = await personOf(service, 'dominique', [{ tenant: 1, role: 'R3' }]);
    expect((await of(() => administrator, 1, 'ontologies').add({ Identifier: 'X' })).status).toBe(403);
  });

  it('is not remade as a file where it came as one, and nothing is told to whoever administrates nothing', async () => {
    const archivist = await personOf(service, 'lou', [{ tenant: 0, role: 'R2' }]);
    for (const path of ['/agencies/file', '/agencies/records/FR-1/uses', '/formats/file'])
      expect((await archivist(at(path, 0))).status).toBe(403);
    expect((await ask(at('/formats/file', 0))).status).toBe(404);
    expect((await of(() => archivist, 0, 'agencies').remove('FR-1', 0)).status).toBe(403);
  });

  it('is changed in the administration tenant alone', async () => {
    const elsewhere = of(() => operator, 0, 'griffins');
    expect((await elsewhere.add({ Name: 'x' })).status).toBe(403);
    expect((await of(() => ask, 1, 'agencies').add({ Name: 'x' })).status).toBe(403);
    expect((await of(() => ask, 0, 'access-contracts').remove('AC-1', 0)).status).toBe(404);
  });
});
