import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANSWERS, type Answers, answerKey } from '../packages/server/src/http/answers.ts';
import { mountedRoutes } from './mounted-routes.ts';
import { ROOT } from './root.ts';
import { runNode } from './run-program.ts';

/**
 * The answers that `/docs` documents against those that the integration tests produce. `npm test` compares
 * (`scripts/test.ts`); `npm run answers` runs the tests and writes what they have produced, `npm run answers -- <files>` only
 * those, and adds it.
 */

const FILE = join(ROOT, 'packages/server/src/http/answers.json');
/** Answers of a service that fails are documented for all addresses at once. */
const OF_FAILURE = ['500', '503', '507'];
const MALFORMED = 'not as documented';

interface Produced {
  readonly answers: Answers;
  /** Answers that are not what `/docs` says of them. */
  readonly malformed: readonly string[];
}

/** What the integration tests have written into a folder (`http/testing/record-answers.ts`). */
export async function readProduced(folder: string): Promise<Produced> {
  const routes = new Map((await mountedRoutes()).map((route) => [answerKey(route), route.config]));
  const answers = new Map<string, Map<string, string>>();
  const malformed: string[] = [];
  for (const name of await readdir(folder))
    for (const line of (await readFile(join(folder, name), 'utf8')).split('\n').filter(Boolean)) {
      const [key = '', status = '', type = ''] = line.split('\t');
      const route = routes.get(key);
      // Some tests mount routes of their own, and some only a few of the rooms.
      if (route === undefined || (status === '501' && !route.isNotBuilt)) continue;
      if (type === MALFORMED) malformed.push(`${key} ${status}`);
      else if (!OF_FAILURE.includes(status)) {
        const types = answers.get(key) ?? new Map<string, string>();
        const known = types.get(status);
        // Objects are of any type.
        answers.set(key, types.set(status, known === undefined || known === type ? type : '*/*'));
      }
    }
  const sorted = <T>(map: ReadonlyMap<string, T>) =>
    [...map].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    answers: Object.fromEntries(sorted(answers).map(([key, of]) => [key, Object.fromEntries(sorted(of))])),
    malformed,
  };
}

const lines = (answers: Answers) =>
  Object.entries(answers).flatMap(([key, of]) => Object.keys(of).map((status) => `${key} ${status}`));

/** Documented answers that no test has produced, and answers that are not as documented: each is a failure. */
export async function answerFaults(folder: string): Promise<string[]> {
  const { answers, malformed } = await readProduced(folder);
  const produced = new Set(lines(answers));
  const documented = lines(ANSWERS);
  const unknown = [...produced].filter((each) => !documented.includes(each));
  if (unknown.length > 0)
    console.log(
      `\n${unknown.length} answers are not in /docs yet (npm run answers):\n  ${unknown.join('\n  ')}`,
    );
  return [
    ...documented
      .filter((each) => !produced.has(each))
      .map((each) => `documented, and not produced: ${each}`),
    ...malformed.map((each) => `${MALFORMED}: ${each}`),
  ];
}

if (import.meta.main) {
  const files = process.argv.slice(2);
  const folder = await mkdtemp(join(tmpdir(), 'perenne-answers-'));
  try {
    const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
    const code = await runNode([vitest, 'run', '--project', 'integration', ...files], {
      PERENNE_TEST_ANSWERS: folder,
    });
    const { answers } = await readProduced(folder);
    // Also after a failure: the test that wants the answers of a new route fails until they are written.
    await writeFile(FILE, `${JSON.stringify(files.length === 0 ? answers : added(answers), null, 2)}\n`);
    process.exitCode = code;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What was documented, and these; a route that has been built no longer answers 501. */
function added(answers: Answers): Answers {
  const keys = [...new Set([...Object.keys(ANSWERS), ...Object.keys(answers)])].sort();
  return Object.fromEntries(
    keys.map((key) => {
      const now = answers[key];
      const before = Object.entries(ANSWERS[key] ?? {}).filter(
        ([status]) => status !== '501' || now?.[501] !== undefined || !isServed(now),
      );
      return [key, { ...Object.fromEntries(before), ...now }];
    }),
  );
}

function isServed(statuses: Answers[string] = {}): boolean {
  return Object.keys(statuses).some((each) => each.startsWith('2'));
}
