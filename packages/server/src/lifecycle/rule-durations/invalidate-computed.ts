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
      await tx.query(
        `with declaring as (select id from unit where tenant = $1 and ${DECLARES})
         update unit u set valid_computed_rules = false, computed_rules = null, atomic_version = atomic_version + 1
         where u.tenant = $1 and u.valid_computed_rules
           and exists (select 1 from declaring d where d.id = u.id or d.id = any(u.us))`,
        [tenant, changedRules(run)],
      );
    },
  };
}
