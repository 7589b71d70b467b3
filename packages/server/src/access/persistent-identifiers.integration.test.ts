import { createHash } from 'node:crypto';
import { SAMPLE, sampleReferentials } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { changed, goodSip, type Sip, zipOf } from '../ingest/testing/sip.ts';

/** Units and objects by their persistent identifiers, under both addresses (spec operations.md 18.3, api.md 10.2). */

const ACCESS = '/access-external/v1';
const AUTHORITY = '12354';
const GIVEN = `ark:/${AUTHORITY}/dossier/1.a`;

// biome-ignore lint/suspicious/noExplicitAny: documents of the API
type Document = any;

let archive: TestArchive;
let units: Map<string, Document>;
let master: Buffer;
const copy = Buffer.from('Copie de diffusion');

beforeAll(async () => {
  archive = await openArchive({}, [0, 2]);
  const usage = (UsageName: string) => ({ UsageName, InitialVersion: true, IntermediaryVersion: 'ALL' });
  await archive.import('/managementcontracts', [
    {
      ...{ Identifier: 'CG-ARK', Name: 'ARK', Status: 'ACTIVE' },
      PersistentIdentifierPolicy: [
        {
          PersistentIdentifierPolicyType: 'ARK',
          PersistentIdentifierUnit: true,
          PersistentIdentifierAuthority: AUTHORITY,
          PersistentIdentifierUsages: [usage('BinaryMaster'), usage('Dissemination')],
        },
      ],
    },
  ]);
  await archive.import('/ingestcontracts', [
    {
      ...sampleReferentials.ingestContracts[0],
      ...{
        Identifier: 'CE-ARK',
        Name: 'CE-ARK',
        ManagementContractId: 'CG-ARK',
        EveryDataObjectVersion: true,
      },
    },
  ]);
  const good = goodSip();
  master = good.files['content/1.txt'] as Buffer;
  const digest = createHash('sha512').update(copy).digest('hex');
  const object = `<BinaryDataObject id="B9"><DataObjectVersion>Dissemination_1</DataObjectVersion><Uri>content/9.txt</Uri><MessageDigest algorithm="SHA-512">${digest}</MessageDigest><Size>${copy.length}</Size></BinaryDataObject>`;
  const given = `<PersistentIdentifier><PersistentIdentifierType>ark</PersistentIdentifierType><PersistentIdentifierContent>${GIVEN}</PersistentIdentifierContent></PersistentIdentifier>`;
  const replaced: readonly (readonly [from: string | RegExp, to: string])[] = [
    [/CE-[A-Z-]+/, 'CE-ARK'],
    ['</BinaryDataObject></DataObjectGroup>', `</BinaryDataObject>${object}</DataObjectGroup>`],
    ['</Description></Content>', `</Description>${given}</Content>`],
  ];
  const sip = replaced.reduce<Sip>((made, [from, to]) => changed(made, from, to), {
    ...good,
    files: { ...good.files, 'content/9.txt': copy },
  });
  const entered = await archive.enter(await zipOf(sip));
  expect(entered.status, JSON.stringify(entered.events.filter(({ outcome }) => outcome !== 'OK'))).toBe('OK');
  const query = { $query: [{ $eq: { '#opi': entered.id } }], $filter: {}, $projection: {} };
  const { $results } = await archive.get(`${ACCESS}/units`, { query });
  units = new Map($results.map((unit: Document) => [unit.Title, unit]));
  const open = { Status: 'ACTIVE', EveryOriginatingAgency: true, EveryDataObjectVersion: true };
  const contract = (Identifier: string, more: object = {}) => ({
    ...open,
    Identifier,
    Name: Identifier,
    ...more,
  });
  await archive.import('/accesscontracts', [
    contract('CA-SANS-DOSSIER', { ExcludedRootUnits: [units.get('Dossier')['#id']] }),
    contract('CA-DIFFUSION', { EveryDataObjectVersion: false, DataObjectVersion: ['Dissemination'] }),
    contract('CA-ECHUS', { RuleCategoryToFilter: ['AppraisalRule'] }),
    contract('CA-JOURNAL', { AccessLog: 'ACTIVE' }),
  ]);
});
afterAll(() => archive?.close());

interface Asked {
  readonly contract?: string;
  readonly body?: object;
  readonly octets?: boolean;
  readonly tenant?: number;
}

