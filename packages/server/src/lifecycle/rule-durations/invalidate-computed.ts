import { invalidateComputed as invalidate } from '../../catalogue/rules/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { changedRules, DECLARES, type RulesRun } from './rules-run.ts';

/**
 * COMPUTE_INHERITED_RULES_INVALIDATOR: what was computed of the rules of these units, and of those below them, holds no
 * more (spec rules.md 6.4). Units for which nothing was ever computed stay as they are.
 */
export async function invalidateComputed(run: RulesRun): Promise<ActionResult> {
  const { tenant } = run;
  return {
    status: 'OK',
    effects: async (tx) => {
      const declaring = await tx.query<{ id: string }>(
        `select id from unit where tenant = $1 and ${DECLARES}`,
        [tenant, changedRules(run)],
      );
      await invalidate(
        tx,
        tenant,
        declaring.map(({ id }) => id),
      );
    },
  };
}
