import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesOf } from '../access/delivery/testing/packages.ts';
import { openService, type TestService } from '../http/testing/open-service.ts';
import { personOf } from './testing/persons.ts';

/** Agencies as services that have a place and a history. */

let service: TestService;
let ask: Awaited<ReturnType<typeof personOf>>;
beforeAll(async () => {
  service = await openService();
  ask = await personOf(service, 'camille', [{ tenant: 0, role: 'R3' }]);
});
afterAll(() => service?.close());

const at = (path: string) => `/tenants/0/referentials/agencies${path}`;
const send = (action: string, body: string | Uint8Array) =>
  ask(at(`/${action}`), {
    ...{ method: 'POST', body, headers: { 'Content-Type': 'application/octet-stream' } },
  });
const family = async (id: string) => (await ask(`/tenants/0/agencies/${id}/family`)).json;

const TABLE = `Identifier,Name,Description,FromDate,ToDate,SuperiorAgencies,EarlierAgencies,LaterAgencies,AssociatedAgencies
MAIRIE,Mairie,,1790-02-15,,,,,
DST,Services techniques,,,,MAIRIE,,,EAUX|PARTI
VOIRIE,Voirie,,,2019-12-31,DST,,RESEAUX,
RESEAUX,Réseaux,,2020-01-01,,DST,PAVE,,
EAUX,Eaux,,,,MAIRIE,,,
`;

describe('the place of an agency', () => {
  it('comes with a file, and is told from both sides', async () => {
    expect((await send('import', TABLE)).status).toBe(201);
    expect((await ask(at('/file'))).text).toContain('VOIRIE,Voirie,,,2019-12-31,DST,,RESEAUX,');
    expect(await family('RESEAUX')).toEqual({
      superiors: [
        [{ identifier: 'DST', name: 'Services techniques', from: null, to: null }],
        [{ identifier: 'MAIRIE', name: 'Mairie', from: '1790-02-15', to: null }],
      ],
      ...{ isCut: false, isCycle: false, subordinates: [], subordinateTotal: 0, later: [], associated: [] },
      earlier: [
        { identifier: 'PAVE', name: null, from: null, to: null },
        { identifier: 'VOIRIE', name: 'Voirie', from: null, to: '2019-12-31' },
      ],
    });
    expect(await family('MAIRIE')).toMatchObject({
      ...{ subordinateTotal: 2, subordinates: [{ identifier: 'DST' }, { identifier: 'EAUX' }] },
    });
    expect(await family('EAUX')).toMatchObject({ associated: [{ identifier: 'DST' }] });
  });

  it('filters the list and its export by what is beneath one; circles and strangers break nothing', async () => {
    const beneath = async (id: string) =>
      (await ask(at(`?under=${id}`))).json.records.map((record: { '#key': string }) => record['#key']);
    expect(await beneath('DST')).toEqual(['DST', 'RESEAUX', 'VOIRIE']);
    expect(await beneath('VOIRIE')).toEqual(['VOIRIE']);
    expect(await beneath('INCONNU')).toEqual([]);
    expect((await ask(at('/export?under=DST'))).text.trim().split('\n')).toHaveLength(4);
    expect((await ask(at(''))).json).toMatchObject({
      ...{ values: { under: ['MAIRIE', 'DST'] }, names: { MAIRIE: 'Mairie', DST: 'Services techniques' } },
    });
    const circle = { version: 0, set: { SuperiorAgencies: ['VOIRIE'] }, unset: [] };
    expect((await ask(at('/records/MAIRIE'), { method: 'PUT', body: circle })).status).toBe(200);
    expect(await beneath('DST')).toEqual(['DST', 'EAUX', 'MAIRIE', 'RESEAUX', 'VOIRIE']);
    expect(await family('VOIRIE')).toMatchObject({ isCycle: true });
    const straight = { version: 1, set: {}, unset: ['SuperiorAgencies'] };
    expect((await ask(at('/records/MAIRIE'), { method: 'PUT', body: straight })).status).toBe(200);
  });
});

