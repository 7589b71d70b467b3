import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkArchitecture } from './check-architecture.ts';
import { ROOT } from './root.ts';
import { runNode } from './run-program.ts';

/** Form, types, architecture, and the types of answers: `npm run lint`. All are run, so that one look shows everything. */
const biome = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
const projects = ['tsconfig.json', 'packages/web/tsconfig.json'].filter((path) =>
  existsSync(join(ROOT, path)),
);

const results = [
  (await runNode([biome, 'ci', '--error-on-warnings'])) === 0,
  ...(await inTurn(
    projects,
    async (project) => (await runNode([compiler, '--noEmit', '-p', project])) === 0,
  )),
  await checkArchitecture(),
  (await runNode([join(ROOT, 'scripts', 'answer-types.ts'), '--check'])) === 0,
];
process.exitCode = results.every(Boolean) ? 0 : 1;

async function inTurn<T, R>(values: readonly T[], work: (value: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const value of values) done.push(await work(value));
  return done;
}
