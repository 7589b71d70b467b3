import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bodyOf, chooseUnits, eyesOf, launch, refusingAs } from '../../access/index.ts';
import { BATCH_SCHEMA } from '../../catalogue/index.ts';
import { ITEM_STATUS_RESULT, type Workflow } from '../../operations/index.ts';
import { ArchiveError } from '../../platform/index.ts';
import type { LifecycleHouse } from '../house.ts';
import type { ComputedParameters } from './computed-run.ts';
import { COMPUTATION, REMOVAL } from './workflow.ts';

const PATH = '/access-external/v1/units/computedInheritedRules';

/** Asks for what holds for units by inheritance, or takes it away again (spec api.md A21, A22). */
export async function computedRulesRoutes(app: FastifyInstance, house: LifecycleHouse): Promise<void> {
  app.post(
    PATH,
    {
      config: { permission: 'computeInheritedRules:action', body: BATCH_SCHEMA, result: ITEM_STATUS_RESULT },
    },
    (request) => compute(house, request, COMPUTATION, 'everything'),
  );
  // To take it away needs no right to write (spec rules.md 6.3).
  app.delete(
    PATH,
    {
      config: { permission: 'computeInheritedRules:delete', body: BATCH_SCHEMA, result: ITEM_STATUS_RESULT },
    },
    (request) => compute(house, request, REMOVAL),
  );
}

async function compute(
  house: LifecycleHouse,
  request: FastifyRequest,
  workflow: Workflow<LifecycleHouse>,
  needed?: 'everything',
) {
  return refusingAs('queryRefused', 400, async () => {
    const body = bodyOf(request);
    const eyes = await eyesOf(house, request, 'accessClient');
    if (needed !== undefined && eyes.rights.writes !== needed)
      throw new ArchiveError('accessClient', 'The access contract does not allow to change units.', {
        status: 401,
      });
    const parameters: ComputedParameters = { chosen: chooseUnits(body, eyes) };
    return launch(house, request, workflow, { ...parameters });
  });
}
