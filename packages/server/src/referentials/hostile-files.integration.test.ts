import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestArchive, type TestArchive } from './testing/archive.ts';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openTestArchive();
  const agencies = 'Identifier,Name,Description\nKEPT,Service gardé,\n';
  const rules = `${RULES}\nAPP-KEPT,AppraisalRule,Gardée,,5,Year\n`;
  await archive.call({ method: 'POST', path: '/agencies', octets: agencies });
  await archive.call({ method: 'POST', path: '/rules', octets: rules });
});
afterAll(() => archive.close());

const RULES = 'RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement';
const AGENCIES = 'Identifier,Name,Description';
const TABLES = [
  { path: '/agencies', key: 'Identifier', good: `${AGENCIES}\nX,Élysée,Œuvre` },
  { path: '/rules', key: 'RuleId', good: `${RULES}\nX,AccessRule,Communicabilité,,25,Year` },
] as const;

const held = async (path: string) => {
  const { json } = await archive.call({ path, json: { $query: {}, $filter: {}, $projection: {} } });
  return JSON.stringify(json.$results);
};
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe.each(TABLES)('a file for $path', ({ path, key, good }) => {
  const [header = '', line = ''] = good.split('\n');

  test.each([
    ['in UTF-16', utf16(good)],
    ['in UTF-16 without mark', Buffer.from(good, 'utf16le')],
    ['in Latin-1', Buffer.from(good, 'latin1')],
    ['that is a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['of nothing', Buffer.alloc(0)],
    ['with a header alone missing a column', Buffer.from(`${header.split(',').slice(1).join(',')}\n`)],
    ['with a column too many', Buffer.from(`${header},Color\n${line},red\n`)],
    ['with semicolons', Buffer.from(good.replaceAll(',', ';'))],
    ['with an identifier twice', Buffer.from(`${good}\n${line}\n`)],
    ['with an open quote', Buffer.from(`${header}\n"${line}\n`)],
    ['with an empty line', Buffer.from(`${header}\n\n${line}\n`)],
    ['with a zero byte', Buffer.from(good.replace('X', 'X\0'))],
    ['with a script', Buffer.from(`${header}\n${line.replace('X', '<script>alert(1)</script>')}\n`)],
    ['with markup', Buffer.from(`${header}\n${line.replace('X', '<b>X</b>')}\n`)],
    ['with an entity', Buffer.from(`${header}\n${line.replace('X', 'X&nbsp;')}\n`)],
    ['with a line that has no end', Buffer.from(`${header}\n${'x'.repeat(2_000_000)}`)],
    ['of more bytes than a file may have', Buffer.alloc(33 * 1024 * 1024, 'x')],
    ['of one line, many times', Buffer.from(`${header}\n${`${line}\n`.repeat(200_000)}`)],
  ])('%s is refused, and nothing of it is imported', async (_what, octets) => {
    const before = await held(path);
    const refused = await archive.call({ method: 'POST', path, octets });
    expect(refused.status).toBe(400);
    expect(refused.json).toMatchObject({ httpCode: 400, code: '020120' });
    expect(await held(path)).toBe(before);
  });

  test('with a mark of its encoding is read like any other', async () => {
    const before = await held(path);
    const rows = (JSON.parse(before) as Record<string, string>[]).map((row) =>
      header.split(',').map((column) => row[column] ?? ''),
    );
    const text = [header, ...rows.map((row) => row.join(','))].join('\r\n');
    const imported = await archive.call({ method: 'POST', path, octets: `\ufeff${text}\r\n` });
    expect(imported.status).toBe(201);
    expect(JSON.parse(await held(path))).toMatchObject(
      rows.map((row) => ({ [key]: row[header.split(',').indexOf(key)] })),
    );
  });

  test('made of anything is imported whole, or changes nothing', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        '',
        'A',
        'B',
        'AccessRule',
        'HoldRule',
        '5',
        '-4',
        'unlimited',
        'Year',
        'é"',
        '<i>',
        '\0',
      ),
    );
    const lines = fc.array(fc.array(cell, { minLength: 1, maxLength: 7 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(lines, async (table) => {
        const before = await held(path);
        const octets = [header, ...table.map((row) => row.join(','))].join('\n');
        const { status, operation } = await archive.call({ method: 'POST', path, octets });
        expect([201, 400]).toContain(status);
        if (status === 400) expect(await held(path)).toBe(before);
        else expect((await archive.journal(0, operation)).events.at(-1)?.outcome).toMatch(/OK|WARNING/);
      }),
      { numRuns: 40 },
    );
  });

  test('is checked without a journal, and changes nothing', async () => {
    const check = `${path}filecheck`;
    const before = await held(path);
    for (const octets of [good, header, `${good}\n${line}`, Buffer.from(good, 'latin1')]) {
      const answer = await archive.call({
        method: 'POST',
        path: check,
        octets,
        headers: { accept: 'application/octet-stream' },
      });
      expect([200, 400]).toContain(answer.status);
      await expect(archive.journal(0, answer.operation)).rejects.toThrow();
    }
    expect(await held(path)).toBe(before);
  });
});

