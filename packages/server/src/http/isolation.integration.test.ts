import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword, makeApiKey, ROLES, type Role, storeAccount, storeApiKey } from '../identity/index.ts';
import { ADMINISTRATION_TENANT, type OperationId, type TenantId, type Tx } from '../platform/index.ts';
import { keepFile } from '../referentials/index.ts';
import type { NotedRoute } from './route-table.ts';
import { TEST_SUPPORT_BASE, TEST_SUPPORT_NOT_BUILT } from './test-support.routes.ts';
import { type Answer, openService, type TestService } from './testing/open-service.ts';

/**
 * Every route that the running server has, by every kind of caller, on two tenants: nothing of the foreign one is seen
 * or changed. The routes are not listed here, so that a new one is tried from its first day.
 */

const MINE = 0 as TenantId;
const FOREIGN = 2 as TenantId;
/** Stands in every text of the foreign tenant, and nowhere else. */
const MARK = 'ETRANGER';
const CONTRACT = 'CONTRAT-D-ESSAI';

let service: TestService;
/** What is there to be asked for, by the name of the foreign thing. */
let foreign: { unit: string; group: string; object: string; operation: string; agency: string };

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
    agency: `AGENCE-${mark}`,
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
      ...{ kind: 'rule', identifier: `REGLE-${mark}`, id: guids.make('plain', tenant), version: 0 },
      doc: JSON.stringify({ RuleId: `REGLE-${mark}`, RuleType: 'AccessRule', RuleValue: mark }),
    });
    await document('access-contract', CONTRACT, {
      ...{ Status: 'ACTIVE', EveryOriginatingAgency: true, EveryDataObjectVersion: true },
      ...{ WritingPermission: true, WritingRestrictedDesc: false, Description: mark },
    });
    await document('ingest-contract', CONTRACT, { Status: 'ACTIVE', Description: mark });
    await document('management-contract', CONTRACT, { Status: 'ACTIVE', Description: mark });
    await document('profile', CONTRACT, { Status: 'ACTIVE', Description: mark });
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
    const register = JSON.stringify({ OriginatingAgency: ids.agency });
    const registered = { agency: ids.agency, created_at: now, doc: register };
    await one(tx, 'accession_register_summary', { id: guids.make('plain', tenant), ...registered });
    await one(tx, 'accession_register_symbolic', { id: guids.make('plain', tenant), ...registered });
    await one(tx, 'accession_register_detail', {
      ...{ id: guids.make('plain', tenant), opi: ids.operation, ...registered },
    });
    const formats = { opi: ids.operation, agency: mark, physical: false, format: mark, objects: 1, bytes: 1 };
    await one(tx, 'entered_objects', formats);
  });
}

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
  ...{ kind: 'access-contracts', collection: 'units', strategy: 'default', category: 'object' },
};

function attempt(route: NotedRoute, { tenant, id, headers }: Attempt): Promise<Answer> {
  const path = route.url
    .replace(':tenant', String(tenant))
    .replace(/:([A-Za-z]+)/g, (_, name: string) => NO_IDENTIFIERS[name] ?? id)
    .replace('*', id);
  const octets = route.variant === 'octet';
  const query = {
    $roots: [],
    $query: [{ $or: [{ $eq: { '#id': id } }, { $exists: '#id' }] }],
    $filter: {},
    $projection: {},
  };
  const isRead = route.method === 'GET' && !octets;
  return service.call(route.method, path, {
    headers: {
      'X-Tenant-Id': String(tenant),
      'X-Access-Contract-Id': CONTRACT,
      'X-Requested-With': 'perenne',
      'X-Action': 'RESUME',
      'X-Context-Id': 'DEFAULT_WORKFLOW',
      'X-Qualifier': 'BinaryMaster',
      'X-Version': '1',
      ...(octets ? { Accept: 'application/octet-stream' } : {}),
      ...headers,
    },
    ...(route.door === 'compatible' && (isRead || ['POST', 'PUT'].includes(route.method)) && !octets
      ? { body: /\/(units|objects)$/i.test(path) ? query : bodyOf(route) }
      : route.door === 'own' && ['POST', 'PUT', 'PATCH'].includes(route.method)
        ? { body: OWN_BODIES[nameOf(route)] ?? {} }
        : route.door === 'test-support' && route.method === 'POST'
          ? { body: { tenant } }
          : {}),
  });
}

/** Bodies by which routes of the own API show or change something. */
const OWN_BODIES: Readonly<Record<string, unknown>> = {
  'POST /api/v1/tenants/:tenant/queries/:collection': {
    ...{ $roots: [], $query: [{ $exists: '#id' }], $filter: {}, $projection: {} },
  },
};

/** A query on one object where there is one collection; by identifier nothing but the projection. */
function bodyOf({ url }: NotedRoute): unknown {
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

/** Tries all the routes and says which answers show the foreign mark. */
async function showing(tried: readonly NotedRoute[], attempts: readonly Attempt[]): Promise<string[]> {
  const shown = new Set<string>();
  for (const route of tried)
    for (const each of attempts) {
      const { text } = await attempt(route, each);
      if (text.includes(MARK) && !each.id.includes(MARK)) shown.add(nameOf(route));
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
    const ids = Object.values(foreign);
    const shown = await showing(
      guarded(),
      ids.map((id) => ({ tenant: MINE, id, headers })),
    );
    expect(shown).toEqual([]);
    expect(await digests(FOREIGN)).toEqual(before);
  });
});

/** A person with this role in this tenant alone; `operator`: of the platform. */
async function signedIn(role: Role, tenant: TenantId): Promise<Record<string, string>> {
  const email = `${role}.${tenant}@exemple.fr`;
  const known = await service.house.database.outsideTenants((tx) =>
    tx.query('select 1 from account where email = $1', [email]),
  );
  if (known.length === 0) {
    const password = await hashPassword(email);
    const account = { id: email, email, name: email, password, rights: [{ tenant, role }] };
    await service.house.database.outsideTenants((tx) => storeAccount(tx, account, new Date()));
  }
  const answer = await service.call('POST', '/api/v1/session', {
    headers: { 'X-Requested-With': 'perenne' },
    body: { email, password: email },
  });
  return { Cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
}

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
      Object.values(foreign).map((id) => ({ tenant: MINE, id, headers })),
    );
    expect(shown).toEqual([]);
    expect(await digests(FOREIGN)).toEqual(before);
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
        const isBuilt = !TEST_SUPPORT_NOT_BUILT.some(
          ([method, path]) =>
            `${method} ${TEST_SUPPORT_BASE}${path.replace(/\{(\w+)\}/g, ':$1')}` === nameOf(route),
        );
        if ((isBuilt ? status !== 401 : ![401, 501].includes(status)) || text.includes(MARK))
          admitted.push(`${name}: ${nameOf(route)}: ${status}`);
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
      if (text.includes(foreign.object) || text.includes('"present":true')) seen.push(nameOf(route));
    }
    expect(seen).toEqual([]);
    expect(await digests(FOREIGN)).toEqual(before);
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
