import { sql } from 'kysely';
import { run as runStatement } from '../../catalogue/index.ts';
import { ArchiveError, type Tx } from '../../platform/index.ts';
import { type Change, readActions } from '../../referentials/index.ts';
import type { UnitFault } from '../unit-checks.ts';
import { applied, isObject, isRefusedName, type UnitContent } from '../unit-update/unit-actions.ts';

/** Actions of the updates of many units (spec dsl.md 9.2, 9.3, 10): plain JSON, kept with the operation. */
export type MassAction = Change | Replacement;

/** Of a text, or of each text of a list, whatever meets the pattern is replaced. */
export interface Replacement {
  readonly kind: 'regex';
  readonly path: string;
  readonly pattern: string;
  /** In Java's words: `$1` is a group. */
  readonly replacement: string;
}

/** @throws ArchiveError invalidDsl for what the grammar does not allow */
export function readMassActions($action: unknown): MassAction[] {
  if (!Array.isArray($action) || $action.length === 0) return readActions({ $action });
  return $action.flatMap((action): MassAction[] => {
    const asked = isObject(action) && Object.keys(action).length === 1 ? action.$setregex : undefined;
    if (!isObject(asked)) return readActions({ $action: [action] });
    const { $target, $controlPattern, $updatePattern, ...others } = asked;
    if (
      [$target, $controlPattern, $updatePattern].every((each) => typeof each === 'string') &&
      Object.keys(others).length === 0
    )
      return [
        {
          kind: 'regex',
          path: $target as string,
          pattern: $controlPattern as string,
          replacement: $updatePattern as string,
        },
      ];
    throw new ArchiveError(
      'invalidDsl',
      'Validating $setregex: $target, $controlPattern and $updatePattern, all texts ~ NO_VIABLE_ALTERNATIVE ~ path: [$action]\n',
    );
  });
}

/** The first name of the archive's own that is refused when the update is asked for (spec dsl.md 10). */
export function refusedName(actions: readonly MassAction[]): string | undefined {
  return actions.map(({ path }) => path).find((path) => isRefusedName(path.split('.')[0] ?? ''));
}

/** Names, at any depth, that a description does not have (spec operations.md 10.2). */
export function internalNames(actions: readonly MassAction[]): string[] {
  return actions.flatMap((action) => [
    ...action.path.split('.').filter(isInternal),
    ...(action.kind === 'set' ? internalKeys(action.value) : []),
  ]);
}

const isInternal = (name: string) => name === '' || /^[#_$]/.test(name);

function internalKeys(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(internalKeys);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(isInternal(name) ? [name] : []),
    ...internalKeys(inner),
  ]);
}

/**
 * Carries actions out on many units at once, in their order.
 * @throws QueryRefused for a pattern that the database does not know
 */
export async function appliedToAll(
  tx: Tx,
  units: ReadonlyMap<string, UnitContent>,
  actions: readonly MassAction[],
): Promise<Map<string, UnitContent | UnitFault>> {
  const results = new Map<string, UnitContent | UnitFault>(units);
  const changeEach = (changesOf: (id: string) => readonly Change[]) => {
    for (const [id, unit] of results) if (!('code' in unit)) results.set(id, changed(unit, changesOf(id)));
  };
  for (const action of actions) {
    if (action.kind !== 'regex') {
      changeEach(() => [action]);
      continue;
    }
    const replaced = await replacedIn(tx, results, action);
    changeEach((id) => {
      const value = replaced.get(id);
      return value === undefined ? [] : [{ kind: 'set', path: action.path, value }];
    });
  }
  return results;
}

function changed(unit: UnitContent, changes: readonly Change[]): UnitContent | UnitFault {
  try {
    return applied(unit, changes);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    return { code: 'ERROR_METADATA_UPDATE', text: error.description };
  }
}

/** By the database, whose patterns do not go astray, and which gives up in time. */
async function replacedIn(
  tx: Tx,
  units: ReadonlyMap<string, UnitContent | UnitFault>,
  { path, pattern, replacement }: Replacement,
): Promise<Map<string, unknown>> {
  const found = [...units].flatMap(([id, unit]) => {
    const value = 'code' in unit ? undefined : valueAt(unit.content, path.split('.'));
    const texts = typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
    return texts.some((text) => typeof text === 'string') ? [{ id, value, texts }] : [];
  });
  const texts = found.flatMap((each) => each.texts.filter((text) => typeof text === 'string'));
  const rows = await runStatement<{ text: string }>(
    tx,
    sql`select regexp_replace(value, ${pattern}, ${inWordsOfTheDatabase(replacement)}, 'g') as text
      from unnest(${texts}::text[]) with ordinality as given(value, place) order by place`,
  );
  let at = 0;
  const next = (text: unknown) => (typeof text === 'string' ? rows[at++]?.text : text);
  return new Map(
    found.map(({ id, value, texts: own }) => {
      const replaced = own.map(next);
      return [id, Array.isArray(value) ? replaced : replaced[0]];
    }),
  );
}

function valueAt(at: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return at;
  return isObject(at) && Object.hasOwn(at, name) ? valueAt(at[name], rest) : undefined;
}

/** Groups are `\1` there; all else of a replacement stands for itself. */
function inWordsOfTheDatabase(replacement: string): string {
  return replacement.replace(/\\([\s\S])|\$(\d)|\\/g, (found, escaped?: string, group?: string) => {
    if (group !== undefined) return `\\${group}`;
    const text = escaped ?? found;
    return text === '\\' ? '\\\\' : text;
  });
}
