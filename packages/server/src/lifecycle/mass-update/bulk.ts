import { selectChosen } from '../../access/index.ts';
import { QueryRefused } from '../../catalogue/index.ts';
import type { EventKey } from '../../logbook/index.ts';
import type { ActionResult, ChunkResult, Outcome } from '../../operations/index.ts';
import { ChunkWriter, readLines, writeLines } from '../../storage/index.ts';
import { bodyOf } from '../unit-change.ts';
import { readUnits } from '../unit-documents.ts';
import { unitDifference } from '../unit-update/unit-difference.ts';
import type { BulkQuery } from './bulk-queries.ts';
import { appliedToAll, internalNames, type MassAction } from './mass-actions.ts';
import { chosenOf, FILES, folderOf, type MassRun } from './mass-run.ts';
import { type Fated, judge, type Reported, refusal, writeChanges } from './update-units.ts';

/** Updates of many units, each by a query and actions of its own (spec operations.md 10.4). */

/** Where the queries lie that came with the request. */
export const QUERIES = 'queries.jsonl';

const PREPARE = 'PREPARE_BULK_ATOMIC_UPDATE_UNIT_LIST';

/** CHECK_QUERIES_THRESHOLD. */
export async function checkQueries(run: MassRun): Promise<ActionResult> {
  const { queries: found, threshold } = run.parameters as { queries: number; threshold?: number };
  const byDefault = run.house.configuration.limits.selectedUnits;
  const limit = threshold ?? byDefault;
  if (found > limit)
    return {
      status: 'KO',
      detail: JSON.stringify({ error: `Too many queries found. Threshold=${limit}, found=${found}` }),
    };
  if (found <= byDefault) return { status: 'OK' };
  return {
    status: 'WARNING',
    detail: JSON.stringify({
      warning: `Queries count exceeds default threshold. Default threshold=${byDefault}, found=${found}`,
    }),
  };
}

/** A unit with all that is asked of it: of several queries that find it, the actions follow each other. */
export interface Asked {
  readonly id: string;
  readonly actions: readonly MassAction[];
  readonly queries: readonly Pick<BulkQuery, 'index' | 'text'>[];
}

/** PREPARE_BULK_ATOMIC_UPDATE_UNIT_LIST: the unit of each query, which must be one. */
export async function prepareBulk(run: MassRun): Promise<ActionResult> {
  const folder = folderOf(run);
  const asked = new Map<string, Asked>();
  const rejected: Reported[] = [];
  let queries = 0;
  for (const query of await readLines<BulkQuery>(folder, QUERIES)) {
    run.signal.throwIfAborted();
    queries += 1;
    const found = await unitOf(run, query);
    const { index, text } = query;
    if ('resultKey' in found) {
      rejected.push({ ...found, id: String(index), status: 'WARNING', action: PREPARE, query: text });
      continue;
    }
    const before = asked.get(found.id);
    asked.set(found.id, {
      id: found.id,
      actions: [...(before?.actions ?? []), ...query.actions],
      queries: [...(before?.queries ?? []), { index, text }],
    });
  }
  await writeAsked(run, asked.values());
  await writeLines(folder, 'report.rejected.jsonl', rejected);
  const meter = { OK: queries - rejected.length, WARNING: rejected.length };
  return { status: rejected.length > 0 ? 'WARNING' : 'OK', meter };
}

/** What is asked of each unit, in chunks. */
export async function writeAsked(run: MassRun, asked: Iterable<Asked>): Promise<void> {
  const folder = folderOf(run);
  const chunks = new ChunkWriter<Asked>(folder, FILES.units);
  for (const each of asked) await chunks.add(each);
  await folder.write(FILES.list, JSON.stringify({ chunks: await chunks.finish() }));
}

