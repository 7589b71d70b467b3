import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { manyUnits, SAMPLE } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../http/testing/open-service.ts';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import type { TenantId } from '../platform/index.ts';
import { personOf } from '../service/testing/persons.ts';

const TENANT = 0 as TenantId;
const ADMINISTRATION = '/admin-external/v1';
const ACCESS = '/access-external/v1';
const CONTRACT = 'tout';

type Json = Readonly<Record<string, unknown>>;

let archive: TestArchive;
/** An entry of small objects, which share a pack, and one of an object in a file of its own. */
let small: string;
let large: string;
beforeAll(async () => {
  archive = await openArchive();
  const contract = (Identifier: string, more: object) => ({
    ...{ Name: Identifier, Identifier, Status: 'ACTIVE', EveryDataObjectVersion: true, ...more },
  });
  await archive.import('/accesscontracts', [
    contract(CONTRACT, { EveryOriginatingAgency: true }),
    contract('autres', { EveryOriginatingAgency: false, OriginatingAgencies: [] }),
  ]);
  const enter = async (units: number, objectSize: number) =>
    (await archive.enter(await buffer(manyUnits({ units, objectSize, seed: units })))).id;
  small = await enter(5, 200);
  large = await enter(1, 2_500_000);
});
afterAll(() => archive?.close());

const post = (path: string, body: unknown, contract = CONTRACT) =>
  archive.service.asApplication('POST', `${ADMINISTRATION}${path}`, {
    ...{ body, headers: { Accept: 'application/json', 'X-Access-Contract-Id': contract } },
  });

async function launched(asked: object, contract?: string): Promise<string> {
  const answer = await post('/audits', asked, contract);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.json).toMatchObject({ httpCode: 202, $results: [{ itemId: 'AUDIT_WORKFLOW' }] });
  return String(answer.headers['x-request-id']);
}

const goOn = async (id: string) => ({
  ...{ id, ...(await archive.settled(id)) },
  journal: (await archive.get(`${ACCESS}/logbookoperations/${id}`)).$results[0],
});

const audited = async (asked: object, contract?: string) => goOn(await launched(asked, contract));

const ofEntry = (id: string, more: object = {}) => ({
  ...{ auditType: 'dsl', query: { $roots: [], $query: [{ $in: { '#operations': [id] } }], ...more } },
});
const existence = (asked: object) => audited({ auditActions: 'AUDIT_FILE_EXISTING', ...asked });
const integrity = (asked: object) => audited({ auditActions: 'AUDIT_FILE_INTEGRITY', ...asked });

const details = ({ events }: { events: readonly Json[] }) => events.map(({ outDetail }) => outDetail);

