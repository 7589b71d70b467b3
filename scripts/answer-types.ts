import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { comparedSchema } from '../packages/server/src/http/openapi.ts';
import { mountedRoutes } from './mounted-routes.ts';
import { ROOT } from './root.ts';
import { declarationsOf, type Schema } from './schema-types.ts';

/**
 * The types of what the front office receives, made of the schemas by which the own API describes its answers and tests
 * compare them. `npm run answer-types` writes them; `npm run lint` looks whether they are those of the routes.
 */

const FILE = 'packages/web/src/api/answers.ts';
/** Where JavaScript has something else of that name. */
const NAMES: Readonly<Record<string, string>> = { Error: 'ErrorAnswer' };
const HEAD = `/** Answers of the own API. Made of the schemas of its routes by \`npm run answer-types\`: change those. */\n\n`;

async function answerTypes(): Promise<string> {
  const schemas = new Map<string, Schema>();
  for (const { door, config } of await mountedRoutes()) {
    // Records in the envelope of the compatible API are shown as they are, whatever they hold.
    if (door !== 'own' || config.result === undefined || config.isEnveloped) continue;
    const { components } = comparedSchema({ door, config }, 200) as {
      components: { schemas: Record<string, Schema> };
    };
    for (const [name, schema] of Object.entries(components.schemas)) schemas.set(NAMES[name] ?? name, schema);
  }
  return formatted(HEAD + declarationsOf(schemas));
}

function formatted(code: string): string {
  const biome = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [biome, 'format', `--stdin-file-path=${FILE}`],
    { cwd: ROOT, input: code, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the types of answers are no TypeScript: ${stderr}`);
  return stdout;
}

const path = join(ROOT, FILE);
const wanted = await answerTypes();
if (!process.argv.includes('--check')) await writeFile(path, wanted);
else if ((await readFile(path, 'utf8')) !== wanted) {
  console.log(`${FILE} is not what the routes of the own API answer: npm run answer-types`);
  process.exitCode = 1;
}
