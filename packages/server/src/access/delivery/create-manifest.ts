import { NoPlace, writeMessage } from '@perenne/seda';
import type { ActionResult } from '../../operations/index.ts';
import { technicalDate } from '../../platform/index.ts';
import { DeliveredGroups } from './delivered-groups.ts';
import { CannotDeliver, checkVersions, deliveredUnits } from './delivered-units.ts';
import { type Contents, type DeliveryRun, FILES, folderOf, parametersOf } from './delivery-run.ts';
import { headerFault, messageHeader } from './message-header.ts';
import { planUnits, type UnitPlan } from './planned-units.ts';
import { judgeSize } from './size-threshold.ts';

/**
 * CREATE_MANIFEST (spec operations.md 3.2): the message in the work folder, and beside it the list of the files that
 * the package will hold. What the request cannot have ends KO with its reason.
 */
export async function createManifest(run: DeliveryRun): Promise<ActionResult> {
  const plan = await planUnits(run);
  if (plan.units.size === 0) return refused('the DSL query has no result');
  const fault = headerFault(parametersOf(run).request);
  if (fault !== undefined) return refused(fault);
  try {
    checkVersions(plan, run);
    return await writeManifest(run, plan);
  } catch (error) {
    if (error instanceof CannotDeliver) return refused(error.message);
    if (error instanceof NoPlace)
      return refused(`Cannot export ${error.message} (SEDA ${parametersOf(run).request.version})`);
    throw error;
  }
}

function refused(reason: string): ActionResult {
  return { status: 'KO', detail: detailOf(reason) };
}

const detailOf = (Reason: string) => JSON.stringify({ Reason });

async function writeManifest(run: DeliveryRun, plan: UnitPlan): Promise<ActionResult> {
  const { tenant, house } = run;
  const { limits, deliveryThresholds } = house.configuration;
  const parameters = parametersOf(run);
  const now = house.clock.now();
  const groups = new DeliveredGroups(run, plan);
  const header = messageHeader(parameters, {
    operation: run.id,
    tenant,
    tenantName: await tenantName(run),
    date: `${technicalDate(now)}Z`,
    originatingAgency: plan.originatingAgency,
  });
  const message = { ...header, groups: groups.written(), units: deliveredUnits(run, plan, groups) };
  const manifest = await folderOf(run).write(FILES.manifest, textOf(writeMessage(message)));
  const contents: Contents = {
    at: now.getTime(),
    units: plan.units.size,
    groups: groups.size,
    chunks: groups.chunks,
  };
  await folderOf(run).write(FILES.contents, JSON.stringify(contents));
  const verdict = judgeSize(groups.bytes + manifest.size, {
    asked: parameters.request.maxBytes,
    tenant: deliveryThresholds[String(tenant)],
    platform: limits.deliveryBytes,
  });
  return verdict === undefined
    ? { status: 'OK' }
    : { status: verdict.status, detail: detailOf(verdict.reason) };
}

async function* textOf(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

async function tenantName({ tenant, house }: DeliveryRun): Promise<string> {
  const [row] = await house.database.outsideTenants((tx) =>
    tx.query<{ name: string }>('select name from tenant where tenant = $1', [tenant]),
  );
  return row?.name || `Tenant ${tenant}`;
}
