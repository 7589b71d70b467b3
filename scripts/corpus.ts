import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Client, clientOf, importFile } from './client.ts';
import { newDataFolder, removeDataFolder, startService } from './service.ts';

/**
 * `npm run corpus`: packages of known outcome against what this archive makes of them, side by side, on a server of
 * its own. The corpus lies beside the repository; without it there is nothing to compare.
 */

const CORPUS = new URL('../../shared/corpus/', import.meta.url).pathname;

interface ImportStep {
  readonly import: string;
  readonly file: string;
  readonly tenant: number;
  readonly identifier?: string;
}

interface PackageStep {
  readonly package: string;
  readonly workflow: string;
  readonly tenant: number;
  readonly status: string;
  readonly events?: Readonly<Record<string, string>>;
  readonly outcomes?: Readonly<Record<string, string>>;
  readonly atr?: string;
}

interface Cases {
  readonly setup: readonly ImportStep[];
  readonly groups: readonly {
    readonly group: string;
    readonly steps: readonly (ImportStep | PackageStep)[];
  }[];
}

const CONTEXTS: Readonly<Record<string, string>> = {
  PROCESS_SIP_UNITARY: 'DEFAULT_WORKFLOW',
  HOLDINGSCHEME: 'HOLDING_SCHEME',
  FILINGSCHEME: 'FILING_SCHEME',
};

interface Verdict {
  readonly name: string;
  readonly expected: string;
  readonly obtained: string;
  readonly differences: readonly string[];
}

async function main(): Promise<number> {
  if (!existsSync(join(CORPUS, 'cases.json'))) {
    console.log('The corpus is not beside the repository: nothing to compare.');
    return 0;
  }
  const cases: Cases = JSON.parse(await readFile(join(CORPUS, 'cases.json'), 'utf8'));
  const dataFolder = await newDataFolder();
  const service = await startService(dataFolder, { PERENNE_TEST_SUPPORT: '1' });
  try {
    const verdicts = await play(clientOf(service.url, service.apiKey), cases);
    return report(verdicts);
  } finally {
    await service.stop();
    await removeDataFolder(dataFolder);
  }
}

async function play(client: Client, cases: Cases): Promise<Verdict[]> {
  for (const step of cases.setup) await importStep(client, step);
  const verdicts: Verdict[] = [];
  for (const { group, steps } of cases.groups)
    for (const step of steps) {
      if ('import' in step) await importStep(client, step);
      else
        verdicts.push(await enter(client, group, step).catch((error: Error) => failed(group, step, error)));
    }
  return verdicts;
}

async function importStep(
  client: Client,
  { import: kind, file, tenant, identifier }: ImportStep,
): Promise<void> {
  const path = join(CORPUS, file);
  const { status, text } =
    kind === 'PROFILE_FILE'
      ? await putProfile(client, path, tenant, identifier ?? '')
      : await importFile(client, kind, path, tenant);
  if (status >= 300)
    console.log(`import ${kind} ${file} on tenant ${tenant}: ${status} ${text.slice(0, 200)}`);
}

async function putProfile(client: Client, path: string, tenant: number, name: string) {
  const query = { $query: { $eq: { Identifier: name } }, $filter: {}, $projection: {} };
  const byIdentifier = await client.get('admin-external/v1/profiles', tenant, query);
  const byName = await client.get('admin-external/v1/profiles', tenant, {
    ...query,
    $query: { $eq: { Name: name } },
  });
  const found = [byIdentifier, byName].flatMap(({ status, text }) =>
    status === 200 ? JSON.parse(text).$results : [],
  );
  const id = found[0]?.Identifier ?? name;
  return client.put(`profiles/${id}`, tenant, await readFile(path), 'application/octet-stream');
}

async function enter(client: Client, group: string, step: PackageStep): Promise<Verdict> {
  const name = `${group}: ${step.package.split('/').at(-1)}`;
  const id = await client.deposit(
    createReadStream(join(CORPUS, step.package)),
    step.tenant,
    CONTEXTS[step.workflow],
  );
  await client.follow(id, step.tenant);
  const { events } = await client.journal(id, step.tenant);
  const differences: string[] = [];
  const status = events.at(-1)?.outcome ?? 'none';
  if (status !== step.status) differences.push(`status ${status}, expected ${step.status}`);
  for (const [type, expected] of Object.entries(step.events ?? {})) {
    const found = events.filter(({ evType }) => evType === type).map(({ outcome }) => outcome);
    if (!found.includes(expected))
      differences.push(`${type} ${found.join('/') || 'absent'}, expected ${expected}`);
  }
  for (const [type, expected] of Object.entries(step.outcomes ?? {})) {
    const found = events.filter(({ evType }) => evType === type).map(({ outDetail }) => outDetail);
    if (!found.includes(expected))
      differences.push(`${found.join('/') || `${type} absent`}, expected ${expected}`);
  }
  if (step.atr !== undefined) {
    const { text } = await client.get(`ingest-external/v1/ingests/${id}/archivetransferreply`, step.tenant);
    const code = /<ReplyCode>([^<]*)</.exec(text)?.[1] ?? 'no reply';
    if (code !== step.atr) differences.push(`ReplyCode ${code}, expected ${step.atr}`);
  }
  if (differences.length > 0) {
    for (const { outcome, outDetail, evDetData } of events)
      if (outcome !== 'OK') differences.push(`${outDetail} ${evDetData?.slice(0, 300) ?? ''}`);
  }
  return { name, expected: step.status, obtained: status, differences };
}

function failed(group: string, step: PackageStep, error: Error): Verdict {
  return {
    name: `${group}: ${step.package.split('/').at(-1)}`,
    expected: step.status,
    obtained: 'error',
    differences: [error.message],
  };
}

function report(verdicts: readonly Verdict[]): number {
  const width = Math.max(...verdicts.map(({ name }) => name.length));
  console.log(`${'package'.padEnd(width)}  expected  obtained`);
  for (const { name, expected, obtained, differences } of verdicts) {
    console.log(
      `${name.padEnd(width)}  ${expected.padEnd(8)}  ${obtained.padEnd(8)}  ${differences.length === 0 ? '' : 'DIFFERS'}`,
    );
    for (const difference of differences) console.log(`    ${difference}`);
  }
  const agreed = verdicts.filter(({ expected, obtained }) => expected === obtained).length;
  console.log(
    `status agrees on ${agreed} of ${verdicts.length} (${((100 * agreed) / verdicts.length).toFixed(0)} %)`,
  );
  const passed = verdicts.filter(({ differences }) => differences.length === 0).length;
  console.log(`${passed} passed, ${verdicts.length - passed} failed`);
  return 0;
}

process.exitCode = await main();
