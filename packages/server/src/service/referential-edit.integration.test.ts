import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openService, type TestService } from '../http/testing/open-service.ts';
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
const post = (kind: string, body: object, person = ask, tenant = 0) =>
  person(at(`/${kind}/records`, tenant), { method: 'POST', body });
const put = (kind: string, id: string, body: object, person = ask, tenant = 0) =>
  person(at(`/${kind}/records/${id}`, tenant), { method: 'PUT', body });
const read = async (kind: string, id: string, person = ask, tenant = 0) =>
  (await person(at(`/${kind}/records/${id}`, tenant))).json;

const CONTRACT = { Identifier: 'AC-FICHE', Name: 'Lecture', EveryOriginatingAgency: true };

describe('a form', () => {
  it('is what controls the fields, without what the archive sets', async () => {
    const { json } = await ask(at('/ingest-contracts/form'));
    const field = (name: string) => json.fields.find((each: { name: string }) => each.name === name);
    expect(json.takesIdentifier).toBe(true);
    expect(field('Identifier').isMandatory).toBe(true);
    expect((await ask(at('/archival-profiles/form'))).json.takesIdentifier).toBe(false);
    expect(field('Name')).toMatchObject({ type: 'text', isMandatory: true, isList: false });
    expect(field('CheckParentLink')).toMatchObject({
      values: ['AUTHORIZED', 'REQUIRED', 'UNAUTHORIZED'],
      initial: 'AUTHORIZED',
    });
    expect(field('FormatType')).toMatchObject({ isList: true, refersTo: 'format' });
    expect(field('DataObjectVersion').values).toContain('BinaryMaster');
    expect(field('SignaturePolicy').members).toHaveLength(4);
    expect(field('CreationDate')).toBeUndefined();
    expect((await ask(at('/rules/form'))).json).toMatchObject({ key: 'RuleId', takesIdentifier: true });
    expect((await ask(at('/formats/form'))).status).toBe(403);
    expect((await operator(at('/formats/form', 1))).json).toMatchObject({ key: 'PUID' });
  });

  it('offers what its fields may refer to, contexts in every tenant', async () => {
    await post('access-contracts', { ...CONTRACT, Identifier: 'AC-CHOIX', Name: 'Choix' });
    const asked = (field: string, tenant: string) =>
      operator(at(`/contexts/choices?field=${field}&tenant=${tenant}&q=AC-CHOIX`, 1));
    expect((await asked('Permissions.AccessContracts', '0')).json).toEqual({
      choices: [{ value: 'AC-CHOIX', label: 'Choix' }],
      total: 1,
    });
    expect((await asked('Permissions.AccessContracts', '2')).json.total).toBe(0);
    const tenants = (await operator(at('/contexts/choices?field=Permissions.tenant', 1))).json.choices;
    expect(tenants.map(({ value }: { value: string }) => value)).toEqual(['0', '1', '2']);
    expect((await operator(at('/contexts/choices?field=Name', 1))).status).toBe(400);
    expect((await ask(at('/access-contracts/choices?field=toString'))).status).toBe(400);
    // A form of one tenant never sees the records of another.
    expect((await ask(at('/ingest-contracts/choices?field=ManagementContractId&tenant=2'))).status).toBe(200);
  });
});

describe('a template', () => {
  it('of a table is its header; of documents one that is taken once it is filled in', async () => {
    expect((await ask(at('/agencies/template'))).text).toBe('Identifier,Name,Description\n');
    expect((await ask(at('/formats/template'))).status).toBe(404);
    const { referentials } = (await operator(at('', 1))).json;
    const kinds = referentials.flatMap(
      ({ name, takes, mayEdit }: { name: string; takes: string; mayEdit: boolean }) =>
        mayEdit && takes === 'json' && name !== 'preservation-scenarios' ? [name] : [],
    );
    expect(kinds).toHaveLength(9);
    for (const kind of kinds) {
      const [example] = JSON.parse((await operator(at(`/${kind}/template`, 1))).text);
      const filled = {
        ...{ Identifier: `${kind}-M`, Name: 'Modèle', Format: 'RNG', ControlSchema: '{}', FullAccess: true },
        ...{ SecurityProfile: 'admin-security-profile', ExecutableName: 'outil', ExecutableVersion: '1' },
        ...{ Type: 'TEXT', Origin: 'EXTERNAL' },
      };
      const given = Object.entries(filled).filter(([name]) => Object.hasOwn(example, name));
      // The vocabulary is replaced whole: its template is one entry to be added to those that are there.
      const others =
        kind === 'ontologies' ? JSON.parse((await operator(at('/ontologies/file', 1))).text) : [];
      const file = JSON.stringify([...others, { ...example, ...Object.fromEntries(given) }]);
      const answer = await operator(at(`/${kind}/import`, 1), {
        ...{ method: 'POST', body: file },
        headers: { 'Content-Type': 'application/octet-stream' },
      });
      expect(answer.status, `${kind}: ${answer.text}`).toBe(201);
    }
  });
});

