import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, openTestArchive, type TestArchive } from './testing/archive.ts';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openTestArchive();
  const csv = 'Identifier,Name,Description\nA,Service A,\nB,Service B,\n';
  await archive.call({ method: 'POST', path: '/agencies', octets: csv });
});
afterAll(() => archive.close());

const post = (path: string, json: unknown, tenant = 0) =>
  archive.call({ method: 'POST', path, json, tenant });
const put = (path: string, set: Record<string, unknown>, tenant = 0) =>
  archive.call({ method: 'PUT', path, json: { $action: [{ $set: set }] }, tenant });
const search = (path: string, query: unknown, more: Record<string, unknown> = {}, tenant = 0) =>
  archive.call({ path, tenant, json: { $query: query, $projection: {}, ...more } });

/** The last event of an answer's operation, its detail read. */
async function ending(answer: Answer, tenant = 0) {
  const event = (await archive.journal(tenant, answer.operation)).events.at(-1);
  return {
    outcome: event?.outcome,
    outDetail: event?.outDetail,
    detail: JSON.parse(event?.evDetData ?? 'null'),
  };
}

describe('an import of contracts', () => {
  it('is journalled from its start to its end, and leaves a backup', async () => {
    const answer = await post('/accesscontracts', [{ Name: 'One', Identifier: 'ONE' }]);
    expect(answer).toMatchObject({ status: 201, body: 'Successfully imported' });
    const journal = await archive.journal(0, answer.operation);
    expect(journal).toMatchObject({
      evType: 'STP_IMPORT_ACCESS_CONTRACT',
      evTypeProc: 'MASTERDATA',
      outDetail: 'STP_IMPORT_ACCESS_CONTRACT.STARTED',
      outMessg: "Début du processus d'import du contrat d'accès",
      agIdApp: 'CT-000001',
    });
    expect(journal.events.map(({ outDetail }) => outDetail)).toEqual([
      'STP_BACKUP_ACCESS_CONTRACT.OK',
      'STP_IMPORT_ACCESS_CONTRACT.OK',
    ]);
    expect(JSON.parse(journal.events[0]?.evDetData as string)).toMatchObject({
      FileName: '0_AccessContract_1.json',
      DigestType: 'SHA-512',
    });
    const read = await archive.call({ path: '/accesscontracts/ONE' });
    expect(read.json.$results).toEqual([
      expect.objectContaining({
        '#tenant': 0,
        '#version': 0,
        Identifier: 'ONE',
        Status: 'INACTIVE',
        AccessLog: 'INACTIVE',
        EveryOriginatingAgency: false,
      }),
    ]);
  });

  it('numbers those of a tenant that gives no identifiers, and overwrites what was given', async () => {
    const answer = await post('/ingestcontracts', [{ Name: 'P', Identifier: 'MINE' }, { Name: 'Q' }], 2);
    expect(answer.status).toBe(201);
    const found = await search('/ingestcontracts', {}, { $filter: { $orderby: { Identifier: 1 } } }, 2);
    expect(found.json.$results.map(({ Identifier }: { Identifier: string }) => Identifier)).toEqual([
      'IC-000001',
      'IC-000002',
    ]);
  });

  it('of nothing succeeds without effect', async () => {
    expect((await post('/accesscontracts', [])).status).toBe(201);
  });

  it('changes nothing when one of the documents is refused', async () => {
    const answer = await post('/accesscontracts', [
      { Name: 'Good', Identifier: 'GOOD' },
      { Name: 'Bad', Identifier: 'BAD', OriginatingAgencies: ['A', 'Z', 'Y'] },
      { Identifier: 'NAMELESS' },
    ]);
    expect(answer).toMatchObject({ status: 400, json: { code: '020120', httpCode: 400 } });
    expect(await ending(answer)).toEqual({
      outcome: 'KO',
      outDetail: 'STP_IMPORT_ACCESS_CONTRACT.AGENCY_NOT_FOUND.KO',
      detail: {
        'Agency not found':
          'Error while validating contract (Bad), RootUnits (Z,Y) not found in database,The field Name is mandatory',
      },
    });
    expect((await archive.call({ path: '/accesscontracts/GOOD' })).status).toBe(404);
  });

  it.each<[string, string, unknown, string, Record<string, string>]>([
    [
      'no identifier where the client gives them',
      '/accesscontracts',
      { Name: 'X' },
      'STP_IMPORT_ACCESS_CONTRACT.EMPTY_REQUIRED_FIELD.KO',
      { 'Mandatory Fields': 'The field Identifier is mandatory' },
    ],
    [
      'a date that is none',
      '/accesscontracts',
      { Name: 'X', Identifier: 'X', CreationDate: '2020-02-30' },
      'STP_IMPORT_ACCESS_CONTRACT.EMPTY_REQUIRED_FIELD.KO',
      { 'Mandatory Fields': 'The field Creationdate is mandatory' },
    ],
    [
      'an identifier twice',
      '/accesscontracts',
      [
        { Name: 'X', Identifier: 'X' },
        { Name: 'Y', Identifier: 'X' },
      ],
      'STP_IMPORT_ACCESS_CONTRACT.IDENTIFIER_DUPLICATION.KO',
      { 'Duplicate Field': 'The contract X already exists in database' },
    ],
    [
      'unknown units',
      '/accesscontracts',
      { Name: 'N', Identifier: 'X', RootUnits: ['a', 'b'], ExcludedRootUnits: ['c'] },
      'STP_IMPORT_ACCESS_CONTRACT.VALIDATION_ERROR.KO',
      {
        'Validation error':
          'Error while validating contract (N), ExcludedRootUnits and RootUnits (c,a,b) not found in database',
      },
    ],
    [
      'a technical identifier',
      '/accesscontracts',
      { Name: 'N', Identifier: 'X', '#id': 'x' },
      'AccessContract service error',
      { accessContractCheck: 'Id must be null when creating contracts (N)' },
    ],
    [
      'an unknown profile',
      '/ingestcontracts',
      { Name: 'N', Identifier: 'X', ArchiveProfiles: ['P'] },
      'STP_IMPORT_INGEST_CONTRACT.PROFILE_NOT_FOUND.KO',
      { 'Profile not found': 'One or multiple archive profiles or the contract X not found in db' },
    ],
    [
      'a list of formats beside all formats',
      '/ingestcontracts',
      { Name: 'N', Identifier: 'X', FormatType: [] },
      'STP_IMPORT_INGEST_CONTRACT.FORMAT_MUST_BE_EMPTY.KO',
      { ingestContractCheck: 'formatType field must be empty when everyFormat is true' },
    ],
    [
      'no list of formats',
      '/ingestcontracts',
      { Name: 'N', Identifier: 'X', EveryFormatType: false },
      'STP_IMPORT_INGEST_CONTRACT.FORMAT_MUST_NOT_BE_EMPTY.KO',
      { ingestContractCheck: 'formatType field must not be empty when everyFormat is false' },
    ],
    [
      'an unknown format',
      '/ingestcontracts',
      { Name: 'N', Identifier: 'X', EveryFormatType: false, FormatType: ['fmt/999999'] },
      'STP_IMPORT_INGEST_CONTRACT.FORMAT_NOT_FOUND.KO',
      { ingestContractCheck: 'One or multiple file format fmt/999999 not found in db' },
    ],
    [
      'an unknown usage',
      '/accesscontracts',
      { Name: 'N', Identifier: 'X', DataObjectVersion: ['Thumbnail', 'Master'] },
      'STP_IMPORT_ACCESS_CONTRACT.NOT_IN_ENUM.KO',
      {
        'Not in Enum':
          'DataObjectVersion must be BinaryMaster or Dissemination or Thumbnail or TextContent or PhysicalMaster but not Master',
      },
    ],
    [
      'an unknown management contract',
      '/ingestcontracts',
      { Name: 'N', Identifier: 'X', ManagementContractId: 'MC' },
      'STP_IMPORT_INGEST_CONTRACT.MANAGEMENTCONTRACT_NOT_FOUND.KO',
      { ingestContractCheck: 'At least one Management Contract with Id MC not found' },
    ],
    [
      'a signature policy that contradicts itself, of which the reference system says an update',
      '/ingestcontracts',
      {
        ...{ Name: 'N', Identifier: 'X' },
        SignaturePolicy: { SignedDocument: 'FORBIDDEN', DeclaredSignature: true },
      },
      'STP_UPDATE_INGEST_CONTRACT.BAD_REQUEST.KO',
      { ingestContractCheck: 'The signature policy FORBIDDEN excludes DeclaredSignature' },
    ],
    [
      'an unknown attachment',
      '/ingestcontracts',
      { Name: 'N', Identifier: 'X', LinkParentId: 'U' },
      'IngestContract service error',
      { ingestContractCheck: 'At least one AU id U not found' },
    ],
    [
      'an unknown strategy',
      '/managementcontracts',
      { Name: 'N', Identifier: 'X', Storage: { UnitStrategy: 'fake' } },
      'STP_IMPORT_MANAGEMENT_CONTRACT.STRATEGY_VALIDATION_ERROR.KO',
      { managementContractCheck: 'Storage Strategy (fake) not found for the field Storage.UnitStrategy' },
    ],
    [
      'masters that are not kept',
      '/managementcontracts',
      {
        Name: 'N',
        Identifier: 'X',
        VersionRetentionPolicy: { Usages: [{ UsageName: 'BinaryMaster', InitialVersion: false }] },
      },
      'STP_IMPORT_MANAGEMENT_CONTRACT.VERSION_RETENTION_POLICY_ERROR.KO',
      {
        managementContractCheck:
          "The version retention policy's InitialVersion parameter in BinaryMaster usage is invalid in the contract N.",
      },
    ],
  ])('is refused for %s', async (_what, path, body, outDetail, detail) => {
    const answer = await post(path, body);
    expect(answer).toMatchObject({ status: 400, json: { code: '020120' } });
    expect(await ending(answer)).toEqual({ outcome: 'KO', outDetail, detail });
  });

  it.each<[string, unknown, number, string]>([
    ['an unknown status', [{ Name: 'X', Status: 'SLEEPING' }], 400, '020135'],
    ['a flag that is none', [{ Name: 'X', WritingPermission: 'maybe' }], 400, '020135'],
    ['a script', [{ Name: '<script>x</script>' }], 412, 'PRECONDITION_FAILED'],
    ['no body', undefined, 412, 'PRECONDITION_FAILED'],
  ])('is refused without a journal for %s', async (_what, body, status, code) => {
    const answer = await post('/accesscontracts', body);
    expect(answer).toMatchObject({ status, json: { code } });
    await expect(archive.journal(0, answer.operation)).rejects.toThrow('no journal');
  });

  it('is done once by two at once', async () => {
    const body = [{ Name: 'Twin', Identifier: 'TWIN' }];
    const answers = await Promise.all([1, 2, 3, 4].map(() => post('/accesscontracts', body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400]);
  });
});

describe('an update of a contract', () => {
  beforeAll(async () => {
    await post('/accesscontracts', [
      { Name: 'Before', Identifier: 'UP', Description: 'old' },
      { Name: 'Other', Identifier: 'TAKEN' },
    ]);
  });

  it('changes what it names, and says so', async () => {
    const answer = await archive.call({
      method: 'PUT',
      path: '/accesscontracts/UP',
      json: { $action: [{ $set: { Name: 'After', Status: 'ACTIVE' } }, { $unset: ['Description'] }] },
    });
    expect(answer).toMatchObject({
      status: 200,
      json: { $results: [{ Name: 'After', Status: 'ACTIVE', '#version': 1 }] },
    });
    expect(answer.json.$results[0]).not.toHaveProperty('Description');
    const { outDetail, detail } = await ending(answer);
    expect(outDetail).toBe('STP_UPDATE_ACCESS_CONTRACT.OK');
    expect(detail.AccessContract.identifier).toBe('UP');
    expect(detail.AccessContract.updatedDiffs).toContain('-  Name : Before+  Name : After');
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['an unknown status', { Status: 'SLEEPING' }, 'NOT_IN_ENUM', 'Not in Enum'],
    ['an unknown field', { Colour: 'red' }, 'BAD_REQUEST', 'accessContractCheck'],
    ['an unknown agency', { OriginatingAgencies: ['Z'] }, 'AGENCY_NOT_FOUND', 'Agency not found'],
    ['no name', { Name: '' }, 'EMPTY_REQUIRED_FIELD', 'Mandatory Fields'],
    ['another identifier', { Identifier: 'OTHER' }, 'BAD_REQUEST', 'accessContractCheck'],
    ['an identifier of another', { Identifier: 'TAKEN' }, 'IDENTIFIER_DUPLICATION', 'Duplicate Field'],
    ['an unknown root', { RootUnits: ['u'] }, '', 'accessContractCheck'],
    ['a bad date', { ActivationDate: 'soon' }, 'EMPTY_REQUIRED_FIELD', 'Mandatory Fields'],
  ])('is refused for %s', async (_what, set, subCode, key) => {
    const answer = await put('/accesscontracts/UP', set);
    expect(answer).toMatchObject({ status: 400, json: { code: '020127' } });
    const { outDetail, detail } = await ending(answer);
    expect(outDetail).toBe(['STP_UPDATE_ACCESS_CONTRACT', subCode, 'KO'].filter(Boolean).join('.'));
    expect(Object.keys(detail)).toEqual([key]);
  });

  it('of an unknown one is not found, and one that is no update is no update', async () => {
    expect(await put('/accesscontracts/NONE', { Name: 'X' })).toMatchObject({
      status: 404,
      json: { code: '120811' },
    });
    for (const json of [{}, { $action: [] }, { $action: [{ $push: {} }] }, { $action: [{}], more: 1 }])
      expect(await archive.call({ method: 'PUT', path: '/accesscontracts/UP', json })).toMatchObject({
        status: 400,
        json: { code: '000601' },
      });
  });
});

it.each([
  ['/ingestcontracts', 0, 'STP_UPDATE_INGEST_CONTRACT.OK', {}],
  ['/managementcontracts', 0, 'STP_UPDATE_MANAGEMENT_CONTRACT.OK', {}],
  ['/profiles', 1, 'STP_UPDATE_PROFILE_JSON.OK', { Format: 'RNG' }],
] as const)('one of %s is updated', async (path, tenant, outDetail, more) => {
  expect((await post(path, [{ Name: 'Avant', Identifier: 'MAJ', ...more }], tenant)).status).toBe(201);
  const answer = await put(`${path}/MAJ`, { Name: 'Après' }, tenant);
  expect(answer.status).toBe(200);
  expect((await ending(answer, tenant)).outDetail).toBe(outDetail);
  expect((await archive.call({ path: `${path}/MAJ`, tenant })).json.$results[0].Name).toBe('Après');
});

describe('a management contract', () => {
  const PATH = '/managementcontracts/MEMBERS';
  const read = async () => (await archive.call({ path: PATH })).json.$results[0];
  const KEPT = { InitialVersion: true, IntermediaryVersion: 'LAST' };

  it('says which versions are kept when it was not told', async () => {
    expect((await post('/managementcontracts', [{ Name: 'M', Identifier: 'MEMBERS' }])).status).toBe(201);
    expect((await read()).VersionRetentionPolicy).toEqual(KEPT);
  });

  it('is changed by the names of members, which leave the others as they are', async () => {
    expect((await put(PATH, { Storage: { ObjectStrategy: 'default' } })).status).toBe(200);
    const changed = await put(PATH, {
      'Storage.UnitStrategy': 'default',
      'VersionRetentionPolicy.IntermediaryVersion': 'ALL',
    });
    expect(changed.status, changed.body).toBe(200);
    expect(await read()).toMatchObject({
      Storage: { UnitStrategy: 'default', ObjectStrategy: 'default' },
      VersionRetentionPolicy: { InitialVersion: true, IntermediaryVersion: 'ALL' },
    });
    const json = { $action: [{ $unset: ['Storage.ObjectStrategy', 'VersionRetentionPolicy'] }] };
    expect((await archive.call({ method: 'PUT', path: PATH, json })).status).toBe(200);
    const after = await read();
    expect(after).toMatchObject({ Storage: { UnitStrategy: 'default' }, VersionRetentionPolicy: KEPT });
    expect(after.Storage).not.toHaveProperty('ObjectStrategy');
  });

  it.each([
    [{ 'Storage.UnitStrategy': 'fake' }, 'STRATEGY_VALIDATION_ERROR'],
    [{ 'VersionRetentionPolicy.InitialVersion': false }, 'VERSION_RETENTION_POLICY_ERROR'],
    [{ 'VersionRetentionPolicy.InitialVersion': 'maybe' }, 'BAD_REQUEST'],
    [{ 'Storage.Colour': 'red' }, 'BAD_REQUEST'],
    [{ 'Name.first': 'red' }, 'BAD_REQUEST'],
    [{ Storage: {}, 'Storage.UnitStrategy': 'default' }, 'BAD_REQUEST'],
    [{ Status: null }, 'BAD_REQUEST'],
  ])('is not changed by %j', async (set, subCode) => {
    const answer = await put(PATH, set);
    expect(answer).toMatchObject({ status: 400, json: { code: '020139' } });
    expect((await ending(answer)).outDetail).toBe(`STP_UPDATE_MANAGEMENT_CONTRACT.${subCode}.KO`);
  });
});

describe('contexts', () => {
  it('are given contracts that exist in their tenant', async () => {
    await post('/accesscontracts', [{ Name: 'C', Identifier: 'OF_CONTEXT', Status: 'ACTIVE' }]);
    const read = await archive.call({ path: '/contexts/CT-000001', tenant: 0 });
    expect(read.json.$results[0]).toMatchObject({ Identifier: 'CT-000001', EnableControl: false });
    expect(read.json.$results[0]).not.toHaveProperty('#tenant');
    const permissions = [{ tenant: 0, AccessContracts: ['OF_CONTEXT'], IngestContracts: [] }, { tenant: 1 }];
    const answer = await put('/contexts/CT-000001', { Permissions: permissions }, 1);
    expect(answer.status, answer.body).toBe(200);
    expect(await ending(answer, 1)).toMatchObject({
      outDetail: 'STP_UPDATE_CONTEXT.OK',
      detail: { version: 1 },
    });
    // What stands is looked up again when something else changes.
    expect((await put('/contexts/CT-000001', { EnableControl: false }, 1)).status).toBe(200);
    const refused = await put(
      '/contexts/CT-000001',
      { Permissions: [{ tenant: 0, AccessContracts: ['NONE'] }, { tenant: 77 }, {}] },
      1,
    );
    expect(refused).toMatchObject({ status: 400, json: { code: '020125' } });
    expect(await ending(refused, 1)).toEqual({
      outcome: 'KO',
      outDetail: 'STP_UPDATE_CONTEXT.UNKNOWN_VALUE.KO',
      detail: {
        contextCheck:
          'The access contract NONE of tenant 0 does not exist,The tenant 77 does not exist,The tenant field for permissions should not be null',
      },
    });
  });

  it('are imported on the administration tenant alone', async () => {
    const context = { Name: 'App', Identifier: 'APP', SecurityProfile: 'admin-security-profile' };
    expect((await post('/contexts', [context], 0)).status).toBe(401);
    expect((await post('/contexts', [context], 1)).status).toBe(201);
    const unknown = await post('/contexts', [{ ...context, Identifier: 'B', SecurityProfile: 'none' }], 1);
    expect(await ending(unknown, 1)).toEqual({
      outcome: 'KO',
      outDetail: 'STP_IMPORT_CONTEXT.SECURITY_PROFILE_NOT_FOUND.KO',
      detail: { 'Security profile not found': 'The security profile none does not exist' },
    });
    const nameless = await post('/contexts', [{ Identifier: 'C' }], 1);
    expect((await ending(nameless, 1)).detail).toEqual({
      'Mandatory fields': 'The field Name is mandatory,The field SecurityProfile is mandatory',
    });
    expect((await archive.call({ path: '/contexts/NONE' })).status).toBe(404);
    expect((await put('/contexts/NONE', { Name: 'X' }, 1)).json.code).toBe('020130');
    expect((await put('/contexts/APP', { Permissions: null }, 1)).json.code).toBe('020125');
  });
});

describe('archival profiles', () => {
  const GRAMMAR = `<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><element name="a"><empty/></element></start></grammar>`;
  const SCHEMA = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="xs:string"/></xs:schema>`;
  const file = (id: string, octets: string) =>
    archive.call({ method: 'PUT', path: `/profiles/${id}`, tenant: 1, octets });

  beforeAll(async () => {
    const made = await post(
      '/profiles',
      [
        { Name: 'R', Identifier: 'RNG 1', Format: 'RNG' },
        { Name: 'X', Identifier: 'XSD_1', Format: 'XSD' },
      ],
      1,
    );
    expect(made).toMatchObject({
      status: 201,
      json: { httpCode: 201, $results: [{ Identifier: 'RNG 1' }, {}] },
    });
  });

  it('take a file of their format and give it back as it was', async () => {
    const none = await archive.call({
      path: '/profiles/XSD_1',
      tenant: 1,
      headers: { accept: 'application/octet-stream' },
    });
    expect(none.status).toBe(404);
    for (const [id, text] of [
      ['RNG%201', GRAMMAR],
      ['XSD_1', SCHEMA],
    ] as const) {
      const answer = await file(id, text);
      expect(answer.status, answer.body).toBe(201);
      expect((await ending(answer, 1)).outDetail).toBe('STP_IMPORT_PROFILE_FILE.OK');
      const back = await archive.call({
        path: `/profiles/${id}`,
        tenant: 1,
        headers: { accept: 'application/octet-stream' },
      });
      expect(back.body).toBe(text);
    }
    const read = await archive.call({ path: '/profiles/XSD_1', tenant: 1 });
    expect(read.json.$results[0].Path).toMatch(/^1_profile_XSD_1_\d{8}_\d{6}\.xsd$/);
  });

  it.each([
    ['what is not XML', 'not XML'],
    ['a root of another kind', '<a/>'],
    ['what does not compile', GRAMMAR.replace('<empty/>', '<ref name="none"/>')],
    ['another format', SCHEMA],
    ['a document type', `<!DOCTYPE grammar [<!ENTITY e SYSTEM "file:///etc/passwd">]>${GRAMMAR}`],
    ['an inclusion', GRAMMAR.replace('<start>', '<include href="file:///etc/passwd"/><start>')],
  ])('refuse %s', async (_what, text) => {
    const answer = await file('RNG%201', text);
    expect(answer).toMatchObject({ status: 400, json: { code: '020120' } });
    expect((await ending(answer, 1)).outDetail).toBe('STP_IMPORT_PROFILE_FILE.KO');
  });

  it('are known before they have a file', async () => {
    expect((await file('NONE', GRAMMAR)).status).toBe(400);
    expect((await file('XSD_1', '')).status).toBe(412);
  });

  it('may be imported from a file of documents, controlled like a body', async () => {
    const send = (octets: string) => archive.call({ method: 'POST', path: '/profiles', tenant: 2, octets });
    expect(await send('[{"Name":"F","Format":"RNG"}]')).toMatchObject({
      status: 201,
      json: { $results: [{ Identifier: 'PR-000001' }] },
    });
    expect((await send('{')).status).toBe(412);
    expect(await send('[{"Name":"F","Format":"DTD"}]')).toMatchObject({
      status: 400,
      json: { code: '020135' },
    });
    expect((await send('[{"Name":"<script>x</script>","Format":"RNG"}]')).status).toBe(412);
    const missing = await send('[{}]');
    expect((await ending(missing, 2)).detail).toEqual({
      'Mandatory Fields': 'The fields Name, Format are mandatory.',
    });
  });
});

describe('a search of referentials', () => {
  it('takes the query language, and answers in its envelope', async () => {
    await post('/managementcontracts', [
      { Name: 'Durée des élections', Identifier: 'S1', Status: 'ACTIVE' },
      { Name: 'Autre', Identifier: 'S2' },
    ]);
    const found = await search('/managementcontracts', { $match: { Name: 'election' } });
    expect(found.json.$hits).toMatchObject({ total: 1, size: 1 });
    expect(found.json.$results[0].Identifier).toBe('S1');
    const both = await search(
      '/managementcontracts',
      { $in: { Identifier: ['S1', 'S2'] } },
      { $filter: { $orderby: { Identifier: -1 }, $limit: 1 }, $projection: { $fields: { Identifier: 1 } } },
    );
    expect(both.json).toMatchObject({ $hits: { total: 2 }, $results: [{ Identifier: 'S2' }] });
    // Another tenant sees none of it.
    expect((await search('/managementcontracts', {}, {}, 2)).json.$hits.total).toBe(0);
  });

  it('refuses what is no query', async () => {
    expect((await search('/agencies', { $missing: 'Name' })).json.code).toBe('000601');
    expect((await search('/agencies', { $eq: { _tenant: 0 } })).json.code).toBe('020120');
    expect((await archive.call({ path: '/agencies' })).status).toBe(412);
    const beyond = await search('/agencies', {}, { $filter: { $offset: 9_999, $limit: 2 } });
    expect(beyond).toMatchObject({ status: 400, json: { code: '020120' } });
  });

  it('finds what belongs to the platform from every tenant', async () => {
    for (const [path, identifier] of [
      ['/formats', 'fmt/18'],
      ['/ontologies', 'Title'],
      ['/securityprofiles', 'admin-security-profile'],
    ] as const) {
      const read = await archive.call({ path: `${path}/${identifier}`, tenant: 2 });
      expect(read.json.$results, path).toHaveLength(1);
    }
    expect((await archive.call({ path: '/ontologies/None' })).json.$results).toEqual([]);
    expect((await archive.call({ path: '/formats/fmt/999999' })).status).toBe(404);
    expect((await search('/ontologies', { $eq: { Type: 'DOUBLE' } })).json.$hits.total).toBe(2);
  });
});
