import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId, Tx } from '../platform/index.ts';
import { loadFormats } from './index.ts';
import { type Answer, openTestArchive, type TestArchive } from './testing/archive.ts';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openTestArchive();
});
afterAll(() => archive.close());

const send = (path: string, octets: string | Uint8Array, tenant: number, name = 'file.csv') =>
  archive.call({ method: 'POST', path, octets, tenant, headers: { 'x-filename': name } });

/** Events of an answer's operation: their outcomes and details. */
async function events(answer: Answer, tenant: number) {
  return (await archive.journal(tenant, answer.operation)).events.map(
    ({ outDetail, evDetData }) => [outDetail, JSON.parse(evDetData ?? 'null')] as const,
  );
}
const ending = async (answer: Answer, tenant: number) => (await events(answer, tenant)).at(-1);

async function report(answer: Answer, tenant: number) {
  const got = await archive.call({
    path: `/rulesreport/${answer.operation}`,
    tenant,
    headers: { accept: 'application/octet-stream' },
  });
  expect(got.status).toBe(200);
  return JSON.parse(got.body);
}

async function identifiers(path: string, tenant: number): Promise<string[]> {
  const found = await archive.call({ path, tenant, json: { $query: {}, $projection: {} } });
  return found.json.$results
    .map((each: Record<string, string>) => each.Identifier ?? each.RuleId ?? each.PUID)
    .sort();
}

/** While somebody else replaces the referential. */
async function meanwhile<T>(tenant: number, kind: string, work: () => Promise<T>): Promise<T> {
  return archive.house.database.inTenant(tenant as TenantId, async (tx: Tx) => {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `referential ${tenant} ${kind}`,
    ]);
    return work();
  });
}

