import type { Tx } from '../../platform/index.ts';
import { inheritedRules, readRuledUnits, TooManyPaths } from '../rules/index.ts';
import type { Projection } from './request.ts';
import type { Search } from './search.ts';

type Row = Record<string, unknown>;

const COMPUTED = '#computedInheritedRules';

/**
 * Rows of units with the whole of what holds for them (`inheritedRulesAPIOutput`, spec rules.md 6.1), where it is wanted,
 * shown and computed. It is made then and there: what is computed is right as long as it is there
 * (docs/decisions/0009). A unit with more ways to its rules than can be listed goes without.
 */
export async function withRulesOutput(
  tx: Tx,
  { tenant, rulesOutput }: Search,
  projection: Projection,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const isShown =
    projection === undefined ||
    projection.some((name) => name === COMPUTED || name.startsWith(`${COMPUTED}.inheritedRulesAPIOutput`));
  if (!rulesOutput || !isShown) return rows;
  const computed = rows.filter((row) => (row.computed as { rules?: unknown } | null | undefined)?.rules);
  if (computed.length === 0) return rows;
  const ids = computed.map((row) => row.id as string);
  const rulesOf = inheritedRules(await readRuledUnits(tx, tenant, ids));
  const outputs = new Map(ids.map((id) => [id, outputOf(id, rulesOf)]));
  return rows.map((row) => {
    const output = outputs.get(row.id as string);
    return output === undefined ? row : { ...row, computed: { ...(row.computed as object), output } };
  });
}

function outputOf(id: string, rulesOf: ReturnType<typeof inheritedRules>): unknown {
  try {
    return rulesOf(id);
  } catch (error) {
    if (error instanceof TooManyPaths) return undefined;
    throw error;
  }
}
