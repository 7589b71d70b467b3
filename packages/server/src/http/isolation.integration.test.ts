import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeApiKey, ROLES, type Role, storeAccount, storeApiKey } from '../identity/index.ts';
import { quickHash } from '../identity/testing/quick-hash.ts';
import { ADMINISTRATION_TENANT, type OperationId, type TenantId, type Tx } from '../platform/index.ts';
import { keepFile } from '../referentials/index.ts';
import { endpointOf } from './inventory.ts';
import type { NotedRoute } from './route-table.ts';
import { type Answer, openService, type TestService } from './testing/open-service.ts';

/**
 * Every route that the running server has, by every kind of caller, on two tenants: nothing of the foreign one is seen
 * or changed. The routes are not listed here, so that a new one is tried from its first day.
 */

const MINE = 0 as TenantId;
const FOREIGN = 2 as TenantId;
/** Stands in every text of the foreign tenant, and nowhere else: in no identifier that is asked for. */
const MARK = 'ETRANGER';
const CONTRACT = 'CONTRAT-D-ESSAI';

let service: TestService;
/** What is there to be asked for, by the name of the foreign thing. */
let foreign: Readonly<
  Record<'unit' | 'group' | 'object' | 'operation' | 'entry' | 'agency' | 'rule', string>
>;

beforeAll(async () => {
  service = await openService({ settings: { testSupport: true } });
  await Promise.all([fill(MINE, 'MIENNE'), fill(FOREIGN, MARK)]);
});
afterAll(() => service?.close());

/** One of everything, with a mark in its texts. */
async function fill(tenant: TenantId, mark: string): Promise<void> {
  const { database, guids } = service.house;
  const now = new Date('2026-01-01T00:00:00Z');
  const ids = {
    unit: guids.make('unit', tenant),
    group: guids.make('objectGroup', tenant),
    object: guids.make('object', tenant),
    operation: guids.make('operation', tenant) as OperationId,
    entry: guids.make('plain', tenant),
    agency: `AGENCE-${tenant}`,
    rule: `REGLE-${tenant}`,
  };
  if (tenant === FOREIGN) foreign = ids;
  const one = (tx: Tx, table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row);
    return tx.query(
      `insert into ${table} (tenant, ${names.join(', ')}) values ($1, ${names.map((_, at) => `$${at + 2}`).join(', ')})`,
      [tenant, ...Object.values(row)],
    );
  };
  await database.inTenant(tenant, async (tx) => {
    const document = (kind: string, identifier: string, doc: object) =>
      one(tx, 'referential', {
        ...{ kind, identifier, id: guids.make('plain', tenant), version: 0 },
        doc: JSON.stringify({ Identifier: identifier, Name: mark, ...doc }),
      });
    await document('agency', ids.agency, {});
    await one(tx, 'referential', {
      ...{ kind: 'rule', identifier: ids.rule, id: guids.make('plain', tenant), version: 0 },
      doc: JSON.stringify({ RuleId: ids.rule, RuleType: 'AccessRule', RuleValue: mark }),
    });
    await document('access-contract', CONTRACT, {
      ...{ Status: 'ACTIVE', EveryOriginatingAgency: true, EveryDataObjectVersion: true },
      ...{ WritingPermission: true, WritingRestrictedDesc: false, Description: mark },
    });
    await document('ingest-contract', CONTRACT, { Status: 'ACTIVE', Description: mark });
    await document('management-contract', CONTRACT, { Status: 'ACTIVE', Description: mark });
    await document('profile', CONTRACT, { Status: 'ACTIVE', Description: mark });
    await document('archive-unit-profile', CONTRACT, { Status: 'ACTIVE', ControlSchema: '{}' });
    await document('preservation-scenario', CONTRACT, { ActionList: ['ANALYSE'] });
    await one(tx, 'access_log', {
      ...{ request: ids.operation, object: ids.object, at: now, line: JSON.stringify({ contractId: mark }) },
    });
    const graph = { sps: [mark], up: [], us: [], ops: [ids.operation], opi: ids.operation, sp: mark };
    const versions = { seda_version: '2.2', implementation_version: '1', strategy: 'default' };
    const times = { graph_at: now, created_at: now, updated_at: now };
    await one(tx, 'unit', {
      ...{ id: ids.unit, og: ids.group, unit_type: 'INGEST', ...graph, ...versions, ...times },
      ...{ uds: '{}', min_depth: 1, max_depth: 1, management: '{}', title: mark },
      ...{
        content: JSON.stringify({ Title: mark, DescriptionLevel: 'Item' }),
        text: `'${mark.toLowerCase()}':1`,
      },
    });
    const usage = {
      ...{ qualifier: 'BinaryMaster', _nbc: 1 },
      versions: [{ _id: ids.object, DataObjectVersion: 'BinaryMaster_1', Size: mark.length }],
    };
    await one(tx, 'object_group', {
      ...{ id: ids.group, ...graph, up: [ids.unit], us: [ids.unit], ...versions, ...times },
      ...{ nb_objects: 1, doc: JSON.stringify({ FileInfo: { Filename: mark }, qualifiers: [usage] }) },
    });
    // Bytes of the unit's object, of its entry and of what referentials leave.
    for (const [category, name] of [
      ['objects', ids.object],
      ['reports', `${ids.operation}.xml`],
      ['reports', `${ids.operation}.json`],
      ['reports', `${ids.operation}.jsonl`],
      ['manifests', `${ids.operation}.xml`],
    ] as const)
      await keepFile(
        tx,
        service.house,
        { tenant, operation: ids.operation },
        category,
        name,
        Buffer.from(mark),
      );
    const master = {
      ...{ evId: ids.operation, evParentId: null, evType: 'PROCESS_SIP_UNITARY', evDateTime: '2026-01-01' },
      ...{ evDetData: null, evIdProc: ids.operation, evTypeProc: 'INGEST', outcome: 'OK', outDetail: 'x.OK' },
      ...{ outMessg: mark, agId: '{}', agIdApp: null, evIdAppSession: null, evIdReq: ids.operation },
      ...{ agIdExt: null, rightsStatementIdentifier: null, obId: ids.operation, obIdReq: null, obIdIn: mark },
    };
    await one(tx, 'logbook_operation', {
      ...{ id: ids.operation, type: 'PROCESS_SIP_UNITARY', process_type: 'INGEST', outcome: 'OK' },
      ...{ started_at: now, persisted_at: now, master: JSON.stringify(master) },
    });
    await one(tx, 'operation', {
      ...{
        id: ids.operation,
        workflow: 'DEFAULT_WORKFLOW',
        type: 'PROCESS_SIP_UNITARY',
        process_type: 'INGEST',
      },
      ...{ state: 'PAUSE', status: 'OK', sound_status: 'OK', parameters: JSON.stringify({ fileName: mark }) },
      ...{ created_at: now, updated_at: now, context: 'CT-000001' },
    });
    for (const kind of ['unit', 'group'] as const)
      await one(tx, 'life_cycle', { kind, id: ids[kind], operation: ids.operation, at: now, events: '[]' });
    // Sums have no text but their agency.
    const summed = { agency: mark, created_at: now, doc: JSON.stringify({ OriginatingAgency: mark }) };
    await one(tx, 'accession_register_summary', { id: guids.make('plain', tenant), ...summed });
    await one(tx, 'accession_register_symbolic', { id: guids.make('plain', tenant), ...summed });
    await one(tx, 'accession_register_detail', {
      ...{ id: ids.entry, opi: ids.operation, agency: ids.agency, created_at: now },
      doc: JSON.stringify({
        ...{ OriginatingAgency: ids.agency, ArchivalAgreement: mark, Opi: ids.operation },
        ...{ StartDate: '2026-01-01T00:00:00.000', Status: 'STORED_AND_COMPLETED' },
        ...{ TotalUnits: ONE, TotalObjectGroups: ONE, TotalObjects: ONE, ObjectSize: ONE },
      }),
    });
    const formats = { opi: ids.operation, agency: mark, physical: false, format: mark, objects: 1, bytes: 1 };
    await one(tx, 'entered_objects', formats);
  });
}