/** The lines of a report: summary of the operation, of the report, what was asked for, entries. */
// biome-ignore lint/suspicious/noExplicitAny: what a test looks for in it is the test's own claim
async function reportOf(id: string): Promise<any[]> {
  const answer = await archive.service.asApplication('GET', `${ADMINISTRATION}/batchreport/${id}`, {
    headers: { Accept: 'application/octet-stream' },
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

interface Stored {
  readonly name: string;
  readonly container: string;
  readonly offset: number | null;
  readonly size: number;
}

/** Objects of an entry, in the order of their places. */
const objectsOf = (operation: string) =>
  archive.service.house.database.inTenant(TENANT, (tx) =>
    tx.query<Stored>(
      `select name, container, entry_offset as "offset", size from placement
       where tenant = $1 and operation = $2 and category = 'objects' order by entry_offset`,
      [TENANT, operation],
    ),
  );

const offerFolder = (offer: 1 | 2) =>
  join(archive.service.house.configuration.dataFolder, 'offers', `offer-${offer}`);

/** Changes a byte of an object on one offer. @returns what puts it right again */
async function damage(offer: 1 | 2, { container, offset, size }: Stored): Promise<() => Promise<void>> {
  const path = join(offerFolder(offer), container);
  await chmod(path, 0o600);
  const whole = await readFile(path);
  const changed = Buffer.from(whole);
  const at = (offset ?? 0) + Math.floor(size / 2);
  changed[at] = (changed[at] as number) ^ 1;
  await writeFile(path, changed);
  return () => writeFile(path, whole);
}

const versions = (entry: { params: { objectVersions: readonly Json[] } }) => entry.params.objectVersions;
const ok = (offer: 1 | 2) => ({ id: `offer-fs-${offer}`, status: 'OK' });
const ko = (offer: 1 | 2, fault: string) => ({ id: `offer-fs-${offer}`, status: 'KO', fault });

describe('an audit of what is as it should be', () => {
  it('ends OK, with its journal and a report without entries', async () => {
    const { id, status, journal } = await integrity(ofEntry(small));
    expect(status).toBe('OK');
    expect(journal).toMatchObject({
      ...{ evType: 'PROCESS_AUDIT', evTypeProc: 'AUDIT' },
      rightsStatementIdentifier: JSON.stringify({ AccessContract: CONTRACT }),
    });
    expect(details(journal)).toEqual([
      ...['STP_PREPARE_AUDIT.STARTED.OK', 'STP_PREPARE_AUDIT.OK', 'CHECK_DISTRIBUTION_THRESHOLD.OK'],
      ...['PREPARE_STORAGE_STRATEGIES.OK', 'LIST_OBJECTGROUP_ID.OK'],
      ...['STP_AUDIT.STARTED.OK', 'STP_AUDIT.OK', 'AUDIT_CHECK_OBJECT.OK'],
      'AUDIT_CHECK_OBJECT.AUDIT_FILE_INTEGRITY.OK',
      ...['STP_FINALISE_AUDIT.STARTED.OK', 'STP_FINALISE_AUDIT.OK', 'REPORT_AUDIT.OK', 'PROCESS_AUDIT.OK'],
    ]);
    for (const { outMessg } of journal.events) expect(outMessg).not.toMatch(/^!/);
    const [operation, report, context, ...entries] = await reportOf(id);
    expect(operation).toMatchObject({
      ...{ tenant: 0, evId: id, evType: 'PROCESS_AUDIT', outcome: 'OK', evDetData: {} },
      outDetail: 'AUDIT_CHECK_OBJECT.AUDIT_FILE_INTEGRITY.OK',
      rightsStatementIdentifier: { AccessContract: CONTRACT },
    });
    const five = { OK: 5, WARNING: 0, KO: 0 };
    const counts = { objectGroupsCount: five, objectsCount: five };
    expect(report).toMatchObject({
      ...{ reportType: 'AUDIT', vitamResults: { OK: 5, KO: 0, WARNING: 0, total: 5 } },
      extendedInfo: {
        ...{ nbObjectGroups: 5, nbObjects: 5, opis: [small], globalResults: counts },
        originatingAgencyResults: { [SAMPLE.agency]: counts },
      },
    });
    expect(context).toEqual({ auditActions: 'AUDIT_FILE_INTEGRITY', ...ofEntry(small) });
    expect(entries).toEqual([]);
    expect(await archive.leftOf(id)).toMatchObject({ placement: 1, reports: 2 });
  });

  it.each([
    ['tenant', '0'],
    ['originatingagency', SAMPLE.agency],
  ])('is asked for by %s', async (auditType, objectId) => {
    const { id, status } = await existence({ auditType, objectId });
    expect(status).toBe('OK');
    const [, report, context] = await reportOf(id);
    expect(report.vitamResults.total).toBe(6);
    expect(context).toMatchObject({ auditActions: 'AUDIT_FILE_EXISTING', auditType, objectId });
  });

  it('ends with a warning when there is nothing to audit', async () => {
    const none = await integrity({ auditType: 'dsl', query: { $query: [{ $eq: { Title: 'rien' } }] } });
    expect(none.status).toBe('WARNING');
    expect(details(none.journal)).toContain('OBJECTS_LIST_EMPTY.WARNING');
    const hidden = await audited({ auditActions: 'AUDIT_FILE_EXISTING', ...ofEntry(small) }, 'autres');
    expect(hidden.status).toBe('WARNING');
    const [, report] = await reportOf(hidden.id);
    expect(report.vitamResults.total).toBe(0);
  });

  it('is refused by its threshold, and says so in its report', async () => {
    const { id, status, journal } = await integrity(ofEntry(small, { $threshold: 0 }));
    expect(status).toBe('KO');
    expect(details(journal)).toContain('CHECK_DISTRIBUTION_THRESHOLD.KO');
    const [operation, report] = await reportOf(id);
    expect(operation).toMatchObject({
      ...{ outcome: 'KO', outDetail: 'CHECK_DISTRIBUTION_THRESHOLD.KO' },
      evDetData: { error: expect.stringContaining('Too many units found. Threshold=0') },
    });
    expect(report.vitamResults.total).toBe(0);
  });
});

describe('damage', () => {
  it('is found on the copy that has it, and on both', async () => {
    const [first, , third] = (await objectsOf(small)) as [Stored, Stored, Stored];
    const mends = [await damage(1, first), await damage(1, third), await damage(2, third)];
    const { id, status, journal } = await integrity(ofEntry(small));
    // In the order in which the damage was done: the second holds the first.
    for (const mend of mends.toReversed()) await mend();
    expect(status).toBe('KO');
    expect(details(journal)).toEqual(
      expect.arrayContaining([
        ...['STP_AUDIT.KO', 'AUDIT_CHECK_OBJECT.AUDIT_FILE_INTEGRITY.KO', 'REPORT_AUDIT.OK'],
        'PROCESS_AUDIT.KO',
      ]),
    );
    const [operation, report, , ...entries] = await reportOf(id);
    expect(operation.outDetail).toBe('AUDIT_CHECK_OBJECT.AUDIT_FILE_INTEGRITY.KO');
    expect(report.vitamResults).toEqual({ OK: 3, KO: 2, WARNING: 0, total: 5 });
    const faults = new Map(entries.map((entry) => [versions(entry)[0]?.id, versions(entry)[0]?.offerIds]));
    expect(faults).toEqual(
      new Map([
        [first.name, [ko(1, 'DIGEST_MISMATCH'), ok(2)]],
        [third.name, [ko(1, 'DIGEST_MISMATCH'), ko(2, 'DIGEST_MISMATCH')]],
      ]),
    );
    for (const entry of entries) {
      expect(entry).toMatchObject({ outcome: 'AUDIT_FILE_INTEGRITY', detailType: 'objectGroup' });
      expect(entry.params).toMatchObject({
        ...{ id: entry.detailId, status: 'KO', opi: small, originatingAgency: SAMPLE.agency },
        parentUnitIds: [expect.any(String)],
        objectVersions: [
          {
            ...{ opi: small, qualifier: 'BinaryMaster', version: 'BinaryMaster_1', strategyId: 'default' },
            status: 'KO',
          },
        ],
      });
    }
    expect((await existence(ofEntry(small))).status).toBe('OK');
    expect((await integrity(ofEntry(small))).status).toBe('OK');
  });

  it('is a large file that has changed, is cut short, or is gone', async () => {
    const [object] = (await objectsOf(large)) as [Stored];
    const path = join(offerFolder(2), object.container);
    const mend = await damage(2, object);
    const whole = async (audit: typeof existence) => {
      const { id, status } = await audit(ofEntry(large));
      const [, , , entry] = await reportOf(id);
      return { status, offers: entry && versions(entry)[0]?.offerIds };
    };
    expect(await whole(existence)).toEqual({ status: 'OK', offers: undefined });
    expect(await whole(integrity)).toEqual({ status: 'KO', offers: [ok(1), ko(2, 'DIGEST_MISMATCH')] });
    await writeFile(path, 'court');
    expect(await whole(existence)).toEqual({ status: 'KO', offers: [ok(1), ko(2, 'SIZE_MISMATCH')] });
    await rm(path);
    expect(await whole(existence)).toEqual({ status: 'KO', offers: [ok(1), ko(2, 'MISSING')] });
    expect(await whole(integrity)).toEqual({ status: 'KO', offers: [ok(1), ko(2, 'MISSING')] });
    await mend();
    expect(await whole(integrity)).toEqual({ status: 'OK', offers: undefined });
  });

  it('is not what an offer that is away would have: the audit waits, and goes on when it is back', async () => {
    const away = `${offerFolder(2)}.away`;
    await rename(offerFolder(2), away);
    const id = await launched({ auditActions: 'AUDIT_FILE_INTEGRITY', ...ofEntry(small) });
    const waiting = await goOn(id);
    await rename(away, offerFolder(2));
    expect(waiting).toMatchObject({ state: 'PAUSE', status: 'FATAL' });
    expect(details(waiting.journal)).toContain('AUDIT_CHECK_OBJECT.FATAL');
    const answer = await archive.service.asApplication('PUT', `${ADMINISTRATION}/operations/${id}`, {
      headers: { 'X-Action': 'RESUME', Accept: 'application/json' },
    });
    expect(answer.status, answer.text).toBeLessThan(300);
    expect(await goOn(id)).toMatchObject({ state: 'COMPLETED', status: 'OK' });
  });
});

describe('an audit that cannot be', () => {
  const query = { $query: [{ $exists: '#id' }] };
  const actions = { auditActions: 'AUDIT_FILE_EXISTING' };
  it.each([
    [{ ...actions, query }, 'auditType is mandatory'],
    [{ auditType: 'dsl', query }, 'auditActions is mandatory'],
    [{ ...actions, auditType: 'autre', query }, 'Invalid audit type'],
    [{ auditActions: 'AUTRE', auditType: 'dsl', query }, 'Invalid audit actions'],
    [{ ...actions, auditType: 'dsl' }, 'query is mandatory'],
    [{ ...actions, auditType: 'tenant' }, 'objectId is mandatory'],
    [{ ...actions, auditType: 'tenant', objectId: '1' }, 'Invalid tenant'],
    [{ ...actions, auditType: 'originatingagency', objectId: 'PERSONNE' }, 'Invalid originating agency'],
    [{ ...actions, auditType: 'dsl', query: { $query: [] } }, 'empty'],
    [{ ...actions, auditType: 'dsl', query: { ...query, $projection: {} } }, '$projection'],
    [{ ...actions, auditType: 'dsl', query: { $query: [{ $eq: { '#unknown': 1 } }] } }, '#unknown'],
    [[], 'auditType is mandatory'],
  ])('is refused: %j', async (asked, why) => {
    const answer = await post('/audits', asked);
    expect(answer.status, answer.text).toBe(400);
    expect(answer.json).toMatchObject({ code: '020120', description: expect.stringContaining(why) });
  });

  it('says nothing of another tenant: its referentials are audited by themselves', async () => {
    const answer = await archive.service.asApplication('POST', `${ADMINISTRATION}/audits/referential`, {
      ...{ tenant: 2, body: { collectionName: 'AGENCIES' }, headers: { Accept: 'application/json' } },
    });
    expect(answer.status, answer.text).toBe(200);
  });

  it('is refused without a contract that is active', async () => {
    const answer = await post('/audits', { ...actions, auditType: 'tenant', objectId: '0' }, 'inconnu');
    expect(answer.status).toBe(401);
  });

  it('is not one of an agency that the contract hides', async () => {
    const asked = { ...actions, auditType: 'originatingagency', objectId: SAMPLE.agency };
    expect((await post('/audits', asked, 'autres')).status).toBe(400);
  });
});

describe('the audit of a referential', () => {
  const audit = (collectionName: unknown, tenant = 0) =>
    archive.service.asApplication('POST', `${ADMINISTRATION}/audits/referential`, {
      ...{ tenant, body: { collectionName }, headers: { Accept: 'application/json' } },
    });

  it.each(['AGENCIES', 'rules', 'AccessContract', 'PROFILE', 'ACCESSION_REGISTER_SYMBOLIC'])(
    'finds copies that are what the database has: %s',
    async (name) => {
      const answer = await audit(name);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.json.$results).toEqual([]);
    },
  );

  it.each([
    ['AUTRE', 0, 'collection not found'],
    [undefined, 0, 'collection not found'],
    ['ONTOLOGY', 0, 'admin tenant required'],
    ['ACCESSION_REGISTER_DETAIL', 0, 'no copy was ever made'],
  ])('refuses %s in tenant %i', async (name, tenant, why) => {
    const answer = await audit(name, tenant);
    expect(answer.status, answer.text).toBe(400);
    expect(answer.json).toMatchObject({ code: '020120', description: expect.stringContaining(why) });
  });

  it('names the offer whose copy is another, is none or is gone, and says when the database is another', async () => {
    const { database } = archive.service.house;
    const [{ container }] = (await database.inTenant(TENANT, (tx) =>
      tx.query(
        `select container from placement where tenant = 0 and name ~ '^0_AccessContract_' order by name desc limit 1`,
      ),
    )) as [{ container: string }];
    const path = join(offerFolder(2), container);
    await chmod(path, 0o600);
    const whole = await readFile(path, 'utf8');
    const said = async () => (await audit('ACCESS_CONTRACT')).json.description;
    const some = 'some offers are incoherent with database';
    await writeFile(path, whole.replace('ACTIVE', 'INACTIVE'));
    expect(await said()).toMatch(
      new RegExp(`${some}.*coherent: offer-fs-1; incoherent: offer-fs-2: DIFFERENT`),
    );
    await writeFile(path, whole.slice(1));
    expect(await said()).toContain('incoherent: offer-fs-2: UNREADABLE');
    await rm(path);
    expect(await said()).toContain('incoherent: offer-fs-2: MISSING');
    await writeFile(path, whole);
    expect((await audit('ACCESS_CONTRACT')).status).toBe(200);
    const set = (status: string) =>
      database.inTenant(TENANT, (tx) =>
        tx.query(
          `update referential set doc = jsonb_set(doc, '{Status}', $1)
           where tenant = 0 and kind = 'access-contract' and identifier = 'autres'`,
          [JSON.stringify(status)],
        ),
      );
    await set('INACTIVE');
    expect(await said()).toContain('all offers are incoherent with database');
    await set('ACTIVE');
  });
});

describe('on screen', () => {
  type Ask = (method: string, path: string, body?: object) => Promise<Answer>;
  let own: Ask;
  let ofOthers: Ask;
  let elsewhere: Ask;
  beforeAll(async () => {
    const audits = async (name: string, tenant = 0, accessContract?: string): Promise<Ask> => {
      const right = { tenant, role: 'R3' as const, ...(accessContract ? { accessContract } : {}) };
      const ask = await personOf(archive.service, name, [right]);
      return (method, path, body) =>
        ask(`/tenants/${tenant}/audits${path}`, { method, ...(body === undefined ? {} : { body }) });
    };
    own = await audits('auditrice');
    ofOthers = await audits('restreint', 0, 'autres');
    elsewhere = await audits('ailleurs', 2);
  });

  it('an audit is asked for, listed, and told with the archive and the copy', async () => {
    const [first] = (await objectsOf(small)) as [Stored];
    const mend = await damage(2, first);
    const started = await own('POST', '', { kind: 'integrity', perimeter: { kind: 'operation', id: small } });
    expect(started.status, started.text).toBe(202);
    const { id } = started.json;
    await archive.settled(id);
    await mend();
    const { audits, choices } = (await own('GET', '?kind=integrity')).json;
    expect(audits[0]).toMatchObject({
      ...{ id, kind: 'integrity', perimeter: { kind: 'operation', id: small } },
      ...{ state: 'COMPLETED', status: 'KO', requester: 'auditrice' },
    });
    expect(choices).toEqual([{ id: SAMPLE.agency, name: expect.any(String) }]);
    const { report, remarks } = (await own('GET', `/${id}`)).json;
    expect(report).toMatchObject({
      ...{ groups: { sound: 4, faulty: 1 }, objects: { sound: 4, faulty: 1 } },
      faults: [
        {
          ...{ object: first.name, version: 'BinaryMaster_1' },
          unit: { id: expect.any(String), title: expect.any(String) },
          offers: [
            { id: 'offer-fs-1', fault: null },
            { id: 'offer-fs-2', fault: 'DIGEST_MISMATCH' },
          ],
        },
      ],
    });
    // More units than the platform expects is what is said of a large safe; here there are few.
    expect(remarks).toEqual([]);
    const file = await own('GET', `/${id}/report`);
    expect(file.headers['content-disposition']).toContain(`audit-${id}.jsonl`);
    expect(file.text.split('\n')).toHaveLength(5);
    // Whoever has a contract sees audits of their own alone.
    expect((await ofOthers('GET', '')).json).toMatchObject({ audits: [], choices: [] });
    for (const path of [`/${id}`, `/${id}/report`])
      for (const ask of [ofOthers, elsewhere]) expect((await ask('GET', path)).status).toBe(404);
    expect((await elsewhere('GET', '')).json.audits).toEqual([]);
  });

  it('is refused in words, and says nothing of what is no audit', async () => {
    const asked = (perimeter: object) => own('POST', '', { kind: 'existence', perimeter });
    for (const perimeter of [
      { kind: 'agency', id: 'PERSONNE' },
      { kind: 'operation', id: 'inconnue' },
      { kind: 'autre' },
    ])
      expect((await asked(perimeter)).status).toBe(400);
    expect((await own('GET', `/${small}`)).status).toBe(404);
    expect((await own('GET', `/${small}/report`)).status).toBe(404);
  });

  it('every referential of the safe is audited at once', async () => {
    const { collections } = (await own('POST', '/referentials')).json;
    const byName = new Map(collections.map((each: Json) => [each.name, each]));
    expect(byName.get('RULES')).toMatchObject({
      file: expect.stringMatching(/^0_FileRules_\d+\.json$/),
      offers: [{ id: 'offer-fs-1' }, { id: 'offer-fs-2' }],
    });
    expect(byName.has('ONTOLOGY')).toBe(false);
  });
});
