import { createHash } from 'node:crypto';
import { pdfFile, randomFrom, SAMPLE } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../http/testing/open-service.ts';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { changed, goodSip, zipOf } from '../ingest/testing/sip.ts';

/** What a client reads of a transfer that was entered: through the compatible API, under contracts of all kinds. */

const ACCESS = '/access-external/v1';
const ADMINISTRATION = '/admin-external/v1';
const ALL = { $projection: {} };

// biome-ignore lint/suspicious/noExplicitAny: documents of the API
type Document = any;

let archive: TestArchive;
let operation: string;
let manifest: string;
let units: Map<string, Document>;
/** Bytes of the first piece, a text, and of its copy for readers, a PDF. */
let master: Buffer;
let dissemination: Buffer;

const idOf = (title: string): string => units.get(title)['#id'];

beforeAll(async () => {
  archive = await openArchive();
  const good = goodSip();
  master = good.files['content/1.txt'] as Buffer;
  dissemination = pdfFile(randomFrom(9), 'Copie de diffusion').content;
  const copy = `<BinaryDataObject id="B9"><DataObjectVersion>Dissemination_1</DataObjectVersion><Uri>content/9.pdf</Uri><MessageDigest algorithm="SHA-512">${createHash('sha512').update(dissemination).digest('hex')}</MessageDigest><Size>${dissemination.length}</Size><FileInfo><Filename>délibération « 1 ».pdf</Filename></FileInfo></BinaryDataObject>`;
  const sip = changed(
    { ...good, files: { ...good.files, 'content/9.pdf': dissemination } },
    '</BinaryDataObject></DataObjectGroup>',
    `</BinaryDataObject>${copy}</DataObjectGroup>`,
  );
  manifest = sip.manifest;
  const entered = await archive.enter(await zipOf(sip));
  expect(entered.state).toBe('COMPLETED');
  operation = entered.id;
  const { $results } = await archive.get(`${ACCESS}/units`, { query: selectAll() });
  units = new Map($results.map((unit: Document) => [unit.Title, unit]));
  expect(units.size).toBe(5);
  await archive.import(
    '/agencies',
    `Identifier,Name,Description\n${SAMPLE.agency},Commune,\nAUTRE,Autre,\n`,
    {
      file: 'agencies.csv',
    },
  );
  const open = { Status: 'ACTIVE', EveryOriginatingAgency: true, EveryDataObjectVersion: true };
  await archive.import('/accesscontracts', [
    {
      ...open,
      Identifier: 'CA-AUTRE',
      Name: 'Autre',
      EveryOriginatingAgency: false,
      OriginatingAgencies: ['AUTRE'],
    },
    { ...open, Identifier: 'CA-RACINE', Name: 'Racine', RootUnits: [idOf('Pièce 1')] },
    { ...open, Identifier: 'CA-SANS-DOSSIER', Name: 'Sans dossier', ExcludedRootUnits: [idOf('Dossier')] },
    {
      ...open,
      Identifier: 'CA-DIFFUSION',
      Name: 'Diffusion',
      EveryDataObjectVersion: false,
      DataObjectVersion: ['Dissemination'],
    },
    { ...open, Identifier: 'CA-INACTIF', Name: 'Inactif', Status: 'INACTIVE' },
  ]);
});
afterAll(() => archive?.close());

const selectAll = (more: object = {}) => ({
  $roots: [],
  $query: [{ $eq: { '#opi': operation } }],
  $filter: { $orderby: { Title: 1 } },
  $projection: {},
  ...more,
});