const ONE = { ingested: 1, deleted: 0, remained: 1 };

/** Digest of each table's rows of a tenant, whatever tables there are. */
async function digests(tenant: TenantId): Promise<Record<string, string>> {
  return service.house.database.inTenant(tenant, async (tx) => {
    const tables = await tx.query<{ name: string }>(
      `select table_name as name from information_schema.columns
       where column_name = 'tenant' and table_schema = 'public' order by 1`,
    );
    expect(tables.length).toBeGreaterThan(15);
    const digests: Record<string, string> = {};
    for (const { name } of tables) {
      const rows = await tx.query<{ row: string }>(
        `select t::text as row from ${name} t where tenant = $1 order by 1`,
        [tenant],
      );
      const hash = createHash('sha256');
      for (const { row } of rows) hash.update(row).update('\n');
      digests[name] = `${rows.length} ${hash.digest('hex')}`;
    }
    return digests;
  });
}

interface Attempt {
  readonly tenant: TenantId;
  /** What stands in the path and in the query. */
  readonly id: string;
  readonly headers: Record<string, string>;
}

/** Parameters that are no identifiers. */
const NO_IDENTIFIERS: Readonly<Record<string, string>> = {
  ...{
    kind: 'access-contracts',
    collection: 'units',
    strategy: 'default',
    category: 'object',
    list: 'journal',
  },
};
/** Kinds that are none of referentials. */
const KINDS: Readonly<Record<string, string>> = {
  'POST /test-support/v1/traceability/:kind': 'operations',
  'POST /test-support/v1/storage-logs/:kind/backup': 'write',
};

const pathOf = (route: NotedRoute, { tenant, id }: Attempt): string =>
  route.url
    .replace(':tenant', String(tenant))
    .replace(':kind', (own) => KINDS[nameOf(route)] ?? own)
    .replace(/:([A-Za-z]+)/g, (_, name: string) => NO_IDENTIFIERS[name] ?? id)
    .replace('*', id);