describe('two agencies', () => {
  const merge = (id: string, body: object, person = ask) =>
    person(`/tenants/0/agencies/${id}/merge`, {
      ...{
        method: 'POST',
        body: { into: 'RESEAUX', intoVersion: 0, version: 0, day: '2021-06-30', ...body },
      },
    });
  const record = async (id: string) => (await ask(at(`/records/${id}`))).json;

  it('are merged by one operation, told in the history of both', async () => {
    const answer = await merge('EAUX', {});
    expect(answer.status, answer.text).toBe(200);
    const { operation } = answer.json;
    expect((await ask(`/tenants/0/operations/${operation}`)).json).toMatchObject({
      ...{ type: 'IMPORT_AGENCIES', outcome: 'OK' },
    });
    expect(await record('EAUX')).toMatchObject({ ToDate: '2021-06-30', LaterAgencies: ['RESEAUX'] });
    expect(await record('RESEAUX')).toMatchObject({ EarlierAgencies: ['PAVE', 'EAUX'], '#version': 1 });
    for (const id of ['EAUX', 'RESEAUX'])
      expect((await ask(at(`/records/${id}/history`))).json.changes[0]).toMatchObject({ operation });
    expect((await record('VOIRIE'))['#version']).toBe(0);
  });

  it('are refused by their reason, and nothing is changed', async () => {
    const before = (await ask(at('/file'))).text;
    const refusal = async (id: string, body: object) => {
      const { status, json, headers } = await merge(id, body);
      const operation = `/tenants/0/operations/${headers['x-request-id']}`;
      expect((await ask(operation)).json).toMatchObject({ type: 'IMPORT_AGENCIES', outcome: 'KO' });
      return [status, json.refusals?.[0].code];
    };
    const now = { intoVersion: 1 };
    expect(await refusal('DST', {})).toEqual([409, undefined]);
    expect(await refusal('EAUX', now)).toEqual([409, undefined]);
    expect(await refusal('INCONNU', now)).toEqual([404, undefined]);
    expect(await refusal('DST', { into: 'INCONNU' })).toEqual([400, 'AGENCY_NOT_FOUND']);
    expect(await refusal('RESEAUX', { version: 1, into: 'EAUX', intoVersion: 1 })).toEqual([
      ...[400, 'REPLACED_IN_CIRCLE'],
    ]);
    expect(await refusal('DST', { into: 'DST' })).toEqual([400, 'SAME_AGENCY']);
    expect(await refusal('MAIRIE', { ...now, version: 2, day: '1700-01-01' })).toEqual([
      400,
      'BEFORE_ITS_BEGINNING',
    ]);
    expect(await refusal('VOIRIE', now)).toEqual([400, 'ALREADY_ENDED']);
    expect(await refusal('DST', { ...now, day: '2021-02-30' })).toEqual([400, 'NOT_A_DATE']);
    const archivist = await personOf(service, 'alex', [{ tenant: 0, role: 'R2' }]);
    expect((await merge('DST', now, archivist)).status).toBe(403);
    expect((await ask(at('/file'))).text).toBe(before);
  });
});

