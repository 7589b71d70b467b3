import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../platform/index.ts';
import { findIngestContract, loadFormats, rulesOf } from './index.ts';
import { openTestArchive, type TestArchive } from './testing/archive.ts';

const CORPUS = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));
const PATHS: Readonly<Record<string, string>> = {
  AGENCIES: '/agencies',
  RULES: '/rules',
  FORMATS: '/formats',
  ACCESS_CONTRACTS: '/accesscontracts',
  INGEST_CONTRACTS: '/ingestcontracts',
  PROFILES: '/profiles',
};

interface Step {
  readonly import?: string;
  readonly file: string;
  readonly tenant: number;
  readonly identifier?: string;
}

/** The referentials of the corpus, when it is beside the repository; left out otherwise. */
describe.skipIf(!existsSync(CORPUS))('the referentials of the corpus', () => {
  let archive: TestArchive;
  beforeAll(async () => {
    archive = await openTestArchive();
  });
  afterAll(() => archive.close());

  it('are all imported, then serve an entry', async () => {
    const cases = JSON.parse(readFileSync(`${CORPUS}cases.json`, 'utf8')) as {
      setup: Step[];
      groups: { steps: Step[] }[];
    };
    const steps = [...cases.setup, ...cases.groups.flatMap(({ steps }) => steps)].filter(
      (step) => step.import !== undefined,
    );
    for (const step of steps) {
      const bytes = readFileSync(CORPUS + step.file);
      const isFile = step.import === 'PROFILE_FILE';
      const isJson = step.file.endsWith('.json');
      const answer = await archive.call({
        method: isFile ? 'PUT' : 'POST',
        path: isFile ? `/profiles/${step.identifier}` : (PATHS[step.import as string] as string),
        tenant: step.tenant,
        ...(isJson ? { json: JSON.parse(bytes.toString('utf8')) } : { octets: bytes }),
        headers: { 'x-filename': step.file.split('/').at(-1) as string },
      });
      expect(answer.status, `${step.file} on ${step.tenant}: ${answer.body}`).toBe(201);
      const journal = await archive.journal(step.tenant, answer.operation);
      expect(journal.events.at(-1)?.outcome).toBe('OK');
      for (const { outMessg } of journal.events) expect(outMessg).not.toMatch(/^!/);
    }
    const tenant = 0 as TenantId;
    const contract = await archive.house.database.inTenant(tenant, (tx) =>
      findIngestContract(tx, tenant, 'ArchivalAgreement0'),
    );
    expect(contract).toMatchObject({
      Status: 'ACTIVE',
      MasterMandatory: false,
      CheckParentLink: 'AUTHORIZED',
      EveryFormatType: true,
      ActivationDate: '2016-12-10T00:00:00.000',
    });
    const rules = await archive.house.database.inTenant(tenant, (tx) => rulesOf(tx, tenant));
    expect(rules.get('APP-00001')).toMatchObject({ RuleDuration: '80', RuleMeasurement: 'YEAR' });
    const formats = await loadFormats(archive.house.database);
    expect(formats.version).toBe('122');
    expect(formats.find('fmt/43')).toMatchObject({ PUID: 'fmt/43', VersionPronom: '122' });
  }, 120_000);
});
