import { parseArgs } from 'node:util';
import { runNode } from './run-program.ts';

/**
 * `npm run fuzz [-- --manifests <count>] [--packages <count>] [--seed <number>]`: changed manifests through the SEDA
 * library, beside the official schemas where they are at hand, then broken packages through the service, each of which
 * must end within five seconds with an answer and leave nothing. Every one follows from the seed and its number.
 */

const { values } = parseArgs({
  options: {
    manifests: { type: 'string', default: '20000' },
    packages: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
  },
});
const { manifests, packages, seed } = values;

const vitest = (project: string, files: readonly string[], env: NodeJS.ProcessEnv) =>
  runNode(['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...files], env);

const library = await vitest(
  'unit',
  ['differential', 'schema-files', 'xml/xml-reader'].map((name) => `packages/seda/src/${name}.test.ts`),
  {
    PERENNE_SEDA_MUTATIONS: manifests,
    PERENNE_SEDA_SEED: seed,
    PERENNE_XML_MUTATIONS: manifests,
    PERENNE_XML_SEED: seed,
  },
);
const service = await vitest('integration', ['packages/server/src/ingest/fuzz.integration.test.ts'], {
  PERENNE_FUZZ_RUNS: packages,
  PERENNE_FUZZ_SEED: seed,
});
process.exitCode = library || service;