const ask = (path: string, { contract = SAMPLE.accessContract, body, octets, tenant = 0 }: Asked = {}) =>
  archive.service.asApplication('GET', `${ACCESS}${path}`, {
    tenant,
    ...(body === undefined ? {} : { body }),
    headers: {
      Accept: octets ? 'application/octet-stream' : 'application/json',
      'X-Access-Contract-Id': contract,
    },
  });

const identifierOf = (document: Document): string =>
  document.PersistentIdentifier[0].PersistentIdentifierContent;

async function versionOf(title: string, name = 'BinaryMaster_1'): Promise<Document> {
  const group = (await archive.get(`${ACCESS}/units/${units.get(title)['#id']}/objects`)).$results[0];
  return group['#qualifiers']
    .flatMap(({ versions }: Document) => versions)
    .find((version: Document) => version.DataObjectVersion === name);
}

describe.each(['byunitspersistentidentifier', 'unitpid'])('units by %s', (path) => {
  it('are those that have the identifier, its slashes written as they are or not', async () => {
    for (const identifier of [GIVEN, encodeURIComponent(GIVEN)]) {
      const { status, json } = await ask(`/units/${path}/${identifier}`);
      expect({ status, hits: json.$hits }).toEqual({
        status: 200,
        hits: { total: 1, offset: 0, limit: 0, size: 1 },
      });
      expect(json.$results).toEqual([units.get('Dossier')]);
    }
    const piece = units.get('Pièce 1');
    const { json } = await ask(`/units/${path}/${identifierOf(piece)}`, {
      body: { $projection: { $fields: { Title: 1 } } },
    });
    expect(json.$results).toEqual([{ Title: 'Pièce 1' }]);
  });

  it('are none where nothing has it, or the contract hides it', async () => {
    for (const [identifier, asked] of [
      [`${GIVEN}b`, {}],
      [GIVEN.toUpperCase(), {}],
      [GIVEN, { contract: 'CA-SANS-DOSSIER' }],
      [GIVEN, { contract: 'CA-ECHUS' }],
    ] as const) {
      const { status, json } = await ask(`/units/${path}/${identifier}`, asked);
      expect(status, identifier).toBe(200);
      expect(json).toMatchObject({ $hits: { total: 0, size: 0 }, $results: [] });
      // Nothing has left the archive: there is no history to tell.
      expect(json.$history).toBeUndefined();
    }
  });

  it('are refused to who names no contract, or asks for more than a projection', async () => {
    expect(await ask(`/units/${path}/${GIVEN}`, { contract: 'CA-INCONNU' })).toMatchObject({
      status: 401,
      json: { code: '020100' },
    });
    expect(await ask(`/units/${path}/${GIVEN}`, { body: { $query: [], $projection: {} } })).toMatchObject({
      status: 400,
      json: { code: '000601' },
    });
    const illegal = { $projection: { $fields: { _id: 1 } } };
    expect(await ask(`/units/${path}/${GIVEN}`, { body: illegal })).toMatchObject({
      status: 400,
      json: { code: 'BAD_REQUEST' },
    });
  });
});

describe.each(['byunitspersistentidentifier', 'unitpid'])('an object by %s', (path) => {
  const download = (title: string, query = '', asked: Asked = {}) =>
    ask(`/objects/${path}/${identifierOf(units.get(title))}${query}`, { octets: true, ...asked });

  it('is the first original of the unit, or the version that is named', async () => {
    const original = await download('Pièce 1');
    expect(original.status).toBe(200);
    expect(original.bytes.equals(master)).toBe(true);
    expect(original.headers).toMatchObject({ 'x-qualifier': 'BinaryMaster', 'x-version': '1' });
    const other = await download('Pièce 1', '?qualifier=Dissemination&version=1');
    expect(other.bytes.equals(copy)).toBe(true);
    expect(other.headers['x-qualifier']).toBe('Dissemination');
  });

  it('is unknown where there is none', async () => {
    for (const answer of [
      await download('Dossier'),
      await download('Pièce 2', '?qualifier=Dissemination'),
      await download('Pièce 1', '?version=2'),
      await download('Pièce 1', '', { contract: 'CA-SANS-DOSSIER' }),
      await ask(`/objects/${path}/ark:/1/x`, { octets: true }),
    ])
      expect(answer).toMatchObject({ status: 404, json: { code: '020103' } });
  });

  it('is refused by what is no usage, no number, or closed by the contract', async () => {
    expect((await download('Pièce 1', '?qualifier=Master')).status).toBe(412);
    expect((await download('Pièce 1', '?version=one')).status).toBe(412);
    expect((await download('Pièce 1', '', { contract: 'CA-DIFFUSION' })).status).toBe(401);
    expect((await download('Pièce 1', '?qualifier=Dissemination', { contract: 'CA-DIFFUSION' })).status).toBe(
      200,
    );
    expect((await download('Pièce 1', '', { contract: 'CA-INCONNU' })).status).toBe(401);
  });
});

