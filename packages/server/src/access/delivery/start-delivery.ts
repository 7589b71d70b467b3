import { parseMultipleSelect } from '../../catalogue/index.ts';
import { type Asker, agent, askerOf } from '../../logbook/index.ts';
import { createOperation } from '../../operations/index.ts';
import { ArchiveError, type OperationId, type TenantId } from '../../platform/index.ts';
import type { AccessRights } from '../access-rights.ts';
import { todayOf } from '../reading.ts';
import type { DeliveryHouse } from './house.ts';
import type { DeliveryParameters, DeliveryRequest, Selection } from './request.ts';
import { DELIVERY_WORKFLOW } from './workflow.ts';

/** Who asks for what. */
export interface Asked extends Asker {
  readonly tenant: TenantId;
  /** Identifier of the operation to be. */
  readonly id: OperationId;
  readonly selection: Selection;
  readonly request: DeliveryRequest;
  readonly rights: AccessRights;
  /** Access contract, or name of the person. */
  readonly requester: string;
  /** Account of the person who asks in the front office. */
  readonly account?: string;
}

/**
 * Creates and queues the operation of a delivery.
 * @throws ArchiveError invalidDsl, emptyQuery; QueryRefused: the selection cannot be carried out
 */
export async function startDelivery(house: DeliveryHouse, asked: Asked): Promise<void> {
  const { tenant, selection, request, rights, requester } = asked;
  if (selection.kind === 'query') {
    const parsed = parseMultipleSelect(selection.query);
    if (parsed.queries.length === 0 && parsed.roots.length === 0)
      throw new ArchiveError('emptyQuery', 'Select units: $query and $roots are both empty.');
  }
  const parameters: DeliveryParameters = {
    selection,
    request,
    rights,
    requester,
    today: todayOf(house.clock),
    ...(asked.account === undefined ? {} : { account: asked.account }),
  };
  await createOperation(house, tenant, {
    id: asked.id,
    workflow: DELIVERY_WORKFLOW,
    stepByStep: false,
    ...askerOf(asked),
    parameters: { ...parameters },
    agent: agent('access-external', 1),
  });
}
