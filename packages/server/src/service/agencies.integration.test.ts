import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
