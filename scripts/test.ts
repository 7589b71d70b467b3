import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerFaults } from './answers.ts';
import { checkArchitecture } from './check-architecture.ts';
import { startDebianPostgres } from './debian-postgres.ts';
import { findChromium } from './find-chromium.ts';
import { ROOT } from './root.ts';
import { runNode } from './run-program.ts';
import {
  isGood,
  lineOf,
  NOTHING,
  type Outcome,
  outcomeOfVitest,
  sum,
  type VitestReport,
} from './test-outcome.ts';

/**
 * `npm test`: everything that must hold. Words after `--` choose files by part of their path, as Vitest
 * does. The last line counts over all runners.
 */
const filters = process.argv.slice(2);
const reports = await mkdtemp(join(tmpdir(), 'perenne-reports-'));
/** Tests start the service dozens of times, each role in its thread: its modules are compiled once for all. */
const NODE_COMPILE_CACHE = join(reports, 'compiled');
const outcomes: Outcome[] = [];
try {
  outcomes.push(await architecture(), await unitAndIntegration());
  // The journeys are the longer part by far: the second database is asked by one file at a time beside them.
  outcomes.push(...(await Promise.all([integrationOnDebian(), journeys()])));
} finally {
  await rm(reports, { recursive: true, force: true });
}
const total = sum(outcomes);
process.exitCode = isGood(total) ? 0 : 1;
console.log(lineOf(total));

async function architecture(): Promise<Outcome> {
  return (await checkArchitecture()) ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

async function unitAndIntegration(): Promise<Outcome> {
  const answers = join(reports, 'answers');
  await mkdir(answers);
  const outcome = await vitest('embedded', ['unit', 'integration'], { PERENNE_TEST_ANSWERS: answers });
  // A part of the tests produces a part of the answers, and a failed one not all of its own.
  if (filters.length > 0 || !isGood(outcome)) return outcome;
  const faults = await answerFaults(answers);
  for (const fault of faults) console.log(`/docs: ${fault}`);
  return sum([
    outcome,
    faults.length === 0 ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: faults.length },
  ]);
}

async function integrationOnDebian(): Promise<Outcome> {
  const server = await startDebianPostgres();
  if (server === undefined) {
    console.log(
      '\nno PostgreSQL of the system in /usr/lib/postgresql: the integration tests ran on the embedded one alone',
    );
    return missing('PostgreSQL');
  }
  console.log(
    `\nintegration once more where the database matters, on the system's PostgreSQL ${server.version}, and the journeys`,
  );
  try {
    return await vitest('debian', ['second-database'], { PERENNE_TEST_DATABASE_URL: server.url }, [
      '--no-file-parallelism',
    ]);
  } finally {
    await server.stop();
  }
}

async function journeys(): Promise<Outcome> {
  const chromium = findChromium();
  if (chromium === undefined) {
    console.log(
      '\nno Chromium on this machine (apt-get install chromium-headless-shell): the journeys in the browser are left out',
    );
    return missing('Chromium');
  }
  return vitest('journeys', ['e2e'], { PERENNE_CHROMIUM: chromium });
}

/** On a machine that stands for all, nothing is left out. */
function missing(what: string): Outcome {
  if (process.env.CI === undefined || process.env.CI === '') return NOTHING;
  console.log(`${what} must be there where CI is set`);
  return { ...NOTHING, failed: 1 };
}

async function vitest(
  name: string,
  projects: readonly string[],
  env: NodeJS.ProcessEnv = {},
  more: readonly string[] = [],
): Promise<Outcome> {
  const file = join(reports, `${name}.json`);
  const code = await runNode(
    [
      join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      ...more,
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      // Without a filter, a part that has no tests is a failure.
      ...(filters.length === 0 ? [] : ['--passWithNoTests', ...filters]),
    ],
    { NODE_COMPILE_CACHE, ...env },
  );
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined && code === 0 && filters.length > 0) return NOTHING;
  return outcomeOfVitest(text === undefined ? undefined : (JSON.parse(text) as VitestReport), code);
}
