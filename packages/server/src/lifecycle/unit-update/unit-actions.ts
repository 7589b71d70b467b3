import { RULE_CATEGORIES, type RuleCategory } from '../../catalogue/rules/index.ts';
import { ArchiveError } from '../../platform/index.ts';
import { type Change, isManyUnitPath, readActions } from '../../referentials/index.ts';

/** What an update asks of a unit: its description, and its management, by their paths (spec dsl.md 9.1, 10). */

export type JsonObject = Readonly<Record<string, unknown>>;

export interface UnitContent {
  readonly content: JsonObject;
  readonly management: JsonObject;
}

/** Names of the archive's own that the endpoint refuses by itself, in lower case (spec dsl.md 10). */
const REFUSED = new Set([
  ...[
    'identifier',
    'puid',
    '#all',
    '#format',
    '#id',
    '#nbunits',
    '#nbobjects',
    '#qualifiers',
    '#size',
    '#object',
  ],
  ...['#unitups', '#allunitups', '#tenant', '#min', '#max', '#unittype', '#originating_agency'],
  ...['#originating_agencies', '#version', '#usage', '#operations', '#opi', '#score', '#graph', '#history'],
  ...['#elimination', '#sedaversion', '#implementationversion', '#storage', '#computedinheritedrules'],
]);
const MANAGEMENT = '#management';

/** A first name that the endpoints refuse by themselves. */
export function isRefusedName(first: string): boolean {
  return first.startsWith('_') || REFUSED.has(first.toLowerCase());
}

/**
 * Reads an UPDATE_BY_ID request on a unit.
 * @throws ArchiveError invalidDsl for the grammar; updateUnitById for a name of the archive's; queryRefused, with
 * updateUnitById chained, for a name that no unit has
 */
export function readUnitActions(body: unknown): Change[] {
  const changes = readActions(body);
  for (const { path } of changes) {
    const [first = '', ...rest] = path.split('.');
    const shown = path.slice(0, 120);
    if (isRefusedName(first))
      throw new ArchiveError('updateUnitById', `Illegal variable name found: ${shown}`);
    const isOwn = (name: string) => name === '' || /^[#_$]/.test(name) || name === 'constructor';
    if ((isOwn(first) && first !== MANAGEMENT) || rest.some(isOwn))
      throw new ArchiveError('queryRefused', `${shown} is not a field that can be changed`, {
        chained: 'updateUnitById',
      });
  }
  return changes;
}

/** True when the right to change descriptions alone is not enough; removals are not seen (spec dsl.md 9.1, quirk). */
export function changesManagement(changes: readonly Change[]): boolean {
  return changes.some(
    ({ kind, path }) =>
      path === 'ArchiveUnitProfile' ||
      (kind === 'set' && (path === MANAGEMENT || path.startsWith(`${MANAGEMENT}.`))),
  );
}

/** Categories of rules that are set, in whole or in part. */
export function changedCategories(changes: readonly Change[]): RuleCategory[] {
  return categoriesOf(
    changes,
    ({ kind, path }, whole) =>
      kind === 'set' && (path === MANAGEMENT || path === whole || path.startsWith(`${whole}.`)),
  );
}

/** Categories of rules that are taken away, whole. */
export function removedCategories(changes: readonly Change[]): RuleCategory[] {
  return categoriesOf(
    changes,
    ({ kind, path }, whole) => kind === 'unset' && (path === MANAGEMENT || path === whole),
  );
}

function categoriesOf(
  changes: readonly Change[],
  meets: (change: Change, whole: string) => boolean,
): RuleCategory[] {
  return RULE_CATEGORIES.filter((category) =>
    changes.some((change) => meets(change, `${MANAGEMENT}.${category}`)),
  );
}

/**
 * Carries the changes out, in their order. A scalar that is set where a list is declared, or nothing, becomes a list
 * of one (spec model.md 3.4).
 * @throws ArchiveError queryRefused, with updateUnitById chained, for a path through what is no object
 */
export function applied(before: UnitContent, changes: readonly Change[]): UnitContent {
  let document: JsonObject = { ...before.content, [MANAGEMENT]: before.management };
  for (const change of changes) {
    const names = change.path.split('.');
    document =
      change.kind === 'unset'
        ? (without(document, names) as JsonObject)
        : withValue(document, names, listed(change.path, change.value), change.path);
  }
  const { [MANAGEMENT]: management, ...content } = document;
  return { content, management: isObject(management) ? management : {} };
}

function listed(path: string, value: unknown): unknown {
  const isScalar = value !== null && typeof value !== 'object';
  return isScalar && isManyUnitPath(path) ? [value] : value;
}

function withValue(
  at: unknown,
  [name = '', ...rest]: readonly string[],
  value: unknown,
  path: string,
): JsonObject {
  if (at !== undefined && !isObject(at))
    throw new ArchiveError('queryRefused', `${path.slice(0, 120)} leads through what is not an object`, {
      chained: 'updateUnitById',
    });
  const inner = at !== undefined && Object.hasOwn(at, name) ? at[name] : undefined;
  return { ...at, [name]: rest.length === 0 ? value : withValue(inner, rest, value, path) };
}

function without(at: unknown, [name = '', ...rest]: readonly string[]): unknown {
  if (!isObject(at) || !Object.hasOwn(at, name)) return at;
  const { [name]: inner, ...others } = at;
  return rest.length === 0 ? others : { ...at, [name]: without(inner, rest) };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
