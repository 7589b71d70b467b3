import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestArchive, type TestArchive } from './testing/archive.ts';

/** Every referential of JSON documents against every kind of bad input: refused, and nothing of it is imported. */

let archive: TestArchive;
beforeAll(async () => {
  archive = await openTestArchive();
  await post('/griffin', 1, [griffin('GRIFFON')]);
});
afterAll(() => archive?.close());

type Document = Record<string, unknown>;
const post = (path: string, tenant: number, json: unknown) =>
  archive.call({ method: 'POST', path, tenant, json });
const griffin = (Identifier: string): Document => ({
  ...{ Identifier, Name: 'Griffon', ExecutableName: 'griffin', ExecutableVersion: 'V1' },
});
const acting = { Timeout: 60, MaxSize: 1_000, Debug: false, ActionDetail: [{ Type: 'ANALYSE' }] };

/** A good document of each kind, by its identifier; those that replace whole lists come with what must stay. */
const KINDS: [path: string, tenant: number, good: (id: string) => Document, mandatory: string][] = [
  ['/accesscontracts', 0, (Identifier) => ({ Identifier, Name: 'Accès' }), 'Name'],
  ['/ingestcontracts', 0, (Identifier) => ({ Identifier, Name: 'Entrée' }), 'Name'],
  ['/managementcontracts', 0, (Identifier) => ({ Identifier, Name: 'Gestion' }), 'Name'],
  [
    '/archiveunitprofiles',
    0,
    (Identifier) => ({ Identifier, Name: 'P', ControlSchema: '{}' }),
    'ControlSchema',
  ],
  ['/profiles', 1, (Identifier) => ({ Identifier, Name: 'Profil', Format: 'RNG' }), 'Format'],
  ['/securityprofiles', 1, (Identifier) => ({ Identifier, Name: Identifier, FullAccess: true }), 'Name'],
  [
    '/contexts',
    1,
    (Identifier) => ({ Identifier, Name: 'C', SecurityProfile: 'admin-security-profile' }),
    'Name',
  ],
  ['/griffin', 1, griffin, 'ExecutableName'],
  [
    '/preservationScenario',
    0,
    (Identifier) => ({
      ...{ Identifier, Name: 'Scénario', ActionList: ['ANALYSE'] },
      DefaultGriffin: { GriffinIdentifier: 'GRIFFON', ...acting },
    }),
    'Name',
  ],
  ['/ontologies', 1, (Identifier) => ({ Identifier, Type: 'TEXT', Origin: 'EXTERNAL' }), 'Type'],
  [
    '/schema/unit',
    0,
    (Path) => ({ Path, ShortName: 'Court', Description: 'D', Cardinality: 'ONE', IsObject: true }),
    'Cardinality',
  ],
];
/** Those that each import replaces whole; a document more of the others is added. */
const SETS = ['/griffin', '/preservationScenario', '/ontologies'];

async function held(path: string, tenant: number): Promise<string> {
  const json = { $query: {}, $filter: {}, $projection: {} };
  return JSON.stringify((await archive.call({ path, tenant, json })).json.$results);
}

const octets = (path: string, tenant: number, bytes: Buffer) =>
  archive.call({
    method: 'POST',
    path,
    tenant,
    octets: bytes,
    headers: { 'content-type': 'application/json', 'force-update': 'true' },
  });