describe('a record', () => {
  it('is made under an operation, as by the compatible API', async () => {
    const { status, json } = await post('access-contracts', CONTRACT);
    expect({ status, id: json.id }).toEqual({ status: 201, id: 'AC-FICHE' });
    expect((await ask(`/tenants/0/operations/${json.operation}`)).json).toMatchObject({
      type: 'STP_IMPORT_ACCESS_CONTRACT',
      outcome: 'OK',
    });
    expect(await read('access-contracts', 'AC-FICHE')).toMatchObject({
      ...CONTRACT,
      Status: 'INACTIVE',
      AccessLog: 'INACTIVE',
      '#version': 0,
    });
  });

  it('that is refused says which field, and why by its code', async () => {
    const refusal = async (kind: string, body: object, person = ask, tenant = 0) => {
      const { status, json } = await post(kind, { Name: 'N', ...body }, person, tenant);
      return { status, ...json.refusals?.[0], text: undefined };
    };
    expect(await refusal('access-contracts', CONTRACT)).toMatchObject({
      status: 400,
      ...{ code: 'IDENTIFIER_DUPLICATION', field: 'Identifier', values: ['AC-FICHE'] },
    });
    const fresh = { Identifier: 'NEUF' };
    // The journal says the first finding of a document, the form all of them.
    const all = await post('access-contracts', {
      ...{ Identifier: 'AC-FICHE', OriginatingAgencies: ['X'], RootUnits: ['a'], ExcludedRootUnits: ['b'] },
      DataObjectVersion: ['Nul'],
    });
    expect(all.json.refusals.map(({ field }: { field: string }) => field)).toEqual([
      ...['Name', 'Identifier', 'OriginatingAgencies', 'RootUnits', 'ExcludedRootUnits'],
      'DataObjectVersion',
    ]);
    expect(all.json.description).toBe('The field Name is mandatory');
    expect(await refusal('access-contracts', { ...fresh, OriginatingAgencies: ['X'] })).toMatchObject({
      ...{ code: 'AGENCY_NOT_FOUND', field: 'OriginatingAgencies', values: ['X'] },
    });
    expect(await refusal('access-contracts', { ...fresh, RootUnits: ['abc'] })).toMatchObject({
      ...{ code: 'UNIT_NOT_FOUND', field: 'RootUnits', values: ['abc'] },
    });
    expect(await refusal('ingest-contracts', { ...fresh, EveryFormatType: false })).toMatchObject({
      ...{ code: 'FORMAT_MUST_NOT_BE_EMPTY', field: 'FormatType' },
    });
    expect(
      await refusal('management-contracts', {
        ...fresh,
        VersionRetentionPolicy: { Usages: [{ UsageName: 'BinaryMaster', IntermediaryVersion: 'NONE' }] },
      }),
    ).toMatchObject({
      code: 'VERSION_RETENTION_POLICY_ERROR',
      field: 'VersionRetentionPolicy.Usages.0.IntermediaryVersion',
    });
    expect(
      await refusal(
        'contexts',
        { ...fresh, SecurityProfile: 'admin-security-profile', Permissions: [{ tenant: 0 }, { tenant: 99 }] },
        operator,
        1,
      ),
    ).toMatchObject({ code: 'TENANT_NOT_FOUND', field: 'Permissions.1.tenant', values: ['99'] });
    const markup = await post('access-contracts', { ...fresh, Name: '<script>alert(1)</script>' });
    expect(markup.status).toBe(400);
    expect((await ask(at('/access-contracts/records/NEUF'))).status).toBe(404);
  });

  it('is changed on the version that was read: the second of two edits is refused, and changes nothing', async () => {
    const edit = (Description: string, version: number) =>
      put('access-contracts', 'AC-FICHE', { version, set: { Description }, unset: [] });
    expect((await edit('Première', 0)).status).toBe(200);
    const second = await edit('Seconde', 0);
    expect(second.status).toBe(409);
    expect((await read('access-contracts', 'AC-FICHE')).Description).toBe('Première');
    const { json } = await ask(`/tenants/0/operations/${second.headers['x-request-id']}`);
    expect(json).toMatchObject({ type: 'STP_UPDATE_ACCESS_CONTRACT', outcome: 'KO' });
    const removed = { version: 1, set: { Status: 'ACTIVE' }, unset: ['Description'] };
    expect((await put('access-contracts', 'AC-FICHE', removed)).status).toBe(200);
    const after = await read('access-contracts', 'AC-FICHE');
    expect(after).toMatchObject({ Status: 'ACTIVE', '#version': 2 });
    expect(after.Description).toBeUndefined();
    expect((await put('access-contracts', 'INCONNU', removed)).status).toBe(404);
  });

  it('at once from two people has one winner', async () => {
    const { '#version': version } = await read('access-contracts', 'AC-FICHE');
    const statuses = await Promise.all(
      ['a', 'b', 'c'].map(async (Description) => {
        const edit = { version, set: { Description }, unset: [] };
        return (await put('access-contracts', 'AC-FICHE', edit)).status;
      }),
    );
    expect(statuses.sort()).toEqual([200, 409, 409]);
  });

  it('of the archival profiles takes a file, and gives it back', async () => {
    // The archive numbers the profiles of this tenant.
    const { id } = (await post('archival-profiles', { Name: 'Profil', Format: 'RNG' })).json;
    const schema =
      '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><element name="a"><empty/></element></start></grammar>';
    const file = (body: string, kind = 'archival-profiles') =>
      ask(at(`/${kind}/records/${id}/file`), {
        method: 'PUT',
        body,
        headers: { 'Content-Type': 'application/octet-stream' },
      });
    expect((await file('<a/>')).status).toBe(400);
    expect((await ask(at(`/archival-profiles/records/${id}/file`))).status).toBe(404);
    expect((await file(schema)).status).toBe(200);
    expect((await ask(at(`/archival-profiles/records/${id}/file`))).text).toBe(schema);
    expect((await file(schema, 'access-contracts')).status).toBe(404);
  });

  it('has the history of its own operations, and of no other record', async () => {
    const security = { Name: 'Profil', Identifier: 'SP-HISTOIRE', FullAccess: true };
    await post('security-profiles', security, operator, 1);
    const context = (Identifier: string) => ({
      ...{ Identifier, Name: Identifier, SecurityProfile: security.Identifier },
    });
    const made = (await post('contexts', context('CT-UN'), operator, 1)).json;
    await post('contexts', context('CT-DEUX'), operator, 1);
    const edit = (id: string) =>
      put('contexts', id, { version: 0, set: { Description: id }, unset: [] }, operator, 1);
    const changed = (await edit('CT-UN')).json;
    await edit('CT-DEUX');
    const { changes } = await read('contexts', 'CT-UN/history', operator, 1);
    expect(changes.map(({ operation }: { operation: string }) => operation)).toEqual([
      changed.operation,
      made.operation,
    ]);
    expect(changes[0].changes).toContain('+  Description : CT-UN');
  });

  it('is for administrators, and that of the platform for the administration tenant', async () => {
    const archivist = await personOf(service, 'lou', [{ tenant: 0, role: 'R2' }]);
    expect((await archivist(at('/access-contracts/form'))).status).toBe(403);
    expect((await post('access-contracts', CONTRACT, archivist)).status).toBe(403);
    expect(
      (await put('access-contracts', 'AC-FICHE', { version: 0, set: {}, unset: [] }, archivist)).status,
    ).toBe(403);
    expect((await post('contexts', { Name: 'X' }, operator, 0)).status).toBe(403);
    expect((await post('access-contracts', CONTRACT, ask, 2)).status).toBe(403);
  });
});