/** Sends piece after piece until it is answered. @returns the answer's status, and how many bytes were taken */
function sendEndlessly(
  path: string,
  tenant: number,
  type: string,
): Promise<{ status: number; taken: number }> {
  const { port } = archive.app.server.address() as AddressInfo;
  const piece = Buffer.alloc(1024 * 1024, ' ');
  return new Promise((resolve, reject) => {
    let taken = 0;
    let isAnswered = false;
    const headers = {
      authorization: `Bearer ${archive.apiKey}`,
      'x-tenant-id': tenant,
      'content-type': type,
    };
    const sent = request({ port, path: `/admin-external/v1${path}`, method: 'POST', headers });
    sent.on('response', (answer) => {
      isAnswered = true;
      answer.resume();
      sent.destroy();
      resolve({ status: answer.statusCode ?? 0, taken });
    });
    sent.on('error', (error) => {
      if (!isAnswered) reject(error);
    });
    const more = () => {
      while (!isAnswered && taken < MOST_SENT) {
        taken += piece.length;
        if (!sent.write(piece)) return void sent.once('drain', more);
      }
      if (!isAnswered) sent.end();
    };
    more();
  });
}
const MOST_SENT = 400 * 1024 * 1024;

// The last figure: bytes that a file may have.
test.each([
  ['/agencies', 0, 'application/octet-stream', 32],
  ['/rules', 0, 'application/octet-stream', 32],
  ['/formats', 1, 'application/octet-stream', 16],
  ['/profiles', 1, 'application/octet-stream', 16],
  ['/accesscontracts', 0, 'application/json', 16],
  ['/griffin', 1, 'application/json', 16],
  ['/schema/unit', 0, 'application/json', 16],
] as const)('a file for %s that has no end is refused while it comes', async (path, tenant, type, limit) => {
  const { status, taken } = await sendEndlessly(path, tenant, type);
  expect([400, 412, 413]).toContain(status);
  // Beyond the limit, what sockets hold.
  expect(taken / 1024 / 1024).toBeLessThan(limit + 32);
});

test.each(TABLES)('of two files for $path at once one is there, whole', async ({ path, key, good }) => {
  const [header = '', line = ''] = good.split('\n');
  const table = (mark: string) =>
    [header, ...Array.from({ length: 50 }, (_, at) => line.replace('X', `${mark}-${at}`))].join('\n');
  const answers = await Promise.all(
    ['UN', 'DEUX'].map((mark) => archive.call({ method: 'POST', path, octets: table(mark) })),
  );
  expect(answers.some(({ status }) => status === 201)).toBe(true);
  for (const { status } of answers) expect([201, 400, 403]).toContain(status);
  const rows = JSON.parse(await held(path)) as Record<string, string>[];
  const marks = new Set(rows.map((row) => row[key]?.split('-')[0]));
  expect([rows.length, marks.size]).toEqual([50, 1]);
});

