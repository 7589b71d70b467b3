import type { JsonObject, WrittenUnit } from '@perenne/seda';
import { readLifeCycles } from '../../logbook/index.ts';
import type { DeliveredGroups } from './delivered-groups.ts';
import { CHUNK, type DeliveryRun, parametersOf } from './delivery-run.ts';
import { messageEvents } from './message-events.ts';
import type { PlannedUnit, UnitPlan } from './planned-units.ts';
import { deliveredReferences } from './references.ts';
import { isDeliverable, unexportable } from './unexportable.ts';

/** The package cannot be made as it was asked for; the message is the reason given to the asker. */
export class CannotDeliver extends Error {}

interface UnitRow {
  readonly id: string;
  readonly management: JsonObject;
  readonly content: JsonObject;
}

/** @throws CannotDeliver for the first unit whose version of SEDA cannot become the one asked for */
export function checkVersions({ units }: UnitPlan, run: DeliveryRun): void {
  const { version } = parametersOf(run).request;
  for (const { id, sedaVersion } of units.values())
    if (!isDeliverable(sedaVersion, version))
      throw new CannotDeliver(`Incompatible seda version to export (${version}) for unit : ${id}`);
}

/** Units as they go into the message, a chunk at a time. @throws CannotDeliver */
export async function* deliveredUnits(
  run: DeliveryRun,
  plan: UnitPlan,
  groups: DeliveredGroups,
): AsyncGenerator<WrittenUnit> {
  const { tenant, house } = run;
  const { request } = parametersOf(run);
  const ids = [...plan.units.keys()];
  for (let at = 0; at < ids.length; at += CHUNK) {
    run.signal.throwIfAborted();
    const chunk = ids.slice(at, at + CHUNK);
    const { rows, lifeCycles } = await house.database.inTenant(tenant, async (tx) => ({
      rows: await tx.query<UnitRow>(
        'select id, management, content from unit where tenant = $1 and id = any ($2) order by id',
        [tenant, chunk],
      ),
      lifeCycles: request.lifeCycles ? await readLifeCycles(tx, tenant, 'unit', chunk) : new Map(),
    }));
    for (const { id, management, content } of rows) {
      const reason = unexportable(content, request.version);
      if (reason !== undefined) throw new CannotDeliver(reason);
      const { ArchiveUnitProfile, ...described } = content;
      const { og } = plan.units.get(id) as PlannedUnit;
      yield {
        id,
        ...(typeof ArchiveUnitProfile === 'string' ? { profile: ArchiveUnitProfile } : {}),
        management,
        content: deliveredReferences(described, {
          units: plan.units,
          groups,
          groupOf: (object) => groups.groupOf(object),
        }),
        events: messageEvents(tenant, id, lifeCycles.get(id) ?? []),
        links: (plan.children.get(id) ?? []).map((targetId) => ({
          id: house.guids.make('unit', tenant),
          targetId,
        })),
        ...(og !== null && groups.has(og) ? { groupId: og } : {}),
      };
    }
  }
}
