import type { ActionResult } from '../../operations/index.ts';
import { countUnits, judgeThreshold } from '../unit-threshold.ts';
import { type DeliveryRun, eyesOf, parametersOf, selected } from './delivery-run.ts';
import type { Selection } from './request.ts';

/** CHECK_DISTRIBUTION_THRESHOLD (spec operations.md 1.5): not more units than the request, or the platform, allows. */
export async function checkThreshold(run: DeliveryRun): Promise<ActionResult> {
  const { selection } = parametersOf(run);
  const eyes = await eyesOf(run);
  const found = await run.house.database.inTenant(run.tenant, async (tx) =>
    countUnits(tx, eyes, await selected(tx, eyes, selection)),
  );
  return judgeThreshold(found, thresholdOf(selection), run.house.configuration.limits.selectedUnits);
}

function thresholdOf(selection: Selection): number | undefined {
  const threshold = selection.kind === 'query' ? selection.query.$threshold : undefined;
  return typeof threshold === 'number' ? threshold : undefined;
}