describe.each(['byobjectspersistentidentifier', 'objectpid'])('by %s', (path) => {
  it('groups are described whole or as the projection says', async () => {
    const identifier = identifierOf(await versionOf('Pièce 1', 'Dissemination_1'));
    const found = async (asked?: Asked) => {
      const { status, json } = await ask(`/objects/${path}/${identifier}`, asked);
      expect(status, JSON.stringify(json)).toBe(200);
      // The older address gives a bare list.
      if (path === 'byobjectspersistentidentifier') expect(Array.isArray(json)).toBe(true);
      else expect(json).toMatchObject({ httpCode: 200, $hits: { total: json.$results.length } });
      return Array.isArray(json) ? json : json.$results;
    };
    const [group] = await found();
    expect(group).toMatchObject({ '#id': units.get('Pièce 1')['#object'], '#nbobjects': 2 });
    expect(await found({ body: { $projection: { $fields: { '#id': 1 } } } })).toEqual([
      { '#id': group['#id'] },
    ]);
    expect(await found({ contract: 'CA-SANS-DOSSIER' })).toEqual([]);
    expect(await found({ contract: 'CA-ECHUS' })).toEqual([]);
    const illegal = { body: { $projection: { $fields: { '#secret': 1 } } } };
    expect(await ask(`/objects/${path}/${identifier}`, illegal)).toMatchObject({
      status: 412,
      json: { code: '020149' },
    });
  });

  it('an object is the version that has the identifier', async () => {
    for (const [name, content] of [
      ['BinaryMaster_1', master],
      ['Dissemination_1', copy],
    ] as const) {
      const answer = await ask(`/objects/${path}/${identifierOf(await versionOf('Pièce 1', name))}`, {
        octets: true,
      });
      expect(answer.status, answer.text).toBe(200);
      expect(answer.bytes.equals(content)).toBe(true);
      expect(answer.headers['x-qualifier']).toBe(name.split('_')[0]);
    }
  });

  it('an object is unknown, hidden or closed as it is by its unit', async () => {
    const identifier = identifierOf(await versionOf('Pièce 1'));
    for (const [asked, status] of [
      [{ contract: 'CA-SANS-DOSSIER' }, 404],
      [{ contract: 'CA-DIFFUSION' }, 401],
      [{ contract: 'CA-INCONNU' }, 401],
    ] as const)
      expect((await ask(`/objects/${path}/${identifier}`, { ...asked, octets: true })).status).toBe(status);
    expect((await ask(`/objects/${path}/${identifier}b`, { octets: true })).status).toBe(404);
    // The identifier of a unit is none of an object.
    expect((await ask(`/objects/${path}/${GIVEN}`, { octets: true })).status).toBe(404);
  });

  it('a reading is written down where the contract wants it', async () => {
    const version = await versionOf('Pièce 3');
    const contract = 'CA-JOURNAL';
    const read = await ask(`/objects/${path}/${identifierOf(version)}`, { octets: true, contract });
    expect(read.status).toBe(200);
    const lines = await archive.service.house.database.inTenant(0 as never, (tx) =>
      tx.query<{ line: object }>('select line from access_log where tenant = 0 and request = $1', [
        read.headers['x-request-id'],
      ]),
    );
    expect(lines.map(({ line }) => line)).toEqual([
      expect.objectContaining({
        objectIdentifier: version['#id'],
        qualifier: 'BinaryMaster',
        archivesId: units.get('Pièce 3')['#id'],
      }),
    ]);
  });
});

it('what is here is unknown to another tenant', async () => {
  const elsewhere = {
    tenant: 2,
    contract: await archive.identifierOf('/accesscontracts', sampleReferentials.accessContracts[0].Name, 2),
  };
  const identifier = identifierOf(await versionOf('Pièce 1'));
  expect((await ask(`/units/unitpid/${GIVEN}`, elsewhere)).json.$results).toEqual([]);
  expect((await ask(`/objects/objectpid/${identifier}`, elsewhere)).json.$results).toEqual([]);
  expect((await ask(`/objects/objectpid/${identifier}`, { ...elsewhere, octets: true })).status).toBe(404);
});