describe('agencies', () => {
  const HEADER = 'Identifier,Name,Description\n';
  const table = (...lines: string[]) => `${HEADER}${lines.join('\n')}\n`;

  it('are replaced by the file: what is new, changed, gone', async () => {
    const first = await send('/agencies', table('A,Un,', 'B,Deux,', 'C,Trois,'), 0, 'agences.csv');
    expect(first).toMatchObject({ status: 201, body: '' });
    const second = await send('/agencies', table('A,Un,', 'B,Autre,texte', 'D,Quatre,'), 0);
    expect((await events(second, 0)).map(([outDetail]) => outDetail)).toEqual([
      'IMPORT_AGENCIES.CHECK_CONCURRENT_AGENCIES_IMPORT.OK',
      'IMPORT_AGENCIES.USED_CONTRACT.OK',
      'IMPORT_AGENCIES.USED_AU.OK',
      'IMPORT_AGENCIES_BACKUP_CSV.OK',
      'BACKUP_AGENCIES.OK',
      'AGENCIES_REPORT.OK',
      'IMPORT_AGENCIES.OK',
    ]);
    expect(await report(second, 0)).toMatchObject({
      Operation: { evType: 'IMPORT_AGENCIES', evId: second.operation },
      AgenciesToImport: ['A', 'B', 'D'],
      InsertedAgencies: ['D'],
      UpdatedAgencies: ['B'],
      DeletedAgencies: ['C'],
    });
    const b = (await archive.call({ path: '/agencies/B' })).json.$results[0];
    expect(b).toMatchObject({ _tenant: 0, '#version': 1, Name: 'Autre', Description: 'texte' });
    const csv = await archive.call({
      path: `/agenciesreferential/${second.operation}`,
      headers: { accept: 'application/octet-stream' },
    });
    expect(csv.body).toBe(table('A,Un,', 'B,Autre,texte', 'D,Quatre,'));
  });

  it.each<[string, string | Uint8Array, string, number]>([
    ['a column that lacks', 'Identifier,Name\nA,Un\n', 'File invalid -- lack of column Description', 1],
    [
      'a column too many',
      'Identifier,Name,Description,Colour\nA,Un,,red\n',
      'Unknown fields found: Colour',
      1,
    ],
    [
      'columns of another name',
      'Identifier,Name,Description,Entity-Type,Functions,Lieu\nA,Un,,,,\n',
      'Unknown fields found: Entity-Type,Lieu',
      1,
    ],
    [
      'a day that is none',
      'Identifier,Name,Description,FromDate\nA,Un,,31/02/2024\n',
      'The field FromDate contains bad date format value',
      2,
    ],
    [
      'a list with nothing between bars',
      'Identifier,Name,Description,Places\nA,Un,,Lyon||Tours\n',
      'The field Places contains bad formatted values',
      2,
    ],
    ['an empty line', `${HEADER}\nA,Un,\n`, 'Invalid CSV File', 2],
    ['a short line', table('A,Un'), 'Invalid CSV File', 2],
    ['no name', table('A,,'), 'Invalid CSV File', 2],
    ['an identifier twice', table('A,Un,', 'A,Deux,'), 'Invalid CSV File', 3],
    ['another encoding', Buffer.from(table('A,\xe9t\xe9,'), 'latin1'), 'Invalid CSV File', 1],
  ])('are refused for %s, and stay as they are', async (_what, file, text, line) => {
    const before = await identifiers('/agencies', 0);
    const answer = await send('/agencies', file, 0);
    expect(answer).toMatchObject({ status: 400, json: { code: '020120' } });
    expect(await ending(answer, 0)).toEqual([
      'IMPORT_AGENCIES.KO',
      { agencyCheck: `Import agency error > ${text}` },
    ]);
    expect(Object.keys((await report(answer, 0)).Errors)).toEqual([`line ${line}`]);
    expect(await identifiers('/agencies', 0)).toEqual(before);
  });

  it('keep what an authority record says of them, and are found by it', async () => {
    const file = (functions: string) =>
      `Identifier,Name,Description,EntityType,Functions,FromDate,ToDate,BiogHist,UpdateDate\nN,Nom,,collectivité,${functions},15/02/1790,2024-11-14,Une histoire,\nM,Sans,,,,,,,\n`;
    expect((await send('/agencies', file('Voirie|Eau'), 1)).status).toBe(201);
    const read = async (id: string) =>
      (await archive.call({ path: `/agencies/${id}`, tenant: 1 })).json.$results[0];
    const made = await read('N');
    expect(made).toMatchObject({
      ...{
        EntityType: 'collectivité',
        Functions: ['Voirie', 'Eau'],
        BiogHist: 'Une histoire',
        '#version': 0,
      },
      ...{ FromDate: '1790-02-15', ToDate: '2024-11-14', CreationDate: made.UpdateDate },
    });
    expect(Object.keys(await read('M')).sort()).toEqual(
      ['#id', '#version', 'CreationDate', 'Identifier', 'Name', 'UpdateDate', '_tenant'].sort(),
    );
    const found = async ($query: unknown) => {
      const json = { $query, $filter: {}, $projection: {} };
      const { $results } = (await archive.call({ path: '/agencies', tenant: 1, json })).json;
      return $results.map(({ Identifier }: { Identifier: string }) => Identifier);
    };
    expect(await found({ $eq: { Functions: 'Eau' } })).toEqual(['N']);
    expect(await found({ $match: { BiogHist: 'histoire' } })).toEqual(['N']);
    expect(await found({ $lt: { FromDate: '1800-01-01' } })).toEqual(['N']);
    const changed = await send('/agencies', file('Voirie'), 1);
    expect(await report(changed, 1)).toMatchObject({ UpdatedAgencies: ['N'] });
    expect(await read('N')).toMatchObject({ Functions: ['Voirie'], CreationDate: made.CreationDate });
    expect(await report(await send('/agencies', file('Voirie'), 1), 1)).not.toHaveProperty('UpdatedAgencies');
    // A file without the columns takes what they said away, like any other value.
    await send('/agencies', table('N,Nom,', 'M,Sans,'), 1);
    expect(await read('N')).not.toHaveProperty('Functions');
  });

  it('in use may not go, and are told of when they change', async () => {
    await send('/agencies', table('USED,Un,', 'FREE,Deux,'), 2);
    const contract = [{ Name: 'K', OriginatingAgencies: ['USED'] }];
    expect(
      (await archive.call({ method: 'POST', path: '/accesscontracts', json: contract, tenant: 2 })).status,
    ).toBe(201);
    const gone = await send('/agencies', table('FREE,Deux,'), 2);
    expect(gone.status).toBe(400);
    expect(await ending(gone, 2)).toEqual([
      'IMPORT_AGENCIES.DELETION.KO',
      { agencyCheck: '{"Agencies ":"USED"}' },
    ]);
    const changed = await send('/agencies', table('USED,Nouveau,', 'FREE,Deux,'), 2);
    expect(changed.status).toBe(201);
    expect(await events(changed, 2)).toContainEqual([
      'IMPORT_AGENCIES.USED_CONTRACT.WARNING',
      { 'Information additionnelle': ['USED'] },
    ]);
    expect((await ending(changed, 2))?.[0]).toBe('IMPORT_AGENCIES.WARNING');
  });

  it('are not replaced by two at once', async () => {
    const answer = await meanwhile(0, 'agency', () => send('/agencies', table('Z,Z,'), 0));
    expect(answer.status).toBe(400);
    expect((await ending(answer, 0))?.[0]).toBe('IMPORT_AGENCIES.CONCURRENCE.KO');
  });

  it('with markup are refused without a journal', async () => {
    const answer = await send('/agencies', table('A,<script>x</script>,'), 0);
    expect(answer.status).toBe(400);
    await expect(archive.journal(0, answer.operation)).rejects.toThrow('no journal');
  });

  it('are checked without being imported', async () => {
    const check = (octets: string) =>
      archive.call({
        method: 'POST',
        path: '/agenciesfilecheck',
        octets,
        headers: { accept: 'application/octet-stream' },
      });
    const bad = await check(table('A,,', 'A,Un,'));
    expect(bad.status).toBe(200);
    expect(Object.keys(JSON.parse(bad.body).Errors)).toEqual(['line 2', 'line 3']);
    expect((await check('Identifier,Name\nA,Un\n')).status).toBe(400);
  });
});

