import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bodyOf, chooseUnits, eyesOf, refusingAs } from '../../access/index.ts';
import { BATCH_SCHEMA, envelopeOf } from '../../catalogue/index.ts';
import { agent } from '../../logbook/index.ts';
import { createOperation, itemStatus, type Workflow } from '../../operations/index.ts';
import { ArchiveError, type OperationId } from '../../platform/index.ts';
import type { LifecycleHouse } from '../house.ts';
import type { ComputedParameters } from './computed-run.ts';
import { COMPUTATION, REMOVAL } from './workflow.ts';

const PATH = '/access-external/v1/units/computedInheritedRules';

/** Asks for what holds for units by inheritance, or takes it away again (spec api.md A21, A22). */
export async function computedRulesRoutes(app: FastifyInstance, house: LifecycleHouse): Promise<void> {
  app.post(PATH, { config: { permission: 'computeInheritedRules:action', body: BATCH_SCHEMA } }, (request) =>
    launch(house, request, COMPUTATION, 'everything'),
  );
  // To take it away needs no right to write (spec rules.md 6.3).
  app.delete(
    PATH,
    { config: { permission: 'computeInheritedRules:delete', body: BATCH_SCHEMA } },
    (request) => launch(house, request, REMOVAL),
  );
}

async function launch(
  house: LifecycleHouse,
  request: FastifyRequest,
  workflow: Workflow<LifecycleHouse>,
  needed?: 'everything',
) {
  const { tenant, caller } = request;
  return refusingAs('queryRefused', 400, async () => {
    const body = bodyOf(request);
    const eyes = await eyesOf(house, request, 'accessClient');
    if (needed !== undefined && eyes.rights.writes !== needed)
      throw new ArchiveError('accessClient', 'The access contract does not allow to change units.', {
        status: 401,
      });
    const parameters: ComputedParameters = { chosen: chooseUnits(body, eyes) };
    await createOperation(house, tenant, {
      id: request.requestGuid as OperationId,
      workflow,
      stepByStep: false,
      context: caller.context,
      ...(caller.applicationSession === undefined ? {} : { applicationSession: caller.applicationSession }),
      rightsStatement: JSON.stringify({ AccessContract: caller.accessContract }),
      parameters: { ...parameters },
      agent: agent('access-external', 1),
    });
    const status = itemStatus({ workflow: workflow.id, state: 'RUNNING', status: 'STARTED' });
    const found = { total: 1, filter: { offset: 0, statedLimit: 0, order: [] }, results: [{ ...status }] };
    return { ...envelopeOf(found, {}), httpCode: 202 };
  });
}
