import type { FastifyRequest } from 'fastify';
import { envelopeOf } from '../catalogue/index.ts';
import { agent, askerOf } from '../logbook/index.ts';
import { createOperation, itemStatus, type Workflow } from '../operations/index.ts';
import type { OperationId } from '../platform/index.ts';
import type { AccessHouse } from './house.ts';

/**
 * Starts an operation on units that an application asks for, under its access contract.
 * @returns the answer: 200 whose body says 202, as the reference system has it (spec operations.md 1.3)
 */
export async function launch<House extends AccessHouse>(
  house: House,
  request: FastifyRequest,
  workflow: Workflow<House>,
  parameters: Readonly<Record<string, unknown>>,
) {
  const { tenant, caller } = request;
  await createOperation(house, tenant, {
    id: request.requestGuid as OperationId,
    workflow,
    stepByStep: false,
    ...askerOf(caller),
    rightsStatement: JSON.stringify({ AccessContract: caller.accessContract }),
    parameters,
    agent: agent('access-external', 1),
  });
  const status = itemStatus({ workflow: workflow.id, state: 'RUNNING', status: 'STARTED' });
  const found = { total: 1, filter: { offset: 0, statedLimit: 0, order: [] }, results: [{ ...status }] };
  return { ...envelopeOf(found, {}), httpCode: 202 };
}
