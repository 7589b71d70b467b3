import { checkChosen, eachChosen } from '../../access/index.ts';
import { type LifeCycleRow, readLifeCycles } from '../../logbook/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import type { Change } from '../../referentials/index.ts';
import { readUnits } from '../unit-documents.ts';
import { isObject } from '../unit-update/unit-actions.ts';
import { type Asked, writeAsked } from './bulk.ts';
import { chosenOf, type MassRun } from './mass-run.ts';

/** What is asked of a way back (spec operations.md 10.5). */
export interface Revert {
  /** The update that shall be undone. */
  readonly operation: string;
  /** Also where others have followed it. */
  readonly force: boolean;
  /** Fields that shall be as they were; absent: all that can be. */
  readonly fields?: readonly string[];
}

const revertOf = ({ parameters }: MassRun): Revert => parameters.revert as Revert;

/** Units that the update changed, and did not bring. */
export function touchedBy(operation: string): Readonly<Record<string, unknown>> {
  return { $and: [{ $eq: { '#operations': operation } }, { $ne: { '#opi': operation } }] };
}

/** A selection narrowed to what the update changed; without query and roots it is all of that. */
export function narrowed(selection: unknown, operation: string): unknown {
  if (!isObject(selection)) return selection;
  const { $query, $roots } = selection;
  if (!Array.isArray($query) || ($roots !== undefined && !Array.isArray($roots))) return selection;
  const last = $query.at(-1);
  if (last === undefined)
    return { ...selection, $query: [{ ...touchedBy(operation), ...($roots?.length ? { $depth: 0 } : {}) }] };
  if (!isObject(last)) return selection;
  const { $depth, ...asked } = last;
  const both = { $and: [asked, touchedBy(operation)], ...($depth === undefined ? {} : { $depth }) };
  return { ...selection, $query: [...$query.slice(0, -1), both] };
}

const PAGE = 1_000;

/** REVERT_CHECK: what each unit had before the update, as its life cycle tells. */
export async function prepareRevert(run: MassRun): Promise<ActionResult> {
  const judged = await checkChosen(run, chosenOf(run), run.house.configuration.limits.selectedUnits);
  if (judged.status === 'KO') return judged;
  const { operation, force } = revertOf(run);
  const { tenant, house } = run;
  const ids: string[] = [];
  await eachChosen(run, chosenOf(run), async (id) => ids.push(id));
  const asked: Asked[] = [];
  let isFollowed = false;
  for (let at = 0; at < ids.length; at += PAGE) {
    run.signal.throwIfAborted();
    const page = ids.slice(at, at + PAGE);
    const { read, cycles } = await house.database.inTenant(tenant, async (tx) => ({
      read: await readUnits(tx, tenant, page),
      cycles: await readLifeCycles(tx, tenant, 'unit', page),
    }));
    isFollowed ||= read.some(({ ops }) => ops.at(-1) !== operation);
    for (const { id, content } of read) {
      const actions = withoutEmptied(waysBack(cycles.get(id) ?? [], revertOf(run)), content);
      if (actions.length === 0) continue;
      const text = JSON.stringify({ $query: [{ $eq: { '#id': id } }], $action: actions.map(shown) });
      asked.push({ id, actions, queries: [{ index: asked.length, text }] });
    }
  }
  if (ids.length === 0) return refused('No unit to revert');
  if (isFollowed && !force)
    return refused('Another operation has changed some units, revert cannot be performed without force.');
  if (asked.length === 0) return refused('No updated field to revert');
  await writeAsked(run, asked);
  return judged;
}

const refused = (error: string): ActionResult => ({ status: 'KO', detail: JSON.stringify({ error }) });

const shown = (change: Change) =>
  change.kind === 'set' ? { $set: { [change.path]: change.value } } : { $unset: [change.path] };

/** Titles, descriptions and the level: texts that a difference tells whole. */
const FIELD = /^(Title|Description|DescriptionLevel|(Title|Description)_\.[^.[\]]+)$/;
const LINE = /^([-+]) {2}"(.+?)" : (.*)$/;

/**
 * What makes a unit's fields what they were before the operation, by the first event that it left.
 * @param rows life cycle of the unit
 */
export function waysBack(
  rows: readonly LifeCycleRow[],
  { operation, fields }: Pick<Revert, 'operation' | 'fields'>,
): Change[] {
  const events = rows.find((row) => row.operation === operation)?.events ?? [];
  const detail = events.find(([, , , each]) => each)?.[3];
  const was = new Map<string, string | undefined>();
  for (const line of diffIn(detail).split('\n')) {
    const [, sign, name = '', text = ''] = LINE.exec(line) ?? [];
    if (!FIELD.test(name) || !(fields?.includes(name) ?? true)) continue;
    const value: unknown = text.startsWith('"') ? JSON.parse(text) : undefined;
    if (typeof value !== 'string') continue;
    if (sign === '-') was.set(name, value);
    else if (!was.has(name)) was.set(name, undefined);
  }
  return [...was].map(([path, value]) =>
    value === undefined ? { kind: 'unset', path } : { kind: 'set', path, value },
  );
}

/** Of a text by languages the last one takes the whole with it: an empty one is refused. */
function withoutEmptied(changes: readonly Change[], content: Readonly<Record<string, unknown>>): Change[] {
  return ['Title_', 'Description_'].reduce<Change[]>(
    (all, name) => {
      const own = all.filter(({ path }) => path.startsWith(`${name}.`));
      const removed = new Set(own.flatMap(({ kind, path }) => (kind === 'unset' ? [path] : [])));
      const isLeft = Object.keys(content[name] ?? {}).some((language) => !removed.has(`${name}.${language}`));
      if (removed.size === 0 || removed.size < own.length || isLeft) return all;
      return [...all.filter((change) => !own.includes(change)), { kind: 'unset', path: name }];
    },
    [...changes],
  );
}

function diffIn(detail: string | null | undefined): string {
  const { diff } = JSON.parse(detail ?? '{}') as { diff?: unknown };
  return typeof diff === 'string' ? diff : '';
}