describe.each(KINDS)('documents of %s', (path, tenant, good, mandatory) => {
  const without = (name: string) =>
    Object.fromEntries(Object.entries(good('BAD')).filter(([key]) => key !== name));
  const text = (document: Document) => JSON.stringify([document]);
  const accented = { ...good('BAD'), Description: 'Élysée' };

  test.each<[string, (() => unknown) | Buffer]>([
    ['with a script', () => [{ ...good('BAD'), Description: '<script>alert(1)</script>' }]],
    ['with markup', () => [{ ...good('BAD'), Description: '<b>gras</b>' }]],
    ['with an entity', () => [{ ...good('BAD'), Description: 'a&nbsp;b' }]],
    ['with a control character', () => [{ ...good('BAD'), Description: 'a\u0000b' }]],
    ['with a script in the name of a field', () => [{ ...good('BAD'), '<script>': 'x' }]],
    ['without what is mandatory', () => [without(mandatory)]],
    ['with the same identifier twice', () => [good('TWICE'), good('TWICE')]],
    ['with one bad after a good one', () => [good('BEFORE'), without(mandatory)]],
    ['that are texts', () => ['BAD']],
    ['nested without end', Buffer.from(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
    [
      'with a value nested without end',
      Buffer.from(`[{"Name":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}]`),
    ],
    ['in Latin-1', Buffer.from(text(accented), 'latin1')],
    ['in UTF-16', Buffer.from(text(accented), 'utf16le')],
    ['cut in the middle', Buffer.from(text(accented).slice(0, -3))],
    ['of more bytes than a body may have', Buffer.alloc(16_000_001, ' ')],
    ['by the ten thousands and one', () => Array.from({ length: 10_001 }, (_, at) => good(`M${at}`))],
    [
      'with a text beyond any length',
      () => [{ ...good('BAD'), Name: 'x'.repeat(100_001), Description: 'x'.repeat(100_001) }],
    ],
  ])('%s are refused, and nothing is imported', async (_what, body) => {
    const before = await held(path, tenant);
    const answer = Buffer.isBuffer(body)
      ? await octets(path, tenant, body)
      : await post(path, tenant, (body as () => unknown)());
    expect([400, 412, 413], answer.body).toContain(answer.status);
    expect(answer.json).toMatchObject({ httpCode: answer.status, code: expect.any(String) });
    expect(await held(path, tenant)).toBe(before);
  });
});

test('every import of documents and of files is among those that are tried', async () => {
  const imports = archive.app.routeTable.all
    .filter(({ method, url }) => method === 'POST' && url.startsWith('/admin-external/v1/'))
    .filter(({ config }) => /:create(:json|:binary)?$/.test(config.permission ?? ''))
    .map(({ url }) => url.slice('/admin-external/v1'.length));
  // Tables and formats have tests of their own, in hostile-files and below; an application's journal in `logbook`.
  const others = ['/agencies', '/rules', '/formats'];
  const built = [...new Set(imports)].filter((path) => !NOT_HERE.includes(path));
  expect(built.sort()).toEqual([...KINDS.map(([path]) => path), ...others].sort());
});
/** Mounted by other rooms, or not built. */
const NOT_HERE = ['/logbookoperations', '/probativevalueexport', '/traceabilitychecks', '/audits'].concat(
  '/traceability/linkedchecks',
  '/switchindex',
  '/reindex',
);

test.each(KINDS)('members of %s that nobody knows are refused, or not kept', async (path, tenant, good) => {
  const added = { ...good('PLUS'), Couleur: 'ECARLATE' };
  const kept = path === '/griffin' ? [griffin('GRIFFON')] : [];
  const { status, body } = await post(path, tenant, [...kept, added]);
  expect([200, 201, 202, 400], body).toContain(status);
  expect(await held(path, tenant)).not.toContain('ECARLATE');
});

test.each(KINDS)(
  'documents of %s may have single quotes and names without quotes',
  async (path, tenant, good) => {
    const written = (id: string) =>
      JSON.stringify(good(id))
        .replaceAll("'", "\\'")
        .replace(/"(\w+)":/g, '$1 : ')
        .replaceAll('"', "'");
    const kept = path === '/griffin' ? [griffin('GRIFFON')] : [];
    const before = await held(path, tenant);
    const id = `Libre${path.replace(/\W/g, '')}`;
    const bad = await octets(path, tenant, Buffer.from(`[${written(id)},]`));
    expect(bad).toMatchObject({ status: 412, json: { httpCode: 412 } });
    expect(await held(path, tenant)).toBe(before);
    // A set is replaced whole: what must stay comes with it. A single object stands for a list, but in the schema.
    const isList = kept.length > 0 || path === '/schema/unit';
    const all = [...kept.map((each) => JSON.stringify(each)), written(id)].join(',');
    const { status, body } = await octets(path, tenant, Buffer.from(isList ? `[${all}]` : all));
    expect([200, 201, 202], body).toContain(status);
    expect(await held(path, tenant)).toContain(`"${id}"`);
  },
);

test('what is no import takes no liberty with JSON', async () => {
  const bytes = Buffer.from('{$query: {}, $filter: {}, $projection: {}}');
  const headers = { 'content-type': 'application/json' };
  const answer = await archive.call({ path: '/accesscontracts', octets: bytes, headers });
  expect(answer).toMatchObject({ status: 412, json: { httpCode: 412 } });
});

test.each(KINDS.filter(([path]) => !SETS.includes(path)))(
  'one of %s that four bring at once is there once',
  async (path, tenant, good) => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => post(path, tenant, [good('Jumeau')])));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses.slice(1)).toEqual([400, 400, 400]);
    expect(statuses[0]).toBeLessThan(300);
    expect((await held(path, tenant)).match(/"(Identifier|Path)":"Jumeau"/g)).toHaveLength(1);
  },
);

