import type { MasterPatch } from '../logbook/index.ts';
import type { Tx } from '../platform/index.ts';
import type { Lease } from './queue.ts';
import type { ActionResult } from './workflow.ts';

/**
 * What the actions of a step bring to the master record: of one member the last action wins within a step,
 * `evDetData` is merged member by member over the steps and written anew, indented (spec ingest.md 4.1).
 */
export async function masterPatch(
  tx: Tx,
  lease: Lease,
  results: readonly ActionResult[],
): Promise<MasterPatch> {
  const patch: MasterPatch = Object.assign({}, ...results.map(({ master }) => master ?? {}));
  const brought = results.findLast(({ masterDetail }) => masterDetail !== undefined)?.masterDetail;
  if (brought === undefined) return patch;
  const [row] = await tx.query<{ detail: string | null }>(
    `select master->>'evDetData' as detail from logbook_operation where tenant = $1 and id = $2`,
    [lease.tenant, lease.operation],
  );
  // A member of an earlier step keeps its place: clients compare the text as it is laid out.
  const merged = { ...(row?.detail ? JSON.parse(row.detail) : {}), ...brought };
  return { ...patch, evDetData: indented(merged) };
}

/** Two-space indentation, a blank on each side of the colon, arrays on one line: the layout that clients compare. */
export function indented(value: unknown, margin = ''): string {
  if (Array.isArray(value))
    return value.length === 0 ? '[ ]' : `[ ${value.map((each) => indented(each, margin)).join(', ')} ]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return '{ }';
  const inner = `${margin}  `;
  const lines = members.map(
    ([name, member]) => `${inner}${JSON.stringify(name)} : ${indented(member, inner)}`,
  );
  return `{\n${lines.join(',\n')}\n${margin}}`;
}
