import { glob } from 'node:fs/promises';
import { surveyArchitecture } from './architecture.ts';
import { ROOT } from './root.ts';

/** Prints what the architecture forbids and is done all the same. @returns whether all is well */
export async function checkArchitecture(): Promise<boolean> {
  const survey = await surveyArchitecture(ROOT);
  for (const { module, imports, rule } of survey.violations)
    console.log(`architecture: ${module} imports ${imports}: ${rule}`);
  const expected = await countModules();
  // A check that sees nothing finds nothing wrong.
  const blind = survey.modules < expected || survey.modules === 0 || survey.imports === 0;
  if (blind) console.log(`architecture: ${survey.modules} modules seen of ${expected}`);
  const sound = !blind && survey.violations.length === 0;
  if (sound) console.log(`architecture: ${survey.modules} modules, ${survey.imports} imports, as planned`);
  return sound;
}

/** Counted apart from the survey, by another means. */
async function countModules(): Promise<number> {
  let count = 0;
  for await (const path of glob('packages/*/**/*.{ts,tsx}', { cwd: ROOT }))
    if (!/(^|[\\/])(node_modules|dist)[\\/]/.test(path)) count += 1;
  return count;
}

if (import.meta.main) process.exitCode = (await checkArchitecture()) ? 0 : 1;
