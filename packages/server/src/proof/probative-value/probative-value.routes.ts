import type { FastifyInstance } from 'fastify';
import { bodyOf, chooseUnits, eyesOf, launch, refusingAs } from '../../access/index.ts';
import { ITEM_STATUS_RESULT } from '../../operations/index.ts';
import type { ProofHouse } from '../house.ts';
import { ProbativeValueRequest, readProbativeRequest } from './request.ts';
import type { ProbativeParameters } from './run.ts';
import { PROBATIVE_VALUE } from './workflow.ts';

/** Statements of probative value, for applications (spec api.md D65). */
export async function probativeValueRoutes(app: FastifyInstance, house: ProofHouse): Promise<void> {
  app.post(
    '/admin-external/v1/probativevalueexport',
    {
      config: {
        permission: 'probativevalue:create',
        body: ProbativeValueRequest,
        result: ITEM_STATUS_RESULT,
      },
    },
    (request) =>
      refusingAs('adminBadRequest', 400, async () => {
        const asked = readProbativeRequest(bodyOf(request));
        const eyes = await eyesOf(house, request, 'accessContract');
        const { $roots, $query, $threshold } = asked.dslQuery;
        const chosen = chooseUnits(
          {
            ...($roots === undefined ? {} : { $roots }),
            $query: $query ?? [],
            ...($threshold === undefined ? {} : { $threshold }),
          },
          eyes,
        );
        const parameters: ProbativeParameters = { request: asked, chosen };
        return launch(house, request, PROBATIVE_VALUE, { ...parameters });
      }),
  );
}
