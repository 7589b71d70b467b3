import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openService, type TestService } from '../http/testing/open-service.ts';
import { ADMINISTRATION_TENANT } from '../platform/index.ts';
import { REFERENTIALS } from './referential-kinds.ts';
import { personOf } from './testing/persons.ts';

let service: TestService;
let ask: Awaited<ReturnType<typeof personOf>>;
let operator: typeof ask;
beforeAll(async () => {
  service = await openService();
  ask = await personOf(service, 'camille', [{ tenant: 0, role: 'R3' }]);
  operator = await personOf(service, 'sacha', [
    { tenant: 0, role: 'R5' },
    { tenant: 1, role: 'R5' },
  ]);
});
afterAll(() => service?.close());

const at = (path: string, tenant = 0) => `/tenants/${tenant}/referentials${path}`;
const send = (path: string, file: string | Buffer, person = ask, tenant = 0) =>
  person(at(path, tenant), {
    method: 'POST',
    body: file,
    headers: { 'Content-Type': 'application/octet-stream', 'X-Filename': encodeURIComponent('été.csv') },
  });
const identifiers = async (query: string): Promise<unknown[]> =>
  (await ask(at(query))).json.records.map((record: Record<string, unknown>) => record['#key']);

const AGENCIES = 'Identifier,Name,Description\nFR-1,Mairie,\nFR-2,"Service de l’eau, 100 %",=1+1\n';