describe('notices in EAC-CPF', () => {
  const notice = (control: string, identity: string, rest = '') =>
    `<?xml version="1.0" encoding="UTF-8"?><eac-cpf xmlns="urn:isbn:1-931666-33-4">
    <control>${control}<maintenanceStatus>new</maintenanceStatus></control>
    <cpfDescription><identity><entityType>corporateBody</entityType>${identity}</identity>${rest}</cpfDescription></eac-cpf>`;
  const named = (name: string) => `<nameEntry><part>${name}</part></nameEntry>`;

  it('are given one by one and all together, and change nothing when they come back', async () => {
    const one = await ask('/tenants/0/agencies/RESEAUX/eac-cpf');
    expect(one.headers['content-disposition']).toContain('filename="RESEAUX.xml"');
    expect(one.text).toContain('<relationEntry>Services techniques</relationEntry>');
    expect(one.text).toContain('<fromDate standardDate="2020-01-01">2020-01-01</fromDate>');
    expect((await ask('/tenants/0/agencies/INCONNU/eac-cpf')).status).toBe(404);
    const { preview } = (await send('check?form=eac-cpf', one.text)).json;
    expect(preview).toMatchObject({ unchanged: 5, consequences: [] });

    const all = await ask('/tenants/0/agencies/eac-cpf');
    expect(await namesIn(all.bytes)).toEqual([
      'DST.xml',
      'EAUX.xml',
      'MAIRIE.xml',
      'RESEAUX.xml',
      'VOIRIE.xml',
    ]);
    expect((await send('check?form=eac-cpf', all.bytes)).json.preview).toMatchObject({ unchanged: 5 });
    const some = await ask('/tenants/0/agencies/eac-cpf?under=DST&q=voi');
    expect(await namesIn(some.bytes)).toEqual(['VOIRIE.xml']);
  });

  it('add and change, and leave what they are silent about', async () => {
    const file = notice(
      '<recordId>VOIRIE</recordId>',
      named('Voirie et pavage'),
      '<description><occupation><term>paveur</term></occupation></description>',
    );
    const { preview } = (await send('check?form=eac-cpf', file)).json;
    expect(preview).toMatchObject({
      ...{ unchanged: 4, removed: { total: 0 } },
      changed: {
        records: [{ identifier: 'VOIRIE', lines: ['-  Name : Voirie', '+  Name : Voirie et pavage'] }],
      },
      consequences: [{ code: 'NOT_KEPT', values: [{ value: 'VOIRIE: description/occupation' }] }],
    });
    const done = await send(`import?form=eac-cpf&state=${preview.state}`, file);
    expect(done.status, done.text).toBe(201);
    expect((await ask(`/tenants/0/operations/${done.json.operation}`)).json).toMatchObject({
      ...{ type: 'IMPORT_AGENCIES', outcome: 'OK' },
    });
    expect((await ask(at('/records/VOIRIE'))).json).toMatchObject({
      ...{ Name: 'Voirie et pavage', ToDate: '2019-12-31', SuperiorAgencies: ['DST'] },
    });
    expect((await send(`import?form=eac-cpf&state=${preview.state}`, file)).status).toBe(409);
    const fresh = notice('<recordId>PARCS</recordId>', named('Parcs'));
    expect((await send('import?form=eac-cpf', fresh)).status).toBe(201);
    expect((await ask(at('/file'))).text.split('\n')).toContain('PARCS,Parcs,,,,,,,');
  });

  it('and families are told to whoever keeps the referentials', async () => {
    const archivist = await personOf(service, 'lou', [{ tenant: 0, role: 'R2' }]);
    for (const path of ['EAUX/family', 'EAUX/eac-cpf', 'eac-cpf'])
      expect((await archivist(`/tenants/0/agencies/${path}`)).status).toBe(403);
  });

  it('that are refused say the element, and hostile ones are not read', async () => {
    const nameless = notice('<recordId>SANS</recordId>', '');
    expect((await send('check?form=eac-cpf', nameless)).json.refusals).toMatchObject([
      { code: 'EMPTY_REQUIRED_FIELD', record: 'SANS', field: 'identity/nameEntry' },
    ]);
    const refused = await send('import?form=eac-cpf', nameless);
    expect(refused.status).toBe(400);
    expect((await ask(`/tenants/0/operations/${refused.headers['x-request-id']}`)).json).toMatchObject({
      ...{ type: 'IMPORT_AGENCIES', outcome: 'KO' },
    });
    for (const file of [
      '<!DOCTYPE e [<!ENTITY a SYSTEM "file:///etc/passwd">]><e>&a;</e>',
      notice('<recordId>A</recordId>', named('&lt;script>alert(1)&lt;/script>')),
      'Identifier,Name,Description\nA,Un,\n',
      Buffer.from('PK\x03\x04, and no more', 'latin1'),
    ]) {
      expect((await send('check?form=eac-cpf', file)).json.fault).toMatchObject({ kind: 'REFUSED' });
      expect((await send('import?form=eac-cpf', file)).status).toBe(400);
    }
    const elsewhere = await ask('/tenants/0/referentials/rules/check?form=eac-cpf', {
      ...{ method: 'POST', body: nameless, headers: { 'Content-Type': 'application/octet-stream' } },
    });
    expect(elsewhere.status).toBe(404);
    expect((await ask(at(''))).json.total).toBe(6);
  });
});

const namesIn = async (zip: Buffer) => [...(await filesOf(zip)).keys()].sort();
