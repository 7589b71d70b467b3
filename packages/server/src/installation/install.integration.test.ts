import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCredentials } from '../identity/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/embedded-postgres/testing.ts';
import {
  ADMINISTRATION_TENANT,
  type Database,
  guidMaker,
  migrate,
  openDatabase,
  systemClock,
} from '../platform/index.ts';
import {
  CREDENTIALS_FILE,
  type Credentials,
  readCredentialsFile,
  writeCredentialsFile,
} from './credentials-file.ts';
import { addDemonstration, demonstrationState, noteDemonstrationLoaded } from './demonstration.ts';
import { install } from './install.ts';

let test: TestDatabase;
let database: Database;
let kept: Credentials[];
beforeEach(async () => {
  test = await createTestDatabase(migrate);
  database = openDatabase(test.connection, () => undefined);
  kept = [];
});
afterEach(async () => {
  await database.close();
  await test.drop();
});

const keep = async (credentials: Credentials) => void kept.push(credentials);
const installHere = (options: { keep: (credentials: Credentials) => Promise<void> } = { keep }) =>
  install({ database, guids: guidMaker(1), clock: systemClock }, { url: 'http://x', ...options });
const rowsOf = (table: string) =>
  database.inTenant(ADMINISTRATION_TENANT, (tx) => tx.query(`select * from ${table} order by 1, 2`));
const everything = () =>
  Promise.all(['tenant', 'referential', 'api_key', 'account', 'account_right', 'setting'].map(rowsOf));

describe('the first start', () => {
  it('leaves what clients of a platform find', async () => {
    expect(await installHere()).toBe(true);
    const [tenants, referentials] = await everything();
    expect(tenants?.map(({ tenant, administration }) => [tenant, administration])).toEqual([
      [0, false],
      [1, true],
      [2, false],
    ]);
    expect(referentials).toEqual([
      expect.objectContaining({
        kind: 'context',
        identifier: 'CT-000001',
        doc: expect.objectContaining({
          Identifier: 'CT-000001',
          Name: 'admin-context',
          Status: 'ACTIVE',
          EnableControl: false,
          SecurityProfile: 'admin-security-profile',
          Permissions: [0, 1, 2].map((tenant) => ({ tenant, AccessContracts: [], IngestContracts: [] })),
        }),
      }),
      expect.objectContaining({
        kind: 'security-profile',
        identifier: 'admin-security-profile',
        doc: expect.objectContaining({ FullAccess: true }),
      }),
    ]);
    const found = await database.inTenant(ADMINISTRATION_TENANT, (tx) =>
      readCredentials(tx, ADMINISTRATION_TENANT, { key: kept[0]?.apiKey }, 0, new Date()),
    );
    expect(found).toMatchObject({
      tenantExists: true,
      contextId: 'CT-000001',
      context: { Status: 'ACTIVE' },
      profile: { FullAccess: true },
    });
    expect(kept[0]?.accounts).toEqual([
      { email: expect.any(String), password: expect.any(String), role: 'R5' },
    ]);
  });

  it('happens once, however often and by how many at once', async () => {
    const outcomes = await Promise.all([installHere(), installHere(), installHere()]);
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    const before = await everything();
    expect(await installHere()).toBe(false);
    expect(await everything()).toEqual(before);
    expect(kept).toHaveLength(1);
  });

  it('installs nothing when the secrets cannot be kept, and anew afterwards', async () => {
    const full = async () => {
      throw new Error('disk full');
    };
    await expect(installHere({ keep: full })).rejects.toThrow('disk full');
    expect((await everything()).flat()).toEqual([]);
    expect(await installHere()).toBe(true);
  });
});

describe('the demonstration', () => {
  const platform = () => ({ database, guids: guidMaker(1), clock: systemClock });
  const roles = (accounts: Credentials['accounts'] = []) => accounts.map(({ role }) => role);
  const rightsIn = (tenant: number) =>
    database.outsideTenants((tx) =>
      tx.query('select role from account_right where tenant = $1 order by role', [tenant]),
    );

  it('is no part of an installation that does not ask for it', async () => {
    await installHere();
    expect(await demonstrationState({ database })).toBe('absent');
    expect(await rightsIn(3)).toEqual([]);
  });

  it.each(['with the installation', 'later'])(
    'comes with a tenant and an account a role, %s',
    async (when) => {
      const added: Credentials['accounts'][number][] = [];
      await install(platform(), { url: 'http://x', demonstration: when !== 'later', keep });
      if (when === 'later')
        expect(await addDemonstration(platform(), async (accounts) => void added.push(...accounts))).toBe(
          true,
        );
      expect(roles([...(kept[0]?.accounts ?? []), ...added])).toEqual(['R5', 'R1', 'R2', 'R3', 'R4']);
      expect(await rightsIn(3)).toEqual(['R1', 'R2', 'R3', 'R4', 'R5'].map((role) => ({ role })));
      const found = await database.inTenant(ADMINISTRATION_TENANT, (tx) =>
        readCredentials(tx, ADMINISTRATION_TENANT, { key: kept[0]?.apiKey }, 3, new Date()),
      );
      expect(found.context?.Permissions?.map(({ tenant }) => tenant)).toEqual([0, 1, 2, 3]);
      expect(await demonstrationState({ database })).toBe('begun');
      await noteDemonstrationLoaded(platform());
      expect(await demonstrationState({ database })).toBe('loaded');
    },
  );

  it('is added once, whole, and never in place of another tenant', async () => {
    await installHere();
    const full = async () => {
      throw new Error('disk full');
    };
    await expect(addDemonstration(platform(), full)).rejects.toThrow('disk full');
    expect(await rightsIn(3)).toEqual([]);
    const once = await Promise.all([1, 2].map(() => addDemonstration(platform(), async () => undefined)));
    expect(once.sort()).toEqual([false, true]);
  });
});

describe('the credentials', () => {
  it('are the owner’s alone to read, and replaced as a whole', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'perenne-credentials-'));
    try {
      expect(await readCredentialsFile(folder)).toBeUndefined();
      await writeFile(join(folder, `${CREDENTIALS_FILE}.new`), 'left by a crash', { mode: 0o644 });
      for (const apiKey of ['one', 'two']) {
        const credentials = { url: 'http://x', apiKey, accounts: [] };
        await writeCredentialsFile(folder, credentials);
        expect(await readCredentialsFile(folder)).toEqual(credentials);
        expect((await stat(join(folder, CREDENTIALS_FILE))).mode & 0o777).toBe(0o600);
      }
      expect(await readdir(folder)).toEqual([CREDENTIALS_FILE]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