describe('what another tenant has', () => {
  beforeAll(async () => {
    const agencies = 'Identifier,Name,Description\nOF-2,Service du coffre 2,\n';
    await archive.call({ method: 'POST', path: '/agencies', tenant: 2, octets: agencies });
    await post('/profiles', 1, [{ Identifier: 'OF-1', Name: 'Profil du coffre 1', Format: 'RNG' }]);
    await post('/accesscontracts', 0, [{ Identifier: 'OF-0', Name: 'Contrat du coffre 0' }]);
  });

  test.each<[string, string, number, Document]>([
    ['an agency', '/accesscontracts', 0, { Identifier: 'X', Name: 'X', OriginatingAgencies: ['OF-2'] }],
    ['an archival profile', '/ingestcontracts', 0, { Identifier: 'X', Name: 'X', ArchiveProfiles: ['OF-1'] }],
    [
      'a contract',
      '/contexts',
      1,
      {
        ...{ Identifier: 'X', Name: 'X', SecurityProfile: 'admin-security-profile' },
        Permissions: [{ tenant: 2, AccessContracts: ['OF-0'], IngestContracts: [] }],
      },
    ],
    [
      'a tenant that is none',
      '/contexts',
      1,
      {
        ...{ Identifier: 'X', Name: 'X', SecurityProfile: 'admin-security-profile' },
        Permissions: [{ tenant: 77, AccessContracts: [], IngestContracts: [] }],
      },
    ],
  ])('%s cannot be named', async (_what, path, tenant, document) => {
    const before = await held(path, tenant);
    expect((await post(path, tenant, [document])).status).toBe(400);
    expect(await held(path, tenant)).toBe(before);
  });
});

test('documents sent as a file are read as UTF-8 alone', async () => {
  const before = await held('/profiles', 2);
  const latin = Buffer.from('[{"Name":"Élysée","Format":"RNG"}]', 'latin1');
  const refused = await archive.call({ method: 'POST', path: '/profiles', tenant: 2, octets: latin });
  expect(refused).toMatchObject({ status: 412, json: { code: '020121' } });
  expect(await held('/profiles', 2)).toBe(before);
});

describe('a file of formats', () => {
  const file = (formats: string) => `<?xml version="1.0" encoding="UTF-8"?>
<FFSignatureFile xmlns="http://www.nationalarchives.gov.uk/pronom/SignatureFile" Version="50" DateCreated="2026-01-01T00:00:00">
<InternalSignatureCollection/><FileFormatCollection>${formats}</FileFormatCollection></FFSignatureFile>`;
  const format = (puid: string, name = 'Élan') => `<FileFormat ID="1" Name="${name}" PUID="${puid}"/>`;
  const nested = '<a>'.repeat(100_000);

  test.each<[string, Buffer]>([
    ['in Latin-1', Buffer.from(file(format('x/1')), 'latin1')],
    ['in UTF-16 that says UTF-8', Buffer.from(file(format('x/1')), 'utf16le')],
    ['with a script in a name', Buffer.from(file(format('x/1', '&lt;script&gt;alert(1)&lt;/script&gt;')))],
    ['with markup in a name', Buffer.from(file(format('x/1', '&lt;b&gt;gras&lt;/b&gt;')))],
    ['with an identifier twice', Buffer.from(file(format('x/1') + format('x/1')))],
    ['without an identifier', Buffer.from(file('<FileFormat ID="1" Name="Sans"/>'))],
    ['without a name', Buffer.from(file('<FileFormat ID="1" PUID="x/1"/>'))],
    ['nested without end', Buffer.from(file(nested))],
    ['cut in the middle', Buffer.from(file(format('x/1')).slice(0, -20))],
    ['of more bytes than a file may have', Buffer.alloc(17 * 1024 * 1024, ' ')],
    ['of nothing', Buffer.alloc(0)],
  ])('%s is refused, and nothing is imported', async (_what, bytes) => {
    const before = await held('/formats', 1);
    const answer = await archive.call({ method: 'POST', path: '/formats', tenant: 1, octets: bytes });
    expect([400, 412], answer.body).toContain(answer.status);
    expect(await held('/formats', 1)).toBe(before);
  });
});