function attempt(route: NotedRoute, { tenant, id, headers }: Attempt): Promise<Answer> {
  const path = pathOf(route, { tenant, id, headers });
  const body = bodyOf(route, id, tenant);
  const isRead = route.method === 'GET' && route.variant === 'octet';
  return service.call(route.method, path + (QUERIES[nameOf(route)] ?? ''), {
    headers: {
      'X-Tenant-Id': String(tenant),
      'X-Access-Contract-Id': CONTRACT,
      'X-Requested-With': 'perenne',
      'X-Action': 'RESUME',
      'X-Context-Id': 'DEFAULT_WORKFLOW',
      'X-Qualifier': 'BinaryMaster',
      'X-Version': '1',
      ...(isRead ? { Accept: 'application/octet-stream' } : {}),
      ...(Buffer.isBuffer(body) ? { 'Content-Type': 'application/octet-stream' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
}

const byId = (id: string) => [{ $eq: { '#id': id } }];
const select = (id: string) => ({ $roots: [], $query: byId(id), $filter: {}, $projection: {} });
const change = { $action: [{ $set: { Name: 'Changé' } }] };
const describeAnew = [{ $set: { Description: 'Changée' } }];

/** What is sent to routes that want more than a query; texts and bytes as octets. */
const BODIES: Readonly<Record<string, (id: string, tenant: TenantId) => unknown>> = {
  'GET /access-external/v1/units/:id/objects': () => ({ $projection: {} }),
  'GET /access-external/v1/unitsWithInheritedRules': select,
  'GET /access-external/v1/units/stream': select,
  'GET /access-external/v1/objects/stream': select,
  'GET /admin-external/v1/accessionregisters/:agency/accessionregisterdetails': () => ({
    ...{ $query: {}, $filter: {}, $projection: {} },
  }),
  'POST /api/v1/tenants/:tenant/agencies/:id/merge': (id) => ({
    ...{ into: id, intoVersion: 0, version: 0, day: '2020-06-30' },
  }),
  'PUT /access-external/v1/units/:id': () => ({ $action: describeAnew }),
  'POST /access-external/v1/units': (id) => ({ $roots: [], $query: byId(id), $action: describeAnew }),
  'POST /access-external/v1/units/rules': (id) => ({
    dslRequest: { $roots: [], $query: byId(id) },
    ruleActions: { delete: [{ AccessRule: { Rules: [{ Rule: 'X' }] } }] },
  }),
  'POST /access-external/v1/units/bulk': (id) => ({
    queries: [{ $query: byId(id), $action: describeAnew }],
  }),
  'POST /access-external/v1/revert/units': (id) => ({
    ...{ dslRequest: { $roots: [], $query: byId(id) }, operationId: id },
  }),
  'POST /access-external/v1/reclassification': (id) => [
    { $roots: [], $query: byId(id), $action: [{ $add: { '#unitups': [id] } }] },
  ],
  'POST /api/v1/tenants/:tenant/audits': (id) => ({
    ...{ kind: 'existence', perimeter: { kind: 'operation', id } },
  }),
  'POST /api/v1/tenants/:tenant/reclassifications': (id) => ({ units: [id], add: [id] }),
  'POST /api/v1/tenants/:tenant/reclassifications/check': (id) => ({ units: [id], add: [id] }),
  'POST /access-external/v1/units/computedInheritedRules': (id) => ({ $roots: [], $query: byId(id) }),
  'DELETE /access-external/v1/units/computedInheritedRules': (id) => ({ $roots: [], $query: byId(id) }),
  'POST /access-external/v1/dipexport': select,
  'POST /access-external/v2/dipexport': (id) => ({ dslRequest: select(id) }),
  'POST /ingest-external/v1/ingests octet': () => Buffer.from('no package'),
  'POST /admin-external/v1/agencies': () => Buffer.from('Identifier,Name,Description\n'),
  'POST /admin-external/v1/agenciesfilecheck': () => Buffer.from('Identifier,Name,Description\nA,B,\n'),
  'PUT /admin-external/v1/accesscontracts/*': () => change,
  'PUT /admin-external/v1/ingestcontracts/*': () => change,
  'PUT /admin-external/v1/managementcontracts/*': () => change,
  'PUT /admin-external/v1/profiles/*': () => change,
  'PUT /admin-external/v1/archiveunitprofiles/*': () => change,
  'POST /admin-external/v1/accesscontracts': () => [{ Identifier: 'NEUF', Name: 'Neuf' }],
  'POST /admin-external/v1/ingestcontracts': () => [{ Identifier: 'NEUF', Name: 'Neuf' }],
  'POST /admin-external/v1/managementcontracts': () => [{ Identifier: 'NEUF', Name: 'Neuf' }],
  'POST /admin-external/v1/profiles': () => [{ Identifier: 'NEUF', Name: 'Neuf', Format: 'RNG' }],
  'POST /admin-external/v1/archiveunitprofiles': () => [
    { Identifier: 'NEUF', Name: 'Neuf', ControlSchema: '{}' },
  ],
  'POST /admin-external/v1/preservationScenario': () => [],
  'POST /admin-external/v1/logbookoperations': () => ({
    ...{ eventType: 'EXT_ESSAI', eventTypeProcess: 'EXTERNAL_LOGBOOK' },
  }),
  'POST /admin-external/v1/schema/unit': () => [
    { Path: 'Neuf', ShortName: 'N', Description: 'N', Cardinality: 'ONE', IsObject: true },
  ],
  'DELETE /admin-external/v1/schema/unit': () => ['Neuf'],
  'POST /api/v1/tenants/:tenant/queries/:collection': select,
  'POST /api/v1/tenants/:tenant/deliveries': (id) => ({ units: [id] }),
  'POST /api/v1/tenants/:tenant/deliveries/estimate': (id) => ({ units: [id] }),
  'POST /api/v1/tenants/:tenant/probative-values': (id) => ({
    ...{ units: [id], usage: 'BinaryMaster', version: '1' },
  }),
  'POST /api/v1/tenants/:tenant/units/computed-rules': (id) => ({ search: { id } }),
  'POST /api/v1/tenants/:tenant/access-contracts/simulation': () => ({ EveryOriginatingAgency: true }),
  'POST /api/v1/tenants/:tenant/saved-searches': (id) => ({ name: id, search: {} }),
  'POST /api/v1/tenants/:tenant/saved-views/:list': (id) => ({ name: id, search: {} }),
  'POST /api/v1/tenants/:tenant/processes/:id/moves': () => ({ move: 'CANCEL' }),
  'PUT /api/v1/tenants/:tenant/processes/holds': () => ({ category: null }),
  'DELETE /api/v1/tenants/:tenant/processes/holds': () => ({ category: null }),
  'POST /admin-external/v1/audits': (id) => ({
    ...{ auditActions: 'AUDIT_FILE_INTEGRITY', auditType: 'dsl', query: { $roots: [], $query: byId(id) } },
  }),
  'POST /admin-external/v1/audits/referential': () => ({ collectionName: 'AGENCIES' }),
  'POST /admin-external/v1/probativevalueexport': (id) => ({
    ...{ usage: 'BinaryMaster', version: '1' },
    dslQuery: select(id),
  }),
  'POST /admin-external/v1/traceability/linkedchecks': (id) => ({
    ...{ $query: { $eq: { evId: id } }, $filter: {}, $projection: {} },
  }),
  'POST /admin-external/v1/traceabilitychecks': (id) => ({
    ...{ $query: { $eq: { evId: id } }, $filter: {}, $projection: {} },
  }),
  'POST /admin-external/v1/evidenceaudit': select,
  'POST /admin-external/v1/rectificationaudit': (id) => JSON.stringify(id),
  'POST /admin-external/v1/forcepause': (_, tenant) => ({ tenant }),
  'POST /admin-external/v1/removeforcepause': (_, tenant) => ({ tenant }),
  'POST /api/v1/tenants/:tenant/referentials/:kind/records': () => ({ Identifier: 'NEUF-2', Name: 'N' }),
  'PUT /api/v1/tenants/:tenant/referentials/:kind/records/:id': () => ({
    ...{ version: 1, set: { Description: 'Changée' }, unset: [] },
  }),
  'PUT /test-support/v1/storage/:strategy/:category/:id': () => Buffer.from('objet'),
  'POST /test-support/v1/advance': (id, tenant) => ({ tenant, operationId: id, seconds: 1 }),
};
const QUERIES: Readonly<Record<string, string>> = {
  'GET /api/v1/tenants/:tenant/units/rules': '?category=AccessRule',
  'GET /api/v1/tenants/:tenant/units/facets/rules': '?category=AccessRule',
  'GET /api/v1/tenants/:tenant/tree/counts': `?nodes=${'a'.repeat(36)}`,
  'GET /api/v1/tenants/:tenant/referentials/:kind/choices': '?field=OriginatingAgencies',
};

/** What is sent: a query on one object where there is one collection; by identifier nothing but the projection. */
function bodyOf(route: NotedRoute, id: string, tenant: TenantId): unknown {
  const named = BODIES[nameOf(route)];
  if (named !== undefined) return named(id, tenant);
  const { door, method, url, variant } = route;
  if (door === 'test-support') return method === 'POST' ? { tenant } : undefined;
  const isSent = ['POST', 'PUT', 'PATCH'].includes(method);
  if (door === 'own') return isSent ? {} : undefined;
  if (variant === 'octet') return isSent ? Buffer.from('[{}]') : undefined;
  if (!(isSent || method === 'GET')) return undefined;
  if (/\/(units|objects)$/i.test(url))
    return { ...select(id), $query: [{ $or: [...byId(id), { $exists: '#id' }] }] };
  return /[:*]/.test(url) ? { $projection: {} } : { $query: {}, $filter: {}, $projection: {} };
}

const routes = (door: NotedRoute['door']): NotedRoute[] =>
  service.app.routeTable.all.filter((route) => route.door === door);
const guarded = () => routes('compatible').filter(({ config }) => config.permission !== undefined);
const nameOf = ({ method, url, variant }: NotedRoute) => `${method} ${url} ${variant ?? ''}`.trim();

/** A new key on a context of its own. */
async function keyOf(
  name: string,
  context: Record<string, unknown>,
  profile: Record<string, unknown>,
  key: { readonly expiresAt?: Date; readonly revoked?: true } = {},
): Promise<Record<string, string>> {
  const secret = makeApiKey();
  const store = (tx: Tx, kind: string, doc: object) =>
    tx.query(
      'insert into referential (tenant, kind, identifier, id, version, doc) values ($1, $2, $3, $4, 0, $5)',
      [
        ...[ADMINISTRATION_TENANT, kind, name],
        service.house.guids.make('plain', ADMINISTRATION_TENANT),
        JSON.stringify({ Identifier: name, Name: name, ...doc }),
      ],
    );
  await service.house.database.inTenant(ADMINISTRATION_TENANT, async (tx) => {
    await store(tx, 'security-profile', profile);
    await store(tx, 'context', { Status: 'ACTIVE', SecurityProfile: name, Permissions: [], ...context });
    const { expiresAt } = key;
    await storeApiKey(tx, { key: secret, label: name, context: name, expiresAt }, new Date());
    if (key.revoked)
      await tx.query('update api_key set revoked_at = $1 where label = $2', [new Date(), name]);
  });
  return { Authorization: `Bearer ${secret}` };
}

const ofMine = {
  EnableControl: true,
  Permissions: [{ tenant: MINE, AccessContracts: [CONTRACT], IngestContracts: [CONTRACT] }],
};

/** Attempts whose requests differ: many routes name nothing. */
function distinct(route: NotedRoute, attempts: readonly Attempt[]): Iterable<Attempt> {
  const asked = (each: Attempt) =>
    JSON.stringify([pathOf(route, each), bodyOf(route, each.id, each.tenant), each.headers]);
  return new Map(attempts.map((each) => [asked(each), each])).values();
}

/** Tries all the routes and says which answers show the foreign mark. */
async function showing(tried: readonly NotedRoute[], attempts: readonly Attempt[]): Promise<string[]> {
  const shown = new Set<string>();
  for (const route of tried)
    for (const each of distinct(route, attempts)) {
      const { text } = await attempt(route, each);
      if (text.includes(MARK)) shown.add(nameOf(route));
    }
  return [...shown];
}

describe('the compatible API', () => {
  it('the seed is there to be seen by whoever may', async () => {
    const headers = { Authorization: `Bearer ${service.credentials.apiKey}` };
    const ids = [foreign.unit, foreign.operation, CONTRACT];
    const shown = await showing(
      guarded().filter(({ method }) => method === 'GET'),
      ids.map((id) => ({ tenant: FOREIGN, id, headers })),
    );
    expect(shown).toEqual(
      expect.arrayContaining([
        'GET /access-external/v1/units',
        'GET /access-external/v1/objects',
        'GET /access-external/v1/units/:id',
        'GET /access-external/v1/logbookoperations',
        'GET /admin-external/v1/agencies',
        'GET /admin-external/v1/accesscontracts/*',
      ]),
    );
  });

  it('refuses whoever is nobody, over, revoked, inactive, foreign or without permission: every route', async () => {
    const full = { FullAccess: true };
    const past = new Date(Date.now() - 1_000);
    const callers: Record<string, Record<string, string>> = {
      nobody: {},
      unknown: { Authorization: `Bearer ${makeApiKey()}` },
      expired: await keyOf('EXPIRED', {}, full, { expiresAt: past }),
      revoked: await keyOf('REVOKED', {}, full, { revoked: true }),
      inactive: await keyOf('INACTIVE', { Status: 'INACTIVE' }, full),
      'of another tenant': await keyOf('OTHER', ofMine, full),
      'without permission': await keyOf('POWERLESS', {}, { FullAccess: false, Permissions: [] }),
      'with all the permissions but one': {},
      'bound to another contract': await keyOf(
        'CONTRACT',
        {
          EnableControl: true,
          Permissions: [{ tenant: FOREIGN, AccessContracts: ['X'], IngestContracts: [] }],
        },
        full,
      ),
    };
    const before = await digests(FOREIGN);
    const admitted: string[] = [];
    const permissions = guarded().map(({ config }) => config.permission as string);
    for (const route of guarded())
      for (const [name, given] of Object.entries(callers)) {
        if (name === 'bound to another contract' && route.url.startsWith('/admin-external')) continue;
        if (name === 'bound to another contract' && route.url.startsWith('/collect-external')) continue;
        let headers = given;
        if (name.startsWith('with all')) {
          const others = permissions.filter((permission) => permission !== route.config.permission);
          // Two endpoints that share their address by what is sent are two permissions of one route.
          headers = await keyOf(nameOf(route), {}, { FullAccess: false, Permissions: others });
        }
        const answer = await attempt(route, { tenant: FOREIGN, id: foreign.unit, headers });
        if (![401, 406, 415].includes(answer.status) || answer.text.includes(MARK))
          admitted.push(`${name}: ${nameOf(route)}: ${answer.status}`);
      }
    expect(admitted).toEqual([]);
    expect(await digests(FOREIGN)).toEqual(before);
  });

  it('shows and changes nothing foreign to whoever is at home elsewhere, whatever is named', async () => {
    const headers = await keyOf('HOME', ofMine, { FullAccess: true });
    const before = await digests(FOREIGN);
    const ids = [...Object.values(foreign), CONTRACT];
    const shown = await showing(
      guarded(),
      ids.map((id) => ({ tenant: MINE, id, headers })),
    );
    expect(shown).toEqual([]);
    expect(await digests(FOREIGN)).toEqual(before);
  });
});

/** A person with this role in this tenant alone; `operator`: of the platform. */
async function signedIn(
  role: Role,
  tenant: TenantId,
  accessContract?: string,
): Promise<Record<string, string>> {
  const email = `${role}.${tenant}${accessContract ?? ''}@exemple.fr`;
  const known = await service.house.database.outsideTenants((tx) =>
    tx.query('select 1 from account where email = $1', [email]),
  );
  if (known.length === 0) {
    const password = quickHash(email);
    const right = { tenant, role, ...(accessContract === undefined ? {} : { accessContract }) };
    const account = { id: email, email, name: email, password, rights: [right] };
    await service.house.database.outsideTenants((tx) => storeAccount(tx, account, new Date()));
  }
  const answer = await service.call('POST', '/api/v1/session', {
    headers: { 'X-Requested-With': 'perenne' },
    body: { email, password: email },
  });
  return { Cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
}

/** A role that may call a route of the own API. */
const roleFor = ({ config }: NotedRoute): Role =>
  (Array.isArray(config.roles) ? config.roles[0] : 'R5') as Role;
const isOfAdministration = ({ config }: NotedRoute) =>
  config.permission !== undefined && endpointOf(config.permission)?.administrationOnly === true;
/** What removes comes after what reads. */
const byDanger = (one: NotedRoute, other: NotedRoute) => dangerOf(one) - dangerOf(other);
const dangerOf = ({ method, url }: NotedRoute) =>
  url.endsWith('/reset') ? 3 : method === 'DELETE' ? 2 : ['GET', 'HEAD'].includes(method) ? 0 : 1;

describe("the service's own API", () => {
  const roles = Object.keys(ROLES) as Role[];

  /** All but what ends the session of whoever tries. */
  const ownRoutes = () => routes('own').filter(({ url }) => url !== '/api/v1/session');

  it('the seed is there to be seen by whoever may', async () => {
    const headers = await signedIn('R5', FOREIGN);
    const shown = await showing(
      ownRoutes().filter(({ method }) => method === 'GET'),
      Object.values(foreign).map((id) => ({ tenant: FOREIGN, id, headers })),
    );
    expect(shown.length).toBeGreaterThan(5);
  });

  it('refuses whoever is not signed in, and a key', async () => {
    const key = { Authorization: `Bearer ${service.credentials.apiKey}` };
    for (const route of ownRoutes())
      for (const headers of [{}, key, { Cookie: 'perenne_session=x' }]) {
        const answer = await attempt(route, { tenant: FOREIGN, id: foreign.unit, headers });
        expect([nameOf(route), answer.status]).toEqual([nameOf(route), 401]);
      }
  });

  it.each(roles)('shows and changes nothing foreign to %s of another tenant', async (role) => {
    const headers = await signedIn(role, MINE);
    const before = await digests(FOREIGN);
    for (const route of ownRoutes()) {
      if (!Array.isArray(route.config.roles) && route.config.roles !== 'operator') continue;
      const answer = await attempt(route, { tenant: FOREIGN, id: foreign.unit, headers });
      expect([nameOf(route), answer.status]).toEqual([nameOf(route), 403]);
    }
    const shown = await showing(
      ownRoutes(),
      [...Object.values(foreign), CONTRACT].map((id) => ({ tenant: MINE, id, headers })),
    );
    expect(shown).toEqual([]);
    expect(await digests(FOREIGN)).toEqual(before);
  });
});

/** Every route that shows units, groups or objects: what a contract hides, none of them tells of, in any form. */
describe('a contract that opens nothing', () => {
  const BLIND = 'CONTRAT-AVEUGLE';
  const showsArchives = ({ method, url }: NotedRoute) =>
    (method === 'GET' || /\/(queries|estimate)\b/.test(url)) &&
    /\/(units|objects|groups|tree|queries|unitsWithInheritedRules|deliveries)\b/.test(url) &&
    !/\/units\/(fields|rules)$|\/admin-external\//.test(url);
  const routesOfArchives = () => [...guarded(), ...routes('own')].filter(showsArchives);

  it('hides in every route what another shows', async () => {
    const { database, guids } = service.house;
    const contract = { Identifier: BLIND, Status: 'ACTIVE', OriginatingAgencies: ['PERSONNE'] };
    await database.inTenant(FOREIGN, (tx) =>
      tx.query(
        `insert into referential (tenant, kind, identifier, id, version, doc)
         values ($1, 'access-contract', $2, $3, 0, $4)`,
        [FOREIGN, BLIND, guids.make('plain', FOREIGN), JSON.stringify({ ...contract, Name: BLIND })],
      ),
    );
    const key = { Authorization: `Bearer ${service.credentials.apiKey}` };
    const ids = [foreign.unit, foreign.group, foreign.object];
    const by = async (application: Record<string, string>, person: Record<string, string>) => {
      const shown = new Set<string>();
      for (const route of routesOfArchives())
        for (const id of ids) {
          const headers = route.door === 'own' ? person : { ...key, ...application };
          const { text } = await attempt(route, { tenant: FOREIGN, id, headers });
          if (text.includes(MARK) || /"(total|counted|units|size)":[1-9]/.test(text))
            shown.add(nameOf(route));
        }
      return [...shown];
    };
    const seeing = await by({}, await signedIn('R5', FOREIGN));
    expect(seeing.length, seeing.join()).toBeGreaterThan(12);
    const blind = await signedIn('R3', FOREIGN, BLIND);
    expect(await by({ 'X-Access-Contract-Id': BLIND }, blind)).toEqual([]);
  });
});

describe('test support', () => {
  it('is for whoever may do everything, where the context may', async () => {
    const full = { FullAccess: true };
    const callers = {
      nobody: {},
      unknown: { Authorization: `Bearer ${makeApiKey()}` },
      inactive: await keyOf('SUPPORT-INACTIVE', { Status: 'INACTIVE' }, full),
      'of another tenant': await keyOf('SUPPORT-OTHER', ofMine, full),
      'without full access': await keyOf(
        'SUPPORT-SOME',
        {},
        { FullAccess: false, Permissions: ['units:read'] },
      ),
    };
    const before = await digests(FOREIGN);
    const admitted: string[] = [];
    for (const route of routes('test-support'))
      for (const [name, headers] of Object.entries(callers)) {
        const { status, text } = await attempt(route, { tenant: FOREIGN, id: foreign.object, headers });
        if (status !== 401 || text.includes(MARK)) admitted.push(`${name}: ${nameOf(route)}: ${status}`);
      }
    expect(admitted).toEqual([]);
    expect(await digests(FOREIGN)).toEqual(before);
  });

  it('shows and changes nothing foreign from another tenant, whatever is named', async () => {
    const headers = await keyOf('SUPPORT-HOME', ofMine, { FullAccess: true });
    const before = await digests(FOREIGN);
    const seen: string[] = [];
    // The reset comes last.
    for (const route of [...routes('test-support')].reverse()) {
      const { text } = await attempt(route, { tenant: MINE, id: foreign.object, headers });
      // What is stored is told by the name that was given.
      if (route.method !== 'PUT' && (text.includes(foreign.object) || text.includes('"present":true')))
        seen.push(nameOf(route));
    }
    expect(seen).toEqual([]);
    expect(await digests(FOREIGN)).toEqual(before);
  });
});

/**
 * What the attempts above would do for whoever may: a route of which they get nothing proves nothing, and has to be
 * named here with its reason. A new route fails until its attempt succeeds, and one that is named until it does not.
 */
describe('the attempts', () => {
  const PROVES_NOTHING: Readonly<Record<string, readonly string[]>> = {
    'nothing of the kind is here: the tests of its room have it in two tenants': [
      'GET /ingest-external/v1/ingests/:id/archivetransferreply',
      'GET /ingest-external/v1/ingests/:id/manifests',
      'GET /access-external/v1/objects/byunitspersistentidentifier/* octet',
      'GET /access-external/v1/objects/unitpid/* octet',
      'GET /access-external/v1/objects/byobjectspersistentidentifier/* octet',
      'GET /access-external/v1/objects/objectpid/* octet',
      'GET /access-external/v1/dipexport/:id/dip',
      'GET /admin-external/v1/profiles/* octet',
      'GET /admin-external/v1/traceability/:id/datafiles',
      'GET /admin-external/v1/rulesreferential/:id',
      'GET /admin-external/v1/agenciesreferential/:id',
      'GET /api/v1/tenants/:tenant/audits/:id',
      'GET /api/v1/tenants/:tenant/audits/:id/report',
      'GET /api/v1/tenants/:tenant/deliveries/:id',
      'GET /api/v1/tenants/:tenant/deliveries/:id/content',
      'GET /api/v1/tenants/:tenant/probative-values/:id',
      'GET /api/v1/tenants/:tenant/probative-values/:id/report',
      'GET /api/v1/tenants/:tenant/transfers/:id/reply',
      'GET /api/v1/tenants/:tenant/transfers/:id/manifest',
      'GET /api/v1/tenants/:tenant/operations/:id/files/:file',
      'GET /api/v1/tenants/:tenant/referentials/:kind/records/:id/file',
      'PUT /api/v1/tenants/:tenant/referentials/:kind/records/:id/file',
      'PUT /admin-external/v1/profiles/* octet',
    ],
    'is written by nothing: the API has its address alone': ['GET /admin-external/v1/distributionreport/:id'],
    'is of the platform, which is not of a tenant': [
      'GET /api/v1/tenants/:tenant/ontologies/:id/use',
      'GET /admin-external/v1/formats/*',
      'GET /admin-external/v1/contexts/*',
      'GET /admin-external/v1/griffin/*',
      'POST /admin-external/v1/formats',
      'PUT /admin-external/v1/contexts/*',
      'POST /admin-external/v1/contexts',
      'POST /admin-external/v1/securityprofiles',
      'PUT /admin-external/v1/securityprofiles/*',
      'POST /admin-external/v1/griffin',
      'POST /admin-external/v1/ontologies',
      'POST /admin-external/v1/formatsfilecheck',
      'POST /api/v1/platform/tenants',
      'POST /api/v1/platform/keys',
      'POST /api/v1/platform/keys/:id/revocation',
      'POST /api/v1/platform/certificates',
      'POST /api/v1/platform/certificates/:id/revocation',
      'POST /api/v1/platform/contexts/:id/trial',
      'PUT /api/v1/platform/tenants/:tenant/content',
    ],
    'is of one person, and nobody else has it': [
      'HEAD /api/v1/tenants/:tenant/uploads/:id',
      'POST /api/v1/tenants/:tenant/uploads',
      'PATCH /api/v1/tenants/:tenant/uploads/:id',
      'DELETE /api/v1/tenants/:tenant/uploads/:id',
      'PUT /api/v1/tenants/:tenant/saved-searches/:id',
      'DELETE /api/v1/tenants/:tenant/saved-searches/:id',
      'PUT /api/v1/tenants/:tenant/saved-views/:list/:id',
      'DELETE /api/v1/tenants/:tenant/saved-views/:list/:id',
    ],
    'takes what is the tenant’s own, and names nothing that is there': [
      'POST /ingest-external/v1/ingests',
      'POST /admin-external/v1/rules',
      'POST /admin-external/v1/rulesfilecheck',
      'POST /admin-external/v1/profiles octet',
      'POST /admin-external/v1/archiveunitprofiles octet',
      'POST /api/v1/tenants/:tenant/first-package',
      'POST /api/v1/tenants/:tenant/first-package/referentials',
      'POST /api/v1/tenants/:tenant/referentials/:kind/check',
      'POST /api/v1/tenants/:tenant/referentials/:kind/import',
    ],
    'is refused in this state of things: the tests of its room have the state': [
      'PUT /admin-external/v1/profiles/*',
      'POST /admin-external/v1/rectificationaudit',
      'DELETE /api/v1/tenants/:tenant/referentials/:kind/records/:id',
      'POST /api/v1/tenants/:tenant/agencies/:id/merge',
      'POST /test-support/v1/reset',
    ],
  };

  it('succeed for whoever may, on what is there, but for those that are named', async () => {
    await service.close();
    service = await openService({ settings: { testSupport: true } });
    await Promise.all([fill(ADMINISTRATION_TENANT, 'ADMIN'), fill(FOREIGN, MARK)]);
    const key = { Authorization: `Bearer ${service.credentials.apiKey}` };
    const ids = [...Object.values(foreign), CONTRACT];
    const cookies = new Map<string, Promise<Record<string, string>>>();
    const cookieOf = (role: Role, home: TenantId) => {
      const known = cookies.get(`${role} ${home}`) ?? signedIn(role, home);
      cookies.set(`${role} ${home}`, known);
      return known;
    };
    const failing: Record<string, string> = {};
    for (const route of [...guarded(), ...routes('own'), ...routes('test-support')].sort(byDanger)) {
      if (route.url === '/api/v1/session') continue;
      const tenant = isOfAdministration(route) ? ADMINISTRATION_TENANT : FOREIGN;
      const home = route.config.roles === 'operator' ? ADMINISTRATION_TENANT : tenant;
      const headers = route.door === 'own' ? await cookieOf(roleFor(route), home) : key;
      const statuses = new Set<number>();
      for (const id of ids) statuses.add((await attempt(route, { tenant, id, headers })).status);
      const isBuilt = !route.config.isNotBuilt;
      if (isBuilt && ![...statuses].some((status) => status < 300))
        failing[nameOf(route)] = [...statuses].join();
    }
    const named = Object.values(PROVES_NOTHING).flat();
    expect(Object.entries(failing).filter(([name]) => !named.includes(name))).toEqual([]);
    expect(named.filter((name) => failing[name] === undefined)).toEqual([]);
  });
});

describe('behind it, in the database', () => {
  const tables = (tx: Tx) =>
    tx.query<{ name: string; forced: boolean; policies: number }>(
      `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
              (select count(*) from pg_policy p where p.polrelid = c.oid) as policies
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped
       where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
    );

  it('every table with a tenant has a policy that binds its owner too, but for those that are named', async () => {
    const found = await service.house.database.outsideTenants(tables);
    // The queues and the lists of who may do what hold no archives; staging is written by COPY, which policies refuse.
    const without = [
      'account_right',
      'content_queue',
      'staged_group',
      'staged_placement',
      'staged_unit',
      'tenant',
      'work_queue',
    ];
    expect(found.filter(({ forced }) => !forced).map(({ name }) => name)).toEqual(without);
    expect(found.filter(({ forced, policies }) => forced && policies === 0)).toEqual([]);
  });

  it('the service works as a role that policies bind', async () => {
    const [role] = await service.house.database.outsideTenants((tx) =>
      tx.query(
        `select rolname as name, rolsuper as super, rolbypassrls as bypass from pg_roles where rolname = current_user`,
      ),
    );
    expect(role).toEqual({ name: 'perenne_app', super: false, bypass: false });
  });

  it('a statement that forgets the tenant sees its own only, and outside tenants nothing', async () => {
    const { database } = service.house;
    for (const { name } of (await database.outsideTenants(tables)).filter(({ forced }) => forced)) {
      const own = await database.inTenant(MINE, (tx) =>
        tx.query<{ tenant: number }>(`select distinct tenant from ${name}`),
      );
      // Journals of what concerns the whole platform may be read by all.
      const allowed: number[] = name === 'logbook_operation' ? [MINE, ADMINISTRATION_TENANT] : [MINE];
      expect(own.filter(({ tenant }) => !allowed.includes(tenant))).toEqual([]);
      if (name === 'logbook_operation') continue;
      expect(await database.outsideTenants((tx) => tx.query(`select 1 from ${name} limit 1`))).toEqual([]);
    }
  });

  it('a statement that names another tenant writes and removes nothing there', async () => {
    const { database } = service.house;
    const before = await digests(FOREIGN);
    await database.inTenant(MINE, (tx) =>
      tx.query(`update unit set title = 'x' where tenant = $1`, [FOREIGN]),
    );
    await database.inTenant(MINE, (tx) => tx.query('delete from referential where tenant = $1', [FOREIGN]));
    const smuggled = database.inTenant(MINE, (tx) =>
      tx.query(`insert into counter (tenant, name, value) values ($1, 'x', 1)`, [FOREIGN]),
    );
    await expect(smuggled).rejects.toThrow(/row-level security/);
    expect(await digests(FOREIGN)).toEqual(before);
  });
});