describe('management rules', () => {
  const table = (...lines: string[]) =>
    `RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement\n${lines.join('\n')}\n`;
  const FIVE = 'R1,AppraisalRule,Cinq ans,,5,Year';
  const HOLD = 'H1,HoldRule,Gel,,,';

  it('are replaced by the file: what is new, changed, gone', async () => {
    const first = await send('/rules', table(FIVE, HOLD, 'R2,AccessRule,Libre,,0,day'), 0, 'regles.csv');
    expect(first.status, first.body).toBe(201);
    const second = await send(
      '/rules',
      table(FIVE.replace('5', '10'), HOLD, 'R3,ReuseRule,Neuf,,1,Month'),
      0,
    );
    const got = await events(second, 0);
    expect(got.map(([outDetail]) => outDetail)).toEqual([
      'RULES_REPORT.OK',
      'CHECK_RULES.OK',
      'COMMIT_RULES.OK',
      'STP_IMPORT_RULES_BACKUP_CSV.OK',
      'STP_IMPORT_RULES_BACKUP.OK',
      'STP_IMPORT_RULES.OK',
    ]);
    expect(got).toContainEqual(['COMMIT_RULES.OK', { nbDeleted: 1, nbUpdated: 1, nbInserted: 1 }]);
    expect(got.at(-1)).toEqual(['STP_IMPORT_RULES.OK', { FileName: 'file.csv' }]);
    expect(await report(second, 0)).toMatchObject({
      insertedRules: ['R3'],
      updatedRules: ['R1'],
      deletedRules: ['R2'],
    });
    const rule = (await archive.call({ path: '/rules/R1' })).json.$results[0];
    expect(rule).toMatchObject({ RuleDuration: '10', RuleMeasurement: 'YEAR', '#version': 2, '#tenant': 0 });
    expect(rule).not.toHaveProperty('RuleDescription');
  });

  it('tell every wrong line in their report', async () => {
    const answer = await send('/rules', table('R1,Wrong,V,,5,Year', FIVE, 'R9,AccessRule,V,,-1,Year'), 0);
    expect(answer).toMatchObject({ status: 400, json: { code: '020120' } });
    expect((await events(answer, 0)).map(([outDetail]) => outDetail)).toEqual([
      'CHECK_RULES.INVALID_CSV.KO',
      'RULES_REPORT.OK',
      'STP_IMPORT_RULES.KO',
    ]);
    const { error } = await report(answer, 0);
    expect(Object.keys(error)).toEqual(['line 2', 'line 3', 'line 4']);
    expect(error['line 3'][0]).toMatchObject({
      Code: 'STP_IMPORT_RULES_RULEID_DUPLICATION.KO',
      'Information additionnelle': 'R1',
    });
    expect(await identifiers('/rules', 0)).toEqual(['H1', 'R1', 'R3']);
    const short = await send('/rules', table(FIVE, HOLD, 'R2,AccessRule'), 0);
    expect((await report(short, 0)).error).toEqual({
      'line 4': [
        expect.objectContaining({
          Code: 'STP_IMPORT_RULES_NOT_CSV_FORMAT.KO',
          'Information additionnelle': 'line 4 has 2 values for 6 columns',
        }),
      ],
    });
  });

  it.each<[string, string | Uint8Array, string]>([
    ['a column that lacks', 'RuleId,RuleType\nR,AccessRule\n', 'INVALID_CSV'],
    ['a column too many', table(FIVE).replace('\n', ',Colour\n'), 'INVALID_CSV_ENCODING_NOT_UTF_EIGHT'],
    [
      'another encoding',
      Buffer.from(table('R,AccessRule,\xe9,,1,Year'), 'latin1'),
      'INVALID_CSV_ENCODING_NOT_UTF_EIGHT',
    ],
    ['what is no table', Buffer.from('%PDF-1.7\n\xff\xfe', 'latin1'), 'INVALID_CSV'],
  ])('are refused for %s', async (_what, file, subCode) => {
    const answer = await send('/rules', file, 0);
    expect(answer.status).toBe(400);
    expect((await events(answer, 0))[0]?.[0]).toBe(`CHECK_RULES.${subCode}.KO`);
  });

  it('in use do not go, and warn when their duration changes', async () => {
    const tenant = 2 as TenantId;
    await send('/rules', table(FIVE, HOLD), tenant);
    await archive.house.database.inTenant(tenant, (tx) => declareRule(tx, tenant, 'R1'));
    const gone = await send('/rules', table(HOLD), tenant);
    expect((await events(gone, tenant))[0]).toEqual(['CHECK_RULES.KO', { usedDeletedRuleIds: ['R1'] }]);
    expect((await report(gone, tenant)).usedFileRulesToDelete).toEqual([
      'ruleId=R1, ruleType=AppraisalRule, ruleValue=Cinq ans, ruleDescription=null, ruleDuration=5, ruleMeasurement=YEAR',
    ]);
    const longer = await send('/rules', table(FIVE.replace('5', '6'), HOLD), tenant);
    expect((await events(longer, tenant)).map(([outDetail]) => outDetail)).toContain('CHECK_RULES.WARNING');
    expect((await report(longer, tenant)).usedFileRulesToUpdate).toHaveLength(1);
    // A label may change: no end date depends on it.
    expect(
      (await send('/rules', table(FIVE.replace('Cinq', '5').replace(',5,', ',6,'), HOLD), tenant)).status,
    ).toBe(201);
  });

  it('are given back as they were imported', async () => {
    const text = table(FIVE);
    const { operation } = await send('/rules', text, 1);
    const accept = 'application/octet-stream';
    const file = (id: string) =>
      archive.call({ path: `/rulesreferential/${id}`, tenant: 1, headers: { accept } });
    expect(await file(operation)).toMatchObject({ status: 200, body: text });
    const agencies = await send('/agencies', 'Identifier,Name,Description\nZ,Z,\n', 1);
    expect((await file(agencies.operation)).status).toBe(404);
  });

  it('in use are found among many that go at once', async () => {
    const tenant = 2 as TenantId;
    const many = Array.from({ length: 60 }, (_, at) => `M${at},AccessRule,Règle ${at},,${at},Year`);
    expect((await send('/rules', table(FIVE.replace(',5,', ',6,'), HOLD, ...many), tenant)).status).toBe(201);
    const gone = await send('/rules', table(HOLD), tenant);
    expect((await events(gone, tenant))[0]).toEqual(['CHECK_RULES.KO', { usedDeletedRuleIds: ['R1'] }]);
  });

  it('are not replaced by two at once', async () => {
    const answer = await meanwhile(0, 'rule', () => send('/rules', table(FIVE), 0));
    expect(answer).toMatchObject({ status: 403, json: { code: '020152' } });
    expect((await events(answer, 0))[0]?.[0]).toBe('CHECK_RULES.IMPORT_IN_PROCESS.KO');
  });

  it('come by the ten thousands', async () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, at) => `R${at},AccessRule,Règle ${at},,${at % 900},Year`,
    );
    expect((await send('/rules', table(...lines), 1)).status).toBe(201);
    const found = await archive.call({
      path: '/rules',
      tenant: 1,
      json: { $query: { $eq: { RuleId: 'R19999' } }, $projection: {} },
    });
    expect(found.json.$results).toHaveLength(1);
  });
});

