import { checkChosen, chosenAmong, eachChosen } from '../../access/index.ts';
import { QueryRefused } from '../../catalogue/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { writeLines } from '../../storage/index.ts';
import { type ChosenGroup, FILES, folderOf, type ProbativeRun, parametersOf } from './run.ts';

/** Object groups of a chunk: the bytes of each object are read again on every offer. */
const CHUNK = 50;
/** Units whose groups are looked for at once. */
const PAGE = 1_000;

/** CHECK_DISTRIBUTION_THRESHOLD (spec operations.md 1.5). */
export const checkThreshold = (run: ProbativeRun): Promise<ActionResult> =>
  checkChosen(run, parametersOf(run).chosen, run.house.configuration.limits.selectedUnits);

/** PROBATIVE_VALUE_CREATE_DISTRIBUTION_FILE: the groups of the chosen units, each with the units that show it. */
export async function listGroups(run: ProbativeRun): Promise<ActionResult> {
  const { chosen } = parametersOf(run);
  const units: string[] = [];
  try {
    await eachChosen(run, chosen, async (id) => units.push(id));
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    return { status: 'KO', detail: JSON.stringify({ event: 'Creation of distribution file error.' }) };
  }
  const groups = new Map<string, string[]>();
  for (let from = 0; from < units.length; from += PAGE)
    await addGroups(run, units.slice(from, from + PAGE), groups);
  const list = [...groups].map(([id, of]): ChosenGroup => ({ id, units: of })).sort(byId);
  const folder = folderOf(run);
  const chunks = Math.ceil(list.length / CHUNK);
  for (let chunk = 0; chunk < chunks; chunk++)
    await writeLines(folder, FILES.groups(chunk), list.slice(chunk * CHUNK, (chunk + 1) * CHUNK));
  await folder.write(FILES.list, JSON.stringify({ chunks }));
  return { status: 'OK', detail: JSON.stringify({ event: 'Creation of distribution file succeed.' }) };
}

/** Nearly the order of their entry, so that those that one journal holds come together. */
const byId = (one: ChosenGroup, other: ChosenGroup) => (one.id < other.id ? -1 : 1);

interface Shown {
  readonly id: string;
  readonly group: string;
  readonly isDetached: boolean;
}

async function addGroups(
  run: ProbativeRun,
  ids: readonly string[],
  groups: Map<string, string[]>,
): Promise<void> {
  const shown = await run.house.database.inTenant(run.tenant, (tx) =>
    tx.query<Shown>(
      `select id, og as "group", content #> '{SigningInformation,DetachedSigningRole}' is not null as "isDetached"
       from unit where tenant = $1 and id = any ($2) and og is not null order by id`,
      [run.tenant, ids],
    ),
  );
  const { request } = parametersOf(run);
  const detached = shown.filter(({ isDetached }) => isDetached).map(({ id }) => id);
  const others = request.includeDetachedSigningInformation ? await signingBelow(run, detached) : [];
  for (const { id, group } of [...shown, ...others]) {
    const of = groups.get(group) ?? [];
    if (!of.includes(id)) of.push(id);
    groups.set(group, of);
  }
}

/** Units directly below that bear a signature, a time stamp or another proof, as far as the asker may see them. */
async function signingBelow(
  run: ProbativeRun,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly group: string }[]> {
  if (ids.length === 0) return [];
  const below = await run.house.database.inTenant(run.tenant, (tx) =>
    tx.query<{ id: string; group: string }>(
      `select id, og as "group" from unit
       where tenant = $1 and up && $2::text[] and og is not null
         and content #> '{SigningInformation,SigningRole}' is not null
         and not content #> '{SigningInformation,SigningRole}' @> '["SignedDocument"]' order by id`,
      [run.tenant, ids],
    ),
  );
  const visible = await chosenAmong(
    run,
    parametersOf(run).chosen,
    below.map(({ id }) => id),
  );
  return below.filter(({ id }) => visible.has(id));
}
