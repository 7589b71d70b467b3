import { todayOf } from '../../access/index.ts';
import { holder, readRuledUnits } from '../../catalogue/rules/index.ts';
import type { EventKey } from '../../logbook/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import type { Clock, TenantId, Tx } from '../../platform/index.ts';
import { graphFault, MOST_LISTED, type TreeUnit } from './graph-faults.ts';
import type { Move } from './move.ts';
import { type MoveRun, readMoves } from './move-run.ts';

/** The controls of what is moved: made when the operation begins, and once more in the moment that shows it. */

const GRAPH = 'RECLASSIFICATION_PREPARATION_CHECK_GRAPH';
const HOLDS = 'RECLASSIFICATION_PREPARATION_CHECK_HOLD_RULES';

export interface Fault {
  readonly key: EventKey;
  /** `evDetData`. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** RECLASSIFICATION_PREPARATION_CHECK_GRAPH. A unit that went since it was found is no failure of ours. */
export function checkGraph(run: MoveRun): Promise<ActionResult> {
  return controlled(run, faultOfGraph);
}

/** RECLASSIFICATION_PREPARATION_CHECK_HOLD_RULES. */
export function checkHolds(run: MoveRun): Promise<ActionResult> {
  const { clock } = run.house;
  return controlled(run, (tx, tenant, moves) => faultOfHolds(tx, tenant, moves, clock));
}

async function controlled(
  run: MoveRun,
  control: (tx: Tx, tenant: TenantId, moves: readonly Move[]) => Promise<Fault | undefined>,
): Promise<ActionResult> {
  const { tenant, house } = run;
  const moves = await readMoves(run);
  const fault = await house.database.inTenant(tenant, (tx) => control(tx, tenant, moves));
  return fault === undefined ? { status: 'OK' } : { status: 'KO', detail: JSON.stringify(fault.detail) };
}

export async function faultOfGraph(
  tx: Tx,
  tenant: TenantId,
  moves: readonly Move[],
): Promise<Fault | undefined> {
  const ids = [...new Set(moves.flatMap(({ id, add }) => [id, ...add]))];
  // Identifiers of the ancestors are an array that is made once, so that the primary key answers.
  const rows = await tx.query<TreeUnit>(
    `select id, unit_type as "unitType", up from unit
     where tenant = $1 and id = any($2::text[] || array(
       select distinct above from unit, unnest(us) above where tenant = $1 and id = any($2::text[])))`,
    [tenant, ids],
  );
  const detail = graphFault(moves, new Map(rows.map((unit) => [unit.id, unit])));
  return detail && { key: GRAPH, detail };
}

/** Units whose rules are read at once. */
const BATCH = 1_000;

/** A hold that forbids it, of a unit or come down on it; new parents are not looked at (spec rules.md 8). */
export async function faultOfHolds(
  tx: Tx,
  tenant: TenantId,
  moves: readonly Move[],
  clock: Clock,
): Promise<Fault | undefined> {
  const today = todayOf(clock);
  const blocked: string[] = [];
  for (let at = 0; at < moves.length; at += BATCH) {
    const ids = moves.slice(at, at + BATCH).map(({ id }) => id);
    const units = await readRuledUnits(tx, tenant, ids);
    const heldBy = holder(units);
    blocked.push(...ids.filter((id) => units.has(id) && forbids(heldBy(id).HoldRule.rules, today)));
  }
  if (blocked.length === 0) return undefined;
  const error = 'Cannot apply reclassification request. Hold rules with PreventRearrangement found';
  return { key: HOLDS, detail: { error, unitsBlockedByHoldRules: blocked.slice(0, MOST_LISTED) } };
}

type HeldRules = ReturnType<ReturnType<typeof holder>>['HoldRule']['rules'];

function forbids(rules: HeldRules, today: string): boolean {
  return rules.some(({ declared }) => {
    const { EndDate, PreventRearrangement } = declared as typeof declared & {
      readonly PreventRearrangement?: boolean;
    };
    return PreventRearrangement === true && (EndDate === undefined || today < EndDate);
  });
}