async function declareRule(tx: Tx, tenant: TenantId, rule: string): Promise<void> {
  await tx.query(
    `insert into unit (tenant, id, opi, unit_type, sps, up, us, uds, ops, min_depth, max_depth, seda_version,
                       implementation_version, strategy, graph_at, created_at, updated_at, management, content, text)
     values ($1, 'unit', 'op', 'INGEST', '{}', '{}', '{}', '{}', '{}', 1, 1, '2.2', '1', 'default', $2, $2, $2, $3, '{}', '')`,
    [
      tenant,
      new Date(0),
      JSON.stringify({ AppraisalRule: { Rules: [{ Rule: rule }] }, NeedAuthorization: true }),
    ],
  );
}

describe('formats', () => {
  const file = (version: string, date: string, ...formats: string[]) =>
    `<?xml version="1.0" encoding="UTF-8"?>
<FFSignatureFile xmlns="http://www.nationalarchives.gov.uk/pronom/SignatureFile" Version="${version}" DateCreated="${date}">
 <InternalSignatureCollection>
  <InternalSignature ID="1" Specificity="Specific"><ByteSequence Reference="BOFoffset"><SubSequence Position="1" SubSeqMinOffset="0" SubSeqMaxOffset="0"><Sequence>50455245</Sequence></SubSequence></ByteSequence></InternalSignature>
 </InternalSignatureCollection>
 <FileFormatCollection>${formats.join('')}</FileFormatCollection>
</FFSignatureFile>`;
  const format = (id: number, name: string) =>
    `<FileFormat ID="${id}" Name="${name}" PUID="fmt/${id}" MIMEType="a/b, c/d"><InternalSignatureID>1</InternalSignatureID><Extension>per</Extension></FileFormat>`;

  it('are our own until a signature file is imported', async () => {
    const formats = await loadFormats(archive.house.database);
    expect(formats.find('fmt/18')?.PUID).toBe('fmt/18');
    const pdf = Buffer.from('%PDF-1.4\n%%EOF');
    expect(formats.identifier.identify({ head: pdf, tail: pdf, size: pdf.length })?.puid).toBe('fmt/18');
  });

  it('are those of the file from then on, in every process that asks', async () => {
    const answer = await send(
      '/formats',
      file('10', '2020-01-01T00:00:00', format(1, 'Un'), format(2, 'Deux')),
      1,
      'droid.xml',
    );
    expect(answer.status, answer.body).toBe(201);
    expect((await events(answer, 1)).map(([outDetail]) => outDetail)).toEqual([
      'STP_BACKUP_REFERENTIAL_FORMAT.OK',
      'FILE_FORMAT_REPORT.OK',
      'STP_REFERENTIAL_FORMAT_IMPORT.OK',
    ]);
    const formats = await loadFormats(archive.house.database);
    expect(formats.find('fmt/18')).toBeUndefined();
    expect(formats.find('fmt/1')).toMatchObject({ Name: 'Un', VersionPronom: '10', MimeType: 'a/b; c/d' });
    const sample = Buffer.from('PERE');
    expect(formats.identifier.identify({ head: sample, tail: sample, size: 4 })?.puid).toBe('fmt/1');
    const sql = Buffer.from('select 1;');
    const beyond = formats.identifier.identify({ head: sql, tail: sql, size: sql.length, extension: 'sql' });
    expect(beyond?.puid).toBe('fmt/206');
    expect(formats.find('fmt/206')).toBeUndefined();
    expect(await loadFormats(archive.house.database)).toBe(formats);
    const found = await archive.call({ path: '/formats/fmt/1', tenant: 0 });
    expect(found.json.$results[0]).not.toHaveProperty('#tenant');
  });

  it('may be older or fewer, which is told', async () => {
    const older = file('9', '2019-01-01T00:00:00', format(1, 'One'));
    const check = await archive.call({
      method: 'POST',
      path: '/formatsfilecheck',
      tenant: 1,
      octets: older,
      headers: { accept: 'application/octet-stream' },
    });
    expect(check.status).toBe(200);
    const answer = await send('/formats', older, 1);
    expect(answer.status).toBe(201);
    expect((await ending(answer, 1))?.[0]).toBe('STP_REFERENTIAL_FORMAT_IMPORT.WARNING');
    expect(await report(answer, 1)).toMatchObject({
      StatusCode: 'WARNING',
      PreviousPronomVersion: '10',
      NewPronomVersion: '9',
      RemovedPUIDs: ['fmt/2'],
      UpdatedPUIDs: { 'fmt/1': ['-  Name : Un', '+  Name : One'] },
    });
  });

  it.each([
    ['what is not XML', 'text'],
    ['another document', '<a/>'],
    [
      'entities',
      `<!DOCTYPE a [<!ENTITY e "x">]>${file('1', '2020-01-01T00:00:00', format(1, '&e;')).split('?>')[1]}`,
    ],
    ['no format', file('11', '2020-01-01T00:00:00')],
    ['a format twice', file('11', '2020-01-01T00:00:00', format(1, 'Un'), format(1, 'Deux'))],
    ['a format without a name', file('11', '2020-01-01T00:00:00', format(1, ''))],
    ['a version that is no number', file('onze', '2020-01-01T00:00:00', format(1, 'Un'))],
    ['a day that is none', file('11', 'hier', format(1, 'Un'))],
  ])('are refused for %s', async (_what, text) => {
    const answer = await send('/formats', text, 1);
    expect(answer).toMatchObject({ status: 400, json: { code: '020120' } });
    expect((await ending(answer, 1))?.[0]).toBe('STP_REFERENTIAL_FORMAT_IMPORT.KO');
    expect(await identifiers('/formats', 0)).toEqual(['fmt/1']);
    const check = await archive.call({
      method: 'POST',
      path: '/formatsfilecheck',
      tenant: 1,
      octets: text,
      headers: { accept: 'application/octet-stream' },
    });
    expect(check.status).toBe(400);
  });

  it('are the administration’s, and not replaced by two at once', async () => {
    const text = file('12', '2021-01-01T00:00:00', format(1, 'One'));
    expect((await send('/formats', text, 0)).status).toBe(401);
    expect(await meanwhile(1, 'format', () => send('/formats', text, 1))).toMatchObject({
      status: 403,
      json: { code: '020152' },
    });
  });
});

describe('files that operations have left', () => {
  it('are only given for the operation that left them', async () => {
    for (const path of ['/rulesreport/none', '/rulesreferential/aeeaaaaaachj3m7nabjocamcdqr2rqaaaaaq'])
      expect(
        (await archive.call({ path, headers: { accept: 'application/octet-stream' } })).status,
        path,
      ).toBe(404);
  });
});
