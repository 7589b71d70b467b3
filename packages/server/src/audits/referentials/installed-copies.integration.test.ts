import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openService, type TestService } from '../../http/testing/open-service.ts';
import { ADMINISTRATION_TENANT, type TenantId } from '../../platform/index.ts';
import { copyUncopied, installVocabulary } from '../../referentials/index.ts';
import { personOf } from '../../service/testing/persons.ts';
import { COLLECTIONS } from './collections.ts';

let service: TestService;
beforeAll(async () => {
  service = await openService();
  await installVocabulary(service.house);
});
afterAll(() => service?.close());

const audit = (collectionName: string, tenant: number) =>
  service.asApplication('POST', '/admin-external/v1/audits/referential', {
    ...{ tenant, body: { collectionName }, headers: { Accept: 'application/json' } },
  });

const placed = (tenant: TenantId, pattern: string) =>
  service.house.database.inTenant(tenant, (tx) =>
    tx.query<{ name: string; container: string }>(
      `select name, container from placement where tenant = $1 and category = 'backups' and name ~ $2 order by name`,
      [tenant, pattern],
    ),
  );

const addAgency = (tenant: number, code: string) =>
  service.house.database.inTenant(tenant as TenantId, (tx) =>
    tx.query(
      `insert into referential (tenant, kind, identifier, id, version, doc)
       values ($1, 'agency', $2::text, $2, 0, jsonb_build_object('Identifier', $2::text, 'Name', $2::text))`,
      [tenant, code],
    ),
  );

const offers = () => join(service.house.configuration.dataFolder, 'offers');

describe('copies of what is installed', () => {
  it('wait for an offer that takes nothing of a tenant, and are made by one of two processes when it does', async () => {
    const folder = join(offers(), 'offer-2', String(ADMINISTRATION_TENANT));
    await rm(folder, { recursive: true, force: true });
    await writeFile(folder, 'no folder');
    await addAgency(2, 'AVANT');
    await expect(copyUncopied(service.house)).rejects.toThrow();
    expect(await placed(ADMINISTRATION_TENANT, '_Ontology_')).toEqual([]);
    expect(await placed(2 as TenantId, '^2_Agencies_')).toHaveLength(1);
    await rm(folder);
    const made = await Promise.all([copyUncopied(service.house), copyUncopied(service.house)]);
    expect(made[0] + made[1]).toBeGreaterThan(2);
    for (const kind of ['Ontology', 'Context', 'SecurityProfile'])
      expect(await placed(ADMINISTRATION_TENANT, `^1_${kind}_`)).toHaveLength(1);
    expect(await copyUncopied(service.house)).toBe(0);
  });

  it.each([0, ADMINISTRATION_TENANT, 2])('are what the audit of tenant %i wants', async (tenant) => {
    for (const { name } of COLLECTIONS.filter(
      (each) => !each.isNotCopied && (!each.isOfPlatform || tenant === ADMINISTRATION_TENANT),
    )) {
      const answer = await audit(name, tenant);
      expect(answer.status, `${name}: ${answer.text}`).toBe(200);
    }
  });

  it('follow the creation of a tenant, and what an update writes', async () => {
    const ask = await personOf(service, 'exploitante', [{ tenant: ADMINISTRATION_TENANT, role: 'R5' }]);
    const made = await ask('/platform/tenants', { method: 'POST', body: { tenant: 77, name: 'Mirval' } });
    expect(made.status, made.text).toBe(201);
    await addAgency(77, 'MIRVAL');
    expect((await audit('AGENCIES', 77)).status).toBe(400);
    expect(await copyUncopied(service.house)).toBeGreaterThan(0);
    for (const [name, tenant] of [
      ['AGENCIES', 77],
      ['RULES', 77],
      ['CONTEXT', ADMINISTRATION_TENANT],
    ] as const)
      expect((await audit(name, tenant)).status).toBe(200);
  });

  it('are made where an archive of before has others, and not where it has the same', async () => {
    const { database } = service.house;
    const forget = `delete from counter where tenant = $1 and name like 'COPIED %'`;
    await database.inTenant(ADMINISTRATION_TENANT, (tx) => tx.query(forget, [ADMINISTRATION_TENANT]));
    expect(await copyUncopied(service.house)).toBe(0);
    await database.inTenant(ADMINISTRATION_TENANT, (tx) =>
      tx.query(
        `update referential set doc = doc || '{"Name": "autre"}' where tenant = 1 and kind = 'security-profile'`,
      ),
    );
    expect((await audit('SECURITY_PROFILE', 1)).status).toBe(400);
    expect(await copyUncopied(service.house)).toBe(1);
    expect((await audit('SECURITY_PROFILE', 1)).status).toBe(200);
  });

  it('are missed where one offer has lost one', async () => {
    const [copy] = await placed(ADMINISTRATION_TENANT, '^1_Ontology_');
    const path = join(offers(), 'offer-2', copy?.container ?? '');
    await chmod(path, 0o600);
    await rm(path);
    const answer = await audit('ONTOLOGY', ADMINISTRATION_TENANT);
    expect(answer.status).toBe(400);
    expect(answer.json.description).toContain('incoherent: offer-fs-2: MISSING');
  });
});