interface Asked {
  readonly body?: unknown;
  readonly contract?: string | null;
  readonly tenant?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A reading under a contract, that of the sample unless said otherwise. */
function ask(
  method: string,
  path: string,
  { body = ALL, contract = SAMPLE.accessContract, tenant = 0, headers }: Asked = {},
): Promise<Answer> {
  return archive.service.asApplication(method, path, {
    tenant,
    body,
    headers: {
      Accept: 'application/json',
      ...(contract === null ? {} : { 'X-Access-Contract-Id': contract }),
      ...headers,
    },
  });
}

describe('a search', () => {
  const found = ({ json }: Answer) => json.$results.map((unit: Document) => unit.Title ?? unit['#id']);

  it('is a GET with a body, or a POST that says so, with or without a slash at its end', async () => {
    const override = { 'X-Http-Method-Override': 'GET' };
    const answers = [
      await ask('GET', `${ACCESS}/units`, { body: selectAll() }),
      await ask('GET', `${ACCESS}/units/`, { body: selectAll() }),
      await ask('POST', `${ACCESS}/units`, { body: selectAll(), headers: override }),
      await ask('POST', `${ACCESS}/units/`, {
        body: selectAll(),
        headers: { 'X-Http-Method-Override': 'get' },
      }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.json.$hits).toEqual({ total: 5, offset: 0, limit: 10_000, size: 5 });
      expect(answer.json.$context).toEqual(selectAll());
      expect(answer.json.$facetResults).toEqual([]);
    }
  });

  it('shows the fields that it asks for and no others', async () => {
    const projection = {
      $projection: { $fields: { '#id': 1, Title: 1, '#management.AppraisalRule.Rules.Rule': 1 } },
    };
    const { json } = await ask('GET', `${ACCESS}/units`, {
      body: selectAll({ ...projection, $query: [{ $eq: { '#id': idOf('Dossier') } }] }),
    });
    expect(json.$results).toEqual([
      {
        '#id': idOf('Dossier'),
        Title: 'Dossier',
        '#management': { AppraisalRule: { Rules: [{ Rule: SAMPLE.appraisalRule }] } },
      },
    ]);
  });

  it('puts the best answer first when several words are looked for', async () => {
    const { json } = await ask('GET', `${ACCESS}/units`, {
      body: { $roots: [], $query: [{ $match: { Title: '"Pièce 3"' } }], $projection: {} },
    });
    expect(json.$results.map(({ Title }: Document) => Title)[0]).toBe('Pièce 3');
    expect(json.$hits.total).toBe(3);
  });

  it('of contracts ranks them by the words looked for, before their names', async () => {
    const contract = { Status: 'ACTIVE', EveryOriginatingAgency: true };
    await archive.import('/accesscontracts', [
      { ...contract, Identifier: 'CA-A', Name: 'A', Description: 'Le canal, son pont et ses écluses' },
      { ...contract, Identifier: 'CA-B', Name: 'B', Description: 'Canal du canal' },
    ]);
    const { json } = await ask('GET', `${ADMINISTRATION}/accesscontracts`, {
      contract: null,
      body: {
        $query: { $match: { Description: 'canal' } },
        $filter: { $orderby: { Name: 1 } },
        $projection: { $fields: { Name: 1 } },
      },
    });
    expect(json.$results).toEqual([{ Name: 'B' }, { Name: 'A' }]);
  });

  it('of groups finds them by one of their versions, and walks no tree', async () => {
    const version = (conditions: object[]) => ({
      $roots: [],
      $query: [{ $subobject: { '#qualifiers.versions': { $and: conditions } } }],
      $projection: { $fields: { '#unitups': 1 } },
    });
    const usage = { $eq: { '#qualifiers.versions.DataObjectVersion': 'Dissemination_1' } };
    const size = (bytes: number) => ({ $eq: { '#qualifiers.versions.Size': bytes } });
    const right = await ask('GET', `${ACCESS}/objects`, {
      body: version([usage, size(dissemination.length)]),
    });
    expect(right.json.$results).toEqual([{ '#unitups': [idOf('Pièce 1')] }]);
    // The other version of the same group has this size.
    const wrong = await ask('GET', `${ACCESS}/objects/`, { body: version([usage, size(master.length)]) });
    expect(wrong.json).toMatchObject({ $hits: { total: 0 }, $results: [] });
    const byId = await ask('GET', `${ACCESS}/objects`, {
      body: { $roots: [units.get('Pièce 2')['#object']], $query: [], $projection: {} },
    });
    expect(byId.json.$hits.total).toBe(1);
  });

  it.each([
    ['CA-AUTRE', []],
    ['CA-RACINE', ['Pièce 1']],
    ['CA-SANS-DOSSIER', ['Archives de la commune']],
    [SAMPLE.accessContract, ['Archives de la commune', 'Dossier', 'Pièce 1', 'Pièce 2', 'Pièce 3']],
  ])('under %s sees %j', async (contract, titles) => {
    const answer = await ask('GET', `${ACCESS}/units`, { contract, body: selectAll() });
    expect(found(answer).sort()).toEqual(titles);
    const groups = await ask('GET', `${ACCESS}/objects`, { contract, body: selectAll({ $filter: {} }) });
    const holders = groups.json.$results.flatMap((group: Document) => group['#unitups']);
    expect(holders.sort()).toEqual(
      titles
        .filter((title) => title.startsWith('Pièce'))
        .map(idOf)
        .sort(),
    );
    for (const title of units.keys()) {
      const shown = titles.includes(title);
      const unit = await ask('GET', `${ACCESS}/units/${idOf(title)}`, { contract });
      expect(unit.status, title).toBe(shown ? 200 : 404);
      const cycle = await ask('GET', `${ACCESS}/logbookunitlifecycles/${idOf(title)}`, { contract });
      expect(cycle.status, title).toBe(shown ? 200 : 401);
    }
  });
});

describe('a contract', () => {
  it.each([['CA-INACTIF'], ['CA-INCONNU'], [null]])('%s opens nothing', async (contract) => {
    const piece = idOf('Pièce 1');
    for (const [path, body] of [
      ['/units', selectAll()],
      [`/units/${piece}`, ALL],
      [`/units/${piece}/objects`, ALL],
      ['/objects', selectAll()],
      [`/logbookunitlifecycles/${piece}`, ALL],
      [`/logbookobjectslifecycles/${units.get('Pièce 1')['#object']}`, ALL],
    ] as const) {
      const { status, json } = await ask('GET', ACCESS + path, { contract, body });
      expect({ status, httpCode: json.httpCode }, path).toEqual({ status: 401, httpCode: 401 });
    }
  });

  it('of another tenant opens nothing here, and what is here is unknown there', async () => {
    const piece = units.get('Pièce 1');
    // Identifiers of contracts are the archive's to give there.
    const { json: contracts } = await ask('GET', `${ADMINISTRATION}/accesscontracts`, {
      tenant: 2,
      contract: null,
      body: { $query: {}, $filter: {}, $projection: {} },
    });
    const elsewhere = { tenant: 2, contract: contracts.$results[0].Identifier };
    const search = await ask('GET', `${ACCESS}/units`, {
      ...elsewhere,
      body: selectAll({ $query: [{ $in: { '#id': [...units.values()].map((unit) => unit['#id']) } }] }),
    });
    expect(search.json.$hits.total).toBe(0);
    const roots = await ask('GET', `${ACCESS}/units`, {
      ...elsewhere,
      body: selectAll({ $roots: [idOf('Dossier')], $query: [] }),
    });
    expect(roots.json.$hits.total).toBe(0);
    for (const path of [
      `${ACCESS}/units/${piece['#id']}`,
      `${ACCESS}/units/${piece['#id']}/objects`,
      `${ACCESS}/logbookoperations/${operation}`,
      `${ADMINISTRATION}/operations/${operation}`,
    ])
      expect(await ask('GET', path, elsewhere), path).toMatchObject({ status: 404 });
    const octets = { ...elsewhere, headers: { Accept: 'application/octet-stream' } };
    for (const kind of ['archivetransferreply', 'manifests'])
      expect(await ask('GET', `/ingest-external/v1/ingests/${operation}/${kind}`, octets)).toMatchObject({
        status: 404,
      });
    expect(await ask('GET', `${ACCESS}/logbookunitlifecycles/${piece['#id']}`, elsewhere)).toMatchObject({
      status: 401,
    });
    expect(
      (await ask('GET', `${ACCESS}/units`, { ...elsewhere, contract: 'CA-RACINE', body: selectAll() }))
        .status,
    ).toBe(401);
  });
});

describe('an object', () => {
  const download = (usage: string, version: string, asked: Asked = {}, title = 'Pièce 1') =>
    ask('GET', `${ACCESS}/units/${idOf(title)}/objects`, {
      ...asked,
      headers: {
        Accept: 'application/octet-stream',
        'X-Qualifier': usage,
        'X-Version': version,
        ...asked.headers,
      },
    });

  it('comes byte for byte with its name, its type and its digest as entity tag', async () => {
    const text = await download('BinaryMaster', '1');
    expect(text.status).toBe(200);
    expect(text.bytes.equals(master)).toBe(true);
    const digest = createHash('sha512').update(master).digest('hex');
    expect(text.headers).toMatchObject({
      'content-type': 'text/plain',
      'content-length': String(master.length),
      'content-disposition': 'attachment; filename="1.txt"',
      etag: `"${digest}"`,
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    });
    expect(text.rawNames).toEqual(expect.arrayContaining(['X-Qualifier', 'X-Version', 'X-Request-Id']));
    const pdf = await download('Dissemination', '1');
    expect(pdf.bytes.equals(dissemination)).toBe(true);
    expect(pdf.headers['content-disposition']).toBe(
      `attachment; filename="deliberation _ 1 _.pdf"; filename*=UTF-8''d%C3%A9lib%C3%A9ration%20%C2%AB%201%20%C2%BB.pdf`,
    );
  });

  it('comes in parts, and not at all to who has it', async () => {
    const part = await download('BinaryMaster', '1', { headers: { Range: 'bytes=10-19' } });
    expect(part.status).toBe(206);
    expect(part.headers['content-range']).toBe(`bytes 10-19/${master.length}`);
    expect(part.bytes.equals(master.subarray(10, 20))).toBe(true);
    const end = await download('BinaryMaster', '1', { headers: { Range: 'bytes=-5' } });
    expect(end.bytes.equals(master.subarray(-5))).toBe(true);
    const beyond = await download('BinaryMaster', '1', { headers: { Range: `bytes=${master.length}-` } });
    expect(beyond.status).toBe(416);
    expect(beyond.headers['content-range']).toBe(`bytes */${master.length}`);
    // The API takes no quotation mark in headers of its own; those of HTTP are free.
    const tag = `"${createHash('sha512').update(master).digest('hex')}"`;
    const known = await download('BinaryMaster', '1', { headers: { 'If-None-Match': tag } });
    expect({ status: known.status, size: known.bytes.length }).toEqual({ status: 304, size: 0 });
    const stale = await download('BinaryMaster', '1', {
      headers: { Range: 'bytes=0-1', 'If-Range': '"other"' },
    });
    expect({ status: stale.status, size: stale.bytes.length }).toEqual({ status: 200, size: master.length });
  });

  it('that is not there is unknown; what does not say which is refused', async () => {
    expect((await download('Thumbnail', '1')).status).toBe(404);
    expect((await download('BinaryMaster', '2')).status).toBe(404);
    expect((await download('BinaryMaster', '1', {}, 'Dossier')).status).toBe(404);
    expect((await download('BinaryMaster', 'x')).status).toBe(412);
    expect((await download('', '1')).status).toBe(412);
    expect((await download('../../etc/passwd', '1')).status).toBe(412);
    const refused = await download('Thumbnail', '1');
    expect(refused.json).toMatchObject({ httpCode: 404, code: '020103' });
  });

  it('of a usage that the contract does not name stays closed; its description does not', async () => {
    const contract = 'CA-DIFFUSION';
    expect((await download('BinaryMaster', '1', { contract })).status).toBe(401);
    expect((await download('Dissemination', '1', { contract })).status).toBe(200);
    const { status, json } = await ask('GET', `${ACCESS}/units/${idOf('Pièce 1')}/objects`, { contract });
    expect(status).toBe(200);
    expect(json.$results[0]['#qualifiers'].map(({ qualifier }: Document) => qualifier)).toEqual([
      'BinaryMaster',
      'Dissemination',
    ]);
    expect((await download('Dissemination', '1', { contract: 'CA-SANS-DOSSIER' })).status).toBe(404);
  });
});

describe('an operation', () => {
  it('tells its state by HEAD and by GET', async () => {
    const head = await ask('HEAD', `${ADMINISTRATION}/operations/${operation}`, { contract: null });
    expect(head.status).toBe(200);
    expect(head.text).toBe('');
    expect(head.headers).toMatchObject({
      'x-global-execution-state': 'COMPLETED',
      'x-global-execution-status': expect.stringMatching(/^(OK|WARNING)$/),
      'x-context-id': 'INGEST',
    });
    const get = await ask('GET', `${ADMINISTRATION}/operations/${operation}`, { contract: null });
    expect(get.json.$results[0]).toMatchObject({ itemId: 'DEFAULT_WORKFLOW', globalState: 'COMPLETED' });
  });

  it('has its journal, whole by its identifier, its last events in a list', async () => {
    const whole = await ask('GET', `${ACCESS}/logbookoperations/${operation}`, { contract: null });
    expect(whole.json.$results[0]).toMatchObject({
      evId: operation,
      evTypeProc: 'INGEST',
      obIdIn: 'Versement d’essai',
    });
    expect(whole.json.$results[0].events.length).toBeGreaterThan(20);
    const listed = await ask('GET', `${ACCESS}/logbookoperations`, {
      contract: null,
      body: {
        $query: { $and: [{ $eq: { evTypeProc: 'INGEST' } }, { $match: { obIdIn: 'versement' } }] },
        $filter: { $orderby: { evDateTime: -1 }, $limit: 5 },
        $projection: {},
      },
    });
    expect(listed.json.$results.map((each: Document) => each.evId)).toEqual([operation]);
    expect(listed.json.$results[0].events).toEqual(whole.json.$results[0].events.slice(-2));
    const unknown = await ask('GET', `${ACCESS}/logbookoperations/aeeaaaaaacaaaaabdlw5sancccd2otaaaaba`);
    expect(unknown).toMatchObject({ status: 404, json: { httpCode: 404, code: '020105' } });
  });

  it('has its reply and its manifest', async () => {
    const read = (kind: string) =>
      ask('GET', `/ingest-external/v1/ingests/${operation}/${kind}`, {
        contract: null,
        headers: { Accept: 'application/octet-stream' },
      });
    const reply = await read('archivetransferreply');
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('<ArchiveTransferReply');
    const kept = await read('manifests');
    expect(kept.status).toBe(200);
    expect(kept.text).toBe(manifest);
  });
});

describe('life cycles', () => {
  it('of a unit and of a group have the events of the entry', async () => {
    const piece = units.get('Pièce 1');
    for (const [path, id, type] of [
      ['logbookunitlifecycles', piece['#id'], 'LFC.CHECK_UNIT_SCHEMA'],
      ['logbookobjectslifecycles', piece['#object'], 'LFC.CHECK_DIGEST'],
    ] as const) {
      const { status, json } = await ask('GET', `${ACCESS}/${path}/${id}`);
      expect(status, path).toBe(200);
      const [cycle] = json.$results;
      expect(cycle).toMatchObject({ _id: id, _tenant: 0, obId: id, evTypeProc: 'INGEST' });
      expect(
        cycle.events.map(({ evType }: Document) => evType),
        path,
      ).toContain(type);
      for (const event of cycle.events)
        expect(event).toMatchObject({
          evIdProc: operation,
          outcome: expect.stringMatching(/^(OK|WARNING)$/),
        });
    }
  });
});

describe('accession registers', () => {
  const query = { $query: {}, $filter: {}, $projection: {} };

  it('count what came in, by agency and by entry', async () => {
    const summary = await ask('GET', `${ADMINISTRATION}/accessionregisters`, { body: query });
    expect(summary.json.$results).toMatchObject([
      { OriginatingAgency: SAMPLE.agency, TotalUnits: { ingested: 5, deleted: 0, remained: 5 } },
    ]);
    const path = `${ADMINISTRATION}/accessionregisters/${SAMPLE.agency}/accessionregisterdetails`;
    const details = await ask('POST', path, { body: query, headers: { 'X-Http-Method-Override': 'GET' } });
    expect(details.json.$results).toMatchObject([
      {
        Opi: operation,
        OriginatingAgency: SAMPLE.agency,
        TotalUnits: { ingested: 5, remained: 5 },
        TotalObjectGroups: { ingested: 3 },
        TotalObjects: { ingested: 4 },
      },
    ]);
  });

  it('are those of the contract’s agencies', async () => {
    const contract = 'CA-AUTRE';
    const summary = await ask('GET', `${ADMINISTRATION}/accessionregisters`, { contract, body: query });
    expect(summary.json.$hits.total).toBe(0);
    const path = `${ADMINISTRATION}/accessionregisters/${SAMPLE.agency}/accessionregisterdetails`;
    expect((await ask('GET', path, { contract, body: query })).status).toBe(401);
  });
});