describe('a table', () => {
  it('is checked without a change, its faults by line', async () => {
    const bad = await send('/agencies/check', 'Identifier,Name,Description\nA,,\nB,Deux,\nB,Trois,\n');
    expect(bad).toMatchObject({ status: 200 });
    expect(Object.keys(bad.json.errors)).toEqual(['line 2', 'line 4']);
    expect(bad.json.errors['line 2']).toMatchObject([
      { Code: 'STP_IMPORT_AGENCIES_MISSING_INFORMATIONS.KO', 'Information additionnelle': 'Name' },
    ]);
    const other = await send('/agencies/check', 'Identifier,Nom\n');
    expect(other.json).toMatchObject({
      errors: {},
      fault: { kind: 'MISSING_COLUMNS', columns: ['Name', 'Description'] },
    });
    expect((await send('/agencies/check', AGENCIES)).json).toMatchObject({
      ...{ errors: {}, refusals: [], preview: { added: { total: 2 }, changed: { total: 0 } } },
    });
    // As a spreadsheet saves it.
    const saved = Buffer.from('Identifier;Name;Description\r\nA;\xc9tat civil;a, b\r\n', 'latin1');
    expect((await send('/agencies/check', saved)).json.preview.added.records).toMatchObject([
      { identifier: 'A', name: 'État civil' },
    ]);
    expect((await send('/agencies/check', '')).json.fault.kind).toBe('EMPTY');
    expect((await send('/agencies/check', `${AGENCIES}FR-3,<b>x</b>,`)).json.fault).toMatchObject({
      ...{ kind: 'MARKUP', columns: ['Name'] },
    });
    expect(await identifiers('/agencies')).toEqual([]);
  });

  it('is imported under an operation, listed, searched, shown with its history, and exported as it came', async () => {
    const { status, json } = await send('/agencies/import', AGENCIES);
    expect(status).toBe(201);
    const operation = (await ask(`/tenants/0/operations/${json.operation}`)).json;
    expect(operation).toMatchObject({ type: 'IMPORT_AGENCIES', outcome: 'OK', application: 'CT-000001' });
    expect((await ask(at('/agencies'))).json).toMatchObject({ total: 2, values: {} });
    expect(await identifiers('/agencies?q=MAIR')).toEqual(['FR-1']);
    expect(await identifiers('/agencies?q=100%20%25')).toEqual(['FR-2']);
    expect(await identifiers('/agencies?q=%25')).toEqual(['FR-2']);
    expect(await identifiers('/agencies?offset=1&limit=1')).toEqual(['FR-2']);
    expect((await ask(at('/agencies/records/FR-2'))).json).toMatchObject({
      Name: 'Service de l’eau, 100 %',
      '#version': 0,
    });
    expect((await ask(at('/agencies/records/FR-2/history'))).json.changes).toMatchObject([
      { operation: json.operation, outcome: 'OK', changes: expect.stringContaining('+  Name : Service') },
    ]);
    const csv = await ask(at('/agencies/export'));
    expect(csv.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8' });
    expect(csv.text).toBe(AGENCIES);
  });

  it('that is refused changes nothing, and says under which operation', async () => {
    const answer = await send('/agencies/import', 'Identifier,Name,Description\nA,,\n');
    expect(answer.status).toBe(400);
    const { json } = await ask(`/tenants/0/operations/${answer.headers['x-request-id']}`);
    expect(json).toMatchObject({ type: 'IMPORT_AGENCIES', outcome: 'KO' });
    expect(await identifiers('/agencies')).toEqual(['FR-1', 'FR-2']);
    expect((await ask(at('/agencies/import'), { method: 'POST', body: {} })).status).toBe(412);
  });
});

describe('documents', () => {
  it('are imported, filtered by status, and exported without formulas', async () => {
    const contracts = [
      { Name: 'Lecture', Identifier: 'AC-L', Status: 'ACTIVE', EveryOriginatingAgency: true },
      { Name: '=Calcul', Identifier: 'AC-C', Status: 'INACTIVE', OriginatingAgencies: ['FR-1', 'FR-2'] },
    ];
    expect((await send('/access-contracts/import', JSON.stringify(contracts))).status).toBe(201);
    expect(await identifiers('/access-contracts?Status=INACTIVE')).toContain('AC-C');
    expect(await identifiers('/access-contracts?Status=ACTIVE')).not.toContain('AC-C');
    expect((await ask(at('/access-contracts'))).json.values).toEqual({ Status: ['ACTIVE', 'INACTIVE'] });
    const csv = (await ask(at('/access-contracts/export?q=AC-C'))).text.split('\n');
    expect(csv[1]).toMatch(/^AC-C,'=Calcul,,INACTIVE,.*,FR-1 \| FR-2,/);
    expect((await send('/access-contracts/import', '{')).status).toBe(412);
  });

  it('are checked without a change, their faults by record', async () => {
    const [good, bad] = [
      { Name: 'À venir', Identifier: 'AC-V', EveryOriginatingAgency: true },
      { Identifier: 'AC-B', OriginatingAgencies: ['NULLE-PART'] },
    ];
    const { errors, refusals, preview } = (
      await send('/access-contracts/check', JSON.stringify([good, bad, good]))
    ).json;
    expect([errors, preview]).toEqual([{}, undefined]);
    expect(refusals.map(({ record, field, code }: Record<string, string>) => [record, field, code])).toEqual([
      ['AC-B', 'Name', 'EMPTY_REQUIRED_FIELD'],
      ['AC-B', 'OriginatingAgencies', 'AGENCY_NOT_FOUND'],
      ['AC-V', 'Identifier', 'IDENTIFIER_DUPLICATION'],
    ]);
    const checked = (await send('/access-contracts/check', JSON.stringify([good]))).json;
    expect(checked).toMatchObject({
      refusals: [],
      preview: {
        added: { total: 1, records: [{ identifier: 'AC-V', name: 'À venir' }] },
        removed: { total: 0 },
      },
    });
    expect((await send('/access-contracts/check', '{')).json.fault.kind).toBe('NOT_JSON');
    expect((await ask(at('/access-contracts/records/AC-V'))).status).toBe(404);
  });

  it('come as a table too, what is wrong told by line', async () => {
    const header = (await ask(at('/ingest-contracts/template?form=table'))).text.trim();
    expect(header).toMatch(/^Identifier;Name\*;.*;SigningRole$/);
    expect((await ask(at('/agencies/template?form=table'))).status).toBe(404);
    const columns = header.split(';');
    const line = (cells: Record<string, string>) => columns.map((name) => cells[name] ?? '').join(';');
    const good = {
      ...{ Identifier: 'IC-T', 'Name*': 'Entrée d’été', Status: 'ACTIVE', MasterMandatory: 'non' },
      ...{
        DataObjectVersion: 'Thumbnail | TextContent',
        SignedDocument: 'ALLOWED',
        SigningRole: 'Signature | Timestamp',
      },
      ...{ ComputedInheritedRulesAtIngest: 'true' },
    };
    const bad = { ...good, Identifier: 'IC-U', 'Name*': '', MasterMandatory: 'peut-être', Status: 'OUVERT' };
    const again = { ...good, ManagementContractId: 'MC-NULLE-PART', SigningRole: 'Sceau' };
    const table = [header, line(good), line(bad), line(again)].join('\n');
    const { refusals, preview } = (await send('/ingest-contracts/check', table)).json;
    expect(preview).toBeUndefined();
    expect(
      refusals.map(({ line: where, field, code }: Record<string, unknown>) => [where, field, code]),
    ).toEqual([
      [3, 'Status', 'UNKNOWN_VALUE'],
      [3, 'MasterMandatory', 'NOT_YES_OR_NO'],
      [3, 'Name', 'EMPTY_REQUIRED_FIELD'],
      [4, 'SigningRole', 'UNKNOWN_VALUE'],
      [4, 'ManagementContractId', 'MANAGEMENTCONTRACT_NOT_FOUND'],
      [4, 'Identifier', 'IDENTIFIER_DUPLICATION'],
    ]);
    expect((await send('/ingest-contracts/import', table)).status).toBe(400);
    const other = await send('/ingest-contracts/check', 'Identifier;Nom\n');
    expect(other.json.fault.kind).toBe('MISSING_COLUMNS');

    // As Western Windows writes it: the apostrophe and the accents are single bytes there.
    const western = Buffer.from(`${header}\r\n${line(good)}\r\n`.replace('’', '\x92'), 'latin1');
    const sent = (path: string) =>
      ask(at(`/ingest-contracts/${path}`), {
        ...{ method: 'POST', body: western },
        headers: { 'Content-Type': 'application/octet-stream' },
      });
    expect((await sent('check')).json).toMatchObject({ refusals: [], preview: { added: { total: 1 } } });
    expect((await sent('import')).status).toBe(201);
    expect((await ask(at('/ingest-contracts/records/IC-T'))).json).toMatchObject({
      ...{ Name: 'Entrée d’été', Status: 'ACTIVE', MasterMandatory: false, EveryFormatType: true },
      DataObjectVersion: ['Thumbnail', 'TextContent'],
      ComputeInheritedRulesAtIngest: true,
      SignaturePolicy: { SignedDocument: 'ALLOWED', DeclaredSignature: true, DeclaredTimestamp: true },
    });
  });

  it('show the changes of the one, not of the others', async () => {
    const change = (identifier: string, Description: string) =>
      service.asApplication('PUT', `/admin-external/v1/accesscontracts/${identifier}`, {
        body: { $action: [{ $set: { Description } }] },
      });
    expect((await change('AC-L', 'Nouvelle')).status).toBe(200);
    expect((await change('AC-C', 'Autre')).status).toBe(200);
    const { changes } = (await ask(at('/access-contracts/records/AC-L/history'))).json;
    const texts = changes.map((each: { changes: string | null }) => each.changes).filter(Boolean);
    expect(texts).toEqual([expect.stringContaining('+  Description : Nouvelle')]);
  });
});

describe('a check', () => {
  const NAMED = { Identifier: 'NEUF', Name: 'Neuf' };
  const SCENARIO = { Identifier: 'S', Name: 'S', ActionList: ['ANALYSE'] };
  const GRIFFIN = { Identifier: 'G', Name: 'G', ExecutableName: 'g', ExecutableVersion: '1' };
  const FORMATS = `<?xml version="1.0" encoding="UTF-8"?>
<FFSignatureFile xmlns="http://www.nationalarchives.gov.uk/pronom/SignatureFile" Version="50" DateCreated="2026-01-01T00:00:00">
<InternalSignatureCollection/><FileFormatCollection><FileFormat ID="1" Name="Un" PUID="fmt/1"/></FileFormatCollection></FFSignatureFile>`;
  const GOOD: Readonly<Record<string, string>> = {
    agencies: AGENCIES,
    rules:
      'RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement\nR,AccessRule,V,,25,Year\n',
    formats: FORMATS,
    ontologies: JSON.stringify([{ Identifier: 'Neuf', Type: 'TEXT', Origin: 'EXTERNAL' }]),
    schema: JSON.stringify([
      { Path: 'Neuf', ShortName: 'Neuf', Description: 'Neuf', Cardinality: 'ONE', IsObject: true },
    ]),
    griffins: JSON.stringify([GRIFFIN]),
    'preservation-scenarios': JSON.stringify([SCENARIO]),
    'access-contracts': JSON.stringify([NAMED]),
    'ingest-contracts': JSON.stringify([NAMED]),
    'management-contracts': JSON.stringify([NAMED]),
    contexts: JSON.stringify([{ ...NAMED, SecurityProfile: 'admin-security-profile', Permissions: [] }]),
    'security-profiles': JSON.stringify([{ ...NAMED, FullAccess: true }]),
    'archival-profiles': JSON.stringify([{ ...NAMED, Format: 'RNG' }]),
    'archive-unit-profiles': JSON.stringify([{ ...NAMED, ControlSchema: '{}' }]),
  };

  it.each(Object.keys(REFERENTIALS))(
    'of %s changes nothing and leaves no journal, whatever the file',
    async (name) => {
      const state = () =>
        service.house.database.inTenant(ADMINISTRATION_TENANT, async (tx) =>
          JSON.stringify([
            await tx.query(
              'select kind, identifier, version, doc from referential where tenant = 1 order by 1, 2',
            ),
            await tx.query('select id, outcome from logbook_operation where tenant = 1 order by 1'),
            await tx.query('select category, name from placement where tenant = 1 order by 1, 2'),
            await tx.query('select name, value from counter where tenant = 1 order by 1'),
          ]),
        );
      const before = await state();
      const good = GOOD[name] as string;
      for (const file of [good, `${good}<script>`, good.slice(0, -9), '', '\0'])
        expect([200, 400]).toContain((await send(`/${name}/check`, file, operator, 1)).status);
      const { json } = await send(`/${name}/check`, good, operator, 1);
      expect([name, json.fault ?? null]).toEqual([name, null]);
      expect(await state()).toBe(before);
    },
  );
});

describe('what one may', () => {
  const names = async (person: typeof ask, tenant: number) =>
    (await person(at('', tenant))).json.referentials.map(({ name }: { name: string }) => name);

  it('is told by role and tenant: what is of the platform is changed in the administration tenant', async () => {
    expect(await names(ask, 0)).toEqual(expect.arrayContaining(['agencies', 'rules', 'formats']));
    expect(await names(ask, 0)).not.toContain('contexts');
    expect(await names(operator, 0)).not.toContain('contexts');
    expect(await names(operator, 1)).toEqual(expect.arrayContaining(['contexts', 'security-profiles']));
    expect((await ask(at('/contexts'))).status).toBe(403);
    await service.house.database.inTenant(ADMINISTRATION_TENANT, (tx) =>
      tx.query(
        `insert into referential (tenant, kind, identifier, id, version, doc)
         values ($1, 'format', 'fmt/10', 'x', 0, '{"PUID": "fmt/10"}')`,
        [ADMINISTRATION_TENANT],
      ),
    );
    expect((await ask(at('/formats?q=fmt/10'))).json.total).toBeGreaterThan(0);
    expect((await ask(at('/formats/records/fmt%2F10'))).json).toMatchObject({ PUID: 'fmt/10' });
    expect((await send('/formats/import', '<x/>')).status).toBe(403);
    expect((await send('/formats/check', '<x/>', operator, 1)).json.fault.kind).toBe('REFUSED');
  });

  it('is for administrators, and what is unknown is not found', async () => {
    const other = await personOf(service, 'lou', [{ tenant: 0, role: 'R2' }]);
    expect((await other(at('/agencies'))).status).toBe(403);
    expect((await ask(at('/toString'))).status).toBe(404);
    expect((await ask(at('/agencies/records/inconnu'))).status).toBe(404);
    expect((await ask(at('/agencies?limit=1000'))).status).toBe(400);
  });
});
