import { type Condition, count } from '../catalogue/index.ts';
import type { ActionResult } from '../operations/index.ts';
import type { Tx } from '../platform/index.ts';
import type { Eyes } from './reading.ts';
import { searchOf } from './unit-search.ts';

/** Units that meet a condition under the contract; none is selected by an undefined one. */
export async function countUnits(tx: Tx, eyes: Eyes, condition: Condition | undefined): Promise<number> {
  return condition === undefined ? 0 : count(tx, searchOf(eyes), condition, 'all');
}

/** Not more units than the request, or the platform, allows (spec operations.md 1.5, CHECK_DISTRIBUTION_THRESHOLD). */
export function judgeThreshold(found: number, asked: number | undefined, byDefault: number): ActionResult {
  const limit = asked ?? byDefault;
  if (found > limit)
    return {
      status: 'KO',
      detail: JSON.stringify({ error: `Too many units found. Threshold=${limit}, found=${found}` }),
    };
  if (found > byDefault)
    return {
      status: 'WARNING',
      detail: JSON.stringify({
        warning: `Unit count exceeds default threshold. Default threshold=${byDefault}, found=${found}`,
      }),
    };
  return { status: 'OK' };
}