describe('documents', () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string(), { maxLength: 2 }),
    fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
  );
  const KINDS = [
    ['/accesscontracts', 0, ['Name', 'Identifier', 'Status', 'RootUnits', 'OriginatingAgencies']],
    ['/ingestcontracts', 0, ['Name', 'Identifier', 'CheckParentLink', 'FormatType', 'LinkParentId']],
    ['/managementcontracts', 0, ['Name', 'Identifier', 'Storage', 'VersionRetentionPolicy']],
    ['/archiveunitprofiles', 0, ['Name', 'Identifier', 'ControlSchema', 'Fields']],
    ['/profiles', 1, ['Name', 'Identifier', 'Format', 'Path']],
    ['/contexts', 1, ['Name', 'Identifier', 'SecurityProfile', 'Permissions', 'EnableControl']],
    ['/securityprofiles', 1, ['Name', 'Identifier', 'FullAccess', 'Permissions']],
    ['/griffin', 1, ['Name', 'Identifier', 'ExecutableName', 'ExecutableVersion', 'CreationDate']],
    ['/preservationScenario', 0, ['Name', 'Identifier', 'ActionList', 'DefaultGriffin', 'GriffinByFormat']],
    ['/ontologies', 1, ['Identifier', 'Type', 'Origin', 'Collections']],
  ] as const;

  test.each(KINDS)(
    'of %s made of anything are imported whole, or change nothing',
    async (path, tenant, members) => {
      const all = async () => {
        const { json } = await archive.call({
          path,
          tenant,
          json: { $query: {}, $filter: {}, $projection: {} },
        });
        return JSON.stringify(json.$results);
      };
      const document = fc.record(Object.fromEntries(members.map((name) => [name, value])), {
        requiredKeys: [],
      });
      await fc.assert(
        fc.asyncProperty(fc.array(document, { minLength: 1, maxLength: 3 }), async (json) => {
          const before = await all();
          const answer = await archive.call({ method: 'POST', path, tenant, json });
          expect([201, 400, 412]).toContain(answer.status);
          if (answer.status !== 201) expect(await all()).toBe(before);
        }),
        { numRuns: 30 },
      );
    },
  );

  test('contracts, profiles and scenarios of another tenant are neither seen nor named', async () => {
    const mine = [{ Identifier: 'OF-0', Name: 'Contrat du coffre 0', ManagementContractId: undefined }];
    await archive.call({ method: 'POST', path: '/managementcontracts', json: mine });
    const naming = [{ Identifier: 'OF-1', Name: 'Entrée', ManagementContractId: 'OF-0' }];
    const refused = await archive.call({ method: 'POST', path: '/ingestcontracts', tenant: 1, json: naming });
    expect(refused.status).toBe(400);
    expect((await archive.journal(1, refused.operation)).events.at(-1)?.evDetData).toContain(
      'At least one Management Contract with Id OF-0 not found',
    );
    expect((await archive.call({ path: '/managementcontracts/OF-0', tenant: 1 })).status).toBe(404);
    const update = { $action: [{ $set: { Name: 'Pris' } }] };
    const changed = await archive.call({
      method: 'PUT',
      path: '/managementcontracts/OF-0',
      tenant: 1,
      json: update,
    });
    expect(changed.status).toBe(404);
  });

  test('a referential is replaced by one import at a time', async () => {
    const json = [
      { Identifier: 'G', Name: 'G', ExecutableName: 'g', ExecutableVersion: '1', ActionList: [] },
    ];
    const lock = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';
    // Agencies, rules and formats: tables.integration.test.ts.
    for (const [kind, path, tenant] of [
      ['griffin', '/griffin', 1],
      ['ontology', '/ontologies', 1],
      ['preservation-scenario', '/preservationScenario', 0],
    ] as const)
      await archive.house.database.outsideTenants(async (tx) => {
        await tx.query(lock, [`referential ${tenant} ${kind}`]);
        const second = await archive.call({ method: 'POST', path, tenant, json });
        expect(second.status).toBe(400);
        const events = (await archive.journal(tenant, second.operation)).events;
        expect(events.at(-1)).toMatchObject({ outcome: 'KO' });
        expect(events.at(-1)?.evDetData).toContain('Another import');
      });
  });
});