async function unitOf(
  run: MassRun,
  { $query, actions }: BulkQuery,
): Promise<{ readonly id: string } | Pick<Reported, 'resultKey' | 'message'>> {
  const internal = internalNames(actions);
  if (internal.length > 0)
    return { resultKey: 'INVALID_DSL_QUERY', message: `Internal field(s): ${internal.join(', ')}` };
  try {
    await tryPatterns(run, actions);
    const found = await selectChosen(run, { ...chosenOf(run), request: { $query } }, 2);
    const [id] = found;
    if (id === undefined) return { resultKey: 'UNIT_NOT_FOUND', message: 'No unit is found by the query' };
    return found.length === 1
      ? { id }
      : { resultKey: 'TOO_MANY_UNITS_FOUND', message: 'Several units are found by the query' };
  } catch (error) {
    if (error instanceof QueryRefused) return { resultKey: 'INVALID_DSL_QUERY', message: error.message };
    throw error;
  }
}

/** @throws QueryRefused for a pattern that the database does not know */
async function tryPatterns({ house, tenant }: MassRun, actions: readonly MassAction[]): Promise<void> {
  const patterns = actions.flatMap((action) =>
    action.kind === 'regex' ? [{ ...action, path: 'Title' }] : [],
  );
  if (patterns.length === 0) return;
  const unit = { content: { Title: '' }, management: {} };
  await house.database.inTenant(tenant, (tx) => appliedToAll(tx, new Map([['', unit]]), patterns));
}

/** One chunk of updates that differ by unit, as an action of this name: a unit that has all that already is left as it is. */
export const updateEach = (key: EventKey) => (run: MassRun, chunk: number) => updateAsked(run, chunk, key);

async function updateAsked(run: MassRun, chunk: number, key: EventKey): Promise<ChunkResult> {
  const { tenant, house } = run;
  const asked = await readLines<Asked>(folderOf(run), FILES.units(chunk));
  const fated = await house.database.inTenant(tenant, async (tx): Promise<Fated[]> => {
    const units = new Map(
      (
        await readUnits(
          tx,
          tenant,
          asked.map(({ id }) => id),
        )
      ).map((unit) => [unit.id, unit]),
    );
    const fates: Fated[] = [];
    for (const { id, actions } of asked) {
      const unit = units.get(id);
      const fate = unit && (await appliedToAll(tx, new Map([[id, unit]]), actions)).get(id);
      if (unit && fate) fates.push({ unit, fate });
    }
    return fates;
  });
  const { changes, faults } = await judge(run, fated);
  const fresh = changes.filter(
    ({ unit, management, content = unit.content }) =>
      unitDifference(bodyOf(unit), bodyOf({ content, management })) !== '',
  );
  const written = new Set(fresh.map(({ unit }) => unit.id));
  const reported = asked.flatMap(({ id, queries }) =>
    queries.map(({ index, text }): Reported => {
      const fault = faults.get(id);
      return {
        ...(fault === undefined ? told(written.has(id)) : refusal(fault)),
        ...{ id: String(index), query: text, unitId: id },
      };
    }),
  );
  await writeLines(folderOf(run), FILES.report(chunk), reported);
  return {
    actions: { [key]: outcomeOf(reported) },
    ...(await writeChanges(run, chunk, fresh)),
  };
}

const told = (isWritten: boolean): Pick<Reported, 'status' | 'resultKey' | 'message'> =>
  isWritten
    ? { status: 'OK', resultKey: 'UNIT_METADATA_UPDATE', message: 'Bulk atomic update OK' }
    : { status: 'WARNING', resultKey: 'UNIT_METADATA_NO_NEW_DATA', message: 'The unit has all that already' };

function outcomeOf(reported: readonly Reported[]): Outcome {
  const of = (wanted: Reported['status']) => reported.filter(({ status }) => status === wanted).length;
  const meter = { OK: of('OK'), WARNING: of('WARNING'), KO: of('KO') };
  return { status: meter.KO > 0 ? 'KO' : meter.WARNING > 0 ? 'WARNING' : 'OK', meter };
}