it('the strategies that management contracts name are told with their copies', async () => {
  expect((await ask('/tenants/0/storage-strategies')).json).toEqual({
    strategies: [{ id: 'default', isDefault: true, copies: 2, offers: ['offer-fs-1', 'offer-fs-2'] }],
  });
});

describe('what depends on a record', () => {
  const uses = async (kind: string, id: string, person = ask, tenant = 0) =>
    (await person(at(`/${kind}/records/${id}/uses`, tenant))).json.uses;

  it('is told of contracts, profiles and contexts; what is the platform’s is only counted', async () => {
    await post('management-contracts', { Identifier: 'MC-USE', Name: 'Gestion' });
    await post('ingest-contracts', {
      ...{ Identifier: 'IC-USE', Name: 'Entrée', ManagementContractId: 'MC-USE' },
    });
    await post('access-contracts', { ...CONTRACT, Identifier: 'AC-USE' });
    await post('security-profiles', { Identifier: 'SP-USE', Name: 'Profil', FullAccess: true }, operator, 1);
    const context = {
      ...{ Identifier: 'CT-USE', Name: 'Application', SecurityProfile: 'SP-USE' },
      Permissions: [{ tenant: 0, AccessContracts: ['AC-USE'], IngestContracts: ['IC-USE'] }],
    };
    expect((await post('contexts', context, operator, 1)).status).toBe(201);
    await personOf(service, 'noa', [{ tenant: 0, role: 'R2', accessContract: 'AC-USE' }]);

    const ofPlatform = { by: 'context', count: 1, some: [] };
    expect(await uses('management-contracts', 'MC-USE')).toEqual([
      { by: 'ingest-contract', count: 1, some: ['IC-USE'] },
    ]);
    expect(await uses('access-contracts', 'AC-USE')).toEqual([
      { by: 'person', count: 1, some: [] },
      ofPlatform,
    ]);
    expect(await uses('ingest-contracts', 'IC-USE')).toEqual([ofPlatform]);
    expect(await uses('security-profiles', 'SP-USE', operator, 1)).toEqual([
      { by: 'context', count: 1, some: ['CT-USE'] },
    ]);
    expect(await uses('contexts', 'CT-000001', operator, 1)).toMatchObject([{ by: 'api-key' }]);
    expect(await uses('contexts', 'CT-USE', operator, 1)).toEqual([]);
  });
});
