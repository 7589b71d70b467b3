import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import {
  askerOfPerson,
  chooseFound,
  contractOf,
  countFound,
  eyesOfPerson,
  Filters,
  filtersOf,
  refusedInWords,
} from '../../access/index.ts';
import type { Role } from '../../identity/index.ts';
import { agent } from '../../logbook/index.ts';
import { createOperation } from '../../operations/index.ts';
import { ArchiveError, type OperationId, StartedOperation } from '../../platform/index.ts';
import type { LifecycleHouse } from '../house.ts';
import type { ComputedParameters } from './computed-run.ts';
import { COMPUTATION } from './workflow.ts';

/** Who computes rules (spec frontoffice.md A.1, B.13.12). */
const WRITERS: readonly Role[] = ['R3', 'R5'];

const Wanted = Type.Object(
  { search: Type.Object(Filters, { additionalProperties: false }) },
  { additionalProperties: false },
);

/** What holds by inheritance for all that a person has found is computed (spec frontoffice.md B.13.12). */
export async function foundUnitsRoutes(app: FastifyInstance, house: LifecycleHouse): Promise<void> {
  app.post<{ Body: Static<typeof Wanted>; Reply: StartedOperation }>(
    '/api/v1/tenants/:tenant/units/computed-rules',
    { config: { roles: [...WRITERS], result: StartedOperation }, schema: { body: Wanted } },
    async (request, reply) => reply.code(202).send({ id: await compute(house, request) }),
  );
}

async function compute(
  house: LifecycleHouse,
  request: FastifyRequest<{ Body: Static<typeof Wanted> }>,
): Promise<OperationId> {
  const { tenant, body, requestGuid } = request;
  const id = requestGuid as OperationId;
  const eyes = await eyesOfPerson(house, request);
  const contract = contractOf(request);
  if (contract !== undefined && eyes.rights.writes !== 'everything')
    throw new ArchiveError(
      'roleRequired',
      `Votre contrat d’accès ${contract} ne permet pas de modifier les unités archivistiques.`,
    );
  const chosen = await refusedInWords(() =>
    house.database.inTenant(tenant, async (tx) => {
      const filters = filtersOf(body.search);
      // Trees of positions bear no rule (spec rules.md 3).
      const trees = { field: '#unitType', is: 'is' as const, values: ['HOLDING_UNIT'] };
      const criteria = [...(filters.criteria ?? []), trees];
      if ((await countFound(tx, eyes, { ...filters, criteria })) > 0)
        throw new ArchiveError(
          'badRequest',
          'La sélection contient des éléments d’un arbre de positionnement, qui ne portent pas de règle : retirez-les.',
        );
      return chooseFound(tx, filters, eyes);
    }),
  );
  const parameters: ComputedParameters = { chosen };
  await createOperation(house, tenant, {
    id,
    workflow: COMPUTATION,
    stepByStep: false,
    ...askerOfPerson(request),
    parameters: { ...parameters },
    agent: agent('access-external', 1),
  });
  return id;
}
