import { sql } from 'kysely';
import { run as runStatement, where } from '../../catalogue/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { searchOf } from '../unit-search.ts';
import { type DeliveryRun, eyesOf, parametersOf, selected } from './delivery-run.ts';
import type { Selection } from './request.ts';

/** CHECK_DISTRIBUTION_THRESHOLD (spec operations.md 1.5): not more units than the request, or the platform, allows. */
export async function checkThreshold(run: DeliveryRun): Promise<ActionResult> {
  const { selection } = parametersOf(run);
  const eyes = await eyesOf(run);
  const found = await run.house.database.inTenant(run.tenant, async (tx) => {
    const condition = await selected(tx, eyes, selection);
    if (condition === undefined) return 0;
    const [row] = await runStatement<{ total: number }>(
      tx,
      sql`select count(*)::integer as total ${where(searchOf(eyes), condition)}`,
    );
    return row?.total ?? 0;
  });
  return judge(found, thresholdOf(selection), run.house.configuration.limits.selectedUnits);
}

function thresholdOf(selection: Selection): number | undefined {
  const threshold = selection.kind === 'query' ? selection.query.$threshold : undefined;
  return typeof threshold === 'number' ? threshold : undefined;
}

function judge(found: number, asked: number | undefined, byDefault: number): ActionResult {
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
